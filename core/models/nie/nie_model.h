#pragma once

#include "core/models/model.h"
#include "core/models/nie/nie_options.h"
#include "core/models/perceptron.h"

namespace nie {

/// Neural integral equation for curves (Zappala et al., "Neural Integral Equations", eq. 2 and
/// algorithm 1), factorised form:
///
///     y(t) = f(t) + int_a^b(t) K(t, s) F(y(s)) ds,    f(t) = y(t0) + psi(t) - psi(t0)
///
/// with networks K: (t, s) -> R^{d x rank}, F: R^d -> R^rank and psi. The equation is solved on
/// Chebyshev (Volterra) or Gauss (Fredholm) knots, where the integral is a matrix; wanted times are
/// reached by inserting the solution into the equation (Nystrom), so any times can be asked for.
/// K is evaluated once per prediction, for all curves and iterations. Works in normalised units.
class NieModel : public Model {
public:
    NieModel(const NieOptions& options, const ModelContext& context);

    Prediction predict(const Query& query, const PredictOptions& options) override;
    std::vector<torch::Tensor> parametersWithoutDecay() const override;

    /// K(t_i, s_j) of the network, in normalised units: [t, s, channel, rank]. t, s: [n] in data time.
    torch::Tensor kernel(const torch::Tensor& t, const torch::Tensor& s);
    /// F of values in normalised units, [..., channel] -> [..., rank].
    torch::Tensor field(const torch::Tensor& y) { return m_field(y); }

private:
    torch::Tensor unitTime(const torch::Tensor& t) const { return (t - m_timeStart) / m_timeSpan; }
    torch::Tensor kernelOnUnitTime(const torch::Tensor& t, const torch::Tensor& s);
    /// K with quadrature weights as one matrix: [times channel, knots rank].
    torch::Tensor weightedKernel(const torch::Tensor& t, const torch::Tensor& weights);
    /// Weights of int y over the limits that belong to each time, [times, knots].
    torch::Tensor integrationWeights(const torch::Tensor& t) const;
    torch::Tensor freeFunction(const torch::Tensor& start, const torch::Tensor& t);

    NieOptions m_options;
    std::int64_t m_channels;
    double m_timeStart;
    double m_timeSpan;
    torch::Tensor m_mean;         ///< [channel], buffer
    torch::Tensor m_scale;        ///< [channel], buffer
    torch::Tensor m_knots;        ///< [knots], in unit time, double, CPU
    torch::Tensor m_knotWeights;  ///< [knots, knots], double, CPU
    Perceptron m_kernel = nullptr;
    Perceptron m_field = nullptr;
    Perceptron m_freeFunction = nullptr;
};

}  // namespace nie
