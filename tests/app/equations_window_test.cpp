#include "app/panels/equations_page.h"
#include "app/torch_engine.h"
#include "core/base/files.h"
#include "tests/app/cli/nie_process.h"
#include "tests/app/window_driver.h"
#include "tests/support/test_registry.h"
#include "widgets/figures/figure_exporter.h"
#include "widgets/figures/figure_view.h"
#include "widgets/style/number_format.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSlider>
#include <QTabBar>
#include <QTreeWidget>

#include <algorithm>
#include <cmath>

namespace nie::equations_window_test {

using namespace nie::test;

namespace {

constexpr int kPatience = 20000;

void openTab(WindowDriver& driver, int tab)
{
    auto* bar = driver.find<QTabBar>("equationTabBar");
    QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(tab).center());
    ++driver.clicks;
}

void pick(WindowDriver& driver, const QString& name)
{
    auto* tree = driver.find<QTreeWidget>("equationTree");
    const auto items = tree->findItems(name, Qt::MatchExactly | Qt::MatchRecursive, 0);
    QCOMPARE(items.size(), 1);
    tree->scrollToItem(items[0]);
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, {},
                      tree->visualItemRect(items[0]).center());
    ++driver.clicks;
}

void type(WindowDriver& driver, const QString& field, const QString& text)
{
    QWidget* edit = driver.find(field);
    edit->setFocus();
    QTest::keyClick(edit, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(edit, Qt::Key_Delete);
    QTest::keyClicks(edit, text);
}

bool isSolved(WindowDriver& driver)
{
    return driver.text("equation.state").startsWith("Solved");
}

std::size_t nearest(const std::vector<double>& axis, double x)
{
    const auto closer = [x](double a, double b) { return std::abs(a - x) < std::abs(b - x); };
    return static_cast<std::size_t>(std::min_element(axis.begin(), axis.end(), closer) -
                                    axis.begin());
}

/// What a panel shows at a knot of the equation.
double shownAt(const PanelSpec& panel, const std::vector<double>& knot)
{
    if (!panel.image) {
        const SeriesSpec& curve = panel.series.back();
        return curve.y.at(nearest(curve.x, knot.at(0)));
    }
    return panel.image->at(nearest(panel.image->y, knot.at(1)),
                           nearest(panel.image->x, knot.at(0)));
}

/// Contracts by 1 - 1e-7 a step: some hundred million steps.
EquationTask slowTask()
{
    EquationTask task;
    task.name = "slow";
    task.formulas = Json::parse(R"({"name": "slow", "range": [0, 1], "f": "1", "K": "0.9999999"})");
    task.options =
        Json::parse(R"({"stepper": "picard", "nodes": 256, "max_iterations": 1000000000})");
    return task;
}

}  // namespace

class EquationsWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPickedEquationShowsTheNumbersOfTheCore();
    void aTypedEquationIsSolved();
    void aMalformedFormulaIsShownBesideItsFieldWithItsPosition();
    void theSliderShowsEarlierIterates();
    void theIterateOnShowIsThatOfTheCommandLine_data();
    void theIterateOnShowIsThatOfTheCommandLine();
    void aSpaceTimeSolutionIsAHeatMap();
    void stopEndsASlowSolveAndTheNextOneRuns();
    void thePageSurvivesSwitchingWhileItSolves();
    void anEquationFileIsSavedOpenedAndRefused();
    void lossAndInspectorComeBackAfterThePage();
};

void EquationsWindowTest::aPickedEquationShowsTheNumbersOfTheCore()
{
    WarningCounter warnings;
    WindowDriver driver(makeTorchEngine());
    driver.click("pageEquations");
    QVERIFY(!driver.find("solveButton")->isEnabled());
    pick(driver, "F3");
    driver.click("solveButton");
    QTRY_VERIFY_WITH_TIMEOUT(isSolved(driver), kPatience);
    QVERIFY2(driver.clicks <= 3, "page, equation, Solve");

    EquationTask task;
    task.name = "F3";
    const Json report = studyEquation(task).report;
    QCOMPARE(driver.text("equation.error"), formatNumber(report.at("error_max").get<double>()));
    QCOMPARE(driver.text("equation.estimate"),
             formatNumber(report.at("error_estimate").get<double>()));
    QCOMPARE(driver.text("equation.residual"), formatNumber(report.at("residual").get<double>()));
    QCOMPARE(driver.text("equation.iterations"), formatCount(report.at("iterations").get<int>()));
    QCOMPARE(driver.text("equation.evaluations"), formatCount(report.at("evaluations").get<int>()));
    QVERIFY(driver.text("equation.error").toDouble() < 1e-10);
    const QString nodes = QString::number(report.at("chosen").at("nodes").get<int>());
    QVERIFY2(driver.text("equation.chosen").contains(nodes + " nodes"),
             qPrintable(driver.text("equation.chosen")));
    QVERIFY2(driver.text("equation.refinements").contains("8 nodes"),
             qPrintable(driver.text("equation.refinements")));

    // What is exported is what is shown; the command is that of the page.
    QAction* exporting = driver.window.actionList().find("action.exportFigure");
    QVERIFY(exporting->isEnabled());
    driver.click("copySolveButton");
    QVERIFY2(driver.banner().contains("nie solve F3"), qPrintable(driver.banner()));
    for (const char* view : {"equation.solutionView", "equation.kernelView", "equation.errorView"})
        QCOMPARE(driver.find<FigureView>(view)->figure().panels.size(), std::size_t(1));
    QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
}

