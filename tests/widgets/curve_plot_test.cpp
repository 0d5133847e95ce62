#include "tests/support/test_registry.h"
#include "widgets/curves/curve_controls.h"
#include "widgets/curves/curve_plot.h"
#include "widgets/curves/qcustomplot_header.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include <cmath>

namespace nie::curve_plot_test {

namespace {

/// Steps first .. last with loss exp(-step / 200), 8 samples and 0.25 s a step, 10 steps an epoch.
std::vector<CurvePoint> losses(int first, int last)
{
    std::vector<CurvePoint> points;
    for (int step = first; step <= last; ++step)
        points.push_back({static_cast<double>(step), static_cast<double>((step - 1) / 10 + 1),
                          0.25 * step, 8.0 * step, std::exp(-step / 200.0)});
    return points;
}

void wheel(QWidget* widget, QPointF at, int turns)
{
    QWheelEvent event(at, widget->mapToGlobal(at), QPoint(), QPoint(0, 120 * turns), Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(widget, &event);
}

void drag(QWidget* widget, QPoint from, QPoint to, Qt::KeyboardModifiers keys = {})
{
    QTest::mousePress(widget, Qt::LeftButton, keys, from);
    for (int i = 1; i <= 4; ++i) {
        const QPoint at = from + (to - from) * i / 4;
        QMouseEvent move(QEvent::MouseMove, at, widget->mapToGlobal(at), Qt::NoButton,
                         Qt::LeftButton, keys);
        QApplication::sendEvent(widget, &move);
    }
    QTest::mouseRelease(widget, Qt::LeftButton, keys, to);
}

}  // namespace

class CurvePlotTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<CurvePlot> m_plot;

