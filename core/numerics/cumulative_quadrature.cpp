#include "core/numerics/cumulative_quadrature.h"

#include "core/base/error.h"
#include "core/numerics/interpolation.h"
#include "core/numerics/quadrature.h"

#include <algorithm>
#include <string>

namespace nie {

namespace {

/// The interpolant on some neighbouring knots.
class Panel {
public:
    Panel(const std::vector<double>& knots, std::size_t first, int intervals)
        : m_first(static_cast<Eigen::Index>(first)),
          m_knots(knots.begin() + static_cast<std::ptrdiff_t>(first),
                  knots.begin() + static_cast<std::ptrdiff_t>(first) + intervals + 1),
          m_weights(barycentricWeights(m_knots)),
          // n nodes are exact to degree 2 n - 1, and the interpolant has degree `intervals`.
          m_rule(gaussLegendre(intervals / 2 + 1))
    {}

    double begin() const { return m_knots.front(); }
    double end() const { return m_knots.back(); }
    Eigen::Index first() const { return m_first; }
    /// Integrals of the Lagrange polynomials from one point to another.
    Eigen::RowVectorXd integral(double from, double to) const
    {
        const QuadratureRule rule = m_rule.mappedTo(from, to);
        auto sum = Eigen::RowVectorXd::Zero(static_cast<Eigen::Index>(m_knots.size())).eval();
        for (std::size_t j = 0; j < rule.size(); ++j)
            sum += rule.weights[j] * barycentricRow(m_knots, m_weights, rule.nodes[j]);
        return sum;
    }

private:
    Eigen::Index m_first;
    std::vector<double> m_knots;
    std::vector<double> m_weights;
    QuadratureRule m_rule;
};

}  // namespace

Eigen::MatrixXd cumulativeWeights(const std::vector<double>& knots, int intervals, double lower,
                                  const std::vector<double>& times)
{
    const auto count = static_cast<int>(knots.size()) - 1;
    if (intervals < 1 || count < 1 || count % intervals != 0)
        throw InputError("cumulative rule", "panels do not fill the knots",
                         std::to_string(intervals) + " intervals a panel",
                         "a divisor of the " + std::to_string(count) + " intervals");
    if (std::adjacent_find(knots.begin(), knots.end(), std::greater_equal<>()) != knots.end())
        throw InputError("cumulative rule", "knots are not ascending");
    std::vector<Panel> panels;
    std::vector<Eigen::RowVectorXd> whole;
    for (int first = 0; first < count; first += intervals) {
        panels.emplace_back(knots, static_cast<std::size_t>(first), intervals);
        whole.push_back(panels.back().integral(first == 0 ? lower : panels.back().begin(),
                                               panels.back().end()));
    }
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(times.size()),
                                                   static_cast<Eigen::Index>(knots.size()));
    for (std::size_t i = 0; i < times.size(); ++i) {
        for (std::size_t p = 0; p < panels.size(); ++p) {
            const bool isLast = p + 1 == panels.size();
            auto part =
                matrix.row(static_cast<Eigen::Index>(i)).segment(panels[p].first(), intervals + 1);
            if (isLast || times[i] < panels[p].end()) {
                part += panels[p].integral(p == 0 ? lower : panels[p].begin(), times[i]);
                break;
            }
            part += whole[p];
        }
    }
    return matrix;
}

}  // namespace nie
