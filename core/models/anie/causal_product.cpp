#include "core/models/anie/causal_product.h"

namespace nie {

namespace {

constexpr std::int64_t kChunkTokens = 64;

/// Coefficients of the pairs inside a chunk, [token, token]: 1 for earlier slabs, `own` within one.
torch::Tensor chunkCoefficients(const torch::Tensor& own, std::int64_t cells, bool reversed)
{
    const auto slab = torch::arange(own.size(0), own.options().dtype(torch::kLong));
    const auto row = slab.unsqueeze(1);
    const auto earlier = reversed ? row < slab : row > slab;
    const auto coefficients = earlier.to(own.options()) + torch::diag(own);
    return coefficients.repeat_interleave(cells, 0).repeat_interleave(cells, 1);
}

torch::Tensor sweep(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v,
                    const torch::Tensor& own, std::int64_t cells, bool reversed)
{
    const auto slabs = own.size(0);
    const auto perChunk = std::max<std::int64_t>(1, kChunkTokens / cells);
    const auto chunks = (slabs + perChunk - 1) / perChunk;
    auto out = torch::empty_like(v);
    auto sum = torch::zeros({q.size(0), q.size(2), v.size(2)}, q.options());
    for (std::int64_t c = 0; c < chunks; ++c) {
        const auto first = (reversed ? chunks - 1 - c : c) * perChunk;
        const auto count = std::min(perChunk, slabs - first);
        const auto queries = q.narrow(1, first * cells, count * cells);
        const auto keys = k.narrow(1, first * cells, count * cells);
        const auto values = v.narrow(1, first * cells, count * cells);
        auto target = out.narrow(1, first * cells, count * cells);
        if (count == 1) {
            const auto slabSum = torch::bmm(keys.transpose(1, 2), values);
            target.copy_(torch::bmm(queries, torch::addcmul(sum, slabSum, own[first])));
            sum = sum + slabSum;
            continue;
        }
        const auto pairs =
            torch::bmm(queries, keys.transpose(1, 2))
                .mul_(chunkCoefficients(own.narrow(0, first, count), cells, reversed));
        target.copy_(torch::baddbmm(torch::bmm(pairs, values), queries, sum));
        sum = torch::baddbmm(sum, keys.transpose(1, 2), values);
    }
    return out;
}

class CausalProduct : public torch::autograd::Function<CausalProduct> {
public:
    static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& q,
                                 const torch::Tensor& k, const torch::Tensor& v,
                                 const torch::Tensor& own, std::int64_t cells, bool reversed)
    {
        context->save_for_backward({q, k, v, own});
        context->saved_data["cells"] = cells;
        context->saved_data["reversed"] = reversed;
        return sweep(q, k, v, own, cells, reversed);
    }

    /// The transposed sums: each gradient is such a product again, which is why it can be
    /// differentiated once more.
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   const torch::autograd::variable_list& gradients)
    {
        const auto saved = context->get_saved_variables();
        const auto& q = saved[0];
        const auto& k = saved[1];
        const auto& v = saved[2];
        const auto& own = saved[3];
        const auto cells = context->saved_data["cells"].toInt();
        const bool reversed = context->saved_data["reversed"].toBool();
        const auto g = gradients[0].contiguous();
        return {causalProduct(g, v, k, own, cells, reversed),
                causalProduct(v, g, q, own, cells, !reversed),
                causalProduct(k, q, g, own, cells, !reversed),
                {},
                {},
                {}};
    }
};

}  // namespace

torch::Tensor causalProduct(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v,
                            const torch::Tensor& own, std::int64_t cells, bool reversed)
{
    return CausalProduct::apply(q, k, v, own, cells, reversed);
}

}  // namespace nie
