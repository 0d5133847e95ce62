// What surrounds a training: runs that wait, the notice of an end, live pictures, runs of the
// history on the Train page.
#include "app/panels/diagnostics_tabs.h"
#include "app/panels/loss_panel.h"
#include "app/panels/queue_list.h"
#include "app/panels/runs_list.h"
#include "app/panels/runs_page.h"
#include "app/torch_engine.h"
#include "core/base/files.h"
#include "core/results/run_folder.h"
#include "tests/app/window_driver.h"
#include "tests/support/run_examples.h"
#include "tests/support/test_registry.h"
#include "widgets/curves/curve_plot.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QListWidget>
#include <QMenu>
#include <QRegularExpression>
#include <QTableView>

namespace nie::session_window_test {

using namespace nie::test;
using enum nie::SessionState;
namespace fs = std::filesystem;

namespace {

constexpr int kSoon = 30000;  // ms; a loaded machine

std::vector<std::string> tiny(std::vector<std::string> more)
{
    more.insert(more.begin(), {"model.width=8", "training.batch_size=6", "training.epochs=0",
                               "training.time_budget=0"});
    return more;
}

void trigger(WindowDriver& driver, const char* action)
{
    driver.window.actionList().find(QLatin1String(action))->trigger();
}

/// Empty before the file is there.
std::string textOf(const fs::path& file)
{
    return fs::exists(file) ? readFile(file) : std::string();
}

std::uint64_t seedOf(const fs::path& run)
{
    return Json::parse(readFile(RunFolder{run}.config())).at("seed").get<std::uint64_t>();
}

QPoint rowCentre(const QListWidget& list, int row)
{
    return list.visualItemRect(list.item(row)).center();
}

/// The lightest (or darkest) pixel that a widget paints over its ground.
int inkOf(QWidget* widget, bool lightest)
{
    const QImage image = widget->grab().toImage();
    int ink = lightest ? 0 : 255;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const int light = image.pixelColor(x, y).lightness();
            ink = lightest ? std::max(ink, light) : std::min(ink, light);
        }
    return ink;
}

void doubleClickFirstRow(QWidget& window)
{
    auto* table = window.findChild<QTableView*>("runsTable");
    const QPoint row = table->visualRect(table->model()->index(0, 0)).center();
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, row);
    QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, row);
}

}  // namespace

class SessionWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void threeQueuedRunsAreTrainedInOrderWithOneDraggedAbove();
    void theEndOfARunIsToldOnceAndOnlyToWhoDoesNotLook();
    void withoutLivePicturesNoneIsMadeAndThatIsRemembered();
    void aRunOfTheHistoryIsOpenedOnTheTrainPageAndTrainedFurther();
    void theStatusBarTellsWhereTheTimeGoes();
    void textsFollowTheChangeFromLightToDark();
    void theColumnsOfTheHistoryAreRemembered();
};

void SessionWindowTest::threeQueuedRunsAreTrainedInOrderWithOneDraggedAbove()
{
    WarningCounter warnings;
    WindowDriver driver(makeTorchEngine());
    QVERIFY(driver.openSmall(tiny({"training.steps=3"})));
    QVERIFY(!driver.find("queuePanel")->isVisible());
    driver.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&driver.window));
    driver.window.draft().setSeed(11);
    QTest::keyClick(&driver.window, Qt::Key_J, Qt::ControlModifier);
    QVERIFY(driver.find("queuePanel")->isVisible());
    for (const std::uint64_t seed : {12U, 13U, 14U}) {
        driver.window.draft().setSeed(seed);
        driver.click("queueAddButton");
    }
    auto* list = driver.find<QueueList>("queueList");
    QCOMPARE(list->count(), 4);
    driver.window.resize(1024, 700);
    QTRY_COMPARE(driver.window.width(), 1024);
    QVERIFY(driver.find("inspectorDock")->minimumSizeHint().height() <= 500);

    // The third goes above the first, the fourth is taken out, the second below the new second.
    QTest::mousePress(list->viewport(), Qt::LeftButton, {}, rowCentre(*list, 2));
    QTest::mouseMove(list->viewport(), rowCentre(*list, 1));
    QTest::mouseMove(list->viewport(), rowCentre(*list, 0));
    QTest::mouseRelease(list->viewport(), Qt::LeftButton, {}, rowCentre(*list, 0));
    list->scrollToItem(list->item(3));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, rowCentre(*list, 3));
    QVERIFY(!driver.find("queueDownButton")->isEnabled());
    driver.click("queueRemoveButton");
    list->scrollToItem(list->item(2));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, rowCentre(*list, 2));
    driver.click("queueUpButton");
    QCOMPARE(driver.text("queueCount"), QString("3 waiting"));

    driver.click("queueRunButton");
    QTRY_VERIFY_WITH_TIMEOUT(driver.window.runQueue().runs().empty(), 2 * kSoon);
    QCOMPARE(driver.state(), Finished);
    QVERIFY(!driver.find("queuePanel")->isVisible());
    QCOMPARE(seedOf(driver.folder / "spirals"), 13U);
    QCOMPARE(seedOf(driver.folder / "spirals-2"), 12U);
    QCOMPARE(seedOf(driver.folder / "spirals-3"), 11U);
    QCOMPARE(driver.window.draft().config().seed, 11U);
    QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
}

