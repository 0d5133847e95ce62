#pragma once

#include "core/data/dataset.h"

#include <cstdint>
#include <filesystem>

namespace nie {

/// Keeps generated data sets on disk, so that opening a run need not make its data again. What took
/// less than `leastSeconds` or is larger than an eighth of `capacity` is not kept; of the others the
/// longest unused go first. The key of a set holds all that decides its numbers: name, options, seed,
/// commit of this program and LibTorch's version; its content hash is compared when it is read.
/// A folder that cannot be written, a full disk or a damaged file cost time only.
class GeneratedSetCache {
public:
    struct Limits {
        double leastSeconds = 1.0;
        std::uint64_t capacity = std::uint64_t(4) << 30;  ///< bytes of all sets together
    };

    /// `folder` is created when needed; empty: nothing is kept.
    explicit GeneratedSetCache(std::filesystem::path folder);
    GeneratedSetCache(std::filesystem::path folder, Limits limits);

    /// What `entry` makes of these, read where it is kept. Throws as its factory does.
    Dataset make(const DatasetEntry& entry, const Json& section, const std::string& source,
                 const GenerationContext& context) const;

private:
    std::filesystem::path fileOf(const std::string& name, const Json& section,
                                 std::uint64_t seed) const;
    void keep(const Dataset& dataset, const std::filesystem::path& file,
              const std::stop_token& stop) const;
    void makeRoom() const;

    std::filesystem::path m_folder;
    Limits m_limits;
};

/// The entry with a factory that asks the cache first.
DatasetEntry keptBy(const GeneratedSetCache& cache, DatasetEntry entry);

}  // namespace nie
