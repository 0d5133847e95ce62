#include "core/base/error.h"
#include "core/data/metrics.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::metrics_test {

using nie::InputError;
using nie::scorePredictions;
using nie::Scores;

namespace {

/// One sample of one channel.
torch::Tensor curve(const std::vector<double>& values)
{
    return torch::tensor(values, torch::kFloat64).reshape({1, -1, 1});
}

torch::Tensor noise(std::vector<std::int64_t> shape, std::uint64_t seed)
{
    torch::manual_seed(seed);
    return torch::randn(shape, torch::kFloat64);
}

bool near(double a, double b, double tolerance = 1e-12)
{
    return std::abs(a - b) < tolerance;
}

}  // namespace

class MetricsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scoresOfOneSampleFollowTheDefinitions()
    {
        const Scores scores = scorePredictions(curve({1, 2, 3, 5}), curve({1, 2, 3, 4}));
        QVERIFY(near(scores.mse, 0.25));
        QVERIFY(near(scores.relativeL2, 1 / std::sqrt(30.0)));
        // Covariation 6.5, variations 8.75 and 5.
        QVERIFY(near(scores.r2, 6.5 * 6.5 / (8.75 * 5)));
        QVERIFY(near(scores.r2Determination, 1 - 1.0 / 5));
    }

    void scoresAreMeansOverSamplesNotOverAllPoints()
    {
        const torch::Tensor truth = torch::cat({curve({1, 2, 3, 4}), curve({0, 10, 0, 10})});
        const torch::Tensor prediction = torch::cat({curve({1, 2, 3, 5}), curve({0, 10, 0, 10})});
        const Scores scores = scorePredictions(prediction, truth);
        QVERIFY(near(scores.mse, 0.125));
        QVERIFY(near(scores.relativeL2, 0.5 / std::sqrt(30.0)));
        QVERIFY(near(scores.r2, (6.5 * 6.5 / 43.75 + 1) / 2));
        QVERIFY(near(scores.r2Determination, 0.9));
        // Of 0.25 and 0: deviation 0.25 / sqrt 2, Student's t of one degree of freedom 12.7062.
        QVERIFY(near(scores.mseSpread.deviation, 0.25 / std::sqrt(2.0)));
        QVERIFY(near(scores.mseSpread.confidenceHalfWidth, 12.7062 * 0.125, 1e-5));
    }

    void fieldIsScoredLikeACurveOverAllItsPoints()
    {
        const torch::Tensor truth = noise({3, 4, 5, 6, 2}, 21);
        const torch::Tensor prediction = truth + 0.3 * noise({3, 4, 5, 6, 2}, 22);
        const Scores field = scorePredictions(prediction, truth);
        const Scores points = scorePredictions(prediction.flatten(1, 3), truth.flatten(1, 3));
        QVERIFY(near(field.mse, points.mse));
        QVERIFY(near(field.relativeL2, points.relativeL2));
        QVERIFY(near(field.r2, points.r2));
        QVERIFY(near(field.r2Determination, points.r2Determination));
    }

    void channelsShareOneMeanInR2ButHaveTheirOwnInR2Determination()
    {
        // Two channels far apart: holding each at its mean correlates well and determines nothing.
        const torch::Tensor truth = torch::tensor({{{9.0, -1.0}, {11.0, 1.0}}}, torch::kFloat64);
        const torch::Tensor means = torch::tensor({{{10.0, 0.0}, {10.0, 0.0}}}, torch::kFloat64);
        const Scores scores = scorePredictions(means, truth);
        QVERIFY(near(scores.r2, 100.0 / 104.0));
        QVERIFY(near(scores.r2Determination, 0.0));
    }

    void aPerfectPredictionHasPerfectScores()
    {
        const torch::Tensor truth = noise({5, 20, 3}, 1);
        const Scores scores = scorePredictions(truth, truth);
        QCOMPARE(scores.mse, 0.0);
        QCOMPARE(scores.relativeL2, 0.0);
        QVERIFY(near(scores.r2, 1.0));
        QCOMPARE(scores.r2Determination, 1.0);
    }

    void r2IsBlindToScaleAndOffsetAndR2DeterminationIsNot()
    {
        const torch::Tensor truth = noise({6, 30, 2}, 2);
        const torch::Tensor prediction = truth + 0.3 * noise({6, 30, 2}, 3);
        const Scores plain = scorePredictions(prediction, truth);
        const Scores moved = scorePredictions(-7 * prediction + 4, truth);
        QVERIFY(near(moved.r2, plain.r2));
        QVERIFY(plain.r2Determination > 0.8);
        QVERIFY(moved.r2Determination < -10);
    }

    void relativeScoresDoNotChangeWithTheUnit()
    {
        const torch::Tensor truth = noise({4, 12, 2}, 4) + 2;
        const torch::Tensor prediction = truth + 0.2 * noise({4, 12, 2}, 5);
        const Scores plain = scorePredictions(prediction, truth);
        const Scores scaled = scorePredictions(1e3 * prediction, 1e3 * truth);
        QVERIFY(near(scaled.mse / plain.mse, 1e6, 1e-6));
        QVERIFY(near(scaled.relativeL2, plain.relativeL2));
        QVERIFY(near(scaled.r2, plain.r2));
        QVERIFY(near(scaled.r2Determination, plain.r2Determination));
    }

    void theOrderOfSamplesAndPointsDoesNotMatter()
    {
        const torch::Tensor truth = noise({5, 9, 2}, 6);
        const torch::Tensor prediction = noise({5, 9, 2}, 7);
        const Scores plain = scorePredictions(prediction, truth);
        const Scores turned = scorePredictions(prediction.flip({0, 1}), truth.flip({0, 1}));
        QVERIFY(near(turned.r2, plain.r2));
        QVERIFY(near(turned.r2Determination, plain.r2Determination));
        QVERIFY(near(turned.relativeL2, plain.relativeL2));
    }

    void predictingTheMeanDeterminesNothing()
    {
        const torch::Tensor truth = noise({8, 15, 2}, 8);
        const Scores scores = scorePredictions(truth.mean(1, true).expand_as(truth), truth);
        QVERIFY(near(scores.r2Determination, 0.0));
    }

    void aConstantPredictionHasNoCorrelation()
    {
        const Scores scores = scorePredictions(curve({2, 2, 2, 2}), curve({1, 2, 3, 4}));
        QCOMPARE(scores.r2, 0.0);
        // 0.1 is not exact in binary: its mean differs from it by rounding.
        QCOMPARE(
            scorePredictions(curve(std::vector<double>(7, 0.1)), curve({1, 2, 3, 4, 2, 1, 0})).r2,
            0.0);
    }

    void aConstantTruthTakesNoPartInR2()
    {
        const torch::Tensor truth = torch::cat({curve({1, 2, 3, 4}), curve({0, 0, 0, 0})});
        const torch::Tensor prediction = torch::cat({curve({1, 2, 3, 5}), curve({1, 0, 2, 0})});
        const Scores scores = scorePredictions(prediction, truth);
        QVERIFY(near(scores.r2, 6.5 * 6.5 / 43.75));
        QVERIFY(near(scores.r2Determination, 0.8));
        QVERIFY(near(scores.relativeL2, 1 / std::sqrt(30.0)));
        QVERIFY(near(scores.mse, (1.0 + 5.0) / 8));
        QVERIFY(std::isnan(scorePredictions(curve({1, 2}), curve({3, 3})).r2));
    }

    void aNonFinitePredictionShows()
    {
        const Scores scores = scorePredictions(curve({1, NAN, 3}), curve({1, 2, 3}));
        QVERIFY(std::isnan(scores.mse));
        QVERIFY(std::isnan(scores.relativeL2));
        QVERIFY(std::isnan(scores.r2));
        QVERIFY(std::isnan(scores.r2Determination));
    }

    void singlePrecisionIsScoredInDouble()
    {
        const torch::Tensor truth = noise({3, 50, 1}, 9).to(torch::kFloat32) + 1000;
        const torch::Tensor prediction = truth + 0.25;
        QVERIFY(near(scorePredictions(prediction, truth).mse, 0.0625, 1e-9));
    }

    void refusesShapesThatDoNotFit()
    {
        QVERIFY_THROWS_EXCEPTION(InputError, scorePredictions(curve({1, 2}), curve({1, 2, 3})));
        QVERIFY_THROWS_EXCEPTION(InputError,
                                 scorePredictions(torch::zeros({3}), torch::zeros({3})));
        QVERIFY_THROWS_EXCEPTION(
            InputError, scorePredictions(torch::zeros({0, 3, 1}), torch::zeros({0, 3, 1})));
    }
};

NIE_TEST(MetricsTest);

}  // namespace nie::metrics_test

#include "metrics_test.moc"
