#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace nie {

/// A checkpoint on disk.
struct CheckpointEntry {
    std::string name;  ///< best, final, last or step-000120
    std::int64_t step = 0;
    double seconds = 0.0;  ///< of training, until then
    std::filesystem::path path;
};

/// The checkpoints below a folder by step; damaged and half-written ones are left out. An empty list
/// when the folder does not exist.
std::vector<CheckpointEntry> listCheckpoints(const std::filesystem::path& checkpoints);

/// The one with the largest step that is not above `latestStep`.
std::optional<CheckpointEntry> newestCheckpoint(
    const std::filesystem::path& checkpoints,
    std::int64_t latestStep = std::numeric_limits<std::int64_t>::max());

/// The one nearest to a step, an earlier one where two are as near.
std::optional<CheckpointEntry> nearestCheckpoint(const std::filesystem::path& checkpoints,
                                                 std::int64_t step);

}  // namespace nie
