#include "core/io/shipped_samples.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/user_folders.h"
#include "core/config/run_config.h"

namespace nie {

namespace fs = std::filesystem;

std::vector<ShippedSample> readSampleManifest(const fs::path& manifest)
{
    const Json json = parseJson(readFile(manifest), manifest.string());
    std::vector<ShippedSample> samples;
    try {
        for (const Json& entry : json.at("samples"))
            samples.push_back(
                {entry.at("sample").get<std::string>(), entry.at("name").get<std::string>(),
                 entry.at("title").get<std::string>(), entry.at("equation").get<std::string>(),
                 entry.at("command").get<std::string>(),
                 entry.at("shape").get<std::vector<std::int64_t>>(),
                 entry.at("bytes").get<std::uint64_t>(),
                 entry.at("content_hash").get<std::string>(),
                 manifest.parent_path() / entry.at("file").get<std::string>()});
    } catch (const Json::exception& error) {
        throw InputError(manifest.string(), "is no manifest of samples", error.what(), {});
    }
    return samples;
}

fs::path sampleManifestPath()
{
    return shippedPath("datasets/manifest.json");
}

std::vector<ShippedSample> shippedSamples()
{
    const fs::path manifest = sampleManifestPath();
    return manifest.empty() ? std::vector<ShippedSample>() : readSampleManifest(manifest);
}

fs::path fileOrSample(const std::string& pathOrName)
{
    std::error_code failure;
    if (pathOrName.find('/') != std::string::npos || fs::exists(pathOrName, failure))
        return pathOrName;
    for (const ShippedSample& sample : shippedSamples())
        if (sample.name == pathOrName)
            return sample.file;
    return pathOrName;
}

}  // namespace nie
