#include "app/shown_run.h"

#include "core/results/checkpoint_list.h"
#include "core/results/run_folder.h"

#include <algorithm>

namespace nie {

std::vector<std::string> ShownRun::checkpoints() const
{
    std::vector<std::string> names;
    if (m_folder.empty())
        return names;
    for (const CheckpointEntry& entry : listCheckpoints(RunFolder{m_folder}.checkpoints()))
        names.push_back(entry.name);
    std::stable_partition(names.begin(), names.end(), [](const std::string& name) {
        return name.starts_with("step-");
    });
    return names;
}

std::string ShownRun::firstCheckpoint() const
{
    const std::vector<std::string> names = checkpoints();
    if (std::find(names.begin(), names.end(), "best") != names.end())
        return "best";
    const auto newest = m_folder.empty() ? std::nullopt
                                         : newestCheckpoint(RunFolder{m_folder}.checkpoints());
    return newest ? newest->name : std::string();
}

void ShownRun::showLive(const std::filesystem::path& folder, const RunConfig& config)
{
    show(folder, config, true);
}

void ShownRun::open(const std::filesystem::path& folder, const RunConfig& config)
{
    RunFolder{folder}.requireRun();
    show(folder, config, false);
}

void ShownRun::show(const std::filesystem::path& folder, const RunConfig& config, bool live)
{
    m_folder = folder;
    m_config = config;
    m_live = live;
    m_split = kWatchedSplit;
    m_prediction.reset();
    Q_EMIT changed();
}

void ShownRun::setSample(const std::string& split, std::int64_t sample)
{
    if ((split == m_split && sample == m_sample) || sample < 0)
        return;
    m_split = split;
    m_sample = sample;
    Q_EMIT sampleChanged();
}

void ShownRun::showBatch(const TrainingFeed::Batch& batch)
{
    // It may come before the run is shown.
    if (batch.started)
        m_validationSamples = batch.started->validationSamples;
    if (!m_live)
        return;
    if (batch.prediction) {
        m_prediction = batch.prediction;
        Q_EMIT predicted();
    }
    const auto isCheckpoint = [](const TrainingEvent& event) { return event.kind == "checkpoint"; };
    if (std::any_of(batch.events.begin(), batch.events.end(), isCheckpoint) || batch.rolledBackTo)
        Q_EMIT checkpointsChanged();
}

}  // namespace nie
