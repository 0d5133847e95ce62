#include "app/crash_report.h"
#include "app/panels/loss_panel.h"
#include "app/torch_engine.h"
#include "core/base/files.h"
#include "core/base/version.h"
#include "tests/app/window_driver.h"
#include "tests/support/test_registry.h"
#include "widgets/curves/curve_plot.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QDockWidget>
#include <QLineEdit>
#include <QProcess>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <functional>

namespace nie::window_restore_test {

using namespace nie::test;

namespace fs = std::filesystem;

namespace {

Json contentOf(const fs::path& file)
{
    std::error_code failure;
    return fs::exists(file, failure) ? Json::parse(readFile(file)) : Json::object();
}

}  // namespace

class WindowRestoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anotherWindowFindsWhatWasThere();
    void theEditsOfTheLastSessionAreOneUndoStep();
    void panelsThatAPagePutAwayComeBack();
    void theLossPanelKeepsTheHeightThatItWasGiven();
    void aWindowThatIsNeverToldRemembersNothing();
    void aDamagedFileStartsAFreshWindowWithAMessage();
    void anExperimentThatIsGoneIsNamedAndTheRestComesBack();
    void theProgramFindsItsDraftAfterAKill();
    void aCrashLeavesAReportThatTheNextStartOffersToCopy();
};

void WindowRestoreTest::anotherWindowFindsWhatWasThere()
{
    WarningCounter warnings;
    WindowDriver before(makeTorchEngine());
    const fs::path file = before.folder / "session.json";
    before.window.rememberIn(file);
    before.click("card.lorenz");
    auto* seed = before.find<QLineEdit>("seedEdit");
    seed->selectAll();
    QTest::keyClicks(seed, "77");
    QTest::keyClick(seed, Qt::Key_Return);
    before.window.setAppearance(Appearance::Dark);
    before.window.resize(1300, 780);
    before.window.actionList().find("action.showInspector")->trigger();
    CurvePlot& plot = before.window.lossPanel().plot();
    plot.setSmoothing(0.9);
    before.find("lossDock")->findChild<QAction*>("curves.follow.1000")->trigger();
    plot.setLogarithmicX(true);
    plot.setXAxis(CurveX::Samples);
    plot.setSeriesVisible("validation", false);
    before.click("pageEquations");
    // Nothing is closed: as after a kill, only the file is there.
    QTRY_COMPARE_WITH_TIMEOUT(contentOf(file).value("page", std::string()),
                              std::string("equations"), 3000);
    QTRY_COMPARE_WITH_TIMEOUT(contentOf(file).value("appearance", std::string()),
                              std::string("dark"), 3000);

    WindowDriver after(makeTorchEngine());
    after.window.rememberIn(file);
    QVERIFY(after.window.page() == Page::Equations);
    QCOMPARE(after.window.draft().config().experiment, std::string("lorenz"));
    QCOMPARE(after.window.draft().config().seed, 77U);
    QVERIFY(after.window.isWindowModified());
    QVERIFY(after.window.actionList().find("action.appearance.dark")->isChecked());
    QTRY_COMPARE(after.window.size(), before.window.size());
    after.click("pageTrain");
    QVERIFY(!after.find("inspectorDock")->isVisible());
    QVERIFY(after.find("lossPanel")->isVisible());
    CurvePlot& again = after.window.lossPanel().plot();
    QCOMPARE(again.smoothing(), 0.9);
    QCOMPARE(again.followWindow(), 1000.0);
    QVERIFY(after.find("lossDock")->findChild<QAction*>("curves.follow.1000")->isChecked());
    QVERIFY(again.isLogarithmicX());
    QVERIFY(again.xAxis() == CurveX::Samples);
    for (const CurveSeries& series : again.series())
        if (series.id == "validation")
            QVERIFY(!series.visible);
    QCOMPARE(after.window.recent().items().front().target, std::string("lorenz"));
    after.window.setAppearance(Appearance::Light);
    QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
}

