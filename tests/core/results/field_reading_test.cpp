#include "core/results/fields/field_reading.h"
#include "tests/core/results/field_samples.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::field_reading_test {

using namespace nie::test;

namespace {

FieldLook lookOf(FieldKind kind, std::int64_t time)
{
    FieldLook look;
    look.kind = kind;
    look.time = time;
    return look;
}

QString textAt(const PredictionSnapshot& sample, const FieldLook& look, std::size_t panel, double x,
               double y)
{
    const auto reading = fieldReading(sample, look, panel, x, y);
    return reading ? QString::fromStdString(readingText(sample, look, *reading)) : "nothing";
}

}  // namespace

class FieldReadingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void overAPlaneItIsTheArraysNumberInEveryPanel()
    {
        const PredictionSnapshot plane = numberedPlane();
        const FieldLook look = lookOf(FieldKind::Compare, 2);
        for (std::size_t panel = 0; panel < 3; ++panel) {
            const auto reading = fieldReading(plane, look, panel, 0.55, 1.9);
            QVERIFY(reading.has_value());
            // Cell (2, 2) is place 8.
            QVERIFY((reading->place == std::vector<double>{0.5, 2.0}));
            QCOMPARE(reading->time, std::size_t(2));
            QCOMPARE(reading->truth, 208.0);
            QCOMPARE(reading->prediction, 211.5);
            QCOMPARE(reading->error, 3.5);
        }
        QVERIFY(!fieldReading(plane, look, 3, 0.5, 1.0).has_value());
        QVERIFY(!fieldReading({}, look, 0, 0.5, 1.0).has_value());
        QCOMPARE(textAt(plane, look, 0, 0.55, 1.9),
                 "x = 0.5, y = 2, t = 2: u true 208, predicted 211.5, error 3.5");
    }

    void overTheSeamOfAPeriodicImageItIsTheFirstPoint()
    {
        const auto reading =
            fieldReading(numberedPlane(), lookOf(FieldKind::Compare, 0), 0, 0.9, -0.4);
        QVERIFY((reading->place == std::vector<double>{0.0, 0.0}));
    }

    void overSpaceAndTimeBothComeFromThePlace()
    {
        const auto reading =
            fieldReading(numberedLine(), lookOf(FieldKind::SpaceTime, 0), 1, 1.9, 0.3);
        QCOMPARE(reading->time, std::size_t(2));
        QCOMPARE(reading->truth, 201.0);
        QVERIFY((reading->place == std::vector<double>{0.25}));
    }

    void overChannelsAsAnImageTheRowIsTheChannel()
    {
        const auto reading =
            fieldReading(numberedCurves(9), lookOf(FieldKind::Compare, 0), 0, 0.4, 4.3);
        QCOMPARE(reading->channel, std::int64_t(4));
        QCOMPARE(reading->truth, 4100.0);
        QVERIFY(reading->place.empty());
    }

    void alongAProfileItIsThePointAcross()
    {
        const auto reading =
            fieldReading(numberedLine(), lookOf(FieldKind::Profile, 1), 0, 0.7, 1e9);
        QCOMPARE(reading->truth, 103.0);
        QVERIFY((reading->place == std::vector<double>{0.75}));
    }

    void overCurvesTheNearestOneSpeaks()
    {
        const FieldLook look = lookOf(FieldKind::Curves, 0);
        QCOMPARE(fieldReading(numberedCurves(), look, 0, 0.6, 900.0)->channel, std::int64_t(1));
        QCOMPARE(fieldReading(numberedCurves(), look, 0, 0.6, 300.0)->channel, std::int64_t(0));
        QCOMPARE(textAt(numberedCurves(), look, 0, 0.6, 900.0),
                 "t = 0.5: v true 1100, predicted 1100, error -0.5");
        FieldLook probes = look;
        probes.probes = {{0.0}, {0.5}};
        const auto reading = fieldReading(numberedLine(), probes, 0, 2.0, 202.4);
        QVERIFY((reading->place == std::vector<double>{0.5}));
        QCOMPARE(reading->prediction, 202.5);
    }

    void inThePhasePlaneBothChannelsAreTold()
    {
        const FieldLook look = lookOf(FieldKind::Phase, 0);
        const auto reading = fieldReading(numberedCurves(), look, 0, 110.0, 1090.0);
        QCOMPARE(reading->time, std::size_t(1));
        const QString text = textAt(numberedCurves(), look, 0, 110.0, 1090.0);
        QVERIFY2(text.contains("u true 100") && text.contains("v true 1100"), qPrintable(text));
    }

    void overScoresItIsTheTime()
    {
        const FieldLook look = lookOf(FieldKind::Error, 0);
        const auto reading = fieldReading(numberedPlane(), look, 1, 0.4, 0.0);
        QCOMPARE(reading->time, std::size_t(1));
        QVERIFY(std::isnan(reading->truth));
        const QString text = textAt(numberedPlane(), look, 0, 0.4, 0.0);
        QVERIFY2(text.startsWith("t = 0.5: MSE ") && text.contains("r²"), qPrintable(text));
        QVERIFY(textAt(numberedCurves(), look, 0, 0.4, 0.0).contains("relative L2"));
    }
};

NIE_TEST(FieldReadingTest);

}  // namespace nie::field_reading_test

#include "field_reading_test.moc"
