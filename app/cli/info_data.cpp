#include "app/cli/info_data.h"

#include "core/data/dataset_description.h"
#include "core/data/dataset_store.h"
#include "core/io/array_summary.h"
#include "core/io/axis_guess.h"
#include "core/recordings/recording_summary.h"

#include <fmt/format.h>

namespace nie::cli {

namespace {

std::vector<double> range(const std::vector<double>& numbers)
{
    return {numbers.front(), numbers.back()};
}

Json describeStored(const std::filesystem::path& path)
{
    const Dataset dataset = readStoredDataset(path);
    Json space = Json::array();
    for (const SpaceAxis& axis : dataset.space)
        space.push_back({{"name", axis.name},
                         {"label", axis.label},
                         {"points", axis.size()},
                         {"range", range(axis.coordinates)},
                         {"periodic", axis.periodic}});
    const DatasetStudy study = describeDataset(dataset, 1, {});
    Json channels = Json::array();
    for (const ChannelFacts& channel : study.channels)
        channels.push_back({{"name", channel.name},
                            {"mean", channel.mean},
                            {"deviation", channel.deviation},
                            {"minimum", channel.minimum},
                            {"maximum", channel.maximum}});
    return {{"file", path.string()},
            {"kind", "data set"},
            {"name", dataset.name},
            {"title", dataset.title},
            {"equation", dataset.equation},
            {"shape", dataset.shape()},
            {"time_label", dataset.timeLabel},
            {"times", {dataset.times[0].item<double>(), dataset.times[-1].item<double>()}},
            {"space", space},
            {"channels", channels},
            {"given_points", dataset.givenPoints},
            {"given_start", dataset.givenStart},
            {"noise_variance", dataset.noiseVariance},
            {"recipe", dataset.recipe},
            {"content_hash", study.contentHash},
            {"bytes", std::filesystem::file_size(path)},
            {"warnings", Json::array()}};
}

ImageRole imageRole(const std::string& role)
{
    return role == "recording" ? ImageRole::Recording
           : role == "image"   ? ImageRole::Image
           : role == "labels"  ? ImageRole::Labels
                               : ImageRole::Guessed;
}

}  // namespace

bool isDataFile(const std::filesystem::path& path)
{
    return hasRecordingEnding(path) && !std::filesystem::is_directory(path);
}

Json describeDataFile(const std::filesystem::path& path, const std::string& array,
                      const std::string& role)
{
    refuseSurfaceFormats(path);
    if (NiftiFile::hasKnownEnding(path))
        return describeImage(path, imageRole(role), {});
    if (array.empty() && isStoredDataset(path))
        return describeStored(path);
    const auto file = ArrayFile::open(path);
    Json json = describeArrayFile(*file, array);
    const RepetitionTime time = repetitionTimeOf(*file);
    json["tr"] = time.toJson();
    for (const std::string& warning : time.warnings)
        json["warnings"].push_back(warning);
    if (json.at("array").is_string()) {
        const AxisGuess guess = guessAxes(*file, json.at("array").get<std::string>());
        Json axes = Json::array();
        for (std::size_t k = 0; k < guess.names.size(); ++k)
            axes.push_back({{"name", guess.names[k]},
                            {"length", guess.shape[k]},
                            {"reason", guess.reasons[k]}});
        json["stored_axes"] = axes;
    }
    return json;
}

void printDataFile(const Json& description)
{
    fmt::print("{}: {}\n", description.at("file").get<std::string>(),
               description.at("kind").get<std::string>());
    for (const auto& item : description.items()) {
        if (item.key() == "file" || item.key() == "kind")
            continue;
        const bool isList =
            item.value().is_array() && !item.value().empty() && item.value().front().is_object();
        if (!isList) {
            fmt::print("  {:<15} {}\n", item.key(), item.value().dump());
            continue;
        }
        fmt::print("  {}\n", item.key());
        for (const Json& one : item.value())
            fmt::print("    {}\n", one.dump());
    }
}

}  // namespace nie::cli
