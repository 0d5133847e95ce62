#pragma once

#include "core/models/model.h"
#include "core/models/nie/free_function.h"
#include "core/models/nie/kernel_integral.h"

namespace nie {

/// Neural integral equation for curves (Zappala et al., "Neural Integral Equations", eq. 1, 2 and
/// algorithm 1):
///
///     y(t) = f(t) + int_a^b(t) K(t, s) F(y(s)) ds            factorised
///     y(t) = f(t) + int_a^b(t) G(F(y(s)), t, s) ds           general
///
/// with networks K: (t, s) -> R^{d x rank}, F: R^d -> R^rank, G, and f of free_function.h;
/// optionally a network l(y(t), t) is added outside of the integral. The equation is solved at the
/// knots of a quadrature rule (integration_nodes.h); any wanted times are reached by inserting the
/// solution into the equation (Nystrom), so the resolution of a prediction is free and does not
/// change it. With a local term this leaves one equation for every time, which is solved as well.
/// What does not depend on y is computed once a prediction, for all curves and iterations. Works in
/// normalised units.
///
/// "reference" computes as the released code does: reference_iteration.h.
class NieModel : public Model {
public:
    NieModel(const NieOptions& options, const ModelContext& context);

    Prediction predict(const Query& query, const PredictOptions& options) override;
    std::vector<torch::Tensor> parametersWithoutDecay() const override;
    FixedPointOptions* trainingSolver() override { return &m_options.trainingSolver; }

    /// K(t_i, s_j) of the network, in normalised units: [t, s, channel, rank]. t, s: [n] in data
    /// time. Throws InputError for the general form.
    torch::Tensor kernel(const torch::Tensor& t, const torch::Tensor& s);
    /// The integrand of either form, [batch, t, s, channel], for y [batch, s, channel] at the times
    /// s; normalised units and unit time (ds of the whole interval is 1).
    torch::Tensor integrand(const torch::Tensor& y, const torch::Tensor& t, const torch::Tensor& s);
    /// F of values in normalised units, [..., channel] -> [..., rank].
    torch::Tensor field(const torch::Tensor& y) const { return m_field->forward(y); }
    /// l(y(t), t), [batch, time, channel], of values in normalised units; zero without a local
    /// term.
    torch::Tensor localTerm(const torch::Tensor& y, const torch::Tensor& t) const;
    /// The integral by the model's own rule for a function given at its knots, [batch, knot,
    /// channel].
    torch::Tensor integralOf(const torch::Tensor& yAtKnots, const torch::Tensor& t);
    const NieOptions& options() const { return m_options; }
    /// Whether y is latent: then values of the data are no values of y.
    bool isLatent() const { return !m_decoder.is_empty(); }
    /// Values of the data in the units in which y is; not where y is latent.
    torch::Tensor toState(const torch::Tensor& values) const { return (values - m_mean) / m_scale; }
    /// What an integrand in those units is multiplied by to be one of the data: [channel].
    torch::Tensor integrandScale() const { return m_scale / m_timeSpan; }
    /// Where the equation is solved, in data time: [knot].
    torch::Tensor knotTimes() const;

private:
    struct Problem;

    torch::Tensor unitTime(const torch::Tensor& t) const { return (t - m_timeStart) / m_timeSpan; }
    torch::Tensor toData(const torch::Tensor& state) const;
    torch::Tensor addLocalTerm(const torch::Tensor& value, const torch::Tensor& y,
                               const torch::Tensor& features) const;
    IntegrationNodes nodesFor(const torch::Tensor& times);
    std::shared_ptr<const TensorSpline> splineOnKnots(const torch::TensorOptions& options);
    Problem makeProblem(const Query& query);
    DifferentiableSolution solve(const FixedPointMap& map, const torch::Tensor& start,
                                 const PredictOptions& options) const;
    /// The solution at the wanted times, from that at the knots.
    torch::Tensor insert(const Problem& problem, const torch::Tensor& y,
                         const PredictOptions& options, SolverTrace* trace) const;
    Prediction predictAsReleased(const Query& query, const PredictOptions& options);

    NieOptions m_options;
    std::int64_t m_stateChannels;
    double m_timeStart;
    double m_timeSpan;
    torch::Tensor m_mean;   ///< [channel], buffer
    torch::Tensor m_scale;  ///< [channel], buffer
    IntegrationScheme m_scheme;
    IntegrationNodes m_lastNodes;  ///< of the times asked for last; they seldom change
    std::shared_ptr<const TensorSpline> m_spline;
    Perceptron m_kernel = nullptr;
    Perceptron m_field = nullptr;
    Perceptron m_local = nullptr;
    Perceptron m_decoder = nullptr;  ///< where y is latent
    FreeFunction m_freeFunction = nullptr;
    std::optional<KernelIntegral> m_integral;
};

}  // namespace nie
