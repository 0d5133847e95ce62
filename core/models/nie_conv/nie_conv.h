#pragma once

#include "core/models/model.h"
#include "core/models/nie_conv/nie_conv_options.h"
#include "core/models/nie_conv/space_modes.h"
#include "core/models/perceptron.h"

namespace nie {

/// Neural integral equation with a convolution kernel, for fields on periodic space (1-D or 2-D):
///
///     y(x,t) = f(x,t) + l( int_0^t int K(x-z, t-s) F(y(z,s)) dz ds + f(x,t) )
///
/// (local_term off: y = f + int int K F(y)). y has `width` components; f is a network of the given
/// frames and the time, F, l and the read-out to data channels are pointwise networks, K is a matrix
/// for every low wave number and lag: a learned Green's function. Space is integrated exactly for the
/// modes kept, time by the trapezoidal rule on equidistant knots; wanted times between them are
/// reached by inserting the solution into the equation (Nystrom). Nothing depends on the space grid,
/// and without space_coordinates a shifted input gives the shifted output.
class NieConv : public Model {
public:
    NieConv(const NieConvOptions& options, const ModelContext& context);

    Prediction predict(const Query& query, const PredictOptions& options) override;
    std::vector<torch::Tensor> parametersWithoutDecay() const override;
    FixedPointOptions* trainingSolver() override { return &m_options.trainingSolver; }

    /// K at lags tau in data time units (0 up to the time span) as coefficients of the modes,
    /// [lag, mode, width, width], complex.
    torch::Tensor kernelModes(const torch::Tensor& tau);
    /// K(x, tau) on a grid of `sizes` points of space: [lag, space..., width, width]. The response of
    /// the integral to a unit impulse of F at x = 0, t = 0.
    torch::Tensor kernelPicture(const torch::Tensor& tau, const std::vector<std::int64_t>& sizes);

private:
    torch::Tensor kernelOnUnitLags(const torch::Tensor& lags);
    /// f at unit times, [batch, time, space..., width].
    torch::Tensor freeFunction(const Query& query, const torch::Tensor& times);
    /// f + l(integral + f), or f + integral.
    torch::Tensor combine(const torch::Tensor& f, const torch::Tensor& integral);
    torch::Tensor readOut(const torch::Tensor& y);
    /// The right-hand side at other times than the knots.
    torch::Tensor insert(const torch::Tensor& y, const torch::Tensor& f, const torch::Tensor& knots,
                         const torch::Tensor& times);
    torch::Tensor unitTime(const torch::Tensor& t) const { return (t - m_timeStart) / m_timeSpan; }

    NieConvOptions m_options;
    std::int64_t m_channels;
    double m_timeStart;
    double m_timeSpan;
    std::int64_t m_knotCount;
    SpaceModes m_modes;
    torch::Tensor m_mean;     ///< [channel], buffer
    torch::Tensor m_scale;    ///< [channel], buffer
    torch::Tensor m_weights;  ///< "modes": [time basis, mode, width, width, 2], parameter
    Perceptron m_kernel = nullptr;  ///< "network": (wave numbers, lag features) -> 2 width^2
    Perceptron m_lift = nullptr;
    Perceptron m_field = nullptr;  ///< F
    Perceptron m_local = nullptr;  ///< l
    Perceptron m_readOut = nullptr;
};

}  // namespace nie
