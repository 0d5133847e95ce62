#pragma once

#include "core/config/run_config.h"
#include "core/data/dataset.h"
#include "core/models/model.h"
#include "core/results/run_evaluation.h"
#include "core/training/trainer.h"

#include <filesystem>
#include <memory>
#include <stop_token>

namespace nie {

/// Data set, split and model that a configuration stands for, ready to train or to evaluate.
/// Everything is read strictly and checked before anything is built: a bad value costs no time and
/// leaves no file.
class Experiment {
public:
    /// Throws InputError for anything wrong in the configuration, Interrupted when stopped.
    static Experiment prepare(const RunConfig& config, const DatasetCatalog& datasets, std::stop_token stop);
    /// From a run folder: its config.json and a checkpoint ("best", "final", "step-000100"; empty:
    /// best if there is one, else final). Also checks the data hash of env.json.
    static Experiment load(const std::filesystem::path& runFolder, const std::string& checkpoint,
                           const DatasetCatalog& datasets, std::stop_token stop);

    /// From a run folder, to be trained further: makeTrainer() goes on from its newest checkpoint.
    /// `changes`: of resumedConfig(). Throws InputError, also while another process trains there.
    static Experiment resume(const std::filesystem::path& runFolder, const Json& changes,
                             const DatasetCatalog& datasets, std::stop_token stop);

    /// Puts the weights of another checkpoint of the same run into the model. Throws InputError.
    void takeCheckpoint(const std::filesystem::path& runFolder, const std::string& checkpoint);
    /// The same data, with a model of its own that has the same weights: for another thread.
    Experiment separate() const;

    const RunConfig& config() const { return m_config; }
    const TrainingOptions& trainingOptions() const { return m_training; }
    const Dataset& dataset() const { return *m_task.dataset; }
    const Split& split() const { return m_task.split; }
    Model& model() const { return *m_task.model; }
    const TrainingTask& task() const { return m_task; }
    /// Of load(); else empty and 0.
    const std::string& checkpointName() const { return m_checkpointName; }
    std::int64_t checkpointStep() const { return m_checkpointStep; }

    /// A trainer that writes checkpoints into the folder (empty: none). After resume() it stands
    /// behind the step of the checkpoint; throws InputError when nothing is left to do.
    std::unique_ptr<Trainer> makeTrainer(const std::filesystem::path& checkpoints) const;

    /// Which points a test on a shifted window predicts.
    enum class WindowScope {
        AllPoints,  ///< those before the window, too
        PointsAfter ///< the samples begin with the window
    };
    /// Gives the model the points from `start` on instead, as many as before, in what follows: the
    /// test on shifted windows. A model that can only go forward from its points takes PointsAfter
    /// alone. Throws InputError where the model or the data do not allow it.
    void moveWindow(std::int64_t start, WindowScope scope = WindowScope::AllPoints);

    /// Solves the test samples (or another split) to the evaluation tolerance and scores them beside
    /// the floors; `examples` snapshots of the first samples are kept for figures.
    RunEvaluation evaluate(const std::string& split = "test", std::int64_t examples = 3,
                           std::stop_token stop = {}) const;

private:
    RunConfig m_config;
    TrainingOptions m_training;
    TrainingTask m_task;
    std::filesystem::path m_resumeFrom;  ///< the checkpoint; empty: from the beginning
    std::string m_checkpointName;
    std::int64_t m_checkpointStep = 0;
    bool m_scoreAfterOnly = false;  ///< leave the points before the window out of the scores
};

/// The samples of a set: "training", "validation" or "test". Throws InputError for another name.
const std::vector<std::int64_t>& samplesOf(const Split& split, const std::string& name);

/// LibTorch's version ("libtorch"), the names of the processor, of the graphics cards and of the
/// system, the number of cores and whether CUDA can be used.
Json describeMachine();
/// Versions, machine, threads, device and data hash, for env.json.
Json describeEnvironment(const Experiment& experiment);

}  // namespace nie
