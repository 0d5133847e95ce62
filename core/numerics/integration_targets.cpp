#include "core/numerics/integration_targets.h"

#include <algorithm>

namespace nie {

namespace {

using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Rows with fewer nodes (the ends of a split axis) repeat their last node with weight zero.
AxisTable tableOf(const std::vector<AxisRow>& rows, const torch::TensorOptions& options)
{
    std::size_t most = 0;
    for (const AxisRow& row : rows)
        most = std::max(most, row.nodes.size());
    const auto count = static_cast<std::int64_t>(rows.size());
    const auto nodeCount = static_cast<std::int64_t>(most);
    const bool collocated = rows.front().collocated();
    const auto knots = collocated ? 0 : rows.front().interpolation.cols();
    auto nodes = torch::zeros({count, nodeCount}, torch::kDouble);
    auto weights = torch::zeros({count, nodeCount}, torch::kDouble);
    auto interpolation = torch::zeros({count, nodeCount, knots}, torch::kDouble);
    for (std::int64_t i = 0; i < count; ++i) {
        const AxisRow& row = rows[static_cast<std::size_t>(i)];
        for (std::int64_t j = 0; j < nodeCount; ++j) {
            const auto source =
                std::min<std::size_t>(static_cast<std::size_t>(j), row.nodes.size() - 1);
            nodes.data_ptr<double>()[i * nodeCount + j] = row.nodes[source];
            if (static_cast<std::size_t>(j) < row.nodes.size())
                weights.data_ptr<double>()[i * nodeCount + j] = row.weights[source];
            if (!collocated)
                Eigen::Map<Eigen::RowVectorXd>(
                    interpolation.data_ptr<double>() + (i * nodeCount + j) * knots, knots) =
                    row.interpolation.row(static_cast<Eigen::Index>(source));
        }
    }
    return {nodes.to(options), weights.to(options),
            collocated ? torch::Tensor() : interpolation.to(options)};
}

/// The index of each axis in a product whose last index runs fastest.
std::vector<torch::Tensor> productIndices(const std::vector<std::int64_t>& counts)
{
    std::vector<torch::Tensor> ranges;
    for (const auto count : counts)
        ranges.push_back(torch::arange(count));
    std::vector<torch::Tensor> indices;
    for (const auto& grid : torch::meshgrid(ranges, "ij"))
        indices.push_back(grid.reshape({-1}));
    return indices;
}

/// [rows, n] per axis -> [rows, n1, ..., nd] each, by broadcasting.
torch::Tensor alongAxis(const torch::Tensor& perAxis, std::size_t axis, std::size_t dimension)
{
    std::vector<std::int64_t> shape(dimension + 1, 1);
    shape[0] = perAxis.size(0);
    shape[axis + 1] = perAxis.size(1);
    return perAxis.reshape(shape);
}

}  // namespace

torch::Tensor NodeBlock::perPoint(const torch::Tensor& perSet, std::int64_t axis) const
{
    if (perSet.size(axis) == 1 || inOrder)
        return perSet;
    return perSet.index_select(axis, setOf);
}

IntegrationTargets IntegrationTargets::knots(const std::vector<AxisDiscretisation>& axes,
                                             const torch::TensorOptions& options)
{
    IntegrationTargets targets;
    for (const AxisDiscretisation& axis : axes)
        targets.m_knotCounts.push_back(static_cast<std::int64_t>(axis.knots().size()));
    const auto indices = productIndices(targets.m_knotCounts);
    std::vector<torch::Tensor> coordinates;
    for (std::size_t a = 0; a < axes.size(); ++a) {
        std::vector<AxisRow> rows;
        for (std::size_t i = 0; i < axes[a].rowCount(); ++i)
            rows.push_back(axes[a].row(i));
        targets.m_axes.push_back(tableOf(rows, options));
        targets.m_rowOf.push_back(rows.size() > 1 ? indices[a] : torch::zeros_like(indices[a]));
        coordinates.push_back(
            torch::tensor(axes[a].knots(), torch::kDouble).index_select(0, indices[a]));
    }
    targets.m_points = torch::stack(coordinates, 1).to(options);
    return targets;
}

IntegrationTargets IntegrationTargets::at(const torch::Tensor& points,
                                          const std::vector<AxisDiscretisation>& axes,
                                          const torch::TensorOptions& options)
{
    IntegrationTargets targets;
    targets.m_points = points.to(options);
    const auto each = torch::arange(points.size(0));
    const auto coordinates = points.accessor<double, 2>();
    for (std::size_t a = 0; a < axes.size(); ++a) {
        targets.m_knotCounts.push_back(static_cast<std::int64_t>(axes[a].knots().size()));
        std::vector<AxisRow> rows;
        if (axes[a].rowCount() == 1)
            rows.push_back(axes[a].row(0));
        else
            for (std::int64_t i = 0; i < points.size(0); ++i)
                rows.push_back(axes[a].rowAt(coordinates[i][static_cast<std::int64_t>(a)]));
        targets.m_axes.push_back(tableOf(rows, options));
        targets.m_rowOf.push_back(rows.size() > 1 ? each : torch::zeros_like(each));
    }
    return targets;
}

std::int64_t IntegrationTargets::nodesPerIntegral() const
{
    std::int64_t count = 1;
    for (const AxisTable& axis : m_axes)
        count *= axis.nodes.size(1);
    return count;
}

torch::Tensor IntegrationTargets::valuesAtNodes(const torch::Tensor& y,
                                                const std::vector<torch::Tensor>& rows) const
{
    // [batch, sets, left, knots of the axis, right]: one axis after the other becomes its nodes.
    const auto batch = y.size(0);
    auto values = y.unsqueeze(1);
    std::int64_t left = 1;
    for (std::size_t a = 0; a < m_axes.size(); ++a) {
        const auto& table = m_axes[a].interpolation;
        const auto here = m_knotCounts[a];
        if (table.defined()) {
            const auto matrices = table.index_select(0, rows[a]);  // [sets, nodes, knots]
            values = values.reshape({batch, values.size(1), left, here, -1});
            values = values.size(1) == 1
                         ? torch::einsum("uqn,blnr->bulqr", {matrices, values.squeeze(1)})
                         : torch::einsum("uqn,bulnr->bulqr", {matrices, values});
        }
        left *= m_axes[a].nodes.size(1);
    }
    return values.reshape({batch, values.size(1), left, y.size(2)});
}

NodeBlock IntegrationTargets::block(std::int64_t from, std::int64_t to,
                                    const torch::Tensor& y) const
{
    // Points whose rows agree on every axis share their nodes.
    auto key = torch::zeros({to - from}, torch::kLong);
    for (std::size_t a = 0; a < m_axes.size(); ++a)
        key = key * m_axes[a].nodes.size(0) + m_rowOf[a].slice(0, from, to);
    auto [sets, setOf, counts] = torch::_unique2(key, /*sorted=*/true, /*return_inverse=*/true);
    const auto device = m_points.device();
    std::vector<torch::Tensor> rows(m_axes.size());
    for (std::size_t a = m_axes.size(); a-- > 0;) {
        const auto count = m_axes[a].nodes.size(0);
        rows[a] = sets.remainder(count).to(device);
        sets = sets.div(count, "floor");
    }
    NodeBlock block;
    block.inOrder = torch::equal(setOf, torch::arange(to - from));
    block.setOf = setOf.to(device);
    std::vector<torch::Tensor> coordinates;
    torch::Tensor weights;
    for (std::size_t a = 0; a < m_axes.size(); ++a) {
        const AxisTable& axis = m_axes[a];
        // Collocated rows differ in their weights only.
        const auto nodes = axis.interpolation.defined() ? axis.nodes.index_select(0, rows[a])
                                                        : axis.nodes.slice(0, 0, 1);
        coordinates.push_back(alongAxis(nodes, a, m_axes.size()));
        const auto factor = alongAxis(axis.weights.index_select(0, rows[a]), a, m_axes.size());
        weights = weights.defined() ? weights * factor : factor;
    }
    coordinates = torch::broadcast_tensors(coordinates);
    block.nodes =
        torch::stack(coordinates, -1).reshape({coordinates[0].size(0), -1, m_points.size(1)});
    block.weights = weights.reshape({weights.size(0), -1});
    if (y.defined())
        block.values = valuesAtNodes(y, rows);
    return block;
}

torch::Tensor interpolateKnots(const std::vector<AxisDiscretisation>& axes,
                               const torch::Tensor& points, const torch::Tensor& y)
{
    const auto count = points.size(0);
    const auto coordinates = points.accessor<double, 2>();
    auto values = y.unsqueeze(1);  // [batch, 1 or points, knots, channels]
    for (std::size_t a = 0; a < axes.size(); ++a) {
        RowMajor rows(count, static_cast<Eigen::Index>(axes[a].knots().size()));
        for (std::int64_t i = 0; i < count; ++i)
            rows.row(i) = axes[a].interpolationAt(coordinates[i][static_cast<std::int64_t>(a)]);
        const auto matrix =
            torch::from_blob(rows.data(), {count, rows.cols()}, torch::kDouble).to(y.options());
        values = values.reshape({y.size(0), values.size(1), rows.cols(), -1});
        values = values.size(1) == 1 ? torch::einsum("pn,bnr->bpr", {matrix, values.squeeze(1)})
                                     : torch::einsum("pn,bpnr->bpr", {matrix, values});
    }
    return values.reshape({y.size(0), count, y.size(2)});
}

}  // namespace nie