    QCustomPlot* canvas() const { return m_plot->drawing(); }
    QPoint middle() const { return canvas()->axisRect()->rect().center(); }
    /// Lets the refresh timer fire and the queued replot happen.
    void settle() { QTest::qWait(80); }

private Q_SLOTS:
    void init()
    {
        m_plot = std::make_unique<CurvePlot>();
        m_plot->resize(640, 400);
        m_plot->setYAxis(CurveSide::Left, "Loss (MSE)", true);
        m_plot->addSeries({.id = "train", .label = "Training"});
        m_plot->addSeries({.id = "validation", .label = "Validation", .colour = 1});
        m_plot->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_plot.get()));
    }
    void cleanup() { m_plot.reset(); }

    void xAxisSwitchesBetweenAllCoordinates()
    {
        m_plot->append("train", losses(101, 300));
        using Range = std::pair<double, double>;
        QCOMPARE(m_plot->xRange(), Range(101, 300));
        m_plot->setXAxis(CurveX::Epoch);
        QCOMPARE(m_plot->xRange(), Range(11, 30));
        m_plot->setXAxis(CurveX::WallTime);
        QCOMPARE(m_plot->xRange(), Range(25.25, 75));
        m_plot->setXAxis(CurveX::RelativeTime);
        QCOMPARE(m_plot->xRange(), Range(0, 49.75));
        m_plot->setXAxis(CurveX::Samples);
        QCOMPARE(m_plot->xRange(), Range(808, 2400));
    }

    void pointsNotShownOnALogarithmicAxisAreCounted()
    {
        auto points = losses(1, 50);
        points[3].value = 0;
        points[4].value = -1;
        points[9].value = -1e-9;
        m_plot->setPoints("train", points);
        QCOMPARE(m_plot->notShownText(), QString("3 points \u2264 0 not shown"));
        settle();
        QCOMPARE(m_plot->findChild<QLabel*>("curves.notShown")->text(), m_plot->notShownText());
        m_plot->setLogarithmicY(CurveSide::Left, false);
        QCOMPARE(m_plot->notShownText(), QString());
        points[0].value = NAN;
        m_plot->setPoints("train", points);
        QCOMPARE(m_plot->notShownText(), QString("1 point without a number not shown"));
    }

    void smoothedPastStaysTheSameAsTheRunGrows()
    {
        m_plot->setSmoothing(0.95);
        m_plot->append("train", losses(1, 500));
        const auto half = m_plot->smoothedValues("train");
        const std::vector<double> before(half.begin(), half.end());
        m_plot->append("train", losses(501, 1000));
        const auto whole = m_plot->smoothedValues("train");
        QCOMPARE(whole.size(), std::size_t(1000));
        QVERIFY(std::equal(before.begin(), before.end(), whole.begin()));
        QCOMPARE(whole[0], m_plot->points("train")[0].value);
        // It does not depend on what is visible.
        m_plot->setXRange(800, 900);
        m_plot->resize(300, 300);
        QVERIFY(std::equal(before.begin(), before.end(), m_plot->smoothedValues("train").begin()));
    }

    void wheelZoomsAboutTheCursorAndEndsFollowing()
    {
        m_plot->append("train", losses(1, 1000));
        settle();
        QVERIFY(m_plot->isFollowing());
        const double under = canvas()->xAxis->pixelToCoord(middle().x());
        const auto before = m_plot->xRange();
        wheel(canvas(), middle(), 1);
        QVERIFY(!m_plot->isFollowing());
        const auto after = m_plot->xRange();
        QVERIFY(std::abs((after.second - after.first) / (before.second - before.first) - 0.85) <
                1e-9);
        QVERIFY(std::abs(canvas()->xAxis->pixelToCoord(middle().x()) - under) < 1e-6);
        QVERIFY(m_plot->findChild<QToolButton*>("curves.followBadge")->isVisible());
    }

    void wheelOverAnAxisZoomsThatAxisAlone()
    {
        m_plot->append("train", losses(1, 1000));
        settle();
        const auto x = m_plot->xRange();
        const auto y = m_plot->yRange(CurveSide::Left);
        wheel(canvas(), QPoint(middle().x(), canvas()->axisRect()->rect().bottom() + 10), 2);
        QVERIFY(m_plot->xRange() != x);
        QCOMPARE(m_plot->yRange(CurveSide::Left), y);
        const auto narrowed = m_plot->xRange();
        QTest::qWait(600);
        wheel(canvas(), QPoint(canvas()->axisRect()->rect().left() - 10, middle().y()), 2);
        QCOMPARE(m_plot->xRange(), narrowed);
        QVERIFY(m_plot->yRange(CurveSide::Left) != y);
    }

    void draggingPansByTheDistanceDragged()
    {
        m_plot->append("train", losses(1, 1000));
        settle();
        const double under = canvas()->xAxis->pixelToCoord(middle().x());
        drag(canvas(), middle(), middle() + QPoint(80, 0));
        QVERIFY(std::abs(canvas()->xAxis->pixelToCoord(middle().x() + 80) - under) < 1e-6);
        QVERIFY(!m_plot->isFollowing());
    }

    void shiftDragZoomsToTheBox()
    {
        m_plot->append("train", losses(1, 1000));
        settle();
        const QPoint a = middle() - QPoint(60, 40), b = middle() + QPoint(60, 40);
        const double left = canvas()->xAxis->pixelToCoord(a.x()),
                     right = canvas()->xAxis->pixelToCoord(b.x());
        drag(canvas(), a, b, Qt::ShiftModifier);
        QVERIFY(std::abs(m_plot->xRange().first - left) < 2);
        QVERIFY(std::abs(m_plot->xRange().second - right) < 2);
    }

    void zoomHistoryGoesBackAndForward()
    {
        m_plot->append("train", losses(1, 1000));
        settle();
        const auto first = m_plot->xRange();
        QVERIFY(!m_plot->canZoomBack());
        m_plot->setXRange(100, 200);
        m_plot->setXRange(120, 130);
        m_plot->zoomBack();
        QCOMPARE(m_plot->xRange(), std::pair(100.0, 200.0));
        m_plot->zoomBack();
        QCOMPARE(m_plot->xRange(), first);
        QVERIFY(!m_plot->canZoomBack());
        m_plot->zoomForward();
        m_plot->zoomForward();
        QCOMPARE(m_plot->xRange(), std::pair(120.0, 130.0));
        QVERIFY(!m_plot->canZoomForward());
    }

    void doubleClickFits()
    {
        m_plot->append("train", losses(1, 1000));
        m_plot->setXRange(100, 200);
        settle();
        QTest::mouseDClick(canvas(), Qt::LeftButton, {}, middle());
        QCOMPARE(m_plot->xRange(), std::pair(1.0, 1000.0));
        const auto y = m_plot->yRange(CurveSide::Left);
        QVERIFY(y.first < std::exp(-5.0) && y.second > std::exp(-1 / 200.0));
    }

    void followedViewGrowsWithTheRunAndAPannedOneStays()
    {
        m_plot->append("train", losses(1, 100));
        settle();
        m_plot->append("train", losses(101, 200));
        settle();
        QCOMPARE(m_plot->xRange().second, 200.0);
        drag(canvas(), middle(), middle() + QPoint(50, 0));
        const auto panned = m_plot->xRange();
        m_plot->append("train", losses(201, 300));
        settle();
        QCOMPARE(m_plot->xRange(), panned);
        QSignalSpy spy(m_plot.get(), &CurvePlot::followingChanged);
        QTest::mouseClick(m_plot->findChild<QToolButton*>("curves.followBadge"), Qt::LeftButton);
        QCOMPARE(spy.count(), 1);
        QCOMPARE(m_plot->xRange().second, 300.0);
        QVERIFY(!m_plot->findChild<QToolButton*>("curves.followBadge")->isVisible());
    }

    void followWindowShowsTheLastStretch()
    {
        m_plot->setFollowWindow(50);
        m_plot->append("train", losses(1, 300));
        QCOMPARE(m_plot->xRange(), std::pair(250.0, 300.0));
    }

    void singleSpikeAmongAHundredThousandPointsIsDrawn()
    {
        m_plot->setLogarithmicY(CurveSide::Left, false);
        std::vector<CurvePoint> points;
        for (int i = 0; i < 100000; ++i)
            points.push_back(
                {.step = static_cast<double>(i), .value = i == 61803 ? 1.0 : 0.001 * (i % 7)});
        m_plot->setPoints("train", points);
        settle();
        canvas()->replot();
        const QImage image = canvas()->grab().toImage();
        const int x = static_cast<int>(canvas()->xAxis->coordToPixel(61803));
        const int y = static_cast<int>(canvas()->yAxis->coordToPixel(0.5));
        const QColor background = image.pixelColor(x - 40, y);
        bool drawn = false;
        for (int dx = -2; dx <= 2; ++dx)
            drawn = drawn ||
                    std::abs(image.pixelColor(x + dx, y).lightness() - background.lightness()) > 40;
        QVERIFY(drawn);
    }

    void denseCurvesAreDrawnInTheWayThatDoesNotStallTheWindow()
    {
        QVERIFY(canvas()->plottingHints().testFlag(QCP::phFastPolylines));
        m_plot->addSeries({.id = "norm", .label = "Norm", .style = SeriesSpec::Style::Dashed});
        m_plot->append("norm", losses(1, 100));
        settle();
        QCOMPARE(canvas()->graph(4)->pen().widthF(), 1.5);
        m_plot->append("norm", losses(101, 2000));
        settle();
        QCOMPARE(canvas()->graph(4)->pen().widthF(), 1.0);
    }

    void appendingManyTimesRedrawsAtMostThirtyTimesASecond()
    {
        int replots = 0;
        connect(canvas(), &QCustomPlot::afterReplot, this, [&replots] { ++replots; });
        QElapsedTimer timer;
        timer.start();
        int step = 0;
        while (timer.elapsed() < 500) {
            m_plot->append("train", losses(step + 1, step + 20));
            step += 20;
            QCoreApplication::processEvents();
        }
        settle();
        const double allowed = timer.elapsed() / 33.0 + 3;
        QVERIFY2(replots >= 2 && replots <= allowed, qPrintable(QString::number(replots)));
        QCOMPARE(m_plot->points("train").size(), static_cast<std::size_t>(step));
    }

    void readoutNamesTheNearestPointOfEverySeries()
    {
        m_plot->setSmoothing(0.5);
        m_plot->append("train", losses(1, 100));
        m_plot->append("validation", std::vector<CurvePoint>{{.step = 20, .value = 0.9},
                                                             {.step = 60, .value = 0.8}});
        const auto rows = m_plot->readout(42.4);
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(rows[0].point.step, 42.0);
        QCOMPARE(rows[0].smoothed, m_plot->smoothedValues("train")[41]);
        QCOMPARE(rows[1].point.step, 60.0);
        settle();
        QTest::mouseMove(canvas(), middle());
        QMouseEvent move(QEvent::MouseMove, middle(), canvas()->mapToGlobal(middle()), Qt::NoButton,
                         Qt::NoButton, Qt::NoModifier);
        QApplication::sendEvent(canvas(), &move);
        QVERIFY(m_plot->findChild<QLabel*>("curves.readout")->text().contains("Training"));
    }

    void legendHidesACurveAndTheFigureFollows()
    {
        m_plot->append("train", losses(1, 100));
        m_plot->append("validation", losses(1, 10));
        settle();
        QCOMPARE(m_plot->figure().panels.at(0).series.size(), std::size_t(2));
        QTest::mouseClick(m_plot->findChild<QToolButton*>("curves.legend.validation"),
                          Qt::LeftButton);
        const FigureSpec figure = m_plot->figure();
        QCOMPARE(figure.panels.at(0).series.size(), std::size_t(1));
        QCOMPARE(figure.panels.at(0).series.at(0).label, std::string("Training"));
        QCOMPARE(figure.panels.at(0).y.label, std::string("Loss (MSE)"));
        QVERIFY(figure.panels.at(0).y.logarithmic);
        QCOMPARE(figure.panels.at(0).x.to, 100.0);
    }

    void seriesOnTheRightGetTheirOwnScale()
    {
        m_plot->addSeries(
            {.id = "lr", .label = "Learning rate", .colour = 2, .side = CurveSide::Right});
        m_plot->append("train", losses(1, 100));
        m_plot->append("lr", std::vector<CurvePoint>{{.step = 1, .value = 1e-3},
                                                     {.step = 100, .value = 1e-4}});
        settle();
        QVERIFY(canvas()->yAxis2->visible());
        QVERIFY(m_plot->yRange(CurveSide::Right).second < 0.01);
        QVERIFY(m_plot->yRange(CurveSide::Left).second > 0.9);
        QCOMPARE(m_plot->figure().panels.size(), std::size_t(2));
    }

    void markersAreKeptAndShowTheirTextInTheFigure()
    {
        m_plot->append("train", losses(1, 100));
        m_plot->addMarker(
            {.at = {.step = 50}, .kind = "learning_rate", .text = "Learning rate halved"});
        QCOMPARE(m_plot->markerCount(), 1);
        QCOMPARE(m_plot->figure().panels.at(0).bands.at(0).from, 50.0);
        m_plot->clear();
        QCOMPARE(m_plot->markerCount(), 0);
        QVERIFY(m_plot->points("train").empty());
        QCOMPARE(m_plot->series().size(), std::size_t(2));
    }

    void clickOnACurveNamesThePoint()
    {
        m_plot->append("train", losses(1, 1000));
        settle();
        std::string id;
        CurvePoint point;
        connect(m_plot.get(), &CurvePlot::pointClicked, this,
                [&](const std::string& i, const CurvePoint& p) {
                    id = i;
                    point = p;
                });
        const QPoint at(static_cast<int>(canvas()->xAxis->coordToPixel(400)),
                        static_cast<int>(canvas()->yAxis->coordToPixel(std::exp(-2.0))));
        QTest::mouseClick(canvas(), Qt::LeftButton, {}, at);
        QCOMPARE(id, std::string("train"));
        QVERIFY(std::abs(point.step - 400) < 4);
    }

    void controlsStayInStepWithThePlot()
    {
        CurveControls controls(m_plot.get());
        controls.show();
        m_plot->append("train", losses(1, 100));
        m_plot->setXAxis(CurveX::Samples);
        QCOMPARE(controls.findChild<QComboBox*>("curves.xAxis")->currentText(), "Samples seen");
        QTest::mouseClick(controls.findChild<QCheckBox*>("curves.logY"), Qt::LeftButton, {},
                          QPoint(8, 8));
        QVERIFY(!m_plot->isLogarithmicY(CurveSide::Left));
        controls.findChild<QSlider*>("curves.smoothing")->setValue(50);
        QVERIFY(std::abs(m_plot->smoothing() - (1 - std::pow(10, -1.5))) < 1e-12);
        m_plot->setSmoothing(0);
        QCOMPARE(controls.findChild<QSlider*>("curves.smoothing")->value(), 0);
        m_plot->setXRange(80, 160);
        QTest::mouseClick(controls.findChild<QToolButton*>("curves.back"), Qt::LeftButton);
        QCOMPARE(m_plot->xRange(), std::pair(8.0, 800.0));
    }

    void summaryTellsCurvesAndLastValues()
    {
        m_plot->append("train", losses(1, 1000));
        QCOMPARE(m_plot->summary(),
                 "Loss (MSE), 1 curves: last value of Training 0.00674 at step 1,000");
    }

    void unknownSeriesIsRefused()
    {
        QVERIFY_EXCEPTION_THROWN(m_plot->append("nobody", losses(1, 2)), std::out_of_range);
    }
};

NIE_TEST_WITH(QApplication, CurvePlotTest);

}  // namespace nie::curve_plot_test

#include "curve_plot_test.moc"
