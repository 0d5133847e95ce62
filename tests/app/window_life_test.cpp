#include "app/panels/help_browser.h"
#include "app/panels/help_window.h"
#include "app/panels/loss_panel.h"
#include "app/panels/self_test_dialog.h"
#include "app/torch_engine.h"
#include "core/base/files.h"
#include "core/results/run_folder.h"
#include "tests/app/window_driver.h"
#include "tests/support/test_registry.h"
#include "widgets/curves/curve_plot.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QMenu>
#include <QTabWidget>
#include <QTableWidget>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>

namespace nie::window_life_test {

using namespace nie::test;
using enum nie::SessionState;

namespace {

QList<QAction*> recentActions(WindowDriver& driver)
{
    auto* menu = driver.find<QMenu>("menu.recent");
    Q_EMIT menu->aboutToShow();
    return menu->actions();
}

}  // namespace

class WindowLifeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // The model inspector asks the nie of this build.
        qputenv("PATH", qgetenv("NIE_BINARY_DIR") + ':' + qgetenv("PATH"));
    }
    void f1OpensTheSectionOfEveryPage();
    void linksAndSearchOfTheHelpWork();
    void shortcutsAreListedByMenus();
    void aboutCopiesWhatComputes();
    void aboutNamesTheDataOfTheRunOnShow();
    void theSelfTestListsAndCopiesWhatItFound();
    void recentExperimentsAndRunsAreListedOpenedAndCleared();
    void aPinnedEntryStaysOnTopOverClearAndRestart();
    void theModelInspectorCountsWhatTrains();
    void theModelInspectorFollowsTheDraft();
};

void WindowLifeTest::f1OpensTheSectionOfEveryPage()
{
    WarningCounter warnings;
    WindowDriver driver(makeTorchEngine());
    int pages = 0;
    for (QAction* action : driver.window.actionList().all()) {
        if (!action->objectName().startsWith("action.page."))
            continue;
        action->trigger();
        driver.window.actionList().find("action.help")->trigger();
        const auto* help = driver.find<HelpWindow>("helpWindow");
        QVERIFY(help->isVisible());
        QCOMPARE(help->document(), QString("user-guide.md"));
        QVERIFY2(!help->anchor().isEmpty(), qPrintable(action->objectName()));
        ++pages;
    }
    QVERIFY(pages >= 5);
    driver.find("helpWindow")->close();
    driver.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&driver.window));
    driver.click("pageStart");
    driver.click("card.spirals");
    driver.find("seedEdit")->setFocus();
    QTest::keyClick(driver.find("seedEdit"), Qt::Key_F1);
    QCOMPARE(driver.find<HelpWindow>("helpWindow")->anchor(), QString("settings"));
    QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
}

void WindowLifeTest::linksAndSearchOfTheHelpWork()
{
    WindowDriver driver(makeTorchEngine());
    driver.window.actionList().find("action.help")->trigger();
    auto* help = driver.find<HelpWindow>("helpWindow");
    QVERIFY(QTest::qWaitForWindowExposed(help));
    auto* text = help->findChild<HelpBrowser*>("helpText");
    // A link in the text, where it stands.
    QTextCursor link = text->document()->find("what is in a run folder");
    QVERIFY(!link.isNull());
    text->setTextCursor(link);
    text->ensureCursorVisible();
    link.setPosition(link.selectionStart() + 3);
    QTest::mouseClick(text->viewport(), Qt::LeftButton, {}, text->cursorRect(link).center());
    QCOMPARE(help->document(), QString("run-folder.md"));
    QVERIFY(text->toPlainText().contains("metrics.csv"));
    QTest::mouseClick(help->findChild<QWidget*>("helpBackButton"), Qt::LeftButton);
    QCOMPARE(help->document(), QString("user-guide.md"));
    QVERIFY(!help->findChild<QWidget*>("helpBackButton")->isEnabled());
    // Search, then the first hit.
    auto* search = help->findChild<QLineEdit*>("helpSearch");
    QTest::keyClicks(search, "picard anderson");
    auto* hits = help->findChild<QTreeWidget*>("helpHits");
    QVERIFY(hits->isVisible() && hits->topLevelItemCount() > 0);
    driver.clickRow(hits, hits->topLevelItem(0));
    QVERIFY(!text->extraSelections().isEmpty());
    QVERIFY(text->toPlainText().contains("Anderson", Qt::CaseInsensitive));
    search->clear();
    QVERIFY(!hits->isVisible());
    QVERIFY(text->extraSelections().isEmpty());
    // Where nothing is found, there is nothing to open.
    const QString document = help->document();
    QTest::keyClicks(search, "zyzzyva");
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(help->document(), document);
    QTest::mouseClick(help->findChild<QWidget*>("helpBackButton"), Qt::LeftButton);
    QCOMPARE(help->document(), QString("user-guide.md"));
    search->clear();
    // Pictures are found and no wider than the page.
    help->showSection("user-guide.md", "first-run");
    const QVariant picture =
        text->document()->resource(QTextDocument::ImageResource, QUrl("images/window-start.png"));
    QVERIFY(!picture.value<QImage>().isNull());
    QVERIFY(picture.value<QImage>().width() <= 620 * text->devicePixelRatioF());
}

