#include "datasets/burgers/random_profile.h"

#include "core/base/random.h"

#include <cmath>
#include <numbers>

namespace nie {

double RandomProfile::amplitude(std::int64_t n) const
{
    const double k = 2 * std::numbers::pi * static_cast<double>(n);
    return std::numbers::sqrt2 * sigma * std::pow(k * k + tau * tau, -gamma / 2);
}

torch::Tensor RandomProfile::draw(std::int64_t resolution, std::uint64_t seed) const
{
    RandomStream random(seed);
    torch::Tensor spectrum = torch::zeros({resolution / 2 + 1}, torch::kComplexDouble);
    auto* coefficients = spectrum.data_ptr<c10::complex<double>>();
    for (std::int64_t n = 1; n < resolution / 2; ++n) {
        const double cosine = random.normal();
        const double sine = random.normal();
        // cos and sin are half the sum and half the difference of the waves n and -n.
        coefficients[n] = amplitude(n) / 2 * c10::complex<double>(cosine, -sine);
    }
    return torch::fft::irfft(spectrum, resolution, -1, "forward");
}

double RandomProfile::deviation(std::int64_t resolution) const
{
    double variance = 0.0;
    for (std::int64_t n = 1; n < resolution / 2; ++n)
        variance += std::pow(amplitude(n), 2);
    return std::sqrt(variance);
}

}  // namespace nie
