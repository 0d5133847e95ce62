#include "tests/support/test_registry.h"
#include "widgets/figures/figure_painter.h"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QTest>

#include <cmath>

namespace nie::panel_marks_test {

namespace {

constexpr double kPixelsPerMillimetre = 10.0;

/// One panel of a white map of 4 x 4 cells on [0, 4] x [0, 4].
FigureSpec whiteMap()
{
    FigureSpec figure;
    figure.widthMillimetres = 60;
    figure.heightMillimetres = 50;
    PanelSpec panel;
    ImageSpec image;
    image.rows = image.columns = 4;
    image.values.assign(16, 1.0);
    image.x = image.y = {0, 1, 2, 3, 4};
    image.colourMap = "grey";
    image.from = 0.0;
    image.to = 1.0;
    image.colourBar = false;
    panel.image = image;
    figure.panels = {panel};
    return figure;
}

QRectF targetOf(const FigureSpec& figure)
{
    return QRectF(0, 0, figure.widthMillimetres * kPixelsPerMillimetre,
                  figure.heightMillimetres * kPixelsPerMillimetre);
}

QImage drawn(const FigureSpec& figure, const FigureLook& look = {})
{
    QImage image(targetOf(figure).size().toSize(), QImage::Format_RGB32);
    image.fill(look.background);
    QPainter painter(&image);
    paintFigure(painter, figure, targetOf(figure), look);
    return image;
}

/// The pixel that shows a place of the first panel.
QPoint pixelAt(const FigureSpec& figure, double x, double y)
{
    const PanelPlace place = figurePlaces(figure, targetOf(figure)).at(0);
    return QPointF(place.x.toDrawing(x), place.y.toDrawing(y)).toPoint();
}

QColor colourAt(const FigureSpec& figure, double x, double y, const FigureLook& look = {})
{
    return drawn(figure, look).pixelColor(pixelAt(figure, x, y));
}

/// Whether some pixel at x, or beside it where a line lies between two columns, is dark between two
/// heights.
bool isDarkBetween(const FigureSpec& figure, double x, double low, double high)
{
    const QImage image = drawn(figure);
    const QPoint top = pixelAt(figure, x, high), bottom = pixelAt(figure, x, low);
    for (int row = top.y(); row <= bottom.y(); ++row)
        for (const int beside : {-1, 0, 1})
            if (image.pixelColor(top.x() + beside, row).lightness() < 100)
                return true;
    return false;
}

}  // namespace

class PanelMarksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anArrowGoesFromItsPlaceToItsPoint()
    {
        FigureSpec figure = whiteMap();
        figure.panels[0].arrows = {{1.0, 1.0, 2.0, 0.0}};
        QVERIFY(colourAt(figure, 1.5, 1.0).lightness() < 60);
        // Before its beginning and beyond its point there is nothing.
        QCOMPARE(colourAt(figure, 0.8, 1.0), QColor(Qt::white));
        QCOMPARE(colourAt(figure, 3.2, 1.0), QColor(Qt::white));
        // The head is wider than the shaft.
        const QPoint head = pixelAt(figure, 3.0, 1.0) - QPoint(7, 0);
        const QPoint shaft = pixelAt(figure, 2.0, 1.0);
        const QImage image = drawn(figure);
        QVERIFY(image.pixelColor(head + QPoint(0, 2)).lightness() < 100);
        QVERIFY(image.pixelColor(shaft + QPoint(0, 4)).lightness() > 200);
    }

    void arrowsThatBeginOutsideOrHaveNoNumberAreNotDrawn()
    {
        FigureSpec figure = whiteMap();
        const QImage without = drawn(figure);
        figure.panels[0].arrows = {
            {5.0, 1.0, -2.0, 0.0}, {1.0, 1.0, std::nan(""), 0.0}, {1.0, 1.0, 0.0, 0.0}};
        QCOMPARE(drawn(figure), without);
    }

    void arrowsAreNamedInTheLegend()
    {
        FigureSpec figure = whiteMap();
        figure.panels[0].arrows = {{1.0, 1.0, 2.0, 0.0}};
        const double before = figurePlaces(figure, targetOf(figure)).at(0).area.top();
        figure.panels[0].arrowLabel = "speed up to 0.3";
        QVERIFY(figurePlaces(figure, targetOf(figure)).at(0).area.top() > before + 10);
    }

