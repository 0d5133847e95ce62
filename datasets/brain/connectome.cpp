#include "datasets/brain/connectome.h"

#include "core/base/error.h"
#include "core/base/random.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace nie::brain {

namespace {

constexpr Eigen::Index kPerHemisphere = 40;
constexpr double kSmallestWeight = 1e-4;

/// Centres of the regions [region, xyz] in mm: a Fibonacci lattice on half an ellipsoid, mirrored.
Eigen::MatrixX3d regionCentres()
{
    Eigen::MatrixX3d centres(2 * kPerHemisphere, 3);
    for (Eigen::Index i = 0; i < kPerHemisphere; ++i) {
        const auto index = static_cast<double>(i);
        const double c = (index + 0.5) / static_cast<double>(kPerHemisphere);
        const double rho = std::sqrt(1.0 - c * c);
        const double phi = index * std::numbers::pi * (3.0 - std::sqrt(5.0));
        const Eigen::RowVector3d right(6.0 + 58.0 * c, 75.0 * rho * std::cos(phi),
                                       50.0 * rho * std::sin(phi));
        centres.row(2 * i) = Eigen::RowVector3d(-right.x(), right.y(), right.z());
        centres.row(2 * i + 1) = right;
    }
    return centres;
}

/// Box-Muller without its second value, so that a pair of regions takes four draws.
double nextNormal(RandomStream& random)
{
    const double radius = std::sqrt(-2.0 * std::log(1.0 - random.uniform()));
    return radius * std::cos(2.0 * std::numbers::pi * random.uniform());
}

double crossingLogarithm(Eigen::Index a, Eigen::Index b)
{
    if (a % 2 == b % 2)
        return 0.0;
    return a / 2 == b / 2 ? 1.5 : -0.7;
}

/// min(1, w/q) with the mean row sum `strength`.
Eigen::MatrixXd scaledToStrength(const Eigen::MatrixXd& w, double strength)
{
    const auto meanRowSum = [&](double q) {
        return (w / q).cwiseMin(1.0).sum() / static_cast<double>(w.rows());
    };
    const auto linked = static_cast<double>((w.array() > 0.0).count());
    const double largest = linked / static_cast<double>(w.rows());
    if (!(strength > 0.0 && strength < largest))
        throw InputError("connectome", "strength: cannot be reached", fmt::format("{}", strength),
                         fmt::format("a number > 0 and < {}", largest));
    double low = std::log(1e-300);
    double high = std::log(1e300);
    for (int i = 0; i < 200; ++i) {
        const double middle = 0.5 * (low + high);
        (meanRowSum(std::exp(middle)) > strength ? low : high) = middle;
    }
    return (w / std::exp(0.5 * (low + high))).cwiseMin(1.0);
}

}  // namespace

Connectome syntheticConnectome(std::uint64_t seed, double strength)
{
    const Eigen::MatrixX3d centres = regionCentres();
    const Eigen::Index n = centres.rows();
    RandomStream random(seed);
    Connectome result{Eigen::MatrixXd::Zero(n, n), Eigen::MatrixXd::Zero(n, n)};
    for (Eigen::Index a = 0; a < n; ++a) {
        for (Eigen::Index b = a + 1; b < n; ++b) {
            const double lengthNoise = nextNormal(random);
            const double weightNoise = nextNormal(random);
            const double distance = (centres.row(a) - centres.row(b)).norm();
            const double length =
                std::clamp(1.35 * distance * std::exp(0.10 * lengthNoise), 5.0, 250.0);
            const double weight = std::exp(-length / 22.0 + weightNoise + crossingLogarithm(a, b));
            result.lengths(a, b) = result.lengths(b, a) = length;
            result.weights(a, b) = result.weights(b, a) = weight;
        }
    }
    result.weights = scaledToStrength(result.weights, strength);
    result.weights = (result.weights.array() < kSmallestWeight).select(0.0, result.weights);
    return result;
}

Connectome singleRegion()
{
    return {Eigen::MatrixXd::Zero(1, 1), Eigen::MatrixXd::Zero(1, 1)};
}

namespace {

void requireMatrix(const Eigen::MatrixXd& matrix, const char* name, const std::string& source)
{
    const std::string size = fmt::format("{} x {}", matrix.rows(), matrix.cols());
    if (matrix.rows() != matrix.cols() || matrix.rows() < 1)
        throw InputError(source, fmt::format("{}: not a square matrix", name), size,
                         "as many rows as columns");
    for (Eigen::Index row = 0; row < matrix.rows(); ++row) {
        for (Eigen::Index column = 0; column < matrix.cols(); ++column) {
            const double value = matrix(row, column);
            if (!std::isfinite(value) || value < 0.0)
                throw InputError(
                    source,
                    fmt::format("{}: bad value in row {}, column {}", name, row + 1, column + 1),
                    fmt::format("{}", value), "finite numbers >= 0");
        }
    }
}

void remarkOn(const Connectome& connectome, Warnings& warnings)
{
    const Eigen::MatrixXd& weights = connectome.weights;
    const double longest = connectome.lengths.maxCoeff();
    if (longest > 0.0 && longest < 1.0)
        warnings.push_back(
            fmt::format("the longest fibre is {} mm: are the lengths in m?", longest));
    else if (longest >= 1.0 && longest < 30.0)
        warnings.push_back(
            fmt::format("the longest fibre is {} mm: are the lengths in cm?", longest));
    const double strongest = weights.maxCoeff();
    if ((weights - weights.transpose()).cwiseAbs().maxCoeff() > 1e-6 * strongest)
        warnings.push_back("the weights are not symmetric: row k must be what region k receives");
    const double meanRowSum = weights.sum() / static_cast<double>(weights.rows());
    if (meanRowSum < 0.3 || meanRowSum > 5.0)
        warnings.push_back(
            fmt::format("the mean row sum of the weights is {:.4g}, outside 0.3 to 5", meanRowSum));
    if (std::abs(strongest - 1.0) > 1e-9)
        warnings.push_back(fmt::format("the largest weight is {:.4g}, not 1", strongest));
}

}  // namespace

Connectome measuredConnectome(Eigen::MatrixXd weights, Eigen::MatrixXd lengths, bool transpose,
                              const std::string& source, Warnings& warnings)
{
    requireMatrix(weights, "weights", source);
    requireMatrix(lengths, "lengths", source);
    if (weights.rows() != lengths.rows())
        throw InputError(source, "weights and lengths have different sizes",
                         fmt::format("{} and {} regions", weights.rows(), lengths.rows()));
    if (transpose) {
        weights.transposeInPlace();
        lengths.transposeInPlace();
    }
    weights.diagonal().setZero();
    lengths.diagonal().setZero();
    Connectome connectome{std::move(weights), std::move(lengths)};
    remarkOn(connectome, warnings);
    return connectome;
}

}  // namespace nie::brain
