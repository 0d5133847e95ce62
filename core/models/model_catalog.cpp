#include "core/base/error.h"
#include "core/models/anie/anie.h"
#include "core/models/model.h"
#include "core/models/nie/nie_model.h"

namespace nie {

namespace {

/// One catalogue entry: options are read strictly from the configuration's model section.
template <class ModelType, class Options>
ModelEntry entry(std::string name, std::string title)
{
    return {std::move(name), std::move(title), describeOptions<Options>(),
            [](const Json& section, const std::string& source, const ModelContext& context)
                -> std::shared_ptr<Model> {
                const auto options = readOptions<Options>(section, source, "model", {"name"});
                return std::make_shared<ModelType>(options, context);
            }};
}

}  // namespace

const std::vector<ModelEntry>& modelCatalog()
{
    static const std::vector<ModelEntry> catalog = {
        entry<Anie, AnieOptions>("anie", "Attentional neural integral equation"),
        entry<NieModel, NieOptions>("nie", "Neural integral equation"),
    };
    return catalog;
}

const ModelEntry& findModel(const std::string& name, const std::string& source)
{
    std::string known;
    for (const ModelEntry& candidate : modelCatalog()) {
        if (candidate.name == name)
            return candidate;
        known += (known.empty() ? "" : ", ") + candidate.name;
    }
    throw InputError(source, "model.name: unknown model", "\"" + name + "\"", "one of: " + known);
}

}  // namespace nie
