#include "core/base/error.h"
#include "core/models/anie/anie.h"
#include "core/models/anie_field/anie_field.h"
#include "core/models/fno/fno.h"
#include "core/models/galerkin_transformer/galerkin_transformer.h"
#include "core/models/latent_node/latent_node.h"
#include "core/models/model.h"
#include "core/models/nie/nie_model.h"
#include "core/models/nie_conv/nie_conv.h"
#include "core/models/recurrent/conv_lstm.h"
#include "core/models/recurrent/lstm.h"
#include "core/models/residual/residual.h"

#include <algorithm>

namespace nie {

namespace {

/// One catalogue entry: options are read strictly from the configuration's model section.
template <class ModelType, class Options>
ModelEntry entry(std::string name, std::string title, std::vector<std::int64_t> spaceDimensions = {0})
{
    return {std::move(name), std::move(title), describeOptions<Options>(),
            [](const Json& section, const std::string& source, const ModelContext& context)
                -> std::shared_ptr<Model> {
                const auto options = readOptions<Options>(section, source, "model", {"name"});
                return std::make_shared<ModelType>(options, context);
            },
            std::move(spaceDimensions)};
}

/// The same of a function that builds the model.
template <class Options>
ModelEntry entryMadeBy(std::shared_ptr<Model> (*make)(const Options&, const ModelContext&), std::string name,
                       std::string title, std::vector<std::int64_t> spaceDimensions)
{
    const Options defaults;
    return {std::move(name), std::move(title), describeOptions(defaults),
            [make](const Json& section, const std::string& source, const ModelContext& context) {
                const auto options = readOptions<Options>(section, source, "model", {"name"});
                return make(options, context);
            },
            std::move(spaceDimensions)};
}

bool takes(const ModelEntry& model, std::int64_t dimensions)
{
    return std::find(model.spaceDimensions.begin(), model.spaceDimensions.end(), dimensions)
           != model.spaceDimensions.end();
}

/// ANIE in either mode: the released code is another class behind the same options.
ModelEntry anieEntry()
{
    const AnieOptions defaults;
    return {"anie", "Attentional neural integral equation", describeOptions(defaults),
            [](const Json& section, const std::string& source, const ModelContext& context) {
                const auto options = readOptions<AnieOptions>(section, source, "model", {"name"});
                return makeAnie(options, context);
            },
            {0}, /*anyWindow=*/true};
}

}  // namespace

const std::vector<ModelEntry>& modelCatalog()
{
    static const std::vector<ModelEntry> catalog = {
        anieEntry(),
        entry<AnieField, AnieFieldOptions>("anie_field", "Attentional neural integral equation of fields",
                                           {1, 2}),
        entry<NieModel, NieOptions>("nie", "Neural integral equation"),
        entry<NieConv, NieConvOptions>("nie_conv", "Neural integral equation with a convolution kernel", {1, 2}),
        entryMadeBy(makeFno1d, "fno1d", "Fourier neural operator on a line", {1}),
        entryMadeBy(makeFno2d, "fno2d", "Fourier neural operator on a plane, or on line and time", {1, 2}),
        entryMadeBy(makeFno3d, "fno3d", "Fourier neural operator on plane and time", {2}),
        entry<GalerkinTransformer, GalerkinTransformerOptions>("galerkin_transformer", "Galerkin transformer", {1, 2}),
        entry<Lstm, LstmOptions>("lstm", "Long short-term memory (baseline)"),
        entry<ConvLstm, ConvLstmOptions>("conv_lstm", "Convolutional LSTM (baseline)", {1, 2}),
        entry<LatentNode, LatentNodeOptions>("latent_node", "Latent neural ODE (baseline)"),
        entry<Residual, ResidualOptions>("residual", "Residual network (baseline)"),
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

void requireSpaceDimensions(const ModelEntry& model, std::int64_t dimensions, const std::string& source)
{
    if (takes(model, dimensions))
        return;
    std::string fitting;
    for (const ModelEntry& candidate : modelCatalog())
        if (takes(candidate, dimensions))
            fitting += (fitting.empty() ? "" : ", ") + candidate.name;
    const std::string kind = dimensions == 0 ? std::string("curves")
                                             : "fields in " + std::to_string(dimensions) + " space dimension"
                                                   + (dimensions == 1 ? "" : "s");
    throw InputError(source, "model.name: the model does not take " + kind + " such as this data set holds",
                     "\"" + model.name + "\"", "one of: " + fitting);
}

}  // namespace nie
