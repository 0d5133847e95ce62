// The heat map of a panel and its colour bar.
#include "core/results/colour_map.h"
#include "widgets/figures/figure_text.h"
#include "widgets/figures/image_raster.h"
#include "widgets/figures/panel_painter.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

constexpr double kBarGap = 5 * kUnitsPerPoint;  ///< between plot and bar
constexpr double kBarWidth = 6 * kUnitsPerPoint;
constexpr double kTextGap = 2 * kUnitsPerPoint;
constexpr double kHatchStep = 3 * kUnitsPerPoint;

/// Slanted lines: no colour of any map, also in print without colours.
void paintHatch(QPainter& painter, const QRectF& area, const FigureLook& look)
{
    painter.fillRect(area, look.background);
    // Mixed with the background rather than transparent: the same in every format.
    const auto mix = [](int a, int b) { return b + static_cast<int>(0.45 * (a - b)); };
    const QColor ink(mix(look.foreground.red(), look.background.red()),
                     mix(look.foreground.green(), look.background.green()),
                     mix(look.foreground.blue(), look.background.blue()));
    painter.setPen(QPen(ink, std::max(0.4, look.leastLinePoints) * kUnitsPerPoint, Qt::SolidLine,
                        Qt::FlatCap));
    for (double x = area.left() - area.height(); x < area.right(); x += kHatchStep)
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x + area.height(), area.top()));
}

void drawPixels(QPainter& painter, const QRectF& target, const QImage& pixels)
{
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.setRenderHint(QPainter::LosslessImageRendering);
    painter.drawImage(target, pixels);
    painter.restore();
}

QColor toColour(RgbColour colour)
{
    return QColor(colour.red, colour.green, colour.blue);
}

}  // namespace

void PanelPainter::paintImage(QPainter& painter, const QRectF& plot) const
{
    const ImageRaster raster = imageRaster(*m_panel.image, m_x, m_y);
    painter.save();
    painter.setClipRect(plot);
    if (!raster.pixels.isNull()) {
        if (!raster.isWhole)
            paintHatch(painter, raster.target & plot, m_look);
        drawPixels(painter, raster.target, raster.pixels);
    }
    painter.restore();
}

double PanelPainter::colourBarWidth() const
{
    if (!hasColourBar())
        return 0;
    const QFontMetricsF metrics(m_font);
    return kBarGap + kBarWidth + m_look.tickPoints * kUnitsPerPoint + kTextGap / 2 +
           widestBarLabel() + (m_panel.image->label.empty() ? 0 : kTextGap) +
           metrics.height() * static_cast<double>(barTitle().size());
}

/// What stands beside the bar, in two lines where it is longer than the bar: broken at its last
/// comma. The same whatever the plot area becomes: margins come first.
QStringList PanelPainter::barTitle() const
{
    const QString title = QString::fromStdString(m_panel.image->label);
    if (title.isEmpty())
        return {};
    const QFontMetricsF metrics(m_font);
    double height = m_cell.height() - 4 * metrics.height();
    if (m_panel.equalAspect) {
        const PanelRanges ranges = panelRanges(m_panel);
        const double shape = (ranges.y.to - ranges.y.from) / (ranges.x.to - ranges.x.from);
        height = std::min(height, shape * (m_cell.width() - 7 * metrics.height()));
    }
    const qsizetype comma = title.lastIndexOf(QLatin1String(", "));
    if (comma < 0 || metrics.horizontalAdvance(title) <= height)
        return {title};
    return {title.left(comma + 1), title.mid(comma + 2)};
}

double PanelPainter::widestBarLabel() const
{
    double widest = 0;
    for (std::size_t i = 0; i < m_barTicks.labels.size(); ++i)
        widest = std::max(widest, tickLabelWidth(m_barTicks, i));
    return widest;
}

void PanelPainter::paintColourBar(QPainter& painter, const QRectF& plot) const
{
    const std::vector<RgbColour>& map = colourMap(m_panel.image->colourMap);
    QRectF bar(plot.right() + kBarGap, plot.top(), kBarWidth, plot.height());
    QPolygonF outline{bar.topLeft(), bar.topRight(), bar.bottomRight(), bar.bottomLeft()};
    // A pointed end says that cells lie beyond it, in the end's colour.
    const double point = kBarWidth / 2;
    painter.setPen(Qt::NoPen);
    if (m_values.clipsAbove) {
        const QPointF tip(bar.center().x(), bar.top() - point);
        outline.insert(1, tip);
        painter.setBrush(toColour(map.back()));
        painter.drawPolygon(QPolygonF{bar.topLeft(), tip, bar.topRight()});
    }
    if (m_values.clipsBelow) {
        const QPointF tip(bar.center().x(), bar.bottom() + point);
        outline.insert(outline.size() - 1, tip);
        painter.setBrush(toColour(map.front()));
        painter.drawPolygon(QPolygonF{bar.bottomLeft(), tip, bar.bottomRight()});
    }
    drawPixels(painter, bar, colourBarPixels(m_panel.image->colourMap));
    painter.setPen(
        QPen(m_look.foreground, lineWidth(m_look.axisPoints), Qt::SolidLine, Qt::SquareCap));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolygon(outline);
    paintBarTicks(painter, bar);
}

void PanelPainter::paintBarTicks(QPainter& painter, const QRectF& bar) const
{
    const double tick = m_look.tickPoints * kUnitsPerPoint;
    const AxisMapping mapping{
        {m_values.from, m_values.to}, m_panel.image->logarithmic, bar.bottom(), bar.top()};
    for (double value : m_barTicks.minor)
        painter.drawLine(QPointF(bar.right(), mapping.toDrawing(value)),
                         QPointF(bar.right() + tick / 2, mapping.toDrawing(value)));
    for (std::size_t i = 0; i < m_barTicks.major.size(); ++i) {
        const double y = mapping.toDrawing(m_barTicks.major[i]);
        const QString label = QString::fromStdString(m_barTicks.labels[i]);
        const QPointF end(bar.right() + tick + kTextGap / 2, y);
        painter.drawLine(QPointF(bar.right(), y), QPointF(bar.right() + tick, y));
        if (m_barTicks.powers)
            drawPowerOfTen(painter, m_font, end, Qt::AlignLeft | Qt::AlignVCenter, label);
        else
            drawAnchoredText(painter, m_font, end, Qt::AlignLeft | Qt::AlignVCenter, label);
    }
    if (m_barTicks.exponent != 0)
        drawPowerOfTen(painter, m_font,
                       QPointF(bar.left(), bar.top() - QFontMetricsF(m_font).capHeight() / 2 -
                                               (m_values.clipsAbove ? kBarWidth / 2 : 0) -
                                               kUnitsPerPoint),
                       Qt::AlignLeft | Qt::AlignBottom, exponentText(m_barTicks.exponent), "×");
    const QStringList title = barTitle();
    if (title.isEmpty())
        return;
    painter.save();
    painter.translate(bar.right() + tick + kTextGap / 2 + widestBarLabel() + kTextGap,
                      bar.center().y());
    painter.rotate(-90);
    for (qsizetype i = 0; i < title.size(); ++i)
        drawAnchoredText(painter, m_font,
                         QPointF(0, static_cast<double>(i) * QFontMetricsF(m_font).height()),
                         Qt::AlignHCenter | Qt::AlignTop, title[i]);
    painter.restore();
}

}  // namespace nie
