// Views of a CurvePlot: zoom, pan, history, follow mode, outliers.
#include "tests/support/test_registry.h"
#include "tests/widgets/plot_mouse.h"
#include "widgets/curves/curve_controls.h"

#include <QSignalSpy>
#include <QToolButton>

namespace nie::curve_plot_view_test {

using namespace nie::test;

class CurvePlotViewTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<PlotOnScreen> m_screen;
    PlotOnScreen& plot() { return *m_screen; }
    QCustomPlot* canvas() const { return m_screen->canvas(); }
    QPoint middle() const { return m_screen->middle(); }
    void show(int first, int last)
    {
        plot()->append("train", losses(first, last));
        plot().settle();
    }

private Q_SLOTS:
    void init() { m_screen = std::make_unique<PlotOnScreen>(); }
    void cleanup() { m_screen.reset(); }

    void wheelZoomsAboutTheCursorAndEndsFollowing()
    {
        show(1, 1000);
        QVERIFY(plot()->isFollowing());
        const double under = canvas()->xAxis->pixelToCoord(middle().x());
        const auto before = plot()->xRange();
        wheel(canvas(), middle(), 1);
        QVERIFY(!plot()->isFollowing());
        const auto after = plot()->xRange();
        QVERIFY(std::abs((after.second - after.first) / (before.second - before.first) - 0.85) <
                1e-9);
        QVERIFY(std::abs(canvas()->xAxis->pixelToCoord(middle().x()) - under) < 1e-6);
        QVERIFY(plot()->findChild<QToolButton*>("curves.followBadge")->isVisible());
    }

    void wheelOverAnAxisZoomsThatAxisAlone()
    {
        show(1, 1000);
        const auto x = plot()->xRange();
        const auto y = plot()->yRange(CurveSide::Left);
        wheel(canvas(), QPoint(middle().x(), canvas()->axisRect()->rect().bottom() + 10), 2);
        QVERIFY(plot()->xRange() != x);
        QCOMPARE(plot()->yRange(CurveSide::Left), y);
        const auto narrowed = plot()->xRange();
        QTest::qWait(600);
        wheel(canvas(), QPoint(canvas()->axisRect()->rect().left() - 10, middle().y()), 2);
        QCOMPARE(plot()->xRange(), narrowed);
        QVERIFY(plot()->yRange(CurveSide::Left) != y);
    }

    void draggingPansByTheDistanceDragged()
    {
        show(1, 1000);
        const double under = canvas()->xAxis->pixelToCoord(middle().x());
        drag(canvas(), middle(), middle() + QPoint(80, 0));
        QVERIFY(std::abs(canvas()->xAxis->pixelToCoord(middle().x() + 80) - under) < 1e-6);
        QVERIFY(!plot()->isFollowing());
    }

    void shiftDragZoomsToTheBox()
    {
        show(1, 1000);
        const QPoint a = middle() - QPoint(60, 40), b = middle() + QPoint(60, 40);
        const double left = canvas()->xAxis->pixelToCoord(a.x()),
                     right = canvas()->xAxis->pixelToCoord(b.x());
        drag(canvas(), a, b, Qt::ShiftModifier);
        QVERIFY(std::abs(plot()->xRange().first - left) < 2);
        QVERIFY(std::abs(plot()->xRange().second - right) < 2);
    }

    void zoomHistoryGoesBackAndForward()
    {
        show(1, 1000);
        const auto first = plot()->xRange();
        QVERIFY(!plot()->canZoomBack());
        plot()->setXRange(100, 200);
        plot()->setXRange(120, 130);
        plot()->zoomBack();
        QCOMPARE(plot()->xRange(), std::pair(100.0, 200.0));
        plot()->zoomBack();
        QCOMPARE(plot()->xRange(), first);
        QVERIFY(!plot()->canZoomBack());
        plot()->zoomForward();
        plot()->zoomForward();
        QCOMPARE(plot()->xRange(), std::pair(120.0, 130.0));
        QVERIFY(!plot()->canZoomForward());
    }

