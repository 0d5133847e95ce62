#include "core/models/recurrent/lstm.h"

#include "core/base/error.h"

namespace nie {

namespace {

constexpr std::int64_t kFewChannels = 10;
/// Of the publication: for curves in the plane and for 80 brain regions.
constexpr std::int64_t kHiddenOfFew = 70;
constexpr std::int64_t kHiddenOfMany = 240;
constexpr double kFirstIncrement = 0.1;

}  // namespace

Lstm::Lstm(const LstmOptions& options, const ModelContext& context) : m_options(options)
{
    if (m_options.hidden == 0)
        m_options.hidden = context.channels <= kFewChannels ? kHiddenOfFew : kHiddenOfMany;
    m_scale = register_module("scale", ChannelScale(context, options.protocol == "own"));
    m_cell = register_module("cell", LstmCell(context.channels, m_options.hidden));
    m_readOut = register_module("read_out", torch::nn::Linear(m_options.hidden, context.channels));
    if (m_options.protocol != "own" || !m_options.increments)
        return;
    // Near no change: the untrained model holds the last point in place of drifting away.
    const torch::NoGradGuard noGrad;
    m_readOut->weight.mul_(kFirstIncrement);
    m_readOut->bias.zero_();
}

torch::Tensor Lstm::continued(const torch::Tensor& given, std::int64_t count,
                              const torch::Tensor& truth, const std::stop_token& stop)
{
    const auto start = given.size(1);
    if (truth.defined() && m_options.teacherForcing >= 1.0) {
        const auto known = truth.slice(1, 0, start + count - 1);
        const auto next = m_readOut(m_cell->over(known));
        return (m_options.increments ? known + next : next).slice(1, start - 1);
    }
    LstmCellImpl::State state;
    m_cell->over(given, &state);
    torch::Tensor value = given.select(1, start - 1);
    std::vector<torch::Tensor> points;
    for (std::int64_t k = 0; k < count; ++k) {
        if (stop.stop_requested())
            throw Interrupted();
        const auto next = m_readOut(state.h);
        points.push_back(m_options.increments ? value + next : next);
        value = points.back();
        if (truth.defined() && m_options.teacherForcing > 0.0) {
            const auto forced =
                torch::rand({value.size(0), 1}, value.options()) < m_options.teacherForcing;
            value = torch::where(forced, truth.select(1, start + k), value);
        }
        if (k + 1 < count)
            state = m_cell(value, state);
    }
    return torch::stack(points, 1);
}

torch::Tensor Lstm::continuedByWindows(const torch::Tensor& given, std::int64_t count,
                                       const std::stop_token& stop)
{
    std::vector<torch::Tensor> known = given.unbind(1);
    const auto start = known.size();
    const auto width = static_cast<std::size_t>(m_options.window);
    for (std::int64_t k = 0; k < count; ++k) {
        if (stop.stop_requested())
            throw Interrupted();
        const auto first = known.size() - std::min(width, known.size());
        const std::vector<torch::Tensor> last(known.begin() + static_cast<std::ptrdiff_t>(first),
                                              known.end());
        known.push_back(m_readOut(m_cell->over(torch::stack(last, 1)).select(1, -1)));
    }
    known.erase(known.begin(), known.begin() + static_cast<std::ptrdiff_t>(start));
    return torch::stack(known, 1);
}

torch::Tensor Lstm::fromTrueWindows(const torch::Tensor& truth, std::int64_t given)
{
    const auto times = truth.size(1);
    const auto width = m_options.window;
    std::vector<torch::Tensor> parts;
    // Points that have fewer than a window's points before them share one pass from the first.
    const auto full = std::min(std::max(width, given), times);
    if (given < full)
        parts.push_back(m_readOut(m_cell->over(truth.slice(1, 0, full - 1)).slice(1, given - 1)));
    if (full < times) {
        const auto windows = truth
                                 .unfold(1, width, 1)  // [batch, place, channel, window]
                                 .slice(1, full - width, times - width);
        const auto flat = windows.flatten(0, 1).transpose(1, 2);
        const auto next = m_readOut(m_cell->over(flat).select(1, -1));
        parts.push_back(next.view({truth.size(0), times - full, truth.size(2)}));
    }
    return torch::cat(parts, 1);
}

Prediction Lstm::answer(const Query& query, const torch::Tensor& truth,
                        const PredictOptions& options)
{
    const auto given = m_scale->standardise(query.given);
    const auto known = truth.defined() ? m_scale->standardise(truth) : truth;
    const auto count = query.times.size(0) - given.size(1);
    Prediction prediction;
    if (count == 0) {
        prediction.y = query.given;
        return prediction;
    }
    torch::Tensor rest;
    if (m_options.protocol == "own")
        rest = continued(given, count, known, options.stop);
    else
        rest = known.defined() ? fromTrueWindows(known, given.size(1))
                               : continuedByWindows(given, count, options.stop);
    prediction.y = torch::cat({query.given, m_scale->restore(rest)}, 1);
    return prediction;
}

Prediction Lstm::predict(const Query& query, const PredictOptions& options)
{
    return answer(query, {}, options);
}

Prediction Lstm::predictForced(const Query& query, const torch::Tensor& truth,
                               const PredictOptions& options)
{
    return answer(query, truth, options);
}

}  // namespace nie
