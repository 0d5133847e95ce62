#pragma once

#include "core/numerics/ode_solver.h"

namespace nie {

/// Integrates from one wanted time to the next and keeps the step size in between; counts what it
/// does. The workings behind solveOde() and its adjoint.
class OdeIntegrator {
public:
    /// `f`, `options` and `facts` must outlive it.
    OdeIntegrator(const OdeFunction& f, const OdeOptions& options, std::stop_token stop,
                  OdeFacts& facts);

    /// y at `times`, [time, ...]; steps are free of the wanted times unless they are fixed.
    torch::Tensor through(const torch::Tensor& y0, const std::vector<double>& times);
    /// y at `to` exactly, ending a step there. The step size starts from the last call's.
    torch::Tensor across(const torch::Tensor& y0, double from, double to);

private:
    bool fixed() const { return m_options.method == "rk4" || m_options.steps > 0; }
    torch::Tensor acrossFixed(const torch::Tensor& y0, double from, double to);
    /// An accepted step from t on, no longer than `limit`; sets the next step size.
    DormandPrinceStep accepted(double t, const torch::Tensor& y, const torch::Tensor& slope,
                               double limit);
    double firstStep(double t, const torch::Tensor& y, const torch::Tensor& slope);
    double norm(const torch::Tensor& error, const torch::Tensor& y, const torch::Tensor& end) const;

    const OdeOptions& m_options;
    OdeFacts& m_facts;
    OdeFunction m_f;      ///< counts, and looks at the stop token
    double m_step = 0.0;  ///< size of the next step, > 0; 0: not yet known
    double m_direction = 1.0;
};

}  // namespace nie
