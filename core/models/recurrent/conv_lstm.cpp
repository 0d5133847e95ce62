#include "core/models/recurrent/conv_lstm.h"

#include "core/base/error.h"

#include <cmath>

namespace nie {

namespace {

constexpr std::int64_t kPublishedWidth = 64;
constexpr std::int64_t kOwnWidth = 32;

std::vector<bool> circularAxes(const std::string& padding, bool paper,
                               const std::vector<SpaceAxis>& space)
{
    std::vector<bool> circular;
    for (const SpaceAxis& axis : space)
        circular.push_back(padding == "circular" ||
                           (padding == "automatic" && !paper && axis.periodic));
    return circular;
}

/// [batch, space..., channel] <-> [batch, channel, space...]
torch::Tensor channelsFirst(const torch::Tensor& frame)
{
    return frame.movedim(-1, 1);
}

torch::Tensor channelsLast(const torch::Tensor& frame)
{
    return frame.movedim(1, -1);
}

}  // namespace

ConvLstm::ConvLstm(const ConvLstmOptions& options, const ModelContext& context) : m_options(options)
{
    const bool paper = options.protocol == "paper";
    if (m_options.hidden == 0)
        m_options.hidden = paper ? kPublishedWidth : kOwnWidth;
    const auto width = m_options.hidden;
    const auto circular = circularAxes(options.padding, paper, context.space);
    m_scale = register_module("scale", ChannelScale(context, !paper));
    std::vector<std::int64_t> widths{context.channels, width, width};
    if (paper)
        widths.push_back(context.channels);
    for (std::size_t i = 1; i < widths.size(); ++i)
        m_cells.push_back(register_module("cell" + std::to_string(i),
                                          ConvLstmCell(widths[i - 1], widths[i], circular)));
    if (paper)
        return;
    // Small: with increments the untrained model holds the last frame.
    const double bound = 0.1 / std::sqrt(static_cast<double>(width));
    m_readOut = register_parameter("read_out_weight",
                                   torch::empty({context.channels, width}).uniform_(-bound, bound));
    m_readOutBias = register_parameter("read_out_bias", torch::zeros({context.channels}));
}

torch::Tensor ConvLstm::next(const torch::Tensor& frame, States& states)
{
    torch::Tensor x = frame;
    for (std::size_t i = 0; i < m_cells.size(); ++i)
        x = m_cells[i](x, states[i]);
    if (!m_readOut.defined())
        return x;
    const auto change = channelsFirst(torch::linear(channelsLast(x), m_readOut, m_readOutBias));
    return m_options.increments ? frame + change : change;
}

Prediction ConvLstm::predict(const Query& query, const PredictOptions& options)
{
    return predictForced(query, {}, options);
}

Prediction ConvLstm::predictForced(const Query& query, const torch::Tensor& truth,
                                   const PredictOptions& options)
{
    const auto frameOf = [&](const torch::Tensor& y, std::int64_t k) {
        return channelsFirst(m_scale->standardise(y.select(1, k)));
    };
    const auto given = query.given.size(1);
    const auto count = query.times.size(0);
    States states(m_cells.size());
    std::vector<torch::Tensor> frames;
    torch::Tensor value;
    for (std::int64_t k = 0; k + 1 < count; ++k) {
        if (options.stop.stop_requested())
            throw Interrupted();
        if (k < given) {
            value = frameOf(query.given, k);
        } else if (truth.defined() && m_options.teacherForcing > 0.0) {
            std::vector<std::int64_t> one(static_cast<std::size_t>(value.dim()), 1);
            one[0] = value.size(0);
            const auto forced = torch::rand(one, value.options()) < m_options.teacherForcing;
            value = torch::where(forced, frameOf(truth, k), value);
        }
        value = next(value, states);
        if (k + 1 >= given)
            frames.push_back(m_scale->restore(channelsLast(value)));
    }
    Prediction prediction;
    prediction.y =
        frames.empty() ? query.given : torch::cat({query.given, torch::stack(frames, 1)}, 1);
    return prediction;
}

}  // namespace nie
