#include "core/base/files.h"
#include "core/config/json.h"
#include "core/results/checkpoint_list.h"
#include "core/results/run_presence.h"
#include "tests/app/cli/nie_call.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QCoreApplication>
#include <QTest>

#include <array>
#include <cmath>
#include <csignal>
#include <random>

namespace nie::train_resume_test {

using test::callNie;
using test::NieResult;
using test::runNie;
namespace fs = std::filesystem;

namespace {

std::vector<double> losses(const RunFolder& folder)
{
    std::vector<double> result;
    const MetricsTable table = MetricsTable::read(folder.metrics());
    for (const double loss : table.columns.at("train_loss"))
        if (!std::isnan(loss))
            result.push_back(loss);
    return result;
}

std::size_t rows(const RunFolder& folder)
{
    std::error_code failure;
    return fs::exists(folder.metrics(), failure)
               ? MetricsTable::read(folder.metrics()).columns.at("step").size()
               : 0;
}

}  // namespace

class ResumeTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;

    QString path(const char* name) const
    {
        return QString::fromStdString((m_folder / name).string());
    }
    QStringList training(const char* name, const QStringList& more) const
    {
        return test::smallTraining(path(name)) << "--quiet" << more;
    }
    /// Kills a training as soon as so many lines of metrics are there.
    void killAfter(std::size_t lines, const char* name, const QStringList& more)
    {
        QProcess process;
        process.start(test::niePath(), training(name, more));
        const RunFolder folder{m_folder / name};
        QTRY_VERIFY_WITH_TIMEOUT(rows(folder) >= lines, 60000);
        ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
        QVERIFY(process.waitForFinished(30000));
    }

    /// What a kill left can be read, and goes on where it has a checkpoint.
    void checkKilled(const RunFolder& folder, bool andGoesOn)
    {
        const MetricsTable table = MetricsTable::read(folder.metrics());
        QVERIFY(!table.columns.at("step").empty());
        if (!andGoesOn || !newestCheckpoint(folder.checkpoints()))
            return;  // or killed before the first autosave
        const auto total = static_cast<std::int64_t>(table.columns.at("step").back()) + 5;
        const NieResult resumed =
            runNie({"train", "--resume", QString::fromStdString(folder.path.string()), "--quiet",
                    "--no-figures", "--steps", QString::number(total)});
        QVERIFY2(resumed.exitCode == 0, qPrintable(resumed.err));
        QCOMPARE(losses(folder).size(), static_cast<std::size_t>(total));
    }

private Q_SLOTS:
    void aKilledRunThatGoesOnIsBitForBitTheOneThatWasNot()
    {
        const QStringList options{"--steps", "60",  "--set", "training.checkpoint_every=10",
                                  "--set",   "training.validate_every=3"};
        test::NieRun whole(training("straight", options));
        killAfter(24, "killed", options);
        if (QTest::currentTestFailed())
            return;
        QCOMPARE(whole.result().exitCode, 0);
        const RunFolder killed{m_folder / "killed"};
        QCOMPARE(presenceOf(killed), RunPresence::Interrupted);
        const NieResult resumed = runNie({"train", "--resume", path("killed"), "--quiet"});
        QVERIFY2(resumed.exitCode == 0, qPrintable(resumed.err));
        const RunFolder straight{m_folder / "straight"};
        QCOMPARE(losses(killed), losses(straight));
        QCOMPARE(losses(killed).size(), std::size_t{60});
        for (const char* file : {"model.safetensors", "optimizer.safetensors"})
            QVERIFY2(readFile(killed.checkpoints() / "final" / file) ==
                         readFile(straight.checkpoints() / "final" / file),
                     file);
        QCOMPARE(presenceOf(killed), RunPresence::Ended);
        QVERIFY(fs::exists(killed.evaluation()));
    }

