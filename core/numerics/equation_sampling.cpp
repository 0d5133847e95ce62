#include "core/numerics/equation_sampling.h"

#include "core/base/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

constexpr std::size_t kCurvePoints = 401;
constexpr std::size_t kFieldPoints = 41;
constexpr std::size_t kKernelPoints = 96;

std::vector<double> evenPoints(const IntegrationAxis& axis, std::size_t count)
{
    std::vector<double> points(count);
    for (std::size_t i = 0; i < count; ++i)
        points[i] = axis.lower + (axis.upper - axis.lower) * static_cast<double>(i) /
                                     static_cast<double>(count - 1);
    points.back() = axis.upper;
    return points;
}

double middleOf(const IntegrationAxis& axis)
{
    return 0.5 * (axis.lower + axis.upper);
}

/// The grid's axes and every point of it, axes beyond the second held at their middle.
struct Grid {
    std::vector<std::vector<double>> axes;
    std::vector<std::vector<double>> points;
};

Grid fieldGrid(const IntegralEquation& equation)
{
    Grid grid;
    const std::size_t shown = std::min<std::size_t>(equation.dimension(), 2);
    for (std::size_t k = 0; k < shown; ++k)
        grid.axes.push_back(evenPoints(equation.axes[k], shown == 1 ? kCurvePoints : kFieldPoints));
    std::vector<double> point;
    for (const IntegrationAxis& axis : equation.axes)
        point.push_back(middleOf(axis));
    for (const double first : grid.axes[0]) {
        point[0] = first;
        if (shown == 1)
            grid.points.push_back(point);
        for (std::size_t j = 0; shown == 2 && j < grid.axes[1].size(); ++j) {
            point[1] = grid.axes[1][j];
            grid.points.push_back(point);
        }
    }
    return grid;
}

void checkStop(const std::stop_token& stop)
{
    if (stop.stop_requested())
        throw Interrupted();
}

/// The coordinates of one axis that occur among the knots, rising.
std::vector<double> knotCoordinates(const std::vector<std::vector<double>>& knots, std::size_t axis)
{
    std::vector<double> coordinates;
    for (const auto& knot : knots)
        coordinates.push_back(knot[axis]);
    std::sort(coordinates.begin(), coordinates.end());
    coordinates.erase(std::unique(coordinates.begin(), coordinates.end()), coordinates.end());
    return coordinates;
}

/// One iterate on the tensor grid of the knots; a third axis is held at its middle knot.
std::vector<GridValues> iteratesOnKnots(const IntegralEquation& equation,
                                        const EquationSolution& solution)
{
    std::vector<GridValues> iterates;
    if (solution.iterates.empty())
        return iterates;
    const auto channels = static_cast<std::size_t>(equation.channels);
    const std::size_t count = solution.iterates.front().size() / channels;
    const std::vector<std::vector<double>> knots(
        solution.knots.begin(), solution.knots.begin() + static_cast<std::ptrdiff_t>(count));
    GridValues grid;
    const std::size_t shown = std::min<std::size_t>(equation.dimension(), 2);
    std::vector<std::vector<double>> all;
    for (std::size_t k = 0; k < equation.dimension(); ++k)
        all.push_back(knotCoordinates(knots, k));
    grid.axes.assign(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(shown));
    grid.values.assign(grid.pointCount() * channels, std::nan(""));
    for (const auto& iterate : solution.iterates) {
        for (std::size_t i = 0; i < count; ++i) {
            std::size_t place = 0;
            bool onSlice = true;
            for (std::size_t k = 0; k < all.size(); ++k) {
                const auto index = static_cast<std::size_t>(
                    std::lower_bound(all[k].begin(), all[k].end(), knots[i][k]) - all[k].begin());
                if (k < shown)
                    place = place * all[k].size() + index;
                else
                    onSlice = onSlice && index == all[k].size() / 2;
            }
            for (std::size_t c = 0; onSlice && c < channels; ++c)
                grid.values[place * channels + c] = iterate[i * channels + c];
        }
        iterates.push_back(grid);
    }
    return iterates;
}

std::string entryName(std::size_t row, std::size_t column, std::size_t entries)
{
    return entries == 1 ? "K" : fmt::format("K{}{}", row + 1, column + 1);
}

/// Where the other axes of a slice are held: "z = s_z = 0.5".
std::string sliceCaption(const IntegralEquation& equation)
{
    std::vector<std::string> parts;
    for (std::size_t k = 1; k < equation.dimension(); ++k)
        parts.push_back(fmt::format("{0} = s_{0} = {1:.3g}", equation.axes[k].name,
                                    middleOf(equation.axes[k])));
    return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace

std::optional<KernelGrid> sampleKernel(const IntegralEquation& equation)
{
    if (!equation.kernel)
        return {};
    KernelGrid grid;
    const IntegrationAxis& axis = equation.axes[0];
    grid.t = grid.s = evenPoints(axis, kKernelPoints);
    grid.caption = sliceCaption(equation);
    const auto rows = static_cast<std::size_t>(equation.channels);
    const auto columns = static_cast<std::size_t>(equation.features);
    std::vector<double> matrix(rows * columns);
    for (std::size_t e = 0; e < matrix.size(); ++e)
        grid.names.push_back(entryName(e / columns, e % columns, matrix.size()));
    grid.entries.assign(matrix.size(), {});
    std::vector<double> t, s;
    for (const IntegrationAxis& each : equation.axes)
        t.push_back(middleOf(each));
    s = t;
    for (const double global : grid.t) {
        t[0] = global;
        const double from = axis.lowerLimitAt(global), to = axis.upperLimitAt(global);
        for (const double local : grid.s) {
            s[0] = local;
            equation.kernel(t, s, matrix);
            for (std::size_t e = 0; e < matrix.size(); ++e)
                grid.entries[e].push_back(matrix[e]);
            const bool reached = local >= std::min(from, to) && local <= std::max(from, to);
            grid.outside.push_back(reached ? 0 : 1);
        }
    }
    return grid;
}

EquationStudy sampleSolution(const IntegralEquation& equation, const EquationSolution& solution,
                             std::stop_token stop)
{
    EquationStudy study;
    study.name = equation.name;
    study.formula = equation.formula;
    study.channels = static_cast<std::size_t>(equation.channels);
    for (const IntegrationAxis& axis : equation.axes)
        study.axisNames.push_back(axis.name);
    if (equation.dimension() > 2)
        study.slice = fmt::format("{} = {:.3g}", equation.axes[2].name, middleOf(equation.axes[2]));
    const Grid grid = fieldGrid(equation);
    study.solution.axes = grid.axes;
    std::vector<double> exact(study.channels);
    for (const auto& point : grid.points) {
        checkStop(stop);
        const auto value = solution.evaluate(point);
        study.solution.values.insert(study.solution.values.end(), value.begin(), value.end());
        if (!equation.exact)
            continue;
        equation.exact(point, exact);
        study.exact.values.insert(study.exact.values.end(), exact.begin(), exact.end());
    }
    if (equation.exact)
        study.exact.axes = grid.axes;
    study.kernel = sampleKernel(equation);
    study.iterates = iteratesOnKnots(equation, solution);
    study.trace = solution.trace;
    study.refinements = solution.refinements;
    return study;
}

}  // namespace nie
