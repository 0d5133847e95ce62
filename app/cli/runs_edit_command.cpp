#include "app/cli/runs_command.h"
#include "core/base/error.h"
#include "core/results/runs/run_catalogue.h"
#include "core/results/runs/run_trash.h"

#include <fmt/format.h>

namespace nie::cli {

namespace fs = std::filesystem;

namespace {

/// All are found before the first is changed.
std::vector<fs::path> foundRuns(const RunsRequest& request)
{
    std::vector<fs::path> found;
    if (!request.run.empty())
        found.push_back(findRun(request.root, request.run));
    for (const std::string& run : request.runs)
        found.push_back(findRun(request.root, run));
    return found;
}

template <class Change>
int editNotes(const RunsRequest& request, Change&& change)
{
    const std::vector<fs::path> folders = foundRuns(request);
    std::vector<RunNotes> notes;
    for (const fs::path& folder : folders)
        notes.push_back(RunNotes::read(folder));
    for (std::size_t i = 0; i < folders.size(); ++i) {
        change(notes[i]);
        notes[i].write(folders[i]);
    }
    return 0;
}

int tagRuns(const RunsRequest& request)
{
    return editNotes(request, [&request](RunNotes& notes) {
        for (const std::string& tag : splitTags(request.text))
            notes.addTag(tag);
    });
}

int untagRuns(const RunsRequest& request)
{
    return editNotes(request, [&request](RunNotes& notes) {
        for (const std::string& tag : splitTags(request.text))
            notes.removeTag(tag);
    });
}

int noteRuns(const RunsRequest& request)
{
    return editNotes(request, [&request](RunNotes& notes) { notes.note = request.text; });
}

int renameRun(const RunsRequest& request)
{
    return editNotes(request, [&request](RunNotes& notes) { notes.name = request.text; });
}

int groupRuns(const RunsRequest& request)
{
    return editNotes(request, [&request](RunNotes& notes) { notes.group = request.text; });
}

int pinRuns(const RunsRequest& request)
{
    return editNotes(request, [](RunNotes& notes) { notes.pinned = true; });
}

int unpinRuns(const RunsRequest& request)
{
    return editNotes(request, [](RunNotes& notes) { notes.pinned = false; });
}

/// The history that a run belongs to: the root, or where the run lies elsewhere, its own folder.
RunTrash trashOf(const fs::path& run, const fs::path& root)
{
    std::error_code ignored;
    const fs::path relative =
        fs::weakly_canonical(run, ignored).lexically_relative(fs::weakly_canonical(root, ignored));
    const bool below = !relative.empty() && *relative.begin() != "..";
    return RunTrash(below ? root : fs::weakly_canonical(run, ignored).parent_path());
}

int trashRuns(const RunsRequest& request)
{
    for (const fs::path& run : foundRuns(request))
        fmt::print("{}\n", trashOf(run, request.root).discard(run).string());
    return 0;
}

int restoreRuns(const RunsRequest& request)
{
    const RunTrash trash(request.root);
    if (request.runs.empty()) {
        for (const std::string& name : trash.names())
            fmt::print("{}\n", name);
        return 0;
    }
    for (const std::string& name : request.runs)
        fmt::print("{}\n", trash.restore(name).string());
    return 0;
}

int emptyTrash(const RunsRequest& request)
{
    const RunTrash trash(request.root);
    if (!request.force && !trash.names().empty())
        throw InputError(trash.folder().string(), "would be deleted for good",
                         fmt::format("{} runs", trash.names().size()), "--force");
    fmt::print("{} runs deleted\n", trash.empty());
    return 0;
}

void addRuns(CLI::App& command, const std::shared_ptr<RunsRequest>& request)
{
    command.add_option("RUNS", request->runs, "Run folders, or names of the list")
        ->type_name("")
        ->required();
}

/// A command for one run and a text.
void addEdit(CLI::App& runs, Action& chosen, const char* name, const char* description,
             const char* what, const char* meaning, int (*work)(const RunsRequest&))
{
    const auto request = std::make_shared<RunsRequest>();
    CLI::App* command = addRunsSubcommand(runs, chosen, name, description, request, work);
    command->add_option("RUN", request->run, "A run folder, or its name in the list")
        ->type_name("")
        ->required();
    command->add_option(what, request->text, meaning)->type_name("")->required();
}

void addPinning(CLI::App& runs, Action& chosen, const char* name, const char* description,
                int (*work)(const RunsRequest&))
{
    const auto request = std::make_shared<RunsRequest>();
    addRuns(*addRunsSubcommand(runs, chosen, name, description, request, work), request);
}

void addTrash(CLI::App& runs, Action& chosen)
{
    const auto discarding = std::make_shared<RunsRequest>();
    addRuns(*addRunsSubcommand(runs, chosen, "trash", "Move runs to the trash of the history",
                               discarding, trashRuns),
            discarding);
    const auto restoring = std::make_shared<RunsRequest>();
    addRunsSubcommand(runs, chosen, "restore",
                      "Bring runs back from the trash; without a name: list it", restoring,
                      restoreRuns)
        ->add_option("NAMES", restoring->runs, "Names of the trash")
        ->type_name("");
    const auto emptying = std::make_shared<RunsRequest>();
    addRunsSubcommand(runs, chosen, "empty-trash", "Delete for good what the trash holds", emptying,
                      emptyTrash)
        ->add_flag("--force", emptying->force, "Do it without asking again");
}

}  // namespace

void addRunsEditing(CLI::App& runs, Action& chosen)
{
    addEdit(runs, chosen, "tag", "Add tags to a run", "TAGS", "One or several, with commas between",
            tagRuns);
    addEdit(runs, chosen, "untag", "Take tags from a run", "TAGS",
            "One or several, with commas between", untagRuns);
    addEdit(runs, chosen, "note", "Write a note to a run", "TEXT", "Replaces the old note",
            noteRuns);
    addEdit(runs, chosen, "rename", "Name a run; its folder keeps its name", "NAME",
            "Shown in the list; empty: the folder's name", renameRun);
    addEdit(runs, chosen, "group", "Put a run into a group of repeats with other seeds", "NAME",
            "Empty: of no group", groupRuns);
    addPinning(runs, chosen, "pin", "Keep runs on top of the list", pinRuns);
    addPinning(runs, chosen, "unpin", "Let runs stand where they are sorted", unpinRuns);
    addTrash(runs, chosen);
}

}  // namespace nie::cli
