#include "widgets/scene/phase_space.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

namespace {

constexpr double kRoom = 0.05;  ///< of the span, on either side

struct Span {
    double from = std::numeric_limits<double>::infinity();
    double to = -std::numeric_limits<double>::infinity();

    void include(double value)
    {
        from = std::min(from, value);
        to = std::max(to, value);
    }
    double size() const { return to - from; }
};

/// Of the values of a channel that are finite and lie in [least, most].
Span spanOf(const std::vector<double>& rows, std::int64_t channelCount, std::int64_t channel,
            double least, double most)
{
    Span span;
    for (auto i = static_cast<std::size_t>(channel); i < rows.size();
         i += static_cast<std::size_t>(channelCount))
        if (std::isfinite(rows[i]) && rows[i] >= least && rows[i] <= most)
            span.include(rows[i]);
    return span;
}

}  // namespace

std::vector<SceneVector> phasePoints(const std::vector<double>& rows, std::int64_t channelCount,
                                     const PhaseChannels& channels, const SceneBox& box)
{
    std::vector<SceneVector> points;
    const auto count = static_cast<std::size_t>(channelCount);
    for (std::size_t row = 0; row + count <= rows.size(); row += count) {
        SceneVector point{};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const double value = rows[row + static_cast<std::size_t>(channels[axis])];
            const bool inside = value >= box.axes[axis].from && value <= box.axes[axis].to;
            point[axis] =
                inside ? box.toScene(axis, value) : std::numeric_limits<double>::quiet_NaN();
        }
        points.push_back(point);
    }
    return points;
}

SceneBox phaseBox(const PredictionSnapshot& sample, const std::vector<double>& prediction,
                  const PhaseChannels& channels, const SceneBox* least)
{
    constexpr double kAll = std::numeric_limits<double>::max();
    SceneBox box;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const std::int64_t channel = channels[axis], count = sample.channelCount();
        Span span = spanOf(sample.truth, count, channel, -kAll, kAll);
        if (!(span.size() >= 0))
            span = {0, 0};
        const double own = span.size() > 0 ? span.size() : 1.0;
        const Span near = spanOf(prediction, count, channel, span.from - own, span.to + own);
        if (near.size() >= 0) {
            span.include(near.from);
            span.include(near.to);
        }
        const double room = kRoom * (span.size() > 0 ? span.size() : 1.0);
        const auto index = static_cast<std::size_t>(channel);
        SceneAxis& made = box.axes[axis];
        made = {QString::fromStdString(sample.channels[index]), span.from - room, span.to + room};
        if (least) {
            made.from = std::min(made.from, least->axes[axis].from);
            made.to = std::max(made.to, least->axes[axis].to);
        }
    }
    box.extent = {0.75, 0.75, 0.6};
    return box;
}

}  // namespace nie
