#include "core/base/files.h"
#include "core/config/run_config.h"
#include "tests/app/cli/nie_call.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QCoreApplication>
#include <QTest>

#include <csignal>

namespace nie::generate_test {

using test::callNie;
using test::runNie;
namespace fs = std::filesystem;

/// nie generate, nie info on data, and training from a file.
class GenerateTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;

    QString path(const std::string& name) const
    {
        return QString::fromStdString((m_folder / name).string());
    }
    static Json parsed(const QString& text) { return parseJson(text.toStdString(), "nie"); }

private Q_SLOTS:
    void storedSetTellsWhatItIsAndHasTheSameBytesAgain()
    {
        const QStringList arguments{"generate", "spirals", "--samples", "30",    "--seed",
                                    "3",        "--set",   "points=40", "--json"};
        const auto first = runNie(arguments + QStringList{"-o", path("a.h5")});
        QVERIFY2(first.exitCode == 0, qPrintable(first.err));
        QCOMPARE(runNie(arguments + QStringList{"-o", path("b.h5")}).exitCode, 0);
        QVERIFY(readFile(m_folder / "a.h5") == readFile(m_folder / "b.h5"));
        const Json info = parsed(callNie({"info", path("a.h5"), "--json"}).out);
        QCOMPARE(info.at("kind").get<std::string>(), std::string("data set"));
        QVERIFY((info.at("shape") == Json{30, 40, 2}));
        QVERIFY(info.at("content_hash") == parsed(first.out).at("content_hash"));
        QCOMPARE(info.at("recipe").at("seed").get<int>(), 3);
    }

    void npzExportIsReadAsArrays()
    {
        QCOMPARE(runNie({"generate", "lorenz", "--samples", "4", "-o", path("l.npz")}).exitCode, 0);
        const Json info = parsed(callNie({"info", path("l.npz"), "--json"}).out);
        QCOMPARE(info.at("array").get<std::string>(), std::string("values"));
        QVERIFY((info.at("shape") == Json{4, 100, 3}));
    }

    void trainingFromAFileEqualsTrainingFromTheGenerator()
    {
        QCOMPARE(runNie({"generate", "spirals", "--samples", "30", "-o", path("t.h5")}).exitCode,
                 0);
        const QStringList steps{"--steps", "3", "--quiet", "--json"};
        const auto fromFile = runNie(test::smallTraining(path("file")) << steps << "--set"
                                                                       << "dataset.curves=30");
        QVERIFY2(fromFile.exitCode == 0, qPrintable(fromFile.err));
        QStringList arguments{"train",         "spirals",      "--dataset", path("t.h5"),  "--set",
                              "model.width=8", "--no-figures", "-o",        path("stored")};
        const auto stored = runNie(arguments + steps);
        QVERIFY2(stored.exitCode == 0, qPrintable(stored.err));
        QVERIFY(parsed(stored.out).at("evaluation").at("test") ==
                parsed(fromFile.out).at("evaluation").at("test"));
        // The run knows the data by their hash.
        QCOMPARE(runNie({"generate", "spirals", "--samples", "30", "--seed", "9", "--force", "-o",
                         path("t.h5")})
                     .exitCode,
                 0);
        const auto other = runNie({"evaluate", path("stored")});
        QCOMPARE(other.exitCode, 2);
        QVERIFY2(other.err.contains("are not those of the run"), qPrintable(other.err));
    }

