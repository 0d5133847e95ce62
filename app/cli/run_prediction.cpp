#include "app/cli/run_prediction.h"

#include "core/base/error.h"
#include "core/training/checkpoint.h"
#include "core/training/prediction.h"
#include "datasets/dataset_catalog.h"

#include <utility>

namespace nie::cli {

RunPredictor::RunPredictor(std::filesystem::path folder, const std::string& checkpoint,
                           const std::stop_token& stop)
    : m_folder(std::move(folder)),
      m_experiment(Experiment::load(m_folder, checkpoint, keptDatasets(), stop)),
      m_checkpointName(m_experiment.checkpointName()),
      m_checkpointStep(m_experiment.checkpointStep())
{}

void RunPredictor::useCheckpoint(const CheckpointEntry& checkpoint)
{
    const Checkpoint saved = Checkpoint::read(checkpoint.path);
    loadModelState(m_experiment.model(), saved.parameters,
                   (checkpoint.path / "model.safetensors").string());
    m_checkpointName = checkpoint.name;
    m_checkpointStep = checkpoint.step;
}

std::shared_ptr<const PredictionSnapshot> RunPredictor::predict(const std::string& split,
                                                                std::int64_t sample,
                                                                const std::stop_token& stop) const
{
    const auto& samples = samplesOf(m_experiment.split(), split);
    const auto count = static_cast<std::int64_t>(samples.size());
    if (count == 0)
        throw InputError("--split", "this run has no samples in that set", split);
    if (sample < 0 || sample >= count)
        throw InputError("--sample", "there is no such " + split + " sample",
                         std::to_string(sample), "0 to " + std::to_string(count - 1));
    return std::make_shared<const PredictionSnapshot>(
        snapshotOf(m_experiment.task(), samples[static_cast<std::size_t>(sample)], split,
                   m_checkpointStep, stop));
}

std::shared_ptr<const PredictionSnapshot> predictSample(const std::filesystem::path& folder,
                                                        const std::string& checkpoint,
                                                        const std::string& split,
                                                        std::int64_t sample,
                                                        const std::stop_token& stop)
{
    return RunPredictor(folder, checkpoint, stop).predict(split, sample, stop);
}

}  // namespace nie::cli
