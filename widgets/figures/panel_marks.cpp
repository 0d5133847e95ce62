// Bands of a panel, behind its lines or over its heat map, and arrows.
#include "widgets/figures/figure_text.h"
#include "widgets/figures/panel_painter.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

constexpr double kStripHeight = 2.2 * kUnitsPerPoint;  ///< of a band over a heat map
constexpr double kArrowHead = 3.2 * kUnitsPerPoint;    ///< longest
constexpr double kArrowPoints = 0.6;
constexpr double kEdgePoints = 0.7;  ///< light beside a dark line: seen on every colour

QPolygonF headOf(QPointF from, QPointF to)
{
    const QPointF d = to - from;
    const double length = std::hypot(d.x(), d.y());
    const QPointF along = d / length * std::min(kArrowHead, 0.5 * length);
    const QPointF across(-0.38 * along.y(), 0.38 * along.x());
    return {to, to - along + across, to - along - across};
}

}  // namespace

std::optional<std::pair<double, double>> PanelPainter::shownBand(const BandSpec& band) const
{
    const double low = std::min(band.from, band.to), high = std::max(band.from, band.to);
    double from = m_x.toDrawing(std::max(low, m_ranges.x.from));
    double to = m_x.toDrawing(std::min(high, m_ranges.x.to));
    if (std::isnan(from) || std::isnan(to) || high < m_ranges.x.from || low > m_ranges.x.to)
        return std::nullopt;
    if (from > to)
        std::swap(from, to);
    return std::pair(from, to);
}

void PanelPainter::paintBands(QPainter& painter, const QRectF& plot) const
{
    for (const BandSpec& band : m_panel.bands) {
        const auto shown = shownBand(band);
        if (!shown)
            continue;
        if (band.from == band.to) {
            painter.setPen(QPen(m_look.foreground, lineWidth(m_look.axisPoints / 2), Qt::DashLine,
                                Qt::FlatCap));
            painter.drawLine(QPointF(shown->first, plot.top()),
                             QPointF(shown->first, plot.bottom()));
        } else {
            painter.fillRect(
                QRectF(QPointF(shown->first, plot.top()), QPointF(shown->second, plot.bottom())),
                m_look.band);
        }
    }
}

void PanelPainter::paintBandsOverImage(QPainter& painter, const QRectF& plot) const
{
    for (const BandSpec& band : m_panel.bands) {
        const auto shown = shownBand(band);
        if (!shown)
            continue;
        if (band.from == band.to) {
            const QLineF line(shown->first, plot.top(), shown->first, plot.bottom());
            painter.setPen(QPen(Qt::white, lineWidth(m_look.axisPoints + kEdgePoints),
                                Qt::SolidLine, Qt::FlatCap));
            painter.drawLine(line);
            painter.setPen(
                QPen(Qt::black, lineWidth(m_look.axisPoints), Qt::DashLine, Qt::FlatCap));
            painter.drawLine(line);
        } else {
            painter.setPen(QPen(m_look.foreground, lineWidth(m_look.axisPoints / 2)));
            painter.setBrush(m_look.band);
            painter.drawRect(
                QRectF(shown->first, plot.top(), shown->second - shown->first, kStripHeight));
        }
    }
}

void PanelPainter::paintArrows(QPainter& painter, const QRectF& plot) const
{
    if (m_panel.arrows.empty())
        return;
    painter.save();
    painter.setClipRect(plot, Qt::IntersectClip);
    for (const ArrowSpec& arrow : m_panel.arrows) {
        const QPointF from(m_x.toDrawing(arrow.x), m_y.toDrawing(arrow.y));
        const QPointF to(m_x.toDrawing(arrow.x + arrow.dx), m_y.toDrawing(arrow.y + arrow.dy));
        if (std::isfinite(from.x() + from.y() + to.x() + to.y()) && plot.contains(from))
            paintArrow(painter, from, to);
    }
    painter.restore();
}

void PanelPainter::paintArrow(QPainter& painter, QPointF from, QPointF to) const
{
    if (from == to)
        return;
    const QPolygonF head = headOf(from, to);
    const QPointF neck = (head[1] + head[2]) / 2;
    // Over a heat map dark with a light edge, beside it as the axes.
    const QColor ink = m_panel.image ? QColor(Qt::black) : m_look.foreground;
    const QColor edge = m_panel.image ? QColor(Qt::white) : m_look.background;
    painter.setPen(QPen(edge, lineWidth(kArrowPoints + kEdgePoints), Qt::SolidLine, Qt::RoundCap,
                        Qt::RoundJoin));
    painter.setBrush(edge);
    painter.drawLine(from, neck);
    painter.drawPolygon(head);
    painter.setPen(QPen(ink, lineWidth(kArrowPoints), Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(from, neck);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    painter.drawPolygon(head);
}

}  // namespace nie
