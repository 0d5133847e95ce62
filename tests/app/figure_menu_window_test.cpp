// Every picture of the window can be exported and copied by a right click, and says where it is
// from.
#include "app/panels/attention_page.h"
#include "app/panels/fields_page.h"
#include "app/torch_engine.h"
#include "core/base/version.h"
#include "tests/app/figure_driver.h"
#include "tests/support/test_registry.h"
#include "widgets/curves/residual_plot.h"
#include "widgets/curves/sample_bars.h"
#include "widgets/curves/trajectory_view.h"
#include "widgets/fields/field_view.h"

#include <QClipboard>
#include <QMimeData>
#include <QTabWidget>
#include <QTreeWidget>

namespace nie::figure_menu_window_test {

using namespace nie::test;

namespace {

constexpr int kSoon = 60000;  // ms; a loaded machine

void verifyOrigin(const FigureOrigin& origin, const char* what)
{
    QVERIFY2(origin.value("program").find(versionNumber()) != std::string::npos, what);
    QVERIFY2(!(origin.value("settings") + origin.value("data")).empty(), what);
}

/// Of a figure of the run that the session trained.
void verifyRun(WindowDriver& driver, const FigureOrigin& origin, const char* what)
{
    verifyOrigin(origin, what);
    QVERIFY2(origin.value("run") == driver.window.session().folder().filename().string(), what);
    QVERIFY2(origin.value("seed") == std::to_string(driver.window.session().config().seed), what);
}

void verifyFile(WindowDriver& driver, const std::filesystem::path& file)
{
    QVERIFY2(std::filesystem::exists(file), file.c_str());
    const auto origin = readFigureOrigin(file);
    QVERIFY(origin.has_value());
    verifyRun(driver, *origin, file.c_str());
}

}  // namespace

class FigureMenuWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLossPlotIsExportedAsItIsSeen();
    void aViewOfFieldsIsExportedFromItsMenu();
    void everyViewOfTheTrainPageHasTheTwoEntries();
    void everyPageSaysWhereItsFigureIsFrom();
};

void FigureMenuWindowTest::theLossPlotIsExportedAsItIsSeen()
{
    WarningCounter warnings;
    WindowDriver driver(makeTorchEngine());
    QVERIFY(trainSmall(driver));
    CurvePlot& plot = *driver.find<CurvePlot>("lossPlot");
    QTRY_VERIFY(!plot.points("train").empty());
    plot.setXAxis(CurveX::Samples);
    plot.setLogarithmicY(CurveSide::Left, false);
    plot.setSeriesVisible("validation", false);
    plot.setXRange(10.0, 200.0);
    PlotOnScreen::settle();
    QTest::mouseClick(plot.drawing(), Qt::RightButton, {},
                      plot.drawing()->axisRect()->rect().center());
    clickInMenu(&plot, "curves.menu", "figureMenu.export");
    ExportDialog* dialog = dialogOf(driver);
    QVERIFY(dialog);
    QCOMPARE(dialog->findChild<QComboBox*>("exportSource")->currentText(), "Loss, as shown");
    const PanelSpec& panel = dialog->figure().panels.at(0);
    QVERIFY2(QString::fromStdString(panel.x.label).contains("amples"), panel.x.label.c_str());
    QCOMPARE(panel.x.from, plot.xRange().first);
    QCOMPARE(panel.x.to, plot.xRange().second);
    QVERIFY(!panel.y.logarithmic);
    const auto smoothed = plot.smoothedValues("train");
    for (const SeriesSpec& series : panel.series) {
        QVERIFY2(series.label.find("alidation") == std::string::npos, series.label.c_str());
        if (series.label.starts_with("Training"))
            QCOMPARE(series.y, std::vector<double>(smoothed.begin(), smoothed.end()));
    }
    exportTo(*dialog, driver.folder / "loss.svg");
    verifyFile(driver, driver.folder / "loss.svg");
    QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
}

void FigureMenuWindowTest::aViewOfFieldsIsExportedFromItsMenu()
{
    WindowDriver driver(makeTorchEngine());
    QVERIFY(trainSmall(driver));
    driver.click("pageFields");
    auto* view = driver.find<FieldView>("fields.view");
    // Only what a checkpoint predicts has a line of nie.
    auto* checkpoint = driver.find<QComboBox>("fields.checkpoint");
    checkpoint->setFocus();
    QTest::keyClicks(checkpoint, "best");
    QTRY_VERIFY_WITH_TIMEOUT(!driver.window.fields().figure().command.empty(), kSoon);
    askForMenu(view);
    clickInMenu(view, "fields.menu", "figureMenu.export");
    ExportDialog* dialog = dialogOf(driver);
    QVERIFY(dialog);
    QCOMPARE(dialog->figure().panels.size(), view->figure().panels.size());
    QVERIFY(!dialog->command().isEmpty());
    exportTo(*dialog, driver.folder / "fields.png");
    verifyFile(driver, driver.folder / "fields.png");

    // Those of the strip below have a menu of their own, too.
    auto* errors = driver.find<FieldView>("fields.errorOverTime");
    QTRY_VERIFY(errors->isVisible());
    askForMenu(errors);
    clickInMenu(errors, "fields.stripMenu", "figureMenu.export");
    dialog = dialogOf(driver);
    QVERIFY(dialog);
    QCOMPARE(dialog->findChild<QComboBox*>("exportSource")->currentText(),
             errors->accessibleName());
    exportTo(*dialog, driver.folder / "errors.pdf");
    verifyFile(driver, driver.folder / "errors.pdf");
}

