#include "core/base/error.h"
#include "core/results/fields/field_ranges.h"
#include "core/results/fields/field_scores.h"
#include "core/results/fields/field_values.h"
#include "tests/core/results/field_samples.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <numeric>

namespace nie::field_values_test {

using namespace nie::test;

namespace {

FieldLook lookAt(std::int64_t channel, std::int64_t time, FieldError error = FieldError::Signed)
{
    FieldLook look;
    look.channel = channel;
    look.time = time;
    look.error = error;
    return look;
}

constexpr auto kNotANumber = std::numeric_limits<double>::quiet_NaN();

}  // namespace

class FieldValuesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFrameOfThePlaneHasTheFirstAxisAcrossAndTheSecondUpwards()
    {
        const PredictionSnapshot plane = numberedPlane();
        const auto frame = fieldFrame(plane, lookAt(1, 2), FieldPart::Truth);
        // Place (i, j) is number 3 i + j: rows of j, columns of i.
        const std::vector<double> wanted{1200, 1203, 1206, 1209, 1201, 1204,
                                         1207, 1210, 1202, 1205, 1208, 1211};
        QVERIFY(frame == wanted);
        const auto errors = fieldFrame(plane, lookAt(1, 2), FieldPart::Error);
        for (std::size_t i = 0; i < 4; ++i)
            for (std::size_t j = 0; j < 3; ++j)
                QCOMPARE(errors[j * 4 + i],
                         (3.0 * static_cast<double>(i) + static_cast<double>(j) - 1.0));
    }

    void aLineOverTimeHasTimeAcross()
    {
        const auto image = fieldSpaceTime(numberedLine(), lookAt(0, 0), FieldPart::Truth);
        QVERIFY((image == std::vector<double>{0, 100, 200, 1, 101, 201, 2, 102, 202, 3, 103, 203}));
        QVERIFY((fieldFrame(numberedLine(), lookAt(0, 1), FieldPart::Truth) ==
                 std::vector<double>{100, 101, 102, 103}));
        QVERIFY((fieldFrame(numberedCurves(), lookAt(1, 2), FieldPart::Truth) ==
                 std::vector<double>{1200}));
    }

    void errorsAreSignedSizesOrRelativeToTheTruthsRootMeanSquare()
    {
        const PredictionSnapshot line = numberedLine();
        double squares = 0.0;
        for (const double value : line.truth)
            squares += value * value;
        const double scale = std::sqrt(squares / 12.0);
        QCOMPARE(truthScale(line, 0), scale);
        const auto signedErrors = fieldFrame(line, lookAt(0, 2), FieldPart::Error);
        QVERIFY((signedErrors == std::vector<double>{-0.5, 0.0, 0.5, 1.0}));
        QVERIFY((fieldFrame(line, lookAt(0, 2, FieldError::Absolute), FieldPart::Error) ==
                 std::vector<double>{0.5, 0.0, 0.5, 1.0}));
        const auto relative =
            fieldFrame(line, lookAt(0, 2, FieldError::Relative), FieldPart::Error);
        for (std::size_t i = 0; i < 4; ++i)
            QCOMPARE(relative[i], signedErrors[i] / scale);
        QVERIFY(std::isnan(fieldErrorOf(0.0, 1.0, FieldError::Relative, 0.0)));
    }

    void theScaleIsTheChannelsOwn()
    {
        const PredictionSnapshot plane = numberedPlane();
        QVERIFY(truthScale(plane, 1) > 1000 && truthScale(plane, 0) < 211);
    }

    void anIterateStandsInForThePrediction()
    {
        PredictionSnapshot line = numberedLine();
        line.iterates = {std::vector<double>(12, 7.0), line.prediction};
        FieldLook look = lookAt(0, 1);
        look.iterate = 0;
        QVERIFY((fieldFrame(line, look, FieldPart::Prediction) == std::vector<double>{7, 7, 7, 7}));
        QVERIFY(
            (fieldFrame(line, look, FieldPart::Error) == std::vector<double>{-93, -94, -95, -96}));
    }

