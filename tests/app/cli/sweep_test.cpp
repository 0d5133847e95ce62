#include "core/base/files.h"
#include "core/results/checkpoint_list.h"
#include "core/results/run_presence.h"
#include "core/results/sweep_table.h"
#include "tests/app/cli/nie_call.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <csignal>
#include <fstream>
#include <map>

namespace nie::sweep_test {

using State = SweepRunResult::State;
using test::callNie;
using test::runNie;
namespace fs = std::filesystem;

class SweepTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;

    QString path(const char* name) const
    {
        return QString::fromStdString((m_folder / name).string());
    }
    /// Rates by widths on a few small curves, two steps each.
    QStringList threeByThree(const char* folder) const
    {
        return {"sweep",   "spirals",
                "--set",   "dataset.curves=30",
                "--steps", "2",
                "--vary",  "training.learning_rate=log:1e-4:1e-2:3",
                "--vary",  "model.width=8,12,16",
                "--jobs",  "2",
                "-o",      path(folder)};
    }
    SweepTable table(const char* folder) const
    {
        const std::string file = (m_folder / folder / "table.json").string();
        return SweepTable::fromJson(parseJson(readFile(file), file), file);
    }
    std::map<fs::path, fs::file_time_type> evaluations(const char* folder) const
    {
        std::map<fs::path, fs::file_time_type> times;
        std::error_code none;
        for (const auto& run : fs::directory_iterator(m_folder / folder / "runs", none))
            if (fs::exists(run.path() / "evaluation.json"))
                times[run.path()] = fs::last_write_time(run.path() / "evaluation.json");
        return times;
    }

    /// Two seeds of one configuration, once.
    void makeGroup() const
    {
        if (fs::exists(m_folder / "g"))
            return;
        QVERIFY(runNie({"sweep", "spirals", "--set", "dataset.curves=30", "--steps", "2", "--seeds",
                        "2", "-o", path("g"), "--quiet"})
                    .exitCode == 0);
    }
    RunFolder onlyRun(const char* folder) const
    {
        std::error_code none;
        for (const auto& run : fs::directory_iterator(m_folder / folder / "runs", none))
            return RunFolder{run.path()};
        return {};
    }
    std::int64_t checkpointStep(const char* folder) const
    {
        const auto newest = newestCheckpoint(onlyRun(folder).checkpoints());
        return newest ? newest->step : 0;
    }
    static double testMse(const RunFolder& run)
    {
        const std::string file = run.evaluation().string();
        return parseJson(readFile(file), file).at("test").at("mse").get<double>();
    }
    static std::vector<double> losses(const RunFolder& run)
    {
        std::vector<double> all = MetricsTable::read(run.metrics()).columns.at("train_loss");
        std::erase_if(all, [](double loss) { return std::isnan(loss); });
        return all;
    }

private Q_SLOTS:
    void threeByThreeGivesNineRunsAndGoesOnAfterAKill()
    {
        QProcess process;
        process.start(test::niePath(), threeByThree("s"));
        QTRY_VERIFY_WITH_TIMEOUT(evaluations("s").size() >= 2, 60000);
        process.kill();
        QVERIFY(process.waitForFinished(30000));
        QTest::qWait(500);  // its trainings end with it
        const auto before = evaluations("s");
        QVERIFY(before.size() < 9);

        const test::NieResult result = runNie(threeByThree("s"));
        QVERIFY2(result.exitCode == 0, qPrintable(result.err));
        const auto after = evaluations("s");
        QCOMPARE(after.size(), std::size_t(9));
        for (const auto& [run, time] : before)
            QVERIFY2(after.at(run) == time, run.c_str());  // not trained again
        const SweepTable done = table("s");
        QCOMPARE(done.rows.size(), std::size_t(9));
        QCOMPARE(done.countOf(State::Done), std::size_t(9));
        for (const SweepRow& row : done.rows)
            QVERIFY(row.testMse.mean > 0.0 && row.validationLoss.mean > 0.0);
        for (const char* file : {"table.md", "table.csv", "figure.pdf", "figure.png"})
            QVERIFY2(fs::exists(m_folder / "s" / file), file);
        QVERIFY(result.out.contains("| learning_rate | width |"));
    }

    void aKilledRunGoesOnFromItsCheckpointToTheSameEnd()
    {
        const QStringList settings{"spirals",
                                   "--set",
                                   "dataset.curves=30",
                                   "--set",
                                   "model.width=8",
                                   "--set",
                                   "training.checkpoint_every=5",
                                   "--set",
                                   "training.validate_every=20",
                                   "--steps",
                                   "40",
                                   "--quiet",
                                   "-o"};
        const QStringList line = QStringList{"sweep"} + settings + QStringList{path("cut")};
        test::NieRun cut(line);
        test::NieRun whole(QStringList{"train", "--no-figures"} + settings +
                           QStringList{path("whole")});
        QTRY_VERIFY_WITH_TIMEOUT(checkpointStep("cut") >= 10, 60000);
        const RunFolder run = onlyRun("cut");
        const std::string file = run.running().string();
        ::kill(parseJson(readFile(file), file).at("process").get<pid_t>(), SIGKILL);
        QCOMPARE(cut.result().exitCode, 1);  // its only run failed
        QCOMPARE(whole.result().exitCode, 0);
        QCOMPARE(presenceOf(run), RunPresence::Interrupted);
        const std::int64_t step = checkpointStep("cut");

        const test::NieResult again = runNie(line);
        QVERIFY2(again.exitCode == 0, qPrintable(again.err));
        const std::string events = readFile(run.events());
        QVERIFY2(events.find("Goes on after step " + std::to_string(step)) != std::string::npos,
                 events.c_str());
        const RunFolder alone{m_folder / "whole"};
        QCOMPARE(losses(run), losses(alone));
        QCOMPARE(losses(run).size(), std::size_t(40));
        QCOMPARE(table("cut").rows[0].testMse.mean, testMse(alone));
    }

