// Diagnostics of a real, short training in the window: the numbers are those of the run's files.
#include "app/panels/diagnostics_tabs.h"
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
#include <QTabBar>
#include <QTabWidget>

#include <fmt/format.h>

namespace nie::diagnostics_window_test {

using namespace nie::test;
using enum nie::SessionState;

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

        auto* bars = driver.find<SampleBars>("diagnostics.sample_errors");
        figureOf("sample_errors");
        QTRY_VERIFY(bars->isVisible());
        QTest::qWait(50);
        const auto [worst, error] = bars->bars().front();
        const QCustomPlot* plot = bars->drawing();
        QTest::mouseClick(
            bars->drawing(), Qt::LeftButton, {},
            QPoint(static_cast<int>(plot->xAxis->coordToPixel(1)), plot->axisRect()->center().y()));
        QCOMPARE(tabs->currentIndex(), 0);
        QCOMPARE(driver.find<TrajectoryView>("trajectoryView")->snapshot()->sample, worst);
        QVERIFY(driver.text("evaluatedSampleNote").contains(QString::number(worst)));
        QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
        takePictures(driver);
    }
};

NIE_TEST_WITH(QApplication, DiagnosticsWindowTest);

}  // namespace nie::diagnostics_window_test

#include "diagnostics_window_test.moc"
