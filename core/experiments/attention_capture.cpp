#include "core/experiments/attention_capture.h"

#include "core/base/error.h"
#include "core/data/tensor_conversion.h"
#include "core/experiments/experiment.h"
#include "core/training/evaluation_mode.h"
#include "core/training/prediction.h"

#include <fmt/format.h>

#include <numeric>

namespace nie {

namespace {

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

std::vector<std::int64_t> allTokens(std::int64_t tokens)
{
    std::vector<std::int64_t> numbers(static_cast<std::size_t>(tokens));
    std::iota(numbers.begin(), numbers.end(), std::int64_t(0));
    return numbers;
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

/// A head whose averages are not yet multiplied by the length of their limits.
AttentionHeads AttentionCapture::pureHead(std::int64_t layer, std::int64_t head) const
{
    AttentionHeads one = m_heads.layers[static_cast<std::size_t>(layer)];
    one.integralScaling = false;
    for (torch::Tensor* part : {&one.query, &one.key, &one.value})
        *part = part->narrow(1, head, 1);
    return one;
}

/// Tells of a map's rows and columns what the limits do with them.
void AttentionCapture::addLimits(AttentionMap& map) const
{
    map.rowScale.assign(map.rows.size(), 1.0);
    if (m_heads.domain.limits() == Limits::Fredholm)
        return;
    const bool scaled = m_heads.layers[static_cast<std::size_t>(map.layer)].integralScaling;
    const auto rows = torch::tensor(map.rows, torch::kLong);
    if (m_origin.distributions && scaled)
        map.rowScale = toVector(m_heads.domain.extent().index_select(0, rows));
    const bool column = map.isColumn();
    const auto weights = column ? m_heads.domain.columns(torch::tensor(map.columns, torch::kLong),
                                                         m_origin.distributions)
                                : m_heads.domain.rows(rows, m_origin.distributions);
    const auto outside = (weights == 0).to(torch::kByte).contiguous();
    map.outside.assign(outside.data_ptr<std::uint8_t>(),
                       outside.data_ptr<std::uint8_t>() + outside.numel());
}

AttentionMap AttentionCapture::map(std::int64_t layer, std::int64_t head,
                                   const std::vector<std::int64_t>& rows) const
{
    requireHead(layer, head);
    AttentionMap map;
    map.layer = layer;
    map.head = head;
    map.columns = allTokens(m_heads.domain.tokens());
    map.rows = rows.empty() ? map.columns : rows;
    for (const auto row : map.rows)
        requireNumber("token", row, m_heads.domain.tokens());
    map.values = toVector(
        kernelRows(pureHead(layer, head), m_heads.domain, torch::tensor(map.rows, torch::kLong)));
    addLimits(map);
    return map;
}

AttentionMap AttentionCapture::column(std::int64_t layer, std::int64_t head, std::int64_t token,
                                      const std::stop_token& stop) const
{
    requireHead(layer, head);
    requireNumber("token", token, m_heads.domain.tokens());
    if (stop.stop_requested())
        throw Interrupted();
    AttentionMap map;
    map.layer = layer;
    map.head = head;
    map.rows = allTokens(m_heads.domain.tokens());
    map.columns = {token};
    map.values = toVector(
        kernelColumns(pureHead(layer, head), m_heads.domain, torch::tensor({token}, torch::kLong)));
    addLimits(map);
    return map;
}

std::vector<double> AttentionCapture::evenRows(const std::vector<std::int64_t>& rows) const
{
    const auto weights = m_heads.domain.rows(torch::tensor(rows, torch::kLong), true);
    return toVector(weights / weights.sum(1, true));
}

}  // namespace nie
