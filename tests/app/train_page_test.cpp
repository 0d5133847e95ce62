// The Train page and the loss panel without a window: what they show of a training and after it.
#include "app/panels/diagnostics_tabs.h"
#include "app/panels/loss_panel.h"
#include "app/panels/train_page.h"
#include "core/results/diagnostics_figures.h"
#include "tests/support/test_registry.h"
#include "tests/widgets/plot_mouse.h"
#include "widgets/curves/sample_bars.h"
#include "widgets/curves/trajectory_view.h"
#include "widgets/style/number_format.h"

#include <QAbstractButton>
#include <QLabel>
#include <QSignalSpy>
#include <QTabBar>

namespace nie::train_page_test {

using namespace nie::test;

namespace {

std::shared_ptr<PredictionSnapshot> snapshot(std::int64_t sample)
{
    auto made = std::make_shared<PredictionSnapshot>();
    made->sample = sample;
    made->split = "test";
    made->channels = {"y1", "y2"};
    made->givenPoints = 1;
    for (int i = 0; i < 10; ++i) {
        made->times.push_back(0.1 * i);
        for (const double value : {0.1 * i, std::sin(0.3 * i)}) {
            made->truth.push_back(value);
            made->prediction.push_back(value + 0.01 * static_cast<double>(sample));
        }
    }
    return made;
}

/// Samples 4, 11 and 23; of 23 the prediction is not kept.
RunEvaluation evaluation()
{
    RunEvaluation made;
    made.model = "anie";
    made.split = "test";
    made.samples = 3;
    made.step = 77;
    made.checkpoint = "best";
    made.test.mse = 0.25;
    made.test.r2 = 0.9;
    made.test.r2Determination = 0.8;
    made.test.sampleR2 = {0.7, 0.9, 0.95};
    made.test.horizons.distance = {0.1, 0.2};
    made.test.horizons.distanceDeviation = {0.01, 0.02};
    auto diagnostics = std::make_shared<EvaluationDiagnostics>();
    diagnostics->split = "test";
    diagnostics->horizonTimes = {0.1, 0.2};
    diagnostics->scatter = {{0, 1}, {0.1, 0.9}, 2};
    diagnostics->components.shares = {0.9, 0.1};
    EvaluationDiagnostics::Path path;
    path.sample = 4;
    for (std::size_t k = 0; k < 2; ++k) {
        path.truth[k] = {0, 1, 2};
        path.prediction[k] = {0, 1, 3};
    }
    diagnostics->components.paths = {path};
    diagnostics->spectrum = {"frequency (1/t)", {1, 2}, {2, 1}, {2, 0.5}, ""};
    diagnostics->samples = {
        {4, 0.1, 0.2, 0.7, 1e-5}, {11, 0.4, 0.5, 0.9, 2e-6}, {23, 0.01, 0.05, 0.95, 3e-4}};
    diagnostics->predictions = {snapshot(11), snapshot(4)};
    made.diagnostics = std::move(diagnostics);
    return made;
}

StepReport stepReport(std::int64_t step)
{
    StepReport report;
    report.step = step;
    report.epoch = 1 + step / 10;
    report.wallSeconds = 0.5 * static_cast<double>(step);
    report.samplesSeen = 32 * step;
    report.trainLoss = 1.0 / static_cast<double>(step);
    report.learningRate = 1e-3;
    report.gradientNorm = 2.0;
    report.solverIterations = 6.25;
    report.solverResidual = 3.21e-5;
    report.contraction = 0.412;
    report.notConvergedShare = 0.125;
    return report;
}

TrainingFeed::Batch steps(std::int64_t first, std::int64_t last)
{
    TrainingFeed::Batch batch;
    for (std::int64_t step = first; step <= last; ++step)
        batch.steps.push_back(stepReport(step));
    return batch;
}

}  // namespace

class TrainPageTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TrainPage> m_page;
    std::unique_ptr<LossPanel> m_loss;

