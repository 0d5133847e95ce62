#include "app/training_session.h"
#include "core/base/files.h"
#include "core/results/run_folder.h"
#include "tests/app/scripted_engine.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

#include <fstream>

namespace nie::training_session_test {

using namespace nie::test;
using enum nie::SessionState;

namespace {

RunConfig configNamed(const std::string& experiment)
{
    RunConfig config;
    config.experiment = experiment;
    config.title = experiment;
    return config;
}

/// A session in a folder of its own that counts what it is told.
struct Bench {
    Bench() : session(folder.path())
    {
        QObject::connect(&session, &TrainingSession::batchReady,
                         [this](const TrainingFeed::Batch& batch) {
                             for (const StepReport& report : batch.steps) {
                                 inOrder = inOrder && report.step == lastStep + 1;
                                 lastStep = report.step;
                                 residualSum += report.solverResidual;
                             }
                         });
        QObject::connect(&session, &TrainingSession::failed,
                         [this](const QString& text) { problem = text; });
        QObject::connect(&session, &TrainingSession::finished,
                         [this](const RunOutcome& result) { outcome = result; });
        QObject::connect(&session, &TrainingSession::evaluated,
                         [this](const RunEvaluation& result) { evaluation = result; });
        QObject::connect(&session, &TrainingSession::stateChanged,
                         [this](SessionState state) { states.push_back(state); });
    }
    bool start(const Script& script, std::int64_t firstSteps = 0)
    {
        lastStep = 0;
        return session.start(configNamed("scripted"), std::make_unique<ScriptedWork>(script),
                             firstSteps);
    }

    TemporaryFolder folder;
    TrainingSession session;
    std::int64_t lastStep = 0;
    bool inOrder = true;
    double residualSum = 0.0;
    QString problem;
    std::optional<RunOutcome> outcome;
    std::optional<RunEvaluation> evaluation;
    std::vector<SessionState> states;
};

}  // namespace

class TrainingSessionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goesFromPreparingThroughRunningAndScoringToFinished();
    void refusesWhatTheStateDoesNotAllow();
    void pauseHoldsTheStepCounterStillAndResumeLetsItGrow();
    void notesBecomeEventsWhileItRunsAndWhileItIsPaused();
    void oneStepIsExactlyOneStepAndFastClicksAreAllCounted();
    void aLimitedStartPausesAfterItsSteps();
    void aRunningTrainingPausesAfterTheStepsAskedFor();
    void stopEndsTheRunAndStillScoresIt();
    void stopWhileScoringSkipsTheScore();
    void stopWhilePreparingLeavesNoFolderAndIsIdle();
    void anErrorWhilePreparingBecomesAReadableMessage();
    void anErrorWhileTrainingBecomesAMessageAndAnOutcomeFile();
    void anythingThrownIsCaught();
    void theReportsOfARetiredRunAreDropped();
    void writesARunFolderNamedAfterTheExperimentAndNeverOverwritesOne();
    void theDestructorStopsAPausedRunAndFreesItsWork();
    void everyStateReachedWasALegalTransition();
};

void TrainingSessionTest::goesFromPreparingThroughRunningAndScoringToFinished()
{
    Bench bench;
    Script script;
    script.steps = 40;
    QVERIFY(bench.start(script));
    QTRY_COMPARE(bench.session.state(), Finished);
    QCOMPARE(bench.states, (std::vector{Preparing, Running, Evaluating, Finished}));
    QCOMPARE(bench.lastStep, 40);
    QVERIFY(bench.inOrder);
    QVERIFY(bench.outcome.has_value());
    QCOMPARE(bench.outcome->steps, 40);
    QVERIFY(bench.evaluation.has_value());
    const RunFolder folder{bench.session.folder()};
    QVERIFY(std::filesystem::exists(folder.evaluation()));
    const Json environment = Json::parse(readFile(folder.environment()));
    QCOMPARE(environment.at("engine").get<std::string>(), std::string("script"));
    QCOMPARE(environment.at("program").at("qt").get<std::string>(), std::string(qVersion()));
}

void TrainingSessionTest::refusesWhatTheStateDoesNotAllow()
{
    Bench bench;
    QVERIFY(!bench.session.pause());
    QVERIFY(!bench.session.resume());
    QVERIFY(!bench.session.step(1));
    QVERIFY(!bench.session.stop());
    QVERIFY(!bench.session.requestCheckpoint());
    QVERIFY(bench.states.empty());
    QVERIFY(bench.start({}));
    QTRY_COMPARE(bench.session.state(), Running);
    QVERIFY(!bench.start({}));
    QVERIFY(!bench.session.resume());
    QVERIFY(!bench.session.step(0));
    QCOMPARE(bench.session.state(), Running);
    QVERIFY(!isLegalTransition(Idle, Running));
    QVERIFY(!isLegalTransition(Paused, Pausing));
    QVERIFY(!isLegalTransition(Finished, Running));
}

