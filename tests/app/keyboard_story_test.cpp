// The first run with the keyboard alone: no click, no action called.
#include "app/torch_engine.h"
#include "tests/app/window_driver.h"
#include "tests/support/test_registry.h"

#include <QDialog>
#include <QLineEdit>
#include <QTableWidget>

#include <set>

namespace nie::keyboard_story_test {

using namespace nie::test;
using enum nie::SessionState;

namespace {

constexpr int kSoon = 60000;    // ms; a loaded machine
constexpr int kMostTabs = 300;  // more than there are widgets on any page

/// What a window manager does with a window that has just come up.
bool giveFocus(QWidget& window)
{
    window.activateWindow();
    // A dialog counts as active as soon as the window behind it is: that is not enough.
    return QTest::qWaitFor([&window] { return QApplication::activeWindow() == &window; }, kSoon);
}

void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
{
    QWidget* focus = QApplication::focusWidget();
    if (!focus)
        focus = QApplication::activeWindow();
    if (!focus)
        qFatal("no window has the focus");
    QTest::keyClick(focus, key, modifiers);
}

QString focusName()
{
    const QWidget* focus = QApplication::focusWidget();
    return focus ? focus->objectName() : QStringLiteral("nothing");
}

bool tabTo(const QString& name, Qt::Key key = Qt::Key_Tab)
{
    for (int i = 0; i < kMostTabs; ++i) {
        if (focusName() == name)
            return true;
        press(key);
    }
    return focusName() == name;
}

/// Tabs until a widget comes a second time. What never comes back to the first is a trap.
QString trapOnTheWayRound()
{
    press(Qt::Key_Tab);
    const QWidget* first = QApplication::focusWidget();
    for (int i = 0; i < kMostTabs; ++i) {
        const QWidget* before = QApplication::focusWidget();
        press(Qt::Key_Tab);
        if (QApplication::focusWidget() == before)
            return focusName();
        if (QApplication::focusWidget() == first)
            return {};
    }
    return focusName() + " and others";
}

}  // namespace

class KeyboardStoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFirstRunNeedsNoMouse();
    void arrowsWalkFromSampleToSample();
    void tabLeavesEveryWidgetOfEveryPage();
    void tabLeavesTheTablesOfTheDialogs();
};

void KeyboardStoryTest::theFirstRunNeedsNoMouse()
{
    WarningCounter warnings;
    WindowDriver driver(makeTorchEngine());
    QVERIFY(giveFocus(driver.window));
    QVERIFY2(tabTo("card.spirals"), qPrintable(focusName()));
    press(Qt::Key_Space);
    QCOMPARE(driver.window.page(), Page::Train);

    press(Qt::Key_R, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(driver.shownStep() > 3, kSoon);
    const std::int64_t seen = driver.shownStep();
    QTRY_VERIFY_WITH_TIMEOUT(driver.shownStep() > seen, kSoon);
    press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Paused, kSoon);
    const std::int64_t held = driver.shownStep();
    press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY_WITH_TIMEOUT(driver.state() == Running && driver.shownStep() > held, kSoon);
    press(Qt::Key_Period, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, kSoon);

    auto* scores = driver.find<QTableWidget>("scoreTable");
    QTRY_VERIFY(scores->isVisible() && scores->rowCount() > 1);
    QVERIFY2(tabTo("scoreTable"), qPrintable(focusName()));
    press(Qt::Key_Home, Qt::ControlModifier);
    press(Qt::Key_Down);
    QCOMPARE(scores->currentRow(), 1);

    QTRY_VERIFY(driver.window.actionList().find("action.exportFigure")->isEnabled());
    press(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(driver.window.findChild<QDialog*>("exportDialog"));
    auto* dialog = driver.find<QDialog>("exportDialog");
    QVERIFY(giveFocus(*dialog));
    QVERIFY2(tabTo("exportFile"), qPrintable(focusName()));
    const std::filesystem::path file = driver.folder / "by-keys.svg";
    press(Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), QString::fromStdString(file.string()));
    QVERIFY2(tabTo("exportButton"), qPrintable(focusName()));
    press(Qt::Key_Space);
    QVERIFY(std::filesystem::exists(file));
    QVERIFY2(driver.banner().contains("by-keys.svg"), qPrintable(driver.banner()));
    QCOMPARE(driver.clicks, 0);
    QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
}

void KeyboardStoryTest::arrowsWalkFromSampleToSample()
{
    WindowDriver driver(makeTorchEngine());
    QVERIFY(giveFocus(driver.window));
    QVERIFY2(tabTo("card.spirals"), qPrintable(focusName()));
    std::set<QString> cards;
    for (int i = 0; i < kMostTabs && focusName().startsWith("card."); ++i) {
        cards.insert(focusName());
        press(Qt::Key_Right);
    }
    QVERIFY2(cards.size() > 2, qPrintable(focusName()));
    QVERIFY2(tabTo("card.spirals", Qt::Key_Backtab), qPrintable(focusName()));
}

void KeyboardStoryTest::tabLeavesEveryWidgetOfEveryPage()
{
    WindowDriver driver(makeTorchEngine());
    QVERIFY(driver.openSmall({"training.steps=5"}));
    driver.window.startRun();
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, kSoon);
    QVERIFY(giveFocus(driver.window));
    for (const auto& [page, name] : kPageNames) {
        driver.window.showPage(page);
        QTest::qWait(50);
        const QString trap = trapOnTheWayRound();
        QVERIFY2(trap.isEmpty(), qPrintable(QString("%1: %2").arg(name, trap)));
    }
}

void KeyboardStoryTest::tabLeavesTheTablesOfTheDialogs()
{
    WindowDriver driver(makeTorchEngine());
    for (const char* name : {"action.shortcuts", "action.selfTest"})
        driver.window.actionList().find(name)->trigger();
    int tables = 0;
    for (QDialog* dialog : driver.window.findChildren<QDialog*>()) {
        const auto* table = dialog->findChild<QTableWidget*>();
        if (!dialog->isVisible() || !table)
            continue;
        ++tables;
        QVERIFY(!table->tabKeyNavigation());
    }
    QCOMPARE(tables, 2);
}

NIE_TEST_WITH(QApplication, KeyboardStoryTest);

}  // namespace nie::keyboard_story_test

#include "keyboard_story_test.moc"
