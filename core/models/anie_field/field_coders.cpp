#include "core/models/anie_field/field_coders.h"

#include "core/base/error.h"

#include <fmt/ranges.h>

#include <functional>
#include <numeric>

namespace nie {

namespace {

std::int64_t patchVolume(std::int64_t patch, std::int64_t axes)
{
    return axes == 2 ? patch * patch : patch;
}

/// Points of all axes, as 64 x 64.
std::string sizeText(const std::vector<std::int64_t>& points)
{
    return fmt::format("{}", fmt::join(points, " x "));
}

}  // namespace

FieldEncoderImpl::FieldEncoderImpl(std::int64_t channels, std::int64_t axes,
                                   const AnieFieldOptions& options)
    : m_patch(options.patch),
      m_secondPatch(options.secondPatch)
{
    const auto latent = options.latentChannels;
    m_first =
        register_module("first", torch::nn::Linear(channels * patchVolume(m_patch, axes), latent));
    if (m_secondPatch > 1)
        m_second = register_module(
            "second", torch::nn::Linear(latent * patchVolume(m_secondPatch, axes), latent));
    m_pointwise = register_module("pointwise", Perceptron(latent, 2 * latent, 1, latent));
}

torch::Tensor FieldEncoderImpl::forward(const torch::Tensor& field, const CellGrid& grid)
{
    auto cells = m_first(grid.patches(field, m_patch));
    if (m_secondPatch > 1)
        cells = m_second(grid.patches(torch::silu(cells), m_secondPatch));
    return m_pointwise(cells).flatten(2, -2);
}

PatchDecoderImpl::PatchDecoderImpl(std::int64_t channels, std::int64_t axes,
                                   const AnieFieldOptions& options)
    : m_patch(options.patch * options.secondPatch)
{
    m_patches = register_module("patches", Perceptron(options.latentChannels, options.decoderHidden,
                                                      1, channels * patchVolume(m_patch, axes)));
}

torch::Tensor PatchDecoderImpl::forward(const torch::Tensor& latent, const CellGrid& grid)
{
    return grid.join(m_patches(latent).unflatten(2, grid.cells()), m_patch);
}

DenseDecoderImpl::DenseDecoderImpl(std::int64_t channels, const CellGrid& training,
                                   const AnieFieldOptions& options)
    : m_channels(channels),
      m_points(training.points())
{
    const auto points =
        std::accumulate(m_points.begin(), m_points.end(), std::int64_t{1}, std::multiplies<>());
    m_first =
        register_module("first", torch::nn::Linear(training.cellCount() * options.latentChannels,
                                                   options.denseFirst));
    m_second =
        register_module("second", torch::nn::Linear(options.denseFirst, options.denseSecond));
    m_last = register_module("last", torch::nn::Linear(options.denseSecond, points * channels));
}

torch::Tensor DenseDecoderImpl::forward(const torch::Tensor& latent, const CellGrid& grid)
{
    if (grid.points() != m_points)
        throw InputError("model.decoder", "a dense decoder works on the grid of its training only",
                         sizeText(grid.points()) + " points",
                         sizeText(m_points) + ", or the decoder patch");
    const auto hidden = torch::elu(m_second(torch::elu(m_first(latent.flatten(2)))));
    auto shape = m_points;
    shape.push_back(m_channels);
    return m_last(hidden).unflatten(2, shape);
}

}  // namespace nie
