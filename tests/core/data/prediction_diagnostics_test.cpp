#include "core/data/metrics.h"
#include "core/data/prediction_diagnostics.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <numbers>
#include <numeric>
#include <set>

namespace nie::prediction_diagnostics_test {

namespace {

constexpr double kPi = std::numbers::pi;

bool near(double a, double b, double tolerance = 1e-12)
{
    return std::abs(a - b) < tolerance;
}

/// Curves [sample, time, channel] at times 0, 1, 2, ...
Dataset curves(const torch::Tensor& values, std::int64_t given = 1)
{
    Dataset data;
    data.name = "made here";
    for (std::int64_t c = 0; c < values.size(-1); ++c)
        data.channels.push_back("y" + std::to_string(c + 1));
    data.times = torch::arange(values.size(1), torch::kDouble);
    data.values = values;
    data.givenPoints = given;
    return data;
}

EvaluationDiagnostics diagnosed(const Dataset& data, const torch::Tensor& prediction,
                                std::vector<double> residuals = {})
{
    std::vector<std::int64_t> samples(static_cast<std::size_t>(data.sampleCount()));
    std::iota(samples.begin(), samples.end(), std::int64_t{0});
    const auto from = data.givenPoints;
    const Scores scores = scorePredictions(data.givenFirst(prediction).slice(1, from),
                                           data.givenFirst(data.values).slice(1, from));
    return diagnose(
        {data, "test", samples, prediction, data.values, std::move(residuals), from, 12}, scores);
}

torch::Tensor random(std::vector<std::int64_t> shape, std::uint64_t seed)
{
    torch::manual_seed(seed);
    return torch::randn(shape, torch::kDouble);
}

}  // namespace

class PredictionDiagnosticsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void errorsOfSamplesFollowTheDefinitions()
    {
        // Scored: 2, 3 of the first sample, predicted 2, 5; 4, 4 of the second, predicted exactly.
        const torch::Tensor truth = torch::tensor({{1., 2., 3.}, {0., 4., 4.}}).unsqueeze(2);
        const torch::Tensor predicted = torch::tensor({{9., 2., 5.}, {9., 4., 4.}}).unsqueeze(2);
        const auto found =
            diagnosed(curves(truth.to(torch::kDouble)), predicted.to(torch::kDouble), {1e-3, 2e-3});
        QCOMPARE(found.samples.size(), std::size_t(2));
        QCOMPARE(found.samples[0].mse, 2.0);
        QVERIFY(near(found.samples[0].relativeL2, std::sqrt(4.0 / 13.0)));
        QCOMPARE(found.samples[1].mse, 0.0);
        QCOMPARE(found.samples[1].residual, 2e-3);
        QVERIFY(std::isnan(found.samples[1].r2));  // a truth that does not vary
        QCOMPARE(found.horizonTimes, (std::vector<double>{1, 2}));
        // The worst first, whole, the given point included.
        QCOMPARE(found.predictions.size(), std::size_t(2));
        QCOMPARE(found.predictions[0]->sample, 0);
        QCOMPARE(found.predictions[0]->prediction, (std::vector<double>{9, 2, 5}));
        QCOMPARE(found.predictions[0]->step, 12);
    }

    void meansOverTheSamplesAreTheScores()
    {
        const torch::Tensor truth = random({7, 11, 2}, 1),
                            predicted = truth + random({7, 11, 2}, 2);
        const Dataset data = curves(truth, 3);
        const auto found = diagnosed(data, predicted);
        const Scores scores = scorePredictions(predicted.slice(1, 3), truth.slice(1, 3));
        double mse = 0, relative = 0, r2 = 0;
        for (const auto& sample : found.samples) {
            mse += sample.mse / 7;
            relative += sample.relativeL2 / 7;
            r2 += sample.r2 / 7;
            QVERIFY(std::isnan(sample.residual));  // nothing was solved
        }
        QVERIFY(near(mse, scores.mse));
        QVERIFY(near(relative, scores.relativeL2));
        QVERIFY(near(r2, scores.r2));
    }

    void theScatterHoldsAllValuesOfASmallSetAndPairsThem()
    {
        const torch::Tensor truth = random({3, 5, 2}, 3);
        const auto found = diagnosed(curves(truth), 2 * truth);
        QCOMPARE(found.scatter.count, 3 * 4 * 2);
        QCOMPARE(found.scatter.truth.size(), std::size_t(24));
        for (std::size_t i = 0; i < 24; ++i)
            QCOMPARE(found.scatter.prediction[i], 2 * found.scatter.truth[i]);
    }

