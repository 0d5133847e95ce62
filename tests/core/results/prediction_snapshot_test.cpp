#include "core/results/prediction_snapshot.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::prediction_snapshot_test {

namespace {

/// Two times, 4 x 6 points, two channels; every number tells its own place: t x y c as digits.
PredictionSnapshot numberedField()
{
    PredictionSnapshot field;
    field.channels = {"u", "v"};
    field.times = {0.0, 1.0};
    field.space = {SpaceAxis::periodicAxis("x", 4), SpaceAxis::periodicAxis("y", 6, 3.0)};
    for (int t = 0; t < 2; ++t)
        for (int x = 0; x < 4; ++x)
            for (int y = 0; y < 6; ++y)
                for (int c = 0; c < 2; ++c)
                    field.truth.push_back(1000 * t + 100 * x + 10 * y + c);
    field.prediction = field.truth;
    field.iterates = {field.truth};
    return field;
}

}  // namespace

class PredictionSnapshotTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void periodicAxisEndsOneStepBeforeItsPeriod()
    {
        const SpaceAxis axis = SpaceAxis::periodicAxis("x", 4, 2.0);
        QVERIFY((axis.coordinates == std::vector<double>{0.0, 0.5, 1.0, 1.5}));
        QVERIFY(axis.periodic);
        QCOMPARE(axis.length, 2.0);
    }

    void probesOfAFieldAreCurvesOfItsValuesAtNamedPlaces()
    {
        const PredictionSnapshot field = numberedField();
        QCOMPARE(field.cellCount(), std::int64_t(24));
        const PredictionSnapshot curves = field.atProbes(2);
        QVERIFY(curves.space.empty());
        // Cells (1, 1) and (3, 4): a quarter and three quarters along each axis.
        QVERIFY((curves.truth == std::vector<double>{110, 111, 340, 341, 1110, 1111, 1340, 1341}));
        QVERIFY(curves.prediction == curves.truth && curves.iterates.at(0) == curves.truth);
        QCOMPARE(curves.channels.size(), std::size_t(4));
        QCOMPARE(curves.channels[1], std::string("v at x = 0.25, y = 0.5"));
        QCOMPARE(curves.channels[2], std::string("u at x = 0.75, y = 2"));
    }

    void probesOfACurveAreTheCurve()
    {
        PredictionSnapshot curve = numberedField();
        curve.space.clear();
        QVERIFY(curve.atProbes().truth == curve.truth);
        QVERIFY(curve.atProbes().channels == curve.channels);
    }
};

NIE_TEST(PredictionSnapshotTest);

}  // namespace nie::prediction_snapshot_test

#include "prediction_snapshot_test.moc"
