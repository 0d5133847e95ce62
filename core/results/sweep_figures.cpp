#include "core/results/sweep_figures.h"

#include "core/results/sweep_axis.h"
#include "core/results/sweep_curves.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

namespace nie {

namespace {

constexpr double kPlaneHeight = 90.0;
constexpr int kFailedColour = 6;
constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

bool hasScore(const SweepTable& table, SweepScore score)
{
    return table.bestRow(score) < table.rows.size();
}

bool isFailed(const SweepRow& row)
{
    return row.countOf(SweepRunResult::State::Failed) == row.runs.size();
}

/// For each cell of two axes its best row, else one that failed, else any; rows.size(): none.
std::vector<std::size_t> cellRows(const SweepTable& table, const SweepView& view,
                                  const SweepAxis& x, const SweepAxis& y)
{
    const std::size_t none = table.rows.size();
    std::vector<std::size_t> cells(x.values().size() * y.values().size(), none);
    const auto rank = [&](std::size_t row) {
        const double score = table.rows[row].score(view.score).mean;
        if (std::isfinite(score))
            return isLowerBetter(view.score) ? -score : score;
        return isFailed(table.rows[row]) ? -std::numeric_limits<double>::max()
                                         : -std::numeric_limits<double>::infinity();
    };
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        std::size_t& cell = cells[y.indexOf(table.rows[i].values[view.y]) * x.values().size() +
                                  x.indexOf(table.rows[i].values[view.x])];
        if (cell == none || rank(i) > rank(cell))
            cell = i;
    }
    return cells;
}

FigureSpec heatMap(const SweepTable& table, const SweepView& view)
{
    const SweepAxis x(table, view.x);
    const SweepAxis y(table, view.y);
    PanelSpec panel;
    panel.x = x.spec();
    panel.y = y.spec();
    ImageSpec image;
    image.label = scoreText(view.score);
    if (table.columns.size() > 2)
        image.label += ", best over the other options";
    image.columns = x.values().size();
    image.rows = y.values().size();
    image.x = x.edges();
    image.y = y.edges();
    image.logarithmic = table.spansDecades(view.score);
    SeriesSpec failed;
    failed.style = SeriesSpec::Style::Points;
    failed.colour = kFailedColour;
    failed.widthPoints = 2.0;
    const std::vector<std::size_t> cells = cellRows(table, view, x, y);
    for (const std::size_t cell : cells) {
        const bool known = cell < table.rows.size();
        image.values.push_back(known ? table.rows[cell].score(view.score).mean : kUndefined);
        if (known && isFailed(table.rows[cell])) {
            failed.x.push_back(x.placeOf(table.rows[cell].values[view.x]));
            failed.y.push_back(y.placeOf(table.rows[cell].values[view.y]));
        }
    }
    panel.image = std::move(image);
    if (!failed.x.empty()) {
        panel.title = "dots: failed";
        panel.series.push_back(std::move(failed));
    }
    return sweepFigureOf(std::move(panel), kPlaneHeight);
}

/// Rows that have a score, best first.
std::vector<std::size_t> rankedRows(const SweepTable& table, SweepScore score)
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        if (std::isfinite(table.rows[i].score(score).mean))
            order.push_back(i);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const double first = table.rows[a].score(score).mean;
        const double second = table.rows[b].score(score).mean;
        return isLowerBetter(score) ? first < second : first > second;
    });
    return order;
}

FigureSpec drawnPointsFigure(const SweepTable& table, const SweepView& view)
{
    const SweepAxis x(table, view.x);
    const SweepAxis y(table, view.y);
    PanelSpec panel;
    panel.title = scoreText(view.score);
    panel.x = x.spec();
    panel.y = y.spec();
    const std::array<const char*, 5> labels{"best quarter", "second", "third", "last quarter",
                                            "failed"};
    const std::array<int, 5> colours{2, 0, 4, 3, kFailedColour};
    std::array<SeriesSpec, 5> groups;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        groups[i].label = labels[i];
        groups[i].style = SeriesSpec::Style::Points;
        groups[i].colour = colours[i];
        groups[i].widthPoints = i == 0 ? 2.5 : 1.8;
    }
    const auto add = [&](std::size_t group, std::size_t row) {
        groups[group].x.push_back(x.placeOf(table.rows[row].values[view.x]));
        groups[group].y.push_back(y.placeOf(table.rows[row].values[view.y]));
    };
    const std::vector<std::size_t> order = rankedRows(table, view.score);
    for (std::size_t i = 0; i < order.size(); ++i)
        add(4 * i / order.size(), order[i]);
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        if (isFailed(table.rows[i]))
            add(4, i);
    for (SeriesSpec& group : groups)
        if (!group.x.empty())
            panel.series.push_back(std::move(group));
    return sweepFigureOf(std::move(panel), kPlaneHeight);
}

/// Shares of an axis's length, for places in its data's units.
class AxisShare {
public:
    explicit AxisShare(const SweepAxis& axis)
        : m_edges(axis.edges()),
          m_logarithmic(axis.isLogarithmic())
    {}
    double operator()(double place) const
    {
        const double from = m_edges.front();
        const double to = m_edges.back();
        return m_logarithmic ? std::log(place / from) / std::log(to / from)
                             : (place - from) / (to - from);
    }

private:
    std::vector<double> m_edges;
    bool m_logarithmic;
};

/// The row nearest to a place of the plane, both axes counted over their whole length.
std::optional<std::size_t> nearestPoint(const SweepTable& table, const SweepView& view, double x,
                                        double y)
{
    const SweepAxis across(table, view.x);
    const SweepAxis up(table, view.y);
    const AxisShare shareX(across);
    const AxisShare shareY(up);
    std::optional<std::size_t> nearest;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const double dx = shareX(across.placeOf(table.rows[i].values[view.x])) - shareX(x);
        const double dy = shareY(up.placeOf(table.rows[i].values[view.y])) - shareY(y);
        if (const double distance = std::hypot(dx, dy); distance < least) {
            least = distance;
            nearest = i;
        }
    }
    return nearest;
}

}  // namespace

FigureSpec sweepPicture(const SweepTable& table, const SweepView& view)
{
    if (table.rows.empty() || !hasScore(table, view.score))
        return {};
    if (table.columns.empty())
        return scoreOverSeed(table, view.score);
    if (table.columns.size() == 1)
        return scoreOverOption(table, view.score);
    return table.random ? drawnPointsFigure(table, view) : heatMap(table, view);
}

std::optional<std::size_t> sweepRowAt(const SweepTable& table, const SweepView& view, double x,
                                      double y)
{
    if (table.rows.empty())
        return std::nullopt;
    if (table.columns.empty())
        return 0;
    if (table.columns.size() == 1) {
        const SweepAxis axis(table, 0);
        const Json& value = axis.values()[axis.nearest(x)];
        for (std::size_t i = 0; i < table.rows.size(); ++i)
            if (table.rows[i].values[0] == value)
                return i;
        return std::nullopt;
    }
    if (table.random)
        return nearestPoint(table, view, x, y);
    const SweepAxis across(table, view.x);
    const SweepAxis up(table, view.y);
    const std::size_t row = cellRows(
        table, view, across, up)[up.nearest(y) * across.values().size() + across.nearest(x)];
    return row < table.rows.size() ? std::optional(row) : std::nullopt;
}

}  // namespace nie
