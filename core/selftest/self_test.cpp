#include "core/selftest/self_test.h"

#include "core/base/error.h"
#include "core/base/scratch_folder.h"
#include "core/experiments/experiment.h"
#include "core/experiments/experiment_catalog.h"
#include "core/io/npz.h"
#include "core/numerics/equation_catalog.h"
#include "core/numerics/equation_report.h"
#include "core/results/run_folder.h"
#include "core/results/training_observer.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <limits>

namespace nie {

namespace {

namespace fs = std::filesystem;

/// What is asked of everything below holds, or the check has failed.
void expect(bool condition, const std::string& found)
{
    if (!condition)
        throw RunError("self-test", found);
}

std::string checkEquations(const std::stop_token& stop)
{
    EquationSolverOptions options;
    options.tolerance = 1e-10;
    std::size_t count = 0;
    double most = 0.0;  // error over the error that can be reached
    std::string worst;
    for (const CatalogEquation& entry : equationCatalog()) {
        const EquationSolution solution = solveEquation(entry.equation, options, stop);
        const double error = maximumError(entry.equation, solution).value_or(0.0);
        expect(error <= entry.mark, fmt::format("{}: error {:.1e}, at most {:.1e} is allowed",
                                                entry.equation.name, error, entry.mark));
        if (error / entry.mark >= most) {
            most = error / entry.mark;
            worst = fmt::format("{} {:.1e} of {:.1e}", entry.equation.name, error, entry.mark);
        }
        ++count;
    }
    return fmt::format("{} equations solved; nearest to its allowed error: {}", count, worst);
}

RunConfig smallExperiment(std::int64_t steps)
{
    RunConfig config = findExperiment("spirals");
    for (const char* setting :
         {"dataset.curves=30", "model.width=8", "training.checkpoint_every=4"})
        config.set(setting);
    for (const char* limit : {"epochs", "time_budget"})
        config.training.erase(limit);
    config.training["steps"] = steps;
    return config;
}

std::string checkData(const DatasetCatalog& datasets, const std::stop_token& stop)
{
    RunConfig config = smallExperiment(1);
    const std::string once = Experiment::prepare(config, datasets, stop).dataset().contentHash();
    const std::string twice = Experiment::prepare(config, datasets, stop).dataset().contentHash();
    config.seed += 1;
    const std::string other = Experiment::prepare(config, datasets, stop).dataset().contentHash();
    expect(once == twice, fmt::format("one seed gave {} and {}", once, twice));
    expect(once != other, "another seed gave the same data");
    return fmt::format("spirals of one seed: {} twice", once);
}

bool sameWeights(const Model& a, const Model& b)
{
    const auto first = a.parameters();
    const auto second = b.parameters();
    if (first.size() != second.size())
        return false;
    for (std::size_t k = 0; k < first.size(); ++k)
        if (!torch::equal(first[k], second[k]))
            return false;
    return true;
}

/// Stops a training after a step.
class StopAfter : public TrainingObserver {
public:
    StopAfter(TrainingControl& control, std::int64_t step) : m_control(control), m_step(step) {}
    void onStep(const StepReport& report) override
    {
        if (report.step == m_step)
            m_control.stop();
    }

private:
    TrainingControl& m_control;
    std::int64_t m_step;
};

/// Trains in a folder until after a step, or until the limits of the experiment.
void trainIn(const RunFolder& folder, const Experiment& experiment, std::int64_t until,
             RunRecorder& recorder, const std::stop_token& stop)
{
    TrainingControl control;
    const std::stop_callback stopped(stop, [&control] { control.stop(); });
    StopAfter stopAfter(control, until);
    ObserverList observers;
    observers.add(recorder);
    observers.add(stopAfter);
    experiment.makeTrainer(folder.checkpoints())->run(observers, control);
    if (stop.stop_requested())
        throw Interrupted();
}

Experiment trainNew(const RunFolder& folder, std::int64_t steps, std::int64_t until,
                    const DatasetCatalog& datasets, const std::stop_token& stop)
{
    Experiment experiment = Experiment::prepare(smallExperiment(steps), datasets, stop);
    RunRecorder recorder(folder, experiment.config(), describeEnvironment(experiment));
    trainIn(folder, experiment, until, recorder, stop);
    return experiment;
}

std::string checkTraining(const fs::path& root, const DatasetCatalog& datasets,
                          const std::stop_token& stop)
{
    constexpr std::int64_t kHalf = 4;
    constexpr std::int64_t kWhole = 8;
    const RunFolder straight{root / "straight"};
    const RunFolder halved{root / "halved"};
    const Experiment whole = trainNew(straight, kWhole, kWhole, datasets, stop);
    trainNew(halved, kWhole, kHalf, datasets, stop);
    const Experiment resumed = Experiment::resume(halved.path, Json::object(), datasets, stop);
    RunRecorder recorder(halved, resumed.config(), kHalf);
    trainIn(halved, resumed, kWhole, recorder, stop);
    expect(sameWeights(whole.model(), resumed.model()),
           fmt::format("{} steps, and {} + {} resumed, gave other weights", kWhole, kHalf,
                       kWhole - kHalf));
    return fmt::format("{} steps, and {} + {} resumed: the same weights bit for bit", kWhole, kHalf,
                       kWhole - kHalf);
}

std::string checkSolution(const fs::path& root, const DatasetCatalog& datasets,
                          const std::stop_token& stop)
{
    const Experiment trained = Experiment::load(root / "straight", "final", datasets, stop);
    const RunEvaluation evaluation = trained.evaluate("test", 0, stop);
    const std::string found =
        fmt::format("largest residual {:.1e}, {:.0f} % of {} samples converged, MSE {:.3g}",
                    evaluation.solverResidual, 100 * evaluation.convergedShare, evaluation.samples,
                    evaluation.test.mse);
    expect(evaluation.convergedShare == 1.0 && std::isfinite(evaluation.test.mse), found);
    return found;
}

std::string checkFiles(const fs::path& root)
{
    const NumericArray written{
        .name = "values",
        .shape = {2, 3},
        .values = {0.1, -0.0, 1e300, 5e-324, std::numeric_limits<double>::infinity(), 1.0 / 3.0}};
    const fs::path file = root / "values.npz";
    writeNpz(file, {written});
    const NumericArray read = NpzReader(file).read("values");
    expect(read.shape == written.shape && read.values == written.values,
           "an NPZ file was read back with other numbers");
    return fmt::format("{} bytes of NPZ written and read back in {}", fs::file_size(file),
                       root.parent_path().string());
}

}  // namespace

std::vector<SelfTestResult> runSelfTest(const DatasetCatalog& datasets,
                                        const std::function<void(const SelfTestResult&)>& report,
                                        const std::stop_token& stop)
{
    const ScratchFolder folder("selftest");
    const fs::path& root = folder.path();
    const std::pair<const char*, std::function<std::string()>> checks[]{
        {"Equations with known solutions", [&] { return checkEquations(stop); }},
        {"Data from a seed", [&] { return checkData(datasets, stop); }},
        {"Training, and resuming it", [&] { return checkTraining(root, datasets, stop); }},
        {"Solution of the trained equation", [&] { return checkSolution(root, datasets, stop); }},
        {"Files", [&] { return checkFiles(root); }}};
    std::vector<SelfTestResult> results;
    for (const auto& [name, check] : checks) {
        SelfTestResult result;
        result.name = name;
        const auto begin = std::chrono::steady_clock::now();
        try {
            result.found = check();
            result.passed = true;
        } catch (const Interrupted&) {
            throw;
        } catch (const std::exception& error) {
            result.found = error.what();
        }
        result.seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        if (report)
            report(result);
        results.push_back(std::move(result));
    }
    return results;
}

Json selfTestToJson(const std::vector<SelfTestResult>& results)
{
    Json checks = Json::array();
    for (const SelfTestResult& result : results)
        checks.push_back({{"name", result.name},
                          {"passed", result.passed},
                          {"found", result.found},
                          {"seconds", result.seconds}});
    return {{"passed", allPassed(results)}, {"checks", std::move(checks)}};
}

}  // namespace nie
