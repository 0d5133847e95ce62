#include "core/models/attention_source.h"

#include "core/base/error.h"

#include <fmt/format.h>

namespace nie {

AttentionSource& requireAttention(Model& model, const std::string& name, const std::string& where)
{
    if (auto* source = dynamic_cast<AttentionSource*>(&model))
        return *source;
    throw InputError(where, "this run has no attention that could be looked into", name,
                     "a run of anie (with model.reference=false) or anie_field");
}

CapturedHeads captureHeads(AttentionSource& source, const Query& query,
                           std::optional<std::int64_t> iteration, const std::stop_token& stop)
{
    const torch::NoGradGuard noGrad;
    const auto solution = source.solve(query, {.stop = stop, .keepIterates = true});
    CapturedHeads captured;
    captured.iterations = static_cast<std::int64_t>(solution.iterates.size());
    captured.iteration = iteration.value_or(captured.iterations);
    captured.residual = solution.residual.max().item<double>();
    if (captured.iteration < 0 || captured.iteration > captured.iterations)
        throw InputError("iteration", "the solve of this sample has no such iterate",
                         std::to_string(captured.iteration),
                         fmt::format("0 to {}, or last", captured.iterations));
    const auto& unknown = captured.iteration == captured.iterations
                              ? solution.y
                              : solution.iterates[static_cast<std::size_t>(captured.iteration)];
    captured.layers = source.attentionAt(query, unknown);
    captured.domain = source.attentionDomain(query);
    for (AttentionHeads& heads : captured.layers)
        for (torch::Tensor* part : {&heads.query, &heads.key, &heads.value})
            *part = part->to(torch::kCPU, torch::kDouble);
    return captured;
}

}  // namespace nie
