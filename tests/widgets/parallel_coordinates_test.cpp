#include "tests/support/test_registry.h"
#include "widgets/figures/parallel_coordinates.h"
#include "widgets/style/application_style.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

namespace nie::parallel_coordinates_test {

class ParallelCoordinatesTest : public QObject {
    Q_OBJECT

private:
    /// Rate on a logarithm, width by name, the score; the last run failed.
    static void fill(ParallelCoordinates& view)
    {
        view.setRuns({{"rate", true}, {"width", false, {"8", "16"}}, {"loss", true}},
                     {{{1e-3, 0.0, 0.1}, "a"},
                      {{1e-2, 1.0, 0.01}, "b"},
                      {{1e-1, 0.0, 1.0}, "c"},
                      {{1e-1, 1.0, std::nan("")}, "failed"}},
                     true);
        view.resize(600, 400);
        view.show();
    }
    static void drag(ParallelCoordinates& view, QPointF from, QPointF to)
    {
        QTest::mousePress(&view, Qt::LeftButton, {}, from.toPoint());
        QTest::mouseMove(&view, ((from + to) / 2).toPoint());
        QTest::mouseMove(&view, to.toPoint());
        QTest::mouseRelease(&view, Qt::LeftButton, {}, to.toPoint());
    }

private Q_SLOTS:
    void decadesOfALogarithmicAxisAreEvenlySpaced()
    {
        ParallelCoordinates view;
        fill(view);
        const double low = view.placeOf(0, 1e-3).y();
        const double middle = view.placeOf(0, 1e-2).y();
        const double high = view.placeOf(0, 1e-1).y();
        QVERIFY(std::abs((low - middle) - (middle - high)) < 1e-6);
        QVERIFY(low > middle);
        QVERIFY(view.placeOf(1, 0.0).x() > view.placeOf(0, 1e-3).x());
    }

    void aBrushDrawnOnAnAxisKeepsTheLinesThatCrossIt()
    {
        ParallelCoordinates view;
        fill(view);
        QSignalSpy changed(&view, &ParallelCoordinates::brushesChanged);
        drag(view, view.placeOf(0, 1e-3) + QPointF(0, 8), view.placeOf(0, 2e-2));
        QVERIFY(changed.count() > 0);
        QVERIFY(view.isKept(0) && view.isKept(1) && !view.isKept(2) && !view.isKept(3));
        drag(view, view.placeOf(1, 0.6), view.placeOf(1, 1.2));
        QVERIFY(!view.isKept(0) && view.isKept(1));
        QTest::mouseClick(&view, Qt::LeftButton, {}, view.placeOf(1, 1.0).toPoint());
        QVERIFY(!view.brush(1));
        QVERIFY(view.isKept(0));
        view.clearBrushes();
        QVERIFY(view.isKept(2) && view.isKept(3));
    }

    void aBrushOnTheScoreLeavesOutWhatHasNone()
    {
        ParallelCoordinates view;
        fill(view);
        view.setBrush(2, std::pair(1.0, 0.005));
        QVERIFY(view.isKept(0) && view.isKept(1) && view.isKept(2) && !view.isKept(3));
    }

    void theFigureHoldsTheKeptLinesThatHaveAScore()
    {
        ParallelCoordinates view;
        QVERIFY(view.figure().isEmpty());
        fill(view);
        QCOMPARE(view.figure().panels.at(0).series.size(), std::size_t(3));
        view.setBrush(1, std::pair(-0.4, 0.4));
        const PanelSpec panel = view.figure().panels.at(0);
        QCOMPARE(panel.series.size(), std::size_t(2));
        QCOMPARE(panel.x.names.size(), std::size_t(3));
        QVERIFY(panel.x.names[1].find("8, 16") != std::string::npos);
        // The larger loss is higher, whatever the window's colours.
        QVERIFY(panel.series[0].y[2] < panel.series[1].y[2]);
        QVERIFY(!panel.series[0].exactColour.empty());
    }

    void brushesStayWhileRunsComeIn()
    {
        ParallelCoordinates view;
        fill(view);
        view.setBrush(0, std::pair(1e-3, 2e-2));
        fill(view);
        QVERIFY(view.brush(0).has_value());
        view.setRuns({{"other"}, {"loss"}}, {{{1.0, 2.0}, "x"}}, true);
        QVERIFY(!view.brush(0));
    }

    void aClickOpensTheLineBelowThePointer()
    {
        ParallelCoordinates view;
        fill(view);
        std::vector<std::size_t> opened;
        connect(&view, &ParallelCoordinates::lineClicked, this,
                [&opened](std::size_t line) { opened.push_back(line); });
        const QPointF between = 0.5 * (view.placeOf(1, 1.0) + view.placeOf(2, 0.01));
        QCOMPARE(view.lineAt(between), std::optional(std::size_t(1)));
        QTest::mouseClick(&view, Qt::LeftButton, {}, between.toPoint());
        QCOMPARE(opened, (std::vector<std::size_t>{1}));
        view.setBrush(1, std::pair(-0.5, 0.5));
        QVERIFY(!view.lineAt(between));  // put aside
    }

    void goodRunsStandOutInBothAppearances()
    {
        for (const bool dark : {false, true}) {
            ParallelCoordinates view;
            view.setPalette(dark ? darkPalette() : lightPalette());
            fill(view);
            const QImage picture = view.grab().toImage();
            const auto contrastAt = [&](double score) {
                const QPointF place = view.placeOf(2, score) - QPointF(3, 0);
                double most = 0.0;
                const double ground = picture.pixelColor(2, 2).lightnessF();
                for (int dy = -4; dy <= 4; ++dy)
                    most = std::max(
                        most,
                        std::abs(picture.pixelColor(place.toPoint() + QPoint(0, dy)).lightnessF() -
                                 ground));
                return most;
            };
            QVERIFY2(contrastAt(0.01) > contrastAt(1.0), dark ? "dark" : "light");
            QVERIFY(contrastAt(1.0) > 0.1);
        }
    }

    void nothingToShowIsSaid()
    {
        ParallelCoordinates view;
        view.setEmptyText("no runs");
        view.resize(300, 200);
        const QImage empty = view.grab().toImage();
        view.setEmptyText({});
        QVERIFY(empty != view.grab().toImage());
    }
};

NIE_TEST_WITH(QApplication, ParallelCoordinatesTest);

}  // namespace nie::parallel_coordinates_test

#include "parallel_coordinates_test.moc"
