#include "core/models/anie/attention_kernel.h"

#include "core/base/error.h"

#include <cmath>

namespace nie {

namespace {

/// Entries of a block of pairs that the columns' norms are summed from.
constexpr std::int64_t kBlockEntries = std::int64_t{1} << 22;

/// q_i.k_j for rows of `query` and rows of `key`, over sqrt(dk) where the kind says so.
torch::Tensor products(AttentionKind kind, const torch::Tensor& query, const torch::Tensor& key)
{
    const auto pairs = torch::matmul(query, key.transpose(2, 3));
    const bool scaled = kind == AttentionKind::Softmax || kind == AttentionKind::Fourier;
    return scaled ? pairs / std::sqrt(static_cast<double>(query.size(3))) : pairs;
}

torch::Tensor scaledAverage(const AttentionHeads& heads, const IntegrationDomain& domain,
                            const torch::Tensor& average, const torch::Tensor& rows)
{
    if (!heads.integralScaling || domain.limits() == IntegrationDomain::Limits::Fredholm)
        return average;
    return average * domain.extent().index_select(0, rows).unsqueeze(1);
}

/// What divides the rows of an average, block of rows by block of rows: [batch, head, token, 1].
/// softmax: its logarithm.
torch::Tensor rowNorms(const AttentionHeads& heads, const IntegrationDomain& domain)
{
    const auto tokens = domain.tokens();
    const auto perRow = heads.query.size(0) * heads.query.size(1) * tokens;
    const auto block = std::max<std::int64_t>(1, kBlockEntries / perRow);
    std::vector<torch::Tensor> norms;
    for (std::int64_t first = 0; first < tokens; first += block) {
        const auto count = std::min(block, tokens - first);
        const auto rows = torch::arange(
            first, first + count, torch::TensorOptions(torch::kLong).device(heads.query.device()));
        const auto pairs = products(heads.kind, heads.query.narrow(2, first, count), heads.key);
        const auto weights = domain.rows(rows, true);
        norms.push_back(heads.kind == AttentionKind::Softmax
                            ? torch::logsumexp(pairs + weights.log(), 3, true)
                            : (pairs * weights).sum(3, true));
    }
    return torch::cat(norms, 2);
}

}  // namespace

AttentionKind attentionKindFromName(const std::string& name)
{
    if (name == "softmax")
        return AttentionKind::Softmax;
    if (name == "fourier")
        return AttentionKind::Fourier;
    if (name == "galerkin")
        return AttentionKind::Galerkin;
    if (name == "linear")
        return AttentionKind::Linear;
    throw InputError("model.attention", "unknown value", "\"" + name + "\"",
                     "one of: galerkin, fourier, linear, softmax");
}

bool isAverage(AttentionKind kind)
{
    return kind == AttentionKind::Softmax || kind == AttentionKind::Linear;
}

torch::Tensor kernelRows(const AttentionHeads& heads, const IntegrationDomain& domain,
                         const torch::Tensor& rows)
{
    const auto pairs = products(heads.kind, heads.query.index_select(2, rows), heads.key);
    const auto weights = domain.rows(rows, isAverage(heads.kind));
    if (!isAverage(heads.kind))
        return pairs * weights;
    if (heads.kind == AttentionKind::Softmax)
        return scaledAverage(heads, domain, torch::softmax(pairs + weights.log(), 3), rows);
    const auto weighted = pairs * weights;
    return scaledAverage(heads, domain, weighted / weighted.sum(3, true), rows);
}

torch::Tensor kernelColumns(const AttentionHeads& heads, const IntegrationDomain& domain,
                            const torch::Tensor& columns)
{
    const auto pairs = products(heads.kind, heads.query, heads.key.index_select(2, columns));
    const auto weights = domain.columns(columns, isAverage(heads.kind));
    if (!isAverage(heads.kind))
        return pairs * weights;
    const auto norms = rowNorms(heads, domain);
    const auto every = torch::arange(domain.tokens(), columns.options());
    const auto average = heads.kind == AttentionKind::Softmax
                             ? torch::exp(pairs + weights.log() - norms)
                             : pairs * weights / norms;
    return scaledAverage(heads, domain, average, every);
}

}  // namespace nie
