#include "core/training/schedule.h"
#include "core/training/plateau_tracker.h"
#include "tests/core/training/small_task.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::schedule_test {

using nie::test::Recording;
using nie::test::smallTask;

namespace {

TrainingOptions scheduled(const std::string& schedule)
{
    TrainingOptions options;
    options.learningRate = 1.0;
    options.warmUpSteps = 9;
    options.finalRateShare = 0.1;
    options.schedule = schedule;
    return options;
}

}  // namespace

class ScheduleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rateWarmsUpThenFollowsTheCosine()
    {
        const TrainingOptions options = scheduled("cosine");
        QCOMPARE(scheduledRate(options, 1, 0.0), 0.1);
        QCOMPARE(scheduledRate(options, 10, 0.0), 1.0);
        QCOMPARE(scheduledRate(options, 50, 0.5), 0.55);
        QCOMPARE(scheduledRate(options, 100, 1.0), 0.1);
    }

    void aConstantRateStaysAfterTheWarmUp()
    {
        QCOMPARE(scheduledRate(scheduled("constant"), 5, 0.0), 0.5);
        QCOMPARE(scheduledRate(scheduled("constant"), 100, 1.0), 1.0);
    }

    void aStepScheduleFallsEverySoManySteps()
    {
        TrainingOptions options = scheduled("step");
        options.stepEvery = 100;
        options.stepFactor = 0.5;
        QCOMPARE(scheduledRate(options, 100, 0.0), 1.0);
        QCOMPARE(scheduledRate(options, 101, 0.0), 0.5);
        QCOMPARE(scheduledRate(options, 301, 0.0), 0.125);
    }

    void aPeriodicCosineFallsAndClimbsAgain()
    {
        TrainingOptions options = scheduled("periodic_cosine");
        options.holdSteps = 120;
        options.halfPeriodSteps = 50;
        QCOMPARE(scheduledRate(options, 120, 0.9), 1.0);
        QCOMPARE(scheduledRate(options, 145, 0.9), 0.55);
        QCOMPARE(scheduledRate(options, 170, 0.9), 0.1);
        QCOMPARE(scheduledRate(options, 220, 0.9), 1.0);
    }

    void aPlateauFallsAfterItsPatienceDownToItsLeast()
    {
        PlateauTracker tracker(2, 0.5, 0.3);
        QVERIFY(!tracker.add(1.0));
        QVERIFY(!tracker.add(1.0));  // one without improvement
        QVERIFY(tracker.add(1.1));   // the second
        QCOMPARE(tracker.share(), 0.5);
        QVERIFY(!tracker.add(0.9));
        QVERIFY(!tracker.add(0.95));
        PlateauTracker again(2, 0.5, 0.3);
        again.restore(tracker.state());
        QVERIFY(again.add(0.95));
        QCOMPARE(again.share(), 0.3);
        QVERIFY(!again.add(0.95));
        QVERIFY(!again.add(0.95));
        QCOMPARE(again.share(), 0.3);
    }

    void thePlanBeforeTheStartIsTheRateOfTheRun_data()
    {
        QTest::addColumn<QString>("schedule");
        for (const char* name : {"constant", "cosine", "step", "periodic_cosine"})
            QTest::newRow(name) << name;
    }
    void thePlanBeforeTheStartIsTheRateOfTheRun()
    {
        QFETCH(QString, schedule);
        TrainingOptions options = scheduled(schedule.toStdString());
        options.learningRate = 2e-3;
        options.steps = 60;
        options.stepEvery = 20;
        options.holdSteps = 15;
        options.halfPeriodSteps = 10;
        options.batchSize = 5;
        Recording recording;
        TrainingControl control;
        Trainer(smallTask(), options, {}).run(recording, control);
        std::vector<double> rates;
        for (const StepReport& report : recording.steps)
            rates.push_back(report.learningRate);
        QCOMPARE(rates, plannedRates(options, 60));
    }

    void aPlateauLowersTheRateOfARun()
    {
        TrainingOptions options = scheduled("plateau");
        options.learningRate = 1e-12;  // nothing is learned
        options.warmUpSteps = 0;
        options.plateauPatience = 2;
        options.steps = 60;
        options.batchSize = 4;  // three steps an epoch
        options.validateEvery = 1;
        Recording recording;
        TrainingControl control;
        Trainer(smallTask(), options, {}).run(recording, control);
        QCOMPARE(recording.steps[8].learningRate, 1e-12);  // two validations after the first
        QCOMPARE(recording.steps[9].learningRate, 5e-13);
        const auto told = std::count_if(recording.events.begin(), recording.events.end(),
                                        [](const auto& e) { return e.kind == "learning_rate"; });
        QCOMPARE(told, 4);  // 1/2, 1/4, 1/8, 1/10
        QCOMPARE(recording.steps.back().learningRate, 1e-13);
    }
};

NIE_TEST(ScheduleTest);

}  // namespace nie::schedule_test

#include "schedule_test.moc"
