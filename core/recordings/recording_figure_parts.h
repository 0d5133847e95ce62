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
/// For a panel with a row a region: their names where they are few enough; of groups the name at the
/// middle of each, and lines between them (across the columns, too, of a matrix of regions).
void markRegions(PanelSpec& panel, const RegionRows& rows);
/// "Pearson correlation", "Partial correlation", ...
std::string connectivityMethodName(const std::string& method);
/// A matrix of correlations, without a title.
PanelSpec correlationPanel(const Eigen::MatrixXd& matrix, const RegionRows& rows);
/// The matrix of a RecordingDynamics.
PanelSpec dynamicsPanel(const RecordingDynamics& dynamics);
/// How many of the values lie in each of 40 bins from -1 to 1; as bars, without colour and label.
SeriesSpec correlationBars(const Eigen::VectorXd& values);
/// A power spectrum without its value at 0.
SeriesSpec densityLine(const std::string& label, const Eigen::VectorXd& frequencies,
                       const Eigen::VectorXd& density, int colour);

}  // namespace nie
