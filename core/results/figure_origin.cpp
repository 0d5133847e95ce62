#include "core/results/figure_origin.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/json_hash.h"
#include "core/results/run_folder.h"
#include "core/results/runs/run_catalogue.h"

#include <algorithm>
#include <system_error>

namespace nie {

namespace fs = std::filesystem;

namespace {

/// Whether the folder holds the run: a run of that name may be another one.
bool isRunOf(const FigureOrigin& origin, const fs::path& folder)
{
    std::error_code missing;
    const fs::path file = RunFolder{folder}.config();
    if (!fs::is_regular_file(file, missing))
        return false;
    try {
        const RunConfig config =
            RunConfig::fromJson(parseJson(readFile(file), file.string()), file.string());
        return shortHash(config.toJson()) == origin.value("settings");
    } catch (const InputError&) {
        return false;  // a damaged run shows nothing
    }
}

void addView(FigureOrigin& origin, const std::string& text, const std::string& source)
{
    origin.views.push_back(runViewFromJson(parseJson(text, source), source));
}

}  // namespace

std::string FigureOrigin::value(const std::string& key) const
{
    for (const auto& [name, text] : provenance)
        if (name == key)
            return text;
    return {};
}

FigureOrigin figureOriginFromJson(const Json& json, const std::string& source)
{
    if (!json.is_object())
        throw InputError(source, "is no origin of a figure", json.dump(), "a JSON object");
    FigureOrigin origin;
    for (const auto& [key, value] : json.items()) {
        if (key == "parts" && value.is_array()) {
            for (const Json& part : value) {
                const FigureOrigin inner = figureOriginFromJson(part, source);
                origin.views.insert(origin.views.end(), inner.views.begin(), inner.views.end());
            }
            continue;
        }
        if (!value.is_string())
            throw InputError(source + ": " + key, "wrong type", value.dump(), "a text");
        const std::string text = value.get<std::string>();
        origin.provenance.emplace_back(key, text);
        if (key == "view")
            addView(origin, text, source + ": view");
    }
    return origin;
}

fs::path runOfFigure(const FigureOrigin& origin, const fs::path& file, const fs::path& root)
{
    const std::string name = origin.value("run");
    if (name.empty())
        throw InputError(file.string(), "does not say which run it shows");
    for (fs::path above = fs::absolute(file).parent_path(); above.has_relative_path();
         above = above.parent_path())
        if (isRunOf(origin, above))
            return above;
    if (isRunOf(origin, root / name))
        return root / name;
    // Runs of sweeps and groups lie deeper, and folders are renamed.
    std::vector<RunSummary> runs = RunCatalogue(root).scan();
    std::stable_partition(runs.begin(), runs.end(),
                          [&name](const RunSummary& run) { return run.folder.filename() == name; });
    for (const RunSummary& run : runs)
        if (isRunOf(origin, run.folder))
            return run.folder;
    throw InputError(file.string(), "the run that it shows is not among the runs", name,
                     "a run below " + root.string());
}

}  // namespace nie
