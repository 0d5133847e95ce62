#include "app/run_queue.h"
#include "app/training_session.h"
#include "core/base/error.h"
#include "tests/app/scripted_engine.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

namespace nie::run_queue_test {

using namespace nie::test;
using enum nie::SessionState;

namespace {

RunConfig named(const std::string& name)
{
    RunConfig config;
    config.experiment = name;
    config.title = name;
    return config;
}

/// A queue whose runs follow a script, and what became of them.
struct Bench {
    Bench()
        : session(folder.path()),
          queue(session, [this](const QueuedRun& run) { return begin(run); })
    {
        script.steps = 4;
        QObject::connect(&session, &TrainingSession::stateChanged, [this](SessionState state) {
            if (state == Finished)
                ended.push_back(session.config().experiment);
        });
    }
    bool begin(const QueuedRun& run)
    {
        const std::string& name = run.config.experiment;
        if (name == "refused")
            throw InputError("device", "cannot be used here");
        Script mine = script;
        mine.failAtStep = name == "broken" ? 2 : 0;
        return session.start(run.config, std::make_unique<ScriptedWork>(mine));
    }
    void add(std::initializer_list<const char*> names)
    {
        for (const char* name : names)
            queue.add(named(name), named("shipped"));
    }
    std::vector<std::string> names() const
    {
        std::vector<std::string> result;
        for (const QueuedRun& run : queue.runs())
            result.push_back(run.config.experiment);
        return result;
    }
    bool isDone() const { return session.state() == Finished && queue.waiting() == 0; }

    TemporaryFolder folder;
    TrainingSession session;
    RunQueue queue;
    Script script;
    std::vector<std::string> ended;
};

using Names = std::vector<std::string>;

}  // namespace

class RunQueueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runsAreTrainedInTheirOrder();
    void aRunIsMovedAmongThoseThatWait();
    void nothingStartsBeforeItIsAskedFor();
    void whatIsAddedWhileARunGoesOnFollowsIt();
    void aRunThatFailsStopsNobodyAndKeepsItsReason();
    void aRunThatTheUserStopsHoldsTheQueue();
    void theRunThatIsTrainedIsNeitherMovedNorRemoved();
    void theNextRunWaitsForTheScore();
    void aRestoredQueueIsHeld();
};

void RunQueueTest::runsAreTrainedInTheirOrder()
{
    Bench bench;
    bench.add({"a", "b", "c"});
    bench.queue.goOn();
    QTRY_VERIFY(bench.isDone());
    QCOMPARE(bench.ended, (Names{"a", "b", "c"}));
    QVERIFY(bench.queue.runs().empty());
}

void RunQueueTest::aRunIsMovedAmongThoseThatWait()
{
    Bench bench;
    bench.add({"a", "b", "c", "d"});
    QVERIFY(bench.queue.move(3, 0));
    QCOMPARE(bench.names(), (Names{"d", "a", "b", "c"}));
    QVERIFY(bench.queue.move(0, 2));
    QCOMPARE(bench.names(), (Names{"a", "b", "d", "c"}));
    QVERIFY(!bench.queue.move(1, 1));
    QVERIFY(!bench.queue.move(1, 4));
    QVERIFY(bench.queue.remove(1));
    QVERIFY(!bench.queue.remove(3));
    QCOMPARE(bench.names(), (Names{"a", "d", "c"}));
    bench.queue.goOn();
    QTRY_VERIFY(bench.isDone());
    QCOMPARE(bench.ended, (Names{"a", "d", "c"}));
}

void RunQueueTest::nothingStartsBeforeItIsAskedFor()
{
    Bench bench;
    bench.add({"a"});
    QTest::qWait(30);
    QCOMPARE(bench.session.state(), Idle);
    QVERIFY(!bench.queue.startsByItself());
}

void RunQueueTest::whatIsAddedWhileARunGoesOnFollowsIt()
{
    Bench bench;
    QVERIFY(bench.session.start(named("by hand"), std::make_unique<ScriptedWork>(bench.script)));
    bench.add({"a"});
    QVERIFY(bench.queue.startsByItself());
    QTRY_VERIFY(bench.isDone());
    QTRY_COMPARE(bench.ended, (Names{"by hand", "a"}));
}

void RunQueueTest::aRunThatFailsStopsNobodyAndKeepsItsReason()
{
    Bench bench;
    bench.add({"broken", "refused", "good"});
    bench.queue.goOn();
    QTRY_VERIFY(bench.isDone());
    QCOMPARE(bench.ended, Names{"good"});
    QCOMPARE(bench.names(), (Names{"broken", "refused"}));
    QVERIFY(bench.queue.runs()[0].problem.contains("not finite"));
    QVERIFY(bench.queue.runs()[1].problem.contains("cannot be used"));
    QVERIFY(bench.queue.remove(0) && bench.queue.remove(0));
}

void RunQueueTest::aRunThatTheUserStopsHoldsTheQueue()
{
    Bench bench;
    bench.script.steps = 1'000'000;
    bench.add({"a", "b"});
    bench.queue.goOn();
    QTRY_COMPARE(bench.session.state(), Running);
    QVERIFY(bench.session.stop());
    QTRY_COMPARE(bench.session.state(), Finished);
    QTest::qWait(30);
    QCOMPARE(bench.session.state(), Finished);
    QVERIFY(bench.queue.isHeld());
    bench.script.steps = 4;
    bench.queue.goOn();
    QTRY_VERIFY(bench.isDone());
    QCOMPARE(bench.ended, (Names{"a", "b"}));
}

void RunQueueTest::theRunThatIsTrainedIsNeitherMovedNorRemoved()
{
    Bench bench;
    bench.script.steps = 1'000'000;
    bench.add({"a", "b", "c"});
    bench.queue.goOn();
    QTRY_COMPARE(bench.session.state(), Running);
    QVERIFY(!bench.queue.move(0, 1));
    QVERIFY(!bench.queue.move(2, 0));
    QVERIFY(!bench.queue.remove(0));
    QVERIFY(bench.queue.move(2, 1));
    QCOMPARE(bench.names(), (Names{"a", "c", "b"}));
}

void RunQueueTest::theNextRunWaitsForTheScore()
{
    Bench bench;
    bench.script.evaluation = std::chrono::milliseconds(60);
    bench.add({"a", "b"});
    QSignalSpy scores(&bench.session, &TrainingSession::evaluated);
    bench.queue.goOn();
    QTRY_VERIFY(bench.isDone());
    QCOMPARE(scores.size(), 2);
}

void RunQueueTest::aRestoredQueueIsHeld()
{
    Bench first;
    first.add({"refused", "a", "b"});
    first.script.steps = 1'000'000;
    first.queue.goOn();
    QTRY_COMPARE(first.session.state(), Running);
    Bench second;
    Json stored = first.queue.toJson();
    stored.push_back("something else");
    second.queue.restore(stored);
    // The one that was being trained has left its run.
    QCOMPARE(second.names(), (Names{"refused", "b"}));
    QVERIFY(second.queue.runs()[0].state == QueuedRun::State::Failed);
    QCOMPARE(second.queue.runs()[1].shipped.experiment, std::string("shipped"));
    QVERIFY(second.queue.isHeld());
    QTest::qWait(30);
    QCOMPARE(second.session.state(), Idle);
    second.queue.goOn();
    QTRY_VERIFY(second.isDone());
    QCOMPARE(second.ended, Names{"b"});
}

NIE_TEST_WITH(QCoreApplication, RunQueueTest);

}  // namespace nie::run_queue_test

#include "run_queue_test.moc"
