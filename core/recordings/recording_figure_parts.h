#pragma once

#include "core/recordings/recording_figures.h"

namespace nie {

// What the figures of recordings have in common.

constexpr std::size_t kMostNamedRegions = 32;

/// With title and provenance, without panels.
FigureSpec recordingFigure(const RecordingShown& shown, double height);
/// "t (s)", or "t (volumes)".
std::string recordingTimeLabel(const RecordingShown& shown);
/// With "..." in place of the end of a long one.
std::string shortRegionName(const std::string& name);
/// As in the file, or similar ones together.
std::vector<Eigen::Index> regionOrder(const RecordingShown& shown, bool bySimilarity);
/// Names at the numbers of the rows where there are few enough of them.
void nameRegions(AxisSpec& axis, const RecordingShown& shown,
                 const std::vector<Eigen::Index>& order);

}  // namespace nie
