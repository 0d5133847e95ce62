#include "app/figure_provenance.h"

#include "core/base/version.h"
#include "core/config/json_hash.h"
#include "core/results/run_view_figures.h"

#include <algorithm>

namespace nie {

namespace {

std::string* valueOf(Provenance& provenance, const std::string& key)
{
    const auto found = std::find_if(provenance.begin(), provenance.end(),
                                    [&key](const auto& entry) { return entry.first == key; });
    return found == provenance.end() ? nullptr : &found->second;
}

void addMissing(Provenance& provenance, const std::string& key, const std::string& value)
{
    if (!value.empty() && !valueOf(provenance, key))
        provenance.emplace_back(key, value);
}

/// Whether "a, b, c" lists a value.
bool lists(const std::string& values, const std::string& value)
{
    return (", " + values + ", ").find(", " + value + ", ") != std::string::npos;
}

}  // namespace

Provenance provenanceOfRun(const std::filesystem::path& folder)
{
    if (folder.empty())
        return {};
    try {
        return runProvenance(RunFolder{folder});
    } catch (const std::exception&) {
        return {{"run", folder.filename().string()}};
    }
}

Provenance provenanceOfRuns(const std::vector<std::filesystem::path>& folders)
{
    if (folders.size() == 1)
        return provenanceOfRun(folders.front());
    Provenance joined;
    for (const std::filesystem::path& folder : folders)
        for (const auto& [key, value] : provenanceOfRun(folder)) {
            const std::string name = key == "run" ? "runs" : key;
            std::string* values = valueOf(joined, name);
            if (!values)
                joined.emplace_back(name, value);
            else if (!lists(*values, value))
                *values += ", " + value;
        }
    return joined;
}

Provenance provenanceOfConfig(const RunConfig& config)
{
    return {{"experiment", config.experiment},
            {"model", config.model.value("name", "")},
            {"seed", std::to_string(config.seed)},
            {"settings", shortHash(config.toJson())}};
}

FigureSpec withProvenance(FigureSpec figure, const Provenance& known, const std::string& command)
{
    if (figure.isEmpty())
        return figure;
    Provenance& provenance = figure.provenance;
    for (const auto& [key, value] : known)
        addMissing(provenance, key, value);
    if (!valueOf(provenance, "settings") && !valueOf(provenance, "data")) {
        addMissing(provenance, "command", command);
        if (const std::string* line = valueOf(provenance, "command")) {
            const std::string hash = shortHash(Json(*line));
            provenance.emplace_back("settings", hash);
        }
    }
    addMissing(provenance, "program", "nie " + versionNumber() + " (" + sourceCommit() + ")");
    return figure;
}

}  // namespace nie
