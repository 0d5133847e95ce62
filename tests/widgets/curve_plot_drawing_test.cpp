// Pixels of a CurvePlot, and how often it is drawn.
#include "tests/support/test_registry.h"
#include "tests/widgets/plot_mouse.h"
#include "widgets/curves/series_pen.h"
#include "widgets/style/application_style.h"

#include <QElapsedTimer>
#include <QEnterEvent>
#include <QToolButton>

#include <set>
#include <utility>

namespace nie::curve_plot_drawing_test {

using namespace nie::test;

namespace {

/// True when something else than the background is within two pixels of `at`, to the left or right.
bool isDrawnAt(const QImage& image, QPoint at, QColor background)
{
    for (int dx = -2; dx <= 2; ++dx)
        if (std::abs(image.pixelColor(at.x() + dx, at.y()).lightness() - background.lightness()) >
            40)
            return true;
    return false;
}

}  // namespace

class CurvePlotDrawingTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<PlotOnScreen> m_screen;
    PlotOnScreen& plot() { return *m_screen; }
    QCustomPlot* canvas() const { return m_screen->canvas(); }
    QCPGraph* graph(int index) const { return canvas()->graph(index); }

private Q_SLOTS:
    void init() { m_screen = std::make_unique<PlotOnScreen>(); }
    void cleanup() { m_screen.reset(); }

    void aSpikeOfOneSampleAmongAMillionPointsIsDrawn()
    {
        constexpr int kPoints = 1'000'000, kSpike = 618'033;
        plot()->setLogarithmicY(CurveSide::Left, false);
        std::vector<CurvePoint> points;
        points.reserve(kPoints);
        for (int i = 0; i < kPoints; ++i)
            points.push_back({.step = 1.0 * i, .value = i == kSpike ? 1.0 : 0.001 * (i % 7)});
        plot()->setPoints("train", points);
        plot().settle();
        const QImage image = plot().picture();
        const QPoint at = plot().pixel(kSpike, 0.5);
        const QColor background = image.pixelColor(at.x() - 40, at.y());
        QVERIFY(isDrawnAt(image, at, background));
        QVERIFY(!isDrawnAt(image, at + QPoint(20, 0), background));
        // And at every zoom, down to the point itself; not where it is out of view.
        for (const double half : {100'000.0, 5'000.0, 300.0, 10.0}) {
            plot()->setXRange(kSpike - 0.7 * half, kSpike + half);
            plot()->setYRange(CurveSide::Left, -0.1, 1.1);
            // Near its top: a line from its neighbour is wide apart below.
            QVERIFY2(isDrawnAt(plot().picture(), plot().pixel(kSpike, 0.97), background),
                     qPrintable(QString::number(half)));
        }
        plot()->setXRange(100'000, 200'000);
        const QImage elsewhere = plot().picture();
        for (int x = 0; x < elsewhere.width(); x += 3)
            if (canvas()->axisRect()->rect().adjusted(4, 0, -4, 0).contains(QPoint(x, at.y())))
                QVERIFY(!isDrawnAt(elsewhere, QPoint(x, at.y()), background));
    }

