#pragma once

#include "core/data/dataset.h"
#include "core/recordings/cleaning_options.h"
#include "core/recordings/recording_file.h"

#include <filesystem>
#include <vector>

namespace nie {

/// How a recording is cut into samples.
struct RecordingWindowOptions {
    std::int64_t context = 1;
    std::int64_t horizon = 19;
    std::int64_t stride = 1;
    std::string split = "auto";
    double training = 0.6;
    double validation = 0.2;
    std::string scale = "training";

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("context", context,
          {.description = "Frames at the beginning of a window that a model is given",
           .minimum = 1.0});
        v("horizon", horizon,
          {.description = "Frames after them that it predicts", .minimum = 1.0});
        v("stride", stride,
          {.description = "Rows from one window to the next inside a part", .minimum = 1.0});
        v("split", split,
          {.description =
               "Training, validation and test: whole runs, or every run cut in time; auto: "
               "by runs where there are three",
           .choices = {"auto", "runs", "time"}});
        v("training", training,
          {.description = "Share of the training part",
           .minimum = 0.0,
           .maximum = 1.0,
           .minimumExcluded = true});
        v("validation", validation,
          {.description = "Share of the part that selects the checkpoint",
           .minimum = 0.0,
           .maximum = 1.0,
           .minimumExcluded = true});
        v("scale", scale,
          {.description =
               "Every region minus mean, divided by deviation of the training rows; or not",
           .choices = {"training", "none"}});
    }
};

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

/// Files of one recording and what is done to them.
struct RecordingImport {
    std::vector<std::filesystem::path> files;  ///< one run each, in their order
    RecordingRequest request;
    std::int64_t runLength = 0;  ///< cuts a file into runs of so many rows; 0: it is one run
    CleaningOptions cleaning;
    std::vector<std::filesystem::path> confounds;  ///< one for each run, or none
    RecordingWindowOptions windows;
};

/// The data set of a recording: windows [sample, context + horizon, region] of cleaned runs with a
/// split in time that they bring with them. Windows never cross the border of a run or a part; the
/// gap in a run is a window and what a filter reaches. Runs are cleaned one by one, and scaled by
/// the training rows alone. The recipe says where each window begins, what was done and what was
/// noticed. Throws InputError, Interrupted.
Dataset importRecording(const RecordingImport& import, std::stop_token stop);

/// The rows that the windows of such a data set hold, each once and as they are kept (scaled), as
/// [time, region] pieces without a gap. Of a data set with windows of another origin every sample
/// is a piece.
std::vector<Eigen::MatrixXd> recordedPieces(const Dataset& dataset);

}  // namespace nie
