// Read-out, cursors A and B, markers, clicks and context menu of a CurvePlot.
#include "tests/support/test_registry.h"
#include "tests/widgets/plot_mouse.h"

#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QSignalSpy>
#include <QTableWidget>
#include <QToolButton>
#include <QToolTip>

namespace nie::curve_plot_cursor_test {

using namespace nie::test;

class CurvePlotCursorTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<PlotOnScreen> m_screen;
    PlotOnScreen& plot() { return *m_screen; }
    QCustomPlot* canvas() const { return m_screen->canvas(); }
    QTableWidget* cells() const
    {
        return m_screen->plot->findChild<QTableWidget*>("curves.table.cells");
    }
    QString cell(int row, const QString& column) const
    {
        for (int i = 0; i < cells()->columnCount(); ++i)
            if (cells()->horizontalHeaderItem(i)->text() == column)
                return cells()->item(row, i)->text();
        return "no column " + column;
    }
    void showTwo()
    {
        plot()->append("train", losses(1, 100));
        plot()->append(
            "validation",
            std::vector<CurvePoint>{{.step = 20, .epoch = 2, .wallSeconds = 5, .value = 0.9},
                                    {.step = 60, .epoch = 6, .wallSeconds = 99, .value = 0.8}});
        plot().settle();
    }
    /// A middle pixel of the column of a step.
    QPoint columnOf(double step) const
    {
        return {static_cast<int>(std::lround(canvas()->xAxis->coordToPixel(step))),
                m_screen->middle().y()};
    }

private Q_SLOTS:
    void init() { m_screen = std::make_unique<PlotOnScreen>(); }
    void cleanup() { m_screen.reset(); }

    void readoutNamesTheNearestPointOfEverySeries()
    {
        plot()->setSmoothing(0.5);
        showTwo();
        const auto rows = plot()->readout(42.4);
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(rows[0].point.step, 42.0);
        QCOMPARE(rows[0].smoothed, plot()->smoothedValues("train")[41]);
        QCOMPARE(rows[1].point.step, 60.0);
        moveTo(canvas(), plot().middle());
        QVERIFY(plot()->findChild<QLabel*>("curves.readout")->text().contains("Training"));
    }

    void theTableHasARowForEachCurveUnderTheMouse()
    {
        plot()->setSmoothing(0.5);
        plot()->addSeries({.id = "other", .label = "Training", .run = "Run 2"});
        showTwo();
        plot()->append("other", losses(1, 30));
        plot()->setTableShown(true);
        plot().settle();
        moveTo(canvas(), columnOf(42));
        QCOMPARE(cells()->rowCount(), 3);
        const auto rows = plot()->readout(canvas()->xAxis->pixelToCoord(columnOf(42).x()));
        QCOMPARE(rows[0].point.step, 42.0);
        QCOMPARE(cell(0, "Curve"), QString("Training"));
        QCOMPARE(cell(0, "Raw"), QString("0.811"));  // exp(-42 / 200)
        QCOMPARE(cell(0, "Step"), QString("42"));
        QCOMPARE(cell(0, "Time"), QString("0:11"));
        QCOMPARE(cell(1, "Raw"), QString("0.800"));
        QCOMPARE(cell(1, "Time"), QString("1:39"));
        QCOMPARE(cell(2, "Run"), QString("Run 2"));
        QCOMPARE(cell(2, "Step"), QString("30"));
    }

