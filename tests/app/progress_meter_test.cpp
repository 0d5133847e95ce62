#include "app/progress_meter.h"
#include "tests/support/test_registry.h"

#include <QCoreApplication>
#include <QTest>

#include <cmath>

namespace nie::progress_meter_test {

namespace {

StepReport at(std::int64_t step, double seconds)
{
    StepReport report;
    report.step = step;
    report.wallSeconds = seconds;
    return report;
}

}  // namespace

class ProgressMeterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void speedIsUnknownBeforeTwoSteps();
    void speedAndRemainingTimeOfASteadyRunAreExact();
    void anEarlySlowPhaseIsForgotten();
    void theEarlierLimitDecidesTheRemainingTime();
};

void ProgressMeterTest::speedIsUnknownBeforeTwoSteps()
{
    ProgressMeter meter;
    meter.begin({});
    QVERIFY(std::isnan(meter.stepsPerSecond()));
    meter.add(at(1, 0.1));
    QVERIFY(std::isnan(meter.stepsPerSecond()));
    QVERIFY(std::isnan(meter.secondsLeft()));
}

void ProgressMeterTest::speedAndRemainingTimeOfASteadyRunAreExact()
{
    ProgressMeter meter;
    RunFacts facts;
    facts.plannedSteps = 1000;
    facts.stepsPerEpoch = 10;
    meter.begin(facts);
    for (int step = 1; step <= 200; ++step)
        meter.add(at(step, step / 40.0));
    QVERIFY(std::abs(meter.stepsPerSecond() - 40.0) < 1e-9);
    QVERIFY(std::abs(meter.secondsLeft() - 20.0) < 1e-9);
    QVERIFY(std::abs(meter.secondsPerEpoch() - 0.25) < 1e-9);
}

void ProgressMeterTest::anEarlySlowPhaseIsForgotten()
{
    ProgressMeter meter;
    meter.begin({});
    meter.add(at(1, 60.0));
    for (int step = 2; step <= 400; ++step)
        meter.add(at(step, 60.0 + step / 50.0));
    QVERIFY(std::abs(meter.stepsPerSecond() - 50.0) < 1e-6);
}

void ProgressMeterTest::theEarlierLimitDecidesTheRemainingTime()
{
    ProgressMeter meter;
    RunFacts facts;
    facts.plannedSteps = 1000;
    facts.timeBudgetSeconds = 5.0;
    meter.begin(facts);
    meter.add(at(1, 1.0));
    meter.add(at(11, 2.0));
    QVERIFY(std::abs(meter.secondsLeft() - 3.0) < 1e-9);
    facts.timeBudgetSeconds = 1e6;
    meter.begin(facts);
    meter.add(at(1, 1.0));
    meter.add(at(11, 2.0));
    QVERIFY(std::abs(meter.secondsLeft() - 98.9) < 1e-9);
}

NIE_TEST_WITH(QCoreApplication, ProgressMeterTest);

}  // namespace nie::progress_meter_test

#include "progress_meter_test.moc"
