#pragma once

#include "core/data/dataset.h"
#include "core/recordings/predicted_windows.h"

#include <Eigen/Dense>

#include <vector>

namespace nie {

// Samples that are windows of one series, as those of recordings and of simulated brain activity.

/// Throws InputError for fields: what has axes of space other than its regions.
void requireRecording(const Dataset& dataset);

/// Where each sample begins in the recording that it was cut from. A set that does not tell: each
/// is a run of its own.
std::vector<PredictedWindows::Place> windowStarts(const Dataset& dataset);

/// The rows that windows hold (of all samples where none are named), each once and as they are kept
/// (scaled), as [time, region] pieces without a gap. Throws InputError as requireRecording().
std::vector<Eigen::MatrixXd> recordedPieces(const Dataset& dataset,
                                            const std::vector<std::int64_t>& samples = {});

}  // namespace nie
