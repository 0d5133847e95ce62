#include "app/run_draft.h"
#include "core/config/equivalent_command.h"
#include "tests/support/test_registry.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

namespace nie::run_draft_test {

namespace {

RunConfig sample()
{
    RunConfig config;
    config.experiment = "spirals";
    config.title = "Spirals";
    config.dataset = {{"name", "spirals"}, {"curves", 500}};
    config.model = {{"name", "anie"}};
    config.training = {{"epochs", 600}};
    return config;
}

}  // namespace

class RunDraftTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theCommandNamesOnlyWhatDiffers();
    void theCommandNamesAFileInPlaceOfTheDataAndForgetsTheirOptions();
    void theCommandMakesTheSameConfigurationAgain();
    void theCommandQuotesWhatAShellWouldRead();
    void anEditCanBeUndoneAndRedone();
    void editsOfOneOptionAreOneUndoStep();
    void anEditThatChangesNothingIsNoEdit();
    void resetIsOneUndoStep();
    void openingForgetsTheEdits();
    void editsOfTheLastSessionAreOneUndoStepAndNoOtherJoinsIt();
};

void RunDraftTest::theCommandNamesOnlyWhatDiffers()
{
    RunDraft draft;
    draft.open(sample());
    QCOMPARE(draft.command(), std::string("nie train spirals"));
    draft.setSeed(7);
    draft.setThreads(2);
    draft.setOption("model.solver.tolerance", 1e-5);
    QCOMPARE(
        draft.command(),
        std::string("nie train spirals --seed 7 --threads 2 --set model.solver.tolerance=1e-05"));
    RunConfig file = sample();
    file.source = "/data/my run.json";
    draft.open(file);
    QCOMPARE(draft.command(), std::string("nie train '/data/my run.json'"));
}

void RunDraftTest::theCommandNamesAFileInPlaceOfTheDataAndForgetsTheirOptions()
{
    RunConfig shipped = sample();
    shipped.dataset["split"] = {{"training", 0.5}};
    RunConfig config = shipped;
    config.dataset = {{"name", "file"}, {"path", "/d/my set.h5"}, {"split", {{"training", 0.5}}}};
    RunDraft draft;
    draft.open(config, shipped);
    QCOMPARE(draft.command(), std::string("nie train spirals --dataset '/d/my set.h5'"));
    draft.setOption("dataset.given", 3);
    QCOMPARE(draft.command(),
             std::string("nie train spirals --dataset '/d/my set.h5' --set dataset.given=3"));
    draft.restoreOriginal();
    QCOMPARE(draft.config().dataset.at("path").get<std::string>(), std::string("/d/my set.h5"));
}

void RunDraftTest::theCommandMakesTheSameConfigurationAgain()
{
    RunDraft draft;
    draft.open(sample());
    draft.setOption("training.learning_rate", 2e-3);
    draft.setOption("model.attention", "galerkin");
    draft.setOption("dataset.curves", 40);
    draft.setDeterministic(false);
    RunConfig again = sample();
    for (const char* assignment : {"training.learning_rate=0.002", "model.attention=galerkin",
                                   "dataset.curves=40", "deterministic=false"}) {
        QVERIFY2(draft.command().find(std::string("--set ") + assignment) != std::string::npos,
                 draft.command().c_str());
        again.set(assignment);
    }
    QCOMPARE(QString::fromStdString(again.toJson().dump()),
             QString::fromStdString(draft.config().toJson().dump()));
}

void RunDraftTest::theCommandQuotesWhatAShellWouldRead()
{
    QCOMPARE(shellQuoted("plain-1.5_a/b=c"), std::string("plain-1.5_a/b=c"));
    QCOMPARE(shellQuoted("a b"), std::string("'a b'"));
    QCOMPARE(shellQuoted("$HOME; rm"), std::string("'$HOME; rm'"));
    QCOMPARE(shellQuoted("it's"), std::string("'it'\\''s'"));
    QCOMPARE(shellQuoted(""), std::string("''"));
}

void RunDraftTest::anEditCanBeUndoneAndRedone()
{
    RunDraft draft;
    draft.open(sample());
    QSignalSpy changes(&draft, &RunDraft::changed);
    draft.setSeed(5);
    QCOMPARE(draft.config().seed, 5U);
    draft.undoStack()->undo();
    QCOMPARE(draft.config().seed, 1U);
    draft.undoStack()->redo();
    QCOMPARE(draft.config().seed, 5U);
    QCOMPARE(changes.count(), 3);
}

void RunDraftTest::editsOfOneOptionAreOneUndoStep()
{
    RunDraft draft;
    draft.open(sample());
    for (const int epochs : {1, 12, 120})
        draft.setOption("training.epochs", epochs);
    draft.setSeed(2);
    QCOMPARE(draft.undoStack()->count(), 2);
    draft.undoStack()->undo();
    draft.undoStack()->undo();
    QCOMPARE(draft.config().training.at("epochs").get<int>(), 600);
}

void RunDraftTest::anEditThatChangesNothingIsNoEdit()
{
    RunDraft draft;
    draft.open(sample());
    draft.setSeed(1);
    draft.setOption("training.epochs", 600);
    QCOMPARE(draft.undoStack()->count(), 0);
}

void RunDraftTest::resetIsOneUndoStep()
{
    RunDraft draft;
    draft.open(sample());
    draft.setSeed(9);
    draft.setOption("dataset.curves", 3);
    draft.restoreOriginal();
    QVERIFY(draft.config().toJson() == sample().toJson());
    draft.undoStack()->undo();
    QCOMPARE(draft.config().seed, 9U);
    QCOMPARE(draft.config().dataset.at("curves").get<int>(), 3);
}

void RunDraftTest::openingForgetsTheEdits()
{
    RunDraft draft;
    QVERIFY(draft.isEmpty());
    draft.open(sample());
    draft.setSeed(9);
    draft.open(sample());
    QCOMPARE(draft.undoStack()->count(), 0);
    QCOMPARE(draft.config().seed, 1U);
}

void RunDraftTest::editsOfTheLastSessionAreOneUndoStepAndNoOtherJoinsIt()
{
    RunConfig edited = sample();
    edited.seed = 4;
    edited.set("training.epochs=3");
    RunDraft draft;
    draft.restore(edited, sample(), sample());
    QVERIFY(draft.config().toJson() == edited.toJson());
    QVERIFY(draft.original().toJson() == sample().toJson());
    QCOMPARE(draft.command(), std::string("nie train spirals --seed 4 --set training.epochs=3"));
    draft.restoreOriginal();
    QCOMPARE(draft.undoStack()->count(), 2);
    draft.undoStack()->undo();
    QCOMPARE(draft.config().seed, 4U);
    draft.undoStack()->undo();
    QVERIFY(draft.config().toJson() == sample().toJson());
    draft.restore(sample(), sample(), sample());
    QCOMPARE(draft.undoStack()->count(), 0);
}

NIE_TEST_WITH(QCoreApplication, RunDraftTest);

}  // namespace nie::run_draft_test

#include "run_draft_test.moc"
