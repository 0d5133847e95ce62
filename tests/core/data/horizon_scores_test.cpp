#include "core/data/horizon_scores.h"
#include "core/data/noise_ceiling_scores.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::horizon_scores_test {

class HorizonScoresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownErrorsHaveTheirScores()
    {
        // Two samples, two horizons, two channels.
        const torch::Tensor truth =
            torch::tensor({0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0}, torch::kFloat64)
                .reshape({2, 2, 2});
        const torch::Tensor error =
            torch::tensor({3.0, 4.0, 0.0, 1.0, 0.0, 0.0, 0.0, -1.0}, torch::kFloat64)
                .reshape({2, 2, 2});
        const HorizonScores scores = scoreByHorizon(truth + error, truth);
        QCOMPARE(scores.meanAbsoluteError, (std::vector<double>{7.0 / 4.0, 0.5}));
        // The samples lie 2 from their mean in every channel: 4 squares of 4.
        QCOMPARE(scores.r2, (std::vector<double>{1.0 - 25.0 / 16.0, 1.0 - 2.0 / 16.0}));
        QCOMPARE(scores.distance, (std::vector<double>{2.5, 1.0}));
        QVERIFY(std::abs(scores.distanceDeviation[0] - 5.0 / std::sqrt(2.0)) < 1e-12);
        QCOMPARE(scores.distanceDeviation[1], 0.0);
        // Truths (0, 1), (4, 5) and (2, 3), (6, 7).
        QVERIFY(std::abs(scores.nrmse[0] - (5.0 / 1.0 + 0.0) / 2.0) < 1e-15);
        QVERIFY(std::abs(scores.nrmse[1] - (1.0 / std::sqrt(13.0) + 1.0 / std::sqrt(85.0)) / 2.0) <
                1e-15);
    }

    void theNoiseCeilingIsThatOfAPredictorWhoseErrorsAreTheNoise()
    {
        torch::manual_seed(3);
        const std::vector<double> variances{0.25, 0.5};
        const torch::Tensor signal = torch::randn({40000, 2, 4}, torch::kFloat64);
        const torch::Tensor noise = torch::randn({40000, 2, 4}, torch::kFloat64) *
                                    torch::tensor(variances, torch::kFloat64).sqrt().unsqueeze(1);
        const torch::Tensor truth = signal + noise;
        const HorizonScores best = scoreByHorizon(signal, truth);
        const HorizonScores ceiling = noiseCeilingScores({{kNoiseByPoint, variances}}, truth);
        for (std::size_t i = 0; i < 2; ++i) {
            QVERIFY(std::abs(ceiling.meanAbsoluteError[i] / best.meanAbsoluteError[i] - 1) < 0.02);
            QVERIFY(std::abs(ceiling.r2[i] - best.r2[i]) < 0.01);
            // The root mean square of norms is above their mean, for four channels by 6 %.
            QVERIFY(ceiling.distance[i] > best.distance[i]);
            QVERIFY(ceiling.distance[i] < 1.08 * best.distance[i]);
        }
    }

    void whereTheRecipeTellsNoNoiseThereIsNoCeiling()
    {
        const torch::Tensor truth = torch::rand({3, 2, 1}, torch::kFloat64);
        QVERIFY(noiseCeilingScores({{"name", "spirals"}}, truth).distance.empty());
        const HorizonScores one = noiseCeilingScores({{kNoiseByPoint, {0.5}}}, truth);
        QVERIFY(std::isfinite(one.distance[0]));
        QVERIFY(std::isnan(one.distance[1]));
    }

    void theMeanOverSamplesDeterminesNothing()
    {
        torch::manual_seed(1);
        const torch::Tensor truth = torch::randn({50, 6, 3}, torch::kFloat64);
        const torch::Tensor mean = truth.mean(0, true).expand_as(truth);
        for (const double r2 : scoreByHorizon(mean, truth).r2)
            QVERIFY(std::abs(r2) < 1e-12);
        for (const double r2 : scoreByHorizon(truth, truth).r2)
            QCOMPARE(r2, 1.0);
    }

    void placesOfAFieldCountAsChannels()
    {
        torch::manual_seed(2);
        const torch::Tensor truth = torch::randn({8, 3, 5, 2}, torch::kFloat64);
        const torch::Tensor predicted = torch::randn({8, 3, 5, 2}, torch::kFloat64);
        const HorizonScores field = scoreByHorizon(predicted, truth);
        const HorizonScores flat = scoreByHorizon(predicted.flatten(2), truth.flatten(2));
        QCOMPARE(field.distance, flat.distance);
        QCOMPARE(field.r2, flat.r2);
    }
};

NIE_TEST(HorizonScoresTest);

}  // namespace nie::horizon_scores_test

#include "horizon_scores_test.moc"
