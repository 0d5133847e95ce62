#pragma once

#include "core/results/prediction_snapshot.h"
#include "widgets/scene/scene_box.h"

#include <array>
#include <cstdint>
#include <vector>

namespace nie {

/// Three channels of curves, the coordinates of a point that moves with time.
using PhaseChannels = std::array<std::int64_t, 3>;

/// [time] places in the scene of a [time, channel] array; what lies outside the box is not finite,
/// so that a line is interrupted there.
std::vector<SceneVector> phasePoints(const std::vector<double>& rows, std::int64_t channelCount,
                                     const PhaseChannels& channels, const SceneBox& box);

/// A box with room for the truth and for what of the prediction lies within the truth's own span on
/// either side of it, never smaller than `least` (of the same channels; null: none): the axes of a
/// sample stay as they are while its predictions come nearer.
SceneBox phaseBox(const PredictionSnapshot& sample, const std::vector<double>& prediction,
                  const PhaseChannels& channels, const SceneBox* least);

}  // namespace nie