    void badRequestLeavesNoFile_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("message");
        QTest::newRow("unknown set") << QStringList{"nope", "-o", "x.h5"} << "unknown data set";
        QTest::newRow("from a file") << QStringList{"file", "-o", "x.h5"} << "unknown data set";
        QTest::newRow("ending") << QStringList{"spirals", "-o", "x.txt"} << ".h5, .hdf5 or .npz";
        QTest::newRow("no folder")
            << QStringList{"spirals", "-o", "no/x.h5"} << "no: no such folder";
        QTest::newRow("there") << QStringList{"spirals", "-o", "old.h5"} << "old.h5: exists";
        QTest::newRow("negative") << QStringList{"spirals", "--samples", "-4", "-o", "x.h5"}
                                  << "--samples";
        QTest::newRow("too few") << QStringList{"spirals", "--set", "curves=-4", "-o", "x.h5"}
                                 << "dataset.curves: out of range (found -4";
        QTest::newRow("unknown option") << QStringList{"spirals", "--set", "curvs=4", "-o", "x.h5"}
                                        << "dataset.curvs: unknown key";
    }
    void badRequestLeavesNoFile()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, message);
        const test::TemporaryFolder folder;
        writeFileAtomically(folder / "old.h5", "old");
        const auto result = callNie(QStringList{"generate"} + arguments,
                                   QString::fromStdString(folder.path().string()));
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.err.contains(message), qPrintable(result.err));
        QCOMPARE(readFile(folder / "old.h5"), std::string("old"));
        QCOMPARE(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
    }

    void interruptLeavesNoFile()
    {
        const test::TemporaryFolder folder;
        QProcess process;
        process.setReadChannel(QProcess::StandardError);
        process.setWorkingDirectory(QString::fromStdString(folder.path().string()));
        process.start(test::niePath(),
                      {"generate", "lorenz", "--samples", "100000", "-o", "big.h5"});
        // Once it says so, interrupts are watched for.
        QVERIFY(process.waitForReadyRead(60000));
        kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(fs::is_empty(folder.path()));
    }

    void theErrorOfAStepInTimeIsStated()
    {
        const QStringList small{"generate", "navier_stokes", "--samples", "3",
                                "--set",    "resolution=16", "--set",     "duration=2",
                                "--set",    "frames=3",      "-o"};
        const auto checked = runNie(small + QStringList{path("ns.h5"), "--json"});
        QVERIFY2(checked.exitCode == 0, qPrintable(checked.err));
        const Json result = parsed(checked.out);
        QVERIFY(result.at("seconds_per_sample").get<double>() > 0.0);
        const Json check = result.at("step_check");
        QCOMPARE(check.at("step").get<double>(), 0.05);
        const auto error = check.at("error_at_end").get<double>();
        QVERIFY2(error > 0.0 && error < 1e-6, qPrintable(checked.out));
        const auto unchecked =
            runNie(small + QStringList{path("ns2.h5"), "--json", "--no-step-check"});
        QVERIFY(!parsed(unchecked.out).contains("step_check"));
        QVERIFY(parsed(unchecked.out).at("content_hash") == result.at("content_hash"));
        const auto text = runNie(small + QStringList{path("ns3.h5")});
        QVERIFY2(text.out.contains("quarter of the step 0.05"), qPrintable(text.out));
    }

    void singlePrecisionHalvesTheFileAndKeepsSevenDigits()
    {
        const QStringList make{"generate", "lorenz", "--samples", "20", "-o"};
        QCOMPARE(runNie(make + QStringList{path("double.h5")}).exitCode, 0);
        const auto single = runNie(make + QStringList{path("single.h5"), "--single"});
        QCOMPARE(single.exitCode, 0);
        QVERIFY2(single.err.contains("20 of 20"), qPrintable(single.err));
        QVERIFY(fs::file_size(m_folder / "single.h5") <
                0.6 * static_cast<double>(fs::file_size(m_folder / "double.h5")));
        const auto mean = [this](const char* file) {
            const Json info = parsed(callNie({"info", path(file), "--json"}).out);
            return info.at("channels").at(2).at("mean").get<double>();
        };
        QVERIFY(std::abs(mean("single.h5") - mean("double.h5")) < 1e-6);
    }

    void damagedFilesAreRefusedByInfoAndTrain()
    {
        writeFileAtomically(m_folder / "bad.npy", "text");
        writeFileAtomically(m_folder / "bad.h5", "text");
        for (const char* name : {"bad.npy", "bad.h5", "none.csv"}) {
            for (const QStringList& command :
                 {QStringList{"info"},
                  QStringList{"train", "spirals", "-o", path("run"), "--dataset"}}) {
                const auto result = runNie(command + QStringList{path(name)});
                QCOMPARE(result.exitCode, 2);
                QVERIFY2(result.err.contains(name), qPrintable(result.err));
            }
        }
        QVERIFY(!fs::exists(m_folder / "run"));
    }
};

NIE_TEST_WITH(QCoreApplication, GenerateTest);

}  // namespace nie::generate_test

#include "generate_test.moc"