    void theTableIsSortedByNumberAndCopiedAsText()
    {
        showTwo();
        plot()->setTableShown(true);
        plot().settle();
        moveTo(canvas(), columnOf(60));
        const QHeaderView* header = cells()->horizontalHeader();
        const auto clickHeader = [&](int column) {
            const int x = header->sectionViewportPosition(column) + header->sectionSize(column) / 2;
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                              QPoint(x, header->height() / 2));
        };
        clickHeader(1);  // raw: 0.741 of the training, 0.8 of the validation
        QCOMPARE(cell(0, "Curve"), QString("Training"));
        clickHeader(1);
        QCOMPARE(cell(0, "Curve"), QString("Validation"));
        // The order stays as the mouse goes on.
        moveTo(canvas(), columnOf(61));
        QCOMPARE(cell(0, "Curve"), QString("Validation"));
        QTest::mouseClick(plot()->findChild<QToolButton*>("curves.table.copy"), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QString("Curve\tRaw\tSmoothed\tStep\tTime\nValidation\t0.800\t0.800\t60\t1:39\n"
                         "Training\t0.737\t0.737\t61\t0:15\n"));
    }

    void twoCursorsGiveDifferenceRatioAndSlopeInLogLog()
    {
        // 8 / x^2: halving x is a ratio of 4, the slope is -2 everywhere.
        std::vector<CurvePoint> points;
        for (int step = 1; step <= 64; ++step)
            points.push_back({.step = 1.0 * step, .value = 8.0 / (step * step)});
        plot()->append("train", points);
        plot().settle();
        QTest::mouseClick(canvas(), Qt::LeftButton, Qt::ControlModifier, columnOf(8));
        QVERIFY(plot()->cursorA() && !plot()->cursorB());
        QVERIFY(plot()->comparison().empty());
        QTest::mouseClick(canvas(), Qt::LeftButton, Qt::ControlModifier, columnOf(32));
        QVERIFY(plot()->cursorB());
        const auto rows = plot()->comparison();
        QCOMPARE(rows.size(), std::size_t(1));
        QCOMPARE(rows[0].xA, 8.0);
        QCOMPARE(rows[0].xB, 32.0);
        QCOMPARE(rows[0].yA, 0.125);
        QCOMPARE(rows[0].yB, 0.0078125);
        QCOMPARE(rows[0].difference, -0.1171875);
        QCOMPARE(rows[0].ratio, 0.0625);
        QVERIFY(std::abs(rows[0].logSlope + 2.0) < 1e-12);
        // The table shows them: a cursor opens it.
        QVERIFY(plot()->isTableShown());
        QCOMPARE(cell(0, "B / A"), QString("0.0625"));
        QCOMPARE(cell(0, "Slope"), QString("-2.00"));
        // A third click moves the nearer one.
        QTest::mouseClick(canvas(), Qt::LeftButton, Qt::ControlModifier, columnOf(40));
        QCOMPARE(plot()->comparison()[0].xB, 40.0);
        QCOMPARE(plot()->comparison()[0].xA, 8.0);
    }

    void theFittedSlopeIsThatOfLeastSquares()
    {
        // log y = 0, 1, 0 at log x = 0, 1, 2: the fit is level; without the last point it rises.
        const double e = std::exp(1.0);
        plot()->append("train", std::vector<CurvePoint>{{.step = 1, .value = 1},
                                                        {.step = e, .value = e},
                                                        {.step = e * e, .value = 1}});
        plot()->setCursorA(1);
        plot()->setCursorB(e * e);
        QVERIFY(std::abs(plot()->comparison().at(0).logSlope) < 1e-12);
        plot()->setCursorB(e);
        QVERIFY(std::abs(plot()->comparison().at(0).logSlope - 1) < 1e-12);
        plot()->setCursorB(1);
        QVERIFY(std::isnan(plot()->comparison().at(0).logSlope));
    }

    void theContextMenuSetsAndRemovesCursors()
    {
        showTwo();
        plot().choose(columnOf(10), "curves.menu.a");
        plot().choose(columnOf(50), "curves.menu.b");
        QVERIFY(std::abs(*plot()->cursorA() - 10) < 1);
        QVERIFY(std::abs(*plot()->cursorB() - 50) < 1);
        plot().choose(columnOf(50), "curves.menu.remove");
        QVERIFY(!plot()->cursorA() && !plot()->cursorB());
        // Another x axis has other units.
        plot()->setCursorA(10);
        plot()->setXAxis(CurveX::Samples);
        QVERIFY(!plot()->cursorA());
    }

    void theContextMenuOpensTheModelAtTheStepWhereSomebodyCan()
    {
        showTwo();
        QTest::mouseClick(canvas(), Qt::RightButton, {}, columnOf(42));
        auto* menu = plot()->findChild<QMenu*>("curves.menu");
        QVERIFY(menu && !menu->findChild<QAction*>("curves.menu.open"));
        menu->close();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        std::int64_t chosen = 0;
        connect(plot().plot.get(), &CurvePlot::stepChosen, this,
                [&chosen](std::int64_t step) { chosen = step; });
        plot().choose(columnOf(42), "curves.menu.open");
        QCOMPARE(chosen, 42);
    }

    void theCurveUnderTheMouseStandsOut()
    {
        showTwo();
        moveTo(canvas(), plot().pixel(30, std::exp(-0.15)));
        QCOMPARE(plot()->highlighted(), std::string("train"));
        // Between its two points the validation is the line between them.
        const double between = canvas()->yAxis->pixelToCoord(
            (plot().pixel(20, 0.9).y() + plot().pixel(60, 0.8).y()) / 2.0);
        moveTo(canvas(), plot().pixel(40, between));
        QCOMPARE(plot()->highlighted(), std::string("validation"));
        moveTo(canvas(), plot().pixel(80, 0.9));
        QCOMPARE(plot()->highlighted(), std::string());
    }

    void clickOnACurveNamesThePoint()
    {
        plot()->append("train", losses(1, 1000));
        plot().settle();
        std::string id;
        CurvePoint point;
        connect(plot().plot.get(), &CurvePlot::pointClicked, this,
                [&](const std::string& i, const CurvePoint& p) {
                    id = i;
                    point = p;
                });
        QTest::mouseClick(canvas(), Qt::LeftButton, {}, plot().pixel(400, std::exp(-2.0)));
        QCOMPARE(id, std::string("train"));
        QVERIFY(std::abs(point.step - 400) < 4);
    }

    void markersAreKeptAndShowTheirTextInTheFigure()
    {
        plot()->append("train", losses(1, 100));
        plot()->addMarker(
            {.at = {.step = 50}, .kind = "learning_rate", .text = "Learning rate halved"});
        QCOMPARE(plot()->markerCount(), 1);
        QCOMPARE(plot()->figure().panels.at(0).bands.at(0).from, 50.0);
        plot()->clear();
        QCOMPARE(plot()->markerCount(), 0);
        QVERIFY(plot()->points("train").empty());
        QCOMPARE(plot()->series().size(), std::size_t(2));
    }

    void markersTellKindStepAndTextUnderTheMouse()
    {
        showTwo();
        for (const char* kind : {"learning_rate", "checkpoint", "resumed", "note", "warning"})
            plot()->addMarker({.at = {.step = 50}, .kind = kind, .text = QString("of ") + kind});
        plot()->addMarker({.at = {.step = 80}, .kind = "paused", .text = "elsewhere"});
        plot().settle();
        QCOMPARE(plot()->markerCount(), 6);
        moveTo(canvas(), columnOf(50));
        const QString text = QToolTip::text();
        QCOMPARE(text.count('\n'), 4);
        QVERIFY2(text.contains("Learning rate, step 50: of learning_rate"), qPrintable(text));
        QVERIFY(!text.contains("elsewhere"));
    }

    void markersStandAtTheirStepOnEveryXAxis()
    {
        showTwo();
        // An event knows step and time; 8 samples a step, 10 steps an epoch.
        plot()->addMarker(
            {.at = {.step = 50, .wallSeconds = 12.5}, .kind = "note", .text = "here"});
        const auto place = [&] { return plot()->figure().panels.at(0).bands.at(0).from; };
        QCOMPARE(place(), 50.0);
        plot()->setXAxis(CurveX::Samples);
        QCOMPARE(place(), 400.0);
        plot()->setXAxis(CurveX::Epoch);
        QCOMPARE(place(), 5.0);
        plot()->setXAxis(CurveX::RelativeTime);
        QCOMPARE(place(), 12.25);
    }
};

NIE_TEST_WITH(QApplication, CurvePlotCursorTest);

}  // namespace nie::curve_plot_cursor_test

#include "curve_plot_cursor_test.moc"
