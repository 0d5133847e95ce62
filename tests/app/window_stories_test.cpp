// The first and the second story of the guide, each as one person goes through it: by clicks and keys
// alone. The third is export_window_test, the fourth recordings_model_test.
#include "app/panels/fields_page.h"
#include "app/torch_engine.h"
#include "core/base/files.h"
#include "core/io/npz.h"
#include "core/results/run_folder.h"
#include "tests/app/attention_driver.h"
#include "tests/app/hand_driver.h"
#include "tests/app/history_driver.h"
#include "tests/support/test_registry.h"
#include "widgets/attention/picking_view.h"
#include "widgets/curves/curve_plot.h"

#include <QTableWidget>

#include <cmath>

namespace nie::window_stories_test {

using namespace nie::test;
using enum nie::SessionState;

namespace {

std::size_t lossesShown(WindowDriver& driver)
{
    return driver.find<CurvePlot>("lossPlot")->points("train").size();
}

double secondsOf(const QElapsedTimer& clock)
{
    return static_cast<double>(clock.elapsed()) * 1e-3;
}

}  // namespace

class WindowStoriesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void burgersIsTrainedWatchedSlowedDownAndStopped();
    void attentionOfARunOfTheHistoryIsLookedIntoAndExported();
};

void WindowStoriesTest::burgersIsTrainedWatchedSlowedDownAndStopped()
{
    WarningCounter warnings;
    WindowDriver driver(makeTorchEngine());
    driver.click("card.burgers");
    // Fewer data, which is not what this is about, and no end of its own.
    clickTab(driver, "optionTabBar", 3);
    enter(driver, "option.samples", "60");
    clickTab(driver, "optionTabBar", 1);
    enter(driver, "option.epochs", "4000");
    driver.clicks = 1;
    QElapsedTimer clock;
    clock.start();
    driver.click("startButton");
    QTRY_VERIFY_WITH_TIMEOUT(driver.shownStep() > 0, 5000);
    const double secondsToRunning = secondsOf(clock);
    QVERIFY2(driver.clicks <= 3, "card, Start");
    QCOMPARE(driver.state(), Running);

    QTRY_VERIFY_WITH_TIMEOUT(lossesShown(driver) >= 3, kPatience);
    driver.click("pageFields");
    const auto& fields = *driver.find<FieldsPage>("fieldsPage");
    QTRY_VERIFY_WITH_TIMEOUT(fields.sample(), kPatience);
    const std::int64_t predictedAt = fields.sample()->step;
    QTRY_VERIFY_WITH_TIMEOUT(fields.sample()->step > predictedAt, kPatience);

    driver.click("pauseButton");
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Paused, kPatience);
    const std::int64_t held = driver.shownStep();
    driver.click("pageTrain");
    clickTab(driver, "optionTabBar", 1);
    const Json& training = driver.window.draft().config().training;
    const double rate = training.at("learning_rate").get<double>();
    driver.click("halveRateButton");
    QCOMPARE(driver.window.draft().config().training.at("learning_rate").get<double>(), rate / 2);
    driver.click("pauseButton");
    QTRY_VERIFY_WITH_TIMEOUT(driver.shownStep() > held, kPatience);
    driver.click("stopButton");
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, kPatience);
    const RunFolder run{driver.window.session().folder()};
    QVERIFY(readFile(run.events()).find("learning_rate = 0.001") != std::string::npos);

    driver.click("pageRuns");
    auto* table = driver.find<QTableView>("runsTable");
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, kPatience);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                      table->visualRect(table->model()->index(0, 0)).center());
    ++driver.clicks;
    const Json floors = Json::parse(readFile(run.evaluation())).at("floors");
    QVERIFY(!floors.empty());
    QTRY_COMPARE(driver.find<QTableWidget>("runScoresTable")->rowCount(),
                 1 + static_cast<int>(floors.size()));
    QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
    qInfo("story \"train\": %.1f s from Start to running; %d clicks and %.1f s in all",
          secondsToRunning, driver.clicks, secondsOf(clock));
}

void WindowStoriesTest::attentionOfARunOfTheHistoryIsLookedIntoAndExported()
{
    WarningCounter warnings;
    WindowDriver driver(makeTorchEngine());
    QVERIFY(openTinyFields(driver));
    driver.click("startButton");
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, kPatience);
    driver.clicks = 0;
    QElapsedTimer clock;
    clock.start();
    openOnlyRun(driver, kPatience);
    driver.click("pageAttention");
    QTRY_VERIFY_WITH_TIMEOUT(isWhole(driver), kPatience);

    const AttentionTokens tokens = opened(driver)->maps->origin().tokens;
    auto* sample = driver.find<PickingView>("attention.query");
    QTest::mouseClick(sample, Qt::LeftButton, {},
                      placeOf(*sample, tokens.space[0].centres[1], tokens.space[1].centres[3]));
    ++driver.clicks;
    const auto token = driver.window.attention().tokens().front();
    QCOMPARE(token % 16, std::int64_t(4 + 3));
    // A panel a head, of 4 by 4 cells.
    const auto rows = [&driver] { return figureOf(driver, "attention.rows").panels; };
    QTRY_COMPARE_WITH_TIMEOUT(rows().size(), std::size_t(2), kPatience);
    QCOMPARE(rows()[0].image->values.size(), std::size_t(16));

    const auto iterations = opened(driver)->maps->origin().iterations;
    driver.click("attention.iteration.previous");
    QTRY_VERIFY_WITH_TIMEOUT(
        isWhole(driver) && opened(driver)->maps->origin().iteration == iterations - 1, kPatience);
    driver.click("attention.ablate");
    const auto* heads = driver.find<HeadTable>("attention.table");
    QTRY_VERIFY_WITH_TIMEOUT(heads->item(0, heads->columnCount() - 1)->text().contains('%'),
                             kPatience);

    const std::filesystem::path file = driver.folder / "maps.npz";
    answerFileDialog(file, [&driver] {
        clickInMenuBar(driver, "menu.attention", "action.attention.export");
    });
    QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(file), kPatience);
    QVERIFY2(driver.banner().contains("maps.npz"), qPrintable(driver.banner()));
    const NumericArray written = NpzReader(file).read("map");
    QCOMPARE(written.shape, (std::vector<std::int64_t>{2, 1, 48}));
    const std::vector<double> row = opened(driver)->maps->map(0, 0, {token}).values;
    for (std::size_t k = 0; k < row.size(); ++k)
        QVERIFY(std::abs(written.values[k] - row[k]) < 1e-6);
    QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
    qInfo("story \"inspect attention\": %d clicks, a point and a file name, %.1f s", driver.clicks,
          secondsOf(clock));
}

NIE_TEST_WITH(QApplication, WindowStoriesTest);

}  // namespace nie::window_stories_test

#include "window_stories_test.moc"