void TrainingSessionTest::pauseHoldsTheStepCounterStillAndResumeLetsItGrow()
{
    Bench bench;
    bench.start({});
    QTRY_VERIFY(bench.lastStep > 5);
    QVERIFY(bench.session.pause());
    QTRY_COMPARE(bench.session.state(), Paused);
    const std::int64_t held = bench.lastStep;
    QTest::qWait(500);
    QCOMPARE(bench.lastStep, held);
    QVERIFY(bench.session.resume());
    QTRY_VERIFY(bench.lastStep > held + 5);
    QVERIFY(bench.inOrder);
}

void TrainingSessionTest::notesBecomeEventsWhileItRunsAndWhileItIsPaused()
{
    Bench bench;
    std::vector<TrainingEvent> notes;
    connect(&bench.session, &TrainingSession::batchReady, this, [&](const auto& batch) {
        for (const TrainingEvent& event : batch.events)
            if (event.kind == "note")
                notes.push_back(event);
    });
    QVERIFY(!bench.session.addNote("nothing trains"));
    bench.start({});
    QTRY_VERIFY(bench.lastStep > 5);
    QVERIFY(bench.session.addNote("while it \n runs"));
    QCOMPARE(notes.size(), std::size_t(1));
    QVERIFY(notes[0].step > 5);
    QVERIFY(notes[0].wallSeconds > 0.0);
    bench.session.pause();
    QTRY_COMPARE(bench.session.state(), Paused);
    QVERIFY(bench.session.addNote("paused, \"here\""));
    QCOMPARE(notes.size(), std::size_t(2));
    QCOMPARE(notes[1].step, bench.lastStep);
    bench.session.stop();
    QTRY_COMPARE(bench.session.state(), Finished);
    QVERIFY(!bench.session.addNote("too late"));
    const std::string events = readFile(RunFolder{bench.session.folder()}.events());
    QVERIFY2(events.find(",note,while it runs\n") != std::string::npos, events.c_str());
    QVERIFY2(events.find(",note,\"paused, \"\"here\"\"\"\n") != std::string::npos, events.c_str());
    QVERIFY(events.find("too late") == std::string::npos);
    QVERIFY(bench.inOrder);
}

void TrainingSessionTest::oneStepIsExactlyOneStepAndFastClicksAreAllCounted()
{
    Bench bench;
    bench.start({});
    QTRY_VERIFY(bench.lastStep > 5);
    bench.session.pause();
    QTRY_COMPARE(bench.session.state(), Paused);
    const std::int64_t before = bench.lastStep;
    for (int click = 0; click < 3; ++click)
        QVERIFY(bench.session.step(1));
    QTRY_COMPARE(bench.session.state(), Paused);
    QCOMPARE(bench.lastStep, before + 3);
}

void TrainingSessionTest::aLimitedStartPausesAfterItsSteps()
{
    Bench bench;
    QVERIFY(bench.start({}, 7));
    QTRY_COMPARE(bench.session.state(), Paused);
    QCOMPARE(bench.lastStep, 7);
}

void TrainingSessionTest::aRunningTrainingPausesAfterTheStepsAskedFor()
{
    Bench bench;
    bench.start({});
    QTRY_VERIFY(bench.lastStep > 5);
    QVERIFY(bench.session.step(50));
    QTRY_COMPARE(bench.session.state(), Paused);
    const std::int64_t first = bench.lastStep;
    QVERIFY(first >= 50);
    bench.session.step(50);
    QTRY_COMPARE(bench.session.state(), Paused);
    QCOMPARE(bench.lastStep, first + 50);
}

void TrainingSessionTest::stopEndsTheRunAndStillScoresIt()
{
    Bench bench;
    bench.start({});
    QTRY_VERIFY(bench.lastStep > 5);
    QVERIFY(bench.session.stop());
    QCOMPARE(bench.session.state(), Stopping);
    QTRY_COMPARE(bench.session.state(), Finished);
    QCOMPARE(bench.outcome->state, RunOutcome::State::Stopped);
    QVERIFY(bench.evaluation.has_value());
    QVERIFY(std::filesystem::exists(RunFolder{bench.session.folder()}.checkpoints() / "final"));
}

void TrainingSessionTest::stopWhileScoringSkipsTheScore()
{
    Bench bench;
    Script script;
    script.steps = 3;
    script.evaluation = std::chrono::hours(1);
    bench.start(script);
    QTRY_COMPARE(bench.session.state(), Evaluating);
    QVERIFY(bench.session.stop());
    QTRY_COMPARE(bench.session.state(), Finished);
    QVERIFY(!bench.evaluation.has_value());
    QVERIFY(bench.problem.isEmpty());
}

void TrainingSessionTest::stopWhilePreparingLeavesNoFolderAndIsIdle()
{
    Bench bench;
    Script script;
    script.preparation = std::chrono::hours(1);
    bench.start(script);
    QVERIFY(bench.session.stop());
    QTRY_COMPARE(bench.session.state(), Idle);
    QVERIFY(bench.session.folder().empty());
    QVERIFY(!std::filesystem::exists(bench.folder.path() / "scripted"));
    QVERIFY(bench.problem.isEmpty());
}