    void metricsAreReadableAfterAKillAtAnyMomentAndTheRunGoesOn()
    {
        std::mt19937 random(7);  // fixed: the moments differ from each other, not from run to run
        for (int round = 0; round < 4; ++round) {
            // Two at a time: most of it is the start of the program.
            const std::array names{"random-" + std::to_string(2 * round),
                                   "random-" + std::to_string(2 * round + 1)};
            std::array<QProcess, 2> processes;
            for (std::size_t i = 0; i < names.size(); ++i)
                processes[i].start(test::niePath(),
                                   training(names[i].c_str(), {"--steps", "100000", "--set",
                                                               "training.autosave_seconds=0.05"}));
            for (std::size_t i = 0; i < names.size(); ++i) {
                const RunFolder folder{m_folder / names[i]};
                QTRY_VERIFY_WITH_TIMEOUT(rows(folder) > 0, 60000);
                QTest::qWait(static_cast<int>(random() % 150));
                ::kill(static_cast<pid_t>(processes[i].processId()), SIGKILL);
                QVERIFY(processes[i].waitForFinished(30000));
            }
            checkKilled(RunFolder{m_folder / names[0]}, round % 2 == 0);
            checkKilled(RunFolder{m_folder / names[1]}, false);
            if (QTest::currentTestFailed())
                return;
        }
    }

    void aFinishedRunCanBeTrainedFurther()
    {
        QCOMPARE(runNie(training("short", {"--steps", "10"})).exitCode, 0);
        const NieResult enough = callNie({"train", "--resume", path("short")});
        QCOMPARE(enough.exitCode, 2);
        QVERIFY2(enough.err.contains("nothing is left to do"), qPrintable(enough.err));
        const NieResult further =
            runNie({"train", "--resume", path("short"), "--steps", "15", "--json", "--quiet"});
        QVERIFY2(further.exitCode == 0, qPrintable(further.err));
        const Json json = Json::parse(further.out.toStdString());
        QCOMPARE(json.at("outcome").at("steps").get<int>(), 15);
        QCOMPARE(losses(RunFolder{m_folder / "short"}).size(), std::size_t{15});
    }

    void aRunOfAnotherDeviceGoesOnWhereItIsTold()
    {
        QCOMPARE(runNie(training("moved", {"--steps", "4"})).exitCode, 0);
        const RunFolder folder{m_folder / "moved"};
        Json config = Json::parse(readFile(folder.config()));
        config["device"] = "cuda";
        writeFileAtomically(folder.config(), config.dump());
        const NieResult here = runNie({"train", "--resume", path("moved"), "--steps", "6",
                                       "--device", "cpu", "--quiet", "--no-figures"});
        QVERIFY2(here.exitCode == 0, qPrintable(here.err));
        config = Json::parse(readFile(folder.config()));
        QCOMPARE(config.at("device").get<std::string>(), std::string("cpu"));
        QCOMPARE(config.at("training").at("steps").get<int>(), 6);
        QCOMPARE(losses(folder).size(), std::size_t{6});
    }

    void whatCannotGoOnIsRefusedInWords()
    {
        const NieResult nothing = callNie({"train", "--resume", path("missing")});
        QCOMPARE(nothing.exitCode, 2);
        QVERIFY(nothing.err.contains("no such run folder"));
        const NieResult both = callNie({"train", "spirals", "--resume", path("missing")});
        QCOMPARE(both.exitCode, 2);
        const NieResult neither = callNie({"train"});
        QCOMPARE(neither.exitCode, 2);
        QVERIFY2(neither.err.contains("--resume"), qPrintable(neither.err));
    }

    void aRunThatIsBeingTrainedIsNotTouched()
    {
        QProcess process;
        process.start(test::niePath(), training("busy", {"--time-budget", "600"}));
        const RunFolder folder{m_folder / "busy"};
        QTRY_VERIFY_WITH_TIMEOUT(rows(folder) > 2, 60000);
        const NieResult second = callNie({"train", "--resume", path("busy")});
        process.terminate();
        QVERIFY(process.waitForFinished(30000));
        QCOMPARE(second.exitCode, 2);
        QVERIFY2(second.err.contains("is being trained"), qPrintable(second.err));
    }
};

NIE_TEST_WITH(QCoreApplication, ResumeTest);

}  // namespace nie::train_resume_test

#include "train_resume_test.moc"
