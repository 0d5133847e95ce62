#pragma once

#include "core/numerics/axis_discretisation.h"
#include "core/numerics/integral_equation.h"

#include <Eigen/Core>

#include <cstdint>
#include <vector>

namespace nie {

/// A second-kind equation as a system for the values at the knots: y = G(y) with
/// G(y)(t_i) = f(t_i) + sum_j w_ij G(y(s_ij), t_i, s_ij). Vectors are [knots * channels], the
/// channels of a knot side by side, the last axis' knot running fastest.
class DiscretisedEquation {
public:
    /// Throws InputError where f or the kernel is not finite, naming t and s.
    DiscretisedEquation(IntegralEquation equation, std::vector<AxisDiscretisation> axes);

    DiscretisedEquation(const DiscretisedEquation&) = delete;  // node groups point into the axes
    DiscretisedEquation& operator=(const DiscretisedEquation&) = delete;

    const IntegralEquation& equation() const { return m_equation; }
    const std::vector<AxisDiscretisation>& axes() const { return m_axes; }
    Eigen::Index size() const { return m_free.size(); }
    Eigen::Index knotCount() const { return m_free.size() / m_equation.channels; }
    /// Nodes of one integral.
    std::int64_t nodesPerIntegral() const;
    /// Coordinates of a knot, [dimension].
    std::vector<double> knot(Eigen::Index index) const;

    const Eigen::VectorXd& freeFunction() const { return m_free; }  ///< f at the knots
    Eigen::VectorXd apply(const Eigen::VectorXd& y) const;          ///< G(y)
    Eigen::MatrixXd jacobian(const Eigen::VectorXd& y) const;       ///< dG/dy, dense
    /// y(t) by inserting the values at the knots into the right-hand side (Nystrom), or by the
    /// interpolant of the marching schemes. [channels]
    std::vector<double> evaluate(const Eigen::VectorXd& y, Point t) const;
    /// y(t) by the interpolant of the knots: where y is wanted before the equation is solved again.
    std::vector<double> interpolate(const Eigen::VectorXd& y, Point t) const;
    /// Evaluations of K or G since construction.
    std::int64_t kernelEvaluations() const { return m_kernelEvaluations; }

private:
    /// The knots whose integrals use the same nodes, and those nodes.
    struct NodeGroup {
        std::vector<const AxisRow*> rows;  ///< one an axis
        std::vector<Eigen::Index> knots;
        std::vector<double> points;   ///< [nodes, dimension]
        std::vector<double> weights;  ///< [nodes]
    };

    NodeGroup makeGroup(std::vector<const AxisRow*> rows) const;
    void buildGroups();
    void checkAndCacheKernel();
    Eigen::MatrixXd valuesAtNodes(const NodeGroup& group, const Eigen::VectorXd& y) const;
    Eigen::MatrixXd imagesAtNodes(const NodeGroup& group, const Eigen::VectorXd& y) const;
    Eigen::VectorXd integral(const NodeGroup& group, const Eigen::MatrixXd& values, Point t) const;
    Eigen::MatrixXd localJacobian(const NodeGroup& group, const Eigen::MatrixXd& values,
                                  Eigen::Index knot) const;
    Point nodePoint(const NodeGroup& group, std::size_t j) const;
    Eigen::MatrixXd weightedKernel(const NodeGroup& group, Point t) const;

    IntegralEquation m_equation;
    std::vector<AxisDiscretisation> m_axes;
    std::vector<NodeGroup> m_groups;
    Eigen::VectorXd m_free;
    /// Factorised form: per knot [channels, features * nodes] of w_j K(t_i, s_j); empty when it
    /// would take more than kLargestCache numbers.
    std::vector<Eigen::MatrixXd> m_weightedKernels;
    mutable std::int64_t m_kernelEvaluations = 0;
};

}  // namespace nie
