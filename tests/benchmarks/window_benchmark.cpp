#include "core/base/child_process.h"
#include "core/base/error.h"
#include "core/base/process_setup.h"
#include "tests/benchmarks/window_measures.h"

#include <QApplication>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <thread>

using namespace nie::benchmarks;

namespace {

constexpr const char* kDescription =
    R"(Measures the window while it trains, with real clicks, and prints JSON. Nothing else should run.

  events  how late a 10 ms timer of the window is during a training: median, 99 % and largest
          delay in milliseconds over --seconds. What a click would have waited.
  stop    milliseconds from a click on Stop until the training has ended, and from one on Pause
          until it is paused, on the experiment of the largest shipped sample; --rounds runs, each
          with three pauses and one stop at different moments of a step.
  pace    steps a second of `nie train` and of the window with live pictures None, Sparing and
          Full: the same configuration, threads and --steps, one after the other, --rounds times;
          medians, and the window's as shares of nie's. Data, evaluation and start are not counted.
  playing frames a second that the Fields page paints, playing truth, prediction and error of
          64 x 64 x 50 numbers of Navier-Stokes while a model is trained on them, and what that
          costs the training: --rounds times --stretch seconds with the page and as many without.

On a machine without a display: cmake/under-x window_benchmark)";

}  // namespace

int main(int argc, char** argv)
{
    nie::restartWithPassiveThreads(argv);
    nie::keepFreedMemory();
    WindowRequest request;
    std::vector<std::string> parts{"events", "stop", "pace", "playing"};
    CLI::App program(kDescription);
    program.add_option("PART", parts, "What to measure (default: all)")
        ->check(CLI::IsMember({"events", "stop", "pace", "playing"}));
    program.add_option("--experiment", request.experiment, "For events and pace");
    program.add_option("--largest", request.largest,
                       "For stop (default: that of the largest shipped sample)");
    program.add_option("--threads", request.threads, "Of a training")->check(CLI::PositiveNumber);
    program.add_option("--steps", request.steps, "Of a run of pace")->check(CLI::PositiveNumber);
    program.add_option("--rounds", request.rounds, "Of stop, pace and playing")
        ->check(CLI::PositiveNumber);
    program.add_option("--seconds", request.seconds, "Of events")->check(CLI::PositiveNumber);
    program.add_option("--speed", request.speed, "Of playing")->check(CLI::PositiveNumber);
    program.add_option("--stretch", request.stretch, "Seconds of each half of a round of playing")
        ->check(CLI::PositiveNumber);
    program.add_option("--set", request.settings, "KEY=VALUE of the training of playing");
    program.add_option("--nie", request.program, "The program nie (default: of the same build)");
    CLI11_PARSE(program, argc, argv);
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    try {
        if (request.program.empty())
            request.program =
                nie::currentProgram().parent_path().parent_path().parent_path() / "bin" / "nie";
        nie::Json json = {{"cores", std::thread::hardware_concurrency()},
                          {"threads", request.threads}};
        const auto wanted = [&parts](const char* part) {
            return std::find(parts.begin(), parts.end(), part) != parts.end();
        };
        if (wanted("events"))
            json["events"] = measureEvents(request);
        if (wanted("stop"))
            json["stop"] = measureStops(request);
        if (wanted("pace"))
            json["pace"] = measurePace(request);
        if (wanted("playing"))
            json["playing"] = measurePlaying(request);
        fmt::print("{}\n", json.dump(2));
        return 0;
    } catch (const std::exception& error) {
        fmt::print(stderr, "window_benchmark: {}\n", error.what());
        return 1;
    }
}