void WindowLifeTest::shortcutsAreListedByMenus()
{
    WindowDriver driver(makeTorchEngine());
    driver.window.actionList().find("action.shortcuts")->trigger();
    auto* table = driver.find<QTableWidget>("shortcutsTable");
    QStringList keys;
    QStringList titles;
    for (int row = 0; row < table->rowCount(); ++row) {
        const QString text = table->item(row, 1)->text();
        if (text.isEmpty())
            titles << table->item(row, 0)->text();
        keys << text.split(", ");
    }
    for (const char* menu : {"File", "Edit", "View", "Session", "Data", "Equation", "Help"})
        QVERIFY2(titles.contains(menu), menu);
    for (const QAction* action : driver.window.actionList().all())
        for (const QKeySequence& each : action->shortcuts())
            QVERIFY2(keys.contains(each.toString(QKeySequence::NativeText)),
                     qPrintable(action->objectName()));
}

void WindowLifeTest::aboutCopiesWhatComputes()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("card.spirals");
    driver.window.actionList().find("action.about")->trigger();
    for (const char* map : {"viridis", "magma", "cividis", "CC0"})
        QVERIFY2(driver.text("colourMapsLabel").contains(map), map);
    driver.click("copyVersionsButton");
    const QString copied = QGuiApplication::clipboard()->text();
    for (const char* part : {"NIE Studio ", "LibTorch ", "Qt ", "VTK 9.",
                             "Processor: ", "GPU: ", "System: ", "Threads of a training: 1"})
        QVERIFY2(copied.contains(part), qPrintable(copied));
}

void WindowLifeTest::aboutNamesTheDataOfTheRunOnShow()
{
    WindowDriver driver(makeTorchEngine());
    QVERIFY(driver.openSmall({"training.steps=1"}));
    driver.click("startButton");
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, 30000);
    const RunFolder run{driver.window.session().folder()};
    const Json environment = Json::parse(readFile(run.environment()));
    const Json& program = environment.at("program");
    QCOMPARE(program.at("qt").get<std::string>(), std::string(qVersion()));
    driver.window.actionList().find("action.about")->trigger();
    driver.click("copyVersionsButton");
    const QString copied = QGuiApplication::clipboard()->text();
    for (const std::string& line :
         {"VTK " + program.at("vtk").get<std::string>(),
          "Hash of its data: " + environment.at("data").at("hash").get<std::string>()})
        QVERIFY2(copied.contains(QString::fromStdString(line)), qPrintable(copied));
}

void WindowLifeTest::theSelfTestListsAndCopiesWhatItFound()
{
    WindowDriver driver(makeTorchEngine());
    driver.window.actionList().find("action.selfTest")->trigger();
    auto* dialog = driver.find<SelfTestDialog>("selfTestDialog");
    QVERIFY(!driver.find("copySelfTestButton")->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(dialog->isDone(), 120000);
    QVERIFY2(driver.text("selfTestVerdict").startsWith("All checks passed"),
             qPrintable(dialog->text()));
    auto* table = driver.find<QTableWidget>("selfTestTable");
    QCOMPARE(table->rowCount(), 5);
    for (int row = 0; row < table->rowCount(); ++row)
        QCOMPARE(table->item(row, 1)->text(), QString("passed"));
    if (qEnvironmentVariableIsSet("NIE_TEST_PICTURES"))
        dialog->grab().save(qEnvironmentVariable("NIE_TEST_PICTURES") + "/self-test.png");
    driver.click("copySelfTestButton");
    QVERIFY(QGuiApplication::clipboard()->text().contains("bit for bit"));
    // One that is closed while it runs ends, too.
    driver.window.actionList().find("action.selfTest")->trigger();
    QTest::qWait(50);
}

void WindowLifeTest::recentExperimentsAndRunsAreListedOpenedAndCleared()
{
    WindowDriver driver(makeTorchEngine());
    QVERIFY(driver.find<QMenu>("menu.recent"));
    QCOMPARE(recentActions(driver).first()->objectName(), QString("recent.none"));
    driver.click("card.lorenz");
    QVERIFY(driver.openSmall({"training.steps=2"}));
    driver.click("startButton");
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, 30000);
    const QList<QAction*> listed = recentActions(driver);
    QVERIFY2(listed[0]->text().contains("run "), qPrintable(listed[0]->text()));
    QVERIFY2(listed[1]->text().contains("small.json"), qPrintable(listed[1]->text()));
    QVERIFY(listed[2]->text().contains("Lorenz"));
    listed[2]->trigger();
    QCOMPARE(driver.window.draft().config().experiment, std::string("lorenz"));
    // The run comes back with configuration and curves; what is gone is grey.
    driver.click("pageStart");
    driver.window.lossPanel().clear();
    driver.click("recentButton1");
    QCOMPARE(driver.window.shownRun().folder(), driver.window.session().folder());
    QTRY_VERIFY(!driver.window.lossPanel().plot().points("train").empty());
    QCOMPARE(driver.window.draft().config().training.at("steps").get<int>(), 2);
    std::filesystem::remove(driver.folder / "small.json");
    bool greyed = false;
    for (const QAction* action : recentActions(driver))
        greyed = greyed || (action->text().contains("small.json") && !action->isEnabled());
    QVERIFY(greyed);
    recentActions(driver).last()->trigger();
    QVERIFY(driver.window.recent().items().empty());
    QVERIFY(!driver.window.findChild<QWidget*>("recentButton0"));
}

