#include "app/run_durations.h"
#include "core/results/run_folder.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QCoreApplication>
#include <QTest>

namespace nie::run_durations_test {

namespace {

RunConfig sample()
{
    RunConfig config;
    config.experiment = "spirals";
    config.training = {{"steps", 40}};
    return config;
}

void writeRun(const std::filesystem::path& folder, const RunConfig& config, RunOutcome::State state,
              double seconds)
{
    RunRecorder recorder(RunFolder{folder}, config, Json::object());
    RunOutcome outcome;
    outcome.state = state;
    outcome.seconds = seconds;
    recorder.onFinished(outcome);
}

}  // namespace

class RunDurationsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTimeBudgetIsTheDuration();
    void withoutAnEarlierRunNothingIsPromised();
    void aCompletedRunWithTheSameSettingsTells();
    void stoppedOtherAndForeignRunsDoNot();
};

void RunDurationsTest::aTimeBudgetIsTheDuration()
{
    RunConfig config = sample();
    config.training["time_budget"] = 60.0;
    QCOMPARE(expectedDuration(config, "/nowhere"), QString("Takes 1:00"));
}

void RunDurationsTest::withoutAnEarlierRunNothingIsPromised()
{
    QVERIFY(expectedDuration(sample(), "/nowhere").contains("after the first steps"));
}

void RunDurationsTest::aCompletedRunWithTheSameSettingsTells()
{
    const test::TemporaryFolder runs;
    writeRun(runs / "spirals-2", sample(), RunOutcome::State::Completed, 99.0);
    QCOMPARE(expectedDuration(sample(), runs.path()), QString("Took 1:39 on this machine"));
}

void RunDurationsTest::stoppedOtherAndForeignRunsDoNot()
{
    const test::TemporaryFolder runs;
    RunConfig longer = sample();
    longer.training["steps"] = 4000;
    writeRun(runs / "spirals", sample(), RunOutcome::State::Stopped, 3.0);
    writeRun(runs / "spirals-2", longer, RunOutcome::State::Completed, 99.0);
    writeRun(runs / "spirals-slow", sample(), RunOutcome::State::Completed, 99.0);
    std::filesystem::create_directories(runs / "spirals-3");
    QVERIFY(expectedDuration(sample(), runs.path()).contains("after the first steps"));
}

NIE_TEST_WITH(QCoreApplication, RunDurationsTest);

}  // namespace nie::run_durations_test

#include "run_durations_test.moc"
