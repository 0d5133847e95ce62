#pragma once

#include <Eigen/Dense>

#include <functional>
#include <string>
#include <vector>

namespace nie {

/// Right-hand side of y' = f(y); both arrays hold the system's variables.
using OdeRightHandSide =
    std::function<void(const std::vector<double>& y, std::vector<double>& rate, double t)>;

/// The solution of y' = f(y, t) at the given increasing times, from y(times[0]) = start:
/// [variable, time]. Runge-Kutta-Fehlberg 7(8) with step control, absolute and relative tolerance
/// 1e-12 a step (Boost.odeint). Throws RunError naming `where` when a step cannot be made.
Eigen::MatrixXd integrateCurve(const OdeRightHandSide& rightHandSide, std::vector<double> start,
                               const std::vector<double>& times, const std::string& where);

/// `points` equidistant times from `first` to `last`, both included.
std::vector<double> equidistantTimes(double first, double last, std::int64_t points);

/// An affine unit per channel: value = (physical - mean) / scale.
struct ChannelScale {
    std::vector<double> mean;
    std::vector<double> scale;

    /// Mean and standard deviation of every channel over the curves, each [channel, time].
    static ChannelScale standard(const std::vector<Eigen::MatrixXd>& curves);
    /// Largest modulus of every channel; the mean stays 0.
    static ChannelScale maximum(const std::vector<Eigen::MatrixXd>& curves);
    /// Physical units.
    static ChannelScale identity(std::size_t channels);

    void apply(Eigen::MatrixXd& curve) const;
};

}  // namespace nie
