#include "core/base/files.h"
#include "core/results/run_folder.h"
#include "tests/app/cli/nie_process.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QCoreApplication>
#include <QTest>

#include <chrono>
#include <csignal>

namespace nie::interruption_test {

using test::runNie;
namespace fs = std::filesystem;

class InterruptionTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;

    QString path(const char* name) const
    {
        return QString::fromStdString((m_folder / name).string());
    }

    /// Starts a training that would last an hour and waits until it has done some steps.
    void startLongRun(QProcess& process, const char* name)
    {
        process.start(test::niePath(), test::smallTraining(path(name)) << "--time-budget"
                                                                       << "3600");
        const fs::path metrics = RunFolder{m_folder / name}.metrics();
        QTRY_VERIFY_WITH_TIMEOUT(fs::exists(metrics) &&
                                     MetricsTable::read(metrics).columns.at("step").size() > 5,
                                 60000);
    }

private Q_SLOTS:
    void interruptedTrainingEndsWellWithALoadableCheckpoint_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
    }
    void interruptedTrainingEndsWellWithALoadableCheckpoint()
    {
        QFETCH(int, signal);
        const char* name = QTest::currentDataTag();
        QProcess process;
        startLongRun(process, name);
        if (QTest::currentTestFailed())
            return;
        ::kill(static_cast<pid_t>(process.processId()), signal);
        QVERIFY(process.waitForFinished(30000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);

        const RunFolder run{m_folder / name};
        const RunOutcome outcome =
            outcomeFromJson(parseJson(readFile(run.outcome()), "outcome.json"), "outcome.json");
        QVERIFY(outcome.state == RunOutcome::State::Stopped);
        const auto evaluation = runNie({"evaluate", path(name), "--checkpoint", "final", "--json"});
        QVERIFY2(evaluation.exitCode == 0, qPrintable(evaluation.err));
        const Json json = parseJson(evaluation.out.toStdString(), "output");
        QCOMPARE(json.at("step").get<std::int64_t>(), outcome.steps);
    }

    void killedTrainingLeavesReadableMetrics()
    {
        QProcess process;
        startLongRun(process, "killed");
        if (QTest::currentTestFailed())
            return;
        const auto moment = fs::file_time_type::clock::now();
        process.kill();
        QVERIFY(process.waitForFinished(30000));
        const RunFolder run{m_folder / "killed"};
        // Every step is on the disk when it is done: the last line is not older than a second.
        QVERIFY(moment - fs::last_write_time(run.metrics()) <= std::chrono::seconds(1));
        QVERIFY(MetricsTable::read(run.metrics()).columns.at("step").size() > 5);
        QVERIFY(!fs::exists(run.outcome()));

        const auto info = runNie({"info", path("killed"), "--json"});
        QVERIFY2(info.exitCode == 0, qPrintable(info.err));
        QVERIFY(parseJson(info.out.toStdString(), "output").at("outcome").is_null());
    }
};

NIE_TEST_WITH(QCoreApplication, InterruptionTest);

}  // namespace nie::interruption_test

#include "interruption_test.moc"