void WindowLifeTest::aPinnedEntryStaysOnTopOverClearAndRestart()
{
    WindowDriver driver(makeTorchEngine());
    const std::filesystem::path file = driver.folder / "session.json";
    driver.window.rememberIn(file);
    driver.click("card.lorenz");
    driver.click("pageStart");
    driver.click("card.spirals");
    recentActions(driver);
    auto* pins = driver.find<QMenu>("menu.recent.pins");
    QCOMPARE(pins->actions().size(), 2);
    QVERIFY(pins->actions()[1]->text().contains("Lorenz"));
    pins->actions()[1]->trigger();
    QVERIFY(recentActions(driver).first()->text().contains("Lorenz"));
    QVERIFY(!recentActions(driver).first()->icon().isNull());
    driver.click("pageStart");
    QVERIFY(driver.find("recentButton0")->accessibleName().endsWith("kept on top"));
    driver.click("card.spirals");  // the newest stands below
    QVERIFY(recentActions(driver).first()->text().contains("Lorenz"));
    recentActions(driver).last()->trigger();
    QCOMPARE(driver.window.recent().items().size(), std::size_t(1));
    QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(file) &&
                                 Json::parse(readFile(file)).at("recent").size() == 1 &&
                                 Json::parse(readFile(file)).at("recent")[0].contains("pinned"),
                             3000);

    WindowDriver after(makeTorchEngine());
    after.window.rememberIn(file);
    QCOMPARE(after.window.recent().items().front().target, std::string("lorenz"));
    QVERIFY(after.window.recent().items().front().pinned);
    recentActions(after);
    after.find<QMenu>("menu.recent.pins")->actions()[0]->trigger();
    QVERIFY(!after.window.recent().items().front().pinned);
}

void WindowLifeTest::theModelInspectorCountsWhatTrains()
{
    WindowDriver driver(makeTorchEngine());
    QVERIFY(driver.openSmall({"training.steps=20"}));
    driver.click("structureButton");
    auto* tree = driver.find<QTreeWidget>("modelTree");
    QVERIFY(tree->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(tree->topLevelItemCount() == 1, 30000);
    QCOMPARE(driver.text("model.stepTime"), QString("not measured yet"));
    QVERIFY(driver.text("model.memory.activations").contains("batch of"));
    const QString total = tree->topLevelItem(0)->text(2);
    qint64 leaves = 0;
    for (QTreeWidgetItemIterator it(tree); *it; ++it)
        if ((*it)->childCount() == 0)
            leaves += (*it)->text(2).remove(',').toLongLong();
    QCOMPARE(leaves, QString(total).remove(',').toLongLong());
    driver.click("startButton");
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, 30000);
    const Json environment =
        Json::parse(readFile(RunFolder{driver.window.session().folder()}.path / "env.json"));
    QCOMPARE(leaves, environment.at("parameters").get<qint64>());
    QVERIFY2(driver.text("model.stepTime").contains(" s"),
             qPrintable(driver.text("model.stepTime")));
    driver.click("modelCopyButton");
    QVERIFY(QGuiApplication::clipboard()->text().contains(total));
}

void WindowLifeTest::theModelInspectorFollowsTheDraft()
{
    WindowDriver driver(makeTorchEngine());
    QVERIFY(driver.openSmall({}));
    driver.click("structureButton");
    auto* tree = driver.find<QTreeWidget>("modelTree");
    QTRY_VERIFY_WITH_TIMEOUT(tree->topLevelItemCount() == 1, 30000);
    const QString before = tree->topLevelItem(0)->text(2);
    driver.window.draft().setOption("model.width", 12);
    QTRY_VERIFY_WITH_TIMEOUT(
        tree->topLevelItemCount() == 1 && tree->topLevelItem(0)->text(2) != before, 30000);
    driver.window.draft().undoStack()->undo();
    QTRY_VERIFY_WITH_TIMEOUT(
        tree->topLevelItemCount() == 1 && tree->topLevelItem(0)->text(2) == before, 30000);
    // What cannot be built says why.
    driver.window.draft().setOption("model.heads", 7);
    driver.window.draft().setOption("model.width", 12);
    QTRY_VERIFY2_WITH_TIMEOUT(driver.text("modelNote").contains("heads"),
                              qPrintable(driver.text("modelNote")), 30000);
    QVERIFY(driver.find("modelNote")->isVisible());
}

NIE_TEST_WITH(QApplication, WindowLifeTest);

}  // namespace nie::window_life_test

#include "window_life_test.moc"