void FigureMenuWindowTest::everyViewOfTheTrainPageHasTheTwoEntries()
{
    WindowDriver driver(makeTorchEngine());
    QVERIFY(trainSmall(driver));
    auto* tabs = driver.find<QTabWidget>("diagnostics");
    QTRY_VERIFY_WITH_TIMEOUT(!driver.find<FigureView>("diagnostics.scatter")->figure().isEmpty(),
                             kSoon);
    std::vector<QWidget*> views{driver.find<TrajectoryView>("trajectoryView"),
                                driver.find<FigureView>("diagnostics.scatter"),
                                driver.find<SampleBars>("diagnostics.sample_errors")};
    for (QWidget* view : views) {
        for (int i = 0; i < tabs->count(); ++i)
            if (tabs->widget(i) == view || tabs->widget(i)->isAncestorOf(view))
                tabs->setCurrentIndex(i);
        QTRY_VERIFY(view->isVisible());
        QWidget* part = view->childAt(view->rect().center());
        askForMenu(part ? part : view);
        clickInMenu(view, "figureMenu", "figureMenu.copy");
        const QMimeData* data = QGuiApplication::clipboard()->mimeData();
        QVERIFY2(data->data("image/svg+xml").contains("program"), qPrintable(view->objectName()));
        QGuiApplication::clipboard()->clear();
    }
    // An empty view offers nothing.
    driver.click("pageEquations");
    for (FigureView* view : driver.find("equationsPage")->findChildren<FigureView*>())
        if (view->isVisible() && view->figure().isEmpty()) {
            askForMenu(view);
            QVERIFY(!view->findChild<QMenu*>("figureMenu"));
        }
}

void FigureMenuWindowTest::everyPageSaysWhereItsFigureIsFrom()
{
    WindowDriver driver(makeTorchEngine());
    QVERIFY(trainSmall(driver));
    auto* tabs = driver.find<QTabWidget>("diagnostics");
    QTRY_VERIFY_WITH_TIMEOUT(!driver.find<FigureView>("diagnostics.scatter")->figure().isEmpty(),
                             kSoon);
    for (int i = 0; i < tabs->count(); ++i) {
        tabs->setCurrentIndex(i);
        if (driver.window.actionList().find("action.exportFigure")->isEnabled())
            verifyRun(driver, originOnPage(driver), qPrintable(tabs->tabText(i)));
    }
    tabs->setCurrentIndex(0);
    driver.click("pageStart");
    verifyRun(driver, originOnPage(driver), "start");
    driver.click("pageFields");
    QTRY_VERIFY_WITH_TIMEOUT(!driver.window.fields().figure().isEmpty(), kSoon);
    verifyRun(driver, originOnPage(driver), "fields");
    driver.click("pageAttention");
    QTRY_VERIFY_WITH_TIMEOUT(!driver.window.attention().figure().isEmpty(), kSoon);
    verifyRun(driver, originOnPage(driver), "attention");
    driver.window.solveEquation("NF3");
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("equation.state").startsWith("Solved"), kSoon);
    const FigureOrigin solved = originOnPage(driver);
    verifyOrigin(solved, "equations");
    QVERIFY(!solved.value("equation").empty());
    driver.click("pageData");
    auto* tree = driver.find<QTreeWidget>("dataTree");
    const auto samples = tree->findItems("spirals_sample", Qt::MatchExactly | Qt::MatchRecursive);
    if (!samples.isEmpty()) {
        driver.clickRow(tree, samples.front());
        QTRY_VERIFY_WITH_TIMEOUT(!driver.text("data.title").isEmpty(), kSoon);
        const FigureOrigin origin = originOnPage(driver);
        verifyOrigin(origin, "data");
        QCOMPARE(QString::fromStdString(origin.value("data")), driver.text("data.hash"));
    }
}

NIE_TEST_WITH(QApplication, FigureMenuWindowTest);

}  // namespace nie::figure_menu_window_test

#include "figure_menu_window_test.moc"
