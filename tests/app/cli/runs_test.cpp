#include "core/base/files.h"
#include "core/results/run_folder.h"
#include "core/results/runs/run_notes.h"
#include "tests/app/cli/nie_call.h"
#include "tests/support/run_examples.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QProcess>
#include <QTest>

namespace nie::runs_test {

using test::callNie;
using test::NieResult;
using test::RunExample;
using test::runNie;
namespace fs = std::filesystem;

class RunsTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;

    /// `nie runs WORDS --root FOLDER`
    NieResult runs(const QStringList& words) const
    {
        return callNie(QStringList{"runs"} + words +
                       QStringList{"--root", QString::fromStdString(m_folder.path().string())});
    }
    QString path(const char* name) const
    {
        return QString::fromStdString((m_folder / name).string());
    }

private Q_SLOTS:
    void initTestCase()
    {
        RunExample{.seed = 1}.write(m_folder / "a");
        RunExample{.seed = 2, .width = 16}.write(m_folder / "b");
        RunExample{.seed = 3, .finished = false}.write(m_folder / "c");
    }

    void listTellsEveryRunAndFilters()
    {
        const NieResult all = runs({"list"});
        QVERIFY2(all.exitCode == 0, qPrintable(all.err));
        QCOMPARE(all.out.count('\n'), 4);
        QVERIFY(all.out.contains("interrupted") && all.out.contains("completed"));
        const Json json = Json::parse(
            runs({"list", "state:completed", "--sort", "-seed", "--json"}).out.toStdString());
        QCOMPARE(json.size(), std::size_t(2));
        QVERIFY(json[0].at("id") == "b" && json[1].at("id") == "a");
        QVERIFY(json[0].at("test_mse") == 0.5 && json[0].at("problem") == "");
        QCOMPARE(runs({"list", "--sort", "beauty"}).exitCode, 2);
        QCOMPARE(callNie({"runs", "list", "--root", path("none")}).exitCode, 2);
        // The program itself says the same.
        QCOMPARE(runNie({"runs", "list", "--root", path(".")}).out,
                 callNie({"runs", "list", "--root", path(".")}).out);
    }

    void showAndDiffTellSettings()
    {
        const NieResult shown = runs({"show", "b"});
        QVERIFY2(shown.exitCode == 0, qPrintable(shown.err));
        QVERIFY(shown.out.contains("model.width") && shown.out.contains("persistence"));
        const Json difference = Json::parse(runs({"diff", "a", "b", "--json"}).out.toStdString());
        QCOMPARE(difference.size(), std::size_t(2));
        QVERIFY(difference[0].at("key") == "model.width" && difference[0].at("second") == 16);
        QVERIFY(difference[1].at("key") == "seed");
        QVERIFY(runs({"diff", "a", "a"}).out.contains("are the same"));
        const NieResult unknown = runs({"show", "nobody"});
        QCOMPARE(unknown.exitCode, 2);
        QVERIFY2(unknown.err.contains("no such run"), qPrintable(unknown.err));
    }

    void notesAreWrittenAndTakenBack()
    {
        const auto notes = [this] { return RunNotes::read(m_folder / "a"); };
        for (const QStringList& words :
             {QStringList{"tag", "a", "best, figure 3"}, QStringList{"note", "a", "with care"},
              QStringList{"rename", "a", "first"}, QStringList{"group", "a", "five"},
              QStringList{"pin", "a", "b"}})
            QCOMPARE(runs(words).exitCode, 0);
        QVERIFY(
            (notes() == RunNotes{"first", {"best", "figure 3"}, "with care", "five", true, -1}));
        QCOMPARE(runs({"untag", "first", "best"}).exitCode, 0);
        QCOMPARE(runs({"unpin", "first", "b"}).exitCode, 0);
        QVERIFY((notes().tags == std::vector<std::string>{"figure 3"} && !notes().pinned));
        // Nothing is changed where one of the runs does not exist.
        QCOMPARE(runs({"pin", "b", "nobody"}).exitCode, 2);
        QVERIFY(!RunNotes::read(m_folder / "b").pinned);
    }

    void exportsAreWrittenAndNeverByAccidentReplaced()
    {
        for (const char* file : {"x.csv", "x.json", "x.zip"}) {
            const NieResult result = runs({"export", "b", "-o", path(file)});
            QVERIFY2(result.exitCode == 0, qPrintable(result.err));
            QVERIFY(fs::file_size(m_folder / file) > 0);
        }
        QCOMPARE(runs({"export", "b", "-o", path("x.csv")}).exitCode, 2);
        QCOMPARE(runs({"export", "b", "-o", path("x.csv"), "--force"}).exitCode, 0);
        QCOMPARE(runs({"export", "b", "-o", path("x.docx")}).exitCode, 2);
        fs::create_directories(m_folder / "board");
        const NieResult events =
            runs({"export", "b", "--format", "tensorboard", "-o", path("board")});
        QVERIFY2(events.exitCode == 0, qPrintable(events.err));
        const NieResult back = runs({"import", events.out.trimmed()});
        QVERIFY2(back.exitCode == 0, qPrintable(back.err));
        QCOMPARE(back.out.trimmed(), path("board-2"));  // of the folder that the file lies in
        QVERIFY(runs({"list", "state:imported"}).out.contains("board-2"));
        QCOMPARE(runs({"command", "board-2"}).exitCode, 2);
    }

    void deletedRunsComeBack()
    {
        QCOMPARE(runs({"trash", "c"}).exitCode, 0);
        QVERIFY(!fs::exists(m_folder / "c"));
        QCOMPARE(runs({"restore"}).out, QString("c\n"));
        QCOMPARE(runs({"restore", "c"}).exitCode, 0);
        QVERIFY(fs::exists(m_folder / "c" / "metrics.csv"));
        QCOMPARE(runs({"trash", "c"}).exitCode, 0);
        QCOMPARE(runs({"empty-trash"}).exitCode, 2);
        QCOMPARE(runs({"empty-trash", "--force"}).exitCode, 0);
        QVERIFY(fs::is_empty(m_folder / ".trash"));
    }

    void theCommandGivesTheSameLosses()
    {
        QCOMPARE(runNie(test::smallTraining(path("trained")) << "--steps"
                                                             << "12"
                                                             << "--seed"
                                                             << "5"
                                                             << "--set"
                                                             << "training.learning_rate=1e-3")
                     .exitCode,
                 0);
        const NieResult command = runs({"command", "trained"});
        QVERIFY2(command.exitCode == 0, qPrintable(command.err));
        QProcess shell;
        const QString line = command.out.trimmed();
        QVERIFY(line.startsWith("nie train "));
        shell.start("/bin/sh", {"-c", test::niePath() + line.mid(3) + " --no-figures --quiet -o " +
                                          path("again")});
        QVERIFY(shell.waitForFinished(120000));
        QCOMPARE(shell.exitCode(), 0);
        const auto losses = [this](const char* run) {
            return MetricsTable::read(RunFolder{m_folder / run}.metrics()).columns.at("train_loss");
        };
        const std::vector<double> first = losses("trained");
        QVERIFY(first.size() >= 12);
        for (std::size_t i = 0; i < first.size(); ++i)
            QVERIFY(first[i] == losses("again")[i] || std::isnan(first[i]));
    }
};

NIE_TEST(RunsTest);

}  // namespace nie::runs_test

#include "runs_test.moc"
