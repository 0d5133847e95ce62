#include "app/cli/commands.h"
#include "app/cli/import_command.h"
#include "app/cli/runs_command.h"
#include "core/base/error.h"
#include "core/base/process_setup.h"
#include "core/base/version.h"

#include <c10/util/Exception.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <exception>
#include <string_view>

namespace {

constexpr int kRunFailed = 1;
constexpr int kUsageError = 2;

constexpr const char* kFooter = R"(Examples:
  nie list                                       what there is
  nie train spirals                              train, evaluate, draw: runs/spirals/
  nie train spirals --steps 200 --seed 3 -o r    shorter, elsewhere
  nie sweep spirals --seeds 5 -o group           the same over five seeds
  nie evaluate runs/spirals --json               scores beside the floors
  nie info spirals                               every option of an experiment
  nie solve F2 --json                            solve an integral equation with known kernel
  nie reproduce table5                           a table of the publication, ours beside the printed

Exit codes: 0 done; 1 the run failed; 2 usage, configuration or input.)";

/// Whether the command uses threads; the others answer at once.
bool computes(int count, char** arguments)
{
    constexpr std::array kComputing = {"train",    "evaluate", "attention",
                                       "generate", "bench",    "reproduce", "sweep"};
    const std::string_view command = count > 1 ? arguments[1] : "";
    return std::find(kComputing.begin(), kComputing.end(), command) != kComputing.end();
}

int report(const std::string& message, int exitCode)
{
    fmt::print(stderr, "nie: {}\n", message);
    return exitCode;
}

/// The parser itself would only say that one is required; empty when one was named.
std::string unknownSubcommand(const CLI::App& program, int count, char** arguments)
{
    const std::string given = count > 1 ? arguments[1] : "-";
    std::vector<std::string> known;
    for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; }))
        known.push_back(command->get_name());
    if (given.starts_with('-') || std::find(known.begin(), known.end(), given) != known.end())
        return {};
    return fmt::format("unknown subcommand (found '{}'; allowed: {})", given,
                       fmt::join(known, ", "));
}

int run(const nie::cli::Action& action)
{
    try {
        return action();
    } catch (const nie::Error& error) {
        return report(error.what(), error.exitCode());
    } catch (const nie::Interrupted&) {
        return report("interrupted before there was anything to keep", kRunFailed);
    } catch (const c10::Error& error) {
        return report(error.what_without_backtrace(), kRunFailed);
    } catch (const std::bad_alloc&) {
        return report("out of memory", kRunFailed);
    } catch (const std::exception& error) {
        return report(error.what(), kRunFailed);
    }
}

}  // namespace

int main(int argc, char** argv)
{
    if (computes(argc, argv))
        nie::restartWithPassiveThreads(argv);
    nie::keepFreedMemory();
    CLI::App program("NIE Studio on the command line: learns integral equations from data.", "nie");
    program.footer(kFooter);
    program.require_subcommand(1);
    program.set_version_flag("--version", nie::versionNumber());
    nie::cli::Action action;
    nie::cli::addListCommand(program, action);
    nie::cli::addTrainCommand(program, action);
    nie::cli::addEvaluateCommand(program, action);
    nie::cli::addAttentionCommand(program, action);
    nie::cli::addInfoCommand(program, action);
    nie::cli::addGenerateCommand(program, action);
    nie::cli::addImportCommand(program, action);
    nie::cli::addBrainCommand(program, action);
    nie::cli::addSolveCommand(program, action);
    nie::cli::addBenchCommand(program, action);
    nie::cli::addReproduceCommand(program, action);
    nie::cli::addRunsCommand(program, action);
    nie::cli::addSweepCommand(program, action);
    nie::cli::addVersionCommand(program, action);
    try {
        program.parse(argc, argv);
    } catch (const CLI::RequiredError& error) {
        const std::string unknown = unknownSubcommand(program, argc, argv);
        if (!unknown.empty())
            return report(unknown, kUsageError);
        program.exit(error);
        return kUsageError;
    } catch (const CLI::ParseError& error) {
        return program.exit(error) == 0 ? 0 : kUsageError;
    }
    return run(action);
}
