#pragma once

#include "core/config/options.h"
#include "core/data/generation.h"
#include "core/recordings/recording_import.h"
#include "core/results/dataset_study.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace nie {

/// A generator of data sets, for a list and a form.
struct DatasetGenerator {
    std::string name;
    std::string title;
    std::string equation;
    std::vector<OptionDescription> options;
};

/// What a file of arrays holds and how it would become a data set.
struct ImportCard {
    struct Array {
        std::string name;
        std::vector<std::int64_t> shape;
        std::string type;
        std::string problem;  ///< why it cannot be used; empty: it can
    };
    struct Axis {
        std::string name;  ///< as the option `axes` takes it
        std::int64_t length = 0;
        std::string reason;
    };
    std::string file;
    std::string kind;     ///< "NPY", "MATLAB 7.3", "data set"
    bool stored = false;  ///< written by this program: nothing is to be guessed
    std::vector<Array> arrays;
    std::string array;  ///< the one that is meant; empty: it has to be chosen
    std::vector<Axis> axes;
    std::string times;                ///< array with the times; empty: none
    std::string initial;              ///< array with the state before the first time; empty: none
    std::vector<std::int64_t> shape;  ///< of the data set; empty: not known yet
    std::optional<double> repetitionTime;  ///< s, that the file states
    std::vector<std::string> warnings;
};

/// A data set in memory or streamed from its file. Const calls may come from any thread.
class OpenDataset {
public:
    virtual ~OpenDataset() = default;
    virtual const DatasetStudy& study() const = 0;
    virtual DatasetSample sample(std::int64_t index) const = 0;
    /// As one HDF5 file, whole or not at all. Throws RunError, Interrupted.
    virtual void write(const std::filesystem::path& file, std::stop_token stop) const = 0;
};

/// What the data manager asks of the computing half of the program; every call that reads or
/// computes may take long and belongs on a thread of its own.
class DataEngine {
public:
    virtual ~DataEngine() = default;
    virtual std::vector<DatasetGenerator> generators() const = 0;
    /// A data set from its options section: generated, or read where its name is "file". Throws
    /// InputError, Interrupted.
    virtual std::shared_ptr<const OpenDataset> open(const Json& section,
                                                    const GenerationContext& context) const = 0;
    /// How the file of the section ("path", "array", "axes", ...) would be read; reads no numbers
    /// where the format allows it. Throws InputError.
    virtual ImportCard planImport(const Json& section) const = 0;
    /// The data set of a brain recording, cleaned and cut into windows. Throws InputError,
    /// Interrupted.
    virtual std::shared_ptr<const OpenDataset> openRecording(const RecordingImport& import,
                                                             const std::stop_token& stop) const = 0;
};

}  // namespace nie
