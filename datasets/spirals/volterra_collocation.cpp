#include "datasets/spirals/volterra_collocation.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace nie {

Eigen::VectorXd chebyshevExtrema(Eigen::Index degree)
{
    Eigen::VectorXd knots(degree + 1);
    for (Eigen::Index j = 0; j <= degree; ++j) {
        const double n = static_cast<double>(degree);
        // sin instead of cos keeps the knots symmetric about 0 to the last bit.
        knots[j] = std::sin(std::numbers::pi * (2.0 * static_cast<double>(j) - n) / (2.0 * n));
    }
    return knots;
}

Eigen::MatrixXd chebyshevIntegration(Eigen::Index degree)
{
    const Eigen::VectorXd knots = chebyshevExtrema(degree);
    // T_k(x_i) up to k = degree + 1, by the recurrence.
    Eigen::MatrixXd values(degree + 1, degree + 2);
    values.col(0).setOnes();
    values.col(1) = knots;
    for (Eigen::Index k = 2; k <= degree + 1; ++k)
        values.col(k) = 2 * knots.cwiseProduct(values.col(k - 1)) - values.col(k - 2);

    // integral of T_k = T_{k+1} / (2(k+1)) - T_{k-1} / (2(k-1)), taken from -1, where T_k = (-1)^k.
    Eigen::MatrixXd integrals(degree + 1, degree + 1);
    integrals.col(0) = knots.array() + 1;
    if (degree >= 1)
        integrals.col(1) = (knots.array().square() - 1) / 2;
    for (Eigen::Index k = 2; k <= degree; ++k) {
        const double above = 2.0 * static_cast<double>(k + 1);
        const double below = 2.0 * static_cast<double>(k - 1);
        const double atStart = (k % 2 == 0 ? -1.0 : 1.0) * (1 / above - 1 / below);
        integrals.col(k) =
            (values.col(k + 1) / above - values.col(k - 1) / below).array() - atStart;
    }
    const Eigen::MatrixXd vandermonde = values.leftCols(degree + 1);
    return vandermonde.transpose().partialPivLu().solve(integrals.transpose()).transpose();
}

VolterraCollocation::VolterraCollocation(Equation equation, Options options)
    : m_equation(std::move(equation)),
      m_options(options)
{
    const Eigen::Index perWindow = knotsPerWindow();
    const Eigen::Index count = m_options.windows * perWindow;
    const Eigen::Index channels = m_equation.channels;
    const double length = m_options.end / static_cast<double>(m_options.windows);
    const Eigen::VectorXd reference = chebyshevExtrema(m_options.degree);
    const Eigen::MatrixXd integration = chebyshevIntegration(m_options.degree) * (length / 2);

    m_knots.resize(count);
    for (Eigen::Index window = 0; window < m_options.windows; ++window)
        m_knots.segment(window * perWindow, perWindow) =
            (static_cast<double>(window) + (reference.array() + 1) / 2) * length;

    m_weightedKernel.setZero(count * channels, count * channels);
    for (Eigen::Index i = 0; i < count; ++i) {
        const Eigen::Index ownWindow = i / perWindow;
        for (Eigen::Index j = 0; j < (ownWindow + 1) * perWindow; ++j) {
            const bool finished = j / perWindow < ownWindow;
            const double weight =
                integration(finished ? perWindow - 1 : i % perWindow, j % perWindow);
            m_weightedKernel.block(i * channels, j * channels, channels, channels) =
                weight * m_equation.kernel(m_knots[i], m_knots[j]);
        }
    }
}

Eigen::MatrixXd VolterraCollocation::solve(const Eigen::MatrixXd& freeFunction) const
{
    const Eigen::Index size = knotsPerWindow() * m_equation.channels;
    Eigen::MatrixXd solution(m_equation.channels, m_knots.size());
    Eigen::VectorXd integrand(m_weightedKernel.cols());  // F(y) of the windows already solved
    for (Eigen::Index window = 0; window < m_options.windows; ++window) {
        const Eigen::Index start = window * size;
        const Eigen::VectorXd given =
            freeFunction.middleCols(window * knotsPerWindow(), knotsPerWindow()).reshaped() +
            m_weightedKernel.block(start, 0, size, start) * integrand.head(start);
        Eigen::VectorXd y = given;
        solveWindow(window, given, y);
        integrand.segment(start, size) = y.unaryExpr(m_equation.nonlinearity);
        solution.middleCols(window * knotsPerWindow(), knotsPerWindow()).reshaped() = y;
    }
    return solution;
}

void VolterraCollocation::solveWindow(Eigen::Index window, const Eigen::VectorXd& freeFunction,
                                      Eigen::VectorXd& y) const
{
    const Eigen::Index size = y.size();
    const auto kernel = m_weightedKernel.block(window * size, window * size, size, size);
    double residual = 0.0;
    for (Eigen::Index iteration = 0; iteration < m_options.maxIterations; ++iteration) {
        const Eigen::VectorXd image = freeFunction + kernel * y.unaryExpr(m_equation.nonlinearity);
        residual = (image - y).norm() / std::max(image.norm(), 1e-300);
        y = image;
        if (residual <= m_options.tolerance)
            return;
    }
    throw RunError("integral equation",
                   fmt::format("window {} of {} did not converge", window + 1, m_options.windows),
                   fmt::format("relative residual {:.3g} after {} iterations", residual,
                               m_options.maxIterations));
}

Eigen::MatrixXd VolterraCollocation::interpolation(const Eigen::VectorXd& times) const
{
    const Eigen::Index perWindow = knotsPerWindow();
    Eigen::MatrixXd weights = Eigen::MatrixXd::Zero(m_knots.size(), times.size());
    for (Eigen::Index k = 0; k < times.size(); ++k) {
        const double position = times[k] / m_options.end * static_cast<double>(m_options.windows);
        const Eigen::Index window =
            std::clamp<Eigen::Index>(static_cast<Eigen::Index>(position), 0, m_options.windows - 1);
        const auto knots = m_knots.segment(window * perWindow, perWindow);
        auto column = weights.col(k).segment(window * perWindow, perWindow);
        const Eigen::VectorXd distance = times[k] - knots.array();
        Eigen::Index nearest = 0;
        if (distance.cwiseAbs().minCoeff(&nearest) == 0.0) {
            column[nearest] = 1;
            continue;
        }
        // Barycentric weights of Chebyshev extrema: alternating, halved at both ends.
        for (Eigen::Index j = 0; j < perWindow; ++j) {
            const bool atEnd = j == 0 || j == perWindow - 1;
            column[j] = (j % 2 == 0 ? 1.0 : -1.0) * (atEnd ? 0.5 : 1.0) / distance[j];
        }
        column /= column.sum();
    }
    return weights;
}

}  // namespace nie