    void arraysThatDoNotFitTheAxesAreRefused()
    {
        PredictionSnapshot line = numberedLine();
        requireWholeSample(line);
        line.iterates = {{1.0}};
        QVERIFY_THROWS_EXCEPTION(InputError, requireWholeSample(line));
        line = numberedLine();
        line.prediction.pop_back();
        QVERIFY_THROWS_EXCEPTION(InputError, requireWholeSample(line));
        line.space[0].coordinates.clear();
        line.truth.clear();
        line.prediction.clear();
        QVERIFY_THROWS_EXCEPTION(InputError, requireWholeSample(line));
    }

    void aSeriesRangeIsTheSameAtEveryTimeAndIterate()
    {
        PredictionSnapshot plane = numberedPlane();
        plane.iterates = {std::vector<double>(plane.truth.size(), -50.0)};
        for (const int iterate : {-1, 0})
            for (std::int64_t time = 0; time < 3; ++time) {
                FieldLook look = lookAt(0, time);
                look.iterate = iterate;
                const FieldRanges ranges = fieldRanges(plane, look);
                QCOMPARE(ranges.truth.from, 0.0);
                QCOMPARE(ranges.truth.to, 216.0);  // the prediction's 211 + 5
                QCOMPARE(ranges.prediction.to, 216.0);
                QCOMPARE(ranges.error.from, -5.0);
                QCOMPARE(ranges.error.to, 5.0);
                QCOMPARE(ranges.words, std::string("whole series"));
            }
    }

    void aFrameRangeFollowsTheTimeAndOnlyWhereOneTimeIsShown()
    {
        FieldLook look = lookAt(0, 1);
        look.range = FieldRange::Frame;
        const FieldRanges ranges = fieldRanges(numberedPlane(), look);
        QCOMPARE(ranges.truth.from, 99.75);
        QCOMPARE(ranges.truth.to, 113.5);
        QCOMPARE(ranges.error.to, 2.5);
        QCOMPARE(ranges.words, std::string("this frame"));
        // On a line all times are seen at once.
        QCOMPARE(fieldRanges(numberedLine(), look).words, std::string("whole series"));
        look.kind = FieldKind::Profile;
        QCOMPARE(fieldRanges(numberedLine(), look).truth.to, 103.5);
    }

    void aManualRangeKeepsOpenEndsAndErrorsAsTheyAre()
    {
        FieldLook look = lookAt(0, 1);
        look.range = FieldRange::Manual;
        look.from = -20.0;
        FieldRanges ranges = fieldRanges(numberedPlane(), look);
        QCOMPARE(ranges.truth.from, -20.0);
        QCOMPARE(ranges.prediction.to, 216.0);
        QCOMPARE(ranges.error.to, 5.0);
        QCOMPARE(ranges.words, std::string("set by hand"));
        QCOMPARE(ranges.errorWords, std::string("whole series"));
        look.from = 300.0;  // above what there is
        ranges = fieldRanges(numberedPlane(), look);
        QCOMPARE(ranges.truth.from, 300.0);
        QVERIFY(ranges.truth.from < ranges.truth.to);
    }

    void aRobustRangeLeavesOutTheOuterShares()
    {
        // 0, 1, ..., 100 as truth and prediction alike, with one spike in each.
        PredictionSnapshot line = sampleWith(
            {0.0}, {SpaceAxis::periodicAxis("x", 101)}, {"u"},
            [](std::size_t, std::size_t p, std::size_t) {
                return p == 100 ? 1e6 : static_cast<double>(p);
            },
            [](std::size_t, std::size_t p, std::size_t) { return p == 50 ? 1e3 : 0.5; });
        FieldLook look;
        look.range = FieldRange::Robust;
        look.linked = false;
        const FieldRanges ranges = fieldRanges(line, look);
        QCOMPARE(ranges.truth.from, 2.0);
        QCOMPARE(ranges.truth.to, 98.0);
        QCOMPARE(ranges.error.to, 0.5);
        QCOMPARE(ranges.error.from, -0.5);
        QCOMPARE(ranges.words, std::string("2 to 98 %"));
    }

