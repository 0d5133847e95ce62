#include "tests/support/test_registry.h"
#include "widgets/curves/qcustomplot_header.h"
#include "widgets/curves/residual_plot.h"
#include "widgets/curves/trajectory_view.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>

#include <cmath>

namespace nie::trajectory_view_test {

namespace {

/// A damped turn in `channels` channels over 100 times, predicted with a relative error.
std::shared_ptr<PredictionSnapshot> spiral(int channels, double error, std::int64_t step = 10)
{
    auto snapshot = std::make_shared<PredictionSnapshot>();
    snapshot->step = step;
    snapshot->sample = 3;
    snapshot->split = "validation";
    snapshot->timeLabel = "t (s)";
    snapshot->givenPoints = 20;
    for (int c = 0; c < channels; ++c)
        snapshot->channels.push_back("y" + std::to_string(c + 1));
    for (int i = 0; i < 100; ++i) {
        snapshot->times.push_back(0.05 * i);
        for (int c = 0; c < channels; ++c) {
            const double y = std::exp(-0.01 * i) * std::cos(0.1 * i - 1.5 * c);
            snapshot->truth.push_back(y);
            snapshot->prediction.push_back(y * (1 + error));
        }
    }
    for (int k = 0; k < 4; ++k)
        snapshot->iterates.push_back(std::vector<double>(snapshot->truth.size(), 0.2 * k));
    return snapshot;
}

QCustomPlot* canvas(const QWidget& view, const char* name)
{
    return view.findChild<QCustomPlot*>(name);
}

}  // namespace

class TrajectoryViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawsTruthAndPredictionOfEveryChannelWithUnits()
    {
        TrajectoryView view;
        const auto snapshot = spiral(2, 0.1);
        view.setSnapshot(snapshot);
        QCustomPlot* time = canvas(view, "trajectories.time");
        QCOMPARE(time->graphCount(), 4);
        QCOMPARE(time->xAxis->label(), "t (s)");
        QCOMPARE(time->graph(3)->data()->at(7)->value, snapshot->prediction[15]);
        QCOMPARE(time->graph(2)->data()->at(7)->value, snapshot->truth[15]);
        QCOMPARE(canvas(view, "trajectories.phase")->yAxis->label(), "y2");
    }

    void givenPointsAreABandInTheFigure()
    {
        TrajectoryView view;
        view.setSnapshot(spiral(2, 0.1));
        const FigureSpec figure = view.figure();
        QCOMPARE(figure.panels.size(), std::size_t(2));
        QCOMPARE(figure.panels[0].bands.at(0).label, std::string("given"));
        QVERIFY(std::abs(figure.panels[0].bands.at(0).to - 0.95) < 1e-12);
        QVERIFY(figure.panels[1].equalAspect);
        QCOMPARE(figure.panels[1].series.at(2).x.at(0), 1.0);
    }

    void ofManyChannelsThoseOfThePhasePlaneAreDrawn()
    {
        TrajectoryView view;
        const auto names = [&view] {
            std::vector<std::string> labels;
            const FigureSpec figure = view.figure();
            for (const SeriesSpec& series : figure.panels.at(0).series)
                labels.push_back(series.label);
            return labels;
        };
        using Names = std::vector<std::string>;
        view.setSnapshot(spiral(80, 0.1));
        QCOMPARE(names(), (Names{"y1 truth", "y1 prediction", "y2 truth", "y2 prediction"}));
        view.setPhaseChannels(70, 3);
        QCOMPARE(names(), (Names{"y4 truth", "y4 prediction", "y71 truth", "y71 prediction"}));
        auto* time = canvas(view, "trajectories.time");
        QVERIFY(time->graph(6)->visible() && time->graph(140)->visible());
        QVERIFY(!time->graph(0)->visible());
        QVERIFY(view.findChild<QLabel*>("trajectories.caption")->text().contains("2 of 80"));
        view.setSnapshot(spiral(6, 0.1));
        QCOMPARE(names().size(), std::size_t(12));
    }

    void rangesStayWhileSnapshotsOfTheSameSampleComeIn()
    {
        TrajectoryView view;
        view.setSnapshot(spiral(2, 0.3));
        const QCPRange first = canvas(view, "trajectories.time")->yAxis->range();
        view.setSnapshot(spiral(2, 0.1, 20));
        view.setSnapshot(spiral(2, 0.2, 30));
        QCOMPARE(canvas(view, "trajectories.time")->yAxis->range(), first);
        view.setSnapshot(spiral(2, 0.6, 40));
        const QCPRange wider = canvas(view, "trajectories.time")->yAxis->range();
        QVERIFY(wider.upper >= 1.6 && wider.upper > first.upper);
    }

    void wildPredictionDoesNotFlattenTheTruth()
    {
        TrajectoryView view;
        view.setSnapshot(spiral(2, 1e6));
        const QCPRange range = canvas(view, "trajectories.time")->yAxis->range();
        QVERIFY(range.size() < 10);
        QVERIFY(range.contains(1.0));
    }

