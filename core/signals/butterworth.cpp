#include "core/signals/butterworth.h"

#include "core/base/error.h"
#include "core/signals/second_order_sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace nie {

namespace {

using Complex = std::complex<double>;
constexpr double kPi = std::numbers::pi;
constexpr const char* kWhere = "band-pass filter";

/// Sampling rate of the bilinear transform; frequencies are in units of half the rate.
constexpr double kRate = 2.0;

double prewarped(double share)
{
    return 2.0 * kRate * std::tan(kPi * share / kRate);
}

/// The analogue prototype: poles on the left half of the unit circle.
std::vector<Complex> prototypePoles(int order)
{
    std::vector<Complex> poles;
    for (int m = -order + 1; m < order; m += 2)
        // Exactly real in the middle: a tiny imaginary part would look like half of a pair.
        poles.push_back(m == 0 ? Complex(-1.0, 0.0)
                               : -std::exp(Complex(0.0, kPi * m / (2.0 * order))));
    return poles;
}

FilterRoots lowPass(const std::vector<Complex>& prototype, double edge)
{
    FilterRoots roots;
    for (const Complex pole : prototype) {
        roots.poles.push_back(pole * edge);
        roots.gain *= edge;
    }
    return roots;
}

FilterRoots highPass(const std::vector<Complex>& prototype, double edge)
{
    FilterRoots roots;
    for (const Complex pole : prototype) {
        roots.poles.push_back(edge / pole);
        roots.zeros.push_back(0.0);
    }
    return roots;
}

FilterRoots bandPass(const std::vector<Complex>& prototype, double low, double high)
{
    FilterRoots roots;
    for (const Complex pole : prototype) {
        const Complex scaled = pole * (high - low) / 2.0;
        const Complex root = std::sqrt(scaled * scaled - low * high);
        roots.poles.push_back(scaled + root);
        roots.poles.push_back(scaled - root);
        roots.zeros.push_back(0.0);
        roots.gain *= high - low;
    }
    return roots;
}

/// s = 2 rate (z - 1)/(z + 1); zeros at infinity come to -1.
void transformBilinearly(FilterRoots& roots)
{
    constexpr double kDouble = 2.0 * kRate;
    Complex gain = roots.gain;
    for (double& zero : roots.zeros) {
        gain *= kDouble - zero;
        zero = (kDouble + zero) / (kDouble - zero);
    }
    for (Complex& pole : roots.poles) {
        gain /= kDouble - pole;
        pole = (kDouble + pole) / (kDouble - pole);
    }
    roots.zeros.resize(roots.poles.size(), -1.0);
    roots.gain = gain.real();
}

}  // namespace

ButterworthFilter::ButterworthFilter(PassBand band, double rate, int order) : m_rate(rate)
{
    const double half = rate / 2.0;
    if (!band.low && !band.high)
        throw InputError(kWhere, "no cut-off was given", {}, "a low or a high one, in Hz");
    for (std::optional<double>* edge : {&band.low, &band.high}) {
        if (!*edge)
            continue;
        if (!(**edge > 0) || !std::isfinite(**edge))
            throw InputError(kWhere, "bad cut-off", fmt::format("{} Hz", **edge), "more than 0 Hz");
        if (**edge >= half) {
            m_warnings.push_back(fmt::format("filter: {} Hz reach half the sampling rate, {} Hz; "
                                             "lowered to just below",
                                             **edge, half));
            *edge = half * (1.0 - 10.0 * std::numeric_limits<double>::epsilon());
        }
    }
    if (band.low && band.high && *band.low >= *band.high)
        throw InputError(kWhere, "the high-pass cut-off is not below the low-pass one",
                         fmt::format("{} and {} Hz", *band.low, *band.high), "low < high");
    const auto prototype = prototypePoles(order);
    const auto edgeOf = [half](double frequency) { return prewarped(frequency / half); };
    FilterRoots roots = band.low && band.high
                            ? bandPass(prototype, edgeOf(*band.low), edgeOf(*band.high))
                        : band.low ? highPass(prototype, edgeOf(*band.low))
                                   : lowPass(prototype, edgeOf(*band.high));
    transformBilinearly(roots);
    m_sections = pairedSections(std::move(roots));
}

Complex ButterworthFilter::response(double frequency) const
{
    const Complex delay = std::exp(Complex(0.0, -2.0 * kPi * frequency / m_rate));
    Complex result = 1.0;
    for (const SecondOrderSection& one : m_sections)
        result *= (one.b0 + delay * (one.b1 + delay * one.b2)) /
                  (1.0 + delay * (one.a1 + delay * one.a2));
    return result;
}

Eigen::Index ButterworthFilter::padding() const
{
    const auto count = [this](double SecondOrderSection::*last) {
        return std::count_if(m_sections.begin(), m_sections.end(),
                             [last](const SecondOrderSection& one) { return one.*last == 0.0; });
    };
    const auto shorter = std::min(count(&SecondOrderSection::b2), count(&SecondOrderSection::a2));
    return 3 * (2 * static_cast<Eigen::Index>(m_sections.size()) + 1 - shorter);
}

Eigen::MatrixXd ButterworthFilter::zeroPhase(const Eigen::MatrixXd& series) const
{
    const Eigen::Index pad = padding();
    const Eigen::Index rows = series.rows();
    if (rows <= pad)
        throw InputError(kWhere, "the series is too short", fmt::format("{} rows", rows),
                         fmt::format("more than {}", pad));
    Eigen::MatrixXd result(rows, series.cols());
    Eigen::VectorXd extended(rows + 2 * pad);
    for (Eigen::Index column = 0; column < series.cols(); ++column) {
        const auto one = series.col(column);
        // Turned by half a turn about the first and the last point: value and slope go on.
        extended.head(pad) = 2.0 * one[0] - one.segment(1, pad).reverse().array();
        extended.segment(pad, rows) = one;
        extended.tail(pad) =
            2.0 * one[rows - 1] - one.segment(rows - 1 - pad, pad).reverse().array();
        filterFromRest(m_sections, extended);
        extended.reverseInPlace();
        filterFromRest(m_sections, extended);
        extended.reverseInPlace();
        result.col(column) = extended.segment(pad, rows);
    }
    return result;
}

Eigen::MatrixXd ButterworthFilter::causal(const Eigen::MatrixXd& series) const
{
    Eigen::MatrixXd result = series;
    for (Eigen::Index column = 0; column < series.cols(); ++column) {
        Eigen::VectorXd one = series.col(column);
        filterFromRest(m_sections, one);
        result.col(column) = one;
    }
    return result;
}

}  // namespace nie