    void doubleClickFits()
    {
        plot()->append("train", losses(1, 1000));
        plot()->setXRange(100, 200);
        plot().settle();
        QTest::mouseDClick(canvas(), Qt::LeftButton, {}, middle());
        QCOMPARE(plot()->xRange(), std::pair(1.0, 1000.0));
        const auto y = plot()->yRange(CurveSide::Left);
        QVERIFY(y.first < std::exp(-5.0) && y.second > std::exp(-1 / 200.0));
    }

    void followedViewGrowsWithTheRunAndAPannedOneStays()
    {
        show(1, 100);
        show(101, 200);
        QCOMPARE(plot()->xRange().second, 200.0);
        drag(canvas(), middle(), middle() + QPoint(50, 0));
        const auto panned = plot()->xRange();
        show(201, 300);
        QCOMPARE(plot()->xRange(), panned);
        QSignalSpy spy(plot().plot.get(), &CurvePlot::followingChanged);
        QTest::mouseClick(plot()->findChild<QToolButton*>("curves.followBadge"), Qt::LeftButton);
        QCOMPARE(spy.count(), 1);
        QCOMPARE(plot()->xRange().second, 300.0);
        QVERIFY(!plot()->findChild<QToolButton*>("curves.followBadge")->isVisible());
    }

    void followWindowShowsTheLastStretch()
    {
        plot()->setFollowWindow(50);
        plot()->append("train", losses(1, 300));
        QCOMPARE(plot()->xRange(), std::pair(250.0, 300.0));
        // Steps are meant whatever is counted along x: a step takes 8 samples and 0.25 s.
        plot()->setXAxis(CurveX::Samples);
        QCOMPARE(plot()->xRange(), std::pair(2000.0, 2400.0));
        plot()->setXAxis(CurveX::WallTime);
        QCOMPARE(plot()->xRange(), std::pair(62.5, 75.0));
    }

    void theLengthOfTheLiveStretchIsChosenInTheMenu()
    {
        CurveControls controls(plot().plot.get());
        show(1, 300);
        plot()->setXRange(10.0, 20.0);
        QVERIFY(!plot()->isFollowing());
        controls.findChild<QAction*>("curves.follow.200")->trigger();
        QVERIFY(plot()->isFollowing());
        QCOMPARE(plot()->xRange(), std::pair(100.0, 300.0));
        controls.findChild<QAction*>("curves.follow.0")->trigger();
        QCOMPARE(plot()->xRange(), std::pair(1.0, 300.0));
    }

    void anOutlierTolerantRangeIsThatFromTheFirstToTheLastHundredth()
    {
        plot()->setLogarithmicY(CurveSide::Left, false);
        std::vector<CurvePoint> points;
        // 1 .. 1001 in mixed order, and one of a million: a quantile is a value of the sorted list.
        for (int i = 0; i < 1001; ++i)
            points.push_back({.step = 1.0 * i, .value = 1.0 + (i * 367) % 1001});
        points[500].value = 1e6;
        plot()->append("train", points);
        QVERIFY(plot()->yRange(CurveSide::Left).second > 1e6);
        plot()->setOutlierTolerant(true);
        const auto [low, high] = plot()->yRange(CurveSide::Left);
        // Values 11 and 991 or 992 (the spike took one value's place), with 5 % of air.
        QVERIFY2(high > 991 && high < 992 + 0.06 * 985, qPrintable(QString::number(high)));
        QVERIFY2(low < 11 && low > 11 - 0.06 * 985, qPrintable(QString::number(low)));
        plot()->setOutlierTolerant(false);
        QVERIFY(plot()->yRange(CurveSide::Left).second > 1e6);
    }
};

NIE_TEST_WITH(QApplication, CurvePlotViewTest);

}  // namespace nie::curve_plot_view_test

#include "curve_plot_view_test.moc"
