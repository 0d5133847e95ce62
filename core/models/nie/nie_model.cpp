#include "core/models/nie/nie_model.h"

#include "core/base/error.h"
#include "core/models/evaluation_solver.h"
#include "core/models/nie/reference_iteration.h"

#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>

namespace nie {

namespace {

/// Random rules use the same nodes in every evaluation, so that predictions repeat.
constexpr std::uint64_t kEvaluationSeed = 20220916;

/// Where the given values stand.
torch::Tensor givenTimes(const Query& query, const torch::Tensor& times)
{
    return times.slice(0, query.givenStart, query.givenStart + query.given.size(1));
}

/// f is needed at the knots too, so a caller's own, known at the wanted times only, cannot be
/// taken.
void refuseFreeFunction(const Query& query)
{
    if (query.freeFunction.defined())
        throw InputError("nie", "the model takes no free function from outside");
}

/// Adds what the equations at the wanted times did to the trace of the one at the knots.
void mergeInto(SolverTrace& trace, const SolverTrace& pointwise)
{
    for (std::size_t i = 0; i < trace.finalResiduals.size(); ++i)
        trace.finalResiduals[i] = std::max(trace.finalResiduals[i], pointwise.finalResiduals[i]);
    trace.convergedShare = std::min(trace.convergedShare, pointwise.convergedShare);
    trace.seconds += pointwise.seconds;
}

}  // namespace

/// One question: the equation at the knots, and what carries its solution to the wanted times.
struct NieModel::Problem {
    PreparedIntegral atKnots;
    PreparedIntegral atTimes;
    torch::Tensor freeAtKnots;
    torch::Tensor freeAtTimes;
};

NieModel::NieModel(const NieOptions& options, const ModelContext& context)
    : m_options(options),
      m_stateChannels(options.freeFunction == "latent" ? options.latentChannels : context.channels),
      m_timeStart(context.times[0].item<double>()),
      m_timeSpan(context.times[-1].item<double>() - context.times[0].item<double>()),
      m_scheme(options)
{
    const auto network = [&](std::int64_t inputs, std::int64_t outputs, double scale) {
        return Perceptron(inputs, options.hidden, options.layers, outputs, scale,
                          options.activation);
    };
    m_kernel = register_module("kernel", KernelIntegral::kernelNetwork(options, m_stateChannels));
    m_field = register_module("field", network(m_stateChannels, options.rank, 1.0));
    m_freeFunction =
        register_module("free_function", FreeFunction(options, context.channels, m_stateChannels));
    if (options.localTerm)
        m_local = register_module("local", network(m_stateChannels + 1 + 2 * options.timeFeatures,
                                                   m_stateChannels, options.outputScale));
    if (options.freeFunction == "latent")
        m_decoder = register_module("decoder", network(m_stateChannels, context.channels, 1.0));
    m_mean = register_buffer("mean", context.mean.to(torch::kFloat).clone());
    m_scale = register_buffer("scale", context.scale.to(torch::kFloat).clone());
    m_integral.emplace(options, m_stateChannels, m_kernel, m_field);
}

torch::Tensor NieModel::toData(const torch::Tensor& state) const
{
    return (m_decoder ? m_decoder->forward(state) : state) * m_scale + m_mean;
}

std::shared_ptr<const TensorSpline> NieModel::splineOnKnots(const torch::TensorOptions& options)
{
    if (m_scheme.isRandom() && (!m_spline || !m_spline->fits(options)))
        m_spline = std::make_shared<TensorSpline>(m_scheme.knots(), options);
    return m_spline;
}

IntegrationNodes NieModel::nodesFor(const torch::Tensor& times)
{
    if (m_scheme.isRandom()) {
        std::optional<torch::Generator> generator;
        if (!is_training())
            generator = at::detail::createCPUGenerator(kEvaluationSeed);
        return m_scheme.nodesFor(times, generator);
    }
    const auto& known = m_lastNodes.times;
    const bool isKnown = known.defined() && known.options().type_equal(times.options()) &&
                         known.device() == times.device() && torch::equal(known, times);
    if (!isKnown)
        m_lastNodes = m_scheme.nodesFor(times);
    return m_lastNodes;
}

NieModel::Problem NieModel::makeProblem(const Query& query)
{
    const auto times = unitTime(query.times);
    const auto given = (query.given - m_mean) / m_scale;
    const auto knots = torch::tensor(m_scheme.knots(), torch::kDouble).to(times.options());
    const auto knotCount = knots.size(0);
    // Knots and wanted times go through the networks together: half as many operators.
    const auto nodes = nodesFor(torch::cat({knots, times}));
    const auto prepared = m_integral->prepare(nodes, splineOnKnots(times.options()));
    const auto free =
        m_freeFunction->forward(given, givenTimes(query, times), nodes.times, nodes.timeFeatures);
    return {prepared.rows(0, knotCount), prepared.rows(knotCount, nodes.timeCount()),
            free.slice(1, 0, knotCount), free.slice(1, knotCount)};
}

torch::Tensor NieModel::addLocalTerm(const torch::Tensor& value, const torch::Tensor& y,
                                     const torch::Tensor& features) const
{
    if (!m_local)
        return value;
    const auto time = features.unsqueeze(0).expand({y.size(0), -1, -1});
    return value + m_local->forward(torch::cat({y, time}, 2));
}

DifferentiableSolution NieModel::solve(const FixedPointMap& map, const torch::Tensor& start,
                                       const PredictOptions& options) const
{
    const bool training = is_training();
    if (!training && options.evaluations) {
        auto solution = solveFixedPoint(map, start, evaluationSolver(m_options.solver, options),
                                        options.stop, options.keepIterates);
        DifferentiableSolution result;
        result.y = solution.y;
        result.trace = std::move(solution.trace);
        result.iterates = std::move(solution.iterates);
        return result;
    }
    return solveDifferentiably(
        map, start.detach(), training ? m_options.trainingSolver : m_options.solver,
        training ? m_options.gradient : GradientOptions{.method = "one_step"}, options.stop,
        options.keepIterates);
}

torch::Tensor NieModel::insert(const Problem& problem, const torch::Tensor& y,
                               const PredictOptions& options, SolverTrace* trace) const
{
    const auto known = problem.freeAtTimes + (*m_integral)(problem.atTimes, y);
    if (!m_local)
        return toData(known);
    const auto& features = problem.atTimes.nodes.timeFeatures;
    const auto pointwise =
        solve([&](const torch::Tensor& value) { return addLocalTerm(known, value, features); },
              known, {.stop = options.stop});
    if (trace)
        mergeInto(*trace, pointwise.trace);
    return toData(pointwise.y);
}

Prediction NieModel::predict(const Query& query, const PredictOptions& options)
{
    refuseFreeFunction(query);
    if (m_options.reference)
        return predictAsReleased(query, options);
    const Problem problem = makeProblem(query);
    const FixedPointMap map = [&](const torch::Tensor& y) {
        return addLocalTerm(problem.freeAtKnots + (*m_integral)(problem.atKnots, y), y,
                            problem.atKnots.nodes.timeFeatures);
    };
    auto solution = solve(map, problem.freeAtKnots, options);
    Prediction prediction;
    prediction.trace = std::move(solution.trace);
    prediction.y = insert(problem, solution.y, options, &prediction.trace);
    const torch::NoGradGuard noGrad;
    for (const auto& iterate : solution.iterates)
        prediction.iterates.push_back(insert(problem, iterate, options, nullptr));
    prediction.trace.quadraturePoints = problem.atKnots.nodes.nodeCount();
    return prediction;
}

Prediction NieModel::predictAsReleased(const Query& query, const PredictOptions& options)
{
    const auto times = unitTime(query.times);
    const auto given = (query.given - m_mean) / m_scale;
    ReferenceEquation equation;
    equation.knots = m_scheme.randomKnots(kReferenceKnots);
    const auto spline = std::make_shared<const TensorSpline>(equation.knots, times.options());
    equation.spline = spline;
    equation.times = times;
    equation.rightHandSide = [&, spline](const torch::Tensor& y, const torch::Tensor& t) {
        const std::int64_t chunk = m_options.timeChunk > 0 ? m_options.timeChunk : t.size(0);
        std::vector<torch::Tensor> parts;
        for (std::int64_t begin = 0; begin < t.size(0); begin += chunk) {
            const auto nodes =
                m_scheme.monteCarloFor(t.slice(0, begin, std::min(begin + chunk, t.size(0))));
            parts.push_back((*m_integral)(m_integral->prepare(nodes, spline), y));
        }
        const auto features = timeFeatures(t, m_options.timeFeatures);
        const auto free = m_freeFunction->forward(given, givenTimes(query, times), t, features);
        const auto integral = parts.size() == 1 ? parts[0] : torch::cat(parts, 1);
        if (!m_local)
            return free + integral;
        const auto here = (*spline)(y, spline->locate(t));
        return addLocalTerm(free + integral, here, features);
    };
    const auto start = torch::zeros({1}, times.options());
    const auto first = m_freeFunction->forward(given, givenTimes(query, times), start,
                                               timeFeatures(start, m_options.timeFeatures));
    equation.start = first;
    equation.tolerance = m_options.solver.tolerance;
    const std::int64_t maxIterations = options.evaluations
                                           ? std::max<std::int64_t>(0, *options.evaluations - 3)
                                           : m_options.referenceIterations;
    auto solution = iterateAsReleased(equation, maxIterations, options.stop, options.keepIterates);
    Prediction prediction;
    prediction.y = toData(solution.y);
    const torch::NoGradGuard noGrad;
    for (const auto& iterate : solution.iterates)
        prediction.iterates.push_back(toData(iterate));
    prediction.trace = std::move(solution.trace);
    prediction.trace.quadraturePoints = m_options.nodes;
    return prediction;
}

torch::Tensor NieModel::kernel(const torch::Tensor& t, const torch::Tensor& s)
{
    return m_integral->kernel(m_scheme.nodesOf(unitTime(t), unitTime(s)));
}

torch::Tensor NieModel::integrand(const torch::Tensor& y, const torch::Tensor& t,
                                  const torch::Tensor& s)
{
    return m_integral->integrand(m_scheme.nodesOf(unitTime(t), unitTime(s)), y);
}

torch::Tensor NieModel::localTerm(const torch::Tensor& y, const torch::Tensor& t) const
{
    return addLocalTerm(torch::zeros_like(y), y, timeFeatures(unitTime(t), m_options.timeFeatures));
}

torch::Tensor NieModel::integralOf(const torch::Tensor& yAtKnots, const torch::Tensor& t)
{
    const auto times = unitTime(t);
    const auto nodes = nodesFor(times);
    return (*m_integral)(m_integral->prepare(nodes, splineOnKnots(times.options())), yAtKnots);
}

torch::Tensor NieModel::knotTimes() const
{
    return torch::tensor(m_scheme.knots(), torch::kDouble) * m_timeSpan + m_timeStart;
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
