#pragma once

#include <Eigen/Dense>

namespace nie::brain {

/// The haemodynamic response to neural activity: the balloon model with a Windkessel outflow
/// (Friston et al., NeuroImage 12, 466, 2000; 19, 1273, 2003). One state a region, explicit Euler.
class BalloonWindkessel {
public:
    enum class Start {
        Rest,  ///< no signal, flow, volume and deoxyhaemoglobin at rest: no activity gives exactly
               ///< 0
        AllOnes  ///< the vasodilatory signal 1 too, as some programs begin: a transient of 15 s
    };

    explicit BalloonWindkessel(Eigen::Index regions, Start start = Start::Rest);

    /// One step of `seconds` under a firing rate [Hz] for each region.
    void step(const Eigen::Ref<const Eigen::ArrayXd>& rate, double seconds);
    /// The BOLD signal, relative change, [region].
    Eigen::ArrayXd bold() const;

private:
    Eigen::ArrayXd m_signal;   ///< X, vasodilatory
    Eigen::ArrayXd m_flow;     ///< F, blood inflow
    Eigen::ArrayXd m_volume;   ///< V, venous volume
    Eigen::ArrayXd m_content;  ///< Q, deoxyhaemoglobin
};

}  // namespace nie::brain
