#pragma once

#include "core/results/space_axis.h"

#include <torch/torch.h>

#include <vector>

namespace nie {

/// The cells into which a grid of one or two space axes is cut: one token stands for the points of
/// a cell. A cell holds `patch` points along each axis.
///
/// The points of a cell keep the distance of the training grid. On a grid that is r times finer
/// along an axis they are every r-th point, so r cells interleave where one was, at places between
/// each other: what a cell sees is what it saw in training, and there are r times as many of them.
///
/// Cells are numbered with the last axis fastest. Everything that belongs to a cell (patches(),
/// coordinates(), weights()) comes in that order.
class CellGrid {
public:
    /// training: the axes in training; space: [point] for each of them, the grid asked for (its
    /// spacing that of the training grid over a whole number). Throws InputError where the cells do
    /// not fill the grid, or the spacing is another.
    CellGrid(const std::vector<SpaceAxis>& training, const std::vector<torch::Tensor>& space,
             std::int64_t patch);

    const std::vector<std::int64_t>& points() const { return m_points; }  ///< along each axis
    const std::vector<std::int64_t>& cells() const { return m_cells; }    ///< along each axis
    std::int64_t cellCount() const;

    /// [batch, time, point..., channel] -> [batch, time, point / patch..., patch^axes channel]: a
    /// strided convolution's view of the field (stride = kernel = patch), the channel fastest. May
    /// be applied again to what it returns, with a second patch.
    torch::Tensor patches(const torch::Tensor& field, std::int64_t patch) const;
    /// The inverse: [batch, time, cell..., patch^axes channel] -> [batch, time, point..., channel].
    torch::Tensor join(const torch::Tensor& patches, std::int64_t patch) const;

    /// [cell, axis]: centres, from 0 to 1 over the extent of each training axis; double.
    torch::Tensor coordinates() const { return m_coordinates; }
    /// [cell along the axis]: the same along one axis alone, increasing.
    torch::Tensor centres(std::size_t axis) const { return m_centres[axis]; }
    /// [cell]: volumes in the same units, the quadrature weights of an integral over space; double.
    torch::Tensor weights() const { return m_weights; }

private:
    struct Axis {
        torch::Tensor centres, lengths;
    };
    Axis cutAxis(const SpaceAxis& training, const torch::Tensor& coordinates, std::int64_t patch);

    std::vector<std::int64_t> m_points;
    std::vector<std::int64_t> m_cells;
    std::vector<std::int64_t> m_interleaved;  ///< r along each axis
    std::vector<torch::Tensor> m_centres;
    torch::Tensor m_coordinates;
    torch::Tensor m_weights;
};

}  // namespace nie
