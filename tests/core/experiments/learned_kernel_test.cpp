#include "core/data/tensor_conversion.h"
#include "core/experiments/experiment.h"
#include "core/experiments/experiment_catalog.h"
#include "core/experiments/learned_kernel.h"
#include "core/models/nie/nie_model.h"
#include "datasets/dataset_catalog.h"
#include "tests/core/experiments/attention_example.h"
#include "tests/support/error_text.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::learned_kernel_test {

namespace {

constexpr double kPi = 3.14159265358979323846;

/// Curves of two channels, scattered at every time, that solve nothing; the known integrand is
/// K(t,s) F(y) with an F of three components.
std::shared_ptr<Dataset> scatteredCurves(bool known)
{
    auto data = std::make_shared<Dataset>();
    torch::manual_seed(8);
    data->name = "scatter";
    data->channels = {"a", "b"};
    data->times = torch::linspace(0, 2, 9, torch::kDouble);
    data->values = torch::randn({40, 9, 2}, torch::kDouble);
    if (!known)
        return data;
    KnownKernel kernel;
    kernel.formula = "K F";
    kernel.components = 3;
    kernel.kernel = [](double t, double s) {
        return std::vector<double>{1.0, t, s, t * s, std::sin(t), std::cos(s)};
    };
    kernel.field = [](const std::vector<double>& y) {
        return std::vector<double>{y[0], y[1] * y[1], std::tanh(y[0] + y[1])};
    };
    data->knownKernel = std::make_shared<const KnownKernel>(std::move(kernel));
    return data;
}

TrainingTask taskOf(std::shared_ptr<const Dataset> data, NieOptions options)
{
    torch::manual_seed(4);
    options.hidden = 12;
    TrainingTask task;
    task.dataset = std::move(data);
    for (std::int64_t i = 0; i < 40; ++i)
        task.split.test.push_back(i);
    task.model = std::make_shared<NieModel>(options, test::exampleContext(*task.dataset));
    task.model->to(torch::kDouble);
    task.experiment = "scatter";
    task.modelName = "nie";
    return task;
}

}  // namespace

class LearnedKernelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void strengthIsHowMuchTheIntegrandVariesOverTheCurves()
    {
        for (const char* form : {"factorised", "general"}) {
            const auto data = scatteredCurves(false);
            const TrainingTask task = taskOf(data, {.kernelForm = form, .rank = 3});
            const KernelMap map = learnedKernel(task, {}, {});
            QVERIFY(!map.known);
            QCOMPARE(map.times, toVector(data->times));
            QCOMPARE(map.curves, std::int64_t(40));
            QCOMPARE(map.norm.empty(), std::string(form) == "general");
            auto& model = dynamic_cast<NieModel&>(*task.model);
            const torch::NoGradGuard noGrad;
            const auto y =
                (data->values - model.named_buffers()["mean"]) / model.named_buffers()["scale"];
            const auto g = model.integrand(y, data->times, data->times);
            for (std::int64_t i = 0; i < 9; ++i)
                for (std::int64_t j = 0; j < 9; ++j) {
                    double squares = 0.0;
                    for (std::int64_t d = 0; d < 2; ++d) {
                        // In the units of the data: dy of channel d over dt of a span of 2.
                        const auto values = g.select(3, d).select(1, i).select(1, j) *
                                            model.named_buffers()["scale"][d] / 2.0;
                        squares += values.var(0, false).item<double>();
                    }
                    QVERIFY(std::abs(map.strength[static_cast<std::size_t>(9 * i + j)] -
                                     std::sqrt(squares)) < 1e-10);
                    QCOMPARE(map.outside[static_cast<std::size_t>(9 * i + j)] == 1, j > i);
                }
        }
    }

    void anIntegrandThatIsLinearInTheTrueFIsFoundExactly()
    {
        // The true F is the model's own, mixed by an invertible matrix: K F = (K M^-1) (M F).
        auto data = scatteredCurves(true);
        const TrainingTask plain = taskOf(data, {.limits = "fredholm", .rank = 3});
        auto model = std::dynamic_pointer_cast<NieModel>(plain.model);
        const auto mix =
            torch::tensor({{1.0, 2.0, 0.5}, {0.0, -1.0, 1.0}, {3.0, 0.0, 1.0}}, torch::kDouble);
        KnownKernel known = *data->knownKernel;
        known.volterra = false;
        known.field = [model, mix](const std::vector<double>& y) {
            const torch::NoGradGuard noGrad;
            const auto state = model->toState(torch::tensor(y, torch::kDouble));
            return toVector(torch::matmul(mix, model->field(state)));
        };
        known.kernel = [model, mix](double t, double s) {
            const torch::NoGradGuard noGrad;
            const auto k = model->kernel(torch::tensor({t}, torch::kDouble),
                                         torch::tensor({s}, torch::kDouble))[0][0];
            return toVector(model->integrandScale().unsqueeze(1) *
                            torch::matmul(k, torch::linalg_inv(mix)));
        };
        data->knownKernel = std::make_shared<const KnownKernel>(known);
        const KernelMap map = learnedKernel(plain, {}, {});
        QVERIFY(map.known.has_value());
        QVERIFY(map.outside.empty());
        QCOMPARE(map.known->entries.size(), std::size_t(6));
        QVERIFY(std::abs(map.known->correlation - 1.0) < 1e-9);
        QVERIFY(std::abs(map.known->entryCorrelation - 1.0) < 1e-9);
        QVERIFY(std::abs(map.known->factor - 1.0) < 1e-8);
        QVERIFY(map.known->scaledError <= map.known->error + 1e-12);
        QVERIFY(map.known->error < 1e-7);
        QVERIFY(std::abs(map.known->linearShare - 1.0) < 1e-9);
        QVERIFY(std::abs(map.known->strengthCorrelation - 1.0) < 1e-9);

        // Of the opposite kernel the correlation is -1; of one that has nothing to do with it
        // small.
        const auto with = [&](auto kernel) {
            KnownKernel other = known;
            other.kernel = kernel;
            TrainingTask task = plain;
            auto changed = std::make_shared<Dataset>(*data);
            changed->knownKernel = std::make_shared<const KnownKernel>(other);
            task.dataset = changed;
            return *learnedKernel(task, {}, {}).known;
        };
        const KernelComparison opposite = with([&](double t, double s) {
            std::vector<double> k = known.kernel(t, s);
            for (double& entry : k)
                entry = -entry;
            return k;
        });
        QVERIFY(std::abs(opposite.correlation + 1.0) < 1e-9);
        QVERIFY(std::abs(opposite.entryCorrelation + 1.0) < 1e-9);
        const KernelComparison unrelated = with([](double t, double s) {
            std::vector<double> k;
            for (int entry = 0; entry < 6; ++entry)
                k.push_back(std::sin(40.0 * (entry + 1) * (t + 1.7 * s)));
            return k;
        });
        QVERIFY2(std::abs(unrelated.entryCorrelation) < 0.4,
                 qPrintable(QString::number(unrelated.entryCorrelation)));
    }

    void aModelWithoutSuchAKernelIsRefused()
    {
        const TrainingTask task = test::exampleTask(false);
        QVERIFY(!hasLearnedKernel(task));
        QCOMPARE(
            test::inputErrorOf([&] { learnedKernel(task, {}, {}); }),
            "waves: this run has no kernel that could be looked at (found anie; allowed: a run "
            "of nie)");
    }

    void aLatentUnknownHasANormAlone()
    {
        const TrainingTask task =
            taskOf(scatteredCurves(true), {.rank = 3, .freeFunction = "latent"});
        const KernelMap map = learnedKernel(task, {}, {});
        QVERIFY(map.strength.empty());
        QVERIFY(!map.norm.empty());
        QVERIFY(!map.known);
    }

    void theKernelOfTrainedSpiralsIsComparedWithTheTrueOne()
    {
        RunConfig config = findExperiment("spirals");
        config.model = {{"name", "nie"}};
        config.set("dataset.curves=120");
        config.set("training.steps=250");
        config.training.erase("epochs");
        const Experiment experiment = Experiment::prepare(config, builtinDatasets(), {});
        const double before = learnedKernel(experiment.task(), {}, {}).known->correlation;
        TrainingObserver nobody;
        TrainingControl control;
        experiment.makeTrainer({})->run(nobody, control);
        const KernelMap map = learnedKernel(experiment.task(), {}, {});
        QVERIFY(map.known.has_value());
        const KernelComparison& known = *map.known;
        qInfo("spirals, nie after 250 steps: correlation of the integrands %.3f, untrained %.3f "
              "(strength %.3f, kernel %.3f), factor %.3f, error %.3f, linear share %.3f",
              known.correlation, before, known.strengthCorrelation, known.entryCorrelation,
              known.factor, known.error, known.linearShare);
        QVERIFY(std::isfinite(known.correlation) && std::abs(known.correlation) <= 1.0);
        // It comes with the training: the model is told nothing of the equation.
        QVERIFY(std::abs(before) < 0.3);
        QVERIFY(known.correlation > before + 0.3);
        QCOMPARE(known.entries.size(), std::size_t(4));
        // K11(t, s) = cos(2 pi (t + s)), K12 = -sin.
        const auto n = map.times.size();
        for (const auto& [i, j] : {std::pair(n - 1, n / 3), std::pair(n / 2, n / 4)}) {
            const double angle = 2.0 * kPi * (map.times[i] + map.times[j]);
            QVERIFY(std::abs(known.entries[0].known[i * n + j] - std::cos(angle)) < 1e-12);
            QVERIFY(std::abs(known.entries[1].known[i * n + j] + std::sin(angle)) < 1e-12);
        }
    }
};

NIE_TEST(LearnedKernelTest);

}  // namespace nie::learned_kernel_test

#include "learned_kernel_test.moc"