    DiagnosticsTabs& tabs() { return m_page->diagnostics(); }
    void clickTab(int index)
    {
        QTest::mouseClick(tabs().tabBar(), Qt::LeftButton, {},
                          tabs().tabBar()->tabRect(index).center());
    }
    QString text(const char* name) { return m_page->findChild<QLabel*>(name)->text(); }
    QCustomPlot* canvas() { return m_loss->plot().drawing(); }
    int shownGraphs()
    {
        int shown = 0;
        for (int i = 0; i < canvas()->graphCount(); ++i)
            shown += canvas()->graph(i)->visible() && canvas()->graph(i)->dataCount() > 0 ? 1 : 0;
        return shown;
    }
    void click(const char* legendEntry)
    {
        QTest::mouseClick(m_loss->findChild<QAbstractButton*>(legendEntry), Qt::LeftButton);
        QTest::qWait(80);
    }

private Q_SLOTS:
    void init()
    {
        m_page = std::make_unique<TrainPage>();
        m_page->resize(1400, 600);
        m_page->show();
        m_loss = std::make_unique<LossPanel>();
        m_loss->resize(900, 300);
        m_loss->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_loss.get()));
    }
    void cleanup()
    {
        m_page.reset();
        m_loss.reset();
    }

    void theTabsAreThereBeforeARunAndSayWhatWillBeInThem()
    {
        QCOMPARE(tabs().count(), 1 + static_cast<int>(diagnosticTitles().size()));
        for (int i = 1; i < tabs().count(); ++i) {
            clickTab(i);
            QCOMPARE(tabs().currentIndex(), i);
            QVERIFY(m_page->figure().panels.empty());
        }
        QVERIFY(tabs().currentWidget()->findChild<QLabel*>("sampleBars.empty")->isVisible());
    }

    void afterAnEvaluationEveryTabShowsItsNumbers()
    {
        QSignalSpy changes(m_page.get(), &TrainPage::changed);
        m_page->showEvaluation(evaluation());
        QCOMPARE(changes.count(), 1);
        for (int i = 1; i < tabs().count(); ++i) {
            clickTab(i);
            const FigureSpec figure = m_page->figure();
            QVERIFY2(!figure.panels.empty(), qPrintable(tabs().tabText(i)));
            const auto wanted =
                diagnosticFigures(evaluation(), {})[static_cast<std::size_t>(i - 1)];
            QCOMPARE(tabs().tabText(i), QString::fromStdString(wanted.title));
            QCOMPARE(figure.panels[0].title, wanted.figure.panels[0].title);
            QCOMPARE(figure.panels[0].series[0].y, wanted.figure.panels[0].series[0].y);
        }
        QCOMPARE(changes.count(), tabs().count());
        clickTab(0);
        QVERIFY(m_page->figure().panels.empty());  // no prediction came
        m_page->clear();
        clickTab(1);
        QVERIFY(m_page->figure().panels.empty());
    }

    void aClickOnABarShowsThatSamplesTruthAndPrediction()
    {
        m_page->showEvaluation(evaluation());
        TrainingFeed::Batch live;
        live.prediction = snapshot(2);
        m_page->showBatch(live);
        auto* bars = m_page->findChild<SampleBars*>("diagnostics.sample_errors");
        auto* view = m_page->findChild<TrajectoryView*>("trajectoryView");
        clickTab(tabs().indexOf(bars));
        QTest::qWait(50);
        const QCustomPlot* plot = bars->drawing();
        const auto clickBar = [&](int rank) {
            const QPoint at(static_cast<int>(plot->xAxis->coordToPixel(rank)),
                            plot->axisRect()->center().y());
            QTest::mouseClick(bars->drawing(), Qt::LeftButton, {}, at);
        };
        clickBar(1);  // the worst: 0.5
        QCOMPARE(tabs().currentIndex(), 0);
        QCOMPARE(view->snapshot()->sample, 11);
        QCOMPARE(view->snapshot()->step, 77);
        QCOMPARE(text("evaluatedSampleNote"),
                 QString("Sample 11 of the test set, relative L2 0.500"));
        QVERIFY(!m_page->figure().panels.empty());
        auto* back = m_page->findChild<QAbstractButton*>("backToValidationButton");
        QVERIFY(back->isVisible());
        QTest::mouseClick(back, Qt::LeftButton);
        QCOMPARE(view->snapshot()->sample, 2);
        QVERIFY(text("evaluatedSampleNote").isEmpty() && !back->isVisible());
        // The third was too large to be kept: it says so and asks for it.
        std::vector<PredictionTarget> wanted;
        connect(m_page.get(), &TrainPage::evaluatedSampleWanted, this,
                [&wanted](const PredictionTarget& target) { wanted.push_back(target); });
        clickTab(tabs().indexOf(bars));
        clickBar(3);
        QCOMPARE(view->snapshot()->sample, 2);
        QVERIFY(text("evaluatedSampleNote").contains("sample 23 is not kept"));
        QCOMPARE(wanted.size(), std::size_t(1));
        QCOMPARE(wanted[0].split, std::string("test"));
        QCOMPARE(wanted[0].sample, 2);
        m_page->showEvaluatedSample(snapshot(23));
        QCOMPARE(view->snapshot()->sample, 23);
        QVERIFY(text("evaluatedSampleNote").startsWith("Sample 23 of the test set"));
        m_page->disconnect(this);
    }

    void aClickOnAResidualDoesTheSame()
    {
        m_page->showEvaluation(evaluation());
        auto* bars = m_page->findChild<SampleBars*>("diagnostics.sample_residuals");
        QCOMPARE(bars->bars().front().first, 23);
        Q_EMIT bars->sampleChosen(4);
        QCOMPARE(m_page->findChild<TrajectoryView*>("trajectoryView")->snapshot()->sample, 4);
    }

    void theSolverPanelShowsTheNumbersOfTheReports()
    {
        TrainingFeed::Batch batch = steps(1, 3);
        ValidationReport validation;
        validation.solverResidual = 4.5e-6;
        validation.coupling = 0.123;
        batch.validations = {validation};
        auto shown = snapshot(1);
        shown->trace.quadraturePoints = 64;
        shown->trace.residuals = {0.5, 0.1, 0.01};
        batch.prediction = shown;
        m_page->showBatch(batch);
        const StepReport report = stepReport(3);
        QCOMPARE(text("solver.iterations"), formatNumber(report.solverIterations));
        QCOMPARE(text("solver.residual"), formatNumber(report.solverResidual));
        QCOMPARE(text("solver.contraction"), formatNumber(report.contraction));
        QCOMPARE(text("solver.notConverged"), QString("13 %"));
        QCOMPARE(text("solver.quadrature"), QString("64"));
        QCOMPARE(text("solver.validationResidual"), QString("4.5e-6"));
        QCOMPARE(text("solver.coupling"), QString("0.123"));
        // What a model without a solver does not measure is a dash, not a number.
        TrainingFeed::Batch none = steps(4, 4);
        none.steps[0].solverResidual = none.steps[0].contraction = std::nan("");
        m_page->showBatch(none);
        QCOMPARE(text("solver.residual"), QString("–"));
        QCOMPARE(text("solver.contraction"), QString("–"));
    }

    void theLossPanelSaysWhichLossIsMinimised()
    {
        const auto labels = [this] {
            std::vector<QString> found;
            for (const CurveSeries& series : m_loss->plot().series())
                if (series.id == "train" || series.id == "validation")
                    found.push_back(series.label);
            return found;
        };
        using Labels = std::vector<QString>;
        RunConfig config;
        config.training = {{"loss", "relative_l2"}};
        m_loss->setTrainingLoss(config);
        QCOMPARE(labels(), (Labels{"Training loss, relative L2", "Validation loss, MSE"}));
        config.training = {{"loss", 3}};  // refused elsewhere
        m_loss->setTrainingLoss(config);
        QCOMPARE(labels(), (Labels{"Training loss", "Validation loss"}));
        config.training = Json::object();
        m_loss->setTrainingLoss(config);
        QCOMPARE(labels(), (Labels{"Training loss", "Validation loss"}));
    }

    void theLossPanelHasACurveForEveryQuantityAndAnAxisThatNamesIt()
    {
        m_loss->plot().setSmoothing(0);
        TrainingFeed::Batch batch = steps(1, 50);
        batch.validations = {{.step = 25, .loss = 0.04}, {.step = 50, .loss = 0.02}};
        m_loss->showBatch(batch);
        m_loss->showEvaluation(evaluation());
        QTest::qWait(80);
        QCOMPARE(m_loss->plot().series().size(), std::size_t(6));
        QCOMPARE(shownGraphs(), 3);  // losses of training, validation, test
        QVERIFY(!canvas()->yAxis2->visible());
        click("curves.legend.rate");
        QCOMPARE(shownGraphs(), 4);
        QCOMPARE(canvas()->yAxis2->label(), QString("Learning rate"));
        click("curves.legend.gradient");
        click("curves.legend.residual");
        QCOMPARE(shownGraphs(), 6);
        QCOMPARE(canvas()->yAxis2->label(),
                 QString("Learning rate, Gradient norm, Solver residual"));
        click("curves.legend.train");
        QCOMPARE(shownGraphs(), 5);
    }

    void theTestLossStandsAtItsCheckpointOnEveryAxis()
    {
        m_loss->showBatch(steps(1, 100));
        m_loss->showEvaluation(evaluation());
        const CurvePoint point = m_loss->plot().points("test").front();
        QCOMPARE(point.step, 77.0);
        QCOMPARE(point.value, 0.25);
        QCOMPARE(point.epoch, 8.0);
        QCOMPARE(point.wallSeconds, 38.5);
        QCOMPARE(point.samplesSeen, 32.0 * 77);
    }

    void everyXAxisShowsTheColumnOfTheLog()
    {
        m_loss->showBatch(steps(11, 60));
        using Range = std::pair<double, double>;
        for (const auto& [axis, range] :
             {std::pair(CurveX::Step, Range(11, 60)), std::pair(CurveX::Epoch, Range(2, 7)),
              std::pair(CurveX::WallTime, Range(5.5, 30)),
              std::pair(CurveX::RelativeTime, Range(0, 24.5)),
              std::pair(CurveX::Samples, Range(352, 1920))}) {
            m_loss->plot().setXAxis(axis);
            QCOMPARE(m_loss->plot().xRange(), range);
        }
    }

    void everyEventIsAMarker()
    {
        TrainingFeed::Batch batch = steps(1, 20);
        for (const char* kind : {"learning_rate", "resumed", "checkpoint", "note", "warning"})
            batch.events.push_back({10, 5.0, kind, "text"});
        m_loss->showBatch(batch);
        QCOMPARE(m_loss->plot().markerCount(), 5);
    }

    void aRollbackTakesBackTheStepsThatDidNotHappen()
    {
        m_loss->showBatch(steps(1, 50));
        TrainingFeed::Batch back = steps(31, 35);
        back.rolledBackTo = 30;
        m_loss->showBatch(back);
        QCOMPARE(m_loss->plot().points("train").size(), std::size_t(35));
        QCOMPARE(m_loss->plot().points("train").back().step, 35.0);
    }

    void theContextMenuAsksForTheModelAtAStep()
    {
        m_loss->showBatch(steps(1, 100));
        QTest::qWait(80);
        QSignalSpy spy(m_loss.get(), &LossPanel::stepChosen);
        const QPoint at(static_cast<int>(std::lround(canvas()->xAxis->coordToPixel(40))),
                        canvas()->axisRect()->center().y());
        QTest::mouseClick(canvas(), Qt::RightButton, {}, at);
        clickInMenu(&m_loss->plot(), "curves.menu", "curves.menu.open");
        QCOMPARE(spy.count(), 1);
        QCOMPARE(spy.at(0).at(0).toLongLong(), 40);
    }
};

NIE_TEST_WITH(QApplication, TrainPageTest);

}  // namespace nie::train_page_test

#include "train_page_test.moc"
