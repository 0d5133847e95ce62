#include "core/data/generated_set_cache.h"

#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/base/version.h"
#include "core/data/dataset_store.h"
#include "core/io/numeric_array.h"

#include <fmt/format.h>
#include <torch/version.h>

#include <algorithm>
#include <chrono>
#include <optional>

namespace nie {

namespace fs = std::filesystem;

namespace {

constexpr const char* kKeptSuffix = ".h5";

void markUsed(const fs::path& file)
{
    std::error_code failure;
    fs::last_write_time(file, fs::file_time_type::clock::now(), failure);
}

/// A kept set; nothing where there is none that can be read. What is damaged is removed.
std::optional<Dataset> readKept(const fs::path& file, const std::string& name)
{
    std::error_code failure;
    if (file.empty() || !fs::is_regular_file(file, failure))
        return std::nullopt;
    try {
        Dataset dataset = readStoredDataset(file);
        if (dataset.name == name) {
            markUsed(file);
            return dataset;
        }
    } catch (const Error&) {
    }
    fs::remove(file, failure);
    return std::nullopt;
}

}  // namespace

GeneratedSetCache::GeneratedSetCache(fs::path folder) : GeneratedSetCache(std::move(folder), Limits())
{}

GeneratedSetCache::GeneratedSetCache(fs::path folder, Limits limits)
    : m_folder(std::move(folder)),
      m_limits(limits)
{}

fs::path GeneratedSetCache::fileOf(const std::string& name, const Json& section,
                                   std::uint64_t seed) const
{
    if (m_folder.empty())
        return {};
    const std::string key = Json{{"name", name},
                                 {"options", section},
                                 {"seed", seed},
                                 {"program", versionNumber() + " " + sourceCommit()},
                                 {"torch", TORCH_VERSION}}
                                .dump();
    ContentHash hash;
    hash.add(key.data(), key.size());
    return m_folder / fmt::format("{}-{:016x}{}", name, hash.value(), kKeptSuffix);
}

Dataset GeneratedSetCache::make(const DatasetEntry& entry, const Json& section,
                                const std::string& source, const GenerationContext& context) const
{
    const fs::path file = fileOf(entry.name, section, context.seed);
    if (auto kept = readKept(file, entry.name)) {
        if (context.progress)
            context.progress(kept->sampleCount(), kept->sampleCount());
        return *std::move(kept);
    }
    const auto start = std::chrono::steady_clock::now();
    Dataset dataset = entry.make(section, source, context);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    if (!file.empty() && taken.count() >= m_limits.leastSeconds)
        keep(dataset, file, context.stop);
    return dataset;
}

void GeneratedSetCache::keep(const Dataset& dataset, const fs::path& file,
                             const std::stop_token& stop) const
{
    // A kernel is a function, which no file holds.
    if (dataset.knownKernel || dataset.reader ||
        byteCount(dataset.shape(), dataset.values.element_size()).value_or(UINT64_MAX) >
            m_limits.capacity / 8)
        return;
    try {
        fs::create_directories(m_folder);
        writeDatasetHdf5(dataset, file, {.stop = stop});
        markUsed(file);
        makeRoom();
    } catch (const Error&) {
    } catch (const fs::filesystem_error&) {
    }
}

void GeneratedSetCache::makeRoom() const
{
    struct Kept {
        fs::path path;
        std::uint64_t bytes = 0;
        fs::file_time_type used;
    };
    std::vector<Kept> all;
    std::uint64_t bytes = 0;
    for (const auto& file : fs::directory_iterator(m_folder)) {
        if (!file.is_regular_file() || file.path().extension() != kKeptSuffix)
            continue;
        all.push_back({file.path(), file.file_size(), file.last_write_time()});
        bytes += all.back().bytes;
    }
    std::sort(all.begin(), all.end(),
              [](const Kept& a, const Kept& b) { return a.used < b.used; });
    std::error_code failure;
    for (const Kept& kept : all) {
        if (bytes <= m_limits.capacity)
            return;
        fs::remove(kept.path, failure);
        bytes -= kept.bytes;
    }
}

DatasetEntry keptBy(const GeneratedSetCache& cache, DatasetEntry entry)
{
    const DatasetEntry original = entry;
    entry.make = [cache, original](const Json& section, const std::string& source,
                                   const GenerationContext& context) {
        return cache.make(original, section, source, context);
    };
    return entry;
}

}  // namespace nie
