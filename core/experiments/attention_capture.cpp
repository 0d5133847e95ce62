#include "core/experiments/attention_capture.h"

#include "core/base/error.h"
#include "core/experiments/experiment.h"
#include "core/data/tensor_conversion.h"
#include "core/results/head_statistics.h"
#include "core/training/evaluation_mode.h"
#include "core/training/prediction.h"

#include <fmt/format.h>

#include <numeric>

namespace nie {

namespace {

/// Pairs of tokens of all heads that are formed at once.
constexpr std::int64_t kPairsAtOnce = std::int64_t{1} << 19;

using Limits = IntegrationDomain::Limits;

std::string nameOf(AttentionKind kind)
{
    switch (kind) {
    case AttentionKind::Softmax:
        return "softmax";
    case AttentionKind::Fourier:
        return "fourier";
    case AttentionKind::Galerkin:
        return "galerkin";
    case AttentionKind::Linear:
        return "linear";
    }
    return {};
}

std::string nameOf(Limits limits)
{
    switch (limits) {
    case Limits::Fredholm:
        return "fredholm";
    case Limits::Volterra:
        return "volterra";
    case Limits::General:
        return "general";
    }
    return {};
}

void requireNumber(const std::string& name, std::int64_t number, std::int64_t count)
{
    if (number < 0 || number >= count)
        throw InputError(name, "there is no such " + name, std::to_string(number),
                         fmt::format("0 to {}", count - 1));
}

/// Consecutive rows from `first` on, so many that no more than kPairsAtOnce are formed.
torch::Tensor blockOfRows(std::int64_t first, std::int64_t tokens, std::int64_t heads)
{
    const auto most = std::max<std::int64_t>(1, kPairsAtOnce / (tokens * heads));
    return torch::arange(first, std::min(first + most, tokens), torch::kLong);
}

void requireRunning(const std::stop_token& stop)
{
    if (stop.stop_requested())
        throw Interrupted();
}

/// Adds the rows [row, token] to a sum.
void addRows(HeadStatisticsSum& sum, const torch::Tensor& rows)
{
    const auto plain =
        rows.to(torch::kDouble).contiguous();  // fields are computed in single precision
    for (std::int64_t i = 0; i < plain.size(0); ++i)
        sum.add(plain.data_ptr<double>() + i * plain.size(1));
}

/// Every entry added to the one that stands for it: [row, token] -> [merged row, merged token].
torch::Tensor mergedColumns(const torch::Tensor& values, std::int64_t merged)
{
    const auto blocks = (values.size(1) + merged - 1) / merged;
    const auto padded = torch::constant_pad_nd(values, {0, blocks * merged - values.size(1)});
    return padded.view({values.size(0), blocks, merged}).sum(2);
}

/// [block]: how many tokens each stands for; the last may stand for fewer.
torch::Tensor mergedCounts(std::int64_t tokens, std::int64_t merged)
{
    return mergedColumns(torch::ones({1, tokens}, torch::kDouble), merged)[0];
}

std::vector<std::int64_t> everyNth(std::int64_t tokens, std::int64_t step)
{
    std::vector<std::int64_t> result;
    for (std::int64_t i = 0; i < tokens; i += step)
        result.push_back(i);
    return result;
}

}  // namespace

AttentionCapture::AttentionCapture(const TrainingTask& task, const AttentionQuestion& question,
                                   const std::stop_token& stop)
{
    AttentionSource& source = requireAttention(*task.model, task.modelName, task.experiment);
    const auto& samples = samplesOf(task.split, question.split);
    requireNumber("sample", question.sample, static_cast<std::int64_t>(samples.size()));
    m_origin.model = task.modelName;
    m_origin.split = question.split;
    m_origin.sample = question.sample;
    m_origin.dataSample = samples[static_cast<std::size_t>(question.sample)];
    const EvaluationMode evaluation(*task.model);
    const auto batch = makeBatch(task, {m_origin.dataSample});
    m_heads = captureHeads(source, batch.query, question.iteration, stop);
    m_origin.tokens = source.attentionTokens(batch.query);
    // The model sees times and places in single precision.
    m_origin.tokens.times = toVector(task.dataset->times);
    m_origin.tokens.timeLabel = task.dataset->timeLabel;
    describeHeads();
}

AttentionCapture::AttentionCapture(CapturedHeads heads, AttentionOrigin origin)
    : m_origin(std::move(origin)),
      m_heads(std::move(heads))
{
    describeHeads();
}

void AttentionCapture::describeHeads()
{
    const AttentionHeads& first = m_heads.layers.front();
    m_origin.iteration = m_heads.iteration;
    m_origin.iterations = m_heads.iterations;
    m_origin.residual = m_heads.residual;
    m_origin.kind = nameOf(first.kind);
    m_origin.limits = nameOf(m_heads.domain.limits());
    m_origin.layers = static_cast<std::int64_t>(m_heads.layers.size());
    m_origin.heads = first.query.size(1);
    m_origin.distributions = isAverage(first.kind);
}

void AttentionCapture::requireHead(std::int64_t layer, std::int64_t head) const
{
    requireNumber("layer", layer, m_origin.layers);
    requireNumber("head", head, m_origin.heads);
}

/// A layer's heads whose averages are not yet multiplied by the length of their limits.
AttentionHeads AttentionCapture::pureHeads(std::int64_t layer) const
{
    AttentionHeads heads = m_heads.layers[static_cast<std::size_t>(layer)];
    heads.integralScaling = false;
    return heads;
}

AttentionMap AttentionCapture::map(std::int64_t layer, std::int64_t head,
                                   const std::vector<std::int64_t>& rows) const
{
    requireHead(layer, head);
    const auto tokens = m_heads.domain.tokens();
    AttentionMap map;
    map.layer = layer;
    map.head = head;
    map.columns = everyNth(tokens, 1);
    map.rows = rows.empty() ? map.columns : rows;
    for (const auto row : map.rows)
        requireNumber("token", row, tokens);
    const auto wanted = torch::tensor(map.rows, torch::kLong);
    AttentionHeads one = pureHeads(layer);
    for (torch::Tensor* part : {&one.query, &one.key, &one.value})
        *part = part->narrow(1, head, 1);
    map.values = toVector(kernelRows(one, m_heads.domain, wanted));
    map.rowScale.assign(map.rows.size(), 1.0);
    if (m_heads.domain.limits() == Limits::Fredholm)
        return map;
    const bool scaled = m_heads.layers[static_cast<std::size_t>(layer)].integralScaling;
    if (m_origin.distributions && scaled)
        map.rowScale = toVector(m_heads.domain.extent().index_select(0, wanted));
    const auto outside =
        (m_heads.domain.rows(wanted, m_origin.distributions) == 0).to(torch::kByte).contiguous();
    map.outside.assign(outside.data_ptr<std::uint8_t>(),
                       outside.data_ptr<std::uint8_t>() + outside.numel());
    return map;
}

void AttentionCapture::forBlocks(std::int64_t layer, std::int64_t head,
                                 const std::function<void(const AttentionMap& block)>& take,
                                 const std::stop_token& stop) const
{
    const auto tokens = m_heads.domain.tokens();
    for (std::int64_t first = 0; first < tokens;) {
        requireRunning(stop);
        const auto rows = blockOfRows(first, tokens, 1);
        const auto* numbers = rows.data_ptr<std::int64_t>();
        take(map(layer, head, {numbers, numbers + rows.numel()}));
        first += rows.numel();
    }
}

AttentionMap AttentionCapture::mergedMap(std::int64_t layer, std::int64_t head, std::int64_t most,
                                         const std::stop_token& stop) const
{
    const auto tokens = m_heads.domain.tokens();
    if (tokens <= most)
        return map(layer, head);
    AttentionMap result;
    result.layer = layer;
    result.head = head;
    result.merged = (tokens + most - 1) / most;
    result.rows = everyNth(tokens, result.merged);
    result.columns = result.rows;
    const auto count = static_cast<std::int64_t>(result.rows.size());
    auto sums = torch::zeros({count, count}, torch::kDouble);
    auto inside = torch::zeros({count, count}, torch::kDouble);
    auto scales = torch::zeros({count}, torch::kDouble);
    bool limited = false;
    const auto add = [&](const AttentionMap& block) {
        const auto blockRows = torch::tensor(block.rows, torch::kLong).div(result.merged, "floor");
        const auto values = torch::tensor(block.values, torch::kDouble).view({-1, tokens});
        sums.index_add_(0, blockRows, mergedColumns(values, result.merged));
        scales.index_add_(0, blockRows, torch::tensor(block.rowScale, torch::kDouble));
        limited = !block.outside.empty();
        if (limited) {
            const auto shown = 1 - torch::tensor(block.outside, torch::kDouble).view({-1, tokens});
            inside.index_add_(0, blockRows, mergedColumns(shown, result.merged));
        }
    };
    forBlocks(layer, head, add, stop);
    const auto counts = mergedCounts(tokens, result.merged);
    result.values = toVector(sums / torch::outer(counts, counts));
    result.rowScale = toVector(scales / counts);
    if (limited)
        for (const double entries : toVector(inside))
            result.outside.push_back(entries == 0.0 ? 1 : 0);
    return result;
}

void AttentionCapture::addLayer(AttentionStatistics& statistics, std::int64_t layer,
                                const std::stop_token& stop) const
{
    const AttentionHeads heads = pureHeads(layer);
    const auto tokens = m_heads.domain.tokens();
    std::vector<HeadStatisticsSum> sums(static_cast<std::size_t>(m_origin.heads),
                                        HeadStatisticsSum(m_origin.tokens, m_origin.distributions));
    auto outside = torch::zeros({m_origin.heads}, torch::kDouble);
    for (std::int64_t first = 0; first < tokens;) {
        requireRunning(stop);
        const auto rows = blockOfRows(first, tokens, m_origin.heads);
        const auto kernel = kernelRows(heads, m_heads.domain, rows)[0];
        for (std::size_t h = 0; h < sums.size(); ++h)
            addRows(sums[h], kernel[static_cast<std::int64_t>(h)]);
        if (m_heads.domain.limits() != Limits::Fredholm)
            outside += (kernel.abs() * (m_heads.domain.rows(rows, m_origin.distributions) == 0))
                           .sum(at::IntArrayRef{1, 2});
        first += rows.numel();
    }
    for (std::size_t h = 0; h < sums.size(); ++h) {
        HeadStatistics head = sums[h].result();
        head.layer = layer;
        head.head = static_cast<std::int64_t>(h);
        head.massOutsideLimits = outside[head.head].item<double>();
        statistics.heads.push_back(head);
    }
}

AttentionStatistics AttentionCapture::statistics(const std::stop_token& stop) const
{
    const torch::NoGradGuard noGrad;
    AttentionStatistics result;
    for (std::int64_t layer = 0; layer < m_origin.layers; ++layer)
        addLayer(result, layer, stop);
    HeadStatisticsSum uniform(m_origin.tokens, true);
    const auto tokens = m_heads.domain.tokens();
    for (std::int64_t first = 0; first < tokens;) {
        requireRunning(stop);
        const auto rows = blockOfRows(first, tokens, 1);
        const auto weights = m_heads.domain.rows(rows, true);
        addRows(uniform, weights / weights.sum(1, true));
        first += rows.numel();
    }
    result.uniform = uniform.result();
    return result;
}

}  // namespace nie
