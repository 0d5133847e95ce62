#pragma once

#include <torch/torch.h>

#include <stop_token>

namespace nie {

/// The first-order recipe by which the published Navier-Stokes sets were made (Li et al., Fourier
/// neural operator, 2021, data_generation/navier_stokes/ns_2d.py), for comparison only: on the unit
/// torus, diffusion by Crank-Nicolson, advection and force by the explicit Euler method,
///   (1 + h nu |2 pi k|^2 / 2) w+ = (1 - h nu |2 pi k|^2 / 2) w + h (f - u . grad w),
/// products de-aliased by the two-thirds rule. In double precision; the four inverse transforms of
/// a step are made in one call, which is quicker than in the script.
class CrankNicolsonVorticity {
public:
    /// force: [x, y]
    CrankNicolsonVorticity(double viscosity, const torch::Tensor& force, double step);

    double step() const { return m_step; }
    /// The field [x, y] after so many steps. Throws Interrupted when stopped.
    torch::Tensor advance(const torch::Tensor& w0, std::int64_t steps,
                          const std::stop_token& stop = {}) const;

private:
    std::int64_t m_resolution;
    double m_step;
    torch::Tensor m_explicit;  // (1 - h nu |2 pi k|^2 / 2) / (1 + h nu |2 pi k|^2 / 2)
    torch::Tensor m_product;   // -h / (1 + h nu |2 pi k|^2 / 2) for the modes kept, else 0
    torch::Tensor m_force;     // h f / (1 + h nu |2 pi k|^2 / 2)
    torch::Tensor m_derive;    // w -> u, v, w_x, w_y: complex [4, x mode, y mode]
};

}  // namespace nie
