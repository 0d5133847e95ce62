#include "core/results/steady_ranges.h"

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

constexpr double kAir = 0.05;  // of the extent, beyond both ends

bool fits(double value, const AxisSpec& axis)
{
    return std::isfinite(value) && (!axis.logarithmic || value > 0.0);
}

}  // namespace

void SteadyRanges::Extent::include(double value)
{
    from = std::min(from, value);
    to = std::max(to, value);
}

void SteadyRanges::include(const FigureSpec& figure)
{
    m_panels.resize(std::max(m_panels.size(), figure.panels.size()));
    for (std::size_t i = 0; i < figure.panels.size(); ++i) {
        const PanelSpec& panel = figure.panels[i];
        includeAsked(m_panels[i].x, panel.x);
        includeAsked(m_panels[i].y, panel.y);
        if (panel.image) {
            const ValueRange range = valueRange(*panel.image);
            m_panels[i].colours.include(range.from);
            m_panels[i].colours.include(range.to);
        }
        for (const SeriesSpec& series : panel.series)
            for (std::size_t k = 0; k < std::min(series.x.size(), series.y.size()); ++k)
                if (fits(series.x[k], panel.x) && fits(series.y[k], panel.y)) {
                    m_panels[i].x.data.include(series.x[k]);
                    m_panels[i].y.data.include(series.y[k]);
                }
    }
}

void SteadyRanges::includeAsked(AxisExtents& extents, const AxisSpec& axis)
{
    for (const double end : {axis.from, axis.to})
        if (std::isfinite(end))
            extents.asked.include(end);
}

void SteadyRanges::fix(AxisSpec& axis, const AxisExtents& extents)
{
    const Extent& data = extents.data;
    const bool known = data.from < data.to;
    const double span = axis.logarithmic ? std::log(data.to / data.from) : data.to - data.from;
    const auto beyond = [&](double end, double share) {
        return axis.logarithmic ? end * std::exp(share * span) : end + share * span;
    };
    if (std::isfinite(axis.from))
        axis.from = extents.asked.from;
    else if (known)
        axis.from = beyond(data.from, -kAir);
    if (std::isfinite(axis.to))
        axis.to = extents.asked.to;
    else if (known)
        axis.to = beyond(data.to, kAir);
}

void SteadyRanges::applyTo(FigureSpec& figure) const
{
    if (figure.panels.size() != m_panels.size())
        return;
    for (std::size_t i = 0; i < figure.panels.size(); ++i) {
        PanelSpec& panel = figure.panels[i];
        if (panel.image) {
            panel.image->from = m_panels[i].colours.from;
            panel.image->to = m_panels[i].colours.to;
            continue;
        }
        fix(panel.y, m_panels[i].y);
        // Along an axis of time or space the data reach from end to end: no air beside them.
        if (panel.equalAspect)
            fix(panel.x, m_panels[i].x);
    }
}

}  // namespace nie
