#include "datasets/brain/transfer_point.h"

#include "datasets/brain/exponential_filter.h"
#include "datasets/brain/membrane_density.h"

#include <algorithm>
#include <cmath>

namespace nie::brain {

namespace {

constexpr double kLowestFrequency = 0.25e-3;  // [kHz]
constexpr double kMiddleFrequency = 10e-3;
constexpr double kHighestFrequency = 1.0;

/// Logarithmically spaced up to 10 Hz, then evenly up to 1 kHz: strongly driven neurons have
/// resonances there, which logarithmic spacing would miss.
std::vector<double> frequencyGrid(std::int64_t count)
{
    const std::int64_t low = std::max<std::int64_t>(count / 6, 2);
    const std::int64_t high = count - low;
    std::vector<double> frequencies;
    for (std::int64_t i = 0; i < low; ++i)
        frequencies.push_back(kLowestFrequency *
                              std::pow(kMiddleFrequency / kLowestFrequency,
                                       static_cast<double>(i) / static_cast<double>(low - 1)));
    for (std::int64_t i = 1; i <= high; ++i)
        frequencies.push_back(kMiddleFrequency + (kHighestFrequency - kMiddleFrequency) *
                                                     static_cast<double>(i) /
                                                     static_cast<double>(high));
    return frequencies;
}

}  // namespace

TransferPoint transferPoint(const ExponentialNeuron& neuron, const TransferResolution& resolution,
                            double mu, double sigma)
{
    const MembraneDensity density(neuron, resolution.voltageStep, mu, sigma);
    const std::vector<double> frequencies = frequencyGrid(resolution.frequencies);
    std::vector<std::complex<double>> response = density.rateResponse(frequencies);
    const std::complex<double> slowest = response.front();
    for (std::complex<double>& value : response)
        value /= slowest;
    return {density.rate(), density.meanVoltage(), nearestExponentialFilter(frequencies, response)};
}

}  // namespace nie::brain
