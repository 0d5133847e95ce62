#include "core/config/options.h"
#include "core/results/run_folder.h"

#include <array>
#include <cmath>

namespace nie {

namespace {

constexpr std::array kStates{RunOutcome::State::Completed, RunOutcome::State::StoppedEarly,
                             RunOutcome::State::OutOfTime, RunOutcome::State::Stopped,
                             RunOutcome::State::Failed};

/// outcome.json as options, so that it is read strictly. A best loss that was never measured is
/// null.
struct OutcomeFields {
    RunOutcome outcome;
    std::string state = stateText(RunOutcome::State::Completed);

    struct TimeFields {
        TimeSplit* split;
        template <class Visitor>
        void visit(Visitor& v)
        {
            v("training", split->training, {.description = "Share spent on optimiser steps"});
            v("evaluation", split->evaluation, {.description = "Share spent on validation"});
            v("reporting", split->reporting, {.description = "Share spent on snapshots and files"});
            v("other", split->other, {.description = "Share of everything else"});
        }
    };

    template <class Visitor>
    void visit(Visitor& v)
    {
        OptionInfo states{.description = "How the training ended"};
        for (const RunOutcome::State known : kStates)
            states.choices.push_back(stateText(known));
        v("state", state, states);
        v("message", outcome.message, {.description = "Why"});
        v("steps", outcome.steps, {.description = "Optimiser steps done", .minimum = 0.0});
        v("epochs", outcome.epochs,
          {.description = "Passes over the training set", .minimum = 0.0});
        v("seconds", outcome.seconds,
          {.description = "Training time", .unit = "s", .minimum = 0.0});
        v("best_validation_loss", outcome.bestValidationLoss,
          {.description = "Least validation loss"});
        v("best_step", outcome.bestStep, {.description = "Step of the least validation loss"});
        TimeFields times{&outcome.timeSplit};
        v.section("time_split", times);
    }
};

}  // namespace

Json outcomeToJson(const RunOutcome& outcome)
{
    Json json = writeOptions(OutcomeFields{outcome, stateText(outcome.state)});
    if (!std::isfinite(outcome.bestValidationLoss))
        json["best_validation_loss"] = nullptr;
    return json;
}

RunOutcome outcomeFromJson(const Json& json, const std::string& source)
{
    Json present = json;
    if (present.is_object() && present.contains("best_validation_loss") &&
        present["best_validation_loss"].is_null())
        present.erase("best_validation_loss");
    auto fields = readOptions<OutcomeFields>(present, source, "");
    for (const RunOutcome::State state : kStates)
        if (stateText(state) == fields.state)
            fields.outcome.state = state;
    return fields.outcome;
}

Json scoresToJson(const Scores& scores)
{
    return {{"mse", scores.mse},
            {"relative_l2", scores.relativeL2},
            {"r2", scores.r2},
            {"r2_determination", scores.r2Determination}};
}

namespace {

Json horizonsToJson(const HorizonScores& scores)
{
    return {{"mae", scores.meanAbsoluteError},
            {"r2", scores.r2},
            {"distance", scores.distance},
            {"distance_sd", scores.distanceDeviation},
            {"nrmse", scores.nrmse}};
}

/// How the scores vary over the samples, by score.
Json spreadsToJson(const Scores& scores)
{
    Json json = Json::object();
    for (const auto& [name, spread] :
         {std::pair("mse", &scores.mseSpread), std::pair("relative_l2", &scores.relativeL2Spread),
          std::pair("r2", &scores.r2Spread),
          std::pair("r2_determination", &scores.r2DeterminationSpread)})
        json[name] = {{"standard_deviation", spread->deviation},
                      {"confidence_half_width_95", spread->confidenceHalfWidth}};
    return json;
}

}  // namespace

Json evaluationToJson(const RunEvaluation& evaluation)
{
    Json floors = Json::object();
    Json horizons = {{"model", horizonsToJson(evaluation.test.horizons)}};
    Json sampleR2 = {{"model", evaluation.test.sampleR2}};
    for (const auto& [name, scores] : evaluation.floors) {
        floors[name] = scoresToJson(scores);
        horizons[name] = horizonsToJson(scores.horizons);
        sampleR2[name] = scores.sampleR2;
    }
    Json json = {{"experiment", evaluation.experiment},
                 {"model", evaluation.model},
                 {"parameters", evaluation.parameters},
                 {"checkpoint", evaluation.checkpoint},
                 {"step", evaluation.step},
                 {"split", evaluation.split},
                 {"samples", evaluation.samples},
                 {"given_points", evaluation.givenPoints},
                 {evaluation.split, scoresToJson(evaluation.test)},
                 {"all_points", scoresToJson(evaluation.allPoints)},
                 {"floors", floors},
                 {"solver",
                  {{"iterations", evaluation.solverIterations},
                   {"residual", evaluation.solverResidual},
                   {"converged_share", evaluation.convergedShare}}},
                 {"coupling", evaluation.coupling},
                 {"spread_over_samples", spreadsToJson(evaluation.test)},
                 {"horizons", horizons},
                 {"sample_r2", sampleR2}};
    if (!evaluation.noiseCeiling.distance.empty())
        json["noise_ceiling"] = horizonsToJson(evaluation.noiseCeiling);
    return json;
}

}  // namespace nie
