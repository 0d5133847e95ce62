#include "datasets/navier_stokes/random_vorticity.h"

#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>

namespace nie {

namespace {

double amplitude(const RandomVorticity& field, std::int64_t kx, std::int64_t ky)
{
    const auto square = static_cast<double>(kx * kx + ky * ky);
    const double pi = std::numbers::pi;
    return std::sqrt(2 * field.variance) * field.sigma *
           std::pow(4 * pi * pi * square + field.tau * field.tau, -field.alpha / 2);
}

/// Calls visit(kx, ky, onGrid) for the wavenumbers of every square ring, from the inside out.
template <class Visit>
void forEachWave(std::int64_t resolution, const Visit& visit)
{
    const auto onAxis = [resolution](std::int64_t k) {
        return 2 * k >= -resolution && 2 * k < resolution;
    };
    for (std::int64_t ring = 1; ring <= resolution / 2; ++ring)
        for (std::int64_t kx = -ring; kx <= ring; ++kx) {
            const std::int64_t stride = std::abs(kx) == ring ? 1 : 2 * ring;
            for (std::int64_t ky = -ring; ky <= ring; ky += stride)
                visit(kx, ky, onAxis(kx) && onAxis(ky));
        }
}

}  // namespace

torch::Tensor RandomVorticity::draw(std::int64_t resolution, std::uint64_t seed) const
{
    RandomStream random(seed);
    torch::Tensor spectrum = torch::zeros({resolution, resolution}, torch::kComplexDouble);
    auto* coefficients = spectrum.data_ptr<c10::complex<double>>();
    const auto row = [resolution](std::int64_t k) { return k < 0 ? k + resolution : k; };
    forEachWave(resolution, [&](std::int64_t kx, std::int64_t ky, bool onGrid) {
        const double real = random.normal();
        const double imaginary = random.normal();
        if (onGrid)
            coefficients[row(kx) * resolution + row(ky)] =
                amplitude(*this, kx, ky) * c10::complex<double>(real, imaginary);
    });
    return torch::real(torch::fft::ifft2(spectrum, c10::nullopt, {-2, -1}, "forward")).contiguous();
}

double RandomVorticity::deviation(std::int64_t resolution) const
{
    double sum = 0.0;
    forEachWave(resolution, [&](std::int64_t kx, std::int64_t ky, bool onGrid) {
        if (onGrid)
            sum += std::pow(amplitude(*this, kx, ky), 2);
    });
    return std::sqrt(sum);
}

}  // namespace nie
