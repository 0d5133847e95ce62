#include "core/benchmarks/nie_step_benchmark.h"

#include "core/base/error.h"
#include "core/experiments/experiment.h"
#include "core/experiments/experiment_catalog.h"
#include "core/models/nie/nie_model.h"
#include "core/training/adamw.h"
#include "core/training/checkpoint.h"
#include "core/training/prediction.h"

#include <cmath>
#include <numeric>

namespace nie {

namespace {

constexpr std::int64_t kCurves = 32;
constexpr std::int64_t kFineKnots = 200;
constexpr std::int64_t kMonteCarloDraws = 8;

/// A model with its data and optimiser; a step of learning rate 0 changes nothing.
class StepSide {
public:
    StepSide(const BenchmarkContext& context, const Json& model, std::int64_t curves)
        : m_experiment(
              Experiment::prepare(configure(context, model), context.datasets, context.stop)),
          m_optimizer(m_experiment.model(), m_experiment.model().parametersWithoutDecay(), 1e-4)
    {
        std::vector<std::int64_t> samples(static_cast<std::size_t>(curves));
        std::iota(samples.begin(), samples.end(), 0);
        m_batch = makeBatch(m_experiment.task(), samples);
    }

    NieModel& model() const { return static_cast<NieModel&>(m_experiment.model()); }
    const SampleBatch& batch() const { return m_batch; }

    SolverTrace step(double learningRate)
    {
        model().train();
        m_optimizer.zeroGradients();
        const auto prediction = model().predict(m_batch.query, {});
        torch::mse_loss(prediction.y, m_batch.truth).backward();
        m_optimizer.gatherGradients();
        m_optimizer.step(learningRate, 1.0);
        return prediction.trace;
    }

private:
    static RunConfig configure(const BenchmarkContext& context, const Json& model)
    {
        RunConfig config = findExperiment("spirals");
        config.source = "nie bench";
        config.seed = context.seed;
        config.dataset["curves"] = 2 * kCurves;
        config.model = model;
        return config;
    }

    Experiment m_experiment;
    AdamW m_optimizer;
    SampleBatch m_batch;
};

void copyWeights(const StepSide& from, const StepSide& to)
{
    loadModelState(to.model(), modelState(from.model()), "nie bench");
}

/// The model's settings with others in place of some.
Json with(Json model, const Json& changes)
{
    model.update(changes);
    return model;
}

torch::Tensor normalised(const NieModel& model, const torch::Tensor& y)
{
    const auto buffers = model.named_buffers();
    return (y - buffers["mean"]) / buffers["scale"];
}

double relativeError(const torch::Tensor& found, const torch::Tensor& exact)
{
    return ((found - exact).norm() / exact.norm()).item<double>();
}

/// The same networks in double with another rule.
std::unique_ptr<StepSide> inDouble(const BenchmarkContext& context, const StepSide& weights,
                                   const Json& model)
{
    auto side = std::make_unique<StepSide>(context, model, kCurves);
    copyWeights(weights, *side);
    side->model().to(torch::kDouble);
    side->model().eval();
    return side;
}

/// Errors of the candidate's rule and of Monte Carlo's for the solutions of the batch.
Json integrationErrors(const BenchmarkContext& context, const StepSide& trained, const Json& model)
{
    const torch::NoGradGuard noGrad;
    const auto rule = inDouble(context, trained, model);
    const auto fine = inDouble(context, trained, with(model, {{"knots", kFineKnots}}));
    const auto random = inDouble(
        context, trained,
        with(model, {{"knots", kFineKnots}, {"quadrature", "monte_carlo"}, {"nodes", 1000}}));
    const auto given = trained.batch().query.given.to(torch::kDouble);
    const auto solutionAt = [&](const torch::Tensor& times) {
        // Asked for together with the first time, at which the given point stands.
        const auto query =
            torch::cat({trained.batch().query.times.slice(0, 0, 1).to(torch::kDouble), times});
        const auto y = fine->model().predict({.given = given.slice(1, 0, 1), .times = query}, {}).y;
        return normalised(fine->model(), y.slice(1, 1));
    };
    const auto times = trained.batch().query.times.to(torch::kDouble).slice(0, 1);
    const auto integral = [&](StepSide& side) {
        return side.model().integralOf(solutionAt(side.model().knotTimes()), times);
    };
    const auto exact = integral(*fine);
    random->model().train();
    torch::manual_seed(static_cast<std::int64_t>(context.seed));
    double square = 0.0;
    for (std::int64_t draw = 0; draw < kMonteCarloDraws; ++draw) {
        const double error = relativeError(integral(*random), exact);
        square += error * error / static_cast<double>(kMonteCarloDraws);
    }
    return {{"integration_error", relativeError(integral(*rule), exact)},
            {"monte_carlo_1000_error", std::sqrt(square)}};
}

Comparison prepareNieStep(const BenchmarkContext& context, const Json& model,
                          std::int64_t trainingSteps)
{
    const auto candidate = std::make_shared<StepSide>(context, model, kCurves);
    for (std::int64_t i = 0; i < trainingSteps; ++i) {
        if (context.stop.stop_requested())
            throw Interrupted();
        candidate->step(4e-3);
    }
    const Json released = with(model, {{"reference", true}, {"nodes", 1000}, {"time_chunk", 1}});
    const auto baseline = std::make_shared<StepSide>(context, released, 1);
    copyWeights(*candidate, *baseline);
    Comparison comparison;
    comparison.candidate = [candidate] { candidate->step(0.0); };
    comparison.baseline = [baseline] { baseline->step(0.0); };
    comparison.candidateUnits = static_cast<double>(kCurves);
    comparison.baselineUnits = 1.0;
    comparison.facts = [=, &context] {
        const auto trace = candidate->step(0.0);
        Json facts = {{"candidate_curves", kCurves},
                      {"baseline_curves", 1},
                      {"parameters", candidate->model().parameterCount()},
                      {"candidate_evaluations", trace.evaluations},
                      {"candidate_residual", trace.largestResidual()},
                      {"baseline_evaluations", baseline->step(0.0).evaluations},
                      {"candidate_nodes", trace.quadraturePoints}};
        facts.update(integrationErrors(context, *candidate, model));
        return facts;
    };
    return comparison;
}

constexpr BenchmarkTarget kTarget{.ratio = 100.0, .peakMb = 300.0};
constexpr const char* kBaseline = "the same networks as released: serial times, 1000 random nodes, "
                                  "6 evaluations unrolled, one curve";

}  // namespace

BenchmarkEntry nieStepBenchmark()
{
    return {.name = "nie-step",
            .title = "One training step of NIE on 32 spirals, per curve",
            .unit = "curve",
            .baseline = kBaseline,
            .target = kTarget,
            .prepare = [](const BenchmarkContext& context) {
                return prepareNieStep(context, {{"name", "nie"}}, 200);
            }};
}

BenchmarkEntry nieGeneralStepBenchmark()
{
    return {.name = "nie-step-general",
            .title =
                "One training step of NIE with the kernel G(F(y), t, s) on 32 spirals, per curve",
            .unit = "curve",
            .baseline = kBaseline,
            .target = kTarget,
            .prepare = [](const BenchmarkContext& context) {
                return prepareNieStep(context,
                                      {{"name", "nie"},
                                       {"kernel_form", "general"},
                                       {"rank", 2},
                                       {"hidden", 32},
                                       {"time_features", 0},
                                       {"activation", "elu"}},
                                      40);
            }};
}

}  // namespace nie