    void cutLinksGiveEachItsOwnRange()
    {
        FieldLook look = lookAt(0, 0);
        look.linked = false;
        const FieldRanges ranges = fieldRanges(numberedPlane(), look);
        QCOMPARE(ranges.truth.to, 211.0);
        QCOMPARE(ranges.prediction.to, 216.0);
    }

    void rangesOfConstantsAndOfNothingHaveRoom()
    {
        const auto constant = [](double value) {
            return sampleWith(
                {0.0, 1.0}, {SpaceAxis::periodicAxis("x", 4)}, {"u"},
                [value](std::size_t, std::size_t, std::size_t) { return value; },
                [](std::size_t, std::size_t, std::size_t) { return 0.0; });
        };
        for (const double value : {0.0, 5.0, -5.0, kNotANumber}) {
            const FieldRanges ranges = fieldRanges(constant(value), {});
            QVERIFY(ranges.truth.from < ranges.truth.to);
            QVERIFY(ranges.error.from == -ranges.error.to && ranges.error.to > 0);
        }
        FieldLook look;
        look.error = FieldError::Absolute;
        QCOMPARE(fieldRanges(constant(5.0), look).error.from, 0.0);
    }

    void manyChannelsAreRangedTogether()
    {
        const PredictionSnapshot curves = numberedCurves(9);
        QVERIFY(showsChannelsAsImage(curves, {}));
        QVERIFY(!showsChannelsAsImage(numberedCurves(2), {}));
        QCOMPARE(fieldRanges(curves, lookAt(4, 0)).truth.to, 8200.0);
        const PredictionSnapshot field = channelsAsSpace(curves);
        QCOMPARE(fieldSpaceTime(field, {}, FieldPart::Truth)[4 * 3 + 2], 4200.0);
    }

    void scoresOfAFrameAreTheSumsOverIt()
    {
        const PredictionSnapshot plane = numberedPlane();
        const FieldLook look = lookAt(1, 0);
        const FrameScores scores = frameScores(plane, look);
        QCOMPARE(scores.mse.size(), std::size_t(3));
        for (std::int64_t time = 0; time < 3; ++time) {
            const auto y = fieldFrame(plane, lookAt(1, time), FieldPart::Truth);
            const auto p = fieldFrame(plane, lookAt(1, time), FieldPart::Prediction);
            const double n = 12.0;
            const double my = std::accumulate(y.begin(), y.end(), 0.0) / n;
            const double mp = std::accumulate(p.begin(), p.end(), 0.0) / n;
            double error = 0, yy = 0, pp = 0, yp = 0, norm = 0;
            for (std::size_t i = 0; i < y.size(); ++i) {
                error += (p[i] - y[i]) * (p[i] - y[i]);
                yy += (y[i] - my) * (y[i] - my);
                pp += (p[i] - mp) * (p[i] - mp);
                yp += (y[i] - my) * (p[i] - mp);
                norm += y[i] * y[i];
            }
            const auto k = static_cast<std::size_t>(time);
            QCOMPARE(scores.mse[k] + 1, error / n + 1);
            QCOMPARE(scores.determination[k] + 1, 2 - error / yy);
            QCOMPARE(scores.relativeL2[k] + 1, 1 + std::sqrt(error / norm));
            QCOMPARE(scores.r2[k], yp * yp / (yy * pp));
        }
        QCOMPARE(scores.mse[0], 0.0);
        QVERIFY(scores.mse[2] > scores.mse[1]);
    }

    void scoresOfCurvesAreOverAllChannels()
    {
        const FrameScores two = frameScores(numberedCurves(2), lookAt(0, 0));
        // Errors at time 2: -1/2 and -1.
        QCOMPARE(two.mse[2], (0.25 + 1.0) / 2);
        QCOMPARE(two.relativeL2[2], std::sqrt(1.25 / (200.0 * 200.0 + 1200.0 * 1200.0)));
        // Two numbers always correlate: that says nothing.
        QVERIFY(std::isnan(two.r2[2]) && std::isnan(two.determination[2]));
        QVERIFY(frameScores(numberedCurves(9), {}).r2[2] > 0.99);
    }
};

NIE_TEST(FieldValuesTest);

}  // namespace nie::field_values_test

#include "field_values_test.moc"
