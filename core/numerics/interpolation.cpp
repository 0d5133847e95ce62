#include "core/numerics/interpolation.h"

#include "core/base/error.h"
#include "core/numerics/quadrature.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace nie {

namespace {

void requireAscending(const std::vector<double>& knots, std::size_t smallest)
{
    if (knots.size() < smallest)
        throw InputError("interpolation", "too few knots", std::to_string(knots.size()),
                         "at least " + std::to_string(smallest));
    for (std::size_t k = 0; k + 1 < knots.size(); ++k)
        if (!(knots[k] < knots[k + 1]))
            throw InputError(
                "interpolation", "knots are not ascending at position " + std::to_string(k + 1),
                std::to_string(knots[k + 1]), "a number > " + std::to_string(knots[k]));
}

Eigen::Index toIndex(std::size_t k)
{
    return static_cast<Eigen::Index>(k);
}

}  // namespace

std::vector<double> chebyshevKnots(int intervals, double lower, double upper)
{
    return clenshawCurtis(intervals, lower, upper).nodes;
}

std::vector<double> barycentricWeights(const std::vector<double>& knots)
{
    requireAscending(knots, 1);
    const std::size_t n = knots.size();
    // Logarithms: products of hundreds of differences would under- or overflow.
    std::vector<double> logarithm(n, 0.0);
    for (std::size_t k = 0; k < n; ++k)
        for (std::size_t j = 0; j < n; ++j)
            if (j != k)
                logarithm[k] -= std::log(std::abs(knots[k] - knots[j]));
    const double largest = *std::max_element(logarithm.begin(), logarithm.end());
    std::vector<double> weights(n);
    for (std::size_t k = 0; k < n; ++k)
        weights[k] = ((n - 1 - k) % 2 == 0 ? 1.0 : -1.0) * std::exp(logarithm[k] - largest);
    return weights;
}

Eigen::RowVectorXd barycentricRow(const std::vector<double>& knots,
                                  const std::vector<double>& weights, double point)
{
    Eigen::RowVectorXd row = Eigen::RowVectorXd::Zero(toIndex(knots.size()));
    for (std::size_t k = 0; k < knots.size(); ++k) {
        if (point == knots[k]) {
            row.setZero();
            row[toIndex(k)] = 1.0;
            return row;
        }
        row[toIndex(k)] = weights[k] / (point - knots[k]);
    }
    return row / row.sum();
}

Eigen::MatrixXd barycentricMatrix(const std::vector<double>& knots,
                                  const std::vector<double>& points)
{
    const std::vector<double> weights = barycentricWeights(knots);
    Eigen::MatrixXd matrix(toIndex(points.size()), toIndex(knots.size()));
    for (std::size_t i = 0; i < points.size(); ++i)
        matrix.row(toIndex(i)) = barycentricRow(knots, weights, points[i]);
    return matrix;
}

Eigen::MatrixXd linearMatrix(const std::vector<double>& knots, const std::vector<double>& points)
{
    requireAscending(knots, 2);
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(toIndex(points.size()), toIndex(knots.size()));
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto above = std::upper_bound(knots.begin() + 1, knots.end() - 1, points[i]);
        const auto k = static_cast<std::size_t>(above - knots.begin());
        const double share = (points[i] - knots[k - 1]) / (knots[k] - knots[k - 1]);
        matrix(toIndex(i), toIndex(k - 1)) = 1.0 - share;
        matrix(toIndex(i), toIndex(k)) = share;
    }
    return matrix;
}

Eigen::MatrixXd integrationMatrix(const std::vector<double>& knots)
{
    const std::vector<double> weights = barycentricWeights(knots);
    const Eigen::Index n = toIndex(knots.size());
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(n, n);
    const QuadratureRule gauss = gaussLegendre(static_cast<int>(knots.size() + 1) / 2 + 1);
    for (Eigen::Index i = 1; i < n; ++i) {
        const auto rule = gauss.mappedTo(knots.front(), knots[static_cast<std::size_t>(i)]);
        for (std::size_t j = 0; j < rule.size(); ++j)
            matrix.row(i) += rule.weights[j] * barycentricRow(knots, weights, rule.nodes[j]);
    }
    return matrix;
}

Eigen::MatrixXd differentiationMatrix(const std::vector<double>& knots)
{
    const std::vector<double> weights = barycentricWeights(knots);
    const std::size_t n = knots.size();
    Eigen::MatrixXd matrix(toIndex(n), toIndex(n));
    for (std::size_t i = 0; i < n; ++i) {
        double sum = 0.0;
        for (std::size_t j = 0; j < n; ++j) {
            if (j == i)
                continue;
            const double entry = weights[j] / weights[i] / (knots[i] - knots[j]);
            matrix(toIndex(i), toIndex(j)) = entry;
            sum += entry;
        }
        // Constants have derivative zero (negative sum trick).
        matrix(toIndex(i), toIndex(i)) = -sum;
    }
    return matrix;
}

}  // namespace nie
