#include "app/equation_session.h"
#include "core/base/error.h"
#include "tests/support/test_registry.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <atomic>
#include <chrono>

namespace nie::equation_session_test {

namespace {

/// Answers with the task's name; the task "slow" answers never, but looks at its stop token.
struct ScriptedSolver {
    std::shared_ptr<std::atomic<int>> running = std::make_shared<std::atomic<int>>(0);

    EquationStudy operator()(const EquationTask& task, const std::stop_token& stop) const
    {
        ++*running;
        while (task.name == "slow" && !stop.stop_requested())
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        --*running;
        if (stop.stop_requested())
            throw Interrupted();
        if (task.name == "bad")
            throw InputError("formulas: K, character 7", "unexpected operator");
        if (task.name == "memory")
            throw std::bad_alloc();
        EquationStudy study;
        study.name = task.name;
        return study;
    }
};

EquationTask named(const char* name)
{
    EquationTask task;
    task.name = name;
    return task;
}

}  // namespace

class EquationSessionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSolutionArrivesOnTheThreadOfTheSession()
    {
        EquationSession session{ScriptedSolver()};
        std::string name;
        bool sameThread = false;
        connect(&session, &EquationSession::solved, this,
                [&](const std::shared_ptr<const EquationStudy>& study) {
                    name = study->name;
                    sameThread = QThread::currentThread() == qApp->thread();
                });
        session.solve(named("F3"));
        QVERIFY(session.isSolving());
        QTRY_COMPARE(name, std::string("F3"));
        QVERIFY(sameThread && !session.isSolving());
    }

    void stopIsImmediateAndDropsWhatStillComes()
    {
        const ScriptedSolver solver;
        EquationSession session{solver};
        int answers = 0;
        connect(&session, &EquationSession::solved, this, [&] { ++answers; });
        connect(&session, &EquationSession::failed, this, [&] { ++answers; });
        session.solve(named("slow"));
        QTRY_COMPARE(solver.running->load(), 1);
        session.stop();
        QVERIFY(!session.isSolving());
        QTRY_COMPARE(solver.running->load(), 0);
        QTest::qWait(50);
        QCOMPARE(answers, 0);
    }

    void aNewSolveRetiresTheOneUnderWay()
    {
        const ScriptedSolver solver;
        EquationSession session{solver};
        QStringList names;
        connect(&session, &EquationSession::solved, this,
                [&](const std::shared_ptr<const EquationStudy>& study) {
                    names << QString::fromStdString(study->name);
                });
        session.solve(named("slow"));
        QTRY_COMPARE(solver.running->load(), 1);
        session.solve(named("F1"));
        session.solve(named("F2"));
        QTRY_COMPARE(names, QStringList{"F2"});
        QTest::qWait(50);
        QCOMPARE(names, QStringList{"F2"});
    }

    void anErrorTellsWhereItIs()
    {
        EquationSession session{ScriptedSolver()};
        EquationProblem problem;
        connect(&session, &EquationSession::failed, this,
                [&](const EquationProblem& told) { problem = told; });
        session.solve(named("bad"));
        QTRY_COMPARE(problem.where, std::string("formulas: K, character 7"));
        QVERIFY(problem.message.find("unexpected operator") != std::string::npos);
        session.solve(named("memory"));
        QTRY_VERIFY(problem.message.find("memory") != std::string::npos);
        QVERIFY(!session.isSolving());
    }

    void theDestructorEndsASolveUnderWay()
    {
        const ScriptedSolver solver;
        {
            EquationSession session{solver};
            session.solve(named("slow"));
            QTRY_COMPARE(solver.running->load(), 1);
        }
        QCOMPARE(solver.running->load(), 0);
    }
};

NIE_TEST_WITH(QCoreApplication, EquationSessionTest);

}  // namespace nie::equation_session_test

#include "equation_session_test.moc"
