#include "datasets/brain/membrane_density.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace nie::brain {

namespace {

constexpr double kLowestPotential = -200.0;  // [mV]
// A share of the density that changes nothing in the eight digits that the response is used for.
constexpr double kNegligibleShare = 1e-10;

/// So many frequencies are carried down the potentials together, in vector registers.
constexpr Eigen::Index kLanes = 4;
using Lanes = Eigen::Array<double, kLanes, 1>;

struct ComplexLanes {
    Lanes real = Lanes::Zero();
    Lanes imaginary = Lanes::Zero();
};

/// The coefficients of the recursion, from V_cut down to the lowest potential.
struct Descent {
    const double* growth;
    const double* source;
    const double* drive;  ///< stationary density
    std::size_t top;
    std::size_t reset;
    std::size_t lowest;
};

/// Current q at the lowest potential of q <- q + i w dV p, p <- p A + B (q - driveScale h), from q
/// given and p = 0 at V_cut; `reinserted` leaves q at the reset.
ComplexLanes currentBelow(const Descent& descent, const Lanes& phase, ComplexLanes q,
                          double driveScale, const ComplexLanes& reinserted)
{
    ComplexLanes p;
    for (std::size_t k = descent.top; k > descent.lowest; --k) {
        const Lanes real = q.real - phase * p.imaginary;
        const Lanes imaginary = q.imaginary + phase * p.real;
        const double drive = driveScale * descent.drive[k];
        p.real = p.real * descent.growth[k] + (q.real - drive) * descent.source[k];
        p.imaginary = p.imaginary * descent.growth[k] + q.imaginary * descent.source[k];
        q.real = real;
        q.imaginary = imaginary;
        if (k == descent.reset + 1) {
            q.real -= reinserted.real;
            q.imaginary -= reinserted.imaginary;
        }
    }
    return q;
}

}  // namespace

MembraneDensity::MembraneDensity(const ExponentialNeuron& neuron, double step, double mu,
                                 double sigma)
    : m_step(step),
      m_refractoryTime(neuron.refractoryTime)
{
    const double top = neuron.spikePotential;
    // Eight standard deviations below the lower one of reset and resting potential.
    const double centre =
        std::min(neuron.resetPotential, neuron.leakPotential + neuron.membraneTime() * mu);
    const double bottom =
        std::max(kLowestPotential, centre - 8.0 * sigma * std::sqrt(neuron.membraneTime() / 2.0));
    const auto last = static_cast<std::size_t>(std::floor((top - bottom) / step + 1e-9));
    m_reset = last - static_cast<std::size_t>(std::lround((top - neuron.resetPotential) / step));
    m_growth.resize(last + 1);
    m_source.resize(last + 1);
    m_density.assign(last + 1, 0.0);

    const double diffusion = 2.0 / (sigma * sigma);
    double mass = 0.0;
    double moment = 0.0;
    for (std::size_t k = last; k > 0; --k) {
        const double v = top - step * static_cast<double>(last - k);
        const double spike =
            neuron.thresholdSlope * std::exp((v - neuron.threshold) / neuron.thresholdSlope);
        const double force =
            diffusion * ((v - neuron.leakPotential - spike) / neuron.membraneTime() - mu);
        m_growth[k] = std::exp(step * force);
        m_source[k] = std::abs(step * force) < 1e-12 ? step * diffusion
                                                     : std::expm1(step * force) / force * diffusion;
        m_density[k - 1] = m_density[k] * m_growth[k] + (k > m_reset ? m_source[k] : 0.0);
        mass += m_density[k - 1];
        moment += m_density[k - 1] * (v - step);
    }
    const double withoutRefractoryTime = 1.0 / (step * mass);
    m_rate = withoutRefractoryTime / (1.0 + withoutRefractoryTime * neuron.refractoryTime);
    m_meanVoltage = moment / mass;
    for (double below = 0.0; m_lowest < m_reset; ++m_lowest) {
        below += m_density[m_lowest];
        if (below > kNegligibleShare * mass)
            break;
    }
}

std::vector<std::complex<double>> MembraneDensity::rateResponse(
    const std::vector<double>& frequencies) const
{
    const Descent descent{m_growth.data(),      m_source.data(), m_density.data(),
                          m_density.size() - 1, m_reset,         m_lowest};
    const double driveScale = 1.0 / *std::max_element(m_density.begin(), m_density.end());
    const auto count = static_cast<Eigen::Index>(frequencies.size());
    std::vector<std::complex<double>> response(frequencies.size());
    for (Eigen::Index first = 0; first < count; first += kLanes) {
        Lanes omega;  // a last group that is not full repeats the highest frequency
        for (Eigen::Index l = 0; l < kLanes; ++l)
            omega[l] = 2.0 * std::numbers::pi *
                       frequencies[static_cast<std::size_t>(std::min(first + l, count - 1))];
        const Lanes phase = omega * m_step;
        // What passes V_cut comes back at the reset after the refractory time.
        const ComplexLanes reinserted{(omega * m_refractoryTime).cos(),
                                      -(omega * m_refractoryTime).sin()};
        const ComplexLanes spikes =
            currentBelow(descent, phase, {Lanes::Ones(), Lanes::Zero()}, 0.0, reinserted);
        const ComplexLanes driven = currentBelow(descent, phase, {}, driveScale, {});
        for (Eigen::Index l = 0; l < std::min(kLanes, count - first); ++l)
            response[static_cast<std::size_t>(first + l)] =
                -std::complex(driven.real[l], driven.imaginary[l]) /
                std::complex(spikes.real[l], spikes.imaginary[l]);
    }
    return response;
}

}  // namespace nie::brain