void SessionWindowTest::theEndOfARunIsToldOnceAndOnlyToWhoDoesNotLook()
{
    WindowDriver driver(makeTorchEngine());
    QStringList told;
    driver.window.finishNotice().setSink(
        [&told](const QString& title, const QString& text) { told << title + ": " + text; });
    QVERIFY(!driver.window.finishNotice().hasSound());
    QVERIFY(driver.openSmall(tiny({"training.steps=3"})));
    driver.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&driver.window));
    driver.click("startButton");
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, kSoon);
    QVERIFY2(told.isEmpty(), qPrintable(told.join('\n')));

    driver.click("startButton");
    driver.window.showMinimized();
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, kSoon);
    QCOMPARE(told.size(), 1);
    QVERIFY2(told.first().contains("Training completed. All steps are done."),
             qPrintable(told.first()));

    trigger(driver, "action.notice.message");
    QVERIFY(!driver.window.actionList().find("action.notice.sound")->isEnabled());
    driver.window.startRun();
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, kSoon);
    QCOMPARE(told.size(), 1);
}

void SessionWindowTest::withoutLivePicturesNoneIsMadeAndThatIsRemembered()
{
    WindowDriver driver(makeTorchEngine());
    const fs::path memory = driver.folder / "session.json";
    driver.window.rememberIn(memory);
    int pictures = 0;
    connect(&driver.window.session(), &TrainingSession::batchReady, this,
            [&pictures](const TrainingFeed::Batch& batch) { pictures += batch.prediction ? 1 : 0; });
    QVERIFY(driver.openSmall(tiny({"training.steps=30"})));
    trigger(driver, "action.pictures.none");
    driver.click("startButton");
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, kSoon);
    QCOMPARE(pictures, 0);
    QCOMPARE(driver.window.session().stepsDone(), 30);
    // Whoever waits for a pause does not wait for the next look at the curves.
    driver.click("stepButton");
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Paused, kSoon);
    QElapsedTimer clock;
    clock.start();
    driver.click("stepButton");
    QTRY_COMPARE_WITH_TIMEOUT(driver.window.session().stepsDone(), 2, kSoon);
    QVERIFY2(clock.elapsed() < 900, qPrintable(QString::number(clock.elapsed())));
    trigger(driver, "action.pictures.full");
    driver.click("stepButton");
    QTRY_VERIFY_WITH_TIMEOUT(pictures > 0, kSoon);
    trigger(driver, "action.pictures.none");
    QTRY_VERIFY_WITH_TIMEOUT(
        textOf(memory).find("\"live_pictures\": \"none\"") != std::string::npos, 3000);

    WindowDriver later(makeTorchEngine());
    later.window.rememberIn(memory);
    QVERIFY(later.window.session().livePictures() == LivePictures::None);
    QVERIFY(later.window.actionList().find("action.pictures.none")->isChecked());
}

void SessionWindowTest::aRunOfTheHistoryIsOpenedOnTheTrainPageAndTrainedFurther()
{
    WarningCounter warnings;
    WindowDriver driver(makeTorchEngine());
    QVERIFY(driver.openSmall(tiny({"training.steps=12", "training.checkpoint_every=5"})));
    driver.click("startButton");
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, kSoon);
    const fs::path folder = driver.window.session().folder();
    const Json settings = driver.window.session().config().toJson();

    MainWindow later(makeTorchEngine(), driver.folder.path(), driver.folder / "datasets");
    later.show();
    later.showPage(Page::Runs);
    QTRY_COMPARE_WITH_TIMEOUT(later.runHistory().runs().size(), std::size_t(1), kSoon);
    doubleClickFirstRow(later);
    QTRY_VERIFY_WITH_TIMEOUT(later.page() == Page::Train, kSoon);
    QTRY_COMPARE_WITH_TIMEOUT(later.lossPanel().plot().points("train").size(), std::size_t(12),
                              kSoon);
    QVERIFY(!later.lossPanel().plot().points("test").empty());
    QVERIFY(later.draft().config().toJson() == settings);
    QCOMPARE(later.shownRun().folder(), folder);
    QVERIFY(!later.findChild<DiagnosticsTabs*>()->figure().panels.empty() ||
            later.findChild<DiagnosticsTabs*>()->count() > 1);
    // The checkpoint that was scored, then one of the curve.
    const auto note = [&later] { return later.findChild<QLabel*>("evaluatedSampleNote")->text(); };
    QTRY_VERIFY2_WITH_TIMEOUT(note().startsWith("Checkpoint"), qPrintable(note()), kSoon);
    Q_EMIT later.lossPanel().stepChosen(6);
    QTRY_VERIFY2_WITH_TIMEOUT(note().contains("step-000005"), qPrintable(note()), kSoon);
    QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));

    later.actionList().find("action.trainFurther")->trigger();  // by the 50 steps of the box
    QTRY_COMPARE_WITH_TIMEOUT(later.session().state(), Finished, kSoon);
    QCOMPARE(later.session().folder(), folder);
    QCOMPARE(later.session().stepsDone(), 62);
}

