#include "core/results/evaluation_diagnostics.h"

#include "core/base/error.h"

#include <algorithm>
#include <limits>

namespace nie {

namespace {

std::vector<double> numbersOrNan(const Json& list)
{
    std::vector<double> numbers;
    numbers.reserve(list.size());
    for (const Json& value : list)
        numbers.push_back(value.is_null() ? std::numeric_limits<double>::quiet_NaN()
                                          : value.get<double>());
    return numbers;
}

EvaluationDiagnostics::Components componentsFrom(const Json& json)
{
    EvaluationDiagnostics::Components components;
    components.shares = json.at("shares").get<std::array<double, 2>>();
    components.overSamples = json.at("over_samples").get<bool>();
    components.missing = json.at("missing").get<std::string>();
    for (const Json& each : json.at("paths")) {
        EvaluationDiagnostics::Path path;
        path.sample = each.at("sample").get<std::int64_t>();
        for (std::size_t k = 0; k < 2; ++k) {
            path.truth[k] = numbersOrNan(each.at("truth").at(k));
            path.prediction[k] = numbersOrNan(each.at("prediction").at(k));
        }
        components.paths.push_back(std::move(path));
    }
    return components;
}

std::vector<EvaluationDiagnostics::Sample> sampleErrorsFrom(const Json& json)
{
    const auto index = json.at("index").get<std::vector<std::int64_t>>();
    const auto mse = numbersOrNan(json.at("mse")), relative = numbersOrNan(json.at("relative_l2")),
               r2 = numbersOrNan(json.at("r2")), residual = numbersOrNan(json.at("residual"));
    std::vector<EvaluationDiagnostics::Sample> samples;
    for (std::size_t i = 0; i < index.size(); ++i)
        samples.push_back({index[i], mse.at(i), relative.at(i), r2.at(i), residual.at(i)});
    return samples;
}

}  // namespace

std::shared_ptr<const PredictionSnapshot> EvaluationDiagnostics::predictionOf(
    std::int64_t sample) const
{
    const auto found =
        std::find_if(predictions.begin(), predictions.end(),
                     [sample](const auto& snapshot) { return snapshot->sample == sample; });
    return found == predictions.end() ? nullptr : *found;
}

Json diagnosticsToJson(const EvaluationDiagnostics& diagnostics)
{
    Json paths = Json::array();
    for (const auto& path : diagnostics.components.paths)
        paths.push_back(
            {{"sample", path.sample}, {"truth", path.truth}, {"prediction", path.prediction}});
    // One list a number: as read into a data frame.
    Json samples = {{"index", Json::array()},
                    {"mse", Json::array()},
                    {"relative_l2", Json::array()},
                    {"r2", Json::array()},
                    {"residual", Json::array()}};
    for (const auto& sample : diagnostics.samples) {
        samples["index"].push_back(sample.index);
        samples["mse"].push_back(sample.mse);
        samples["relative_l2"].push_back(sample.relativeL2);
        samples["r2"].push_back(sample.r2);
        samples["residual"].push_back(sample.residual);
    }
    return {{"split", diagnostics.split},
            {"time_label", diagnostics.timeLabel},
            {"horizon_times", diagnostics.horizonTimes},
            {"scatter",
             {{"count", diagnostics.scatter.count},
              {"truth", diagnostics.scatter.truth},
              {"prediction", diagnostics.scatter.prediction}}},
            {"components",
             {{"shares", diagnostics.components.shares},
              {"over_samples", diagnostics.components.overSamples},
              {"missing", diagnostics.components.missing},
              {"paths", paths}}},
            {"spectrum",
             {{"label", diagnostics.spectrum.label},
              {"missing", diagnostics.spectrum.missing},
              {"frequencies", diagnostics.spectrum.frequencies},
              {"truth", diagnostics.spectrum.truth},
              {"prediction", diagnostics.spectrum.prediction}}},
            {"samples", samples}};
}

EvaluationDiagnostics diagnosticsFromJson(const Json& json, const std::string& source)
{
    try {
        EvaluationDiagnostics diagnostics;
        diagnostics.split = json.at("split").get<std::string>();
        diagnostics.timeLabel = json.at("time_label").get<std::string>();
        diagnostics.horizonTimes = numbersOrNan(json.at("horizon_times"));
        const Json& scatter = json.at("scatter");
        diagnostics.scatter = {numbersOrNan(scatter.at("truth")),
                               numbersOrNan(scatter.at("prediction")),
                               scatter.at("count").get<std::int64_t>()};
        diagnostics.components = componentsFrom(json.at("components"));
        const Json& spectrum = json.at("spectrum");
        diagnostics.spectrum = {
            spectrum.at("label").get<std::string>(), numbersOrNan(spectrum.at("frequencies")),
            numbersOrNan(spectrum.at("truth")), numbersOrNan(spectrum.at("prediction")),
            spectrum.at("missing").get<std::string>()};
        diagnostics.samples = sampleErrorsFrom(json.at("samples"));
        return diagnostics;
    } catch (const std::exception& error) {
        throw InputError(source, std::string("not the diagnostics of a run: ") + error.what());
    }
}

}  // namespace nie
