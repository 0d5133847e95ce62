#include "widgets/scene/surface_grid.h"

#include <algorithm>

namespace nie {

namespace {

/// 0, k, 2 k, ..., count - 1, with the smallest k for which these are at most `most`.
std::vector<std::size_t> everyKth(std::size_t count, std::size_t most)
{
    const std::size_t last = count - 1;
    const std::size_t step = std::max<std::size_t>(1, (last + most - 2) / (most - 1));
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < last; i += step)
        kept.push_back(i);
    kept.push_back(last);
    return kept;
}

}  // namespace

bool hasSurface(const PredictionSnapshot& sample)
{
    const auto isLong = [](const SpaceAxis& axis) { return axis.coordinates.size() >= 2; };
    if (sample.space.empty() || sample.space.size() > 2 || sample.channels.empty() ||
        !std::all_of(sample.space.begin(), sample.space.end(), isLong))
        return false;
    return sample.times.size() >= (sample.space.size() == 1 ? 2U : 1U);
}

SurfaceGrid surfaceGrid(const PredictionSnapshot& sample, const FieldLook& look, FieldPart part)
{
    if (sample.space.size() == 1)
        return {sample.times, sample.space[0].coordinates, fieldSpaceTime(sample, look, part)};
    return {sample.space[0].coordinates, sample.space[1].coordinates,
            fieldFrame(sample, look, part)};
}

SurfaceGrid thinned(const SurfaceGrid& grid, std::size_t most)
{
    if (grid.columns() <= most && grid.rows() <= most)
        return grid;
    SurfaceGrid thin;
    const std::vector<std::size_t> columns = everyKth(grid.columns(), most);
    const std::vector<std::size_t> rows = everyKth(grid.rows(), most);
    for (const std::size_t column : columns)
        thin.x.push_back(grid.x[column]);
    for (const std::size_t row : rows) {
        thin.y.push_back(grid.y[row]);
        for (const std::size_t column : columns)
            thin.values.push_back(grid.at(row, column));
    }
    return thin;
}

}  // namespace nie