void SessionWindowTest::theStatusBarTellsWhereTheTimeGoes()
{
    WindowDriver driver(makeTorchEngine());
    QVERIFY(driver.openSmall(tiny({"training.steps=1000000"})));
    driver.click("startButton");
    const QRegularExpression form("^train (\\d+) % · eval (\\d+) % · draw (\\d+) %$");
    const auto shares = [&] {
        const auto match = form.match(driver.text("splitLabel"));
        std::vector<int> numbers;
        for (int i = 1; i <= 3 && match.hasMatch(); ++i)
            numbers.push_back(match.captured(i).toInt());
        return numbers;
    };
    QTRY_VERIFY_WITH_TIMEOUT(shares().size() == 3 && shares()[1] > 0, kSoon);
    QCOMPARE(driver.state(), Running);
    std::vector<QString> texts;
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < 2000) {
        QTest::qWait(20);
        const std::vector<int> parts = shares();
        QVERIFY2(parts.size() == 3, qPrintable(driver.text("splitLabel")));
        QVERIFY(std::abs(parts[0] + parts[1] + parts[2] - 100) <= 1);
        if (texts.empty() || texts.back() != driver.text("splitLabel"))
            texts.push_back(driver.text("splitLabel"));
    }
    QVERIFY2(texts.size() <= 6, "changed more than twice a second");
    QVERIFY2(driver.text("speedLabel").contains("steps/s") &&
                 driver.text("speedLabel").contains("s/epoch"),
             qPrintable(driver.text("speedLabel")));
    QVERIFY(driver.text("remainingLabel").startsWith("ETA"));
    driver.window.resize(1024, 700);
    QTest::qWait(50);
    QVERIFY(driver.window.width() <= 1024);
    for (const char* name : {"stepLabel", "speedLabel", "remainingLabel", "splitLabel"}) {
        const auto* label = driver.find<QLabel>(name);
        QVERIFY2(label->isVisible() && label->width() >= label->sizeHint().width(), name);
    }
    driver.click("stopButton");
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, kSoon);
    QCOMPARE(shares().size(), std::size_t(3));
}

void SessionWindowTest::textsFollowTheChangeFromLightToDark()
{
    WindowDriver driver(makeTorchEngine());
    driver.window.setAppearance(Appearance::Light);
    QVERIFY(!driver.window.openExperiment("no such thing"));
    QStringList wrong;
    const auto check = [&](bool dark) {
        for (const char* name : {"bannerText", "foldLossButton", "dropArea"}) {
            const int ink = inkOf(driver.find(name), dark);
            if (dark ? ink < 170 : ink > 100)
                wrong << QString("%1 in %2: %3").arg(name, dark ? "dark" : "light").arg(ink);
        }
    };
    check(false);
    driver.window.setAppearance(Appearance::Dark);
    QTest::qWait(50);
    check(true);
    driver.window.setAppearance(Appearance::Light);
    QTest::qWait(50);
    check(false);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
}

void SessionWindowTest::theColumnsOfTheHistoryAreRemembered()
{
    WindowDriver driver(makeTorchEngine());
    const fs::path memory = driver.folder / "session.json";
    driver.window.rememberIn(memory);
    RunExample{}.write(driver.folder / "a");
    driver.click("pageRuns");
    QTRY_VERIFY_WITH_TIMEOUT(driver.window.runHistory().isScanned(), kSoon);
    auto* menu = driver.find<QMenu>("runsColumnsMenu");
    Q_EMIT menu->aboutToShow();
    for (QAction* action : menu->actions())
        if (action->text() == "Test MSE" || action->text() == "Note")
            action->toggle();
    const auto shown = driver.window.runs().list().columns();
    QVERIFY(std::find(shown.begin(), shown.end(), "test_mse") != shown.end());
    QVERIFY(std::find(shown.begin(), shown.end(), "note") == shown.end());
    QTRY_VERIFY_WITH_TIMEOUT(textOf(memory).find("test_mse") != std::string::npos, 3000);

    WindowDriver later(makeTorchEngine());
    later.window.rememberIn(memory);
    QCOMPARE(later.window.runs().list().columns(), shown);
}

NIE_TEST_WITH(QApplication, SessionWindowTest);

}  // namespace nie::session_window_test

#include "session_window_test.moc"
