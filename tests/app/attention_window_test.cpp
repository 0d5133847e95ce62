#include "app/shown_run.h"
#include "app/torch_engine.h"
#include "core/base/files.h"
#include "core/io/npz.h"
#include "core/results/run_folder.h"
#include "tests/app/attention_driver.h"
#include "tests/support/python.h"
#include "tests/support/test_registry.h"
#include "widgets/attention/head_grid.h"
#include "widgets/attention/picking_view.h"

#include <QSpinBox>
#include <QToolButton>

#include <cmath>

/// The Attention page with real models and real clicks.
namespace nie::attention_window_test {

using namespace nie::test;

namespace {

/// Trains spirals a few steps and shows the attention of the run.
void trainAndLook(WindowDriver& driver, const std::vector<std::string>& assignments)
{
    std::vector<std::string> all{"training.steps=12", "training.checkpoint_every=6"};
    all.insert(all.end(), assignments.begin(), assignments.end());
    QVERIFY(driver.openSmall(all));
    driver.window.startRun();
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), SessionState::Finished, kPatience);
    driver.click("pageAttention");
}

/// The place of a figure that shows x in the middle of its first panel.
QPoint placeOf(const FigureView& view, double x)
{
    const PanelPlace panel = view.panelPlaces().at(0);
    return QPointF(panel.x.toDrawing(x), panel.area.center().y()).toPoint();
}

}  // namespace

class AttentionWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutARunThePageSaysWhatAppearsHere();
    void aClickOnTheCurveShowsTheRowsOfTheHeads();
    void everySelectorChangesWhatItNames();
    void matrixProfilesComparisonAndTrainingAreFilled();
    void ablationAndExportAreThoseOfTheCommandLine();
    void aModelWithAKernelShowsIt();
};

void AttentionWindowTest::withoutARunThePageSaysWhatAppearsHere()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("pageAttention");
    QVERIFY(driver.find("attention.emptyText")->isVisible());
    QVERIFY(!driver.window.actionList().find("action.attention.export")->isEnabled());
    QVERIFY(!driver.window.actionList().find("action.exportFigure")->isEnabled());
}

void AttentionWindowTest::aClickOnTheCurveShowsTheRowsOfTheHeads()
{
    WarningCounter warnings;
    WindowDriver driver(makeTorchEngine());
    trainAndLook(driver, {"model.attention=softmax", "model.limits=volterra"});
    QElapsedTimer clock;
    clock.start();
    QTRY_VERIFY_WITH_TIMEOUT(isWhole(driver), kPatience);
    const auto& maps = *opened(driver)->maps;
    const AttentionTokens& tokens = maps.origin().tokens;
    auto* sample = driver.find<PickingView>("attention.query");
    const int before = driver.clicks;
    const double time = tokens.times[tokens.times.size() / 4];
    QTest::mouseClick(sample, Qt::LeftButton, {}, placeOf(*sample, time));
    ++driver.clicks;
    const auto token = driver.window.attention().tokens().front();
    QVERIFY(std::abs(tokens.time(token) - time) < 0.02);
    QTRY_VERIFY_WITH_TIMEOUT(
        figureOf(driver, "attention.rows").panels.size() == std::size_t(maps.origin().heads) &&
            figureOf(driver, "attention.rows").panels[0].bands[0].from == tokens.time(token),
        kPatience);
    qInfo("query click: %d click after the page, %lld ms after it was opened",
          driver.clicks - before, clock.elapsed());
    for (std::int64_t head = 0; head < maps.origin().heads; ++head)
        QCOMPARE(
            figureOf(driver, "attention.rows").panels[static_cast<std::size_t>(head)].series[0].y,
            maps.map(0, head, {token}).values);

    // Shift pins a second one; reversed, the columns of both.
    QTest::mouseClick(sample, Qt::LeftButton, Qt::ShiftModifier, placeOf(*sample, 0.9));
    QCOMPARE(driver.window.attention().tokens().size(), std::size_t(2));
    const auto pinned = driver.window.attention().tokens()[1];
    QVERIFY(pinned > token);
    choose(driver, "attention.direction", 1);
    const auto heads = static_cast<std::size_t>(maps.origin().heads);
    QTRY_VERIFY_WITH_TIMEOUT(
        figureOf(driver, "attention.rows").panels.size() == 2 * heads &&
            figureOf(driver, "attention.rows").panels[0].title.ends_with("attends to it"),
        kPatience);
    QCOMPARE(figureOf(driver, "attention.rows").panels[0].series[0].y,
             maps.column(0, 0, token, {}).values);
    QCOMPARE(figureOf(driver, "attention.rows").panels[heads].series[0].y,
             maps.column(0, 0, pinned, {}).values);
    QVERIFY(driver.text("attention.mass").contains("outside the limits (hatched): 0."));
    QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
}

