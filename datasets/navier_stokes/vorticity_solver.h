#pragma once

#include "datasets/etdrk4.h"

#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <vector>

namespace nie {

/// w_t + u . grad w = nu Lap w + f on the unit torus, u = (psi_y, -psi_x), -Lap psi = w: Fourier
/// series in space with products de-aliased by the two-thirds rule, ETDRK4 in time. Fields are
/// [.., x, y] on x_j = j / resolution; spectra are their rfft2, [.., x mode, y mode], unnormalised.
/// Double precision; safe to use from several threads at once.
class VorticitySolver {
public:
    /// The spectrum of f at time t, [x mode, y mode]; an undefined tensor stands for 0.
    using Forcing = std::function<torch::Tensor(double t)>;

    VorticitySolver(std::int64_t resolution, double viscosity, Forcing forcing = {});

    torch::Tensor spectrum(const torch::Tensor& field) const;
    torch::Tensor field(const torch::Tensor& spectrum) const;
    /// psi from the spectrum of w, as a spectrum.
    torch::Tensor streamFunction(const torch::Tensor& w) const;
    /// (u, v) as fields, [.., 2, x, y], from the spectrum [.., x mode, y mode] of w.
    torch::Tensor velocity(const torch::Tensor& w) const;
    /// The spectrum of -u . grad w, de-aliased.
    torch::Tensor advection(const torch::Tensor& w) const;

    /// The spectrum at t + steps * step from that at t, with steps exactly as given.
    torch::Tensor integrate(torch::Tensor w, double t, double step, std::int64_t steps,
                            const std::stop_token& stop = {}) const;

    /// Fields [sample, time, x, y] at increasing times from w0 [sample, x, y] at times[0]. The step
    /// is at most maxStep and obeys, for each sample by itself, the bound of stability
    /// step <= sqrt(8) / (2 pi K (max |u| + max |v|)), K the largest wavenumber kept, which is
    /// looked at again at least once in a unit of time. Throws RunError when no step is small
    /// enough, Interrupted when stopped.
    torch::Tensor solve(const torch::Tensor& w0, const std::vector<double>& times, double maxStep,
                        const std::stop_token& stop = {}) const;

private:
    torch::Tensor rate(const torch::Tensor& w, double t) const;
    torch::Tensor stableStep(const torch::Tensor& w) const;
    torch::Tensor solveInterval(const torch::Tensor& w, double t, double length, double maxStep,
                                const std::stop_token& stop) const;
    std::shared_ptr<const Etdrk4> stepper(double step) const;

    std::int64_t m_resolution;
    Forcing m_forcing;
    torch::Tensor m_linear;     // -nu 4 pi^2 |k|^2, [x mode, y mode]
    torch::Tensor m_inverse;    // 1 / (4 pi^2 |k|^2), 0 for k = 0: [x mode, y mode, 1]
    torch::Tensor m_minusKept;  // -1 for the modes kept, else 0: [x mode, y mode, 2]
    torch::Tensor m_derive;     // w -> u, v, w_x, w_y for the modes kept: complex [4, x, y mode]
    // Coefficients cost as much as some steps, and few different steps occur.
    mutable std::mutex m_mutex;
    mutable std::map<double, std::shared_ptr<const Etdrk4>> m_steppers;
};

}  // namespace nie