    void whatIsDrawnOfAMillionPointsIsAFewForEachPixelColumn()
    {
        plot()->setLogarithmicY(CurveSide::Left, false);
        std::vector<CurvePoint> points;
        for (int step = 1; step <= 300'000; ++step)
            points.push_back({.step = 1.0 * step, .value = 1.0 * (step % 7)});
        plot()->append("train", points);
        plot().settle();
        plot().picture();
        const int columns = canvas()->axisRect()->width();
        QVERIFY(graph(0)->dataCount() > columns);
        QVERIFY(graph(0)->dataCount() <= 2 * columns + 2);
        QCOMPARE(plot()->points("train").size(), std::size_t(300'000));
        // A narrow view shows every point in it, and one beyond either end.
        plot()->setXRange(1000.5, 1100.5);
        plot().picture();
        QCOMPARE(graph(0)->dataCount(), 102);
        // A wider window gets more.
        plot()->setXRange(1, 300'000);
        plot()->resize(1280, 400);
        plot().settle();
        plot().picture();
        QVERIFY(graph(0)->dataCount() > 3 * columns);
    }

    void denseCurvesAreDrawnInTheWayThatDoesNotStallTheWindow()
    {
        QVERIFY(canvas()->plottingHints().testFlag(QCP::phFastPolylines));
        plot()->addSeries({.id = "norm", .label = "Norm", .style = SeriesSpec::Style::Dashed});
        plot()->append("norm", losses(1, 100));
        plot().settle();
        QCOMPARE(graph(4)->pen().widthF(), 1.5);
        plot()->append("norm", losses(101, 2000));
        plot().settle();
        QCOMPARE(graph(4)->pen().widthF(), 1.0);
    }

    void curvesThatShareAColourDifferInTheirDashes()
    {
        std::set<std::pair<QRgb, QList<qreal>>> seen;
        for (int colour = 0; colour < 32; ++colour)
            for (const auto style : {SeriesSpec::Style::Solid, SeriesSpec::Style::Dashed}) {
                const CurveSeries series{
                    .id = "a", .label = "A", .colour = colour, .style = style};
                const QPen pen = seriesPen(series, lightPalette());
                QVERIFY2(seen.emplace(pen.color().rgb(), pen.dashPattern()).second,
                         qPrintable(QString::number(colour)));
            }
        // Broken lines of many points are thin, whatever breaks them.
        const CurveSeries ninth{.id = "a", .label = "A", .colour = 8};
        QCOMPARE(affordableWidth(ninth, 5000, 1.5), 1.0);
    }

    void appendingManyTimesRedrawsAtMostThirtyTimesASecond()
    {
        int replots = 0;
        connect(canvas(), &QCustomPlot::afterReplot, this, [&replots] { ++replots; });
        QElapsedTimer timer;
        timer.start();
        int step = 0;
        while (timer.elapsed() < 500) {
            plot()->append("train", losses(step + 1, step + 20));
            step += 20;
            QCoreApplication::processEvents();
        }
        plot().settle();
        const double allowed = static_cast<double>(timer.elapsed()) / 33.0 + 3;
        QVERIFY2(replots >= 2 && replots <= allowed, qPrintable(QString::number(replots)));
        QCOMPARE(plot()->points("train").size(), static_cast<std::size_t>(step));
    }

    void aBandShadesWhatLiesBetweenItsEdges()
    {
        plot()->setLogarithmicY(CurveSide::Left, false);
        std::vector<CurveBandPoint> band;
        for (int step = 1; step <= 20; ++step)
            band.push_back({{.step = 1.0 * step, .value = 2.0}, 1.0, 4.0});
        plot()->setBand("train", band);
        plot()->setYRange(CurveSide::Left, 0, 5);
        plot().settle();
        const QImage image = plot().picture();
        const QRgb inside = image.pixel(plot().pixel(10.5, 3.0)),
                   outside = image.pixel(plot().pixel(10.5, 0.5));
        QVERIFY(inside != outside);
        QCOMPARE(image.pixel(plot().pixel(10.5, 1.5)), inside);
        QTest::mouseClick(plot()->findChild<QToolButton*>("curves.legend.train"), Qt::LeftButton);
        QCOMPARE(plot().picture().pixel(plot().pixel(10.5, 3.0)), outside);
    }

    void aBandBelowALogarithmicAxisReachesItsFoot()
    {
        std::vector<CurveBandPoint> band;
        for (int step = 1; step <= 20; ++step)
            band.push_back({{.step = 1.0 * step, .value = 1.0}, -1.0, 3.0});
        plot()->setBand("train", band);
        plot()->setYRange(CurveSide::Left, 1e-3, 10);
        plot().settle();
        const QImage image = plot().picture();
        QCOMPARE(image.pixel(plot().pixel(10.5, 2e-3)), image.pixel(plot().pixel(10.5, 0.1)));
        QVERIFY(image.pixel(plot().pixel(10.5, 2e-3)) != image.pixel(plot().pixel(10.5, 6.0)));
        // No such value is lost: the mean is above 0.
        QCOMPARE(plot()->notShownText(), QString());
    }

    void theEnvelopeTakesThePlaceOfTheRawTraceBehindASmoothedCurve()
    {
        plot()->setSmoothing(0.9);
        plot()->append("train", losses(1, 100));
        plot().settle();
        QVERIFY(graph(0)->visible() && graph(1)->visible());
        const int graphs = canvas()->graphCount();
        plot()->setEnvelopeShown(true);
        plot().settle();
        plot().picture();
        QVERIFY(!graph(0)->visible() && graph(1)->visible());
        QVERIFY(canvas()->graphCount() > graphs);
        // Falling values: of the last 30, the newest is the least.
        const auto series = plot()->figure().panels.at(0).series;
        QCOMPARE(series.at(0).fill.at(99), std::exp(-100 / 200.0));
        QCOMPARE(series.at(0).y.at(99), std::exp(-71 / 200.0));
        // Without smoothing there is nothing to be behind.
        plot()->setSmoothing(0);
        plot().settle();
        plot().picture();
        QVERIFY(graph(0)->visible());
        QCOMPARE(canvas()->graphCount(), graphs);
    }

    void theCurveUnderTheMouseInTheLegendStandsOut()
    {
        plot()->append("train", losses(1, 100));
        plot()->append("validation", losses(1, 100));
        plot().settle();
        auto* button = plot()->findChild<QToolButton*>("curves.legend.validation");
        const double before = graph(2)->pen().widthF();
        QEnterEvent enter(QPointF(2, 2), QPointF(2, 2), button->mapToGlobal(QPointF(2, 2)));
        QApplication::sendEvent(button, &enter);
        QCOMPARE(plot()->highlighted(), std::string("validation"));
        QVERIFY(graph(2)->pen().widthF() > before);
        QCOMPARE(graph(0)->pen().widthF(), before);
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(button, &leave);
        QCOMPARE(graph(2)->pen().widthF(), before);
    }
};

NIE_TEST_WITH(QApplication, CurvePlotDrawingTest);

}  // namespace nie::curve_plot_drawing_test

#include "curve_plot_drawing_test.moc"
