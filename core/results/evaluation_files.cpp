#include "core/results/evaluation_files.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/run_config.h"

#include <limits>

namespace nie {

namespace {

double scoreOrNan(const Json& json)
{
    return json.is_null() ? std::numeric_limits<double>::quiet_NaN() : json.get<double>();
}

std::vector<double> scoresOrNan(const Json& json)
{
    std::vector<double> numbers;
    for (const Json& value : json)
        numbers.push_back(scoreOrNan(value));
    return numbers;
}

Scores scoresFrom(const Json& json)
{
    Scores scores;
    scores.mse = scoreOrNan(json.at("mse"));
    scores.relativeL2 = scoreOrNan(json.at("relative_l2"));
    scores.r2 = scoreOrNan(json.at("r2"));
    scores.r2Determination = scoreOrNan(json.at("r2_determination"));
    return scores;
}

HorizonScores horizonsFrom(const Json& json)
{
    return {scoresOrNan(json.at("mae")), scoresOrNan(json.at("r2")),
            scoresOrNan(json.at("distance")), scoresOrNan(json.at("distance_sd")),
            scoresOrNan(json.at("nrmse"))};
}

void readSpreads(Scores& scores, const Json& json)
{
    for (const auto& [name, spread] :
         {std::pair("mse", &scores.mseSpread), std::pair("relative_l2", &scores.relativeL2Spread),
          std::pair("r2", &scores.r2Spread),
          std::pair("r2_determination", &scores.r2DeterminationSpread)})
        *spread = {scoreOrNan(json.at(name).at("standard_deviation")),
                   scoreOrNan(json.at(name).at("confidence_half_width_95"))};
}

RunEvaluation evaluationFrom(const Json& json)
{
    RunEvaluation evaluation;
    evaluation.experiment = json.at("experiment").get<std::string>();
    evaluation.model = json.at("model").get<std::string>();
    evaluation.parameters = json.at("parameters").get<std::int64_t>();
    evaluation.checkpoint = json.at("checkpoint").get<std::string>();
    evaluation.step = json.at("step").get<std::int64_t>();
    evaluation.split = json.at("split").get<std::string>();
    evaluation.samples = json.at("samples").get<std::int64_t>();
    // What later versions added may be missing.
    evaluation.givenPoints = json.value("given_points", std::int64_t{1});
    evaluation.test = scoresFrom(json.at(evaluation.split));
    if (json.contains("all_points"))
        evaluation.allPoints = scoresFrom(json.at("all_points"));
    const Json& floors = json.at("floors");
    for (auto floor = floors.begin(); floor != floors.end(); ++floor)
        evaluation.floors[floor.key()] = scoresFrom(floor.value());
    const auto ofEach = [&](const char* part, auto assign) {
        const auto found = json.find(part);
        if (found == json.end())
            return;
        for (auto each = found->begin(); each != found->end(); ++each)
            assign(each.key() == "model" ? evaluation.test : evaluation.floors[each.key()],
                   each.value());
    };
    ofEach("horizons",
           [](Scores& scores, const Json& value) { scores.horizons = horizonsFrom(value); });
    ofEach("sample_r2",
           [](Scores& scores, const Json& value) { scores.sampleR2 = scoresOrNan(value); });
    if (json.contains("noise_ceiling"))
        evaluation.noiseCeiling = horizonsFrom(json.at("noise_ceiling"));
    if (json.contains("spread_over_samples"))
        readSpreads(evaluation.test, json.at("spread_over_samples"));
    const Json& solver = json.at("solver");
    evaluation.solverIterations = scoreOrNan(solver.at("iterations"));
    evaluation.solverResidual = scoreOrNan(solver.at("residual"));
    evaluation.convergedShare = scoreOrNan(solver.at("converged_share"));
    evaluation.coupling = scoreOrNan(json.at("coupling"));
    return evaluation;
}

}  // namespace

RunEvaluation evaluationFromJson(const Json& json, const std::string& source)
{
    try {
        return evaluationFrom(json);
    } catch (const std::exception& error) {
        throw InputError(source, std::string("not the evaluation of a run: ") + error.what());
    }
}

void writeEvaluation(const RunFolder& folder, const RunEvaluation& evaluation)
{
    // The diagnostics first: who sees the scores finds them.
    if (evaluation.diagnostics)
        writeFileAtomically(folder.diagnostics(),
                            diagnosticsToJson(*evaluation.diagnostics).dump() + "\n");
    writeFileAtomically(folder.evaluation(), evaluationToJson(evaluation).dump(2) + "\n");
}

std::optional<RunEvaluation> readEvaluation(const RunFolder& folder)
{
    const auto read = [](const std::filesystem::path& file) {
        return parseJson(readFile(file), file.string());
    };
    if (!std::filesystem::exists(folder.evaluation()))
        return std::nullopt;
    RunEvaluation evaluation =
        evaluationFromJson(read(folder.evaluation()), folder.evaluation().string());
    if (std::filesystem::exists(folder.diagnostics()))
        evaluation.diagnostics = std::make_shared<const EvaluationDiagnostics>(
            diagnosticsFromJson(read(folder.diagnostics()), folder.diagnostics().string()));
    return evaluation;
}

}  // namespace nie
