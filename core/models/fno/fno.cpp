#include "core/models/fno/fno.h"

#include "core/base/error.h"
#include "core/data/tensor_conversion.h"

namespace nie {

namespace {

FnoNetwork networkOf(const FnoOptions& options, std::int64_t inputs, std::int64_t outputs,
                     const std::vector<std::int64_t>& modes)
{
    return FnoNetwork(FnoNetworkOptions{.inputs = inputs,
                                        .outputs = outputs,
                                        .width = options.width,
                                        .layers = options.layers,
                                        .projection = options.projection,
                                        .activation = options.activation,
                                        .batchNorm = options.batchNorm},
                      modes);
}

SpaceAxis timeAxisOf(const torch::Tensor& times)
{
    SpaceAxis axis;
    axis.name = "t";
    axis.coordinates = toVector(times);
    axis.length = axis.coordinates.back() - axis.coordinates.front();
    return axis;
}

}  // namespace

FnoFrames::FnoFrames(const std::string& name, const FnoOptions& options,
                     const ModelContext& context)
    : FrameModel(name, options.frames, context),
      m_axes(context.space),
      m_padding(options.padding)
{
    const std::vector<std::int64_t> wanted(context.space.size(), options.modes);
    const auto modes = spectralModes(wanted, spectralPeriods(context.space, options.padding));
    m_network =
        register_module("network", networkOf(options, inputChannels(), context.channels, modes));
}

torch::Tensor FnoFrames::frame(const torch::Tensor& inputs, const Query& query)
{
    return m_network(inputs, spectralPeriods(query.space, m_axes, m_padding));
}

FnoSpaceTime::FnoSpaceTime(const std::string& name, const FnoOptions& options,
                           const ModelContext& context)
    : m_name(name),
      m_options(options),
      m_given(context.givenPoints),
      m_times(context.times, context.givenPoints),
      m_domain{timeAxisOf(context.times)}
{
    m_domain.insert(m_domain.end(), context.space.begin(), context.space.end());
    m_mean = register_buffer("mean", context.mean.to(torch::kFloat).clone());
    m_scale = register_buffer("scale", context.scale.to(torch::kFloat).clone());
    const auto axes = static_cast<std::int64_t>(context.space.size());
    std::vector<std::int64_t> wanted{options.timeModes};
    wanted.insert(wanted.end(), context.space.size(), options.modes);
    const auto inputs =
        context.channels * context.givenPoints + 1 + (options.frames.spaceCoordinates ? axes : 0);
    const auto modes = spectralModes(wanted, spectralPeriods(m_domain, options.padding));
    m_network = register_module("network", networkOf(options, inputs, context.channels, modes));
}

torch::Tensor FnoSpaceTime::compute(const Query& query, const torch::Tensor& times)
{
    std::vector<torch::Tensor> points{times};
    points.insert(points.end(), query.space.begin(), query.space.end());
    // The given frames side by side as channels, the same at every time.
    auto known = ((query.given - m_mean) / m_scale).movedim(-1, 2).flatten(1, 2).unsqueeze(2);
    auto shape = known.sizes().vec();  // [batch, channel, time, space...]
    shape[2] = times.size(0);
    known = known.expand(shape);
    auto coordinates = unitCoordinates(points, m_domain);
    if (!m_options.frames.spaceCoordinates)
        coordinates = coordinates.narrow(0, 0, 1);
    shape[1] = coordinates.size(0);
    const auto inputs = torch::cat({known, coordinates.unsqueeze(0).expand(shape)}, 1);
    const auto out = m_network(inputs, spectralPeriods(points, m_domain, m_options.padding));
    return out.movedim(1, -1) * m_scale + m_mean;
}

Prediction FnoSpaceTime::predict(const Query& query, const PredictOptions& options)
{
    if (options.stop.stop_requested())
        throw Interrupted();
    const auto times = m_times.sinceStart(query.times, m_name);
    torch::Tensor rest;
    if (m_times.areAll(times) || m_times.divide(times)) {
        rest = compute(query, times).slice(1, m_given);
    } else {
        const auto grid =
            torch::tensor(m_domain.front().coordinates, torch::kDouble).to(times.options());
        const auto frames = torch::cat({query.given, compute(query, grid).slice(1, m_given)}, 1);
        rest = m_times.interpolate(frames, times.slice(0, m_given), 0);
    }
    Prediction prediction;
    prediction.y = torch::cat({query.given, rest}, 1);
    return prediction;
}

std::shared_ptr<Model> makeFno1d(const Fno1dOptions& options, const ModelContext& context)
{
    return std::make_shared<FnoFrames>("fno1d", options, context);
}

std::shared_ptr<Model> makeFno2d(const Fno2dOptions& options, const ModelContext& context)
{
    const bool onLine = context.space.size() == 1;
    FnoOptions chosen = options;
    if (chosen.width == 0)
        chosen.width = onLine ? 32 : 20;
    if (chosen.modes == 0)
        chosen.modes = onLine ? 20 : 8;
    if (onLine)
        return std::make_shared<FnoSpaceTime>("fno2d", chosen, context);
    return std::make_shared<FnoFrames>("fno2d", chosen, context);
}

std::shared_ptr<Model> makeFno3d(const Fno3dOptions& options, const ModelContext& context)
{
    return std::make_shared<FnoSpaceTime>("fno3d", options, context);
}

}  // namespace nie
