#include "core/base/error.h"
#include "core/training/loss.h"
#include "tests/core/training/small_task.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <numbers>

namespace nie::loss_test {

class LossTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void relativeL2IsTheErrorOverTheTruthOfEachSample()
    {
        const auto truth = torch::tensor({3.0, 4.0, 1.0, 0.0}, torch::kDouble).view({2, 2, 1});
        const auto error = torch::tensor({0.0, 1.0, 0.0, 0.5}, torch::kDouble).view({2, 2, 1});
        // 1/5 of the first, 0.5/1 of the second.
        const double loss = trainingLoss("relative_l2", truth + error, truth, {}).item<double>();
        QVERIFY(std::abs(loss - 0.35) < 1e-14);
        QVERIFY(std::abs(trainingLoss("mse", truth + error, truth, {}).item<double>() - 1.25 / 4) <
                1e-14);
    }

    void slopesOfAHigherHarmonicCountMore()
    {
        // Differences of sin(2 pi k x) on n points have the size 2 n sin(pi k / n) of the wave
        // itself.
        const std::int64_t n = 32;
        const auto axis = SpaceAxis::periodicAxis("x", n, 2.0);
        const auto x = torch::tensor(axis.coordinates, torch::kDouble) / 2.0;
        const auto wave = [&x](double k) {
            return torch::sin(2 * std::numbers::pi * k * x).view({1, 1, n, 1});
        };
        const double loss =
            trainingLoss("relative_h1", wave(1) + 0.01 * wave(3), wave(1), {axis}).item<double>();
        const double ratio = std::sin(3 * std::numbers::pi / 32) / std::sin(std::numbers::pi / 32);
        QVERIFY(std::abs(loss - 0.01 * (1 + 0.1 * ratio)) < 1e-13);
    }

    void anAxisThatEndsHasNoSlopeAroundItsEnd()
    {
        SpaceAxis axis{"x", "x", {0.0, 1.0, 3.0}, false, 3.0};
        const auto truth =
            torch::tensor({0.0, 2.0, 6.0}, torch::kDouble).view({1, 1, 3, 1});  // slope 2
        const auto error =
            torch::tensor({0.0, 0.5, 1.5}, torch::kDouble).view({1, 1, 3, 1});  // slope 1/2
        const double loss =
            trainingLoss("relative_h1", truth + error, truth, {axis}).item<double>();
        QVERIFY(std::abs(loss - (0.25 + 0.1 * 0.25)) < 1e-14);
    }

    void slopesOfCurvesAreRefused()
    {
        TrainingOptions options;
        options.steps = 1;
        options.loss = "relative_h1";
        QVERIFY_EXCEPTION_THROWN(Trainer(test::smallTask(), options, {}), InputError);
    }
};

NIE_TEST(LossTest);

}  // namespace nie::loss_test

#include "loss_test.moc"
