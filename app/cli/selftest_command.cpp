#include "app/cli/commands.h"
#include "app/cli/interrupt_watch.h"
#include "core/selftest/self_test.h"
#include "datasets/dataset_catalog.h"

#include <fmt/format.h>

#include <cstdio>
#include <memory>

namespace nie::cli {

namespace {

void printCheck(const SelfTestResult& result)
{
    fmt::print("{}  {:<32} {:5.1f} s  {}\n", result.passed ? "passed" : "FAILED", result.name,
               result.seconds, result.found);
    std::fflush(stdout);
}

int testItself(bool asJson)
{
    std::stop_source stop;
    const InterruptWatch watch([&stop] { stop.request_stop(); });
    const auto report = asJson ? std::function<void(const SelfTestResult&)>() : printCheck;
    const auto results = runSelfTest(builtinDatasets(), report, stop.get_token());
    if (asJson)
        fmt::print("{}\n", selfTestToJson(results).dump(2));
    else
        fmt::print("self-test {}\n", allPassed(results) ? "passed" : "FAILED");
    return allPassed(results) ? 0 : 1;
}

}  // namespace

void addSelfTestCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command =
        program.add_subcommand("selftest", "Check that this installation computes what it should");
    const auto asJson = std::make_shared<bool>(false);
    command->add_flag("--json", *asJson, "Print JSON");
    command->footer(
        "Solves equations with known solutions, makes data twice, trains and resumes bit "
        "for bit, and writes a file: a few seconds. Exit code 1 if a check failed.");
    command->callback([asJson, &chosen] { chosen = [asJson] { return testItself(*asJson); }; });
}

}  // namespace nie::cli
