#include "app/cli/commands.h"
#include "core/data/floors.h"
#include "core/experiments/experiment_catalog.h"
#include "core/io/shipped_samples.h"
#include "core/models/model.h"
#include "datasets/dataset_catalog.h"

#include <fmt/format.h>

#include <memory>

namespace nie::cli {

namespace {

struct ListRequest {
    std::string what;  ///< empty: everything
    bool json = false;
};

Json describeExperiments()
{
    Json list = Json::array();
    for (const RunConfig& config : experimentCatalog())
        list.push_back({{"name", config.experiment},
                        {"title", config.title},
                        {"description", config.description},
                        {"dataset", config.dataset.value("name", "")},
                        {"model", config.model.value("name", "")}});
    return list;
}

Json describeModels()
{
    Json list = Json::array();
    for (const ModelEntry& model : modelCatalog())
        list.push_back({{"name", model.name}, {"title", model.title}});
    return list;
}

Json describeDatasets()
{
    Json list = Json::array();
    const DatasetCatalog datasets = builtinDatasets();
    for (const DatasetEntry& dataset : datasets.entries())
        list.push_back(
            {{"name", dataset.name}, {"title", dataset.title}, {"equation", dataset.equation}});
    return list;
}

Json describeFloors()
{
    Json list = Json::array();
    for (const FloorDescription& floor : floorCatalog())
        list.push_back({{"name", floor.name},
                        {"title", floor.title},
                        {"description", floor.condition.empty() ? "" : "only for " + floor.condition}});
    return list;
}

Json describeSamples()
{
    Json list = Json::array();
    for (const ShippedSample& sample : shippedSamples())
        list.push_back({{"name", sample.name},
                        {"title", sample.title},
                        {"shape", sample.shape},
                        {"dataset", sample.dataset},
                        {"bytes", sample.bytes},
                        {"content_hash", sample.contentHash},
                        {"file", sample.file.string()}});
    return list;
}

void printSection(const std::string& heading, const Json& list)
{
    fmt::print("{}:\n", heading);
    for (const Json& item : list) {
        fmt::print("  {:<20} {}{}\n", item.at("name").get<std::string>(),
                   item.at("title").get<std::string>(),
                   item.contains("shape") ? " " + item.at("shape").dump() : "");
        for (const char* detail : {"description", "equation"})
            if (!item.value(detail, "").empty())
                fmt::print("  {:<20} {}\n", "", item.value(detail, ""));
    }
}

int list(const ListRequest& request)
{
    Json all = {{"experiments", describeExperiments()},
                {"models", describeModels()},
                {"datasets", describeDatasets()},
                {"samples", describeSamples()},
                {"floors", describeFloors()}};
    if (request.json) {
        fmt::print("{}\n", (request.what.empty() ? all : all.at(request.what)).dump(2));
        return 0;
    }
    for (const auto& item : all.items())
        if (request.what.empty() || request.what == item.key()) {
            std::string heading = item.key();
            heading.front() = static_cast<char>(std::toupper(heading.front()));
            printSection(heading, item.value());
        }
    return 0;
}

}  // namespace

void addListCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command = program.add_subcommand("list", "Experiments, models, data sets, shipped samples and floors");
    const auto request = std::make_shared<ListRequest>();
    command->add_option("WHAT", request->what, "Only experiments, models, datasets, samples or floors")
        ->type_name("")
        ->check(CLI::IsMember({"experiments", "models", "datasets", "samples", "floors"}).description(""));
    command->add_flag("--json", request->json, "Print JSON");
    command->footer("Examples:\n  nie list\n  nie list experiments --json");
    command->callback([request, &chosen] { chosen = [request] { return list(*request); }; });
}

}  // namespace nie::cli
