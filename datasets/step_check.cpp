#include "datasets/step_check.h"

#include <algorithm>

namespace nie {

namespace {

constexpr std::int64_t kCheckedSamples = 3;

double relativeDistance(const torch::Tensor& found, const torch::Tensor& reference)
{
    return ((found - reference).norm() / reference.norm()).item<double>();
}

}  // namespace

std::optional<StepCheck> checkStep(const DatasetEntry& entry, const Json& section,
                                   const std::string& source, const Dataset& made,
                                   const GenerationContext& context)
{
    const auto has = [&entry](const char* name) {
        return std::any_of(entry.options.begin(), entry.options.end(),
                           [name](const OptionDescription& option) { return option.path == name; });
    };
    if (!has("max_step") || !has("samples") || !has("precision"))
        return std::nullopt;
    StepCheck check;
    check.step = made.recipe.at("parameters").at("max_step").get<double>();
    check.samples = std::min(kCheckedSamples, made.sampleCount());
    const auto make = [&](double step) {
        Json few = section;
        few["samples"] = check.samples;
        few["precision"] = "double";
        few["max_step"] = step;
        // The progress is that of the set itself.
        return entry
            .make(few, source,
                  {.seed = context.seed, .stop = context.stop, .threads = context.threads})
            .values.slice(1, 1);
    };
    const torch::Tensor found = make(check.step);
    const torch::Tensor finer = make(check.step / 4);
    check.errorAtEnd = relativeDistance(found.select(1, -1), finer.select(1, -1));
    check.error = relativeDistance(found, finer);
    return check;
}

}  // namespace nie
