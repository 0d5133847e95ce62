#include "core/results/run_replay.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/results/run_presence.h"
#include "tests/support/error_text.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <fstream>
#include <unistd.h>

namespace nie::run_replay_test {

namespace fs = std::filesystem;

namespace {

struct Told : TrainingObserver {
    void onStep(const StepReport& report) override { steps.push_back(report); }
    void onValidation(const ValidationReport& report) override { validations.push_back(report); }
    void onEvent(const TrainingEvent& event) override { events.push_back(event); }
    std::vector<StepReport> steps;
    std::vector<ValidationReport> validations;
    std::vector<TrainingEvent> events;
};

RunConfig someConfig()
{
    RunConfig config;
    config.experiment = "spirals";
    return config;
}

/// Six steps, validations after the second and the fourth, and an event with everything in it.
void record(const RunFolder& folder)
{
    RunRecorder recorder(folder, someConfig(), Json::object());
    for (std::int64_t step = 1; step <= 6; ++step) {
        recorder.onStep({.step = step,
                         .epoch = (step + 1) / 2,
                         .wallSeconds = 0.1 * static_cast<double>(step),
                         .samplesSeen = 8 * step,
                         .trainLoss = 1.0 / static_cast<double>(3 * step),
                         .learningRate = 1e-3,
                         .gradientNorm = 0.7});
        if (step == 2 || step == 4) {
            ValidationReport report;
            report.step = step;
            report.loss = step == 2 ? 0.2 : 0.3;
            recorder.onValidation(report);
        }
    }
    recorder.onEvent({5, 0.5, "warning", "one, \"two\""});
}

}  // namespace

class RunReplayTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;

private Q_SLOTS:
    void aRunIsToldAgainAsItWasRecorded()
    {
        const RunFolder folder{m_folder / "told"};
        record(folder);
        Told told;
        replayRun(folder, told);
        QCOMPARE(told.steps.size(), std::size_t{6});
        QCOMPARE(told.steps[2].step, 3);
        QCOMPARE(told.steps[2].epoch, 2);
        QCOMPARE(told.steps[2].trainLoss, 1.0 / 9.0);
        QCOMPARE(told.steps[2].samplesSeen, 24);
        QCOMPARE(told.validations.size(), std::size_t{2});
        QVERIFY(told.validations[0].best);
        QVERIFY(!told.validations[1].best);
        QCOMPARE(told.events.size(), std::size_t{1});
        QCOMPARE(told.events[0].text, std::string("one, \"two\""));
        QCOMPARE(told.events[0].wallSeconds, 0.5);
    }

    void goingOnAfterAStepDropsWhatCameLater()
    {
        const RunFolder folder{m_folder / "goes-on"};
        record(folder);
        writeFileAtomically(folder.outcome(), "{}");
        {
            RunRecorder recorder(folder, someConfig(), 3);
            recorder.onStep({.step = 4, .trainLoss = 7.0});
        }
        Told told;
        replayRun(folder, told);
        QCOMPARE(told.steps.size(), std::size_t{4});
        QCOMPARE(told.steps.back().trainLoss, 7.0);
        QCOMPARE(told.validations.size(), std::size_t{1});
        QVERIFY(told.events.empty());
        QVERIFY(!fs::exists(folder.outcome()));
    }

    void aRollbackDropsWhatCameLater()
    {
        const RunFolder folder{m_folder / "rolled-back"};
        RunRecorder recorder(folder, someConfig(), Json::object());
        for (std::int64_t step = 1; step <= 5; ++step)
            recorder.onStep({.step = step});
        recorder.onRolledBack(2);
        recorder.onStep({.step = 3, .trainLoss = 9.0});
        Told told;
        replayRun(folder, told);
        QCOMPARE(told.steps.size(), std::size_t{3});
        QCOMPARE(told.steps.back().trainLoss, 9.0);
    }

    void aLastLineWithoutItsEndIsLeftOut()
    {
        const RunFolder folder{m_folder / "cut"};
        record(folder);
        std::ofstream(folder.metrics(), std::ios::app) << "7,4,0.7,56,0.0";
        Told told;
        replayRun(folder, told);
        QCOMPARE(told.steps.size(), std::size_t{6});
        QVERIFY(!QString::fromStdString(rowsUntil(folder.metrics(), 100)).contains("\n7,"));
    }

    void presenceTellsALivingTrainingFromAKilledOne()
    {
        const RunFolder folder{m_folder / "presence"};
        {
            RunRecorder recorder(folder, someConfig(), Json::object());
            QCOMPARE(presenceOf(folder), RunPresence::Running);
            const QString text = test::inputErrorOf([&] { requireNotRunning(folder); });
            QVERIFY2(text.contains(QString::number(::getpid())), qPrintable(text));
            recorder.onFinished({});
        }
        QCOMPARE(presenceOf(folder), RunPresence::Ended);
        // The number is in use, by a process that began at another time.
        writeFileAtomically(folder.running(), "{\"process\": " + std::to_string(::getpid()) +
                                                  ", \"process_started\": \"1\"}");
        QCOMPARE(presenceOf(folder), RunPresence::Interrupted);
        requireNotRunning(folder);
        QCOMPARE(interruptedRuns(m_folder.path()), std::vector<fs::path>{folder.path});
        writeFileAtomically(folder.running(), "damaged");
        QCOMPARE(presenceOf(folder), RunPresence::Interrupted);
        markEnded(folder);
        QVERIFY(interruptedRuns(m_folder.path()).empty());
    }
};

NIE_TEST(RunReplayTest);

}  // namespace nie::run_replay_test

#include "run_replay_test.moc"