void TrainingSessionTest::anErrorWhilePreparingBecomesAReadableMessage()
{
    Bench bench;
    Script script;
    script.onPrepare = [] {
        throw InputError("spirals.json", "training.epochs: wrong type", "\"ten\"",
                         "a whole number >= 0");
    };
    bench.start(script);
    QTRY_COMPARE(bench.session.state(), Failed);
    QVERIFY2(bench.problem.contains("training.epochs"), qPrintable(bench.problem));
    QVERIFY2(bench.problem.contains("whole number"), qPrintable(bench.problem));
    QVERIFY(!std::filesystem::exists(bench.folder.path() / "scripted"));
    QVERIFY(bench.start({}));
    QTRY_COMPARE(bench.session.state(), Running);
}

void TrainingSessionTest::anErrorWhileTrainingBecomesAMessageAndAnOutcomeFile()
{
    Bench bench;
    Script script;
    script.failAtStep = 12;
    bench.start(script);
    QTRY_COMPARE(bench.session.state(), Failed);
    QVERIFY2(bench.problem.contains("step 12"), qPrintable(bench.problem));
    QCOMPARE(bench.lastStep, 11);
    std::ifstream file(RunFolder{bench.session.folder()}.outcome());
    const RunOutcome outcome = outcomeFromJson(Json::parse(file), "outcome.json");
    QCOMPARE(outcome.state, RunOutcome::State::Failed);
}

void TrainingSessionTest::anythingThrownIsCaught()
{
    Bench bench;
    Script script;
    script.onPrepare = [] { throw 42; };
    bench.start(script);
    QTRY_COMPARE(bench.session.state(), Failed);
    QVERIFY(!bench.problem.isEmpty());
    script.onPrepare = [] { throw std::bad_alloc(); };
    bench.start(script);
    QTRY_VERIFY2(bench.problem.contains("memory"), qPrintable(bench.problem));
}

void TrainingSessionTest::theReportsOfARetiredRunAreDropped()
{
    Bench bench;
    Script first;
    first.steps = 20;
    first.evaluation = std::chrono::hours(1);
    bench.start(first);
    QTRY_COMPARE(bench.session.state(), Evaluating);
    const std::uint64_t retired = bench.session.runId();
    Script second;
    second.steps = 5;
    QVERIFY(bench.start(second));
    QCOMPARE(bench.session.runId(), retired + 1);
    QTRY_COMPARE(bench.session.state(), Finished);
    QCOMPARE(bench.lastStep, 5);
    QVERIFY(bench.inOrder);
    QCOMPARE(bench.outcome->steps, 5);
    QCOMPARE(bench.states, (std::vector{Preparing, Running, Evaluating, Preparing, Running,
                                        Evaluating, Finished}));
}

void TrainingSessionTest::writesARunFolderNamedAfterTheExperimentAndNeverOverwritesOne()
{
    Bench bench;
    Script script;
    script.steps = 3;
    bench.start(script);
    QTRY_COMPARE(bench.session.state(), Finished);
    QCOMPARE(bench.session.folder(), bench.folder.path() / "scripted");
    bench.start(script);
    QTRY_COMPARE(bench.session.state(), Finished);
    QCOMPARE(bench.session.folder(), bench.folder.path() / "scripted-2");
    const MetricsTable table = MetricsTable::read(RunFolder{bench.session.folder()}.metrics());
    QCOMPARE(table.columns.at("step").size(), std::size_t{3});
}

void TrainingSessionTest::theDestructorStopsAPausedRunAndFreesItsWork()
{
    Script script;
    {
        Bench bench;
        bench.start(script);
        QTRY_VERIFY(bench.lastStep > 2);
        bench.session.pause();
        QTRY_COMPARE(bench.session.state(), Paused);
        QCOMPARE(script.alive->load(), 1);
    }
    QCOMPARE(script.alive->load(), 0);
}

void TrainingSessionTest::everyStateReachedWasALegalTransition()
{
    Bench bench;
    SessionState before = Idle;
    bool legal = true;
    connect(&bench.session, &TrainingSession::stateChanged, this, [&](SessionState state) {
        legal = legal && isLegalTransition(before, state);
        before = state;
    });
    bench.start({});
    // A fixed but arbitrary order of clicks, faster than the thread can follow.
    for (int i = 0; i < 400; ++i) {
        switch ((i * 7 + i / 5) % 6) {
        case 0:
            bench.session.pause();
            break;
        case 1:
            bench.session.resume();
            break;
        case 2:
            bench.session.step(1 + i % 3);
            break;
        case 3:
            bench.start({});
            break;
        case 4:
            i % 50 == 0 ? bench.session.stop() : bench.session.pause();
            break;
        default:
            QTest::qWait(2);
        }
    }
    QVERIFY(legal);
    QVERIFY(bench.problem.isEmpty());
}

NIE_TEST_WITH(QCoreApplication, TrainingSessionTest);

}  // namespace nie::training_session_test

#include "training_session_test.moc"
