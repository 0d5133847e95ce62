#include "core/base/error.h"
#include "core/data/floors.h"
#include "core/data/metrics.h"
#include "core/data/vector_autoregression.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <numeric>

namespace nie::floors_test {

namespace {

torch::Tensor normal(std::vector<std::int64_t> shape, std::uint64_t seed)
{
    torch::manual_seed(seed);
    return torch::randn(shape, torch::kFloat64);
}

/// Curves whose points after the given ones are linear in the given ones, plus a constant.
torch::Tensor linearCurves(std::int64_t samples, std::int64_t given, std::int64_t horizon,
                           std::uint64_t seed)
{
    const torch::Tensor known = normal({samples, given * 2}, seed);
    const torch::Tensor weights = normal({given * 2, horizon * 2}, 1000);
    return torch::cat({known.reshape({samples, given, 2}),
                       (known.matmul(weights) + 3).reshape({samples, horizon, 2})},
                      1);
}

std::vector<std::int64_t> range(std::int64_t first, std::int64_t count)
{
    std::vector<std::int64_t> numbers(static_cast<std::size_t>(count));
    std::iota(numbers.begin(), numbers.end(), first);
    return numbers;
}

double meanSquare(const torch::Tensor& a, const torch::Tensor& b)
{
    return (a - b).square().mean().item<double>();
}

}  // namespace

class FloorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void persistenceHoldsTheLastGivenValueOfEveryChannel()
    {
        const torch::Tensor given = torch::tensor({{{1.0, 2.0}, {3.0, 4.0}}}, torch::kFloat64);
        const torch::Tensor held = floors::persistence(given, 3);
        QVERIFY(torch::equal(
            held, torch::tensor({{{3.0, 4.0}, {3.0, 4.0}, {3.0, 4.0}}}, torch::kFloat64)));
    }

    void meanCurveIsTheMeanOfTheTrainingCurvesAfterTheGivenPoints()
    {
        const torch::Tensor training =
            torch::tensor({{{0.0}, {2.0}, {4.0}}, {{9.0}, {4.0}, {-4.0}}}, torch::kFloat64);
        const torch::Tensor mean = floors::meanCurve(training, 1, 2);
        QVERIFY(
            torch::equal(mean, torch::tensor({{{3.0}, {0.0}}, {{3.0}, {0.0}}}, torch::kFloat64)));
    }

    void nearestCurveIsChosenByTheGivenPartAlone()
    {
        const torch::Tensor training = torch::tensor(
            {{{0.0}, {0.0}, {7.0}}, {{1.0}, {1.0}, {8.0}}, {{5.0}, {5.0}, {9.0}}}, torch::kFloat64);
        const torch::Tensor given =
            torch::tensor({{{4.0}, {4.5}}, {{0.6}, {0.9}}}, torch::kFloat64);
        QVERIFY(torch::equal(floors::nearestCurve(training, given),
                             torch::tensor({{{9.0}}, {{8.0}}}, torch::kFloat64)));
    }

    void nearestCurveTellsVeryCloseCurvesApart()
    {
        torch::Tensor training = torch::full({40, 2, 1}, 1e3, torch::kFloat64);
        for (std::int64_t i = 0; i < 40; ++i) {
            training[i][0][0] += 1e-9 * static_cast<double>(i);
            training[i][1][0] = static_cast<double>(i);
        }
        const torch::Tensor continued = floors::nearestCurve(training, training.narrow(1, 0, 1));
        QVERIFY(torch::equal(continued, training.narrow(1, 1, 1)));
    }

    void linearFloorFindsALinearRelationWithIntercept()
    {
        const torch::Tensor training = linearCurves(60, 3, 5, 1);
        const torch::Tensor scored = linearCurves(9, 3, 5, 2);
        const torch::Tensor predicted =
            floors::linear(training, linearCurves(10, 3, 5, 3), scored.narrow(1, 0, 3));
        QVERIFY(meanSquare(predicted, scored.narrow(1, 3, 5)) < 1e-12);
    }

