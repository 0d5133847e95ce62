#include "core/models/residual/residual.h"

#include "core/base/error.h"

namespace nie {

namespace {

/// Of the last layer: twenty untrained steps stay near their start.
constexpr double kFirstChange = 0.1;

}  // namespace

Residual::Residual(const ResidualOptions& options, const ModelContext& context)
{
    m_scale = register_module("scale", ChannelScale(context, options.standardise));
    m_change =
        register_module("change", Perceptron(context.channels, options.hidden, options.layers,
                                             context.channels, kFirstChange, "elu"));
}

Prediction Residual::predict(const Query& query, const PredictOptions& options)
{
    const auto given = query.given.size(1);
    auto value = m_scale->standardise(query.given.select(1, given - 1));
    std::vector<torch::Tensor> parts{query.given};
    for (std::int64_t k = given; k < query.times.size(0); ++k) {
        if (options.stop.stop_requested())
            throw Interrupted();
        value = value + m_change(value);
        parts.push_back(m_scale->restore(value).unsqueeze(1));
    }
    Prediction prediction;
    prediction.y = torch::cat(parts, 1);
    return prediction;
}

}  // namespace nie
