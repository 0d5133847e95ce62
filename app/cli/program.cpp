#include "app/cli/program.h"

#include "app/cli/commands.h"
#include "app/cli/import_command.h"
#include "app/cli/runs_command.h"
#include "core/base/error.h"
#include "core/base/version.h"

#include <c10/util/Exception.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <exception>
#include <string_view>

namespace nie::cli {

namespace {

constexpr int kRunFailed = 1;
constexpr int kUsageError = 2;

constexpr const char* kFooter = R"(Examples:
  nie list                                       what there is
  nie train spirals                              train, evaluate, draw: runs/spirals/
  nie train spirals --steps 200 --seed 3 -o r    shorter, elsewhere
  nie sweep spirals --seeds 5 -o group           the same over five seeds
  nie evaluate runs/spirals --json               scores beside the floors
  nie figure runs/spirals --view loss -o f.pdf   a figure for a paper
  nie info spirals                               every option of an experiment
  nie solve F2 --json                            solve an integral equation with known kernel
  nie reproduce table5                           a table of the publication, ours beside the printed

Exit codes: 0 done; 1 the run failed; 2 usage, configuration or input.)";

int report(const std::string& message, int exitCode)
{
    fmt::print(stderr, "nie: {}\n", message);
    return exitCode;
}

/// The parser itself would only say that one is required; empty when one was named.
std::string unknownSubcommand(const CLI::App& program, int count, const char* const* arguments)
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

int carryOut(const Action& action)
{
    try {
        return action();
    } catch (const Error& error) {
        return report(error.what(), error.exitCode());
    } catch (const Interrupted&) {
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

bool computes(int argc, const char* const* argv)
{
    constexpr std::array kComputing = {"train",    "evaluate", "attention", "figure", "movie",
                                       "generate", "bench",    "reproduce", "sweep"};
    const std::string_view command = argc > 1 ? argv[1] : "";
    return std::find(kComputing.begin(), kComputing.end(), command) != kComputing.end();
}

int runProgram(int argc, const char* const* argv)
{
    CLI::App program("NIE Studio on the command line: learns integral equations from data.", "nie");
    program.footer(kFooter);
    program.require_subcommand(1);
    program.set_version_flag("--version", versionNumber());
    Action action;
    addListCommand(program, action);
    addTrainCommand(program, action);
    addEvaluateCommand(program, action);
    addAttentionCommand(program, action);
    addMovieCommand(program, action);
    addFigureCommand(program, action);
    addInfoCommand(program, action);
    addGenerateCommand(program, action);
    addImportCommand(program, action);
    addBrainCommand(program, action);
    addSolveCommand(program, action);
    addBenchCommand(program, action);
    addReproduceCommand(program, action);
    addRunsCommand(program, action);
    addSelfTestCommand(program, action);
    addSweepCommand(program, action);
    addVersionCommand(program, action);
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
    return carryOut(action);
}

}  // namespace nie::cli
