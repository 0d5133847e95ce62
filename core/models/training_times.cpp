#include "core/models/training_times.h"

#include "core/base/error.h"
#include "core/data/tensor_conversion.h"
#include "core/numerics/interpolation.h"

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

// Times come in single precision.
constexpr double kSamePosition = 1e-3;

bool isWhole(double position)
{
    return std::abs(position - std::round(position)) < kSamePosition;
}

}  // namespace

TrainingTimes::TrainingTimes(const torch::Tensor& times, std::int64_t givenPoints)
    : m_times(toVector(times)),
      m_given(givenPoints)
{
    if (m_times.size() < 2)
        throw InputError("model", "the data have no course in time",
                         std::to_string(m_times.size()) + " times", "2 or more");
}

torch::Tensor TrainingTimes::unit(const torch::Tensor& times) const
{
    return (times - m_times.front()) / (m_times.back() - m_times.front());
}

std::vector<double> TrainingTimes::positionsOf(const torch::Tensor& times) const
{
    std::vector<double> positions;
    for (const double t : toVector(times)) {
        const auto above = std::upper_bound(m_times.begin() + 1, m_times.end() - 1, t);
        const double below = *(above - 1);
        positions.push_back(static_cast<double>(above - 1 - m_times.begin()) +
                            (t - below) / (*above - below));
    }
    return positions;
}

void TrainingTimes::requireReach(const torch::Tensor& times, const std::vector<double>& positions,
                                 double start, const std::string& model) const
{
    if (static_cast<std::int64_t>(positions.size()) < m_given)
        throw InputError("model " + model, "fewer times than given points",
                         std::to_string(positions.size()), std::to_string(m_given) + " or more");
    // Training times that are equidistant but for rounding count as equidistant.
    constexpr double kSameStep = 0.1;
    for (std::size_t i = 0; i < positions.size(); ++i) {
        const double since = positions[i] - start - static_cast<double>(i);
        const auto found = std::to_string(times[static_cast<std::int64_t>(i)].item<double>());
        if (static_cast<std::int64_t>(i) < m_given && std::abs(since) > kSameStep)
            throw InputError("model " + model,
                             "the given points are not at successive times of the training",
                             "time " + found, std::to_string(count()) + " times of the training");
        if (positions[i] < -kSamePosition ||
            positions[i] > static_cast<double>(count() - 1) + kSamePosition)
            throw InputError("model " + model, "a time lies outside those of the training", found,
                             std::to_string(m_times.front()) + " ... " +
                                 std::to_string(m_times.back()));
    }
}

std::int64_t TrainingTimes::startOf(const torch::Tensor& times, const std::string& model) const
{
    const auto positions = positionsOf(times);
    const double start = positions.empty() ? 0.0 : std::round(positions.front());
    requireReach(times, positions, start, model);
    return static_cast<std::int64_t>(start);
}

torch::Tensor TrainingTimes::sinceStart(const torch::Tensor& times, const std::string& model) const
{
    const auto shifted = times.size(0) > 0 ? times - times[0] + m_times.front() : times;
    requireReach(shifted, positionsOf(shifted), 0.0, model);
    return shifted;
}

bool TrainingTimes::areAll(const torch::Tensor& times) const
{
    if (times.size(0) != count())
        return false;
    const auto positions = positionsOf(times);
    for (std::size_t i = 0; i < positions.size(); ++i)
        if (std::abs(positions[i] - static_cast<double>(i)) > kSamePosition)
            return false;
    return true;
}

bool TrainingTimes::divide(const torch::Tensor& times) const
{
    const auto t = toVector(unit(times.to(torch::kDouble)));
    const auto steps = static_cast<double>(t.size() - 1);
    for (std::size_t i = 0; i < t.size(); ++i)
        if (std::abs(t[i] * steps - static_cast<double>(i)) > kSamePosition * steps)
            return false;
    return t.size() > 1;
}

std::int64_t TrainingTimes::framesNeeded(const torch::Tensor& times, std::int64_t start) const
{
    double furthest = 0.0;
    bool all = true;
    for (const double position : positionsOf(times)) {
        furthest = std::max(furthest, position);
        all = all && isWhole(position);
    }
    // A spline through all frames, so that what is asked beside a time does not change the answer.
    return (all ? static_cast<std::int64_t>(std::llround(furthest)) + 1 : count()) - start;
}

torch::Tensor TrainingTimes::interpolate(const torch::Tensor& frames, const torch::Tensor& times,
                                         std::int64_t start) const
{
    const auto positions = positionsOf(times);
    if (std::all_of(positions.begin(), positions.end(), isWhole)) {
        std::vector<std::int64_t> rows;
        for (const double position : positions)
            rows.push_back(std::llround(position) - start);
        return frames.index_select(1, torch::tensor(rows, torch::kLong).to(frames.device()));
    }
    const auto first = m_times.begin() + start;
    const std::vector<double> knots(first, first + frames.size(1));
    const auto matrix = toTensor(splineMatrix(knots, toVector(times))).to(frames.options());
    return torch::tensordot(matrix, frames, {1}, {1}).movedim(0, 1);
}

}  // namespace nie
