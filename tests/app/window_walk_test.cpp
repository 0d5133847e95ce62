#include "app/torch_engine.h"
#include "tests/app/widget_checks.h"
#include "tests/app/window_driver.h"
#include "tests/support/test_registry.h"

#include <QApplication>
#include <QDockWidget>
#include <QDropEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>

#include <set>

namespace nie::window_walk_test {

using namespace nie::test;

namespace {

void collect(const QList<QAction*>& actions, std::set<QAction*>& found)
{
    for (QAction* action : actions) {
        found.insert(action);
        if (action->menu())
            collect(action->menu()->actions(), found);
    }
}

}  // namespace

class WindowWalkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyWidgetThatIsOperatedHasANameForTestsAndOneForPeople();
    void everyActionIsNamedExplainedAndInAMenu();
    void noTwoActionsShareAShortcut();
    void noTwoWidgetsShareAName();
    void everySwitchOfTheViewWorksBothWaysWithoutAWarning();
    void theLossPanelFoldsAndResetLayoutBringsEverythingBack();
    void editsAreUndoneFromTheMenu();
    void copyCommandPutsTheShellLineOnTheClipboard();
    void theInspectorOffersASectionForEachKindOfOption();
    void aDroppedFileOfAnotherKindIsExplained();
    void helpOpensWithoutStoppingAnything();
};

void WindowWalkTest::everyWidgetThatIsOperatedHasANameForTestsAndOneForPeople()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("card.spirals");
    QStringList nameless;
    int walked = 0;
    for (QWidget* widget : driver.window.findChildren<QWidget*>()) {
        if (!isOperated(widget) || isPartOfAnother(widget))
            continue;
        ++walked;
        if (widget->objectName().isEmpty() || nameForPeople(widget).isEmpty())
            nameless << placeOf(widget);
    }
    QVERIFY(walked > 30);
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join('\n')));
}

void WindowWalkTest::everyActionIsNamedExplainedAndInAMenu()
{
    WindowDriver driver(makeTorchEngine());
    std::set<QAction*> inMenus;
    collect(driver.window.menuBar()->actions(), inMenus);
    for (QAction* action : driver.window.actionList().all()) {
        const QString name = action->objectName();
        QVERIFY(name.startsWith("action."));
        QVERIFY2(!action->text().isEmpty() && !action->statusTip().isEmpty(), qPrintable(name));
        QVERIFY2(!action->text().contains(QChar('!')), qPrintable(name));
        QVERIFY2(inMenus.count(action) == 1, qPrintable(name + " is in no menu"));
    }
}

void WindowWalkTest::noTwoActionsShareAShortcut()
{
    WindowDriver driver(makeTorchEngine());
    std::set<QString> seen;
    for (const QAction* action : driver.window.actionList().all()) {
        for (const QKeySequence& keys : action->shortcuts())
            QVERIFY2(seen.insert(keys.toString()).second, qPrintable(keys.toString()));
    }
    QVERIFY(seen.size() > 15);
}

void WindowWalkTest::noTwoWidgetsShareAName()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("card.spirals");
    std::set<QString> seen;
    for (const QWidget* widget : driver.window.findChildren<QWidget*>()) {
        if (isOperated(widget) && !isPartOfAnother(widget) && !widget->objectName().isEmpty())
            QVERIFY2(seen.insert(widget->objectName()).second, qPrintable(widget->objectName()));
    }
}

void WindowWalkTest::everySwitchOfTheViewWorksBothWaysWithoutAWarning()
{
    WarningCounter warnings;
    WindowDriver driver(makeTorchEngine());
    driver.click("card.spirals");
    for (const char* name :
         {"action.page.start", "action.page.train", "action.page.fields", "action.page.attention",
          "action.page.equations", "action.page.data", "action.page.recordings",
          "action.page.paper", "action.page.runs", "action.page.sweeps", "action.appearance.dark",
          "action.appearance.light", "action.appearance.system", "action.showLoss",
          "action.showInspector", "action.fit", "action.follow"}) {
        QAction* action = driver.window.actionList().find(name);
        QVERIFY2(action, name);
        const bool before = action->isChecked();
        action->trigger();
        QTest::qWait(20);
        if (QByteArray(name).startsWith("action.show"))
            QVERIFY2(action->isChecked() != before, name);
        action->trigger();
        QTest::qWait(20);
    }
    QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
}

