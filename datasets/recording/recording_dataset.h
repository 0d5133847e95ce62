#pragma once

#include "core/data/dataset.h"
#include "core/recordings/recording_import.h"

#include <vector>

namespace nie {

/// Rows of one run that belong to one part.
struct RecordingPart {
    std::int64_t run = 0;
    std::int64_t begin = 0;  ///< of the cleaned run
    std::int64_t end = 0;
};

/// Where training, validation and test lie in the runs. No row is in two parts; parts of one run
/// are `gap` rows apart.
struct RecordingSplit {
    std::vector<RecordingPart> training;
    std::vector<RecordingPart> validation;
    std::vector<RecordingPart> test;

    /// Throws InputError for shares that leave a part without a window of `window` rows.
    static RecordingSplit of(const std::vector<std::int64_t>& runLengths,
                             const RecordingWindowOptions& options, std::int64_t gap);
};

/// The data set of a recording: windows [sample, context + horizon, region] of cleaned runs with a
/// split in time that they bring with them. Windows never cross the border of a run or a part; the
/// gap in a run is a window and what a filter reaches. Runs are cleaned one by one, and scaled by
/// the training rows alone. The recipe says where each window begins, what was done and what was
/// noticed. Throws InputError, Interrupted.
Dataset importRecording(const RecordingImport& import, std::stop_token stop);

}  // namespace nie