    void phasePlaneHasEqualAspect()
    {
        TrajectoryView view;
        view.resize(900, 300);
        view.setSnapshot(spiral(2, 0.1));
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QCustomPlot* phase = canvas(view, "trajectories.phase");
        const auto unitsPerPixel = [phase](bool x) {
            const QRect area = phase->axisRect()->rect();
            return x ? phase->xAxis->range().size() / area.width()
                     : phase->yAxis->range().size() / area.height();
        };
        QTRY_VERIFY(std::abs(unitsPerPixel(true) / unitsPerPixel(false) - 1) < 1e-6);
        view.resize(1200, 700);
        QTRY_VERIFY(std::abs(unitsPerPixel(true) / unitsPerPixel(false) - 1) < 1e-6);
    }

    void channelsOfThePhasePlaneAreChosenWhereThereAreMoreThanTwo()
    {
        TrajectoryView view;
        view.resize(900, 400);
        view.show();
        view.setSnapshot(spiral(2, 0.1));
        auto* horizontal = view.findChild<QComboBox*>("trajectories.horizontal");
        QVERIFY(!horizontal->isVisible());
        view.setSnapshot(spiral(3, 0.1));
        QVERIFY(horizontal->isVisible());
        QCOMPARE(horizontal->count(), 3);
        view.setPhaseChannels(2, 0);
        QCOMPARE(canvas(view, "trajectories.phase")->xAxis->label(), "y3");
        QCOMPARE(horizontal->currentIndex(), 2);
        view.setPhaseChannels(7, 0);
        QCOMPARE(view.phaseChannels(), std::pair(2, 0));
        view.setSnapshot(spiral(1, 0.1));
        QVERIFY(!canvas(view, "trajectories.phase")->isVisible());
        QCOMPARE(view.figure().panels.size(), std::size_t(1));
    }

    void iterateReplacesThePrediction()
    {
        TrajectoryView view;
        view.setSnapshot(spiral(2, 0.1));
        view.showIterate(2);
        QCOMPARE(view.shownIterate(), 2);
        QCOMPARE(canvas(view, "trajectories.time")->graph(1)->data()->at(5)->value, 0.4);
        view.showIterate(99);
        QCOMPARE(view.shownIterate(), -1);
        QCOMPARE(canvas(view, "trajectories.time")->graph(1)->data()->at(0)->value, 1.1);
    }

    void noSnapshotShowsWhatWillAppear()
    {
        TrajectoryView view;
        view.show();
        auto* empty = view.findChild<QWidget*>("trajectories.empty");
        QVERIFY(empty->isVisible());
        view.setSnapshot(spiral(2, 0.1));
        QVERIFY(!empty->isVisible());
        view.setSnapshot(nullptr);
        QVERIFY(empty->isVisible());
        QVERIFY(view.figure().panels.empty());
    }

    void residualPlotShowsTheTraceAndItsTolerance()
    {
        ResidualPlot plot;
        SolverTrace trace;
        trace.residuals = {1, 0.1, 0.01, 1e-4};
        trace.meanResiduals = {0.5, 0.05, 0.005, 5e-5};
        trace.tolerance = 1e-3;
        plot.setTrace(trace, 5);
        QCustomPlot* drawing = canvas(plot, "residuals.canvas");
        QCOMPARE(drawing->graph(1)->data()->size(), 4);
        QCOMPARE(drawing->graph(1)->data()->at(3)->key, 4.0);
        QCOMPARE(drawing->graph(1)->data()->at(3)->value, 1e-4);
        QVERIFY(drawing->yAxis->range().lower <= 5e-5 && drawing->yAxis->range().upper >= 1);
        const FigureSpec figure = plot.figure();
        QCOMPARE(figure.panels.at(0).series.back().y, (std::vector<double>{1e-3, 1e-3}));
        QVERIFY(figure.panels.at(0).y.logarithmic);
    }

    void sliderSelectsAnIterateAndKeepsItAcrossSnapshots()
    {
        ResidualPlot plot;
        SolverTrace trace;
        trace.residuals = {1, 0.1, 0.01};
        plot.setTrace(trace, 4);
        auto* slider = plot.findChild<QSlider*>("residuals.iterate");
        QCOMPARE(plot.selectedIterate(), -1);
        QSignalSpy spy(&plot, &ResidualPlot::iterateSelected);
        slider->setValue(1);
        QCOMPARE(spy.last().at(0).toInt(), 1);
        plot.setTrace(trace, 6);
        QCOMPARE(plot.selectedIterate(), 1);
        slider->setValue(5);
        QCOMPARE(spy.last().at(0).toInt(), -1);
        plot.setTrace(trace, 9);
        QCOMPARE(plot.selectedIterate(), -1);
        QCOMPARE(slider->value(), 8);
    }
};

NIE_TEST_WITH(QApplication, TrajectoryViewTest);

}  // namespace nie::trajectory_view_test

#include "trajectory_view_test.moc"
