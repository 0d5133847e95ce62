#include "core/results/runs/run_catalogue.h"

#include "core/base/error.h"
#include "core/results/run_folder.h"
#include "core/results/run_presence.h"

#include <algorithm>
#include <array>

namespace nie {

namespace fs = std::filesystem;

namespace {

/// Folders of runs: groups, and sweeps, which keep theirs in sweeps/NAME/runs.
bool isEntered(const fs::path& folder, int depth)
{
    return depth == 0 || (depth == 1 && folder.parent_path().filename() == "sweeps") ||
           (depth <= 2 && folder.filename() == "runs");
}

std::array<fs::path, 6> filesOf(const fs::path& folder)
{
    const RunFolder run{folder};
    return {run.config(),      run.metrics(),    run.outcome(),
            run.environment(), run.evaluation(), RunNotes::file(folder)};
}

bool isRun(const fs::path& folder)
{
    std::error_code ignored;
    const RunFolder run{folder};
    return fs::is_regular_file(run.config(), ignored) ||
           fs::is_regular_file(run.metrics(), ignored) ||
           fs::is_regular_file(run.outcome(), ignored);
}

/// A run that is killed changes none of its files.
std::string presenceText(const fs::path& folder)
{
    try {
        return presenceOf(RunFolder{folder}) == RunPresence::Running ? "running" : "";
    } catch (const std::exception&) {
        return "changing";  // its note went away while it was read
    }
}

std::string fingerprintOf(const fs::path& folder)
{
    std::string text;
    for (const fs::path& file : filesOf(folder)) {
        std::error_code failure;
        const auto time = fs::last_write_time(file, failure);
        text += failure ? std::string("-") : std::to_string(time.time_since_epoch().count());
        const auto size = fs::file_size(file, failure);
        text += failure ? std::string(";") : ":" + std::to_string(size) + ";";
    }
    return text + presenceText(folder);
}

}  // namespace

std::vector<RunSummary> RunCatalogue::scan(const std::stop_token& stop)
{
    std::map<std::string, Known> found;
    visit(m_root, 0, stop, found);
    m_known = std::move(found);
    std::vector<RunSummary> summaries;
    for (const auto& [id, known] : m_known)
        summaries.push_back(known.summary);
    std::stable_sort(
        summaries.begin(), summaries.end(),
        [](const RunSummary& a, const RunSummary& b) { return a.started > b.started; });
    return summaries;
}

void RunCatalogue::visit(const fs::path& folder, int depth, const std::stop_token& stop,
                         std::map<std::string, Known>& found)
{
    std::error_code failure;
    for (fs::directory_iterator item(folder, failure), end; !failure && item != end;
         item.increment(failure)) {
        if (stop.stop_requested())
            throw Interrupted();
        std::error_code ignored;
        const fs::path path = item->path();
        if (!item->is_directory(ignored) || path.filename().string().starts_with('.'))
            continue;
        if (!isRun(path)) {
            if (isEntered(path, depth))
                visit(path, depth + 1, stop, found);
            continue;
        }
        const std::string id = path.lexically_relative(m_root).generic_string();
        std::string fingerprint = fingerprintOf(path);
        const auto known = m_known.find(id);
        if (known != m_known.end() && known->second.fingerprint == fingerprint)
            found[id] = known->second;
        else
            found[id] = {std::move(fingerprint), RunSummary::read(path, id)};
    }
}

fs::path findRun(const fs::path& root, const std::string& text)
{
    std::error_code ignored;
    if (!text.empty() && isRun(text))
        return text;
    if (!text.empty() && isRun(root / text))
        return root / text;
    std::vector<fs::path> named;
    RunCatalogue catalogue(root);
    for (const RunSummary& run : catalogue.scan())
        if (!text.empty() && run.notes.name == text)
            named.push_back(run.folder);
    if (named.size() > 1)
        throw InputError(text, "several runs have this name",
                         named[0].string() + ", " + named[1].string(), "a run folder");
    if (named.empty())
        throw InputError(text, "no such run", fs::exists(text, ignored) ? "no run folder" : "",
                         "a run folder, or a name of 'nie runs list' (root " + root.string() + ")");
    return named.front();
}

}  // namespace nie
