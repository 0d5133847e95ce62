#pragma once

#include "core/base/files.h"
#include "core/results/run_folder.h"

#include <cmath>
#include <filesystem>
#include <string>

namespace nie::test {

/// A finished run as `nie train` leaves one, without its weights: the loss is 1/step + level,
/// validated every fifth step.
struct RunExample {
    std::string experiment = "spirals";
    std::string model = "anie";
    std::uint64_t seed = 1;
    double level = 0.0;
    std::int64_t steps = 20;
    double width = 8.0;
    bool finished = true;

    RunConfig config() const
    {
        RunConfig config;
        config.experiment = experiment;
        config.seed = seed;
        config.dataset = {{"name", "spirals"}, {"curves", 30}};
        config.model = {{"name", model}, {"width", static_cast<int>(width)}};
        config.training = {{"steps", steps}};
        return config;
    }

    double lossAt(std::int64_t step) const { return 1.0 / static_cast<double>(step) + level; }

    RunFolder write(const std::filesystem::path& path) const
    {
        const RunFolder folder{path};
        {
            RunRecorder recorder(folder, config(), {{"device", "cpu"}});
            for (std::int64_t step = 1; step <= steps; ++step)
                report(recorder, step);
            if (finished)
                recorder.onFinished(outcome());
        }
        if (finished) {
            const Json evaluation = {{"model", model},
                                     {"test",
                                      {{"mse", level + 0.5},
                                       {"relative_l2", 0.25},
                                       {"r2", 0.75},
                                       {"r2_determination", 0.5}}},
                                     {"floors",
                                      {{"persistence",
                                        {{"mse", 2.0},
                                         {"relative_l2", 1.0},
                                         {"r2", 0.0},
                                         {"r2_determination", -1.0}}}}}};
            writeFileAtomically(folder.evaluation(), evaluation.dump(2) + "\n");
        } else {
            std::filesystem::remove(path / "running.json");  // as if the machine had gone down
        }
        return folder;
    }

private:
    void report(RunRecorder& recorder, std::int64_t step) const
    {
        StepReport each;
        each.step = step;
        each.epoch = 1;
        each.wallSeconds = 0.5 * static_cast<double>(step);
        each.samplesSeen = 8 * step;
        each.trainLoss = lossAt(step);
        each.learningRate = 0.001;
        recorder.onStep(each);
        if (step % 5 != 0)
            return;
        ValidationReport validation;
        validation.step = step;
        validation.epoch = 1;
        validation.wallSeconds = each.wallSeconds;
        validation.samplesSeen = each.samplesSeen;
        validation.loss = 2.0 * lossAt(step);
        recorder.onValidation(validation);
    }

    RunOutcome outcome() const
    {
        RunOutcome outcome;
        outcome.message = "All steps are done.";
        outcome.steps = steps;
        outcome.epochs = 1;
        outcome.seconds = 0.5 * static_cast<double>(steps);
        outcome.bestValidationLoss = 2.0 * lossAt(steps);
        outcome.bestStep = steps;
        return outcome;
    }
};

}  // namespace nie::test
