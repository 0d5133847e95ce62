#pragma once

#include <torch/torch.h>

namespace nie {

/// A Gaussian random field on the periodic interval [0, 1), N(0, sigma^2 (-d^2/dx^2 +
/// tau^2)^-gamma) with mean 0:
///   u = sum over n = 1 .. resolution / 2 - 1 of A_n (xi_n cos 2 pi n x + eta_n sin 2 pi n x),
///   A_n = sqrt(2) sigma ((2 pi n)^2 + tau^2)^(-gamma / 2),  xi, eta ~ N(0, 1).
/// Source: GRF1.m of the generator of the Fourier neural operator (Li et al. 2021).
struct RandomProfile {
    double gamma = 2.5;
    double tau = 7.0;
    double sigma = 49.0;

    double amplitude(std::int64_t n) const;  ///< A_n
    /// One field [x]. The numbers are drawn from the longest wave to the shortest: fields of the
    /// same seed and another resolution agree in every wave that both can hold.
    torch::Tensor draw(std::int64_t resolution, std::uint64_t seed) const;
    /// The standard deviation of draw() over space and fields.
    double deviation(std::int64_t resolution) const;
};

}  // namespace nie
