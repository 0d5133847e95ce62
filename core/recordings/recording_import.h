#pragma once

#include "core/recordings/cleaning.h"
#include "core/recordings/recording_file.h"

#include <cstdint>
#include <filesystem>
#include <set>
#include <stop_token>
#include <string>
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
    std::string layout = "curves";

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
        v("layout", layout,
          {.description = "Regions as the channels of curves (anie), or as the places of a field "
                          "(anie_field): then attention is between regions",
           .choices = {"curves", "field"}});
    }
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

/// Warnings, each kept once.
class WarningList {
public:
    void add(const std::string& warning)
    {
        if (m_known.insert(warning).second)
            m_list.push_back(warning);
    }
    void add(const std::vector<std::string>& warnings)
    {
        for (const std::string& warning : warnings)
            add(warning);
    }
    const std::vector<std::string>& list() const { return m_list; }

private:
    std::set<std::string> m_known;
    std::vector<std::string> m_list;
};

/// The runs of an import as they stand in its files.
struct RecordedRuns {
    std::vector<Recording> runs;  ///< of the same regions and repetition time; at least one
    std::vector<Parcel> parcels;  ///< of an image with an atlas
    WarningList warnings;

    /// s, where it is certain.
    std::optional<double> repetitionTime() const;
    /// A person's word on it, for all runs.
    void setRepetitionTime(double seconds);
};

/// Reads the files and cuts them into runs. Throws InputError for runs that are not alike; throws
/// Interrupted.
RecordedRuns readRuns(const RecordingImport& import, const std::stop_token& stop = {});

/// The runs after cleaning, each by itself.
struct CleanedRuns {
    std::vector<CleanedSeries> runs;
    std::vector<std::string> steps;    ///< of the first run
    WarningList warnings;              ///< of cleaning alone
    std::int64_t reach = 0;            ///< rows
    std::optional<double> rowSeconds;  ///< from one row to the next; unset: not known

    /// The stretches of all runs without a gap.
    std::vector<Eigen::MatrixXd> pieces() const;
};

/// Cleans with the options and tables of confounds of the import. Throws InputError, Interrupted.
CleanedRuns cleanRuns(const RecordedRuns& recorded, const RecordingImport& import,
                      const std::stop_token& stop = {});

}  // namespace nie
