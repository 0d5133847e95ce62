#include "core/numerics/tikhonov.h"

#include "core/base/error.h"

#include <Eigen/SVD>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace nie {

TikhonovProblem::TikhonovProblem(const Eigen::MatrixXd& matrix, const Eigen::VectorXd& data)
{
    const Eigen::BDCSVD<Eigen::MatrixXd> svd(matrix, Eigen::ComputeThinU | Eigen::ComputeThinV);
    m_right = svd.matrixV();
    m_singular = svd.singularValues();
    m_coefficients = svd.matrixU().transpose() * data;
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

double TikhonovProblem::lambdaByLCurve() const
{
    constexpr int kPoints = 400;
    const double low = std::log(smallestLambda());
    const double high = std::log(m_singular[0]);
    const auto point = [&](int k) {
        const double lambda = std::exp(low + (high - low) * k / (kPoints - 1));
        return Eigen::Vector2d(std::log(residualNorm(lambda)), std::log(solutionNorm(lambda)));
    };
    double best = -std::numeric_limits<double>::infinity();
    double lambda = smallestLambda();
    for (int k = 4; k + 4 < kPoints; ++k) {
        const Eigen::Vector2d first = point(k + 4) - point(k - 4);
        const Eigen::Vector2d second = point(k + 4) - 2.0 * point(k) + point(k - 4);
        const double speed = first.norm();
        const double curvature = (first[0] * second[1] - first[1] * second[0])
                                 / std::max(speed * speed * speed, 1e-30);
        if (curvature > best) {
            best = curvature;
            lambda = std::exp(low + (high - low) * k / (kPoints - 1));
        }
    }
    return lambda;
}

}  // namespace nie