void EquationsWindowTest::aTypedEquationIsSolved()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("pageEquations");
    openTab(driver, 1);
    type(driver, "ownName", "NF1");
    type(driver, "axis1.variable", "x");
    type(driver, "formula.f", "x - pi/8");
    type(driver, "formula.K", "0.5");
    type(driver, "formula.F", "1/(1 + y^2)");
    type(driver, "formula.exact", "x");
    driver.click("solveButton");
    QTRY_VERIFY_WITH_TIMEOUT(isSolved(driver), kPatience);
    const double error = driver.text("equation.error").toDouble();
    QVERIFY2(error < 1e-10, qPrintable(driver.text("equation.error")));
    QVERIFY(driver.text("equation.title").startsWith("NF1"));
}

void EquationsWindowTest::aMalformedFormulaIsShownBesideItsFieldWithItsPosition()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("pageEquations");
    openTab(driver, 1);
    type(driver, "formula.K", "cos(t-*s)");
    driver.click("solveButton");
    auto* problem = driver.find<QLabel>("formula.K.problem");
    QTRY_VERIFY_WITH_TIMEOUT(problem->isVisible(), kPatience);
    QVERIFY2(problem->text().contains("K, character 7"), qPrintable(problem->text()));
    auto* edit = driver.find<QPlainTextEdit>("formula.K");
    QCOMPARE(edit->textCursor().position(), 6);
    QVERIFY(driver.find("solveButton")->isEnabled());
    type(driver, "formula.K", "cos(t-s)/4");
    QVERIFY(!problem->isVisible());
    type(driver, "formula.exact", "q");
    driver.click("solveButton");
    auto* other = driver.find<QLabel>("formula.exact.problem");
    QTRY_VERIFY_WITH_TIMEOUT(other->isVisible(), kPatience);
    QVERIFY2(other->text().contains("\"q\""), qPrintable(other->text()));
}

void EquationsWindowTest::theSliderShowsEarlierIterates()
{
    WindowDriver driver(makeTorchEngine());
    driver.window.solveEquation("NF3");
    QTRY_VERIFY_WITH_TIMEOUT(isSolved(driver), kPatience);
    auto* slider = driver.find<QSlider>("equation.residuals.iterate");
    QVERIFY(slider->isVisible() && slider->maximum() >= 2);
    auto* view = driver.find<FigureView>("equation.solutionView");
    QCOMPARE(view->figure().panels[0].title, std::string("Solution"));
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Home);
    QVERIFY(view->figure().panels[0].title.starts_with("Iterate 0"));
    // y0 = f = 3/4 x
    const SeriesSpec& first = view->figure().panels[0].series.back();
    for (std::size_t i = 0; i < first.x.size(); ++i)
        QVERIFY(std::abs(first.y[i] - 0.75 * first.x[i]) < 1e-12);
    QTest::keyClick(slider, Qt::Key_End);
    QCOMPARE(view->figure().panels[0].title, std::string("Solution"));
}

void EquationsWindowTest::theIterateOnShowIsThatOfTheCommandLine_data()
{
    QTest::addColumn<QString>("equation");
    QTest::newRow("curve") << "NF3";
    QTest::newRow("field") << "P2";
}

void EquationsWindowTest::theIterateOnShowIsThatOfTheCommandLine()
{
    QFETCH(QString, equation);
    WindowDriver driver(makeTorchEngine());
    driver.click("pageEquations");
    pick(driver, equation);
    driver.click("solveButton");
    QTRY_VERIFY_WITH_TIMEOUT(isSolved(driver), kPatience);
    const NieResult told = runNie({"solve", equation, "--json", "--dump-iterates"});
    QVERIFY2(told.exitCode == 0, qPrintable(told.err));
    const Json iterates = Json::parse(told.out.toStdString()).at("iterates");
    auto* slider = driver.find<QSlider>("equation.residuals.iterate");
    QVERIFY(slider->isVisible() && slider->maximum() >= 2);
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Home);
    for (int k = 1; k <= 2; ++k) {
        QTest::keyClick(slider, Qt::Key_Right);
        QCOMPARE(slider->value(), k);
        const PanelSpec& shown = driver.find<FigureView>("equation.solutionView")->figure().panels[0];
        const auto values = iterates.at("values").at(static_cast<std::size_t>(k));
        QVERIFY(values.size() > 4);
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto knot = iterates.at("knots").at(i).get<std::vector<double>>();
            const double difference = shownAt(shown, knot) - values.at(i).get<double>();
            QVERIFY2(std::abs(difference) < 1e-12, qPrintable(QString::number(difference)));
        }
    }
}

