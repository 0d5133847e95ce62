#pragma once

#include "core/numerics/integral_equation.h"
#include "core/numerics/quadrature_choice.h"

#include <Eigen/Core>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace nie {

/// How the integral along one axis becomes a sum over values at the knots.
enum class AxisScheme {
    SharedNodes,  ///< Nystrom: the knots are the nodes of one rule (fixed limits, smooth kernel)
    OwnNodes,     ///< Chebyshev knots; each t its own nodes on [alpha, beta], y interpolated there;
                  ///< split at s = t on request. Volterra limits, kinked kernels: exponential
    TrapezoidMarch,     ///< equidistant knots, trapezoid weights on [lower, t]: order 2
    ProductTrapezoid,   ///< graded knots, exact moments of (t-s)^{-1/2} for hat functions: order 2
    IntegrationMatrix,  ///< Chebyshev knots; the interpolant of the integrand through them is
                        ///< integrated exactly over [alpha, beta], y is not interpolated:
                        ///< exponential for kernels that are smooth on the whole square
    AbelSubstitution  ///< s = lower + (t - lower) sin^2 theta, y polynomial in sqrt(t - lower):
                      ///< exponential where y is analytic in that root
};

std::string axisSchemeName(AxisScheme scheme);

/// What is asked for along one axis.
struct AxisRequest {
    AxisScheme scheme = AxisScheme::SharedNodes;
    QuadratureKind rule = QuadratureKind::Gauss;
    int nodes =
        16;  ///< SharedNodes: nodes of the rule; else knots - 1, and nodes per (sub)interval
    bool split = false;      ///< OwnNodes: a rule on each side of s = t
    double grading = 2.0;    ///< ProductTrapezoid: knots (j/n)^grading
    std::uint64_t seed = 0;  ///< random rules
};

/// The sum that replaces the integral for one t: sum_j weights[j] g(nodes[j]), with y at the nodes
/// = interpolation * y(knots).
struct AxisRow {
    std::vector<double> nodes;
    std::vector<double> weights;
    Eigen::MatrixXd interpolation;  ///< [nodes, knots]; empty: the nodes are the knots

    bool collocated() const { return interpolation.size() == 0; }
};

/// Knots along one axis and a row for each of them. Throws InputError for limits outside the
/// domain.
class AxisDiscretisation {
public:
    /// `rule`, carried to the interval, takes the place of the rule that the request names
    /// (SharedNodes, OwnNodes, AbelSubstitution).
    AxisDiscretisation(IntegrationAxis axis, AxisRequest request,
                       std::optional<QuadratureRule> rule = {});

    const IntegrationAxis& axis() const { return m_axis; }
    const std::vector<double>& knots() const { return m_knots; }
    const AxisRequest& request() const { return m_request; }
    std::size_t rowCount() const { return m_rows.size(); }
    /// The row that belongs to a knot; all knots share one row where nodes do not depend on t.
    std::size_t rowOfKnot(std::size_t knot) const { return m_rows.size() == 1 ? 0 : knot; }
    const AxisRow& row(std::size_t index) const { return m_rows[index]; }
    /// The row for any t in the domain (Nystrom interpolation).
    AxisRow rowAt(double t) const;
    /// False for the marching schemes, whose solution is interpolated by local cubics instead.
    bool hasRowsEverywhere() const;
    /// y(t) = this row * y(knots): the interpolant that belongs to the knots.
    Eigen::RowVectorXd interpolationAt(double t) const;

private:
    AxisRow ownNodesRow(double t) const;
    AxisRow abelRow(double t) const;
    AxisRow integratedRow(double t) const;
    double knotCoordinate(double t) const;

    IntegrationAxis m_axis;
    AxisRequest m_request;
    std::vector<double> m_knots;
    std::vector<double>
        m_coordinates;  ///< the knots in the variable of the interpolating polynomial
    std::vector<double> m_barycentric;
    QuadratureRule m_reference;  ///< on [0, 1]
    std::vector<AxisRow> m_rows;
};

}  // namespace nie
