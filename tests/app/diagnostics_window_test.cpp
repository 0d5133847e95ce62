// Diagnostics of a real, short training in the window: the numbers are those of the run's files.
#include "app/panels/diagnostics_tabs.h"
#include "app/panels/fields_page.h"
#include "app/panels/train_page.h"
#include "app/torch_engine.h"
#include "core/base/files.h"
#include "core/config/run_config.h"
#include "core/results/diagnostics_figures.h"
#include "core/results/run_folder.h"
#include "tests/app/window_driver.h"
#include "tests/support/test_registry.h"
#include "widgets/curves/qcustomplot_header.h"
#include "widgets/curves/sample_bars.h"
#include "widgets/curves/trajectory_view.h"

#include <QApplication>
#include <QComboBox>
#include <QTabBar>
#include <QTabWidget>

#include <fmt/format.h>

namespace nie::diagnostics_window_test {

using namespace nie::test;
using enum nie::SessionState;

namespace {

constexpr int kSoon = 60000;  // ms; a loaded machine

/// Clicks on the first bar of the errors by sample; the sample's index in the data set.
std::int64_t clickWorst(WindowDriver& driver)
{
    auto* tabs = driver.find<QTabWidget>("diagnostics");
    auto* bars = driver.find<SampleBars>("diagnostics.sample_errors");
    QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {},
                      tabs->tabBar()->tabRect(tabs->indexOf(bars)).center());
    if (!QTest::qWaitFor([&] { return bars->isVisible() && !bars->bars().empty(); }, kSoon))
        qFatal("there are no errors by sample");
    QTest::qWait(50);
    const std::int64_t worst = bars->bars().front().first;
    const QCustomPlot* plot = bars->drawing();
    QTest::mouseClick(
        bars->drawing(), Qt::LeftButton, {},
        QPoint(static_cast<int>(plot->xAxis->coordToPixel(1)), plot->axisRect()->center().y()));
    return worst;
}

/// A finished run of few steps on fields of a line.
bool trainFields(WindowDriver& driver)
{
    RunConfig config = driver.window.engine().findExperiment("burgers");
    for (const char* setting :
         {"dataset.samples=16", "dataset.resolution=64", "dataset.stored_resolution=32",
          "model.width=4", "model.modes=4", "training.batch_size=4", "training.epochs=0",
          "training.steps=4", "training.schedule=constant", "training.warm_up_steps=0"})
        config.set(setting);
    const std::filesystem::path file = driver.folder / "small.json";
    std::ofstream(file) << config.toJson().dump(2);
    if (!driver.window.openExperiment(file.string()))
        return false;
    driver.click("startButton");
    return QTest::qWaitFor([&driver] { return driver.state() == Finished; }, kSoon);
}

}  // namespace

class DiagnosticsWindowTest : public QObject {
    Q_OBJECT

private:
    /// With NIE_SCREENSHOT_DIR set: pictures of every tab in both looks, for people to look at.
    static void takePictures(WindowDriver& driver)
    {
        const QString folder = qEnvironmentVariable("NIE_SCREENSHOT_DIR");
        if (folder.isEmpty())
            return;
        auto* tabs = driver.find<QTabWidget>("diagnostics");
        for (const char* look : {"light", "dark"}) {
            applyApplicationStyle(*qApp, QByteArray(look) == "dark" ? Appearance::Dark
                                                                    : Appearance::Light);
            for (int i = 0; i < tabs->count(); ++i) {
                tabs->setCurrentIndex(i);
                QTest::qWait(100);
                driver.window.grab().save(
                    QString("%1/diagnostics-%2-%3.png").arg(folder, look).arg(i));
            }
        }
    }

private Q_SLOTS:
    void everyTabShowsTheNumbersOfTheEvaluationAndABarOpensItsSample()
    {
        WarningCounter warnings;
        WindowDriver driver(makeTorchEngine());
        // Pictures shall show a model that has learned something.
        const bool pictures = qEnvironmentVariableIsSet("NIE_SCREENSHOT_DIR");
        QVERIFY(driver.openSmall(
            pictures ? std::vector<std::string>{"training.steps=500", "dataset.curves=200"}
                     : std::vector<std::string>{"training.steps=5", "model.width=8"}));
        driver.click("startButton");
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, 60000);
        const RunFolder run{driver.window.session().folder()};
        const auto read = [](const std::filesystem::path& file) {
            return parseJson(readFile(file), file.string());
        };
        const Json scores = read(run.evaluation()), details = read(run.diagnostics());
        const Json& test = scores.at("test");

