#include "widgets/figures/figure_exporter.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/version.h"
#include "widgets/figures/figure_painter.h"
#include "widgets/figures/figure_text.h"
#include "widgets/figures/pdf_page_size.h"

#include <QBuffer>
#include <QImage>
#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

QSizeF sizeInPoints(const FigureSpec& figure)
{
    return QSizeF(figure.widthMillimetres, figure.heightMillimetres) *
           (kPointsPerInch / kMillimetresPerInch);
}

QString title(const FigureSpec& figure)
{
    if (!figure.title.empty() || figure.panels.empty())
        return QString::fromStdString(figure.title);
    return QString::fromStdString(figure.panels.front().title);
}

QString software()
{
    return QString::fromStdString("NIE Studio " + versionNumber());
}

QString provenanceLines(const FigureSpec& figure)
{
    QString text;
    for (const auto& [key, value] : figure.provenance)
        text += QString::fromStdString(key + ": " + value + "\n");
    return text.trimmed();
}

/// The XMP packet: title, program and, as description, the provenance line by line.
QByteArray xmpPacket(const FigureSpec& figure)
{
    const QString format = QStringLiteral(
        "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
        "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
        "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%1</rdf:li></rdf:Alt></dc:title>\n"
        "<dc:description><rdf:Alt><rdf:li "
        "xml:lang=\"x-default\">%2</rdf:li></rdf:Alt></dc:description>\n"
        "<xmp:CreatorTool>%3</xmp:CreatorTool>\n"
        "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>\n");
    return format
        .arg(title(figure).toHtmlEscaped(), provenanceLines(figure).toHtmlEscaped(),
             software().toHtmlEscaped())
        .toUtf8();
}

QByteArray toPdf(const FigureSpec& figure)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        // One device unit is then one unit of the figure, and fonts need no rounding.
        writer.setResolution(static_cast<int>(kPointsPerInch * kUnitsPerPoint));
        writer.setTitle(title(figure));
        writer.setCreator(software());
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
            QRectF(QPointF(0, (height - exact.height()) * kUnitsPerPoint), exact * kUnitsPerPoint));
    }
    return withExactPageSize(buffer.data(), sizeInPoints(figure));
}

QByteArray toPng(const FigureSpec& figure, int dpi)
{
    const QSizeF size = sizeInPoints(figure) * (dpi / kPointsPerInch);
    QImage image(QSize(static_cast<int>(std::lround(size.width())),
                       static_cast<int>(std::lround(size.height()))),
                 QImage::Format_RGB32);
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
    image.setText("Software", software());
    image.setText("Title", title(figure));
    for (const auto& [key, value] : figure.provenance)
        image.setText(QString::fromStdString(key), QString::fromStdString(value));
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG"))
        throw RunError("figure", "the image could not be encoded as PNG");
    return buffer.data();
}

QByteArray toSvg(const FigureSpec& figure)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    const QSizeF size = sizeInPoints(figure) * kUnitsPerPoint;
    generator.setResolution(static_cast<int>(kPointsPerInch * kUnitsPerPoint));
    generator.setSize(QSize(static_cast<int>(std::lround(size.width())),
                            static_cast<int>(std::lround(size.height()))));
    generator.setViewBox(QRectF(QPointF(0, 0), size));
    // Written as they are: QSvgGenerator does not escape them.
    generator.setTitle(title(figure).toHtmlEscaped());
    generator.setDescription(provenanceLines(figure).toHtmlEscaped());
    QPainter painter(&generator);
    paintFigure(painter, figure, QRectF(QPointF(0, 0), size));
    painter.end();
    // A heat map is one pixel a cell; without this, viewers smooth it over when they enlarge it.
    QByteArray svg = buffer.data();
    return svg.replace("<image ", "<image style=\"image-rendering:pixelated\" ");
}

}  // namespace

std::vector<std::string> figureFormats()
{
    return {".csv", ".pdf", ".png", ".svg"};
}

void exportFigure(const FigureSpec& figure, const std::filesystem::path& file, int dpi)
{
    std::string suffix = file.extension().string();
    std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto formats = figureFormats();
    if (std::find(formats.begin(), formats.end(), suffix) == formats.end())
        throw InputError(file.string(), "unknown figure format",
                         suffix.empty() ? "no suffix" : suffix,
                         fmt::format("{}", fmt::join(formats, ", ")));
    if (!(figure.widthMillimetres > 0) || !(figure.heightMillimetres > 0))
        throw InputError(
            file.string(), "the figure has no size",
            fmt::format("{} x {} mm", figure.widthMillimetres, figure.heightMillimetres), "> 0 mm");
    if (dpi < 10 || dpi > 4800)
        throw InputError(file.string(), "resolution out of range", fmt::format("{} dpi", dpi),
                         "10 to 4800 dpi");
    for (const PanelSpec& panel : figure.panels)
        if (panel.image)
            validate(*panel.image);
    if (suffix == ".csv") {
        writeFileAtomically(file, figureToCsv(figure));
        return;
    }
    const QByteArray content = suffix == ".pdf"   ? toPdf(figure)
                               : suffix == ".png" ? toPng(figure, dpi)
                                                  : toSvg(figure);
    writeFileAtomically(file, {content.constData(), static_cast<std::size_t>(content.size())});
}

}  // namespace nie
