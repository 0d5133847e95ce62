#include "datasets/ode_curve.h"

#include "core/base/error.h"

#include <boost/numeric/odeint.hpp>

#include <algorithm>
#include <cmath>

namespace nie {

Eigen::MatrixXd integrateCurve(const OdeRightHandSide& rightHandSide, std::vector<double> start,
                               const std::vector<double>& times, const std::string& where)
{
    namespace odeint = boost::numeric::odeint;
    constexpr double kTolerance = 1e-12;
    constexpr double kFirstStep = 1e-3;
    constexpr int kMaxStepsBetweenTimes = 1000000;
    Eigen::MatrixXd curve(static_cast<Eigen::Index>(start.size()),
                          static_cast<Eigen::Index>(times.size()));
    Eigen::Index column = 0;
    const auto record = [&](const std::vector<double>& y, double) {
        curve.col(column++) = Eigen::Map<const Eigen::VectorXd>(y.data(), curve.rows());
    };
    const auto stepper =
        odeint::make_controlled<odeint::runge_kutta_fehlberg78<std::vector<double>>>(kTolerance,
                                                                                     kTolerance);
    try {
        odeint::integrate_times(stepper, rightHandSide, start, times.begin(), times.end(),
                                kFirstStep, record,
                                odeint::max_step_checker(kMaxStepsBetweenTimes));
    } catch (const odeint::odeint_error& error) {
        throw RunError(where, std::string("the differential equation could not be solved: ") +
                                  error.what());
    }
    if (!curve.allFinite())
        throw RunError(where, "the solution is not finite");
    return curve;
}

std::vector<double> equidistantTimes(double first, double last, std::int64_t points)
{
    std::vector<double> times(static_cast<std::size_t>(points));
    for (std::int64_t k = 0; k < points; ++k)
        times[static_cast<std::size_t>(k)] =
            first + (last - first) * static_cast<double>(k) / static_cast<double>(points - 1);
    return times;
}

ChannelScale ChannelScale::standard(const std::vector<Eigen::MatrixXd>& curves)
{
    const Eigen::Index channels = curves.front().rows();
    Eigen::VectorXd mean = Eigen::VectorXd::Zero(channels);
    for (const Eigen::MatrixXd& curve : curves)
        mean += curve.rowwise().mean() / static_cast<double>(curves.size());
    Eigen::VectorXd variance = Eigen::VectorXd::Zero(channels);
    for (const Eigen::MatrixXd& curve : curves)
        variance += (curve.colwise() - mean).rowwise().squaredNorm() /
                    static_cast<double>(curve.cols() * static_cast<Eigen::Index>(curves.size()));
    const Eigen::VectorXd deviation = variance.cwiseSqrt();
    return {{mean.begin(), mean.end()}, {deviation.begin(), deviation.end()}};
}

ChannelScale ChannelScale::maximum(const std::vector<Eigen::MatrixXd>& curves)
{
    ChannelScale result = identity(static_cast<std::size_t>(curves.front().rows()));
    std::fill(result.scale.begin(), result.scale.end(), 0.0);
    for (const Eigen::MatrixXd& curve : curves)
        for (Eigen::Index channel = 0; channel < curve.rows(); ++channel) {
            double& largest = result.scale[static_cast<std::size_t>(channel)];
            largest = std::max(largest, curve.row(channel).cwiseAbs().maxCoeff());
        }
    return result;
}

ChannelScale ChannelScale::identity(std::size_t channels)
{
    return {std::vector<double>(channels, 0.0), std::vector<double>(channels, 1.0)};
}

void ChannelScale::apply(Eigen::MatrixXd& curve) const
{
    for (Eigen::Index channel = 0; channel < curve.rows(); ++channel) {
        const auto at = static_cast<std::size_t>(channel);
        curve.row(channel) = (curve.row(channel).array() - mean[at]) / scale[at];
    }
}

}  // namespace nie
