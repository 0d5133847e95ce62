#include "app/torch_engine.h"
#include "tests/app/window_driver.h"
#include "tests/support/test_registry.h"

#include <QApplication>
#include <QLineEdit>
#include <QTreeWidget>

#include <tuple>

namespace nie::window_palette_test {

using namespace nie::test;
using enum nie::SessionState;

namespace {

constexpr auto kCtrlShift = Qt::ControlModifier | Qt::ShiftModifier;

void openPalette(WindowDriver& driver, const QString& typed)
{
    driver.window.actionList().find("action.palette")->trigger();
    QTest::keyClicks(driver.find("paletteSearch"), typed);
}

QTreeWidgetItem* firstHit(WindowDriver& driver)
{
    return driver.find<QTreeWidget>("paletteList")->topLevelItem(0);
}

QTreeWidgetItem* hitNamed(WindowDriver& driver, const QString& title)
{
    const auto found =
        driver.find<QTreeWidget>("paletteList")->findItems(title, Qt::MatchExactly, 0);
    return found.isEmpty() ? nullptr : found.first();
}

}  // namespace

class WindowPaletteTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thePaletteFindsAPageByAFewLetters();
    void thePaletteShowsWhereAnActionStandsAndItsKeys();
    void whatIsNotPossibleIsGreyAndDoesNothing();
    void thePaletteOpensSamplesAndRecentFiles();
    void thePaletteGoesByEscapeAndByAClickElsewhere();
};

void WindowPaletteTest::thePaletteFindsAPageByAFewLetters()
{
    WarningCounter warnings;
    WindowDriver driver(makeTorchEngine());
    driver.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&driver.window));
    QTest::keyClick(&driver.window, Qt::Key_A, kCtrlShift);
    QVERIFY(driver.find("commandPalette")->isVisible());
    QVERIFY(driver.find("paletteSearch")->hasFocus());
    QTest::keyClicks(driver.find("paletteSearch"), "equ pag");
    QCOMPARE(firstHit(driver)->text(0), QString("Equations page"));
    QTest::keyClick(driver.find("paletteSearch"), Qt::Key_Return);
    QVERIFY(driver.window.page() == Page::Equations);
    QVERIFY(!driver.find("commandPalette")->isVisible());
    // The other key, and the arrows.
    QTest::keyClick(&driver.window, Qt::Key_K, Qt::ControlModifier);
    QVERIFY(driver.find("commandPalette")->isVisible());
    auto* list = driver.find<QTreeWidget>("paletteList");
    QVERIFY(list->topLevelItemCount() > 40);
    QTest::keyClick(driver.find("paletteSearch"), Qt::Key_Down);
    QCOMPARE(list->indexOfTopLevelItem(list->currentItem()), 1);
    QTest::keyClick(driver.find("paletteSearch"), Qt::Key_Up);
    QTest::keyClick(driver.find("paletteSearch"), Qt::Key_Up);
    QCOMPARE(list->indexOfTopLevelItem(list->currentItem()), list->topLevelItemCount() - 1);
    QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
}

void WindowPaletteTest::thePaletteShowsWhereAnActionStandsAndItsKeys()
{
    WindowDriver driver(makeTorchEngine());
    openPalette(driver, "");
    for (const auto& [title, where, keys] :
         {std::tuple("Checkpoint now", "Session", "Ctrl+Shift+K"),
          std::tuple("Dark", "View > Appearance", ""), std::tuple("Help", "Help", "F1")}) {
        const QTreeWidgetItem* row = hitNamed(driver, title);
        QVERIFY2(row, title);
        QCOMPARE(row->text(1), QString(where));
        QCOMPARE(row->text(2), QString(keys));
    }
    // Every action but the one that opens it.
    for (const QAction* action : driver.window.actionList().all()) {
        QString text = action->text();
        text.remove('&').remove(QChar(0x2026));
        if (action->objectName() != "action.palette")
            QVERIFY2(hitNamed(driver, text), qPrintable(text));
    }
    QTest::keyClicks(driver.find("paletteSearch"), "appearance dark");
    driver.clickRow(driver.find<QTreeWidget>("paletteList"), firstHit(driver));
    QVERIFY(driver.window.actionList().find("action.appearance.dark")->isChecked());
    driver.window.setAppearance(Appearance::Light);
}

void WindowPaletteTest::whatIsNotPossibleIsGreyAndDoesNothing()
{
    WindowDriver driver(makeTorchEngine());
    openPalette(driver, "checkpoint now");
    QTreeWidgetItem* row = firstHit(driver);
    QCOMPARE(row->text(0), QString("Checkpoint now"));
    QCOMPARE(row->foreground(0).color(),
             driver.find("commandPalette")->palette().color(QPalette::Disabled, QPalette::Text));
    QVERIFY(row->toolTip(0).contains("not possible now"));
    const Page before = driver.window.page();
    QTest::keyClick(driver.find("paletteSearch"), Qt::Key_Return);
    driver.clickRow(driver.find<QTreeWidget>("paletteList"), row);
    QVERIFY(driver.find("commandPalette")->isVisible());
    QVERIFY(driver.window.page() == before);
    QCOMPARE(driver.state(), Idle);
    QTest::keyClicks(driver.find("paletteSearch"), " zzzz");
    QCOMPARE(driver.find<QTreeWidget>("paletteList")->topLevelItemCount(), 1);
    QTest::keyClick(driver.find("paletteSearch"), Qt::Key_Return);
    QVERIFY(driver.find("commandPalette")->isVisible());
}

void WindowPaletteTest::thePaletteOpensSamplesAndRecentFiles()
{
    WindowDriver driver(makeTorchEngine());
    openPalette(driver, "burgers");
    QTest::keyClick(driver.find("paletteSearch"), Qt::Key_Return);
    QCOMPARE(driver.window.draft().config().experiment, std::string("burgers"));
    QVERIFY(driver.openSmall({}));
    driver.click("pageStart");
    openPalette(driver, "small.json");
    QCOMPARE(firstHit(driver)->text(1), QString("File > Open recent"));
    QTest::keyClick(driver.find("paletteSearch"), Qt::Key_Return);
    QVERIFY(driver.window.page() == Page::Train);
    QCOMPARE(driver.window.draft().config().dataset.at("curves").get<int>(), 30);
}

void WindowPaletteTest::thePaletteGoesByEscapeAndByAClickElsewhere()
{
    WindowDriver driver(makeTorchEngine());
    openPalette(driver, "a");
    QTest::keyClick(driver.find("paletteSearch"), Qt::Key_Escape);
    QVERIFY(!driver.find("commandPalette")->isVisible());
    openPalette(driver, "");
    QCOMPARE(driver.find<QLineEdit>("paletteSearch")->text(), QString());
    QTest::mouseClick(driver.find("startPage"), Qt::LeftButton, {}, QPoint(5, 5));
    QVERIFY(!driver.find("commandPalette")->isVisible());
}

NIE_TEST_WITH(QApplication, WindowPaletteTest);

}  // namespace nie::window_palette_test

#include "window_palette_test.moc"
