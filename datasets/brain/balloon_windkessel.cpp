#include "datasets/brain/balloon_windkessel.h"

#include <cmath>

namespace nie::brain {

namespace {

constexpr double kExtraction = 0.34;                        // rho, at rest
constexpr double kStiffness = 0.32;                         // alpha
constexpr double kRestingVolume = 0.02;                     // V0
constexpr double kElimination = 0.41;                       // Gamma [1/s]
constexpr double kDecay = 0.65;                             // K [1/s]
constexpr double kTransitTime = 0.98;                       // Tau [s]
constexpr double kSmallestFlow = 1e-120;                    // keeps 1/F finite
constexpr double kIntravascular = 7.0 * kExtraction;        // k1
constexpr double kConcentration = 2.0;                      // k2
constexpr double kExtravascular = 2.0 * kExtraction - 0.2;  // k3

}  // namespace

BalloonWindkessel::BalloonWindkessel(Eigen::Index regions, Start start)
    : m_signal(Eigen::ArrayXd::Constant(regions, start == Start::AllOnes ? 1.0 : 0.0)),
      m_flow(Eigen::ArrayXd::Ones(regions)),
      m_volume(Eigen::ArrayXd::Ones(regions)),
      m_content(Eigen::ArrayXd::Ones(regions))
{}

void BalloonWindkessel::step(const Eigen::Ref<const Eigen::ArrayXd>& rate, double seconds)
{
    const double share = seconds / kTransitTime;
    for (Eigen::Index k = 0; k < m_flow.size(); ++k) {
        // The order matters: Q takes the old V, V the old F, F the new X.
        const double flow = std::max(m_flow[k], kSmallestFlow);
        m_signal[k] += seconds * (rate[k] - kDecay * m_signal[k] - kElimination * (flow - 1.0));
        const double outflow = std::pow(m_volume[k], 1.0 / kStiffness);
        m_content[k] +=
            share * (flow / kExtraction * (1.0 - std::pow(1.0 - kExtraction, 1.0 / flow)) -
                     m_content[k] * outflow / m_volume[k]);
        m_volume[k] += share * (flow - outflow);
        m_flow[k] = flow + seconds * m_signal[k];
    }
}

Eigen::ArrayXd BalloonWindkessel::bold() const
{
    return kRestingVolume *
           (kIntravascular * (1.0 - m_content) + kConcentration * (1.0 - m_content / m_volume) +
            kExtravascular * (1.0 - m_volume));
}

}  // namespace nie::brain
