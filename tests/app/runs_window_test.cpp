#include "app/panels/run_curves_view.h"
#include "app/panels/runs_list.h"
#include "app/panels/runs_page.h"
#include "app/torch_engine.h"
#include "core/results/runs/run_trash.h"
#include "tests/app/figure_driver.h"
#include "tests/support/run_examples.h"
#include "tests/support/test_registry.h"

#include <QApplication>
#include <QClipboard>
#include <QPlainTextEdit>
#include <QTableView>
#include <QTableWidget>
#include <QTreeWidget>

#include <map>

namespace nie::runs_window_test {

using namespace nie::test;

namespace {

constexpr int kPatience = 20000;

/// The page of a window over these runs, read.
void open(WindowDriver& driver, const std::map<std::string, RunExample>& runs)
{
    for (const auto& [name, example] : runs)
        example.write(driver.folder / name);
    driver.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&driver.window));
    driver.click("pageRuns");
    QTRY_VERIFY_WITH_TIMEOUT(driver.window.runHistory().isScanned(), kPatience);
    QTRY_COMPARE(driver.find<QTableView>("runsTable")->model()->rowCount(),
                 static_cast<int>(runs.size()));
}

std::map<std::string, RunExample> fourRuns()
{
    return {{"a", {.seed = 1}},
            {"b", {.seed = 2, .level = 0.5}},
            {"c", {.seed = 3, .level = 0.25}},
            {"wide", {.seed = 1, .steps = 30, .width = 16}}};
}

QRect rectOfRow(QTableView* table, const QString& name)
{
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        const QModelIndex index = table->model()->index(row, 0);
        if (index.data().toString().remove("★ ") == name)
            return table->visualRect(index);
    }
    return {};
}

void clickRow(WindowDriver& driver, const QString& name, Qt::KeyboardModifiers keys = {})
{
    auto* table = driver.find<QTableView>("runsTable");
    const QRect place = rectOfRow(table, name);
    QVERIFY2(place.isValid(), qPrintable(name));
    QTest::mouseClick(table->viewport(), Qt::LeftButton, keys, place.center());
    QTest::qWait(30);  // details and buttons follow the choice
}

void chooseThree(WindowDriver& driver)
{
    clickRow(driver, "a");
    clickRow(driver, "b", Qt::ControlModifier);
    clickRow(driver, "c", Qt::ControlModifier);
}

/// Colour of the curves of each run on show.
std::map<QString, int> coloursOf(CurvePlot& plot)
{
    std::map<QString, int> colours;
    for (const CurveSeries& series : plot.series())
        colours[series.run] = series.colour;
    return colours;
}

CurvePlot& plotOf(MainWindow& window)
{
    return *window.findChild<CurvePlot*>("runCurvesPlot");
}

void type(WindowDriver& driver, const QString& field, const QString& text)
{
    auto* edit = driver.find<QLineEdit>(field);
    QTest::mouseClick(edit, Qt::LeftButton);
    edit->selectAll();
    QTest::keyClicks(edit, text);
    QTest::keyClick(edit, Qt::Key_Return);
}

void undo(WindowDriver& driver)
{
    QTest::keyClick(driver.find("runsTable"), Qt::Key_Z, Qt::ControlModifier);
}

}  // namespace

class RunsWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutRunsThePageTellsHowTheyCome()
    {
        WindowDriver driver(makeTorchEngine());
        driver.click("pageRuns");
        QTRY_VERIFY_WITH_TIMEOUT(driver.find("runsEmpty")->isVisible(), kPatience);
        driver.click("runsStartPageButton");
        QVERIFY(driver.window.page() == Page::Start);
    }

    void typingIntoTheFilterLeavesTheRowsThatMatch()
    {
        WarningCounter warnings;
        WindowDriver driver(makeTorchEngine());
        open(driver, fourRuns());
        auto* filter = driver.find<QLineEdit>("runsFilter");
        const auto* rows = driver.find<QTableView>("runsTable")->model();
        QCOMPARE(driver.text("runsCount"), QString("4 runs"));
        QTest::mouseClick(filter, Qt::LeftButton);
        QTest::keyClicks(filter, "seed:1");
        QCOMPARE(rows->rowCount(), 2);
        QCOMPARE(driver.text("runsCount"), QString("2 of 4 runs"));
        QTest::keyClicks(filter, " wide");
        QCOMPARE(rows->rowCount(), 1);
        filter->clear();
        QCOMPARE(rows->rowCount(), 4);
        QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
    }

    void chosenRunsAreOverlaidInColoursThatStay()
    {
        WindowDriver driver(makeTorchEngine());
        open(driver, fourRuns());
        chooseThree(driver);
        CurvePlot& plot = plotOf(driver.window);
        QTRY_COMPARE(plot.series().size(), std::size_t(6));
        auto* metric = driver.find<QComboBox>("runCurvesMetric");
        metric->setCurrentIndex(metric->findData("validation_loss"));
        QCOMPARE(plot.series().size(), std::size_t(3));
        QCOMPARE(plot.points("b/validation_loss").size(), std::size_t(4));
        QCOMPARE(plot.points("b/validation_loss").back().value, 2.0 * (1.0 / 20 + 0.5));
        const auto colours = coloursOf(plot);
        QVERIFY(colours.size() == 3 && colours.at("a") != colours.at("b") &&
                colours.at("b") != colours.at("c") && colours.at("a") != colours.at("c"));

        // The overlay says of which runs it is.
        const FigureOrigin origin = originOnPage(driver);
        for (const char* run : {"a", "b", "c"})
            QVERIFY2(origin.value("runs").find(run) != std::string::npos,
                     origin.value("runs").c_str());
        for (const char* seed : {"1", "2", "3"})
            QVERIFY2(origin.value("seed").find(seed) != std::string::npos,
                     origin.value("seed").c_str());
        QVERIFY(!origin.value("program").empty());

        // Another session, another choice: every run keeps its colour.
        MainWindow later(makeTorchEngine(), driver.folder.path(), driver.folder / "datasets");
        later.show();
        later.showPage(Page::Runs);
        QTRY_COMPARE_WITH_TIMEOUT(later.runHistory().runs().size(), std::size_t(4), kPatience);
        later.runs().list().select({"wide", "c", "b", "a"});
        QTRY_COMPARE(plotOf(later).series().size(), std::size_t(8));
        for (const auto& [run, colour] : colours)
            QCOMPARE(coloursOf(plotOf(later)).at(run), colour);
    }

    void theRowUnderTheMouseStandsOutInThePlot()
    {
        WindowDriver driver(makeTorchEngine());
        open(driver, fourRuns());
        chooseThree(driver);
        CurvePlot& plot = plotOf(driver.window);
        QTRY_COMPARE(plot.series().size(), std::size_t(6));
        auto* table = driver.find<QTableView>("runsTable");
        QTest::mouseMove(table->viewport(), rectOfRow(table, "c").center());
        QTest::mouseMove(table->viewport(), rectOfRow(table, "b").center());
        QTRY_COMPARE(plot.highlighted(), std::string("b/validation_loss"));
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(table->viewport(), &leave);
        QCOMPARE(plot.highlighted(), std::string());
    }

    void repeatsWithOtherSeedsAreShownAsMeanAndBand()
    {
        WindowDriver driver(makeTorchEngine());
        open(driver, fourRuns());
        chooseThree(driver);
        clickRow(driver, "wide", Qt::ControlModifier);
        CurvePlot& plot = plotOf(driver.window);
        QTRY_COMPARE(plot.series().size(), std::size_t(8));
        driver.click("runCurvesMean");
        // a, b and c differ in the seed alone; wide in its width, too.
        QTRY_COMPARE(plot.series().size(), std::size_t(4));
        const auto mean = plot.series().front();
        QVERIFY2(mean.label.contains("mean ± SD of 3") ||
                     plot.series().back().label.contains("mean ± SD of 3"),
                 qPrintable(mean.label));
        for (const CurveSeries& series : plot.series())
            if (series.label.contains("mean") && series.label.contains("training"))
                QCOMPARE(plot.points(series.id).front().value, 1.25);  // of 1, 1.5 and 1.25
    }

    void twoRunsAreComparedBySettingsThatDiffer()
    {
        WindowDriver driver(makeTorchEngine());
        open(driver, fourRuns());
        clickRow(driver, "b");
        clickRow(driver, "wide", Qt::ControlModifier);
        auto* diff = driver.find<QTableWidget>("runDiffTable");
        QTRY_VERIFY(diff->isVisible());
        QStringList keys;
        for (int row = 0; row < diff->rowCount(); ++row)
            keys << diff->item(row, 0)->text();
        QCOMPARE(keys, (QStringList{"model.width", "seed", "training.steps"}));
        const int wide = diff->horizontalHeaderItem(1)->text() == "wide" ? 1 : 2;
        QCOMPARE(diff->item(0, wide)->text(), QString("16"));
        QCOMPARE(diff->item(0, 3 - wide)->text(), QString("8"));
        driver.click("copyRunCommandButton");
        QVERIFY(QApplication::clipboard()->text().startsWith("nie runs diff "));
    }

    void detailsTellScoresBesideFloorsAndSettings()
    {
        WindowDriver driver(makeTorchEngine());
        open(driver, fourRuns());
        clickRow(driver, "b");
        auto* scores = driver.find<QTableWidget>("runScoresTable");
        QTRY_COMPARE(scores->rowCount(), 2);
        QCOMPARE(scores->item(0, 0)->text(), QString("anie"));
        QCOMPARE(scores->item(0, 1)->text(), QString("1.00"));
        QCOMPARE(scores->item(1, 0)->text(), QString("persistence"));
        auto* facts = driver.find<QTreeWidget>("runFactsTree");
        QCOMPARE(facts->findItems("model.width", Qt::MatchExactly | Qt::MatchRecursive).size(), 1);
    }

    void notesAreEditedAndTakenBack()
    {
        WindowDriver driver(makeTorchEngine());
        open(driver, fourRuns());
        RunHistory& history = driver.window.runHistory();
        clickRow(driver, "b");
        type(driver, "runNameEdit", "the good one");
        QTRY_COMPARE(history.find("b")->title(), std::string("the good one"));
        QCOMPARE(RunNotes::read(driver.folder / "b").name, std::string("the good one"));
        type(driver, "runTagsEdit", "best, figure 3");
        QCOMPARE(RunNotes::read(driver.folder / "b").tags.size(), std::size_t(2));
        driver.click("runPinnedBox");
        QVERIFY(history.find("b")->notes.pinned);
        auto* table = driver.find<QTableView>("runsTable");
        QCOMPARE(table->model()->index(0, 0).data().toString(), QString("★ the good one"));
        auto* note = driver.find<QPlainTextEdit>("runNoteEdit");
        QTest::mouseClick(note->viewport(), Qt::LeftButton);
        QTest::keyClicks(note, "larger rate");
        table->setFocus();
        QTRY_COMPARE(RunNotes::read(driver.folder / "b").note, std::string("larger rate"));

        undo(driver);
        QCOMPARE(RunNotes::read(driver.folder / "b").note, std::string());
        undo(driver);
        QVERIFY(!history.find("b")->notes.pinned);
        undo(driver);
        QVERIFY(RunNotes::read(driver.folder / "b").tags.empty());
        QCOMPARE(driver.find<QLineEdit>("runTagsEdit")->text(), QString());
        undo(driver);
        QCOMPARE(history.find("b")->title(), std::string("b"));
        QTest::keyClick(table, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(history.find("b")->title(), std::string("the good one"));
    }

    void deletedRunsGoToTheTrashAndComeBack()
    {
        WindowDriver driver(makeTorchEngine());
        open(driver, fourRuns());
        const auto* rows = driver.find<QTableView>("runsTable")->model();
        clickRow(driver, "b");
        clickRow(driver, "c", Qt::ControlModifier);
        driver.click("discardRunButton");
        QTRY_COMPARE(rows->rowCount(), 2);
        QVERIFY(driver.banner().contains("trash"));
        QVERIFY(!std::filesystem::exists(driver.folder / "b"));
        QCOMPARE(RunTrash(driver.folder.path()).names().size(), std::size_t(2));
        undo(driver);
        QTRY_COMPARE(rows->rowCount(), 4);
        QVERIFY(std::filesystem::exists(driver.folder / "b" / "config.json"));
        QVERIFY(RunTrash(driver.folder.path()).names().empty());
        clickRow(driver, "a");
        QTest::keyClick(driver.find("runsTable"), Qt::Key_Delete);
        QTRY_COMPARE(rows->rowCount(), 3);
    }

    void aNewRunBeginsWithTheSettingsOfTheOldOne()
    {
        WindowDriver driver(makeTorchEngine());
        open(driver, fourRuns());
        clickRow(driver, "wide");
        driver.click("copyRunCommandButton");
        const QString config =
            QString::fromStdString((driver.folder / "wide/config.json").string());
        QCOMPARE(QApplication::clipboard()->text(), "nie train " + config);
        driver.click("runAgainButton");
        QVERIFY(driver.window.page() == Page::Train);
        QVERIFY(driver.window.draft().config().toJson() == fourRuns().at("wide").config().toJson());
        // A double click does the same.
        driver.click("pageRuns");
        auto* table = driver.find<QTableView>("runsTable");
        clickRow(driver, "a");
        QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, rectOfRow(table, "a").center());
        QTRY_VERIFY2(driver.window.page() == Page::Train, qPrintable(driver.banner()));
        QVERIFY(driver.window.draft().config().toJson() == fourRuns().at("a").config().toJson());
    }

    void theRunOfTheSessionAppearsAndEnds()
    {
        WarningCounter warnings;
        WindowDriver driver(makeTorchEngine());
        driver.click("pageRuns");
        QVERIFY(driver.openSmall({"model.width=8", "training.epochs=10000"}));
        driver.click("startButton");
        QTRY_VERIFY_WITH_TIMEOUT(driver.shownStep() > 0, kPatience);
        driver.click("pageRuns");
        const auto stateOf = [&driver](RunState state) {
            const auto& runs = driver.window.runHistory().runs();
            return runs.size() == 1 && runs.front().state == state;
        };
        QTRY_VERIFY_WITH_TIMEOUT(stateOf(RunState::Running), kPatience);
        driver.click("stopButton");
        QTRY_VERIFY_WITH_TIMEOUT(stateOf(RunState::Stopped), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!std::isnan(driver.window.runHistory().runs().front().testMse),
                                 2 * kPatience);
        QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
    }
};

NIE_TEST_WITH(QApplication, RunsWindowTest);

}  // namespace nie::runs_window_test

#include "runs_window_test.moc"