        auto* page = driver.find<TrainPage>("trainPage");
        auto* tabs = driver.find<QTabWidget>("diagnostics");
        const auto figureOf = [&](const std::string& name) {
            for (std::size_t i = 0; i < diagnosticTitles().size(); ++i)
                if (diagnosticTitles()[i].first == name) {
                    const QRect tab = tabs->tabBar()->tabRect(static_cast<int>(i) + 1);
                    QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tab.center());
                }
            return page->figure();
        };
        const std::string title = figureOf("scatter").panels.at(0).title;
        const std::string wanted =
            fmt::format("r² = {:.4g} (squared correlation), R² = {:.4g} (determination)",
                        test.at("r2").get<double>(), test.at("r2_determination").get<double>());
        QVERIFY2(title.find(wanted) == 0, title.c_str());
        const auto series = figureOf("error_over_time").panels.at(0).series;
        QVERIFY(Json(series.back().y) == scores.at("horizons").at("model").at("distance"));
        QCOMPARE(series.size(), 2 + scores.at("floors").size());
        for (const auto& [name, unused] : diagnosticTitles())
            QVERIFY2(!figureOf(name).panels.empty(), name.c_str());

        // The mean over the samples' errors is the score.
        double mean = 0.0;
        const Json& errors = details.at("samples").at("relative_l2");
        for (const Json& error : errors)
            mean += error.get<double>() / static_cast<double>(errors.size());
        QVERIFY(std::abs(mean - test.at("relative_l2").get<double>()) < 1e-12);

        const std::int64_t worst = clickWorst(driver);
        QCOMPARE(tabs->currentIndex(), 0);
        QCOMPARE(driver.find<TrajectoryView>("trajectoryView")->snapshot()->sample, worst);
        QVERIFY(driver.text("evaluatedSampleNote").contains(QString::number(worst)));
        QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
        takePictures(driver);
    }

    void theWorstSampleOfFieldsOpensOnTheirPage()
    {
        WarningCounter warnings;
        WindowDriver driver(makeTorchEngine());
        QVERIFY(trainFields(driver));
        // Of the run that was trained, and of the same one as the history keeps it.
        for (const bool again : {false, true}) {
            if (again) {
                driver.window.openRun(driver.window.session().folder());
                driver.click("pageTrain");
                QTRY_VERIFY_WITH_TIMEOUT(
                    driver.text("evaluatedSampleNote").startsWith("Checkpoint"), kSoon);
            }
            const std::int64_t worst = clickWorst(driver);
            QCOMPARE(driver.window.page(), Page::Fields);
            const FieldsPage& fields = driver.window.fields();
            QTRY_VERIFY_WITH_TIMEOUT(fields.sample() && fields.sample()->split == "test" &&
                                         fields.sample()->sample == worst,
                                     kSoon);
            QCOMPARE(driver.find<QComboBox>("fields.split")->currentText(), QString("test"));
            QVERIFY(
                driver.text("fields.step")
                    .contains(QStringLiteral("test sample, number %1 of the data set").arg(worst)));
            driver.click("pageTrain");
        }
        QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
    }

    void aCurveThatIsNotKeptIsPredictedAgain()
    {
        WindowDriver driver(makeTorchEngine());
        QVERIFY(driver.openSmall({"training.steps=5", "model.width=8"}));
        driver.click("startButton");
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, kSoon);
        auto* view = driver.find<TrajectoryView>("trajectoryView");
        driver.click("pageStart");
        // The files of a run do not hold the predictions of its evaluation.
        driver.window.openRun(driver.window.session().folder());
        driver.click("pageTrain");
        QTRY_VERIFY_WITH_TIMEOUT(driver.text("evaluatedSampleNote").startsWith("Checkpoint"),
                                 kSoon);
        const std::int64_t worst = clickWorst(driver);
        QCOMPARE(driver.window.page(), Page::Train);
        QTRY_VERIFY_WITH_TIMEOUT(view->snapshot()->sample == worst, kSoon);
        QCOMPARE(view->snapshot()->split, std::string("test"));
        QVERIFY(driver.text("evaluatedSampleNote")
                    .startsWith(QStringLiteral("Sample %1 of the test set").arg(worst)));
    }
};

NIE_TEST_WITH(QApplication, DiagnosticsWindowTest);

}  // namespace nie::diagnostics_window_test

#include "diagnostics_window_test.moc"
