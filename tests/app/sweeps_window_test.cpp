#include "app/panels/loss_panel.h"
#include "app/panels/sweep_form.h"
#include "app/panels/sweep_map.h"
#include "app/panels/sweeps_page.h"
#include "app/torch_engine.h"
#include "core/base/version.h"
#include "core/experiments/sweep/sweep_plan.h"
#include "tests/app/figure_driver.h"
#include "tests/support/test_registry.h"
#include "widgets/figures/parallel_coordinates.h"

#include <QApplication>
#include <QProcess>
#include <QSpinBox>
#include <QTabBar>
#include <QTableWidget>

namespace nie::sweeps_window_test {

using namespace nie::test;

namespace {

constexpr int kPatience = 120000;

/// The page of a window with a small experiment that runs the nie of this build.
void open(WindowDriver& driver)
{
    driver.window.sweepSession().program().setFile(
        std::filesystem::path(qEnvironmentVariable("NIE_BINARY_DIR").toStdString()) / "nie");
    QVERIFY(driver.openSmall({"training.steps=2", "training.epochs=0", "training.time_budget=0"}));
    driver.click("pageSweeps");
    QVERIFY(driver.find("sweepsPage")->isVisible());
}

/// Adds a row and types the option's name and its values.
void vary(WindowDriver& driver, int row, const QString& path, const QString& values)
{
    driver.click("sweepAddButton");
    auto* option = driver.find<QComboBox>(QStringLiteral("sweepOption%1").arg(row));
    option->lineEdit()->selectAll();
    QTest::keyClicks(option->lineEdit(), path);
    QTest::keyClick(option->lineEdit(), Qt::Key_Return);
    QApplication::processEvents();
    auto* law = driver.find<QComboBox>(QStringLiteral("sweepLaw%1").arg(row));
    law->setFocus();
    QTest::keyClick(law, Qt::Key_Home);  // values
    auto* list = driver.find<QLineEdit>(QStringLiteral("sweepValues%1").arg(row));
    QTest::mouseClick(list, Qt::LeftButton);
    list->selectAll();
    QTest::keyClicks(list, values);
}

void chooseTab(WindowDriver& driver, int index)
{
    auto* bar = driver.find<QTabBar>("sweepTabBar");
    QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(index).center());
}

}  // namespace

class SweepsWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thePageTeachesBeforeThereIsASweep()
    {
        WindowDriver driver(makeTorchEngine());
        driver.click("pageSweeps");
        QVERIFY(driver.text("sweepExperiment").contains("Start page"));
        QVERIFY(driver.text("sweepEmpty").contains("Vary an option"));
        QVERIFY(!driver.find("sweepStartButton")->isEnabled());
        QVERIFY(!driver.find("sweepStopButton")->isEnabled());
    }

    void theFormSaysHowManyRunsAndWhatIsWrong()
    {
        WindowDriver driver(makeTorchEngine());
        open(driver);
        QVERIFY(driver.text("sweepSummary").contains("One run"));
        vary(driver, 0, "training.learning_rate", "0.001, 0.01, 0.1");
        QVERIFY2(driver.text("sweepSummary").contains("3 points"),
                 qPrintable(driver.text("sweepSummary")));
        driver.find<QSpinBox>("sweepSeeds")->setValue(4);
        QVERIFY(driver.text("sweepSummary").contains("12 runs"));
        QVERIFY(driver.find("sweepStartButton")->isEnabled());
        vary(driver, 1, "model.width", "8, 0");
        QVERIFY2(driver.text("sweepSummary").contains("model.width: out of range") &&
                     driver.text("sweepSummary").contains("found 0"),
                 qPrintable(driver.text("sweepSummary")));
        QVERIFY(!driver.find("sweepStartButton")->isEnabled());
        driver.click("sweepRemove1");
        QVERIFY(driver.find("sweepStartButton")->isEnabled());
        // The shares of the sets vary as every other option does.
        vary(driver, 2, "dataset.split.training", "0.4, 0.6");
        QVERIFY2(driver.text("sweepSummary").contains("6 points"),
                 qPrintable(driver.text("sweepSummary")));
        driver.click("sweepRemove2");
        QVERIFY2(driver.window.sweeps().command().find(
                     "--vary training.learning_rate=0.001,0.01,0.1 --seeds 4") != std::string::npos,
                 driver.window.sweeps().command().c_str());
    }

    void theCopiedLinePlansTheRunsOfTheForm()
    {
        WindowDriver driver(makeTorchEngine());
        open(driver);
        vary(driver, 0, "training.learning_rate", "0.001, 0.01");
        auto* limit = driver.find<QComboBox>("sweepLimit");
        limit->setFocus();
        QTest::keyClick(limit, Qt::Key_Down);
        driver.find<QSpinBox>("sweepLimitValue")->setValue(3);
        driver.window.draft().setOption("model.width", 12);
        driver.window.draft().setSeed(4);
        const auto options = [&driver](const RunConfig& config) {
            auto list = driver.window.engine().describeOptions(config).training;
            for (OptionDescription& option : list)
                option.path = "training." + option.path;
            return list;
        };
        const SweepPlan plan(driver.find<SweepForm>("sweepForm")->spec(), options, {});
        QProcess shell;
        shell.start("sh", {"-c", "PATH=\"$NIE_BINARY_DIR:$PATH\"; " +
                                     QString::fromStdString(driver.window.sweeps().command()) +
                                     " --list --json"});
        QVERIFY(shell.waitForFinished(kPatience));
        const Json list = parseJson(shell.readAllStandardOutput().toStdString(), "nie");
        QCOMPARE(list.size(), std::size_t(2));
        for (const Json& run : list)
            QVERIFY2(plan.runs().contains(run.at("run").get<std::string>()),
                     driver.window.sweeps().command().c_str());
    }

    void twoByTwoFillsTheTableAndACellOfTheMapOpensItsRun()
    {
        WarningCounter warnings;
        WindowDriver driver(makeTorchEngine());
        open(driver);
        vary(driver, 0, "training.learning_rate", "0.001, 0.01");
        vary(driver, 1, "model.width", "8, 12");
        driver.click("sweepStartButton");
        QVERIFY(driver.find("sweepStopButton")->isEnabled());
        auto* table = driver.find<QTableWidget>("sweepTable");
        QTRY_COMPARE_WITH_TIMEOUT(table->rowCount(), 4, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!driver.window.sweepSession().isRunning(), kPatience);
        for (int line = 0; line < 4; ++line)
            QCOMPARE(table->item(line, 7)->text(), QStringLiteral("done"));
        QVERIFY(driver.text("sweepProgress").contains("4 of 4"));

        chooseTab(driver, 1);
        auto* map = driver.find<SweepMap>("sweepMap");
        QTRY_VERIFY(map->width() > 200);
        // Upper right cell: the larger of both.
        QPoint place(map->width() / 2, map->height() / 4);
        while (map->rowAt(place + QPoint(20, 0)))
            place.rx() += 10;
        QTest::mouseClick(map, Qt::LeftButton, {}, place);
        const RunConfig& opened = driver.window.draft().config();
        QTRY_COMPARE(opened.model.value("width", 0), 12);
        QCOMPARE(opened.training.value("learning_rate", 0.0), 0.01);
        QVERIFY(opened.title.find("learning_rate 0.01, width 12, seed 1") != std::string::npos);
        // It is the run itself, with its curves and checkpoints.
        const std::filesystem::path& shown = driver.window.shownRun().folder();
        QVERIFY2(shown.string().starts_with(
                     driver.window.sweepSession().folder(driver.window.sweeps().name()).string()),
                 shown.c_str());
        QVERIFY(!driver.window.shownRun().firstCheckpoint().empty());
        QTRY_VERIFY(!driver.window.lossPanel().plot().points("train").empty());
        QVERIFY(driver.window.page() == Page::Train);
        QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));

        // Parallel coordinates: a brush on the first axis keeps two of the four.
        driver.click("pageSweeps");
        chooseTab(driver, 2);
        auto* lines = driver.find<ParallelCoordinates>("parallelCoordinates");
        QTRY_VERIFY(lines->width() > 200);
        QTest::mousePress(lines, Qt::LeftButton, {}, lines->placeOf(0, -0.4).toPoint());
        QTest::mouseMove(lines, lines->placeOf(0, 0.2).toPoint());
        QTest::mouseRelease(lines, Qt::LeftButton, {}, lines->placeOf(0, 0.4).toPoint());
        QTRY_COMPARE(driver.text("sweepKept"), QStringLiteral("2 of 4 points kept"));
        driver.click("sweepClearBrushes");
        QVERIFY(!driver.find("sweepClearBrushes")->isEnabled());

        // Each of them says which sweep it shows when it is exported.
        for (const int tab : {1, 2, 3}) {
            chooseTab(driver, tab);
            const FigureOrigin origin = originOnPage(driver);
            QVERIFY2(origin.value("sweep") == driver.window.sweeps().name(), "of this sweep");
            QVERIFY(origin.value("program").find(versionNumber()) != std::string::npos);
            QVERIFY(!origin.value("settings").empty());
        }
    }

    void aRunThatIsGoneOpensAsItsConfiguration()
    {
        WindowDriver driver(makeTorchEngine());
        open(driver);
        vary(driver, 0, "training.learning_rate", "0.001, 0.01");
        driver.click("sweepStartButton");
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("sweepProgress").contains("2 of 2 runs done"),
                                 kPatience);
        const auto folder = driver.window.sweepSession().folder(driver.window.sweeps().name());
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
            if (entry.path().filename() == "metrics.csv")
                std::filesystem::remove(entry.path());
        auto* table = driver.find<QTableWidget>("sweepTable");
        const QPoint place = table->visualItemRect(table->item(1, 0)).center();
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, place);
        QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, place);
        QTRY_VERIFY(driver.window.draft().config().title.find("learning_rate") !=
                    std::string::npos);
        QVERIFY(driver.window.shownRun().folder().empty());
    }

    void aStoppedSweepGoesOn()
    {
        WindowDriver driver(makeTorchEngine());
        open(driver);
        driver.find<QSpinBox>("sweepJobs")->setValue(1);
        driver.window.actionList().find("action.trainWithSeeds")->trigger();
        QCOMPARE(driver.find<QSpinBox>("sweepSeeds")->value(), 5);
        driver.find<QSpinBox>("sweepSeeds")->setValue(3);
        driver.click("sweepStartButton");
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("sweepProgress").contains("1 of 3"), kPatience);
        driver.click("sweepStopButton");
        QTRY_VERIFY_WITH_TIMEOUT(!driver.window.sweepSession().isRunning(), kPatience);
        QVERIFY(driver.banner().isEmpty());
        QTRY_VERIFY(driver.find("sweepGoOnButton")->isVisible());
        driver.click("sweepGoOnButton");
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("sweepProgress").contains("3 of 3 runs done"),
                                 kPatience);
        QVERIFY(!driver.find("sweepGoOnButton")->isVisible());
        auto* table = driver.find<QTableWidget>("sweepTable");
        QCOMPARE(table->rowCount(), 1);
        QVERIFY2(table->item(0, 2)->text().contains("±"), qPrintable(table->item(0, 2)->text()));
        chooseTab(driver, 3);
        QVERIFY(!driver.window.sweeps().figure().panels.empty());
    }
};

NIE_TEST_WITH(QApplication, SweepsWindowTest);

}  // namespace nie::sweeps_window_test

#include "sweeps_window_test.moc"
