#include "core/results/runs/run_export.h"

#include "core/base/files.h"
#include "core/results/run_folder.h"
#include "core/results/runs/run_notes.h"

#include <cmath>

namespace nie {

namespace fs = std::filesystem;

namespace {

Json readOrNull(const fs::path& file)
{
    std::error_code ignored;
    return fs::exists(file, ignored) ? parseJson(readFile(file), file.string()) : Json();
}

Json columnToJson(const std::vector<double>& column)
{
    Json list = Json::array();
    for (const double value : column)
        list.push_back(std::isfinite(value) ? Json(value) : Json());
    return list;
}

}  // namespace

Json runEnvironment(const fs::path& run)
{
    return readOrNull(RunFolder{run}.environment());
}

Json runDocument(const fs::path& run)
{
    const RunFolder folder{run};
    folder.requireRun();
    const MetricsTable table = MetricsTable::read(folder.metrics());
    Json metrics = Json::object();
    for (const std::string& name : table.names)
        metrics[name] = columnToJson(table.columns.at(name));
    return {{"run", run.filename().string()},
            {"notes", RunNotes::read(run).toJson()},
            {"config", readOrNull(folder.config())},
            {"environment", readOrNull(folder.environment())},
            {"outcome", readOrNull(folder.outcome())},
            {"evaluation", readOrNull(folder.evaluation())},
            {"metrics", metrics}};
}

void exportRunJson(const fs::path& run, const fs::path& file)
{
    writeFileAtomically(file, runDocument(run).dump(2) + "\n");
}

void exportRunCsv(const fs::path& run, const fs::path& file)
{
    const RunFolder folder{run};
    folder.requireRun();
    MetricsTable::read(folder.metrics());
    const std::string text = readFile(folder.metrics());
    writeFileAtomically(file, std::string_view(text).substr(0, text.rfind('\n') + 1));
}

}  // namespace nie
