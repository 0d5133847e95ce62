// What a CurvePlot holds and says: points, axes, legend, figure. Views, cursors and drawing have
// tests of their own.
#include "tests/support/test_registry.h"
#include "tests/widgets/plot_mouse.h"
#include "widgets/curves/curve_controls.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QSlider>
#include <QToolButton>

namespace nie::curve_plot_test {

using namespace nie::test;

class CurvePlotTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<PlotOnScreen> m_screen;
    PlotOnScreen& plot() { return *m_screen; }
    QString axisTitleOn(CurveSide side)
    {
        return (side == CurveSide::Left ? plot().canvas()->yAxis : plot().canvas()->yAxis2)
            ->label();
    }

private Q_SLOTS:
    void init() { m_screen = std::make_unique<PlotOnScreen>(); }
    void cleanup() { m_screen.reset(); }

    void xAxisSwitchesBetweenAllCoordinates()
    {
        plot()->append("train", losses(101, 300));
        using Range = std::pair<double, double>;
        QCOMPARE(plot()->xRange(), Range(101, 300));
        plot()->setXAxis(CurveX::Epoch);
        QCOMPARE(plot()->xRange(), Range(11, 30));
        plot()->setXAxis(CurveX::WallTime);
        QCOMPARE(plot()->xRange(), Range(25.25, 75));
        plot()->setXAxis(CurveX::RelativeTime);
        QCOMPARE(plot()->xRange(), Range(0, 49.75));
        plot()->setXAxis(CurveX::Samples);
        QCOMPARE(plot()->xRange(), Range(808, 2400));
    }

    void pointsNotShownOnALogarithmicAxisAreCounted()
    {
        auto points = losses(1, 50);
        points[3].value = 0;
        points[4].value = -1;
        points[9].value = -1e-9;
        plot()->setPoints("train", points);
        QCOMPARE(plot()->notShownText(), QString("3 points \u2264 0 not shown"));
        plot().settle();
        QCOMPARE(plot()->findChild<QLabel*>("curves.notShown")->text(), plot()->notShownText());
        plot()->setLogarithmicY(CurveSide::Left, false);
        QCOMPARE(plot()->notShownText(), QString());
        points[0].value = NAN;
        plot()->setPoints("train", points);
        QCOMPARE(plot()->notShownText(), QString("1 point without a number not shown"));
    }

    void smoothedPastStaysTheSameAsTheRunGrows()
    {
        plot()->setSmoothing(0.95);
        plot()->append("train", losses(1, 500));
        const auto half = plot()->smoothedValues("train");
        const std::vector<double> before(half.begin(), half.end());
        plot()->append("train", losses(501, 1000));
        const auto whole = plot()->smoothedValues("train");
        QCOMPARE(whole.size(), std::size_t(1000));
        QVERIFY(std::equal(before.begin(), before.end(), whole.begin()));
        QCOMPARE(whole[0], plot()->points("train")[0].value);
        // It does not depend on what is visible.
        plot()->setXRange(800, 900);
        plot()->resize(300, 300);
        QVERIFY(std::equal(before.begin(), before.end(), plot()->smoothedValues("train").begin()));
    }

    void aSeriesThatIsNotSmoothedStaysRaw()
    {
        plot()->addSeries({.id = "rate", .label = "Rate", .smoothed = false});
        plot()->setSmoothing(0.95);
        plot()->append("rate", losses(1, 50));
        QCOMPARE(plot()->smoothedValues("rate")[49], plot()->points("rate")[49].value);
    }

    void pointsOfLaterStepsAreDroppedWhenTheTrainingWentBack()
    {
        plot()->append("train", losses(1, 100));
        plot()->append("validation", losses(1, 20));
        plot()->dropAfter(60);
        QCOMPARE(plot()->points("train").size(), std::size_t(60));
        QCOMPARE(plot()->points("validation").size(), std::size_t(20));
        plot()->append("train", losses(61, 80));
        QCOMPARE(plot()->xRange().second, 80.0);
    }