    void theScatterOfALargeSetIsThinnedOverAllPointsAndChannels()
    {
        QCOMPARE(thinningStride(4000, 20, 5000), 1);
        // 8 of 40000 would always meet the same of 20 values; 9 meets all.
        QCOMPARE(thinningStride(40'000, 20, 5000), 9);
        std::set<std::int64_t> met;
        for (std::int64_t i = 0; i < 40'000; i += 9)
            met.insert(i % 20);
        QCOMPARE(met.size(), std::size_t(20));
        const torch::Tensor truth = random({100, 51, 2}, 4);
        const auto found = diagnosed(curves(truth), truth);
        QCOMPARE(found.scatter.count, 10'000);
        QVERIFY(found.scatter.truth.size() <= 5000 && found.scatter.truth.size() > 2500);
    }

    void pathsLieAlongTheComponentsOfTheData()
    {
        // All on the line y2 = y1: one component has all the variance, along (1, 1) / sqrt 2.
        const torch::Tensor line =
            torch::tensor({{0., 1., 2., 3.}, {1., 1., 2., 2.}}, torch::kDouble);  // mean 1.5
        const torch::Tensor truth = torch::stack({line, line}, 2);
        torch::Tensor predicted = truth.clone();
        predicted.select(2, 1) += 1;  // off the line by 1 / sqrt 2
        const auto found = diagnosed(curves(truth), predicted).components;
        QVERIFY(!found.overSamples);
        QVERIFY(near(found.shares[0], 1) && near(found.shares[1], 0));
        QCOMPARE(found.paths.size(), std::size_t(2));
        const auto& path = found.paths[0];
        for (std::size_t k = 0; k < 4; ++k) {
            const double along = (static_cast<double>(k) - 1.5) * std::sqrt(2.0);
            QVERIFY(near(path.truth[0][k], along, 1e-9));
            QVERIFY(near(path.truth[1][k], 0, 1e-9));
            QVERIFY(near(path.prediction[0][k], along + std::sqrt(0.5), 1e-9));
            QVERIFY(near(std::abs(path.prediction[1][k]), std::sqrt(0.5), 1e-9));
        }
    }

    void ofOneChannelEachSampleIsAPoint()
    {
        const torch::Tensor truth = random({9, 6, 1}, 5);
        const auto found = diagnosed(curves(truth), truth).components;
        QVERIFY(found.overSamples);
        QCOMPARE(found.paths.size(), std::size_t(9));
        for (const auto& path : found.paths) {
            QCOMPARE(path.truth[0].size(), std::size_t(1));
            QCOMPARE(path.prediction[0].front(), path.truth[0].front());
        }
        QVERIFY(found.shares[0] >= found.shares[1] && found.shares[0] < 1);
    }

    void theSpectrumOfASineHasItsFrequencyAndPower()
    {
        // Period 8 over 64 scored points; the prediction has half the amplitude: a quarter of the
        // power at each frequency.
        const torch::Tensor t = torch::arange(65, torch::kDouble);
        const torch::Tensor wave = torch::sin(2 * kPi * t / 8).reshape({1, 65, 1});
        const torch::Tensor truth = torch::cat({wave, wave, 2 * wave});
        const auto found = diagnosed(curves(truth), 0.5 * truth).spectrum;
        QVERIFY2(found.missing.empty(), found.missing.c_str());
        QCOMPARE(found.label, std::string("frequency (1/t)"));
        const auto peak = std::max_element(found.truth.begin(), found.truth.end());
        const auto at = static_cast<std::size_t>(peak - found.truth.begin());
        QVERIFY(near(found.frequencies[at], 1.0 / 8));
        double power = 0;
        for (std::size_t k = 0; k < found.truth.size(); ++k) {
            power += found.truth[k] * found.frequencies[1];
            QVERIFY(near(found.prediction[k], 0.25 * found.truth[k]));
        }
        // The mean square over the samples: (1 / 2 + 1 / 2 + 4 / 2) / 3.
        QVERIFY(near(power, 1.0, 1e-9));
    }

    void theSpectrumOfAFieldIsAlongItsFirstAxisOfSpace()
    {
        const torch::Tensor x = torch::arange(32, torch::kDouble) / 32;
        const torch::Tensor wave = torch::sin(2 * kPi * 4 * x).reshape({1, 1, 32, 1});
        Dataset data = curves(wave.expand({2, 5, 32, 1}).contiguous());
        data.space = {SpaceAxis::periodicAxis("x", 32)};
        const auto found = diagnosed(data, data.values);
        QCOMPARE(found.spectrum.label, std::string("wave number (1/x)"));
        const auto peak =
            std::max_element(found.spectrum.truth.begin(), found.spectrum.truth.end());
        QCOMPARE(found.spectrum
                     .frequencies[static_cast<std::size_t>(peak - found.spectrum.truth.begin())],
                 4.0);
        // Fields are paths through the space of their places.
        QVERIFY(!found.components.overSamples);
    }

    void whatCannotBeComputedSaysWhy()
    {
        Dataset data = curves(random({4, 20, 2}, 6));
        data.times = torch::linspace(0, 1, 20, torch::kDouble).square();
        QVERIFY(diagnosed(data, data.values).spectrum.missing.find("evenly") != std::string::npos);
        const Dataset brief = curves(random({4, 5, 2}, 7));
        QVERIFY(diagnosed(brief, brief.values).spectrum.missing.find("fewer") != std::string::npos);
        torch::Tensor broken = data.values.clone();
        broken[2][9][0] = std::nan("");
        const auto found = diagnosed(curves(random({4, 20, 2}, 6)), broken);
        QVERIFY(found.spectrum.missing.find("finite") != std::string::npos);
        QVERIFY(std::isnan(found.samples[2].mse));
        QCOMPARE(found.predictions.front()->sample, 2);  // the worst
    }
};

NIE_TEST(PredictionDiagnosticsTest);

}  // namespace nie::prediction_diagnostics_test

#include "prediction_diagnostics_test.moc"
