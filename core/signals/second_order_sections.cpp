#include "core/signals/second_order_sections.h"

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

using Complex = std::complex<double>;

bool isReal(const Complex& value)
{
    return value.imag() == 0.0;
}

/// One of each conjugate pair; what is real but for rounding becomes real.
std::vector<Complex> upperHalf(const std::vector<Complex>& roots)
{
    constexpr double kRounding = 1e-12;
    std::vector<Complex> upper;
    for (const Complex& root : roots)
        if (std::abs(root.imag()) <= kRounding * std::abs(root))
            upper.emplace_back(root.real(), 0.0);
        else if (root.imag() > 0)
            upper.push_back(root);
    return upper;
}

template <class T, class Distance>
T takeNearest(std::vector<T>& values, Distance distance)
{
    const auto found = std::min_element(values.begin(), values.end(), [&](const T& a, const T& b) {
        return distance(a) < distance(b);
    });
    const T value = *found;
    values.erase(found);
    return value;
}

double fromUnitCircle(const Complex& root)
{
    return std::abs(1.0 - std::abs(root));
}

}  // namespace

std::vector<SecondOrderSection> pairedSections(FilterRoots roots)
{
    if (roots.poles.size() % 2 == 1) {
        roots.poles.emplace_back(0.0, 0.0);
        roots.zeros.push_back(0.0);
    }
    std::vector<SecondOrderSection> sections(roots.poles.size() / 2);
    std::vector<Complex> poles = upperHalf(roots.poles);
    for (auto section = sections.rbegin(); section != sections.rend(); ++section) {
        const Complex first = takeNearest(poles, fromUnitCircle);
        Complex second = std::conj(first);
        if (isReal(first))
            second = takeNearest(poles, [](const Complex& pole) {
                return isReal(pole) ? fromUnitCircle(pole) : 1e300;
            });
        const auto toPole = [&first](double zero) { return std::abs(zero - first); };
        const double zeroOne = takeNearest(roots.zeros, toPole);
        const double zeroTwo = takeNearest(roots.zeros, toPole);
        *section = {1.0, -zeroOne - zeroTwo, zeroOne * zeroTwo, -(first + second).real(),
                    (first * second).real()};
    }
    for (double* coefficient : {&sections[0].b0, &sections[0].b1, &sections[0].b2})
        *coefficient *= roots.gain;
    return sections;
}

void filterFromRest(const std::vector<SecondOrderSection>& sections, Eigen::VectorXd& series)
{
    double rest = series.size() > 0 ? series[0] : 0.0;
    for (const SecondOrderSection& one : sections) {
        // Transposed direct form II; in the steady state of a constant input z1 and z2 stand still.
        const double output = rest * (one.b0 + one.b1 + one.b2) / (1.0 + one.a1 + one.a2);
        double z1 = output - one.b0 * rest;
        double z2 = one.b2 * rest - one.a2 * output;
        for (double& value : series) {
            const double input = value;
            value = one.b0 * input + z1;
            z1 = one.b1 * input - one.a1 * value + z2;
            z2 = one.b2 * input - one.a2 * value;
        }
        rest = output;
    }
}

}  // namespace nie
