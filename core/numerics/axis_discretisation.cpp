#include "core/numerics/axis_discretisation.h"

#include "core/numerics/interpolation.h"
#include "core/numerics/product_integration.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace nie {

namespace {

/// The part of a rule for [from, to] is appended to a row.
void appendRule(AxisRow& row, const QuadratureRule& reference, double from, double to)
{
    const QuadratureRule rule = reference.mappedTo(from, to);
    row.nodes.insert(row.nodes.end(), rule.nodes.begin(), rule.nodes.end());
    row.weights.insert(row.weights.end(), rule.weights.begin(), rule.weights.end());
}

std::vector<AxisRow> rowsOfWeights(const std::vector<double>& knots, const Eigen::MatrixXd& weights)
{
    std::vector<AxisRow> rows;
    for (Eigen::Index i = 0; i < weights.rows(); ++i) {
        AxisRow row{knots, std::vector<double>(knots.size()), {}};
        for (std::size_t j = 0; j < knots.size(); ++j)
            row.weights[j] = weights(i, static_cast<Eigen::Index>(j));
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace

std::string axisSchemeName(AxisScheme scheme)
{
    switch (scheme) {
    case AxisScheme::SharedNodes:
        return "nystrom";
    case AxisScheme::OwnNodes:
        return "chebyshev_collocation";
    case AxisScheme::TrapezoidMarch:
        return "trapezoid_march";
    case AxisScheme::ProductTrapezoid:
        return "product_trapezoid";
    case AxisScheme::IntegrationMatrix:
        return "integration_matrix";
    case AxisScheme::AbelSubstitution:
        return "abel_substitution";
    }
    return {};
}

AxisDiscretisation::AxisDiscretisation(IntegrationAxis axis, AxisRequest request,
                                       std::optional<QuadratureRule> given)
    : m_axis(std::move(axis)),
      m_request(request)
{
    const int n = m_request.nodes;
    switch (m_request.scheme) {
    case AxisScheme::SharedNodes: {
        const auto rule =
            given ? given->mappedTo(m_axis.lower, m_axis.upper)
                  : makeQuadrature(m_request.rule, n, m_axis.lower, m_axis.upper, m_request.seed);
        m_knots = rule.nodes;
        m_rows.push_back({rule.nodes, rule.weights, {}});
        return;
    }
    case AxisScheme::TrapezoidMarch:
        m_knots = gradedKnots(n, 1.0, m_axis.lower, m_axis.upper);
        m_rows = rowsOfWeights(m_knots, volterraTrapezoidWeights(m_knots));
        return;
    case AxisScheme::ProductTrapezoid:
        m_knots = gradedKnots(n, m_request.grading, m_axis.lower, m_axis.upper);
        m_rows = rowsOfWeights(m_knots, abelTrapezoidWeights(m_knots));
        return;
    case AxisScheme::OwnNodes:
    case AxisScheme::IntegrationMatrix:
        m_knots = chebyshevKnots(n, m_axis.lower, m_axis.upper);
        m_coordinates = m_knots;
        break;
    case AxisScheme::AbelSubstitution:
        m_coordinates = chebyshevKnots(n, 0.0, 1.0);
        for (const double u : m_coordinates)
            m_knots.push_back(m_axis.lower + (m_axis.upper - m_axis.lower) * u * u);
        break;
    }
    m_barycentric = barycentricWeights(m_coordinates);
    if (m_request.scheme == AxisScheme::IntegrationMatrix)
        m_reference = gaussLegendre(n / 2 + 1, 0.0, 1.0);  // exact for the interpolant's degree n
    else
        m_reference = given ? given->mappedTo(0.0, 1.0)
                            : makeQuadrature(m_request.rule, n, 0.0, 1.0, m_request.seed);
    for (const double t : m_knots)
        m_rows.push_back(rowAt(t));
}

bool AxisDiscretisation::hasRowsEverywhere() const
{
    return m_request.scheme != AxisScheme::TrapezoidMarch &&
           m_request.scheme != AxisScheme::ProductTrapezoid;
}

AxisRow AxisDiscretisation::rowAt(double t) const
{
    if (m_request.scheme == AxisScheme::SharedNodes)
        return m_rows.front();
    if (m_request.scheme == AxisScheme::IntegrationMatrix)
        return integratedRow(t);
    return m_request.scheme == AxisScheme::AbelSubstitution ? abelRow(t) : ownNodesRow(t);
}

AxisRow AxisDiscretisation::ownNodesRow(double t) const
{
    const double from = m_axis.lowerLimitAt(t);
    const double to = m_axis.upperLimitAt(t);
    AxisRow row;
    const bool inside = t > std::min(from, to) && t < std::max(from, to);
    if (m_request.split && inside) {
        appendRule(row, m_reference, from, t);
        appendRule(row, m_reference, t, to);
    } else {
        appendRule(row, m_reference, from, to);
    }
    row.interpolation.resize(static_cast<Eigen::Index>(row.nodes.size()),
                             static_cast<Eigen::Index>(m_knots.size()));
    for (std::size_t j = 0; j < row.nodes.size(); ++j)
        row.interpolation.row(static_cast<Eigen::Index>(j)) =
            barycentricRow(m_coordinates, m_barycentric, row.nodes[j]);
    return row;
}

AxisRow AxisDiscretisation::integratedRow(double t) const
{
    const QuadratureRule rule =
        m_reference.mappedTo(m_axis.lowerLimitAt(t), m_axis.upperLimitAt(t));
    Eigen::RowVectorXd weights =
        Eigen::RowVectorXd::Zero(static_cast<Eigen::Index>(m_knots.size()));
    for (std::size_t j = 0; j < rule.size(); ++j)
        weights += rule.weights[j] * barycentricRow(m_coordinates, m_barycentric, rule.nodes[j]);
    return {m_knots, std::vector<double>(weights.data(), weights.data() + weights.size()), {}};
}

AxisRow AxisDiscretisation::abelRow(double t) const
{
    // ds (t - s)^{-1/2} = 2 sqrt(t - lower) sin(theta) dtheta: no singularity is left.
    AxisRow row;
    const QuadratureRule angles = m_reference.mappedTo(0.0, 0.5 * std::numbers::pi);
    const double root = std::sqrt(std::max(0.0, t - m_axis.lower));
    const double scale = root / std::sqrt(m_axis.upper - m_axis.lower);
    row.interpolation.resize(static_cast<Eigen::Index>(angles.size()),
                             static_cast<Eigen::Index>(m_knots.size()));
    for (std::size_t j = 0; j < angles.size(); ++j) {
        const double sine = std::sin(angles.nodes[j]);
        row.nodes.push_back(m_axis.lower + (t - m_axis.lower) * sine * sine);
        row.weights.push_back(2.0 * root * sine * angles.weights[j]);
        row.interpolation.row(static_cast<Eigen::Index>(j)) =
            barycentricRow(m_coordinates, m_barycentric, scale * sine);
    }
    return row;
}

double AxisDiscretisation::knotCoordinate(double t) const
{
    const double share = std::max(0.0, t - m_axis.lower) / (m_axis.upper - m_axis.lower);
    if (m_request.scheme == AxisScheme::AbelSubstitution)
        return std::sqrt(share);
    return m_request.scheme == AxisScheme::ProductTrapezoid
               ? std::pow(share, 1.0 / m_request.grading)
               : t;
}

Eigen::RowVectorXd AxisDiscretisation::interpolationAt(double t) const
{
    if (!m_barycentric.empty())
        return barycentricRow(m_coordinates, m_barycentric, knotCoordinate(t));
    // Random nodes come in any order.
    std::vector<std::size_t> order(m_knots.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [this](auto a, auto b) { return m_knots[a] < m_knots[b]; });
    // The cubic through the four nearest knots, in the variable in which the knots are even.
    const auto above =
        std::lower_bound(order.begin(), order.end(), t,
                         [this](std::size_t k, double value) { return m_knots[k] < value; });
    const std::size_t count = std::min<std::size_t>(4, order.size());
    const auto position = static_cast<std::size_t>(above - order.begin());
    const std::size_t first = std::min(position < 2 ? 0 : position - 2, order.size() - count);
    std::vector<double> nearest;
    for (std::size_t k = first; k < first + count; ++k)
        nearest.push_back(knotCoordinate(m_knots[order[k]]));
    const Eigen::RowVectorXd cubic =
        barycentricRow(nearest, barycentricWeights(nearest), knotCoordinate(t));
    Eigen::RowVectorXd row = Eigen::RowVectorXd::Zero(static_cast<Eigen::Index>(m_knots.size()));
    for (std::size_t k = 0; k < count; ++k)
        row[static_cast<Eigen::Index>(order[first + k])] = cubic[static_cast<Eigen::Index>(k)];
    return row;
}

}  // namespace nie
