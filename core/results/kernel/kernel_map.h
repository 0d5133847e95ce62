#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace nie {

/// One entry of a kernel matrix over the grid, learned and known.
struct KernelEntry {
    std::string name;             ///< "K12"
    std::vector<double> learned;  ///< [t, s], the effective kernel
    std::vector<double> known;    ///< [t, s]
    double correlation = 0.0;     ///< Pearson's, over the grid where it is determined
};

/// A learned integrand beside the one that the data solve. Both are taken without their means over
/// the curves.
struct KernelComparison {
    std::string formula;                ///< of the known kernel
    std::vector<double> knownStrength;  ///< [t, s], as KernelMap::strength
    double strengthCorrelation = 0.0;   ///< Pearson's, of the two strengths
    /// Of the integrands of all curves over the grid within the limits: their correlation, the
    /// factor a that brings a * learned nearest to the known one, |learned - known| / |known|, and
    /// the same with the factor.
    double correlation = 0.0;
    double factor = 1.0;
    double error = 0.0;
    double scaledError = 0.0;
    /// Share of the learned integrand's variance over the curves that is linear in the known F(y).
    double linearShare = 0.0;
    std::vector<KernelEntry> entries;  ///< [channel, component]
    double entryCorrelation = 0.0;     ///< Pearson's, of all entries together
    /// [t, s]: 1 outside the limits and where the known F hardly varies over the curves, so that no
    /// kernel can be told; empty: nowhere.
    std::vector<std::uint8_t> undetermined;
};

/// The integrand G(y, t, s) that a neural integral equation has learned, on a grid of t and s.
///
/// K and F of K(t, s) F(y) are not unique: K M and M^-1 F give the same integrand for every
/// invertible matrix M, and what does not depend on y may stand in the free function as well. So
/// nothing is said of K alone. The integrand is evaluated on curves y of the data:
///
///     strength        rms over the curves of |G(y(s), t, s) - its mean over the curves|
///     effective K     where the true F is known: the least squares fit, over the curves, of
///                     G(y(s), t, s) ~ c(t, s) + K(t, s) F(y(s)), for every t and s by itself
///
/// Both are in the units of the data, and are the same whatever M is. The fit knows nothing of the
/// true K; it is left out at times s at which the least singular value of F over the curves is
/// below a tenth of its greatest. The data determine no more than the integrals along their curves:
/// a low correlation says that another integrand does as well, not that the prediction is wrong.
struct KernelMap {
    std::string model;
    std::string form;    ///< "factorised", "general"
    std::string limits;  ///< "volterra", "fredholm"
    std::string split;
    std::int64_t curves = 0;  ///< over which means are
    std::string timeLabel = "t";
    std::vector<double> times;          ///< of the grid, of both t and s
    std::vector<std::uint8_t> outside;  ///< [t, s]: 1 where the integral does not reach; or empty
    std::vector<double> strength;       ///< [t, s]; empty where y is latent
    std::vector<double> norm;  ///< [t, s]: Frobenius norm of K(t, s) as learned, in the model's
                               ///< units; empty of the general form
    std::optional<KernelComparison> known;
};

}  // namespace nie