void AttentionWindowTest::everySelectorChangesWhatItNames()
{
    WindowDriver driver(makeTorchEngine());
    trainAndLook(driver, {"model.attention=softmax", "model.blocks=2"});
    QTRY_VERIFY_WITH_TIMEOUT(isWhole(driver), kPatience);
    auto rows = [&] { return figureOf(driver, "attention.rows").panels.at(0).series.at(0).y; };
    QTRY_VERIFY(!figureOf(driver, "attention.rows").panels.empty());
    auto before = rows();
    driver.click("attention.layer.next");
    QTRY_VERIFY_WITH_TIMEOUT(rows() != before, kPatience);
    QCOMPARE(figureOf(driver, "attention.rows").panels[0].title, std::string("layer 1, head 0"));
    choose(driver, "attention.head", 3);
    QTRY_COMPARE(figureOf(driver, "attention.rows").panels.size(), std::size_t(1));
    QCOMPARE(figureOf(driver, "attention.rows").panels[0].title, std::string("layer 1, head 2"));

    driver.click("attention.head.next");
    QTRY_COMPARE(figureOf(driver, "attention.rows").panels[0].title,
                 std::string("layer 1, head 3"));
    driver.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&driver.window));
    QTest::keyClick(&driver.window, Qt::Key_Left, Qt::AltModifier);
    QTRY_COMPARE(figureOf(driver, "attention.rows").panels[0].title,
                 std::string("layer 1, head 2"));

    before = rows();
    const auto iterations = opened(driver)->maps->origin().iterations;
    driver.click("attention.iteration.previous");
    QTRY_VERIFY_WITH_TIMEOUT(opened(driver)->maps->origin().iteration == iterations - 1, kPatience);
    choose(driver, "attention.iteration", 0);
    QTRY_VERIFY_WITH_TIMEOUT(opened(driver)->maps->origin().iteration == 0, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(rows() != before, kPatience);

    before = rows();
    QTest::keyClick(driver.find<QSpinBox>("attention.sample"), Qt::Key_Up);
    QTRY_VERIFY_WITH_TIMEOUT(opened(driver)->target.sample == 1, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(rows() != before, kPatience);
    QCOMPARE(driver.window.shownRun().sample(), std::int64_t(1));

    QVERIFY2(driver.window.attention().command().find("--split validation --sample 1") !=
                 std::string::npos,
             driver.window.attention().command().c_str());
    choose(driver, "attention.split", 1);
    QTRY_VERIFY_WITH_TIMEOUT(opened(driver)->target.split == "test", kPatience);
    QCOMPARE(driver.window.shownRun().split(), std::string("test"));
    const std::string checkpoint = opened(driver)->run.checkpoint;
    driver.click(driver.find<QToolButton>("attention.checkpoint.previous")->isEnabled()
                     ? "attention.checkpoint.previous"
                     : "attention.checkpoint.next");
    QTRY_VERIFY_WITH_TIMEOUT(opened(driver)->run.checkpoint != checkpoint, kPatience);
    // The set that nie figure takes needs no words.
    QVERIFY2(driver.window.attention().command().find("--split") == std::string::npos,
             driver.window.attention().command().c_str());
}

void AttentionWindowTest::matrixProfilesComparisonAndTrainingAreFilled()
{
    WarningCounter warnings;
    WindowDriver driver(makeTorchEngine());
    trainAndLook(driver, {"model.attention=softmax"});
    QTRY_VERIFY_WITH_TIMEOUT(isWhole(driver), kPatience);
    const auto& maps = *opened(driver)->maps;
    auto* grid = driver.find<HeadGrid>("attention.headGrid");
    QTRY_COMPARE(grid->thumbnailCount(),
                 static_cast<int>(maps.origin().layers * maps.origin().heads));
    QTest::mouseClick(grid, Qt::LeftButton, {}, grid->cellOf(0, 2).center());
    QTRY_VERIFY_WITH_TIMEOUT(!figureOf(driver, "attention.matrix").panels.empty(), kPatience);
    QCOMPARE(figureOf(driver, "attention.matrix").panels[0].image->values, maps.map(0, 2).values);
    QCOMPARE(figureOf(driver, "attention.matrix").panels[0].image->x, maps.origin().tokens.times);
    QCOMPARE(figureOf(driver, "attention.marginals").panels.size(), std::size_t(2));

    openTab(driver, 2);
    QTRY_COMPARE_WITH_TIMEOUT(figureOf(driver, "attention.compare").panels.size(), std::size_t(3),
                              kPatience);
    const auto a = maps.map(0, 2).values, b = maps.map(0, 1).values;
    const auto& difference = figureOf(driver, "attention.compare").panels[2].image->values;
    for (std::size_t k = 0; k < a.size(); ++k)
        QCOMPARE(difference[k], a[k] - b[k]);

    QTRY_VERIFY(!figureOf(driver, "attention.profiles").panels.empty());
    QTRY_VERIFY_WITH_TIMEOUT(!figureOf(driver, "attention.similarity").panels.empty(), kPatience);
    const auto& similarity = *figureOf(driver, "attention.similarity").panels[0].image;
    for (std::size_t h = 0; h < similarity.rows; ++h)
        QVERIFY(std::abs(similarity.at(h, h) - 1.0) < 1e-12);

    openTab(driver, 5);
    driver.click("attention.course.compute");
    const auto steps = [&] {
        const FigureSpec& course = figureOf(driver, "attention.course");
        return course.panels.empty() ? std::size_t(0) : course.panels[0].series[0].x.size();
    };
    QTRY_VERIFY_WITH_TIMEOUT(steps() >= 2, kPatience);  // steps 6 and 12
    QCOMPARE(figureOf(driver, "attention.course").panels[0].y.label, std::string("Entropy (nats)"));
    QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
}

void AttentionWindowTest::ablationAndExportAreThoseOfTheCommandLine()
{
    WindowDriver driver(makeTorchEngine());
    trainAndLook(driver, {"model.attention=softmax"});
    // The story: click a point, switch the iterate, ablate the heads, export the maps.
    QElapsedTimer clock;
    clock.start();
    const int before = driver.clicks - 1;  // with the click that opened the page
    QTRY_VERIFY_WITH_TIMEOUT(isWhole(driver), kPatience);
    auto* sample = driver.find<PickingView>("attention.query");
    QTest::mouseClick(sample, Qt::LeftButton, {}, placeOf(*sample, 0.25));
    ++driver.clicks;
    driver.click("attention.iteration.previous");
    QTRY_VERIFY_WITH_TIMEOUT(opened(driver)->target.iteration.has_value() && isWhole(driver),
                             kPatience);
    driver.click("attention.ablate");
    auto* table = driver.find<HeadTable>("attention.table");
    QTRY_VERIFY_WITH_TIMEOUT(table->item(0, table->columnCount() - 1)->text().contains('%'),
                             kPatience);
    const auto study = driver.window.engine().attention().ablate(
        driver.window.shownRun().folder(), opened(driver)->run.checkpoint, "validation", {});
    const double change = 100.0 * (study.heads[0].scores.mse / study.whole.mse - 1.0);
    const double shown =
        table->item(0, table->columnCount() - 1)->text().remove('%').trimmed().toDouble();
    QVERIFY(std::abs(shown - change) <= 0.01 * std::abs(change) + 1e-3);
    QVERIFY(driver.text("attention.ablationText").contains("without any"));
    // Beside the maps, too.
    const auto& beside = driver.find<HeadGrid>("attention.headGrid")->changes();
    QCOMPARE(beside.size(), std::size_t(4));
    QVERIFY(std::abs(beside[0] - change) < 1e-9 * std::abs(change) + 1e-12);

    // Whole maps of all heads; then the query's rows alone.
    openTab(driver, 1);
    const auto file = driver.folder / "maps.npz";
    driver.window.attention().exportMaps(file);
    QTRY_VERIFY_WITH_TIMEOUT(driver.banner().contains("maps.npz"), kPatience);
    const auto map = NpzReader(file).read("map");
    QCOMPARE(map.shape, (std::vector<std::int64_t>{4, 100, 100}));
    qInfo("story \"inspect attention\": %d clicks and a file name, %.1f s", driver.clicks - before,
          1e-3 * static_cast<double>(clock.elapsed()));
    openTab(driver, 0);
    const auto row = driver.folder / "row.npz";
    driver.window.attention().exportMaps(row);
    QTRY_VERIFY_WITH_TIMEOUT(driver.banner().contains("row.npz"), kPatience);
    QCOMPARE(NpzReader(row).read("map").shape, (std::vector<std::int64_t>{4, 1, 100}));
    if (pythonHas("numpy")) {
        const auto numpy = runPython("import numpy as np, sys\n"
                                     "f = np.load(sys.argv[1])\n"
                                     "print(f['map'].shape, f['map'].dtype, "
                                     "bool(np.allclose(f['map'].sum(-1), 1, atol=1e-5)))\n",
                                     {QString::fromStdString(file.string())});
        QVERIFY2(numpy.out.startsWith("(4, 100, 100) float32 True"), qPrintable(numpy.out));
    }
    const std::string command = driver.window.attention().command();
    QVERIFY2(command.starts_with("nie figure ") &&
                 command.find("--view attention") != std::string::npos &&
                 command.find("--query ") != std::string::npos,
             command.c_str());
    QVERIFY(driver.window.actionList().find("action.exportFigure")->isEnabled());
}

void AttentionWindowTest::aModelWithAKernelShowsIt()
{
    WindowDriver driver(makeTorchEngine());
    RunConfig config = driver.window.engine().findExperiment("spirals");
    config.model = {{"name", "nie"}};
    config.set("dataset.curves=30");
    config.set("training.steps=3");
    writeFileAtomically(driver.folder / "kernel.json", config.toJson().dump(2));
    QVERIFY(driver.window.openExperiment((driver.folder / "kernel.json").string()));
    driver.window.startRun();
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), SessionState::Finished, kPatience);
    driver.click("pageAttention");
    QTRY_VERIFY_WITH_TIMEOUT(!figureOf(driver, "kernel.view").panels.empty(), kPatience);
    QVERIFY(driver.find("kernel.view")->isVisible());
    QVERIFY(!driver.find("attention.layer")->isVisible());
    // Strengths, then four entries of the kernel, learned beside true.
    QCOMPARE(figureOf(driver, "kernel.view").panels.size(), std::size_t(10));
    QVERIFY(driver.text("kernel.text").contains("Effective learned kernel"));
}

NIE_TEST_WITH(QApplication, AttentionWindowTest);

}  // namespace nie::attention_window_test

#include "attention_window_test.moc"
