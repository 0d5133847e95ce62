#include "core/io/run_exchange.h"

#include "core/base/error.h"
#include "core/io/tensorboard_events.h"
#include "core/io/zip_writer.h"
#include "core/results/run_folder.h"
#include "core/results/runs/run_export.h"
#include "core/results/runs/run_summary.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace nie {

namespace fs = std::filesystem;

namespace {

fs::path nameOf(const fs::path& run)
{
    return run.has_filename() ? run.filename() : run.parent_path().filename();
}

/// Every measured number is a scalar with the column's name as its tag.
void exportEvents(const fs::path& run, const fs::path& file)
{
    const RunFolder folder{run};
    folder.requireRun();
    const MetricsTable table = MetricsTable::read(folder.metrics());
    const auto started = static_cast<double>(RunSummary::read(run, nameOf(run).string()).started);
    const std::vector<double>& steps = table.columns.at("step");
    const auto seconds = table.columns.find("wall_seconds");
    EventFileWriter writer(file, started);
    for (std::size_t row = 0; row < steps.size(); ++row) {
        std::vector<std::pair<std::string, double>> values;
        for (const std::string& name : table.names) {
            const double value = table.columns.at(name)[row];
            if (name != "step" && name != "wall_seconds" && !std::isnan(value))
                values.emplace_back(name, value);
        }
        const double elapsed = seconds == table.columns.end() || std::isnan(seconds->second[row])
                                   ? 0.0
                                   : seconds->second[row];
        writer.add(started + elapsed, static_cast<std::int64_t>(steps[row]), values);
    }
    writer.finish();
}

}  // namespace

const std::vector<std::string>& runExportKinds()
{
    static const std::vector<std::string> kinds{"csv", "json", "tensorboard", "zip"};
    return kinds;
}

std::string runExportKind(const fs::path& file)
{
    if (file.filename().string().find("tfevents") != std::string::npos)
        return "tensorboard";
    const std::string ending = file.extension().string();
    return ending == ".csv" || ending == ".json" || ending == ".zip" ? ending.substr(1)
                                                                     : std::string();
}

std::string runExportName(const fs::path& run, const std::string& kind)
{
    const std::string name = nameOf(run).string();
    if (kind != "tensorboard")
        return name + "." + kind;
    return fmt::format("events.out.tfevents.{}.{}", RunSummary::read(run, name).started, name);
}

void exportRun(const fs::path& run, const std::string& kind, const fs::path& file)
{
    if (kind == "csv") {
        exportRunCsv(run, file);
    } else if (kind == "json") {
        exportRunJson(run, file);
    } else if (kind == "tensorboard") {
        exportEvents(run, file);
    } else if (kind == "zip") {
        RunFolder{run}.requireRun();
        writeFolderAsZip(run, file);
    } else {
        throw InputError(file.string(), "unknown kind of export", "'" + kind + "'",
                         fmt::format("{}", fmt::join(runExportKinds(), ", ")));
    }
}

}  // namespace nie