    void aBandOverAMapIsAStripAlongItsUpperEdge()
    {
        FigureSpec figure = whiteMap();
        figure.panels[0].bands = {{{}, 0.0, 2.0}};
        const FigureLook look;
        QCOMPARE(colourAt(figure, 1.0, 3.96), look.band);
        QCOMPARE(colourAt(figure, 3.0, 3.96), QColor(Qt::white));
        QCOMPARE(colourAt(figure, 1.0, 2.0), QColor(Qt::white));
    }

    void aLineOverAMapIsSeenOnDarkAndLightCells()
    {
        for (const double value : {0.0, 1.0}) {
            FigureSpec figure = whiteMap();
            figure.panels[0].image->values.assign(16, value);
            const QColor cell = colourAt(figure, 2.0, 1.5);
            figure.panels[0].bands = {{{}, 2.0, 2.0}};
            const QImage image = drawn(figure);
            const QPoint low = pixelAt(figure, 2.0, 0.5), high = pixelAt(figure, 2.0, 3.5);
            int other = 0;
            for (int row = high.y(); row < low.y(); ++row)
                other +=
                    std::abs(image.pixelColor(low.x(), row).lightness() - cell.lightness()) > 60;
            QVERIFY2(other > (low.y() - high.y()) / 4, qPrintable(QString::number(other)));
        }
    }

    void withoutAMapABandLiesBehindTheLines()
    {
        FigureSpec figure = whiteMap();
        figure.panels[0].image.reset();
        SeriesSpec line;
        line.x = {0.0, 4.0};
        line.y = {0.0, 4.0};
        line.widthPoints = 2.0;
        line.exactColour = "#000000";
        figure.panels[0].series = {line};
        figure.panels[0].bands = {{{}, 0.0, 2.0}, {{}, 3.0, 3.0}};
        const FigureLook look;
        QCOMPARE(colourAt(figure, 1.0, 3.0), look.band);
        QVERIFY(colourAt(figure, 1.0, 1.0).lightness() < 60);
        QVERIFY(isDarkBetween(figure, 3.0, 0.5, 1.5));
    }

    void evenPlotsAreEquallyWideBesideUnequalLabels()
    {
        FigureSpec figure = whiteMap();
        figure.widthMillimetres = 183;
        figure.columns = 3;
        PanelSpec withBar = figure.panels[0];
        withBar.image->colourBar = true;
        withBar.image->label = "u";
        figure.panels = {figure.panels[0], withBar, withBar};
        const auto widths = [&] {
            std::vector<double> all;
            for (const PanelPlace& place : figurePlaces(figure, targetOf(figure)))
                all.push_back(place.area.width());
            return all;
        };
        const std::vector<double> cells = widths();
        QVERIFY(cells[0] > cells[1] + 50);
        figure.evenPlots = true;
        const std::vector<double> even = widths();
        QVERIFY(std::abs(even[0] - even[1]) < 0.01 && std::abs(even[2] - even[1]) < 0.01);
        QVERIFY(even[1] > cells[1] && even[0] < cells[0]);
        const PanelPlace last = figurePlaces(figure, targetOf(figure)).back();
        QVERIFY(last.area.right() < targetOf(figure).right());
    }

    void aTitleLongerThanItsColourBarIsBrokenAtTheComma()
    {
        FigureSpec figure = whiteMap();
        figure.panels[0].image->colourBar = true;
        const auto width = [&figure](const char* label) {
            figure.panels[0].image->label = label;
            return figurePlaces(figure, targetOf(figure)).at(0).area.width();
        };
        const double oneLine = width("vorticity");
        QCOMPARE(width("w, whole series"), oneLine);
        QVERIFY(width("a quite long name of a quantity, range of the whole series") < oneLine - 20);
        // Without a comma there is no place to break it.
        QCOMPARE(width("a quite long name of a quantity in its own words"), oneLine);
    }
};

NIE_TEST_WITH(QGuiApplication, PanelMarksTest);

}  // namespace nie::panel_marks_test

#include "panel_marks_test.moc"
