// Shaded areas of a panel: bands about a mean, bars of a histogram.
#include "widgets/figures/panel_painter.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

/// The areas between a series and its other edge, interrupted where a point has no number. An edge
/// below a logarithmic axis ends at the axis.
std::vector<QPolygonF> filledAreas(const SeriesSpec& series, const AxisMapping& x,
                                   const AxisMapping& y)
{
    std::vector<QPolygonF> areas;
    QPolygonF one, other;
    const auto flush = [&] {
        std::reverse(other.begin(), other.end());
        if (one.size() > 1)
            areas.push_back(one + other);
        one.clear();
        other.clear();
    };
    const std::size_t count = std::min({series.x.size(), series.y.size(), series.fill.size()});
    for (std::size_t i = 0; i < count; ++i) {
        const double at = x.toDrawing(series.x[i]), top = y.toDrawing(series.y[i]);
        if (!std::isfinite(at) || !std::isfinite(top) || !std::isfinite(series.fill[i])) {
            flush();
            continue;
        }
        const double bottom = y.toDrawing(series.fill[i]);
        one.push_back(QPointF(at, top));
        other.push_back(QPointF(at, std::isfinite(bottom) ? bottom : y.start));
    }
    flush();
    return areas;
}

}  // namespace

void PanelPainter::paintFills(QPainter& painter, const QRectF& plot) const
{
    painter.save();
    painter.setClipRect(plot, Qt::IntersectClip);
    painter.setPen(Qt::NoPen);
    for (const SeriesSpec& series : m_panel.series) {
        if (series.fill.empty())
            continue;
        // As pale as raw data, and mixed with the background in the same way.
        SeriesSpec pale = {};
        pale.colour = series.colour;
        pale.exactColour = series.exactColour;
        pale.faint = true;
        painter.setBrush(colourOf(pale));
        for (const QPolygonF& area : filledAreas(series, m_x, m_y))
            painter.drawPolygon(area);
    }
    painter.restore();
}

}  // namespace nie
