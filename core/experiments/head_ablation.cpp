#include "core/experiments/head_ablation.h"

#include "core/data/metrics.h"
#include "core/experiments/experiment.h"
#include "core/models/attention_source.h"
#include "core/training/prediction.h"

#include <numeric>

namespace nie {

namespace {

std::vector<std::int64_t> allHeads(const AttentionLayer& layer)
{
    std::vector<std::int64_t> heads(static_cast<std::size_t>(layer->options().heads));
    std::iota(heads.begin(), heads.end(), 0);
    return heads;
}

/// Leaves heads out for a scope.
class Without {
public:
    Without(AttentionLayer layer, const std::vector<std::int64_t>& heads)
        : m_layer(std::move(layer))
    {
        m_layer->ablateHeads(heads);
    }
    ~Without() { m_layer->ablateHeads({}); }
    Without(const Without&) = delete;
    Without& operator=(const Without&) = delete;

private:
    AttentionLayer m_layer;
};

}  // namespace

AblationStudy ablateHeads(const TrainingTask& task, const std::string& split,
                          const std::stop_token& stop)
{
    const AttentionSource& source = requireAttention(*task.model, task.modelName, task.experiment);
    const auto& samples = samplesOf(task.split, split);
    const Dataset& data = *task.dataset;
    const auto score = [&] {
        const auto set = predictSamples(task, samples, stop);
        return scorePredictions(data.givenFirst(set.y).slice(1, data.givenPoints),
                                data.givenFirst(set.truth).slice(1, data.givenPoints));
    };
    AblationStudy study;
    study.split = split;
    study.samples = static_cast<std::int64_t>(samples.size());
    study.whole = score();
    const auto layers = source.attentionLayers();
    for (std::size_t l = 0; l < layers.size(); ++l)
        for (const auto head : allHeads(layers[l])) {
            const Without without(layers[l], {head});
            study.heads.push_back({static_cast<std::int64_t>(l), head, score()});
        }
    std::vector<std::unique_ptr<Without>> without;
    for (const AttentionLayer& layer : layers)
        without.push_back(std::make_unique<Without>(layer, allHeads(layer)));
    study.none = score();
    return study;
}

}  // namespace nie
