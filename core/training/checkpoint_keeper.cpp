#include "core/training/checkpoint_keeper.h"

#include "core/results/checkpoint_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

namespace nie {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::seconds kBestInterval{2};
constexpr double kMostAutosaveShare = 0.02;
constexpr const char* kNumbered = "step-";

void removeQuietly(const fs::path& folder)
{
    std::error_code ignored;
    fs::remove_all(folder, ignored);
}

}  // namespace

bool CheckpointKeeper::numberedIsDue(const TrainingOptions& options, std::int64_t step,
                                     double seconds) const
{
    if (!isOn())
        return false;
    const bool bySteps = options.checkpointEvery > 0 && step % options.checkpointEvery == 0;
    const bool byTime = options.checkpointMinutes > 0.0 &&
                        seconds - m_lastNumbered >= 60.0 * options.checkpointMinutes;
    return bySteps || byTime;
}

std::string CheckpointKeeper::writeNumbered(const TrainingOptions& options,
                                            const Checkpoint& checkpoint, std::int64_t step,
                                            double seconds)
{
    const std::string name = fmt::format("{}{:06}", kNumbered, step);
    checkpoint.write(m_folder / name);
    m_lastNumbered = seconds;
    if (options.keepCheckpoints > 0)
        prune(options.keepCheckpoints);
    return name;
}

void CheckpointKeeper::prune(std::int64_t keep) const
{
    std::vector<fs::path> numbered;
    for (const CheckpointEntry& entry : listCheckpoints(m_folder))
        if (entry.name.starts_with(kNumbered))
            numbered.push_back(entry.path);
    const auto excess = static_cast<std::int64_t>(numbered.size()) - keep;
    for (std::int64_t i = 0; i < excess; ++i)
        removeQuietly(numbered[static_cast<std::size_t>(i)]);
}

bool CheckpointKeeper::autosaveIsDue(const TrainingOptions& options) const
{
    if (!isOn() || options.autosaveSeconds <= 0.0)
        return false;
    const std::chrono::duration<double> age = Clock::now() - m_lastAutosave;
    const std::chrono::duration<double> cost = m_autosaveCost;
    return age.count() >= std::max(options.autosaveSeconds, cost.count() / kMostAutosaveShare);
}

void CheckpointKeeper::autosave(const Checkpoint& checkpoint)
{
    const auto begin = Clock::now();
    checkpoint.write(m_folder / "last");
    m_lastAutosave = Clock::now();
    m_autosaveCost = m_lastAutosave - begin;
}

void CheckpointKeeper::writeBest(bool now)
{
    if (!m_best || !isOn() || (!now && Clock::now() - m_lastBest < kBestInterval))
        return;
    m_best->write(m_folder / "best");
    m_best.reset();
    m_lastBest = Clock::now();
}

void CheckpointKeeper::writeFinal(const Checkpoint& checkpoint)
{
    if (!isOn())
        return;
    checkpoint.write(m_folder / "final");
    removeQuietly(m_folder / "last");
}

std::optional<fs::path> CheckpointKeeper::newest(std::int64_t latestStep) const
{
    if (!isOn())
        return {};
    if (const auto entry = newestCheckpoint(m_folder, latestStep))
        return entry->path;
    return {};
}

}  // namespace nie
