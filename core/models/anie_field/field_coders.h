#pragma once

#include "core/models/anie_field/anie_field_options.h"
#include "core/models/anie_field/cell_grid.h"
#include "core/models/perceptron.h"

namespace nie {

/// Field to cells: one or two strided convolutions (stride = kernel) and a pointwise network of the
/// width latent - 2 latent - latent (Xu et al., "Neural Integral Equations", Burgers and
/// Navier-Stokes experiments). Acts on each cell by itself.
class FieldEncoderImpl : public torch::nn::Module {
public:
    FieldEncoderImpl(std::int64_t channels, std::int64_t axes, const AnieFieldOptions& options);

    /// [batch, time, point..., channel] -> [batch, time, cell, latent]
    torch::Tensor forward(const torch::Tensor& field, const CellGrid& grid);

private:
    std::int64_t m_patch;
    std::int64_t m_secondPatch;
    torch::nn::Linear m_first = nullptr;
    torch::nn::Linear m_second = nullptr;
    Perceptron m_pointwise = nullptr;
};
TORCH_MODULE(FieldEncoder);

/// Cells to field, each cell by itself with the same weights: a pointwise layer and a transposed
/// convolution (stride = kernel). Knows nothing of the grid.
class PatchDecoderImpl : public torch::nn::Module {
public:
    PatchDecoderImpl(std::int64_t channels, std::int64_t axes, const AnieFieldOptions& options);

    /// [batch, time, cell, latent] -> [batch, time, point..., channel]
    torch::Tensor forward(const torch::Tensor& latent, const CellGrid& grid);

private:
    std::int64_t m_patch;
    Perceptron m_patches = nullptr;
};
TORCH_MODULE(PatchDecoder);

/// The paper's decoder: all cells of one time flattened, two layers with ELU, all points of the
/// grid. Holds most of a model's parameters and is tied to the training grid.
class DenseDecoderImpl : public torch::nn::Module {
public:
    DenseDecoderImpl(std::int64_t channels, const CellGrid& training,
                     const AnieFieldOptions& options);

    /// [batch, time, cell, latent] -> [batch, time, point..., channel]. Throws InputError on a grid
    /// of other sizes than in training.
    torch::Tensor forward(const torch::Tensor& latent, const CellGrid& grid);

private:
    std::int64_t m_channels;
    std::vector<std::int64_t> m_points;
    torch::nn::Linear m_first = nullptr;
    torch::nn::Linear m_second = nullptr;
    torch::nn::Linear m_last = nullptr;
};
TORCH_MODULE(DenseDecoder);

}  // namespace nie
