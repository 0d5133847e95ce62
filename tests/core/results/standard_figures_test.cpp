#include "core/results/standard_figures.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <limits>

namespace nie::standard_figures_test {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

MetricsTable someMetrics()
{
    MetricsTable table;
    table.columns = {{"step", {1, 2, 2, 3}},
                     {"train_loss", {0.5, 0.25, kNone, 0.125}},
                     {"solver_residual", {1e-2, 1e-3, kNone, 1e-4}},
                     {"validation_loss", {kNone, kNone, 0.3, kNone}},
                     {"validation_solver_residual", {kNone, kNone, 1e-5, kNone}}};
    return table;
}

std::shared_ptr<const PredictionSnapshot> sampleWith(std::vector<std::string> channels)
{
    auto sample = std::make_shared<PredictionSnapshot>();
    const std::size_t count = channels.size();
    sample->channels = std::move(channels);
    sample->sample = 7;
    sample->split = "test";
    sample->givenPoints = 2;
    sample->times = {0.0, 0.5, 1.0};
    for (std::size_t i = 0; i < 3 * count; ++i) {
        sample->truth.push_back(static_cast<double>(i));
        sample->prediction.push_back(static_cast<double>(i) + 0.5);
    }
    return sample;
}

}  // namespace

class StandardFiguresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lossFigureHoldsEveryMeasuredPointAndNoOther()
    {
        const FigureSpec figure = lossFigure(someMetrics(), {{"seed", "1"}});
        QCOMPARE(figure.panels.size(), std::size_t(2));
        const PanelSpec& loss = figure.panels[0];
        QVERIFY(loss.y.logarithmic);
        QVERIFY(loss.series[0].faint);
        QVERIFY((loss.series[0].x == std::vector<double>{1, 2, 3}));
        QVERIFY((loss.series[0].y == std::vector<double>{0.5, 0.25, 0.125}));
        QVERIFY((loss.series[2].x == std::vector<double>{2}));
        QVERIFY((loss.series[2].y == std::vector<double>{0.3}));
        QVERIFY(loss.series[2].style == SeriesSpec::Style::Points);
        QVERIFY((figure.panels[1].series[0].y == std::vector<double>{1e-2, 1e-3, 1e-4}));
        QCOMPARE(figure.provenance.front().second, std::string("1"));
    }

    void runningMeanOfAConstantIsTheConstantAndSettlesAfterASpike()
    {
        MetricsTable table = someMetrics();
        for (auto& column : table.columns)
            column.second.assign(2000, column.first == "train_loss" ? 0.5 : 1.0);
        table.columns["train_loss"][100] = 1e12;
        const auto mean = lossFigure(table, {}).panels[0].series[1].y;
        QCOMPARE(mean[0], 0.5);
        QVERIFY(std::abs(mean[99] - 0.5) < 1e-12);
        QVERIFY(mean[100] > 1e9);
        QVERIFY(std::abs(mean.back() - 0.5) < 1e-12);
    }

    void samplesAreShownOverTimeAndInThePhasePlane()
    {
        const FigureSpec figure =
            samplesFigure({sampleWith({"y1", "y2"}), sampleWith({"y1", "y2"})}, {});
        QCOMPARE(figure.columns, 2);
        QCOMPARE(figure.panels.size(), std::size_t(4));
        const PanelSpec& time = figure.panels[0];
        QCOMPARE(time.series.size(), std::size_t(4));
        QVERIFY((time.series[0].y == std::vector<double>{0, 2, 4}));
        QVERIFY((time.series[3].y == std::vector<double>{1.5, 3.5, 5.5}));
        QCOMPARE(time.bands.at(0).to, 0.5);
        QVERIFY(!time.series[0].label.empty());
        QVERIFY(figure.panels[1].series[0].label.empty());
        const PanelSpec& plane = figure.panels[2];
        QVERIFY(plane.equalAspect);
        QVERIFY((plane.series[0].x == std::vector<double>{0, 2, 4}));
        QVERIFY((plane.series[0].y == std::vector<double>{1, 3, 5}));
    }

    void oneChannelHasNoPhasePlaneAndNoSamplesNoPanels()
    {
        QCOMPARE(samplesFigure({sampleWith({"u"})}, {}).panels.size(), std::size_t(1));
        QVERIFY(samplesFigure({}, {}).panels.empty());
    }
};

NIE_TEST(StandardFiguresTest);

}  // namespace nie::standard_figures_test

#include "standard_figures_test.moc"
