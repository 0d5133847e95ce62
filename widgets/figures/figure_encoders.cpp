#include "widgets/figures/figure_encoders.h"

#include "core/base/error.h"
#include "widgets/figures/figure_metadata.h"
#include "widgets/figures/figure_painter.h"
#include "widgets/figures/figure_text.h"
#include "widgets/figures/pdf_page_size.h"
#include "widgets/figures/pdf_time.h"
#include "widgets/figures/tiff_image.h"

#include <QBuffer>
#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <fmt/format.h>

#include <cmath>

namespace nie {

namespace {

QSizeF sizeInPoints(const FigureSpec& figure)
{
    return QSizeF(figure.widthMillimetres, figure.heightMillimetres) *
           (kPointsPerInch / kMillimetresPerInch);
}

QSize rounded(const QSizeF& size)
{
    return {static_cast<int>(std::lround(size.width())),
            static_cast<int>(std::lround(size.height()))};
}

/// A page has no pixels of its own for a scene to be drawn in.
FigureLook inVectors(int dpi)
{
    FigureLook look;
    look.sceneDpi = dpi;
    return look;
}

}  // namespace

QByteArray figureToPdf(const FigureSpec& figure, int dpi)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        // One device unit is then one unit of the figure, and fonts need no rounding.
        writer.setResolution(static_cast<int>(kPointsPerInch * kUnitsPerPoint));
        writer.setTitle(figureTitle(figure));
        writer.setCreator(figureSoftware());
        writer.setDocumentXmpMetadata(xmpPacket(figure));
        writer.setPageSize(
            QPageSize(sizeInPoints(figure), QPageSize::Point, {}, QPageSize::ExactMatch));
        writer.setPageMargins(QMarginsF(0, 0, 0, 0));
        QPainter painter(&writer);
        // QPdfWriter places the origin at the rounded height; the exact page is taller or lower.
        const double height = writer.pageLayout().fullRectPoints().height();
        const QSizeF exact = sizeInPoints(figure);
        paintFigure(
            painter, figure,
            QRectF(QPointF(0, (height - exact.height()) * kUnitsPerPoint), exact * kUnitsPerPoint),
            inVectors(dpi));
    }
    return withoutTimes(withExactPageSize(buffer.data(), sizeInPoints(figure)));
}

QImage figureToImage(const FigureSpec& figure, int dpi)
{
    QImage image(rounded(sizeInPoints(figure) * (dpi / kPointsPerInch)), QImage::Format_RGB32);
    if (image.isNull())
        throw RunError("figure", "not enough memory for an image of this size",
                       fmt::format("{} x {} mm at {} dpi", figure.widthMillimetres,
                                   figure.heightMillimetres, dpi));
    image.fill(Qt::white);
    QPainter painter(&image);
    paintFigure(painter, figure, QRectF(image.rect()));
    painter.end();
    image.setDotsPerMeterX(static_cast<int>(std::lround(dpi * 1000 / kMillimetresPerInch)));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    return image;
}

QByteArray figureToPng(const FigureSpec& figure, int dpi)
{
    QImage image = figureToImage(figure, dpi);
    image.setText("Software", figureSoftware());
    image.setText("Title", figureTitle(figure));
    for (const auto& [key, value] : figure.provenance)
        image.setText(QString::fromStdString(key), QString::fromStdString(value));
    image.setText("figure", QString::fromUtf8(provenanceJson(figure)));
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG"))
        throw RunError("figure", "the image could not be encoded as PNG");
    return buffer.data();
}

QByteArray figureToTiff(const FigureSpec& figure, int dpi)
{
    return tiffBytes(figureToImage(figure, dpi), dpi, provenanceJson(figure),
                     figureSoftware().toLatin1());
}

QByteArray figureToSvg(const FigureSpec& figure, int dpi)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    const QSizeF size = sizeInPoints(figure) * kUnitsPerPoint;
    generator.setResolution(static_cast<int>(kPointsPerInch * kUnitsPerPoint));
    generator.setSize(rounded(size));
    generator.setViewBox(QRectF(QPointF(0, 0), size));
    // Written as they are: QSvgGenerator does not escape them.
    generator.setTitle(figureTitle(figure).toHtmlEscaped());
    generator.setDescription(provenanceLines(figure).toHtmlEscaped());
    QPainter painter(&generator);
    paintFigure(painter, figure, QRectF(QPointF(0, 0), size), inVectors(dpi));
    painter.end();
    QByteArray svg = buffer.data();
    const QByteArray metadata = "<metadata>" + provenanceElement(figure) + "</metadata>\n";
    const qsizetype definitions = svg.indexOf("<defs>");
    if (definitions >= 0)
        svg.insert(definitions, metadata);
    // A heat map is one pixel a cell; without this, viewers smooth it over when they enlarge it.
    return svg.replace("<image ", "<image style=\"image-rendering:pixelated\" ");
}

}  // namespace nie
