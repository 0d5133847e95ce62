#include "app/cli/commands.h"
#include "app/cli/interrupt_watch.h"
#include "core/base/error.h"
#include "core/benchmarks/benchmark.h"
#include "datasets/dataset_catalog.h"

#include <ATen/Parallel.h>

#include <fmt/format.h>

#include <memory>

namespace nie::cli {

namespace {

struct BenchRequest {
    std::string name;
    std::int64_t rounds = 5;
    std::uint64_t seed = 1;
    double seconds = 60.0;
    double duration = 1.0;
    bool list = false;
    bool json = false;
};

int listBenchmarks(bool json)
{
    Json list = Json::array();
    for (const BenchmarkEntry& entry : benchmarkCatalog()) {
        list.push_back({{"name", entry.name},
                        {"title", entry.title},
                        {"unit", entry.unit},
                        {"baseline", entry.baseline}});
        if (!json)
            fmt::print("{:<20} {}\n{:<20} against {}\n", entry.name, entry.title, "",
                       entry.baseline);
    }
    if (json)
        fmt::print("{}\n", list.dump(2));
    return 0;
}

std::string memoryText(const std::optional<ProcessMemory>& memory)
{
    return memory ? fmt::format("{:.0f} MB (of which {:.0f} MB before it began)", memory->peakMb,
                                memory->startMb)
                  : "not measured";
}

std::string factText(const Json& value)
{
    if (value.is_number_float())
        return fmt::format("{:.4g}", value.get<double>());
    return value.is_string() ? value.get<std::string>() : value.dump();
}

void printReport(const BenchmarkEntry& entry, const BenchmarkReport& report)
{
    const auto line = [](const std::string& name, const std::string& value) {
        fmt::print("  {:<28} {}\n", name, value);
    };
    const auto seconds = [&report](double value) {
        return fmt::format("{:.3e} s a {}", value, report.unit);
    };
    fmt::print("{}: {}\nagainst {}\n", entry.name, entry.title, entry.baseline);
    line("candidate", seconds(report.candidateSeconds));
    line("baseline", seconds(report.baselineSeconds));
    line("ratio", fmt::format("{:.4g}, median of {} rounds", report.ratio, report.rounds));
    line("peak memory, candidate", memoryText(report.candidateMemory));
    line("peak memory, baseline", memoryText(report.baselineMemory));
    if (report.target.ratio > 0.0 || report.target.peakMb > 0.0)
        line("asked", fmt::format("ratio {:g}, peak {:g} MB: {}", report.target.ratio,
                                  report.target.peakMb, report.targetMet() ? "met" : "missed"));
    for (const auto& fact : report.facts.items())
        line(fact.key(), factText(fact.value()));
}

int bench(const BenchRequest& request)
{
    if (request.list)
        return listBenchmarks(request.json);
    const BenchmarkEntry& entry = findBenchmark(request.name);
    at::set_num_threads(1);
    std::stop_source stop;
    const InterruptWatch watch([&stop] { stop.request_stop(); });
    const DatasetCatalog datasets = builtinDatasets();
    const BenchmarkReport report = runBenchmark(entry,
                                                {.datasets = datasets,
                                                 .seed = request.seed,
                                                 .stop = stop.get_token(),
                                                 .seconds = request.seconds,
                                                 .duration = request.duration},
                                                request.rounds);
    if (request.json)
        fmt::print("{}\n", report.toJson().dump(2));
    else
        printReport(entry, report);
    return 0;
}

}  // namespace

void addBenchCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command = program.add_subcommand(
        "bench", "Time a part of the program against another way to do the same");
    const auto request = std::make_shared<BenchRequest>();
    command->add_option("NAME", request->name, "A name of --list");
    command->add_flag("--list", request->list, "The benchmarks");
    command->add_option("--rounds", request->rounds, "Turns of either side; the median counts")
        ->check(CLI::Range(1, 1000));
    command->add_option("--seed", request->seed, "Of data and weights");
    command
        ->add_option("--seconds", request->seconds,
                     "Of training a side, for a benchmark that trains")
        ->check(CLI::Range(0.1, 86400.0));
    command
        ->add_option("--duration", request->duration,
                     "Units of time over which a flow is followed, for a benchmark that has one "
                     "(default: 1)")
        ->check(CLI::Range(0.01, 1000.0));
    command->add_flag("--json", request->json, "Print JSON");
    command->footer("Both sides run in one process on one thread, by turns. Peak memory is that of "
                    "a process of its own\nthat does one side only, libraries included.\n"
                    "Examples:\n  nie bench --list\n  nie bench adamw-step --json");
    command->callback([request, &chosen] { chosen = [request] { return bench(*request); }; });
}

}  // namespace nie::cli
