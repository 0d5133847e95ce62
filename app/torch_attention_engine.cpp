#include "app/torch_attention_engine.h"

#include "core/base/error.h"
#include "core/data/recorded_windows.h"
#include "core/data/region_places.h"
#include "core/experiments/attention_capture.h"
#include "core/experiments/experiment.h"
#include "core/experiments/head_ablation.h"
#include "core/experiments/learned_kernel.h"
#include "core/experiments/region_attention.h"
#include "core/experiments/window_predictions.h"
#include "core/recordings/recording_connectivity.h"
#include "core/recordings/region_graph.h"
#include "core/results/checkpoint_list.h"
#include "core/results/run_folder.h"
#include "core/results/runs/run_summary.h"
#include "core/training/prediction.h"
#include "datasets/dataset_catalog.h"

#include <algorithm>
#include <mutex>

namespace nie {

namespace {

constexpr std::size_t kMostOthers = 50;  ///< runs that one can be compared with

/// The run that was asked about last, with its data: they are what takes long.
class LastRun {
public:
    /// The run at a checkpoint, with a model that nobody else uses. `passing`: of another run than
    /// the last one nothing stays.
    Experiment at(const std::filesystem::path& folder, const std::string& checkpoint,
                  const std::stop_token& stop, bool passing = false)
    {
        std::unique_lock lock(m_mutex);
        if (!m_experiment || m_folder != folder) {
            if (passing) {
                lock.unlock();
                return Experiment::load(folder, checkpoint, keptDatasets(), stop);
            }
            m_experiment.reset();
            m_experiment = Experiment::load(folder, checkpoint, keptDatasets(), stop);
            m_folder = folder;
        }
        Experiment own = m_experiment->separate();
        own.takeCheckpoint(folder, checkpoint);
        return own;
    }

private:
    std::mutex m_mutex;
    std::filesystem::path m_folder;
    std::optional<Experiment> m_experiment;
};

/// A value that was computed last, under the name of what it is of.
template <class Value>
class LastValue {
public:
    template <class Compute>
    Value of(const std::string& name, Compute compute)
    {
        {
            const std::lock_guard lock(m_mutex);
            if (m_name == name)
                return m_value;
        }
        Value value = compute();
        const std::lock_guard lock(m_mutex);
        m_name = name;
        m_value = value;
        return value;
    }

private:
    std::mutex m_mutex;
    std::string m_name;
    Value m_value{};
};

AttentionRun runOf(const AttentionTarget& target, const Experiment& experiment)
{
    return {std::filesystem::weakly_canonical(target.folder).filename().string(),
            experiment.config().experiment, experiment.config().seed, experiment.checkpointName(),
            experiment.checkpointStep()};
}

bool hasAttention(const RunSummary& run)
{
    return run.model == "anie" || run.model == "anie_field";
}

/// Of the folder that the run lies in.
std::vector<std::filesystem::path> runsBeside(const std::filesystem::path& folder,
                                              const RunConfig& config, const std::stop_token& stop)
{
    std::vector<RunSummary> runs;
    std::error_code failure;
    const auto own = std::filesystem::weakly_canonical(folder, failure);
    for (std::filesystem::directory_iterator each(own.parent_path(), failure), end;
         !failure && each != end; each.increment(failure)) {
        if (stop.stop_requested())
            throw Interrupted();
        const RunFolder other{each->path()};
        if (other.path == own || !std::filesystem::is_regular_file(other.config(), failure))
            continue;
        RunSummary run = RunSummary::read(other.path, other.path.filename().string());
        if (run.experiment == config.experiment && hasAttention(run) &&
            newestCheckpoint(other.checkpoints()))
            runs.push_back(std::move(run));
    }
    std::stable_sort(runs.begin(), runs.end(), [](const RunSummary& a, const RunSummary& b) {
        return a.started > b.started;
    });
    runs.resize(std::min(runs.size(), kMostOthers));
    std::vector<std::filesystem::path> folders;
    for (const RunSummary& run : runs)
        folders.push_back(run.folder);
    return folders;
}

class TorchAttentionEngine : public AttentionEngine {
public:
    std::shared_ptr<const OpenedAttention> open(const AttentionTarget& target,
                                                const std::stop_token& stop) const override;
    AblationStudy ablate(const std::filesystem::path& folder, const std::string& checkpoint,
                         const std::string& split, const std::stop_token& stop) const override
    {
        const Experiment experiment = m_lastRun.at(folder, checkpoint, stop);
        return ablateHeads(experiment.task(), split, stop);
    }
    KernelMap learnedKernel(const std::filesystem::path& folder, const std::string& checkpoint,
                            const std::stop_token& stop) const override
    {
        const Experiment experiment = m_lastRun.at(folder, checkpoint, stop);
        return nie::learnedKernel(experiment.task(), {}, stop);
    }
    std::shared_ptr<const RegionGraph> regionGraph(const std::filesystem::path& folder,
                                                   const std::string& checkpoint, double percent,
                                                   const std::stop_token& stop) const override;
    std::shared_ptr<const PredictedWindows> predictedWindows(
        const std::filesystem::path& folder, const std::string& checkpoint,
        const std::string& split, const std::stop_token& stop) const override;

private:
    double couplingOf(const Experiment& experiment, const AttentionTarget& target) const;
    std::shared_ptr<const PredictionSnapshot> sampleOf(const Experiment& experiment,
                                                       const AttentionTarget& target,
                                                       const std::stop_token& stop) const;

