#include "core/models/anie_field/cell_grid.h"

#include "core/base/error.h"
#include "core/models/anie/integration_domain.h"

#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <numeric>

namespace nie {

namespace {

double spacing(double first, double last, std::int64_t points)
{
    return (last - first) / static_cast<double>(points - 1);
}

/// How many times finer than in training the points lie.
std::int64_t refinement(const SpaceAxis& training, const torch::Tensor& x)
{
    const double trained =
        spacing(training.coordinates.front(), training.coordinates.back(), training.size());
    const double asked = spacing(x[0].item<double>(), x[-1].item<double>(), x.size(0));
    const double ratio = trained / asked;
    const double whole = std::round(ratio);
    // Coordinates may come in single precision.
    if (!(whole >= 1.0) || std::abs(ratio - whole) > 1e-3 * whole)
        throw InputError("space axis " + training.name, "the model cannot work with this spacing",
                         fmt::format("{:g}", asked),
                         fmt::format("{:g}, that of the training, over a whole number", trained));
    return static_cast<std::int64_t>(whole);
}

/// [cell along the axis] for every cell of the product grid: [cell].
torch::Tensor spread(const torch::Tensor& alongAxis, std::size_t axis,
                     const std::vector<std::int64_t>& cells)
{
    std::vector<std::int64_t> view(cells.size(), 1);
    view[axis] = -1;
    return alongAxis.view(view).expand(cells).reshape(-1);
}

}  // namespace

CellGrid::CellGrid(const std::vector<SpaceAxis>& training, const std::vector<torch::Tensor>& space,
                   std::int64_t patch)
{
    if (space.size() != training.size())
        throw InputError("space axes", "not as many as in training", std::to_string(space.size()),
                         std::to_string(training.size()));
    std::vector<Axis> axes;
    for (std::size_t a = 0; a < training.size(); ++a)
        axes.push_back(cutAxis(training[a], space[a].to(torch::kCPU, torch::kDouble), patch));
    std::vector<torch::Tensor> centres;
    m_weights = torch::ones({cellCount()}, torch::kDouble);
    for (std::size_t a = 0; a < axes.size(); ++a) {
        m_centres.push_back(axes[a].centres);
        centres.push_back(spread(axes[a].centres, a, m_cells));
        m_weights = m_weights * spread(axes[a].lengths, a, m_cells);
    }
    m_coordinates = torch::stack(centres, 1);
}

CellGrid::Axis CellGrid::cutAxis(const SpaceAxis& training, const torch::Tensor& coordinates,
                                 std::int64_t patch)
{
    const auto points = coordinates.size(0);
    if (points < 2 || training.size() < 2)
        throw InputError("space axis " + training.name, "too few points", std::to_string(points),
                         "at least 2");
    const auto finer = refinement(training, coordinates);
    if (points % (patch * finer) != 0)
        throw InputError("model.patch",
                         fmt::format("cells of {} points do not fill the {} points of the axis {}",
                                     patch * finer, points, training.name));
    m_points.push_back(points);
    m_cells.push_back(points / patch);
    m_interleaved.push_back(finer);
    const double extent = training.periodic
                              ? training.length
                              : training.coordinates.back() - training.coordinates.front();
    const auto x = (coordinates - training.coordinates.front()) / extent;
    // On a circle the trapezoid rule weighs all points alike.
    const auto w = training.periodic ? torch::full_like(x, 1.0 / static_cast<double>(points))
                                     : trapezoidWeights(x);
    const auto byCell = [&](const torch::Tensor& values) {
        return values.view({-1, patch, finer});
    };
    return {byCell(x).mean(1).reshape(-1), byCell(w).sum(1).reshape(-1)};
}

std::int64_t CellGrid::cellCount() const
{
    return std::accumulate(m_cells.begin(), m_cells.end(), std::int64_t{1}, std::multiplies<>());
}

torch::Tensor CellGrid::patches(const torch::Tensor& field, std::int64_t patch) const
{
    const auto axes = static_cast<std::int64_t>(m_cells.size());
    std::vector<std::int64_t> view{field.size(0), field.size(1)};
    std::vector<std::int64_t> order{0, 1};
    std::vector<std::int64_t> shape = view;
    std::int64_t volume = field.size(-1);
    for (std::int64_t a = 0; a < axes; ++a) {
        const auto r = m_interleaved[static_cast<std::size_t>(a)];
        view.insert(view.end(), {field.size(2 + a) / (patch * r), patch, r});
        order.insert(order.end(), {2 + 3 * a, 4 + 3 * a});
        shape.push_back(field.size(2 + a) / patch);
        volume *= patch;
    }
    for (std::int64_t a = 0; a < axes; ++a)
        order.push_back(3 + 3 * a);
    view.push_back(field.size(-1));
    order.push_back(2 + 3 * axes);
    shape.push_back(volume);
    return field.reshape(view).permute(order).reshape(shape);
}

torch::Tensor CellGrid::join(const torch::Tensor& patches, std::int64_t patch) const
{
    const auto axes = static_cast<std::int64_t>(m_cells.size());
    std::vector<std::int64_t> view{patches.size(0), patches.size(1)};
    std::vector<std::int64_t> order{0, 1};
    std::vector<std::int64_t> shape = view;
    std::int64_t channels = patches.size(-1);
    for (std::int64_t a = 0; a < axes; ++a) {
        const auto r = m_interleaved[static_cast<std::size_t>(a)];
        view.insert(view.end(), {patches.size(2 + a) / r, r});
        order.insert(order.end(), {2 + 2 * a, 2 + 2 * axes + a, 3 + 2 * a});
        shape.push_back(patches.size(2 + a) * patch);
        channels /= patch;
    }
    view.insert(view.end(), static_cast<std::size_t>(axes), patch);
    view.push_back(channels);
    order.push_back(2 + 3 * axes);
    shape.push_back(channels);
    return patches.reshape(view).permute(order).reshape(shape);
}

}  // namespace nie