    void legendHidesACurveAndTheFigureFollows()
    {
        plot()->append("train", losses(1, 100));
        plot()->append("validation", losses(1, 10));
        plot().settle();
        QCOMPARE(plot()->figure().panels.at(0).series.size(), std::size_t(2));
        QTest::mouseClick(plot()->findChild<QToolButton*>("curves.legend.validation"),
                          Qt::LeftButton);
        const FigureSpec figure = plot()->figure();
        QCOMPARE(figure.panels.at(0).series.size(), std::size_t(1));
        QCOMPARE(figure.panels.at(0).series.at(0).label, std::string("Training"));
        QCOMPARE(figure.panels.at(0).y.label, std::string("Loss (MSE)"));
        QVERIFY(figure.panels.at(0).y.logarithmic);
        QCOMPARE(figure.panels.at(0).x.to, 100.0);
    }

    void seriesOnTheRightGetTheirOwnScale()
    {
        plot()->addSeries(
            {.id = "lr", .label = "Learning rate", .colour = 2, .side = CurveSide::Right});
        plot()->append("train", losses(1, 100));
        plot()->append("lr", std::vector<CurvePoint>{{.step = 1, .value = 1e-3},
                                                     {.step = 100, .value = 1e-4}});
        plot().settle();
        QVERIFY(plot().canvas()->yAxis2->visible());
        QVERIFY(plot()->yRange(CurveSide::Right).second < 0.01);
        QVERIFY(plot()->yRange(CurveSide::Left).second > 0.9);
        QCOMPARE(plot()->figure().panels.size(), std::size_t(2));
    }

    void theLegendMovesACurveToTheOtherAxisWhichSaysWhatItShows()
    {
        plot()->setYAxis(CurveSide::Right, "", true);
        plot()->addSeries(
            {.id = "lr", .label = "Rate", .side = CurveSide::Right, .quantity = "Learning rate"});
        plot()->append("train", losses(1, 100));
        plot()->append("lr", losses(1, 100));
        plot().settle();
        QCOMPARE(axisTitleOn(CurveSide::Right), QString("Learning rate"));
        auto* button = plot()->findChild<QToolButton*>("curves.legend.lr");
        QVERIFY(button);
        askForMenu(button, QPoint(4, 4));
        clickInMenu(plot().plot.get(), "curves.legend.menu", "curves.legend.left");
        plot().settle();
        QVERIFY(!plot().canvas()->yAxis2->visible());
        QCOMPARE(axisTitleOn(CurveSide::Left), QString("Loss (MSE), Learning rate"));
        QCOMPARE(plot()->figure().panels.size(), std::size_t(1));
    }

    void theLegendShowsOnlyOneCurveAndAllAgain()
    {
        plot()->append("train", losses(1, 10));
        plot()->append("validation", losses(1, 10));
        askForMenu(plot()->findChild<QToolButton*>("curves.legend.validation"), QPoint(4, 4));
        clickInMenu(plot().plot.get(), "curves.legend.menu", "curves.legend.only");
        QCOMPARE(plot()->readout(5).size(), std::size_t(1));
        QCOMPARE(plot()->readout(5).front().id, std::string("validation"));
        askForMenu(plot()->findChild<QToolButton*>("curves.legend.validation"), QPoint(4, 4));
        clickInMenu(plot().plot.get(), "curves.legend.menu", "curves.legend.all");
        QCOMPARE(plot()->readout(5).size(), std::size_t(2));
    }

    void runsKeepTheColoursTheyAreGiven()
    {
        const QColor own(200, 10, 120);
        plot()->addSeries(
            {.id = "run3/train", .label = "Training", .exactColour = own, .run = "Run 3"});
        plot()->append("run3/train", losses(1, 10));
        plot().settle();
        QCOMPARE(plot().canvas()->graph(4)->pen().color(), own);
        QCOMPARE(plot()->findChild<QToolButton*>("curves.legend.run3/train")->text(),
                 QString("Run 3: Training"));
        const SeriesSpec line = plot()->figure().panels.at(0).series.back();
        QCOMPARE(line.label, std::string("Run 3: Training"));
        QCOMPARE(line.exactColour, std::string("#c80a78"));
    }

