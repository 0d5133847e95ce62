#include "core/results/sweep_figures.h"

#include "core/results/runs/seed_statistics.h"
#include "core/results/sweep_axis.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

namespace nie {

namespace {

constexpr double kLogarithmicFrom = 5.0;  ///< greatest over least score from which on it pays
constexpr double kWidth = 120.0;          // mm
constexpr double kPlaneHeight = 90.0;
constexpr double kCurvesHeight = 80.0;
constexpr int kRunColour = 0;
constexpr int kMeanColour = 1;
constexpr int kFailedColour = 6;
constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

/// Whether scores are told apart better by their logarithm.
bool spreadsOverDecades(const SweepTable& table, SweepScore score)
{
    double least = std::numeric_limits<double>::infinity();
    double most = 0.0;
    for (const SweepRow& row : table.rows)
        for (const SweepRunResult& run : row.runs)
            if (const double value = run.score(score); std::isfinite(value)) {
                least = std::min(least, value);
                most = std::max(most, value);
            }
    return isLowerBetter(score) && least > 0.0 && most > kLogarithmicFrom * least;
}

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

FigureSpec figureOf(PanelSpec panel, double heightMillimetres)
{
    FigureSpec figure;
    figure.widthMillimetres = kWidth;
    figure.heightMillimetres = heightMillimetres;
    figure.panels.push_back(std::move(panel));
    return figure;
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
    image.logarithmic = spreadsOverDecades(table, view.score);
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
    return figureOf(std::move(panel), kPlaneHeight);
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
    return figureOf(std::move(panel), kPlaneHeight);
}

/// The mean as a line, with a band of a standard deviation about it where there is one.
void addSpread(PanelSpec& panel, const std::vector<double>& x, const std::vector<double>& mean,
               const std::vector<double>& deviation)
{
    SeriesSpec line;
    line.x = x;
    line.y = mean;
    line.colour = kMeanColour;
    line.widthPoints = 1.5;
    line.style = x.size() > 1 ? SeriesSpec::Style::Solid : SeriesSpec::Style::Points;
    if (std::any_of(deviation.begin(), deviation.end(), [](double d) { return d > 0.0; })) {
        line.label = "mean ± standard deviation over seeds";
        SeriesSpec band;
        band.x = x;
        band.colour = kMeanColour;
        band.faint = true;
        band.widthPoints = 0.5;
        for (std::size_t i = 0; i < mean.size(); ++i) {
            band.y.push_back(mean[i] + deviation[i]);
            band.fill.push_back(mean[i] - deviation[i]);
        }
        panel.series.push_back(std::move(band));
    }
    panel.series.push_back(std::move(line));
}

FigureSpec scoreOverOption(const SweepTable& table, SweepScore score)
{
    const SweepAxis axis(table, 0);
    PanelSpec panel;
    panel.x = axis.spec();
    panel.y = {.label = scoreText(score), .logarithmic = spreadsOverDecades(table, score)};
    SeriesSpec points;
    points.label = "runs";
    points.style = SeriesSpec::Style::Points;
    points.colour = kRunColour;
    points.widthPoints = 1.8;
    std::map<double, const SweepRow*> rows;
    for (const SweepRow& row : table.rows) {
        rows[axis.placeOf(row.values[0])] = &row;
        for (const SweepRunResult& run : row.runs)
            if (std::isfinite(run.score(score))) {
                points.x.push_back(axis.placeOf(row.values[0]));
                points.y.push_back(run.score(score));
            }
    }
    std::vector<double> x, mean, deviation;
    for (const auto& [place, row] : rows) {
        x.push_back(place);
        mean.push_back(row->score(score).mean);
        deviation.push_back(row->score(score).standardDeviation);
    }
    addSpread(panel, x, mean, deviation);
    panel.series.push_back(std::move(points));
    return figureOf(std::move(panel), kCurvesHeight);
}

FigureSpec scoreOverSeed(const SweepTable& table, SweepScore score)
{
    const SweepRow& row = table.rows.front();
    PanelSpec panel;
    panel.x.label = "seed";
    panel.y = {.label = scoreText(score), .logarithmic = spreadsOverDecades(table, score)};
    SeriesSpec points;
    points.label = "runs";
    points.style = SeriesSpec::Style::Points;
    points.colour = kRunColour;
    points.widthPoints = 2.5;
    std::vector<double> ends;
    for (const SweepRunResult& run : row.runs) {
        panel.x.names.resize(row.runs.size());
        panel.x.names[static_cast<std::size_t>(&run - row.runs.data())] = std::to_string(run.seed);
        if (std::isfinite(run.score(score))) {
            points.x.push_back(static_cast<double>(&run - row.runs.data()));
            points.y.push_back(run.score(score));
        }
    }
    panel.x.from = -0.5;
    panel.x.to = static_cast<double>(row.runs.size()) - 0.5;
    const SeedSpread& spread = row.score(score);
    addSpread(panel, {panel.x.from, panel.x.to}, {spread.mean, spread.mean},
              {spread.standardDeviation, spread.standardDeviation});
    panel.series.push_back(std::move(points));
    return figureOf(std::move(panel), kCurvesHeight);
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

FigureSpec seedCurvesFigure(const std::vector<MetricsTable>& runs, const std::string& column,
                            const std::string& label)
{
    PanelSpec panel;
    panel.x.label = "step";
    panel.y = {.label = label, .logarithmic = true};
    std::vector<MetricCurve> curves;
    std::vector<SeriesSpec> lines;
    for (const MetricsTable& run : runs) {
        curves.push_back({run.columns.at("step"), run.columns.at(column)});
        SeriesSpec line;
        line.label = lines.empty() ? "each seed" : "";
        line.colour = kRunColour;
        line.widthPoints = 0.8;
        for (std::size_t i = 0; i < curves.back().values.size(); ++i) {
            const double value = curves.back().values[i];
            if (!std::isfinite(value))
                continue;
            line.x.push_back(curves.back().steps[i]);
            line.y.push_back(value);
            panel.y.logarithmic = panel.y.logarithmic && value > 0.0;
        }
        if (!line.x.empty())
            lines.push_back(std::move(line));
    }
    if (lines.empty())
        return {};
    const SeedStatistics statistics = seedStatistics(curves);
    if (statistics.runs > 1)
        addSpread(panel, statistics.steps, statistics.mean, statistics.deviation);
    panel.series.insert(panel.series.end(), lines.begin(), lines.end());
    return figureOf(std::move(panel), kCurvesHeight);
}

}  // namespace nie
