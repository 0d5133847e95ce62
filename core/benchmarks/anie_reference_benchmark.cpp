#include "core/benchmarks/anie_reference_benchmark.h"

#include "core/base/error.h"
#include "core/data/metrics.h"
#include "core/experiments/experiment.h"
#include "core/experiments/experiment_catalog.h"
#include "core/results/training_observer.h"
#include "core/training/adamw.h"
#include "core/training/checkpoint.h"
#include "core/training/prediction.h"

namespace nie {

namespace {

constexpr std::int64_t kManyEvaluations = 50;
constexpr double kBetterThan = 0.1;    ///< of the reference's error
constexpr double kSmallChange = 0.05;  ///< by further iteration
constexpr std::int64_t kBatch = 32;

RunConfig configure(const BenchmarkContext& context, const Json& model, const Json& training)
{
    RunConfig config = findExperiment("spirals");
    config.source = "nie bench";
    config.seed = context.seed;
    config.threads = 1;
    config.dataset["noise"] = 0.0;
    config.model = model;
    config.training = training;
    config.training["time_budget"] = context.seconds;
    config.training["batch_size"] = kBatch;
    return config;
}

/// Width 32, one block; the pointwise layer takes the parameters up to the reference's number.
RunConfig correctMode(const BenchmarkContext& context)
{
    return configure(context, {{"name", "anie"}, {"hidden", 211}}, {{"learning_rate", 4e-3}});
}

RunConfig referenceMode(const BenchmarkContext& context)
{
    return configure(context, {{"name", "anie"}, {"reference", true}},
                     {{"learning_rate", 1e-3},
                      {"optimizer", "adam"},
                      {"schedule", "periodic_cosine"},
                      {"final_rate_share", 1e-3},
                      {"warm_up_steps", 0},
                      {"gradient_clip", 0.0}});
}

/// Keeps the weights of the least validation loss.
class BestWeights : public TrainingObserver {
public:
    explicit BestWeights(const Model& model) : m_model(model) {}

    void onValidation(const ValidationReport& report) override
    {
        if (report.best)
            m_weights = modelState(m_model);
    }
    const std::map<std::string, torch::Tensor>& weights() const { return m_weights; }

private:
    const Model& m_model;
    std::map<std::string, torch::Tensor> m_weights;
};

/// One mode: a model that can do training steps, and be trained as a whole.
class TrainedSide {
public:
    TrainedSide(const BenchmarkContext& context, const RunConfig& config)
        : m_experiment(Experiment::prepare(config, context.datasets, context.stop)),
          m_optimizer(m_experiment.model(), {}, 0.0)
    {
        const auto& training = m_experiment.split().training;
        m_batch = makeBatch(m_experiment.task(), {training.begin(), training.begin() + kBatch});
    }

    /// A step that changes nothing, so that every one costs the same.
    void step()
    {
        m_experiment.model().train();
        m_optimizer.zeroGradients();
        const auto prediction = m_experiment.model().predict(m_batch.query, {});
        torch::mse_loss(prediction.y, m_batch.truth).backward();
        m_optimizer.gatherGradients();
        m_optimizer.step(0.0, 0.0);
    }

    /// Trains and returns what the facts say of this mode.
    Json train(const BenchmarkContext& context)
    {
        BestWeights best(m_experiment.model());
        TrainingControl control;
        const std::stop_callback forward(context.stop, [&control] { control.stop(); });
        const auto outcome = m_experiment.makeTrainer({})->run(best, control);
        if (context.stop.stop_requested())
            throw Interrupted();
        loadModelState(m_experiment.model(), best.weights(), "nie bench");
        Json facts = {{"parameters", m_experiment.model().parameterCount()},
                      {"steps", outcome.steps},
                      {"seconds", outcome.seconds}};
        facts["at_stop"] = score({});
        facts["after_50_evaluations"] = score(kManyEvaluations);
        return facts;
    }

private:
    Json score(std::optional<std::int64_t> evaluations)
    {
        const torch::NoGradGuard noGrad;
        const auto& task = m_experiment.task();
        const auto batch = makeBatch(task, task.split.test);
        task.model->eval();
        const auto prediction = task.model->predict(batch.query, {.evaluations = evaluations});
        const auto given = task.dataset->givenPoints;
        const auto later =
            scorePredictions(prediction.y.slice(1, given), batch.truth.slice(1, given));
        return {{"mse", later.mse},
                {"mse_all_points", scorePredictions(prediction.y, batch.truth).mse},
                {"evaluations", prediction.trace.evaluations},
                {"largest_residual", prediction.trace.largestResidual()}};
    }

    Experiment m_experiment;
    AdamW m_optimizer;
    SampleBatch m_batch;
};

double mse(const Json& side, const char* when)
{
    return side.at(when).at("mse").get<double>();
}

Json facts(const BenchmarkContext& context, TrainedSide& candidate, TrainedSide& baseline)
{
    const Json correct = candidate.train(context);
    const Json reference = baseline.train(context);
    const double ratio = mse(reference, "at_stop") / mse(correct, "at_stop");
    const double correctChange = mse(correct, "after_50_evaluations") / mse(correct, "at_stop") - 1;
    const double referenceChange =
        mse(reference, "after_50_evaluations") / mse(reference, "at_stop") - 1;
    return {{"correct", correct},
            {"reference", reference},
            {"mse_ratio", ratio},
            {"correct_change_by_iteration", correctChange},
            {"reference_change_by_iteration", referenceChange},
            {"target_met", ratio * kBetterThan >= 1.0 && std::abs(correctChange) < kSmallChange &&
                               referenceChange > 0.0}};
}

Comparison prepareAnieReference(const BenchmarkContext& context)
{
    const auto candidate = std::make_shared<TrainedSide>(context, correctMode(context));
    const auto baseline = std::make_shared<TrainedSide>(context, referenceMode(context));
    Comparison comparison;
    comparison.candidate = [candidate] { candidate->step(); };
    comparison.baseline = [baseline] { baseline->step(); };
    comparison.facts = [=, &context] { return facts(context, *candidate, *baseline); };
    return comparison;
}

}  // namespace

BenchmarkEntry anieReferenceBenchmark()
{
    return {.name = "anie-vs-reference",
            .title = "ANIE trained on exact spirals, test error after the same seconds; one step",
            .unit = "step",
            .baseline = "its reference mode, as the released code computes",
            .target = {},
            .prepare = prepareAnieReference};
}

}  // namespace nie
