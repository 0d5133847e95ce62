#include "core/base/files.h"
#include "tests/app/cli/nie_call.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::bad_input_test {

using test::callNie;
using test::runNie;
namespace fs = std::filesystem;

/// Bad input ends with exit code 2, a message that names what and where, and no partial run folder.
class BadInputTest : public QObject {
    Q_OBJECT

private:
    static void row(const char* name, const QString& arguments, const char* message)
    {
        QTest::newRow(name) << arguments.split(' ', Qt::SkipEmptyParts) << QString(message);
    }

    static std::ptrdiff_t entriesOf(const fs::path& folder)
    {
        return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
    }

    static void checkRefused(const test::NieResult& result, const QString& message)
    {
        QVERIFY2(result.err.contains(message), qPrintable(result.err));
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.out.isEmpty(), qPrintable(result.out));
    }

private Q_SLOTS:
    void isRefusedAndNothingIsCreated_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("message");
        row("no subcommand", "", "A subcommand is required");
        row("unknown subcommand", "trian spirals", "unknown subcommand (found 'trian'");
        row("unknown option", "train spirals --stepps 3", "--stepps");
        row("no experiment", "train --steps 3", "no experiment is named");
        row("two limits", "train spirals --steps 3 --epochs 2", "excludes");
        row("no steps", "train spirals --steps 0", "--steps: found 0; allowed: a number > 0");
        row("text for steps", "train spirals --steps ten", "--steps");
        row("text for seed", "train spirals --seed x", "--seed");
        row("unknown device", "train spirals --device tpu", "--device");
        row("unknown experiment", "train spirels -o run",
            "nie: experiment: unknown experiment (found 'spirels'; allowed: spirals");
        row("unknown key", "train spirals -o run --set training.learning_rat=1",
            "training.learning_rat: unknown key, did you mean 'learning_rate'?");
        row("unknown key of a nested section", "train spirals -o run --set model.solver.tol=1",
            "--set model.solver.tol=1: model.solver.tol: unknown key");
        row("unknown section", "train spirals -o run --set trainin.steps=1",
            "trainin: unknown key");
        row("wrong type", "train spirals -o run --set training.batch_size=big",
            "training.batch_size: wrong type (found \"big\"; allowed: a whole number >= 1)");
        row("out of range", "train spirals -o run --set dataset.curves=-5",
            "dataset.curves: out of range (found -5");
        row("unknown choice", "train spirals -o run --set training.schedule=steps",
            "training.schedule: unknown value (found \"steps\"; allowed: one of: constant, cosine, "
            "step, plateau, periodic_cosine)");
        row("unknown model", "train spirals -o run --model nope", "nope");
        row("unknown data set", "train spirals -o run --set dataset.name=nope", "nope");
        row("not an assignment", "train spirals -o run --set seed", "not an assignment");
        row("through a value", "train spirals -o run --set seed.x=3", "'seed' is not a section");
        row("no limit", "train spirals -o run --set training.epochs=0", "no limit is set");
        row("missing file", "train no/such.json -o run", "no/such.json: cannot read");
        row("broken file", "train broken.json -o run", "broken.json:2:3: not valid JSON");
        row("wrong file", "train wrong.json -o run",
            "wrong.json: modle: unknown key, did you mean 'model'?");
        row("folder is a file", "train spirals -o plain", "plain: exists and is not a folder");
        row("folder below a file", "train spirals -o plain/run",
            "plain/run: cannot create a folder here");
        row("folder that cannot be created", "train spirals --steps 1 -o /proc/nie/run",
            "/proc/nie/run: cannot create this folder");
        row("folder in use", "train spirals -o full", "full: exists and is not empty");
        row("missing run folder", "evaluate nowhere", "nowhere: no such run folder");
        row("no run in the folder", "evaluate full", "full: holds no run: config.json is missing");
        row("run folder is a file", "evaluate plain", "plain: is not a folder");
        row("unknown split", "evaluate full --split all", "--split");
        row("nothing to tell of", "info nowhere", "unknown experiment (found 'nowhere'");
        row("no run to tell of", "info full", "full: is neither a run folder nor a checkpoint");
        row("no arrays to tell of", "info plain.safetensors", "plain.safetensors: truncated");
        row("unknown list", "list everything", "everything");
    }
    void isRefusedAndNothingIsCreated()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, message);
        const test::TemporaryFolder folder;
        for (const char* name : {"plain", "plain.safetensors"})
            writeFileAtomically(folder / name, "text");
        writeFileAtomically(folder / "broken.json", "{\n  ?\n}");
        writeFileAtomically(folder / "wrong.json", R"({"modle": {}})");
        fs::create_directory(folder / "full");
        writeFileAtomically(folder / "full/file", "text");
        const auto before = entriesOf(folder.path());

        const auto result = callNie(arguments, QString::fromStdString(folder.path().string()));

        checkRefused(result, message);
        QCOMPARE(entriesOf(folder.path()), before);
    }

    void theProgramEndsWithTheSameCodesAndMessages_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("message");
        row("usage", "train spirals --stepps 3", "--stepps");
        row("configuration", "train spirals --set training.learning_rat=1",
            "training.learning_rat: unknown key, did you mean 'learning_rate'?");
        row("input", "evaluate nowhere", "nowhere: no such run folder");
    }
    void theProgramEndsWithTheSameCodesAndMessages()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, message);
        const test::TemporaryFolder folder;
        const QString place = QString::fromStdString(folder.path().string());

        const auto result = runNie(arguments, place);

        checkRefused(result, message);
        QCOMPARE(result.err, callNie(arguments, place).err);
        QCOMPARE(entriesOf(folder.path()), std::ptrdiff_t(0));
    }

    void damagedCheckpointIsNamed()
    {
        const test::TemporaryFolder folder;
        const QString run = QString::fromStdString((folder / "run").string());
        QCOMPARE(runNie(test::smallTraining(run) << "--steps"
                                                 << "2")
                     .exitCode,
                 0);
        const fs::path weights = folder / "run/checkpoints/best/model.safetensors";
        const std::string whole = readFile(weights);

        checkRefused(callNie({"evaluate", run, "--checkpoint", "step-9"}),
                     "step-9: no such checkpoint");
        for (const std::size_t length : {whole.size() - 1, whole.size() / 2, std::size_t(4)}) {
            writeFileAtomically(weights, whole.substr(0, length));
            checkRefused(callNie({"evaluate", run, "--json"}), "best/model.safetensors: ");
        }
        fs::remove(weights);
        checkRefused(callNie({"evaluate", run}), "best/model.safetensors: no such file");
        writeFileAtomically(weights, whole);
        writeFileAtomically(folder / "run/checkpoints/best/state.json", "{\"step\": ");
        checkRefused(callNie({"evaluate", run}), "best/state.json:1:");
        fs::remove_all(folder / "run/checkpoints");
        checkRefused(callNie({"evaluate", run}), "checkpoints: holds no checkpoint");
    }
};

NIE_TEST(BadInputTest);

}  // namespace nie::bad_input_test

#include "bad_input_test.moc"
