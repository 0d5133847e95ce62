#include "core/results/model_summary.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <array>

namespace nie {

namespace {

Json moduleToJson(const ModuleSummary& module)
{
    Json parameters = Json::array();
    for (const ParameterSummary& each : module.parameters)
        parameters.push_back({{"name", each.name}, {"shape", each.shape}, {"count", each.count}});
    Json modules = Json::array();
    for (const ModuleSummary& each : module.modules)
        modules.push_back(moduleToJson(each));
    return {{"name", module.name},
            {"type", module.type},
            {"count", module.parameterCount()},
            {"parameters", parameters},
            {"modules", modules}};
}

ModuleSummary moduleFromJson(const Json& json)
{
    ModuleSummary module;
    module.name = json.at("name").get<std::string>();
    module.type = json.at("type").get<std::string>();
    for (const Json& each : json.at("parameters"))
        module.parameters.push_back({each.at("name").get<std::string>(),
                                     each.at("shape").get<std::vector<std::int64_t>>(),
                                     each.at("count").get<std::int64_t>()});
    for (const Json& each : json.at("modules"))
        module.modules.push_back(moduleFromJson(each));
    return module;
}

}  // namespace

std::int64_t ModuleSummary::parameterCount() const
{
    std::int64_t count = 0;
    for (const ParameterSummary& each : parameters)
        count += each.count;
    for (const ModuleSummary& each : modules)
        count += each.parameterCount();
    return count;
}

std::int64_t ModelSummary::totalBytes() const
{
    return parameterBytes + bufferBytes + gradientBytes + optimizerBytes +
           activationBytes.value_or(0);
}

Json ModelSummary::toJson() const
{
    return {{"experiment", experiment},
            {"precision", precision},
            {"parameters", model.parameterCount()},
            {"batch_size", batchSize},
            {"memory",
             {{"parameters", parameterBytes},
              {"buffers", bufferBytes},
              {"gradients", gradientBytes},
              {"optimizer", optimizerBytes},
              {"activations_estimate", activationBytes ? Json(*activationBytes) : Json()},
              {"total", totalBytes()}}},
            {"model", moduleToJson(model)}};
}

ModelSummary ModelSummary::fromJson(const Json& json, const std::string& source)
{
    try {
        const Json& memory = json.at("memory");
        const Json& activations = memory.at("activations_estimate");
        ModelSummary summary;
        summary.experiment = json.at("experiment").get<std::string>();
        summary.precision = json.at("precision").get<std::string>();
        summary.model = moduleFromJson(json.at("model"));
        summary.batchSize = json.at("batch_size").get<std::int64_t>();
        summary.parameterBytes = memory.at("parameters").get<std::int64_t>();
        summary.bufferBytes = memory.at("buffers").get<std::int64_t>();
        summary.gradientBytes = memory.at("gradients").get<std::int64_t>();
        summary.optimizerBytes = memory.at("optimizer").get<std::int64_t>();
        if (!activations.is_null())
            summary.activationBytes = activations.get<std::int64_t>();
        return summary;
    } catch (const Json::exception& error) {
        throw InputError(source, "is no summary of a model", error.what());
    }
}

std::string memoryText(std::int64_t bytes)
{
    constexpr double kThousand = 1000.0;
    constexpr std::array kUnits{"kB", "MB", "GB", "TB"};
    if (bytes < 1000)
        return fmt::format("{} B", bytes);
    auto size = static_cast<double>(bytes) / kThousand;
    std::size_t unit = 0;
    while (size >= kThousand && unit + 1 < kUnits.size()) {
        size /= kThousand;
        ++unit;
    }
    return fmt::format("{:.{}f} {}", size, size < 10 ? 2 : size < 100 ? 1 : 0, kUnits[unit]);
}

}  // namespace nie