    /// With more inputs than curves the system over curves is solved; by the normal equations in
    /// both shapes the prediction is the same.
    void linearFloorIsTheSameInBothForms()
    {
        const torch::Tensor training = linearCurves(12, 10, 4, 4) + 0.1 * normal({12, 14, 2}, 5);
        const torch::Tensor validation = linearCurves(20, 10, 4, 6);
        const torch::Tensor given = linearCurves(3, 10, 4, 7).narrow(1, 0, 10);
        const torch::Tensor predicted = floors::linear(training, validation, given);

        const torch::Tensor x = training.narrow(1, 0, 10).flatten(1);
        const torch::Tensor y = training.narrow(1, 10, 4).flatten(1);
        const torch::Tensor centred = x - x.mean(0);
        const torch::Tensor covariance = centred.t().matmul(centred);
        const double meanEigenvalue = covariance.trace().item<double>() / 12;
        double best = 1e300;
        torch::Tensor expected;
        for (int exponent = -8; exponent <= 2; ++exponent) {
            const torch::Tensor regularised = covariance + std::pow(10.0, exponent) *
                                                               meanEigenvalue *
                                                               torch::eye(20, torch::kFloat64);
            const torch::Tensor weights =
                torch::linalg_solve(regularised, centred.t().matmul(y - y.mean(0)));
            const auto predict = [&](const torch::Tensor& curves) {
                return (curves.narrow(1, 0, 10).flatten(1) - x.mean(0)).matmul(weights) + y.mean(0);
            };
            const double score =
                meanSquare(predict(validation), validation.narrow(1, 10, 4).flatten(1));
            if (score < best) {
                best = score;
                expected = predict(given);
            }
        }
        QVERIFY(meanSquare(predicted.flatten(1), expected) <
                1e-14 * expected.square().mean().item<double>());
    }

    void autoregressionFindsTheDecayOfEveryChannel()
    {
        // y(k) = m + rate^k (y(0) - m), with its own rate and mean for each channel.
        const torch::Tensor rate = torch::tensor({0.9, 0.5, -0.3}, torch::kFloat64);
        const torch::Tensor mean = torch::tensor({2.0, -1.0, 0.0}, torch::kFloat64);
        const auto curves = [&](std::uint64_t seed) {
            const torch::Tensor start = normal({12, 1, 3}, seed);
            const torch::Tensor steps = torch::arange(5, torch::kFloat64).reshape({5, 1});
            return mean + torch::pow(rate, steps) * start;
        };
        const torch::Tensor test = curves(21);
        const torch::Tensor predicted = floors::autoregression(curves(20), test.narrow(1, 0, 1));
        QVERIFY(meanSquare(predicted, test.narrow(1, 1, 4)) < 1e-28);
    }

    void autoregressionOfAChannelThatStartsAlikeIsItsMean()
    {
        torch::Tensor training = normal({6, 4, 2}, 22);
        training.select(1, 1).select(1, 0).fill_(2.5);
        const torch::Tensor predicted = floors::autoregression(training, training.narrow(1, 0, 2));
        const torch::Tensor mean = floors::meanCurve(training, 2, 6);
        QVERIFY(meanSquare(predicted.select(2, 0), mean.select(2, 0)) < 1e-28);
        QVERIFY(meanSquare(predicted.select(2, 1), mean.select(2, 1)) > 1e-6);
    }

    void linearFloorOfCurvesThatStartAlikeIsTheMean()
    {
        torch::Tensor training = normal({6, 4, 1}, 8);
        training.narrow(1, 0, 2).fill_(2.5);
        const torch::Tensor predicted =
            floors::linear(training, training, training.narrow(1, 0, 2));
        QVERIFY(meanSquare(predicted, floors::meanCurve(training, 2, 6)) < 1e-28);
    }

