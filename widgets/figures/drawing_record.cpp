#include "widgets/figures/drawing_record.h"

#include "widgets/figures/figure_painter.h"
#include "widgets/figures/figure_text.h"

#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

/// Writes down texts and widths of lines in place of drawing them.
class RecordingEngine : public QPaintEngine {
public:
    explicit RecordingEngine(DrawingRecord& record) : QPaintEngine(AllFeatures), m_record(record) {}

    bool begin(QPaintDevice*) override
    {
        setActive(true);
        return true;
    }
    bool end() override
    {
        setActive(false);
        return true;
    }
    Type type() const override { return User; }
    void updateState(const QPaintEngineState&) override {}

    void drawTextItem(const QPointF& at, const QTextItem& item) override
    {
        if (item.text().trimmed().isEmpty())
            return;
        const QTransform& transform = painter()->transform();
        const QRectF ink = QFontMetricsF(item.font()).tightBoundingRect(item.text());
        m_record.texts.push_back({item.text(),
                                  item.font().pixelSize() * scaleOf(transform) / kUnitsPerPoint,
                                  inPoints(transform.mapRect(ink.translated(at)))});
    }
    void drawPath(const QPainterPath&) override { noteLine(); }
    void drawPolygon(const QPointF*, int, PolygonDrawMode) override { noteLine(); }
    void drawPolygon(const QPoint*, int, PolygonDrawMode) override { noteLine(); }
    void drawLines(const QLineF*, int) override { noteLine(); }
    void drawLines(const QLine*, int) override { noteLine(); }
    void drawRects(const QRectF*, int) override { noteLine(); }
    void drawRects(const QRect*, int) override { noteLine(); }
    void drawEllipse(const QRectF&) override { noteLine(); }
    void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}
    void drawImage(const QRectF&, const QImage&, const QRectF&, Qt::ImageConversionFlags) override
    {}

private:
    static double scaleOf(const QTransform& transform)
    {
        return std::sqrt(std::abs(transform.determinant()));
    }
    static QRectF inPoints(const QRectF& rect)
    {
        return {rect.topLeft() / kUnitsPerPoint, rect.size() / kUnitsPerPoint};
    }
    void noteLine()
    {
        const QPen pen = painter()->pen();
        if (pen.style() == Qt::NoPen)
            return;
        const double points = pen.widthF() * scaleOf(painter()->transform()) / kUnitsPerPoint;
        m_record.thinnestLine =
            m_record.thinnestLine > 0.0 ? std::min(m_record.thinnestLine, points) : points;
    }

    DrawingRecord& m_record;
};

/// Paper of a size in drawing units, as a PDF or SVG file has it.
class RecordingDevice : public QPaintDevice {
public:
    RecordingDevice(QSizeF units, DrawingRecord& record) : m_units(units), m_engine(record) {}

    QPaintEngine* paintEngine() const override { return &m_engine; }

protected:
    int metric(PaintDeviceMetric metric) const override
    {
        const auto unitsPerInch = static_cast<int>(kPointsPerInch * kUnitsPerPoint);
        switch (metric) {
        case PdmWidth:
            return static_cast<int>(std::ceil(m_units.width()));
        case PdmHeight:
            return static_cast<int>(std::ceil(m_units.height()));
        case PdmWidthMM:
            return static_cast<int>(m_units.width() / unitsPerInch * kMillimetresPerInch);
        case PdmHeightMM:
            return static_cast<int>(m_units.height() / unitsPerInch * kMillimetresPerInch);
        case PdmDpiX:
        case PdmDpiY:
        case PdmPhysicalDpiX:
        case PdmPhysicalDpiY:
            return unitsPerInch;
        case PdmNumColors:
            return 1 << 24;
        case PdmDepth:
            return 24;
        case PdmDevicePixelRatio:
            return 1;
        case PdmDevicePixelRatioScaled:
            return static_cast<int>(devicePixelRatioFScale());
        default:
            return QPaintDevice::metric(metric);
        }
    }

private:
    QSizeF m_units;
    mutable RecordingEngine m_engine;
};

}  // namespace

DrawingRecord recordDrawing(const FigureSpec& figure)
{
    const QSizeF points = QSizeF(figure.widthMillimetres, figure.heightMillimetres) *
                          (kPointsPerInch / kMillimetresPerInch);
    DrawingRecord record;
    record.page = QRectF(QPointF(0, 0), points);
    RecordingDevice device(points * kUnitsPerPoint, record);
    QPainter painter(&device);
    FigureLook look;
    look.sceneDpi = 36;  // its pixels are not looked at
    paintFigure(painter, figure, QRectF(QPointF(0, 0), points * kUnitsPerPoint), look);
    return record;
}

}  // namespace nie
