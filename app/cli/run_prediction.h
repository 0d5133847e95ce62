#pragma once

#include "core/experiments/experiment.h"
#include "core/results/checkpoint_list.h"
#include "core/results/prediction_snapshot.h"

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>

namespace nie::cli {

/// A run's data and model, made once, that predict samples from any of its checkpoints.
class RunPredictor {
public:
    /// `checkpoint`: best, final or step-N; empty: best if there is one, else final. Throws
    /// InputError where the folder holds no such run or checkpoint, Interrupted.
    RunPredictor(std::filesystem::path folder, const std::string& checkpoint,
                 const std::stop_token& stop);

    const Experiment& experiment() const { return m_experiment; }
    const std::filesystem::path& folder() const { return m_folder; }
    const std::string& checkpointName() const { return m_checkpointName; }
    std::int64_t checkpointStep() const { return m_checkpointStep; }
    /// Predicts with the weights of this one from now on.
    void useCheckpoint(const CheckpointEntry& checkpoint);

    /// `sample`: number in the set, from 0. Throws InputError when there is no such set or sample,
    /// Interrupted.
    std::shared_ptr<const PredictionSnapshot> predict(const std::string& split, std::int64_t sample,
                                                      const std::stop_token& stop) const;

private:
    std::filesystem::path m_folder;
    Experiment m_experiment;
    std::string m_checkpointName;
    std::int64_t m_checkpointStep = 0;
};

/// One sample of a set of a run, from a checkpoint (see RunPredictor).
std::shared_ptr<const PredictionSnapshot> predictSample(const std::filesystem::path& folder,
                                                        const std::string& checkpoint,
                                                        const std::string& split,
                                                        std::int64_t sample,
                                                        const std::stop_token& stop);

}  // namespace nie::cli
