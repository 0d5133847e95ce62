#pragma once

#include <torch/torch.h>

namespace nie {

/// A Gaussian random field on the unit torus with mean 0 and the covariance
/// sigma^2 (-Lap + tau^2)^-alpha times 2 `variance`:
///   w = sum over k != 0 of a_k (xi_k cos 2 pi k.x - eta_k sin 2 pi k.x),
///   a_k = sqrt(2 variance) sigma (4 pi^2 |k|^2 + tau^2)^(-alpha / 2),  xi, eta ~ N(0, 1).
/// Source: the script data_generation/navier_stokes/random_fields.py of the Fourier neural
/// operator (Li et al. 2021): variance 1 as published in 2020, 1/2 since 2022.
struct RandomVorticity {
    double alpha = 2.5;
    double tau = 7.0;
    double sigma = 18.520259177452136;  // 7^(3/2)
    double variance = 1.0;

    /// One field [x, y]. The numbers are drawn from the longest waves to the shortest: fields of
    /// the same seed and another resolution agree in every wave that both can hold.
    torch::Tensor draw(std::int64_t resolution, std::uint64_t seed) const;

    /// The standard deviation of draw() over space and fields.
    double deviation(std::int64_t resolution) const;
};

}  // namespace nie