void EquationsWindowTest::aSpaceTimeSolutionIsAHeatMap()
{
    WindowDriver driver(makeTorchEngine());
    driver.window.solveEquation("P1");
    QTRY_VERIFY_WITH_TIMEOUT(isSolved(driver), kPatience);
    const FigureSpec& figure = driver.find<FigureView>("equation.solutionView")->figure();
    QVERIFY(figure.panels[0].image.has_value());
    const ImageSpec& image = *figure.panels[0].image;
    // u = e^t sin(pi x): row i is time t_i, column j place x_j.
    for (std::size_t i = 0; i < image.rows; i += 8)
        for (std::size_t j = 0; j < image.columns; j += 8)
            QVERIFY(std::abs(image.at(i, j) -
                             std::exp(image.y[i]) * std::sin(std::acos(-1.0) * image.x[j])) < 1e-8);
    exportFigure(driver.window.equations().figure(), driver.folder / "p1.csv");
    QVERIFY(readFile(driver.folder / "p1.csv").find(",value\n") != std::string::npos);
}

void EquationsWindowTest::stopEndsASlowSolveAndTheNextOneRuns()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("pageEquations");
    pick(driver, "F1");
    driver.window.equationSession().solve(slowTask());
    QTRY_VERIFY(driver.find("stopSolvingButton")->isEnabled());
    QVERIFY(!driver.find("solveButton")->isEnabled());
    QVERIFY(driver.find("solvingBar")->isVisible());
    QTest::qWait(200);
    QVERIFY(driver.window.equationSession().isSolving());
    driver.click("stopSolvingButton");
    QVERIFY(!driver.window.equationSession().isSolving());
    QVERIFY(!driver.find("stopSolvingButton")->isEnabled());
    // The next solve waits for the stopped one: that it comes to an end shows that the other did.
    driver.click("solveButton");
    QTRY_VERIFY_WITH_TIMEOUT(isSolved(driver), kPatience);
    QVERIFY(driver.text("equation.title").startsWith("F1"));
}

void EquationsWindowTest::thePageSurvivesSwitchingWhileItSolves()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("pageEquations");
    driver.window.equationSession().solve(slowTask());
    for (const char* page : {"pageStart", "pageTrain", "pageEquations", "pageStart"}) {
        driver.click(page);
        QTest::qWait(30);
        QVERIFY(driver.window.equationSession().isSolving());
    }
    driver.click("pageEquations");
    QVERIFY(driver.find("stopSolvingButton")->isEnabled());
    // The window is closed while it solves.
}

void EquationsWindowTest::anEquationFileIsSavedOpenedAndRefused()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("pageEquations");
    openTab(driver, 1);
    type(driver, "formula.f", "t^2");
    const auto file = driver.folder / "own.json";
    driver.window.equations().saveFile(file);
    QVERIFY2(driver.window.equations().command().find("own.json") != std::string::npos,
             driver.window.equations().command().c_str());
    type(driver, "formula.f", "0");
    driver.window.solveEquation(file.string());
    QCOMPARE(driver.find<QPlainTextEdit>("formula.f")->toPlainText(), QString("t^2"));
    QTRY_VERIFY_WITH_TIMEOUT(!driver.window.equationSession().isSolving() &&
                                 driver.text("equation.title") == "own",
                             kPatience);

    writeFileAtomically(driver.folder / "bad.json", R"({"range": [0, 1], "f": "t", "K": "t*"})");
    driver.window.solveEquation((driver.folder / "bad.json").string());
    QVERIFY2(driver.banner().contains("bad.json: K, character"), qPrintable(driver.banner()));
    QCOMPARE(driver.find<QPlainTextEdit>("formula.f")->toPlainText(), QString("t^2"));
}

void EquationsWindowTest::lossAndInspectorComeBackAfterThePage()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("card.spirals");
    QVERIFY(driver.find("inspectorDock")->isVisible());
    driver.click("pageEquations");
    QVERIFY(!driver.find("inspectorDock")->isVisible());
    driver.click("pageTrain");
    QVERIFY(driver.find("inspectorDock")->isVisible());
    QVERIFY(driver.window.actionList().find("action.showLoss")->isChecked());
}

NIE_TEST_WITH(QApplication, EquationsWindowTest);

}  // namespace nie::equations_window_test

#include "equations_window_test.moc"
