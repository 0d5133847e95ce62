#include "app/cli/runs_command.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/run_exchange.h"
#include "core/io/run_import.h"
#include "core/results/runs/run_catalogue.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace nie::cli {

namespace fs = std::filesystem;

namespace {

int exportOne(const RunsRequest& request)
{
    const fs::path run = findRun(request.root, request.run);
    const std::string kind = request.kind.empty() ? runExportKind(request.file) : request.kind;
    if (kind.empty())
        throw InputError("-o " + request.file.string(), "unknown kind of file",
                         "'" + request.file.extension().string() + "'",
                         fmt::format(".csv, .json, .zip, or --format with {}",
                                     fmt::join(runExportKinds(), ", ")));
    fs::path file = request.file;
    std::error_code ignored;
    if (file.empty() || fs::is_directory(file, ignored))
        file /= runExportName(run, kind);
    if (fs::exists(file, ignored) && !request.force)
        throw InputError(file.string(), "exists", {}, "a new file, or --force");
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    if (!fs::is_directory(folder, ignored))
        throw InputError(folder.string(), "no such folder");
    requireWritable(folder);
    exportRun(run, kind, file);
    if (kind == "tensorboard" && runExportKind(file) != "tensorboard")
        fmt::print(stderr, "nie: TensorBoard looks only at files with 'tfevents' in their name\n");
    fmt::print("{}\n", file.string());
    return 0;
}

int importOne(const RunsRequest& request)
{
    fmt::print("{}\n", importRun(request.file, request.root).string());
    return 0;
}

}  // namespace

void addRunsExchange(CLI::App& runs, Action& chosen)
{
    const auto exporting = std::make_shared<RunsRequest>();
    CLI::App* out =
        addRunsSubcommand(runs, chosen, "export", "Write a run as one file", exporting, exportOne);
    out->add_option("RUN", exporting->run, "A run folder, or its name in the list")
        ->type_name("")
        ->required();
    out->add_option("--format", exporting->kind,
                    "csv (metrics), json (everything but weights), tensorboard (event file) or zip "
                    "(the whole folder); default: as the file's name says")
        ->type_name("KIND")
        ->check(CLI::IsMember(runExportKinds()).description(""));
    out->add_option("-o,--output", exporting->file,
                    "File to write, or a folder for a file named after the run")
        ->type_name("FILE");
    out->add_flag("--force", exporting->force, "Replace the file if there is one");

    const auto importing = std::make_shared<RunsRequest>();
    CLI::App* in =
        addRunsSubcommand(runs, chosen, "import", "Take curves of another program into the history",
                          importing, importOne);
    in->add_option("FILE", importing->file,
                   "A TensorBoard event file, or a table (CSV, TSV) with a column 'step'")
        ->type_name("")
        ->required();
}

}  // namespace nie::cli
