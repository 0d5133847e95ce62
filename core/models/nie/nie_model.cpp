#include "core/models/nie/nie_model.h"

#include "core/numerics/interpolation.h"
#include "core/numerics/quadrature.h"

namespace nie {

namespace {

torch::Tensor toTensor(const Eigen::MatrixXd& matrix)
{
    // Eigen stores by columns.
    return torch::from_blob(const_cast<double*>(matrix.data()), {matrix.cols(), matrix.rows()}, torch::kDouble)
        .t()
        .clone();
}

std::vector<double> toVector(const torch::Tensor& tensor)
{
    const auto plain = tensor.detach().to(torch::kCPU, torch::kDouble).contiguous();
    return {plain.data_ptr<double>(), plain.data_ptr<double>() + plain.numel()};
}

}  // namespace

NieModel::NieModel(const NieOptions& options, const ModelContext& context)
    : m_options(options),
      m_channels(context.channels),
      m_timeStart(context.times[0].item<double>()),
      m_timeSpan(context.times[-1].item<double>() - context.times[0].item<double>())
{
    const auto count = static_cast<int>(options.knots);
    if (options.limits == "volterra") {
        const auto knots = chebyshevKnots(count - 1, 0.0, 1.0);
        m_knots = torch::tensor(knots, torch::kDouble);
        m_knotWeights = toTensor(integrationMatrix(knots));
    } else {
        const QuadratureRule rule = gaussLegendre(count, 0.0, 1.0);
        m_knots = torch::tensor(rule.nodes, torch::kDouble);
        m_knotWeights = torch::tensor(rule.weights, torch::kDouble).unsqueeze(0).repeat({count, 1});
    }
    const std::int64_t timeInputs = 1 + 2 * options.timeFeatures;
    m_kernel = register_module("kernel", Perceptron(2 * timeInputs, options.hidden, options.layers,
                                                    m_channels * options.rank, options.outputScale));
    m_field = register_module("field", Perceptron(m_channels, options.hidden, options.layers, options.rank));
    if (options.learnFreeFunction)
        m_freeFunction = register_module("free_function", Perceptron(timeInputs, options.hidden,
                                                                     options.layers, m_channels));
    m_mean = register_buffer("mean", context.mean.to(torch::kFloat).clone());
    m_scale = register_buffer("scale", context.scale.to(torch::kFloat).clone());
}

torch::Tensor NieModel::kernelOnUnitTime(const torch::Tensor& t, const torch::Tensor& s)
{
    const auto rows = t.size(0);
    const auto columns = s.size(0);
    const auto tFeatures = timeFeatures(t, m_options.timeFeatures).unsqueeze(1).expand({-1, columns, -1});
    const auto sFeatures = timeFeatures(s, m_options.timeFeatures).unsqueeze(0).expand({rows, -1, -1});
    return m_kernel(torch::cat({tFeatures, sFeatures}, 2)).view({rows, columns, m_channels, m_options.rank});
}

torch::Tensor NieModel::kernel(const torch::Tensor& t, const torch::Tensor& s)
{
    return kernelOnUnitTime(unitTime(t), unitTime(s));
}

torch::Tensor NieModel::integrationWeights(const torch::Tensor& t) const
{
    if (m_options.limits == "fredholm")
        return m_knotWeights[0].unsqueeze(0).expand({t.size(0), -1});
    // The integral of the interpolant is a polynomial that its values at the knots determine.
    const auto atTimes = barycentricMatrix(toVector(m_knots), toVector(t));
    return torch::mm(toTensor(atTimes), m_knotWeights);
}

torch::Tensor NieModel::weightedKernel(const torch::Tensor& t, const torch::Tensor& weights)
{
    const auto values = kernelOnUnitTime(t, m_knots.to(t.options()));
    const auto weighted = values * weights.to(t.options()).unsqueeze(2).unsqueeze(3);
    return weighted.permute({0, 2, 1, 3}).reshape({t.size(0) * m_channels, -1});
}

torch::Tensor NieModel::freeFunction(const torch::Tensor& start, const torch::Tensor& t)
{
    const auto constant = start.expand({-1, t.size(0), -1});
    if (!m_options.learnFreeFunction)
        return constant;
    const auto shape = m_freeFunction(timeFeatures(t, m_options.timeFeatures));
    const auto atStart = m_freeFunction(timeFeatures(torch::zeros({1}, t.options()), m_options.timeFeatures));
    return constant + (shape - atStart);
}

Prediction NieModel::predict(const Query& query, const PredictOptions& options)
{
    const auto batch = query.given.size(0);
    const auto start = (query.given.slice(1, 0, 1) - m_mean) / m_scale;  // [batch, 1, channel]
    const auto times = unitTime(query.times);
    const auto knots = m_knots.to(times.options());
    const auto knotKernel = weightedKernel(knots, m_knotWeights);
    const auto knotFree = freeFunction(start, knots);
    const FixedPointMap map = [&](const torch::Tensor& y) {
        const auto integral = torch::mm(m_field(y).reshape({batch, -1}), knotKernel.t());
        return knotFree + integral.view_as(knotFree);
    };

    auto solution = is_training()
                        ? solveDifferentiably(map, knotFree.detach(), m_options.trainingSolver,
                                              m_options.gradient, options.stop, options.keepIterates)
                        : solveDifferentiably(map, knotFree.detach(), m_options.solver,
                                              {.method = "one_step"}, options.stop, options.keepIterates);
    const auto timeKernel = weightedKernel(times, integrationWeights(times));
    const auto timeFree = freeFunction(start, times);
    const auto insert = [&](const torch::Tensor& y) {
        const auto integral = torch::mm(m_field(y).reshape({batch, -1}), timeKernel.t());
        return (timeFree + integral.view_as(timeFree)) * m_scale + m_mean;
    };
    Prediction prediction;
    prediction.y = insert(solution.y);
    const torch::NoGradGuard noGrad;
    for (const auto& iterate : solution.iterates)
        prediction.iterates.push_back(insert(iterate));
    prediction.trace = std::move(solution.trace);
    prediction.trace.quadraturePoints = m_options.knots;
    return prediction;
}

std::vector<torch::Tensor> NieModel::parametersWithoutDecay() const
{
    std::vector<torch::Tensor> result;
    for (const auto& parameter : parameters())
        if (parameter.dim() == 1)
            result.push_back(parameter);
    return result;
}

}  // namespace nie
