#include "core/results/checkpoint_list.h"

#include "core/base/files.h"
#include "core/config/json.h"

#include <algorithm>
#include <cstdlib>
#include <system_error>

namespace nie {

namespace fs = std::filesystem;

namespace {

std::optional<CheckpointEntry> entryOf(const fs::path& folder)
{
    std::error_code ignored;
    if (!fs::is_regular_file(folder / "state.json", ignored) ||
        !fs::is_regular_file(folder / "model.safetensors", ignored) ||
        !fs::is_regular_file(folder / "optimizer.safetensors", ignored))
        return {};
    const Json state = Json::parse(readFile(folder / "state.json"), nullptr, false);
    if (!state.is_object() || !state.value("step", Json()).is_number_integer())
        return {};
    const Json seconds = state.value("wall_seconds", Json(0.0));
    return CheckpointEntry{folder.filename().string(), state.at("step").get<std::int64_t>(),
                           seconds.is_number() ? seconds.get<double>() : 0.0, folder};
}

}  // namespace

std::vector<CheckpointEntry> listCheckpoints(const fs::path& checkpoints)
{
    std::vector<CheckpointEntry> entries;
    std::error_code failure;
    for (fs::directory_iterator each(checkpoints, failure), end; !failure && each != end;
         each.increment(failure)) {
        if (each->path().filename().string().starts_with("."))
            continue;  // being written, or left by a kill
        if (auto entry = entryOf(each->path()))
            entries.push_back(std::move(*entry));
    }
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
        return std::pair(a.step, a.name) < std::pair(b.step, b.name);
    });
    return entries;
}

std::optional<CheckpointEntry> newestCheckpoint(const fs::path& checkpoints,
                                                std::int64_t latestStep)
{
    std::optional<CheckpointEntry> newest;
    for (CheckpointEntry& entry : listCheckpoints(checkpoints))
        if (entry.step <= latestStep)
            newest = std::move(entry);
    return newest;
}

std::optional<CheckpointEntry> nearestCheckpoint(const fs::path& checkpoints, std::int64_t step)
{
    std::optional<CheckpointEntry> nearest;
    for (CheckpointEntry& entry : listCheckpoints(checkpoints))
        if (!nearest || std::abs(entry.step - step) < std::abs(nearest->step - step))
            nearest = std::move(entry);
    return nearest;
}

}  // namespace nie