void WindowRestoreTest::theEditsOfTheLastSessionAreOneUndoStep()
{
    WindowDriver before(makeTorchEngine());
    const fs::path file = before.folder / "session.json";
    before.window.rememberIn(file);
    QVERIFY(before.openSmall({}));
    before.window.draft().setSeed(5);
    before.window.draft().setOption("model.solver.tolerance", 1e-5);
    QTRY_VERIFY_WITH_TIMEOUT(contentOf(file).contains("draft"), 3000);

    WindowDriver after(makeTorchEngine());
    after.window.rememberIn(file);
    RunDraft& draft = after.window.draft();
    QVERIFY(draft.config().toJson() == before.window.draft().config().toJson());
    QCOMPARE(draft.command(), before.window.draft().command());
    QCOMPARE(draft.undoStack()->count(), 1);
    after.window.actionList().find("action.undo")->trigger();
    QVERIFY(draft.config().toJson() == before.window.draft().original().toJson());
    after.window.actionList().find("action.redo")->trigger();
    after.window.actionList().find("action.resetSettings")->trigger();
    QVERIFY(!after.window.isWindowModified());
    after.window.actionList().find("action.undo")->trigger();
    QCOMPARE(draft.config().seed, 5U);
}

void WindowRestoreTest::panelsThatAPagePutAwayComeBack()
{
    WindowDriver before(makeTorchEngine());
    const fs::path file = before.folder / "session.json";
    before.window.rememberIn(file);
    before.click("pageData");
    QVERIFY(!before.find("inspectorDock")->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(contentOf(file).value("page", std::string()), std::string("data"),
                              3000);

    WindowDriver after(makeTorchEngine());
    after.window.rememberIn(file);
    QVERIFY(after.window.page() == Page::Data);
    QVERIFY(!after.find("inspectorDock")->isVisible());
    after.click("pageStart");  // the samples need the room
    QVERIFY(!after.find("inspectorDock")->isVisible());
    after.click("card.spirals");
    QVERIFY(after.find("inspectorDock")->isVisible());
    QVERIFY(after.find("lossPanel")->isVisible());
}

void WindowRestoreTest::theLossPanelKeepsTheHeightThatItWasGiven()
{
    WindowDriver before(makeTorchEngine());
    const fs::path file = before.folder / "session.json";
    before.window.rememberIn(file);
    before.click("card.spirals");
    auto* dock = before.find<QDockWidget>("lossDock");
    constexpr int kFirst = 260;
    QTRY_VERIFY(std::abs(dock->height() - kFirst) < 8);
    constexpr int given = kFirst + 70;
    before.window.resizeDocks({dock}, {given}, Qt::Vertical);
    QTRY_VERIFY(std::abs(dock->height() - given) < 8);

    before.click("pageData");
    before.click("pageTrain");
    QTRY_VERIFY(std::abs(dock->height() - given) < 8);
    before.click("foldLossButton");
    QTRY_VERIFY(dock->height() < given / 3);
    before.click("foldLossButton");
    QTRY_VERIFY(std::abs(dock->height() - given) < 8);
    before.click("pageStart");
    QTRY_COMPARE_WITH_TIMEOUT(contentOf(file).value("page", std::string()), std::string("start"),
                              3000);

    WindowDriver after(makeTorchEngine());
    after.window.rememberIn(file);
    after.click("card.spirals");
    QTRY_VERIFY(std::abs(after.find("lossDock")->height() - given) < 8);
    after.window.actionList().find("action.resetLayout")->trigger();
    QTRY_VERIFY(std::abs(after.find("lossDock")->height() - kFirst) < 8);
}

void WindowRestoreTest::aWindowThatIsNeverToldRemembersNothing()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("card.spirals");
    QTest::qWait(700);
    for (const auto& entry : fs::recursive_directory_iterator(driver.folder.path()))
        QVERIFY2(entry.path().filename() != "session.json", entry.path().c_str());
}

void WindowRestoreTest::aDamagedFileStartsAFreshWindowWithAMessage()
{
    WindowDriver driver(makeTorchEngine());
    const fs::path file = driver.folder / "session.json";
    std::ofstream(file) << "{\"page\": \"train\", \"draft\": {\"edit";
    driver.window.rememberIn(file);
    QVERIFY(driver.window.page() == Page::Start);
    QVERIFY2(driver.banner().contains("damaged"), qPrintable(driver.banner()));
    driver.click("card.spirals");
    QTRY_VERIFY_WITH_TIMEOUT(contentOf(file).contains("draft"), 3000);
}

