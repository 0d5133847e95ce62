#include "app/panels/loss_panel.h"
#include "app/panels/paper_page.h"
#include "app/torch_engine.h"
#include "tests/app/window_driver.h"
#include "tests/support/test_registry.h"
#include "widgets/curves/curve_plot.h"

#include <QApplication>
#include <QComboBox>
#include <QListWidget>
#include <QStackedWidget>
#include <QTableWidget>

namespace nie::paper_window_test {

using namespace nie::test;

namespace {

constexpr int kPatience = 60000;

/// The page with the smoke budget, of a window that runs the nie of this build.
void open(WindowDriver& driver)
{
    driver.window.paperSession().setProgram(
        std::filesystem::path(qEnvironmentVariable("NIE_BINARY_DIR").toStdString()) / "nie");
    driver.click("pagePaper");
    QVERIFY(driver.find("paperPage")->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(driver.find<QListWidget>("paperList")->count() > 0, kPatience);
    auto* budget = driver.find<QComboBox>("paperBudget");
    budget->setFocus();
    QTest::keyClick(budget, Qt::Key_Home);
}

void pickItem(WindowDriver& driver, const QString& begin)
{
    auto* list = driver.find<QListWidget>("paperList");
    const auto found = list->findItems(begin, Qt::MatchStartsWith);
    QCOMPARE(found.size(), 1);
    list->scrollToItem(found[0]);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualItemRect(found[0]).center());
}

}  // namespace

class PaperWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTableAndFigureIsListed()
    {
        WindowDriver driver(makeTorchEngine());
        open(driver);
        QVERIFY(driver.find<QListWidget>("paperList")->count() >= 20);
        QCOMPARE(driver.window.paper().budget(), std::string("smoke"));
        QVERIFY(driver.text("paperEmpty").contains("Not computed"));
    }

    void aFigureIsComputedAndShown()
    {
        WarningCounter warnings;
        WindowDriver driver(makeTorchEngine());
        open(driver);
        pickItem(driver, "Figure 12.");
        driver.click("paperStartButton");
        QTRY_VERIFY_WITH_TIMEOUT(driver.find("paperPicture")->isVisible(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!driver.window.paperSession().isRunning(), kPatience);
        QVERIFY(!driver.window.paper().file("pdf").empty());
        QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
    }

    void aTableFillsAndItsCellsOpenTheirRuns()
    {
        WindowDriver driver(makeTorchEngine());
        open(driver);
        pickItem(driver, "Table 5.");
        driver.click("paperStartButton");
        QVERIFY(driver.find("paperStopButton")->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(driver.find("paperTable")->isVisible(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!driver.window.paperSession().isRunning(), 2 * kPatience);
        QTest::qWait(200);  // the last table may still replace the cells
        auto* table = driver.find<QTableWidget>("paperTable");
        QVERIFY(table->rowCount() > 4);
        QCOMPARE(table->verticalHeaderItem(2)->text(), QStringLiteral("ANIE"));
        const QString cell = table->item(2, 0)->text();
        QVERIFY2(cell.contains("[.7366 ± .1440]") && !cell.startsWith("NA"), qPrintable(cell));
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                          table->visualItemRect(table->item(2, 0)).center());
        QTRY_COMPARE(driver.window.draft().config().model.value("name", ""), std::string("anie"));
        QVERIFY(driver.window.shownRun().folder().string().starts_with(
            driver.window.paperSession().folder(driver.window.paper().budget()).string()));
        QTRY_VERIFY(!driver.window.lossPanel().plot().points("train").empty());
    }

    void stoppingKeepsTheWindowUsableAndSaysNothing()
    {
        WindowDriver driver(makeTorchEngine());
        open(driver);
        pickItem(driver, "Figure 9.");
        driver.click("paperStartButton");
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("paperProgress").contains("of"), kPatience);
        driver.click("paperStopButton");
        QTRY_VERIFY_WITH_TIMEOUT(!driver.window.paperSession().isRunning(), kPatience);
        QVERIFY(driver.find("paperStartButton")->isEnabled());
        QVERIFY(driver.banner().isEmpty());
    }
};

NIE_TEST_WITH(QApplication, PaperWindowTest);

}  // namespace nie::paper_window_test

#include "paper_window_test.moc"
