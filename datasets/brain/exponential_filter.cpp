#include "datasets/brain/exponential_filter.h"

#include <boost/math/tools/minima.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace nie::brain {

namespace {

/// Squared distance, integrated over the frequencies, of 1/(1 + 2 pi i f tau) from a response.
class FilterDistance {
public:
    FilterDistance(const std::vector<double>& frequencies,
                   const std::vector<std::complex<double>>& response)
    {
        const std::size_t count = frequencies.size();
        for (std::size_t i = 0; i < count; ++i) {
            const double below = frequencies[i] - frequencies[i > 0 ? i - 1 : 0];
            const double above = frequencies[std::min(i + 1, count - 1)] - frequencies[i];
            const double weight = 0.5 * (below + above);  // trapezoid rule
            m_omega.push_back(2.0 * std::numbers::pi * frequencies[i]);
            m_weight.push_back(weight);
            m_real.push_back(weight * response[i].real());
            m_imaginary.push_back(weight * response[i].imag());
        }
    }

    /// Up to a constant.
    double operator()(double tau) const
    {
        double sum = 0.0;
        for (std::size_t i = 0; i < m_omega.size(); ++i) {
            const double x = m_omega[i] * tau;
            sum += (m_weight[i] - 2.0 * (m_real[i] - x * m_imaginary[i])) / (1.0 + x * x);
        }
        return sum;
    }

private:
    std::vector<double> m_omega, m_weight, m_real, m_imaginary;
};

}  // namespace

double nearestExponentialFilter(const std::vector<double>& frequencies,
                                const std::vector<std::complex<double>>& response)
{
    const FilterDistance distance(frequencies, response);
    // A scan of ln tau first: the distance can have several minima.
    const double first = std::log(0.001);
    const double last = std::log(200.0);
    constexpr double kScanStep = 0.05;
    double best = first;
    double least = distance(std::exp(first));
    for (double at = first + kScanStep; at < last + kScanStep; at += kScanStep) {
        const double value = distance(std::exp(at));
        if (value < least) {
            least = value;
            best = at;
        }
    }
    const auto [logarithm, value] = boost::math::tools::brent_find_minima(
        [&](double at) { return distance(std::exp(at)); }, best - kScanStep, best + kScanStep,
        std::numeric_limits<double>::digits / 2);
    return std::exp(logarithm);
}

}  // namespace nie::brain