void WindowRestoreTest::anExperimentThatIsGoneIsNamedAndTheRestComesBack()
{
    WindowDriver before(makeTorchEngine());
    const fs::path file = before.folder / "session.json";
    before.window.rememberIn(file);
    before.click("card.spirals");
    before.window.setAppearance(Appearance::Dark);
    QTRY_VERIFY_WITH_TIMEOUT(contentOf(file).contains("draft"), 3000);
    Json content = contentOf(file);
    content["draft"]["edited"]["config"]["model"]["name"] = "of_a_later_version";
    const fs::path other = before.folder / "other.json";
    std::ofstream(other) << content.dump();

    WindowDriver after(makeTorchEngine());
    after.window.rememberIn(other);
    QVERIFY2(after.banner().contains("of_a_later_version"), qPrintable(after.banner()));
    QVERIFY(after.window.draft().isEmpty());
    QVERIFY(after.window.page() == Page::Start);
    after.window.setAppearance(Appearance::Light);
}

void WindowRestoreTest::theProgramFindsItsDraftAfterAKill()
{
    const TemporaryFolder folder;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME"})
        environment.insert(name, QString::fromStdString(folder.path().string()));
    const fs::path file = folder / "nie-studio/session.json";
    QProcess program;
    program.setProcessEnvironment(environment);
    program.start(QDir(qEnvironmentVariable("NIE_BINARY_DIR")).filePath("nie-studio"),
                  {"--experiment", "lotka_volterra", "--theme", "dark"});
    QVERIFY(program.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(contentOf(file).contains("draft"), 20000);
    ::kill(static_cast<pid_t>(program.processId()), SIGKILL);
    QVERIFY(program.waitForFinished());
    QCOMPARE(program.exitStatus(), QProcess::CrashExit);

    // --fresh neither reads nor writes it.
    const std::string kept = readFile(file);
    QProcess fresh;
    fresh.setProcessEnvironment(environment);
    fresh.start(QDir(qEnvironmentVariable("NIE_BINARY_DIR")).filePath("nie-studio"),
                {"--fresh", "--experiment", "lorenz"});
    QVERIFY(fresh.waitForStarted());
    QTest::qWait(3000);
    QCOMPARE(fresh.state(), QProcess::Running);
    fresh.kill();
    QVERIFY(fresh.waitForFinished());
    QVERIFY(readFile(file) == kept);

    WindowDriver driver(makeTorchEngine());
    driver.window.rememberIn(file);
    QCOMPARE(driver.window.draft().config().experiment, std::string("lotka_volterra"));
    QVERIFY(driver.window.page() == Page::Train);
    QVERIFY(driver.window.actionList().find("action.appearance.dark")->isChecked());
    driver.window.setAppearance(Appearance::Light);
}

void WindowRestoreTest::aCrashLeavesAReportThatTheNextStartOffersToCopy()
{
    const TemporaryFolder folder;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME"})
        environment.insert(name, QString::fromStdString(folder.path().string()));
    const fs::path state = folder / "nie-studio";
    const auto crash = [&environment](const QStringList& arguments,
                                      const std::function<bool()>& isReady) {
        QProcess program;
        program.setProcessEnvironment(environment);
        program.start(QDir(qEnvironmentVariable("NIE_BINARY_DIR")).filePath("nie-studio"),
                      arguments);
        QVERIFY(program.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(isReady(), 20000);
        ::kill(static_cast<pid_t>(program.processId()), SIGSEGV);
        QVERIFY(program.waitForFinished());
        QCOMPARE(program.exitStatus(), QProcess::CrashExit);
    };
    crash({"--experiment", "lotka_volterra"},
          [&state] { return contentOf(state / "session.json").contains("draft"); });
    QVERIFY(fs::exists(state / "crash-report.txt"));
    const auto report = takeCrashReport(state);
    QVERIFY(report.has_value());
    const std::string text = readFile(*report);
    QVERIFY2(text.starts_with("NIE Studio " + versionNumber()), text.c_str());
    QVERIFY2(text.find("nie train lotka_volterra") != std::string::npos, text.c_str());

    // --fresh leaves the folder alone.
    QElapsedTimer clock;
    clock.start();
    crash({"--fresh", "--experiment", "lorenz"}, [&clock] { return clock.elapsed() > 3000; });
    QVERIFY(!fs::exists(state / "crash-report.txt"));

    WindowDriver driver(makeTorchEngine());
    driver.window.offerCrashReport(*report);
    QVERIFY2(driver.banner().contains("crash-report-last.txt"), qPrintable(driver.banner()));
    driver.click("copyCrashReportButton");
    QVERIFY(QGuiApplication::clipboard()->text().contains("Ended by: SIGSEGV"));
    QVERIFY(!driver.find("banner")->isVisible());
}

NIE_TEST_WITH(QApplication, WindowRestoreTest);

}  // namespace nie::window_restore_test

#include "window_restore_test.moc"
