#pragma once

#include "core/config/json.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace nie {

/// A small stored data set that comes with the program (datasets/manifest.json).
struct ShippedSample {
    std::string name;     ///< "spirals_sample"
    std::string dataset;  ///< whose generator made it: "spirals"
    std::string title;
    std::string equation;
    std::string command;              ///< the `nie generate` line that makes it again
    std::vector<std::int64_t> shape;  ///< [sample, time, space..., channel]
    std::uint64_t bytes = 0;
    std::string contentHash;
    std::filesystem::path file;
};

/// The samples of a manifest; files are looked for relative to it. Throws InputError naming file
/// and field.
std::vector<ShippedSample> readSampleManifest(const std::filesystem::path& manifest);

/// share/nie-studio/datasets/manifest.json beside the folder of the running program or one of the
/// two above it; empty where there is none.
std::filesystem::path sampleManifestPath();

/// Those of this program; empty where it was installed without them.
std::vector<ShippedSample> shippedSamples();

/// The file that is meant: one of that path, else the shipped sample of that name, else as given.
std::filesystem::path fileOrSample(const std::string& pathOrName);

}  // namespace nie