    mutable LastRun m_lastRun;
    // Neither depends on the iteration, which is what is changed most.
    mutable LastValue<double> m_coupling;
    mutable LastValue<std::shared_ptr<const PredictionSnapshot>> m_sample;
    mutable LastValue<std::shared_ptr<const PredictedWindows>> m_windows;
};

/// A checkpoint is written over while a run trains: its step tells which it was.
std::string nameOfSplit(const Experiment& experiment, const AttentionTarget& target)
{
    return target.folder.string() + "\n" + std::to_string(experiment.checkpointStep()) + "\n" +
           target.split;
}

double TorchAttentionEngine::couplingOf(const Experiment& experiment,
                                        const AttentionTarget& target) const
{
    return m_coupling.of(nameOfSplit(experiment, target), [&] {
        const TrainingTask& task = experiment.task();
        return task.model->coupling(makeBatch(task, samplesOf(task.split, target.split)).query);
    });
}

std::shared_ptr<const PredictionSnapshot> TorchAttentionEngine::sampleOf(
    const Experiment& experiment, const AttentionTarget& target, const std::stop_token& stop) const
{
    const auto& samples = samplesOf(experiment.split(), target.split);
    if (target.sample < 0 || target.sample >= static_cast<std::int64_t>(samples.size()))
        throw InputError("sample", "there is no such sample", std::to_string(target.sample),
                         "0 to " + std::to_string(samples.size() - 1));
    return m_sample.of(nameOfSplit(experiment, target) + "\n" + std::to_string(target.sample), [&] {
        const auto number = samples[static_cast<std::size_t>(target.sample)];
        return std::make_shared<const PredictionSnapshot>(
            snapshotOf(experiment.task(), number, target.split, experiment.checkpointStep(), stop));
    });
}

std::shared_ptr<const OpenedAttention> TorchAttentionEngine::open(const AttentionTarget& target,
                                                                  const std::stop_token& stop) const
{
    const Experiment experiment =
        m_lastRun.at(target.folder, target.checkpoint, stop, target.passing);
    const TrainingTask& task = experiment.task();
    auto opened = std::make_shared<OpenedAttention>();
    opened->target = target;
    opened->run = runOf(target, experiment);
    opened->samples = static_cast<std::int64_t>(samplesOf(task.split, target.split).size());
    if (!target.passing)
        opened->sample = sampleOf(experiment, target, stop);
    opened->hasKernel = hasLearnedKernel(task);
    if (!dynamic_cast<const AttentionSource*>(task.model.get())) {
        opened->absence = "The model " + task.modelName +
                          " has no attention; anie (without model.reference) and anie_field have.";
        return opened;
    }
    opened->maps = std::make_shared<const AttentionCapture>(
        task,
        AttentionQuestion{
            .split = target.split, .sample = target.sample, .iteration = target.iteration},
        stop);
    if (target.passing)
        return opened;
    opened->coupling = couplingOf(experiment, target);
    opened->others = runsBeside(target.folder, experiment.config(), stop);
    return opened;
}

std::shared_ptr<const RegionGraph> TorchAttentionEngine::regionGraph(
    const std::filesystem::path& folder, const std::string& checkpoint, double percent,
    const std::stop_token& stop) const
{
    const Experiment experiment = m_lastRun.at(folder, checkpoint, stop);
    const Dataset& dataset = experiment.dataset();
    const RegionAttention attention = regionAttention(experiment.task(), {}, stop);
    return std::make_shared<const RegionGraph>(
        RegionGraph::of(recordedRegions(dataset), attention.matrix,
                        connectivityOf(recordedPieces(dataset), "pearson").matrix, percent));
}

std::shared_ptr<const PredictedWindows> TorchAttentionEngine::predictedWindows(
    const std::filesystem::path& folder, const std::string& checkpoint, const std::string& split,
    const std::stop_token& stop) const
{
    const Experiment experiment = m_lastRun.at(folder, checkpoint, stop);
    AttentionTarget target{.folder = folder, .checkpoint = checkpoint, .split = split};
    return m_windows.of(nameOfSplit(experiment, target), [&] {
        auto windows = predictWindows(experiment.task(), split, stop);
        windows.run = folder.filename().string();
        windows.checkpoint = experiment.checkpointName();
        return std::make_shared<const PredictedWindows>(std::move(windows));
    });
}

}  // namespace

std::unique_ptr<AttentionEngine> makeTorchAttentionEngine()
{
    return std::make_unique<TorchAttentionEngine>();
}

}  // namespace nie
