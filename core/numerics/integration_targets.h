#pragma once

#include "core/numerics/axis_discretisation.h"

#include <torch/torch.h>

#include <vector>

namespace nie {

/// The rows of one axis (AxisRow) as tensors.
struct AxisTable {
    torch::Tensor nodes;          ///< [rows, nodes]
    torch::Tensor weights;        ///< [rows, nodes]; zero where a row has fewer nodes than others
    torch::Tensor interpolation;  ///< [rows, nodes, knots]; undefined: the nodes are the knots
};

/// Quadrature for a block of points: the points share `sets` sets of nodes.
struct NodeBlock {
    torch::Tensor nodes;    ///< [1 or sets, nodes, dimension]
    torch::Tensor weights;  ///< [sets, nodes]
    torch::Tensor values;   ///< [batch, 1 or sets, nodes, channels]: y at the nodes
    torch::Tensor setOf;    ///< [points], int64: the set that belongs to each point
    bool inOrder = false;   ///< the sets are the points'

    /// A tensor with 1 or `sets` entries along `axis`, one for each point (or 1) instead.
    torch::Tensor perPoint(const torch::Tensor& perSet, std::int64_t axis) const;
};

/// Points at which an integral over a box is wanted, with the nodes and weights that belong to
/// each: products over the axes of what AxisDiscretisation gives.
class IntegrationTargets {
public:
    /// Every combination of the axes' knots, the last axis' running fastest.
    static IntegrationTargets knots(const std::vector<AxisDiscretisation>& axes,
                                    const torch::TensorOptions& options);
    /// Any points, [points, dimension], on the CPU in double.
    static IntegrationTargets at(const torch::Tensor& points,
                                 const std::vector<AxisDiscretisation>& axes,
                                 const torch::TensorOptions& options);

    const torch::Tensor& points() const { return m_points; }  ///< [points, dimension]
    std::int64_t size() const { return m_points.size(0); }
    std::int64_t nodesPerIntegral() const;
    /// For points[from, to): y at the nodes from y at the knots, [batch, knots, channels]. Without
    /// y (undefined) `values` stays undefined.
    NodeBlock block(std::int64_t from, std::int64_t to, const torch::Tensor& y) const;

private:
    torch::Tensor valuesAtNodes(const torch::Tensor& y,
                                const std::vector<torch::Tensor>& rows) const;

    torch::Tensor m_points;
    std::vector<std::int64_t> m_knotCounts;
    std::vector<AxisTable> m_axes;
    std::vector<torch::Tensor> m_rowOf;  ///< per axis, [points], int64, CPU: row of its table
};

/// y at any points by the interpolants of the knots. points: [points, dimension], CPU, double; y:
/// [batch, knots, channels]; returns [batch, points, channels].
torch::Tensor interpolateKnots(const std::vector<AxisDiscretisation>& axes,
                               const torch::Tensor& points, const torch::Tensor& y);

}  // namespace nie