    void scoresOfAllFloorsAreThoseOfTheirPredictionsAfterTheGivenPoints()
    {
        Dataset data;
        data.values = linearCurves(40, 3, 4, 9) + 0.3 * normal({40, 7, 2}, 10);
        data.times = torch::arange(7, torch::kFloat64);
        data.givenPoints = 3;
        const Split split = {range(10, 20), range(30, 10), range(0, 10)};
        const auto scores = scoreFloors(data, split, split.test);
        QCOMPARE(scores.size(), std::size_t(7));  // no field: neither zero nor nearest_shifted

        const torch::Tensor training = data.values.narrow(0, 10, 20);
        const torch::Tensor given = data.values.narrow(0, 0, 10).narrow(1, 0, 3);
        const torch::Tensor truth = data.values.narrow(0, 0, 10).narrow(1, 3, 4);
        QCOMPARE(scores.at("persistence").mse,
                 scorePredictions(floors::persistence(given, 4), truth).mse);
        QCOMPARE(scores.at("mean").mse,
                 scorePredictions(floors::meanCurve(training, 3, 10), truth).mse);
        QCOMPARE(scores.at("nearest_curve").mse,
                 scorePredictions(floors::nearestCurve(training, given), truth).mse);
        QCOMPARE(scores.at("ar").mse,
                 scorePredictions(floors::autoregression(training, given), truth).mse);
        QCOMPARE(scores.at("own_mean").mse, scorePredictions(floors::ownMean(given, 4), truth).mse);
        QVERIFY(scores.at("linear").mse < scores.at("mean").mse);
        QVERIFY(scores.contains("var"));
    }

    void fieldsAreFlooredLikeCurvesWithAsManyChannelsAsCells()
    {
        // The floors do not know that the points of a field lie side by side.
        const torch::Tensor values = linearCurves(40, 3, 4, 9) + 0.3 * normal({40, 7, 2}, 10);
        const Split split = {range(10, 20), range(30, 10), range(0, 10)};
        Dataset curves;
        curves.values = values;
        curves.times = torch::arange(7, torch::kFloat64);
        curves.givenPoints = 3;
        Dataset fields = curves;
        fields.space = {SpaceAxis::periodicAxis("x", 2)};
        fields.values = values.unsqueeze(3);
        const auto expected = scoreFloors(curves, split, split.test);
        const auto scores = scoreFloors(fields, split, split.test);
        QCOMPARE(scores.size(), expected.size() + 1);  // fields have "zero"
        for (const auto& [name, score] : expected)
            QVERIFY2(std::abs(scores.at(name).mse - score.mse) < 1e-12 * score.mse, name.c_str());
    }

    void nearestShiftedFieldIsFoundWhereverItHasBeenMoved()
    {
        const torch::Tensor training = normal({5, 4, 16, 2}, 12);
        const torch::Tensor moved = training.index_select(0, torch::tensor({3, 0})).roll(11, 2);
        const torch::Tensor predicted = floors::nearestShifted(training, moved.narrow(1, 0, 2));
        QVERIFY(meanSquare(predicted, moved.narrow(1, 2, 2)) < 1e-28);
        // Without shifts there is nothing near.
        QVERIFY(meanSquare(floors::nearestCurve(training, moved.narrow(1, 0, 2)),
                           moved.narrow(1, 2, 2)) > 0.1);
    }

    void onlyTranslationInvariantFieldsOnACircleAreShifted()
    {
        Dataset data;
        data.values = normal({12, 3, 8, 1}, 13);
        data.times = torch::arange(3, torch::kFloat64);
        data.space = {SpaceAxis::periodicAxis("x", 8)};
        const Split split = {range(0, 6), range(6, 3), range(9, 3)};
        QCOMPARE(scoreFloors(data, split, split.test).count("nearest_shifted"), std::size_t(0));
        data.translationInvariant = true;
        QCOMPARE(scoreFloors(data, split, split.test).count("nearest_shifted"), std::size_t(1));
    }

    void ownMeanIsTheMeanOfTheGivenPoints()
    {
        const torch::Tensor given = torch::tensor({{{1.0, 2.0}, {3.0, 8.0}}}, torch::kFloat64);
        QVERIFY(torch::equal(floors::ownMean(given, 2),
                             torch::tensor({{{2.0, 5.0}, {2.0, 5.0}}}, torch::kFloat64)));
    }

