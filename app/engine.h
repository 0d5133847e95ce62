#pragma once

#include "app/attention_engine.h"
#include "app/data_engine.h"
#include "app/training_work.h"
#include "core/config/options.h"
#include "core/config/run_config.h"
#include "core/results/model_summary.h"
#include "core/selftest/self_test.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace nie {

/// A place to compute, as the device selector shows it.
struct DeviceChoice {
    std::string name;         ///< "cpu", "cuda": the value of RunConfig::device
    std::string title;        ///< "CPU", "CUDA"
    std::string unavailable;  ///< why it cannot be used here; empty: it can
    std::string memory = {};  ///< "120 of 141 GB free"; empty where nobody tells
};

/// The options of an experiment's three sections, for forms.
struct OptionSections {
    std::vector<OptionDescription> dataset;
    std::vector<OptionDescription> model;  ///< with the solver's under "solver."
    std::vector<OptionDescription> training;
};

/// A few curves of a data set, scaled by nobody: [curve][point], channel 0 and 1.
struct SampleCurves {
    std::vector<std::vector<double>> x;
    std::vector<std::vector<double>> y;
};

/// A sample of a run as one of its checkpoints predicts it.
struct PredictionTarget {
    std::filesystem::path folder = {};  ///< of the run
    std::string checkpoint = {};        ///< "best", "step-000120"
    std::string split = "validation";   ///< or "test", "training"
    std::int64_t sample = 0;  ///< number in the split; after the last comes the first again

    bool operator==(const PredictionTarget&) const = default;
};

struct PredictedSample {
    std::shared_ptr<const PredictionSnapshot> snapshot;
    std::int64_t samples = 0;  ///< in the split
};

/// What the window asks of the computing half of the program. Free of tensors, so that the window
/// and its tests compile without LibTorch.
class Engine {
public:
    virtual ~Engine() = default;

    virtual const std::vector<RunConfig>& experiments() const = 0;
    /// By name or from a .json file. Throws InputError.
    virtual RunConfig findExperiment(const std::string& nameOrFile) const = 0;
    /// One line of mathematics for the experiment's data.
    virtual std::string equation(const RunConfig& config) const = 0;
    virtual OptionSections describeOptions(const RunConfig& config) const = 0;
    virtual std::vector<DeviceChoice> devices() const = 0;
    /// A handful of curves for a drawn thumbnail, from the shipped sample of the experiment's data
    /// set; empty where there is none. Reads a file: from any thread.
    virtual SampleCurves sampleCurves(const RunConfig& config) const = 0;
    virtual const DataEngine& data() const = 0;
    virtual const AttentionEngine& attention() const = 0;
    /// Modules, parameters and memory of the model that a configuration stands for. Takes about a
    /// second: from any thread but the window's. Throws InputError, RunError, Interrupted.
    virtual ModelSummary describeModel(const RunConfig& config,
                                       const std::stop_token& stop) const = 0;
    virtual std::unique_ptr<TrainingWork> makeWork(const RunConfig& config) const = 0;
    /// Goes on with the run in a folder from its newest checkpoint; `changes` as of resumedConfig().
    virtual std::unique_ptr<TrainingWork> resumeWork(const std::filesystem::path& folder,
                                                     const Json& changes) const = 0;
    /// Makes the data again: from any thread but the window's. Throws InputError, Interrupted.
    virtual PredictedSample predictionOf(const PredictionTarget& target,
                                         const std::stop_token& stop) const = 0;
    /// runSelfTest(): takes a few seconds, from any thread but the window's. Throws Interrupted.
    virtual std::vector<SelfTestResult> selfTest(
        const std::function<void(const SelfTestResult&)>& report,
        const std::stop_token& stop) const = 0;
    /// What computes, for Help > About, a line each: "LibTorch 1.13.1", the processor, the GPU.
    virtual std::vector<std::string> versions() const = 0;
};

}  // namespace nie
