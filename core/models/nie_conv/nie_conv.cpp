#include "core/models/nie_conv/nie_conv.h"

#include "core/base/error.h"
#include "core/models/nie_conv/causal_convolution.h"

#include <cmath>
#include <numbers>

namespace nie {

namespace {

std::vector<std::int64_t> sizesOf(const std::vector<SpaceAxis>& space)
{
    std::vector<std::int64_t> sizes;
    for (const SpaceAxis& axis : space) {
        if (!axis.periodic)
            throw InputError("model nie_conv", "the axis " + axis.name + " is not periodic",
                             {}, "fields on periodic axes");
        sizes.push_back(axis.size());
    }
    return sizes;
}

/// T_0 ... T_{count-1} of 2 lag - 1, [lag, count].
torch::Tensor chebyshev(const torch::Tensor& lags, std::int64_t count)
{
    const auto angle = torch::acos((2 * lags - 1).clamp(-1.0, 1.0)).unsqueeze(1);
    return torch::cos(angle * torch::arange(count, lags.options()));
}

/// x in units of the period as sin and cos, on the whole grid: [space..., 2 axes].
torch::Tensor placeFeatures(const std::vector<torch::Tensor>& space)
{
    std::vector<std::int64_t> shape;
    for (const auto& axis : space)
        shape.push_back(axis.size(0));
    std::vector<torch::Tensor> columns;
    for (std::size_t a = 0; a < space.size(); ++a) {
        std::vector<std::int64_t> view(space.size(), 1);
        view[a] = -1;
        const auto step = space[a][1] - space[a][0];
        const auto phase = (2 * std::numbers::pi / (step * space[a].size(0)) * space[a]).view(view).expand(shape);
        columns.push_back(torch::sin(phase));
        columns.push_back(torch::cos(phase));
    }
    return torch::stack(columns, -1);
}

}  // namespace

NieConv::NieConv(const NieConvOptions& options, const ModelContext& context)
    : m_options(options),
      m_channels(context.channels),
      m_timeStart(context.times[0].item<double>()),
      m_timeSpan(context.times[-1].item<double>() - context.times[0].item<double>()),
      m_knotCount(options.knots > 0 ? std::max<std::int64_t>(2, options.knots) : context.times.size(0)),
      m_modes(options.modes, sizesOf(context.space))
{
    const auto w = options.width;
    const auto axes = static_cast<std::int64_t>(context.space.size());
    const auto timeInputs = 1 + 2 * options.timeFeatures;
    m_mean = register_buffer("mean", context.mean.to(torch::kFloat).clone());
    m_scale = register_buffer("scale", context.scale.to(torch::kFloat).clone());
    if (options.kernel == "modes") {
        const double size = options.outputScale
                            / std::sqrt(2.0 * static_cast<double>(w * options.timeBasis));
        m_weights = register_parameter(
            "kernel_modes", size * torch::randn({options.timeBasis, m_modes.count(), w, w, 2}));
    } else {
        m_kernel = register_module("kernel", Perceptron(axes + options.timeBasis, options.hidden, 2, 2 * w * w,
                                                        options.outputScale));
    }
    const auto liftInputs = context.channels * context.givenPoints + timeInputs
                            + (options.spaceCoordinates ? 2 * axes : 0);
    m_lift = register_module("lift", Perceptron(liftInputs, options.hidden, 1, w));
    m_field = register_module("field", Perceptron(w, options.hidden, 1, w));
    if (options.localTerm)
        m_local = register_module("local", Perceptron(w, options.hidden, 1, w, options.outputScale));
    m_readOut = register_module("read_out", Perceptron(w, options.hidden, 1, context.channels));
}

torch::Tensor NieConv::kernelOnUnitLags(const torch::Tensor& lags)
{
    const auto basis = chebyshev(lags, m_options.timeBasis);
    const auto w = m_options.width;
    if (m_options.kernel == "modes") {
        const auto flat = torch::mm(basis, m_weights.flatten(1));
        return torch::view_as_complex(flat.view({lags.size(0), m_modes.count(), w, w, 2}));
    }
    // Wave numbers fall off so that the network sees numbers of order 1.
    const auto k = (m_modes.wavenumbers() / std::max<double>(1.0, static_cast<double>(m_options.modes)))
                       .to(lags.options());
    const auto rows = torch::cat({k.unsqueeze(0).expand({lags.size(0), -1, -1}),
                                  basis.unsqueeze(1).expand({-1, m_modes.count(), -1})}, 2);
    return torch::view_as_complex(m_kernel(rows).view({lags.size(0), m_modes.count(), w, w, 2}));
}

torch::Tensor NieConv::kernelModes(const torch::Tensor& tau)
{
    return kernelOnUnitLags(tau / m_timeSpan);
}

torch::Tensor NieConv::kernelPicture(const torch::Tensor& tau, const std::vector<std::int64_t>& sizes)
{
    const auto modes = kernelModes(tau).flatten(2).unsqueeze(0);  // [1, lag, mode, w w]
    const auto picture = m_modes.synthesise(modes, sizes).squeeze(0);
    return picture.unflatten(-1, {m_options.width, m_options.width});
}

torch::Tensor NieConv::freeFunction(const Query& query, const torch::Tensor& times)
{
    const auto given = (query.given - m_mean) / m_scale;
    // The given frames side by side as channels, the same at every time: [batch, 1, space..., frames c].
    const auto known = given.movedim(1, -2).flatten(-2).unsqueeze(1);
    auto shape = known.sizes().vec();
    shape[1] = times.size(0);
    auto timeShape = std::vector<std::int64_t>(shape.size(), 1);
    timeShape[1] = times.size(0);
    timeShape.back() = 1 + 2 * m_options.timeFeatures;
    const auto along = [&shape](const torch::Tensor& columns) {
        auto wide = shape;
        wide.back() = columns.size(-1);
        return columns.expand(wide);
    };
    std::vector<torch::Tensor> inputs{
        along(known), along(timeFeatures(times, m_options.timeFeatures).view(timeShape))};
    if (m_options.spaceCoordinates)
        inputs.push_back(along(placeFeatures(query.space)));
    return m_lift(torch::cat(inputs, -1));
}

torch::Tensor NieConv::combine(const torch::Tensor& f, const torch::Tensor& integral)
{
    return f + (m_options.localTerm ? m_local(integral + f) : integral);
}

torch::Tensor NieConv::readOut(const torch::Tensor& y)
{
    return m_readOut(y) * m_scale + m_mean;
}

torch::Tensor NieConv::insert(const torch::Tensor& y, const torch::Tensor& f, const torch::Tensor& knots,
                              const torch::Tensor& times)
{
    const auto plain = [](const torch::Tensor& t) { return t.detach().to(torch::kCPU, torch::kDouble); };
    const auto rule = lagWeights(plain(knots), plain(times));
    const auto modes = m_modes.analyse(m_field(y));
    std::vector<torch::Tensor> rows;
    for (std::int64_t i = 0; i < times.size(0); ++i) {
        const auto kernel = kernelOnUnitLags((times[i] - knots).clamp_min(0.0));     // [knot, mode, out, in]
        const auto atZero = kernelOnUnitLags(torch::zeros({1}, times.options()));
        const auto weight = [&](const torch::Tensor& w) { return w[i].to(y.options()).view({-1, 1, 1, 1}); };
        const auto weighted = kernel * weight(rule.weights) + atZero * weight(rule.diagonal);
        rows.push_back(torch::einsum("bjmi,jmoi->bmo", {modes, weighted}));
    }
    const auto shape = f.sizes().vec();
    const std::vector<std::int64_t> sizes(shape.begin() + 2, shape.end() - 1);
    return combine(f, m_modes.synthesise(torch::stack(rows, 1), sizes));
}

Prediction NieConv::predict(const Query& query, const PredictOptions& options)
{
    const auto times = unitTime(query.times);
    const auto knots = torch::linspace(0.0, 1.0, m_knotCount, times.options());
    const bool onKnots = times.size(0) == m_knotCount && torch::allclose(times, knots, 0.0, 1e-5);
    const auto f = freeFunction(query, knots);
    const auto kernel = kernelOnUnitLags(knots);
    const double step = 1.0 / static_cast<double>(m_knotCount - 1);
    const auto shape = f.sizes().vec();
    const std::vector<std::int64_t> sizes(shape.begin() + 2, shape.end() - 1);
    const FixedPointMap map = [&](const torch::Tensor& y) {
        const auto integral = convolveUniform(m_modes.analyse(m_field(y)), kernel, step);
        return combine(f, m_modes.synthesise(integral, sizes));
    };
    auto solution = is_training()
                        ? solveDifferentiably(map, f.detach(), m_options.trainingSolver, m_options.gradient,
                                              options.stop, options.keepIterates)
                        : solveDifferentiably(map, f.detach(), m_options.solver, {.method = "one_step"},
                                              options.stop, options.keepIterates);
    const auto wanted = onKnots ? torch::Tensor() : freeFunction(query, times);
    const auto answer = [&](const torch::Tensor& y) {
        return readOut(onKnots ? y : insert(y, wanted, knots, times));
    };
    Prediction prediction;
    prediction.y = answer(solution.y);
    const torch::NoGradGuard noGrad;
    for (const auto& iterate : solution.iterates)
        prediction.iterates.push_back(answer(iterate));
    prediction.trace = std::move(solution.trace);
    prediction.trace.quadraturePoints = m_knotCount;
    return prediction;
}

std::vector<torch::Tensor> NieConv::parametersWithoutDecay() const
{
    std::vector<torch::Tensor> result;
    for (const auto& parameter : parameters())
        if (parameter.dim() == 1)
            result.push_back(parameter);
    return result;
}

}  // namespace nie