    void vectorAutoregressionFindsTheRecurrenceOfTwoPoints()
    {
        // y_k = A y_{k-1} + B y_{k-2} + c couples the channels and is stable.
        const torch::Tensor a = torch::tensor({{0.6, -0.5}, {0.4, 0.5}}, torch::kFloat64);
        const torch::Tensor b = torch::tensor({{-0.2, 0.1}, {0.0, -0.3}}, torch::kFloat64);
        const torch::Tensor c = torch::tensor({0.3, -0.1}, torch::kFloat64);
        const auto curves = [&](std::uint64_t seed) {
            std::vector<torch::Tensor> points = normal({2, 12, 2}, seed).unbind(0);
            for (int k = 2; k < 9; ++k)
                points.push_back(points[points.size() - 1].matmul(a.t()) +
                                 points[points.size() - 2].matmul(b.t()) + c);
            return torch::stack(points, 1);
        };
        const torch::Tensor test = curves(33);
        const torch::Tensor predicted =
            floors::vectorAutoregression(curves(31), curves(32), test.narrow(1, 0, 2), 7);
        QVERIFY(meanSquare(predicted, test.narrow(1, 2, 7)) < 1e-12);
    }

    void vectorAutoregressionGoesOnFromAWindowInTheMiddle()
    {
        Dataset data;
        const torch::Tensor turn = torch::tensor({{0.8, -0.6}, {0.6, 0.8}}, torch::kFloat64);
        std::vector<torch::Tensor> points{normal({30, 2}, 41)};
        for (int k = 1; k < 8; ++k)
            points.push_back(points.back().matmul(turn.t()));
        data.values = torch::stack(points, 1);
        data.times = torch::arange(8, torch::kFloat64);
        data.givenPoints = 2;
        data.givenStart = 3;
        const Split split = {range(0, 12), range(12, 8), range(20, 10)};
        const torch::Tensor scored = data.values.narrow(0, 20, 10);
        // After the window nothing is wrong; the 3 points before it keep its first value.
        const torch::Tensor before =
            (scored.narrow(1, 0, 3) - scored.narrow(1, 3, 1)).square().sum() / (10.0 * 6.0 * 2.0);
        const double mse = scoreFloors(data, split, split.test).at("var").mse;
        QVERIFY(std::abs(mse / before.item<double>() - 1.0) < 1e-5);
    }

    void zeroFieldHasTheMeanSquareOfTheTruth()
    {
        Dataset data;
        data.values = normal({12, 3, 8, 1}, 51);
        data.times = torch::arange(3, torch::kFloat64);
        data.space = {SpaceAxis::periodicAxis("x", 8)};
        const Split split = {range(0, 6), range(6, 3), range(9, 3)};
        const double expected =
            data.values.narrow(0, 9, 3).slice(1, 1).square().mean().item<double>();
        const auto scores = scoreFloors(data, split, split.test);
        QVERIFY(std::abs(scores.at("zero").mse - expected) < 1e-14);
        QVERIFY(std::abs(scores.at("zero").relativeL2 - 1.0) < 1e-14);
    }

    void everyFloorIsInTheCatalogue()
    {
        Dataset data;
        data.values = normal({12, 3, 8, 1}, 52);
        data.times = torch::arange(3, torch::kFloat64);
        data.space = {SpaceAxis::periodicAxis("x", 8)};
        data.translationInvariant = true;
        const Split split = {range(0, 6), range(6, 3), range(9, 3)};
        const auto scores = scoreFloors(data, split, split.test);
        QCOMPARE(scores.size(), floorCatalog().size());
        for (const FloorDescription& floor : floorCatalog())
            QVERIFY2(scores.contains(floor.name), floor.name.c_str());
        // Too many values for a vector autoregression: the others remain.
        data.values = normal({12, 3, 1025, 1}, 53);
        data.space = {SpaceAxis::periodicAxis("x", 1025)};
        QCOMPARE(scoreFloors(data, split, split.test).size(), floorCatalog().size() - 1);
    }

    void refusesDataWithNothingLeftToPredict()
    {
        Dataset data;
        data.values = normal({6, 4, 1}, 11);
        data.times = torch::arange(4, torch::kFloat64);
        data.givenPoints = 4;
        const Split split = {range(0, 2), range(2, 2), range(4, 2)};
        QVERIFY_THROWS_EXCEPTION(InputError, scoreFloors(data, split, split.test));
        data.givenPoints = 2;
        QVERIFY_THROWS_EXCEPTION(InputError, scoreFloors(data, split, {}));
    }
};

NIE_TEST(FloorsTest);

}  // namespace nie::floors_test

#include "floors_test.moc"
