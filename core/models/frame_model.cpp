#include "core/models/frame_model.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

double extentOf(const SpaceAxis& axis)
{
    return axis.periodic ? axis.length : axis.coordinates.back() - axis.coordinates.front();
}

/// Period in points of an axis that ends, of `points` points over its extent.
std::int64_t paddedPeriod(std::int64_t points, std::int64_t trainingPoints, double padding)
{
    const double steps = static_cast<double>(trainingPoints - 1);
    const double period = std::ceil((1.0 + padding) * static_cast<double>(trainingPoints));
    return std::max(points, static_cast<std::int64_t>(
                                std::llround(period * static_cast<double>(points - 1) / steps)));
}

}  // namespace

std::vector<torch::Tensor> biasesAndNorms(const torch::nn::Module& module)
{
    auto result = module.parameters();
    std::erase_if(result, [](const torch::Tensor& parameter) { return parameter.dim() != 1; });
    return result;
}

torch::Tensor unitCoordinates(const std::vector<torch::Tensor>& points,
                              const std::vector<SpaceAxis>& domain)
{
    std::vector<std::int64_t> shape;
    for (const auto& axis : points)
        shape.push_back(axis.size(0));
    std::vector<torch::Tensor> coordinates;
    for (std::size_t a = 0; a < points.size(); ++a) {
        std::vector<std::int64_t> view(points.size(), 1);
        view[a] = -1;
        coordinates.push_back(((points[a] - domain[a].coordinates.front()) / extentOf(domain[a]))
                                  .view(view)
                                  .expand(shape));
    }
    return torch::stack(coordinates);
}

std::vector<std::int64_t> spectralPeriods(const std::vector<torch::Tensor>& points,
                                          const std::vector<SpaceAxis>& domain, double padding)
{
    std::vector<std::int64_t> periods;
    for (std::size_t a = 0; a < points.size(); ++a) {
        const auto count = points[a].size(0);
        periods.push_back(domain[a].periodic ? count
                                             : paddedPeriod(count, domain[a].size(), padding));
    }
    return periods;
}

std::vector<std::int64_t> spectralPeriods(const std::vector<SpaceAxis>& domain, double padding)
{
    std::vector<std::int64_t> periods;
    for (const SpaceAxis& axis : domain) {
        if (axis.size() < 2)
            throw InputError("model", "axis " + axis.name + " is too short for Fourier modes",
                             std::to_string(axis.size()) + " points", "2 or more");
        periods.push_back(axis.periodic ? axis.size()
                                        : paddedPeriod(axis.size(), axis.size(), padding));
    }
    return periods;
}

std::vector<std::int64_t> spectralModes(const std::vector<std::int64_t>& wanted,
                                        const std::vector<std::int64_t>& periods)
{
    std::vector<std::int64_t> modes;
    for (std::size_t a = 0; a < periods.size(); ++a)
        modes.push_back(std::clamp<std::int64_t>(wanted[a], 1, periods[a] / 2));
    return modes;
}

FrameModel::FrameModel(std::string name, const FrameOptions& options, const ModelContext& context)
    : m_name(std::move(name)),
      m_frameOptions(options),
      m_channels(context.channels),
      m_given(context.givenPoints),
      m_axes(context.space),
      m_times(context.times, context.givenPoints)
{
    m_mean = register_buffer("mean", context.mean.to(torch::kFloat).clone());
    m_scale = register_buffer("scale", context.scale.to(torch::kFloat).clone());
}

std::int64_t FrameModel::inputChannels() const
{
    return m_given * m_channels +
           (m_frameOptions.spaceCoordinates ? static_cast<std::int64_t>(m_axes.size()) : 0) +
           (m_frameOptions.form == "direct" ? 1 : 0);
}

torch::Tensor FrameModel::rollOut(const torch::Tensor& given, const Query& query,
                                  std::int64_t frameCount, const PredictOptions& options)
{
    std::vector<torch::Tensor> frames = given.unbind(1);
    const auto batch = given.size(0);
    torch::Tensor place;
    if (m_frameOptions.spaceCoordinates) {
        place = unitCoordinates(query.space, m_axes).unsqueeze(0);
        auto shape = place.sizes().vec();
        shape[0] = batch;
        place = place.expand(shape);
    }
    while (static_cast<std::int64_t>(frames.size()) < frameCount) {
        if (options.stop.stop_requested())
            throw Interrupted();
        std::vector<torch::Tensor> inputs(frames.end() - m_given, frames.end());
        if (place.defined())
            inputs.push_back(place);
        frames.push_back(frame(torch::cat(inputs, 1), query));
    }
    auto steps = std::vector<torch::Tensor>(frames.begin() + m_given, frames.end());
    return steps.empty() ? given.slice(1, 0, 0) : torch::stack(steps, 1);
}

torch::Tensor FrameModel::direct(const torch::Tensor& given, const Query& query,
                                 const PredictOptions& options)
{
    if (options.stop.stop_requested())
        throw Interrupted();
    const auto times = m_times.unit(m_times.sinceStart(query.times, m_name).slice(0, m_given));
    auto shape = given.flatten(1, 2).sizes().vec();  // [batch, frames channels, space...]
    const auto batch = shape[0];
    shape.insert(shape.begin() + 1, times.size(0));
    // [batch, time, channel, space...] of every part
    const auto along = [&shape](const torch::Tensor& part) {
        auto wide = shape;
        wide[2] = part.size(2);
        return part.expand(wide);
    };
    std::vector<std::int64_t> timeShape(shape.size(), 1);
    timeShape[1] = -1;
    std::vector<torch::Tensor> inputs{along(given.flatten(1, 2).unsqueeze(1)),
                                      along(times.view(timeShape))};
    if (m_frameOptions.spaceCoordinates)
        inputs.push_back(along(unitCoordinates(query.space, m_axes).unsqueeze(0).unsqueeze(0)));
    return frame(torch::cat(inputs, 2).flatten(0, 1), query).unflatten(0, {batch, times.size(0)});
}

Prediction FrameModel::predict(const Query& query, const PredictOptions& options)
{
    const auto given = ((query.given - m_mean) / m_scale).movedim(-1, 2);
    const auto physical = [this](const torch::Tensor& frames) {
        return frames.movedim(2, -1) * m_scale + m_mean;
    };
    Prediction prediction;
    if (query.times.size(0) == m_given) {
        m_times.sinceStart(query.times, m_name);
        prediction.y = query.given;
        return prediction;
    }
    if (m_frameOptions.form == "direct") {
        prediction.y = torch::cat({query.given, physical(direct(given, query, options))}, 1);
        return prediction;
    }
    const auto start = m_times.startOf(query.times, m_name);
    const auto frames = m_times.framesNeeded(query.times, start);
    const auto steps = physical(rollOut(given, query, frames, options));
    const auto rest = m_times.interpolate(torch::cat({query.given, steps}, 1),
                                          query.times.slice(0, m_given), start);
    prediction.y = torch::cat({query.given, rest}, 1);
    return prediction;
}

}  // namespace nie
