#include "core/numerics/quadrature.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

namespace nie {

namespace {

void requireAtLeast(const char* rule, int found, int smallest)
{
    if (found < smallest)
        throw InputError(rule, "too few nodes", std::to_string(found),
                         "at least " + std::to_string(smallest));
}

/// P_n(x) and its derivative by the three-term recurrence.
std::pair<double, double> legendre(int n, double x)
{
    double previous = 1.0;
    double current = x;
    for (int k = 2; k <= n; ++k) {
        const double next = ((2.0 * k - 1.0) * x * current - (k - 1.0) * previous) / k;
        previous = current;
        current = next;
    }
    return {current, n * (x * current - previous) / (x * x - 1.0)};
}

QuadratureRule equidistant(int intervals, double lower, double upper)
{
    QuadratureRule rule{lower, upper, {}, {}};
    for (int j = 0; j <= intervals; ++j)
        rule.nodes.push_back(j == intervals ? upper : lower + (upper - lower) * j / intervals);
    rule.weights.assign(rule.nodes.size(), (upper - lower) / intervals);
    return rule;
}

/// Weight of node cos(pi k / n) on [-1, 1] (Clenshaw and Curtis 1960).
double clenshawCurtisWeight(int k, int n)
{
    double sum = 1.0;
    for (int j = 1; 2 * j <= n; ++j) {
        const double factor = 2 * j == n ? 1.0 : 2.0;
        sum -= factor * std::cos(2.0 * j * k * std::numbers::pi / n) / (4.0 * j * j - 1.0);
    }
    return (k == 0 || k == n ? 1.0 : 2.0) / n * sum;
}

}  // namespace

double QuadratureRule::integrate(const std::function<double(double)>& integrand) const
{
    double sum = 0.0;
    for (std::size_t j = 0; j < nodes.size(); ++j)
        sum += weights[j] * integrand(nodes[j]);
    return sum;
}

QuadratureRule QuadratureRule::mappedTo(double newLower, double newUpper) const
{
    QuadratureRule mapped{newLower, newUpper, nodes, weights};
    const double scale = (newUpper - newLower) / (upper - lower);
    for (double& node : mapped.nodes)
        node = newLower + (node - lower) * scale;
    for (double& weight : mapped.weights)
        weight *= scale;
    if (!nodes.empty() && nodes.back() == upper)
        mapped.nodes.back() = newUpper;
    return mapped;
}

QuadratureRule gaussLegendre(int count, double lower, double upper)
{
    requireAtLeast("Gauss-Legendre rule", count, 1);
    QuadratureRule rule{-1.0, 1.0, {}, {}};
    rule.nodes.resize(static_cast<std::size_t>(count));
    rule.weights.resize(static_cast<std::size_t>(count));
    for (int i = 0; i < (count + 1) / 2; ++i) {
        double x = std::cos(std::numbers::pi * (i + 0.75) / (count + 0.5));
        if (2 * i + 1 == count)
            x = 0.0;  // the middle root is exact
        for (int step = 0; step < 100; ++step) {
            const auto [p, dp] = legendre(count, x);
            const double correction = p / dp;
            x -= correction;
            if (std::abs(correction) < 1e-15)
                break;
        }
        const double dp = legendre(count, x).second;
        const double weight = 2.0 / ((1.0 - x * x) * dp * dp);
        const auto low = static_cast<std::size_t>(i);
        const auto high = static_cast<std::size_t>(count - 1 - i);
        rule.nodes[low] = -x;
        rule.nodes[high] = x;
        rule.weights[low] = rule.weights[high] = weight;
    }
    return rule.mappedTo(lower, upper);
}

QuadratureRule clenshawCurtis(int intervals, double lower, double upper)
{
    requireAtLeast("Clenshaw-Curtis rule", intervals, 1);
    QuadratureRule rule{-1.0, 1.0, {}, {}};
    for (int k = 0; k <= intervals; ++k) {
        // sin of the angle from the middle: exactly antisymmetric nodes.
        rule.nodes.push_back(
            std::sin(std::numbers::pi * (2.0 * k - intervals) / (2.0 * intervals)));
        rule.weights.push_back(clenshawCurtisWeight(k, intervals));
    }
    return rule.mappedTo(lower, upper);
}

QuadratureRule trapezoidRule(int intervals, double lower, double upper)
{
    requireAtLeast("trapezoid rule", intervals, 1);
    QuadratureRule rule = equidistant(intervals, lower, upper);
    rule.weights.front() *= 0.5;
    rule.weights.back() *= 0.5;
    return rule;
}

QuadratureRule trapezoidRule(const std::vector<double>& knots)
{
    requireAtLeast("trapezoid rule on knots", static_cast<int>(knots.size()), 2);
    QuadratureRule rule{knots.front(), knots.back(), knots, std::vector<double>(knots.size(), 0.0)};
    for (std::size_t j = 0; j + 1 < knots.size(); ++j) {
        const double half = 0.5 * (knots[j + 1] - knots[j]);
        rule.weights[j] += half;
        rule.weights[j + 1] += half;
    }
    return rule;
}

QuadratureRule simpsonRule(int intervals, double lower, double upper)
{
    if (intervals < 2 || intervals % 2 != 0)
        throw InputError("Simpson rule", "wrong number of intervals", std::to_string(intervals),
                         "an even number >= 2");
    QuadratureRule rule = equidistant(intervals, lower, upper);
    for (std::size_t j = 0; j < rule.weights.size(); ++j) {
        const bool end = j == 0 || j + 1 == rule.weights.size();
        rule.weights[j] *= end ? 1.0 / 3.0 : (j % 2 == 1 ? 4.0 / 3.0 : 2.0 / 3.0);
    }
    return rule;
}

QuadratureRule midpointRule(int count, double lower, double upper)
{
    requireAtLeast("mid-point rule", count, 1);
    QuadratureRule rule{lower, upper, {}, {}};
    for (int j = 0; j < count; ++j)
        rule.nodes.push_back(lower + (upper - lower) * (j + 0.5) / count);
    rule.weights.assign(rule.nodes.size(), (upper - lower) / count);
    return rule;
}

QuadratureRule compositeRule(const QuadratureRule& panel, const std::vector<double>& breakPoints)
{
    requireAtLeast("composite rule", static_cast<int>(breakPoints.size()), 2);
    QuadratureRule rule{breakPoints.front(), breakPoints.back(), {}, {}};
    for (std::size_t k = 0; k + 1 < breakPoints.size(); ++k) {
        const QuadratureRule part = panel.mappedTo(breakPoints[k], breakPoints[k + 1]);
        for (std::size_t j = 0; j < part.size(); ++j) {
            if (j == 0 && !rule.nodes.empty() && rule.nodes.back() == part.nodes[0]) {
                rule.weights.back() += part.weights[0];
                continue;
            }
            rule.nodes.push_back(part.nodes[j]);
            rule.weights.push_back(part.weights[j]);
        }
    }
    return rule;
}

QuadratureRule compositeRule(const QuadratureRule& panel, int count, double lower, double upper)
{
    requireAtLeast("composite rule", count, 1);
    std::vector<double> breakPoints;
    for (int k = 0; k <= count; ++k)
        breakPoints.push_back(k == count ? upper : lower + (upper - lower) * k / count);
    return compositeRule(panel, breakPoints);
}

NestedIntegral integrateNested(const std::function<double(double)>& integrand, double lower,
                               double upper, double tolerance, int maxIntervals)
{
    if (!(tolerance > 0.0))
        throw InputError("nested integration", "wrong tolerance", std::to_string(tolerance),
                         "a number > 0");
    NestedIntegral result;
    std::vector<double> values;  // at the nodes of the current rule
    for (int n = 4; n <= std::max(4, maxIntervals); n *= 2) {
        const QuadratureRule rule = clenshawCurtis(n, lower, upper);
        std::vector<double> refined(rule.size());
        for (std::size_t j = 0; j < rule.size(); ++j) {
            const bool known = !values.empty() && j % 2 == 0;
            refined[j] = known ? values[j / 2] : integrand(rule.nodes[j]);
            result.evaluations += known ? 0 : 1;
        }
        double value = 0.0;
        for (std::size_t j = 0; j < rule.size(); ++j)
            value += rule.weights[j] * refined[j];
        const bool first = values.empty();
        values = std::move(refined);
        result.errorEstimate = first ? std::abs(value) : std::abs(value - result.value);
        result.value = value;
        result.intervals = n;
        result.converged =
            !first && result.errorEstimate <= tolerance * std::max(1.0, std::abs(value));
        if (result.converged)
            break;
    }
    return result;
}

}  // namespace nie