    void aRunOfASweepIsThatOfItsConfigurationTrainedAlone()
    {
        makeGroup();
        const SweepTable group = table("g");
        QCOMPARE(group.rows.size(), std::size_t(1));
        QCOMPARE(group.rows[0].runs.size(), std::size_t(2));
        QVERIFY(group.rows[0].testMse.standardDeviation > 0.0);
        QVERIFY(runNie({"train", "spirals", "--set", "dataset.curves=30", "--steps", "2", "--seed",
                        "2", "-o", path("alone"), "--quiet", "--no-figures"})
                    .exitCode == 0);
        QCOMPARE(testMse(RunFolder{m_folder / "alone"}), group.rows[0].runs[1].testMse);
    }

    void theListTrainsNothingAndIsRepeatable()
    {
        const QStringList arguments{"sweep",    "spirals",
                                    "--random", "5",
                                    "--vary",   "training.learning_rate=loguniform:1e-4:1e-1",
                                    "--list",   "--json"};
        const test::NieResult first = callNie(arguments);
        QVERIFY2(first.exitCode == 0, qPrintable(first.err));
        QCOMPARE(parseJson(first.out.toStdString(), "list").size(), std::size_t(5));
        QCOMPARE(callNie(arguments).out, first.out);
        QVERIFY(callNie(QStringList(arguments) << "--seed"
                                               << "2")
                    .out != first.out);
    }

    void modelsAreCompared()
    {
        const test::NieResult result =
            callNie({"sweep", "spirals", "--vary", "model.name=anie,lstm", "--list", "--json"});
        QVERIFY2(result.exitCode == 0, qPrintable(result.err));
        const Json list = parseJson(result.out.toStdString(), "list");
        QVERIFY(list.at(1).at("run").get<std::string>().starts_with("spirals-lstm-seed1-"));
    }

    void badInputIsNamedAndLeavesNothing_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("named");
        QTest::newRow("path") << QStringList{"--vary", "model.widht=8"} << "model.width";
        QTest::newRow("value") << QStringList{"--vary", "training.learning_rate=lin:-1:1:3"}
                               << "training.learning_rate";
        QTest::newRow("law") << QStringList{"--vary", "model.width=log:1:2"} << "log:FROM:TO:N";
        QTest::newRow("drawn") << QStringList{"--vary", "model.width=uniform:1:2"} << "--random";
        QTest::newRow("model") << QStringList{"--vary", "model.name=anie,banana"} << "banana";
    }
    void badInputIsNamedAndLeavesNothing()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, named);
        const test::NieResult result =
            callNie(QStringList{"sweep", "spirals", "-o", path("bad")} + arguments);
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.err.contains(named), qPrintable(result.err));
        QVERIFY(!fs::exists(m_folder / "bad"));
    }

    void aFolderAloneGoesOnAndAFolderOfSomethingElseIsRefused()
    {
        makeGroup();
        const auto before = evaluations("g");
        const test::NieResult result = runNie({"sweep", "-o", path("g"), "--seeds", "3"});
        QVERIFY2(result.exitCode == 0, qPrintable(result.err));
        QCOMPARE(evaluations("g").size(), std::size_t(3));
        for (const auto& [run, time] : before)
            QVERIFY(evaluations("g").at(run) == time);
        QCOMPARE(callNie({"sweep", "-o", path("nowhere")}).exitCode, 2);
        fs::create_directories(m_folder / "letters");
        std::ofstream(m_folder / "letters" / "a.txt") << "dear";
        QCOMPARE(callNie({"sweep", "spirals", "--seeds", "2", "-o", path("letters")}).exitCode, 2);
    }

    void aSweepWhoseRunsAllFailEndsWithOneAndSaysWhy()
    {
        // The heads do not divide the width: found when the model is built.
        const test::NieResult result =
            runNie({"sweep", "spirals", "--set", "dataset.curves=30", "--steps", "1", "--set",
                    "model.heads=3", "--vary", "model.width=8,16", "-o", path("failed"), "--json"});
        QCOMPARE(result.exitCode, 1);
        const SweepTable failed =
            SweepTable::fromJson(parseJson(result.out.toStdString(), "json"), "json");
        QCOMPARE(failed.countOf(State::Failed), std::size_t(2));
        QVERIFY2(failed.rows[0].failure().find("heads") != std::string::npos,
                 failed.rows[0].failure().c_str());
    }
};

NIE_TEST(SweepTest);

}  // namespace nie::sweep_test

#include "sweep_test.moc"
