#include "tests/benchmarks/window_measures.h"

#include "app/event_delays.h"
#include "app/torch_engine.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/shipped_samples.h"
#include "core/results/run_folder.h"
#include "tests/benchmarks/window_desk.h"

#include <QElapsedTimer>
#include <QProcess>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

namespace nie::benchmarks {

namespace fs = std::filesystem;

namespace {

constexpr double kPatience = 600.0;  // s, of a run of nie

RunConfig configOf(const WindowRequest& request, const std::string& experiment, std::int64_t steps)
{
    RunConfig config = makeTorchEngine()->findExperiment(experiment);
    config.threads = request.threads;
    config.training["steps"] = steps;
    config.training["epochs"] = 0;
    config.training["time_budget"] = 0;
    return config;
}

std::string experimentOfLargestSample()
{
    const auto numbers = [](const ShippedSample& sample) {
        return std::accumulate(sample.shape.begin(), sample.shape.end(), std::int64_t{1},
                               std::multiplies<>());
    };
    const std::vector<ShippedSample> samples = shippedSamples();
    const auto largest =
        std::max_element(samples.begin(), samples.end(),
                         [&](const auto& a, const auto& b) { return numbers(a) < numbers(b); });
    const auto engine = makeTorchEngine();
    if (largest != samples.end())
        for (const RunConfig& config : engine->experiments())
            if (config.dataset.value("name", "") == largest->dataset)
                return config.experiment;
    throw InputError("samples", "none with an experiment is beside this program", {}, "--largest");
}

/// Milliseconds from a click to the first state that fits.
double timeClick(WindowDesk& desk, const char* button,
                 const std::function<bool(SessionState)>& fits)
{
    std::optional<qint64> end;
    QElapsedTimer clock;
    const auto told = QObject::connect(&desk.window.session(), &TrainingSession::stateChanged,
                                       [&](SessionState state) {
                                           if (!end && fits(state))
                                               end = clock.nsecsElapsed();
                                       });
    clock.start();
    desk.click(button);
    desk.wait([&end] { return end.has_value(); }, button);
    QObject::disconnect(told);
    return static_cast<double>(*end) * 1e-6;
}

/// Steps a second of `nie train`.
double paceOfProgram(const WindowRequest& request, const RunConfig& config)
{
    const test::TemporaryFolder folder;
    const fs::path file = folder / "config.json";
    writeFileAtomically(file, config.toJson().dump(2) + "\n");
    const RunFolder run{folder / "run"};
    QProcess program;
    program.start(QString::fromStdString(request.program.string()),
                  {"train", QString::fromStdString(file.string()), "-o",
                   QString::fromStdString(run.path.string()), "--quiet", "--no-figures"});
    if (!program.waitForFinished(static_cast<int>(1000 * kPatience)) || program.exitCode() != 0)
        throw RunError("nie train", program.readAllStandardError().toStdString());
    const std::string outcome = run.outcome().string();
    const RunOutcome ended = outcomeFromJson(parseJson(readFile(outcome), outcome), outcome);
    return static_cast<double>(ended.steps) / ended.seconds;
}

double paceOfWindow(WindowDesk& desk, const RunConfig& config, LivePictures pictures)
{
    desk.start(config, pictures);
    desk.wait([&desk] { return desk.outcome.has_value(); }, "training");
    const RunOutcome ended = *desk.outcome;
    desk.window.session().stop();  // its score is not waited for
    desk.wait([&desk] { return desk.window.session().state() == SessionState::Finished; }, "score");
    return static_cast<double>(ended.steps) / ended.seconds;
}

}  // namespace

Json measureEvents(const WindowRequest& request)
{
    WindowDesk desk;
    desk.start(configOf(request, request.experiment, 1'000'000'000), LivePictures::Full);
    desk.wait([&desk] { return !desk.stepTimes.empty(); }, "first step");
    EventDelays delays;
    QElapsedTimer clock;
    clock.start();
    desk.wait([&] { return clock.elapsed() > 1000 * request.seconds; }, "events");
    return {{"experiment", request.experiment},    {"seconds", request.seconds},
            {"steps", desk.stepTimes.size()},      {"ticks", delays.count()},
            {"median_ms", delays.percentile(0.5)}, {"p99_ms", delays.percentile(0.99)},
            {"largest_ms", delays.percentile(1.0)}};
}

Json measureStops(const WindowRequest& request)
{
    const std::string experiment =
        request.largest.empty() ? experimentOfLargestSample() : request.largest;
    WindowDesk desk;
    std::vector<double> pauses;
    std::vector<double> stops;
    for (int round = 0; round < request.rounds; ++round) {
        desk.start(configOf(request, experiment, 1'000'000'000), LivePictures::Full);
        desk.wait([&desk] { return !desk.stepTimes.empty(); }, "first step");
        const auto later = [&desk, round](int milliseconds) {
            QElapsedTimer clock;
            clock.start();
            desk.wait([&] { return clock.elapsed() > milliseconds + 137 * round; }, "step");
        };
        for (int pause = 0; pause < 3; ++pause) {
            later(100 + 61 * pause);
            pauses.push_back(timeClick(desk, "pauseButton", [](SessionState state) {
                return state == SessionState::Paused;
            }));
            desk.click("pauseButton");
        }
        later(200);
        stops.push_back(
            timeClick(desk, "stopButton", [](SessionState state) { return !isTraining(state); }));
    }
    return {{"experiment", experiment},
            {"stop_ms", stops},
            {"largest_stop_ms", *std::max_element(stops.begin(), stops.end())},
            {"pause_ms", pauses},
            {"largest_pause_ms", *std::max_element(pauses.begin(), pauses.end())}};
}

Json measurePace(const WindowRequest& request)
{
    const RunConfig config = configOf(request, request.experiment, request.steps);
    constexpr std::array kinds{std::pair("none", LivePictures::None),
                               std::pair("sparing", LivePictures::Sparing),
                               std::pair("full", LivePictures::Full)};
    std::map<std::string, std::vector<double>> paces;
    WindowDesk desk;
    for (int round = 0; round < request.rounds; ++round) {
        paces["nie"].push_back(paceOfProgram(request, config));
        for (const auto& [name, pictures] : kinds)
            paces[name].push_back(paceOfWindow(desk, config, pictures));
    }
    Json json = {{"experiment", request.experiment}, {"steps", request.steps}};
    const double alone = medianOf(paces.at("nie"));
    for (const auto& [name, values] : paces) {
        json["steps_per_second"][name] = medianOf(values);
        json["all"][name] = values;
        if (name != "nie")
            json["share_of_nie"][name] = medianOf(values) / alone;
    }
    return json;
}

}  // namespace nie::benchmarks