    void aBandKeepsItsEdgesInTheFigure()
    {
        std::vector<CurveBandPoint> band;
        for (int step = 1; step <= 20; ++step)
            band.push_back({{.step = 1.0 * step, .value = 2.0}, 1.5, 3.0});
        plot()->setBand("train", band);
        QCOMPARE(plot()->points("train").size(), std::size_t(20));
        const auto series = plot()->figure().panels.at(0).series;
        QCOMPARE(series.at(0).y.at(3), 3.0);
        QCOMPARE(series.at(0).fill.at(3), 1.5);
        QCOMPARE(series.at(1).y.at(3), 2.0);
        // Bounds of a constant band stay where they are, however much is smoothed.
        plot()->setSmoothing(0.9);
        QCOMPARE(plot()->figure().panels.at(0).series.at(0).fill.at(3), 1.5);
        // The range holds the band.
        QVERIFY(plot()->yRange(CurveSide::Left).first < 1.5);
        QVERIFY(plot()->yRange(CurveSide::Left).second > 3.0);
    }

    void controlsStayInStepWithThePlot()
    {
        CurveControls controls(plot().plot.get());
        controls.show();
        plot()->append("train", losses(1, 100));
        plot()->setXAxis(CurveX::Samples);
        QCOMPARE(controls.findChild<QComboBox*>("curves.xAxis")->currentText(), "Samples seen");
        QTest::mouseClick(controls.findChild<QCheckBox*>("curves.logY"), Qt::LeftButton, {},
                          QPoint(8, 8));
        QVERIFY(!plot()->isLogarithmicY(CurveSide::Left));
        controls.findChild<QSlider*>("curves.smoothing")->setValue(50);
        QVERIFY(std::abs(plot()->smoothing() - (1 - std::pow(10, -1.5))) < 1e-12);
        plot()->setSmoothing(0);
        QCOMPARE(controls.findChild<QSlider*>("curves.smoothing")->value(), 0);
        plot()->setXRange(80, 160);
        QTest::mouseClick(controls.findChild<QToolButton*>("curves.back"), Qt::LeftButton);
        QCOMPARE(plot()->xRange(), std::pair(8.0, 800.0));
    }

    void theMoreMenuSwitchesRightAxisEnvelopeOutliersAndTable()
    {
        CurveControls controls(plot().plot.get());
        const auto toggle = [&](const char* name) {
            auto* action = controls.findChild<QAction*>(name);
            action->trigger();
            return action->isChecked();
        };
        QVERIFY(toggle("curves.logRight"));
        QVERIFY(plot()->isLogarithmicY(CurveSide::Right));
        QVERIFY(toggle("curves.envelope"));
        QVERIFY(plot()->isEnvelopeShown());
        QVERIFY(toggle("curves.outliers"));
        QVERIFY(plot()->isOutlierTolerant());
        QVERIFY(toggle("curves.tableAction"));
        QVERIFY(plot()->isTableShown());
        plot()->setTableShown(false);
        QVERIFY(!controls.findChild<QAction*>("curves.tableAction")->isChecked());
    }

    void summaryTellsCurvesAndLastValues()
    {
        plot()->append("train", losses(1, 1000));
        QCOMPARE(plot()->summary(),
                 "Loss (MSE), 1 curves: last value of Training 0.00674 at step 1,000");
    }

    void unknownSeriesIsRefused()
    {
        QVERIFY_EXCEPTION_THROWN(plot()->append("nobody", losses(1, 2)), std::out_of_range);
    }
};

NIE_TEST_WITH(QApplication, CurvePlotTest);

}  // namespace nie::curve_plot_test

#include "curve_plot_test.moc"