void WindowWalkTest::theLossPanelFoldsAndResetLayoutBringsEverythingBack()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("card.spirals");
    const int height = driver.find("lossDock")->height();
    driver.click("foldLossButton");
    QTRY_VERIFY(driver.find("lossDock")->height() < height / 3);
    driver.window.actionList().find("action.showInspector")->trigger();
    QVERIFY(!driver.find("inspectorDock")->isVisible());
    driver.window.actionList().find("action.resetLayout")->trigger();
    QVERIFY(driver.find("inspectorDock")->isVisible());
    QTRY_VERIFY(std::abs(driver.find("lossDock")->height() - height) < 12);
}

void WindowWalkTest::editsAreUndoneFromTheMenu()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("card.spirals");
    auto* seed = driver.find<QLineEdit>("seedEdit");
    const QString before = seed->text();
    driver.click("newSeedButton");
    QVERIFY(seed->text() != before);
    QVERIFY(driver.window.isWindowModified());
    driver.window.actionList().find("action.undo")->trigger();
    QCOMPARE(seed->text(), before);
    QVERIFY(!driver.window.isWindowModified());
}

void WindowWalkTest::copyCommandPutsTheShellLineOnTheClipboard()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("card.spirals");
    driver.window.draft().setSeed(42);
    driver.window.actionList().find("action.copyCommand")->trigger();
    QVERIFY2(driver.banner().contains("nie train spirals --seed 42"), qPrintable(driver.banner()));
}

void WindowWalkTest::theInspectorOffersASectionForEachKindOfOption()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("card.spirals");
    for (const char* editor : {"option.learning_rate", "option.solver.tolerance", "option.curves"})
        QVERIFY2(driver.window.findChild<QWidget*>(editor), editor);
    // Greyed with a reason while a run goes on.
    driver.click("startButton");
    QTRY_VERIFY_WITH_TIMEOUT(driver.shownStep() > 0, 10000);
    auto* optimizer = driver.find("option.optimizer");
    QVERIFY(!optimizer->isEnabled());
    QVERIFY(!optimizer->toolTip().isEmpty());
    QVERIFY(driver.find("option.learning_rate")->isEnabled());  // may change at any time
    QVERIFY(!driver.find("seedEdit")->isEnabled());
    QVERIFY(driver.find("seedEdit")->toolTip().contains("stop"));
    driver.click("stopButton");
    QTRY_VERIFY(optimizer->isEnabled());
}

void WindowWalkTest::aDroppedFileOfAnotherKindIsExplained()
{
    WindowDriver driver(makeTorchEngine());
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile("/data/slides.pptx")});
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&driver.window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&driver.window, &drop);
    QVERIFY2(driver.banner().contains("slides.pptx"), qPrintable(driver.banner()));
}

void WindowWalkTest::helpOpensWithoutStoppingAnything()
{
    WindowDriver driver(makeTorchEngine());
    for (const char* name : {"action.shortcuts", "action.about"})
        driver.window.actionList().find(name)->trigger();
    QVERIFY(driver.find("versionsLabel")->isVisible());
    QVERIFY2(driver.text("versionsLabel").contains("LibTorch"),
             qPrintable(driver.text("versionsLabel")));
    driver.click("copyVersionsButton");
    QVERIFY(driver.find("shortcutsTable")->isVisible());
}

NIE_TEST_WITH(QApplication, WindowWalkTest);

}  // namespace nie::window_walk_test

#include "window_walk_test.moc"
