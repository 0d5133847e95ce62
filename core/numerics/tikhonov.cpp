#include "core/numerics/tikhonov.h"

#include "core/base/error.h"

#include <Eigen/SVD>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <string>

namespace nie {

namespace {

/// Where a function is largest on an even grid of log lambda; empty where it is nowhere finite.
std::optional<double> largestOn(double low, double high,
                                const std::function<double(double lambda)>& function)
{
    constexpr int kPoints = 400;
    double best = -std::numeric_limits<double>::infinity();
    std::optional<double> where;
    for (int k = 0; k < kPoints; ++k) {
        const double lambda = low * std::pow(high / low, static_cast<double>(k) / (kPoints - 1));
        const double value = function(lambda);
        if (value > best) {
            best = value;
            where = lambda;
        }
    }
    return where;
}

}  // namespace

TikhonovProblem::TikhonovProblem(const Eigen::MatrixXd& matrix, const Eigen::VectorXd& data)
{
    const Eigen::BDCSVD<Eigen::MatrixXd> svd(matrix, Eigen::ComputeThinU | Eigen::ComputeThinV);
    m_right = svd.matrixV();
    m_singular = svd.singularValues();
    m_coefficients = svd.matrixU().transpose() * data;
    m_dataCount = data.size();
    m_unreachable = std::max(0.0, (data - svd.matrixU() * m_coefficients).squaredNorm());
}

Eigen::VectorXd TikhonovProblem::solve(double lambda) const
{
    const Eigen::ArrayXd s = m_singular.array();
    return m_right * (s / (s.square() + lambda * lambda) * m_coefficients.array()).matrix();
}

double TikhonovProblem::residualNorm(double lambda) const
{
    const Eigen::ArrayXd filter = lambda * lambda / (m_singular.array().square() + lambda * lambda);
    return std::sqrt((filter * m_coefficients.array()).matrix().squaredNorm() + m_unreachable);
}

double TikhonovProblem::solutionNorm(double lambda) const
{
    const Eigen::ArrayXd s = m_singular.array();
    return (s / (s.square() + lambda * lambda) * m_coefficients.array()).matrix().norm();
}

double TikhonovProblem::smallestLambda() const
{
    return m_singular[0] * std::numeric_limits<double>::epsilon();
}

double TikhonovProblem::lambdaByDiscrepancy(double noiseNorm) const
{
    if (!(noiseNorm > 0.0))
        throw InputError("discrepancy principle", "wrong noise norm", std::to_string(noiseNorm),
                         "a number > 0");
    // The residual grows with lambda: bisection on its logarithm.
    double low = std::log(smallestLambda());
    double high = std::log(m_singular[0]);
    for (int step = 0; step < 80; ++step) {
        const double middle = 0.5 * (low + high);
        (residualNorm(std::exp(middle)) < 1.05 * noiseNorm ? low : high) = middle;
    }
    return std::exp(low);
}

double TikhonovProblem::curvature(double lambda) const
{
    // With f = s^2/(s^2 + lambda^2), eta = |y|^2, rho = |A y - g|^2, and dots for d/d(log lambda):
    // f. = -2 f (1 - f), rho. = -lambda^2 eta..
    const double square = lambda * lambda;
    const Eigen::ArrayXd s2 = m_singular.array().square();
    const Eigen::ArrayXd f = s2 / (s2 + square);
    const Eigen::ArrayXd energy = f.square() * (m_coefficients.array().square() / s2.max(1e-300));
    const double eta = energy.sum();
    const double eta1 = -4.0 * ((1.0 - f) * energy).sum();
    const double eta2 = 8.0 * ((1.0 - f) * (2.0 - 3.0 * f) * energy).sum();
    const double rho = std::pow(residualNorm(lambda), 2);
    const double rho1 = -square * eta1;
    const double rho2 = -square * (2.0 * eta1 + eta2);
    if (!(eta > 0.0 && rho > 0.0))
        return -std::numeric_limits<double>::infinity();
    const double x1 = 0.5 * rho1 / rho;
    const double x2 = 0.5 * (rho2 / rho - std::pow(rho1 / rho, 2));
    const double y1 = 0.5 * eta1 / eta;
    const double y2 = 0.5 * (eta2 / eta - std::pow(eta1 / eta, 2));
    const double speed = std::hypot(x1, y1);
    return speed > 1e-10 ? (x1 * y2 - x2 * y1) / std::pow(speed, 3)
                         : -std::numeric_limits<double>::infinity();
}

double TikhonovProblem::lambdaByLCurve() const
{
    // Below the smallest singular value the filter changes nothing: the curve ends there.
    const double low = std::max(smallestLambda(), m_singular[m_singular.size() - 1]);
    return largestOn(low, m_singular[0], [this](double lambda) { return curvature(lambda); })
        .value_or(smallestLambda());
}

double TikhonovProblem::lambdaByCrossValidation() const
{
    const auto negativeScore = [this](double lambda) {
        const Eigen::ArrayXd s2 = m_singular.array().square();
        const double degreesOfFreedom = (s2 / (s2 + lambda * lambda)).sum();
        return -residualNorm(lambda) / (static_cast<double>(m_dataCount) - degreesOfFreedom);
    };
    return largestOn(smallestLambda(), m_singular[0], negativeScore).value_or(smallestLambda());
}

}  // namespace nie
