#include "core/base/error.h"
#include "core/base/files.h"
#include "core/results/colour_map.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"
#include "widgets/figures/figure_exporter.h"
#include "widgets/figures/figure_view.h"
#include "widgets/figures/image_raster.h"

#include <QApplication>
#include <QBuffer>
#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <sstream>

namespace nie::heat_map_test {

namespace {

constexpr std::size_t kRows = 2;
constexpr std::size_t kColumns = 3;
/// Pixels of the outer cells that the frame covers: half a point at 300 dpi, and its soft edge.
constexpr int kFrame = 4;

/// Two rows of three cells; the values 0 .. 5 rise along x and then along y.
FigureSpec smallMap()
{
    FigureSpec figure;
    figure.widthMillimetres = 60;
    figure.heightMillimetres = 40;
    PanelSpec panel;
    panel.x.label = "t (s)";
    panel.y.label = "x (m)";
    ImageSpec image;
    image.label = "u (m/s)";
    image.rows = kRows;
    image.columns = kColumns;
    image.values = {0, 1, 2, 3, 4, 5};
    image.x = {0, 1, 2};
    image.y = {10, 20};
    panel.image = image;
    figure.panels = {panel};
    return figure;
}

QImage pngOf(const FigureSpec& figure)
{
    const test::TemporaryFolder folder;
    exportFigure(figure, folder / "a.png", 300);
    return QImage(QString::fromStdString((folder / "a.png").string()));
}

QColor colourOf(const std::string& map, double share)
{
    const RgbColour colour = colourAt(colourMap(map), share);
    return QColor(colour.red, colour.green, colour.blue);
}

/// Bounding box of the pixels of exactly one colour, left of `right`.
QRect boxOf(const QImage& image, QColor colour, int right)
{
    QRect box;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < right; ++x)
            if (image.pixelColor(x, y) == colour)
                box |= QRect(x, y, 1, 1);
    return box;
}

/// The boxes of the six cells of smallMap() without a colour bar, [row * columns + column].
std::vector<QRect> cellBoxes(FigureSpec figure)
{
    figure.panels[0].image->colourBar = false;
    const QImage image = pngOf(figure);
    std::vector<QRect> boxes;
    for (int i = 0; i < 6; ++i)
        boxes.push_back(boxOf(image, colourOf("viridis", i / 5.0), image.width()));
    return boxes;
}

}  // namespace

class HeatMapTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowZeroLiesAtTheBottomAndColumnZeroAtTheLeft()
    {
        const std::vector<QRect> boxes = cellBoxes(smallMap());
        for (const QRect& box : boxes)
            QVERIFY2(box.width() > 100 && box.height() > 100,
                     qPrintable(QString("%1 x %2").arg(box.width()).arg(box.height())));
        for (std::size_t j = 0; j < kColumns; ++j)
            QVERIFY(boxes[j].top() > boxes[kColumns + j].bottom());
        for (std::size_t i = 0; i < kRows; ++i)
            for (std::size_t j = 1; j < kColumns; ++j)
                QVERIFY(boxes[i * kColumns + j].left() > boxes[i * kColumns + j - 1].right());
    }

    void cellsOfAnEvenMapAreEquallyLargeAndTouch()
    {
        const std::vector<QRect> boxes = cellBoxes(smallMap());
        for (const QRect& box : boxes) {
            QVERIFY(std::abs(box.width() - boxes[0].width()) <= kFrame);
            QVERIFY(std::abs(box.height() - boxes[0].height()) <= kFrame);
        }
        QVERIFY(boxes[1].left() - boxes[0].right() <= 2);
        QVERIFY(boxes[0].top() - boxes[3].bottom() <= 2);
    }

    void reversedAxisPutsRowZeroOnTop()
    {
        FigureSpec figure = smallMap();
        figure.panels[0].y.reversed = true;
        const std::vector<QRect> boxes = cellBoxes(figure);
        for (std::size_t j = 0; j < kColumns; ++j)
            QVERIFY(boxes[j].bottom() < boxes[kColumns + j].top());
    }

    void unevenCoordinatesGiveUnevenCells()
    {
        FigureSpec figure = smallMap();
        figure.panels[0].image->x = {0, 1, 2, 6};  // edges
        const std::vector<QRect> boxes = cellBoxes(figure);
        QVERIFY2(std::abs(boxes[2].width() - 4 * boxes[1].width()) <= 2 * kFrame,
                 qPrintable(QString("%1, %2").arg(boxes[1].width()).arg(boxes[2].width())));
        QVERIFY(std::abs(boxes[1].width() - boxes[0].width()) <= kFrame);
    }

    void equalAspectMakesCellsOfEqualCoordinatesSquare()
    {
        FigureSpec figure = smallMap();
        figure.panels[0].image->y = {0, 1};
        figure.panels[0].equalAspect = true;
        for (const QRect& box : cellBoxes(figure))
            QVERIFY(std::abs(box.width() - box.height()) <= kFrame);
    }

    void axisRangeCutsCellsWithoutMovingThem()
    {
        FigureSpec figure = smallMap();
        figure.panels[0].x.from = 0.0;  // the middle of the first column
        const std::vector<QRect> boxes = cellBoxes(figure);
        QVERIFY(std::abs(boxes[1].width() - 2 * boxes[0].width()) <= 2 * kFrame);
    }

    void seriesAreDrawnOverTheMap()
    {
        FigureSpec figure = smallMap();
        figure.panels[0].series.push_back({.label = "query",
                                           .x = {1},
                                           .y = {15},
                                           .colour = 1,
                                           .style = SeriesSpec::Style::Points,
                                           .widthPoints = 3});
        const QImage image = pngOf(figure);
        const QRect box = boxOf(image, QColor(0xD5, 0x5E, 0x00), image.width());
        QVERIFY(box.width() > 10 && box.height() > 10);
        QVERIFY(box.center().x() > image.width() / 4 && box.center().x() < image.width() * 3 / 4);
    }

    void colourBarRisesFromTheLowestToTheGreatestValue()
    {
        const QImage image = pngOf(smallMap());
        const auto& map = colourMap("viridis");
        std::map<QRgb, std::size_t> placeOf;  // viridis holds two colours twice: the first counts
        for (std::size_t i = 0; i < map.size(); ++i)
            placeOf.try_emplace(qRgb(map[i].red, map[i].green, map[i].blue), i);
        std::vector<std::size_t> longest;
        for (int x = image.width() / 2; x < image.width(); ++x) {
            std::vector<std::size_t> shares;  // of the map's colours in this column, from the top
            for (int y = 0; y < image.height(); ++y)
                if (const auto found = placeOf.find(image.pixel(x, y));
                    found != placeOf.end() && (shares.empty() || shares.back() != found->second))
                    shares.push_back(found->second);
            if (shares.size() > longest.size())
                longest = shares;
        }
        QVERIFY2(longest.size() > 200, qPrintable(QString::number(longest.size())));
        QVERIFY(std::is_sorted(longest.rbegin(), longest.rend()));
        QVERIFY(longest.front() >= 255 - kFrame - 1 && longest.back() <= kFrame + 1);
    }

    void cellsWithoutAValueAreHatched()
    {
        FigureSpec figure = smallMap();
        figure.panels[0].image->values[0] = std::nan("");
        figure.panels[0].image->mask = {0, 0, 0, 0, 0, 1};
        figure.panels[0].image->from = 0;
        figure.panels[0].image->to = 5;
        figure.panels[0].image->colourBar = false;
        const QImage image = pngOf(figure);
        QVERIFY(boxOf(image, colourOf("viridis", 0), image.width()).isNull());
        QVERIFY(boxOf(image, colourOf("viridis", 1), image.width()).isNull());
        // Lines on white where cell 0 (bottom left) was.
        const QRect cell = cellBoxes(smallMap())[0].adjusted(5, 5, -5, -5);
        int ink = 0, paper = 0;
        for (int y = cell.top(); y <= cell.bottom(); ++y)
            for (int x = cell.left(); x <= cell.right(); ++x) {
                const QColor colour = image.pixelColor(x, y);
                QCOMPARE(colour.red(), colour.blue());
                ink += colour.lightness() < 200;
                paper += colour == QColor(Qt::white);
            }
        QVERIFY2(ink > 100 && paper > 2 * ink, qPrintable(QString("%1 %2").arg(ink).arg(paper)));
    }

    void symmetricMapShowsZeroNearWhite()
    {
        FigureSpec figure = smallMap();
        ImageSpec& image = *figure.panels[0].image;
        image.values = {-1, 0, 4, 0, 0, 0};
        image.colourMap = "blue_red";
        image.symmetric = true;
        AxisMapping x{{-0.5, 2.5}, false, 0, 3}, y{{5, 25}, false, 2, 0};
        const ImageRaster raster = imageRaster(image, x, y);
        QCOMPARE(raster.pixels.size(), QSize(3, 2));
        QVERIFY(raster.isWhole);
        QVERIFY(QColor(raster.pixels.pixel(1, 1)).lightness() > 240);
        QCOMPARE(QColor(raster.pixels.pixel(2, 1)), colourOf("blue_red", 1));
        QCOMPARE(QColor(raster.pixels.pixel(0, 1)), colourOf("blue_red", 0.375));
    }

    void logarithmicColoursStandAtEqualRatios()
    {
        FigureSpec figure = smallMap();
        ImageSpec& image = *figure.panels[0].image;
        image.values = {1e-4, 1e-1, 1, 0, -1, 1e-3};
        image.logarithmic = true;
        AxisMapping x{{-0.5, 2.5}, false, 0, 3}, y{{5, 25}, false, 2, 0};
        const ImageRaster raster = imageRaster(image, x, y);
        QCOMPARE(QColor(raster.pixels.pixel(0, 1)), colourOf("viridis", 0));
        QCOMPARE(QColor(raster.pixels.pixel(1, 1)), colourOf("viridis", 0.75));
        QCOMPARE(QColor(raster.pixels.pixel(2, 1)), colourOf("viridis", 1));
        QCOMPARE(QColor(raster.pixels.pixel(0, 0)), colourOf("viridis", 0));
        QCOMPARE(QColor(raster.pixels.pixel(2, 0)), colourOf("viridis", 0.25));
    }

    void csvGivesBackEveryValueAtItsCoordinates()
    {
        FigureSpec figure = smallMap();
        ImageSpec& image = *figure.panels[0].image;
        image.values = {0.1, 1.0 / 3, std::nan(""), -4e-300, 5, 1e22};
        image.mask = {0, 0, 0, 0, 1, 0};
        figure.panels[0].series.push_back({.label = "path", .x = {0.5}, .y = {12}});
        std::istringstream lines(figureToCsv(figure));
        std::string line;
        std::getline(lines, line);
        QCOMPARE(line, std::string("panel,series,x_label,y_label,x,y,value"));
        for (std::size_t cell = 0; cell < 6; ++cell) {
            std::getline(lines, line);
            const QStringList parts = QString::fromStdString(line).split(',');
            QCOMPARE(parts.size(), 7);
            QCOMPARE(parts[1], "u (m/s)");
            QCOMPARE(parts[4].toDouble(), image.x[cell % kColumns]);
            QCOMPARE(parts[5].toDouble(), image.y[cell / kColumns]);
            if (cell == 4)
                QCOMPARE(parts[6], "");
            else if (cell == 2)
                QCOMPARE(parts[6], "nan");
            else
                QCOMPARE(parts[6].toDouble(), image.values[cell]);
        }
        std::getline(lines, line);
        QCOMPARE(line, std::string("1,path,t (s),x (m),0.5,12,"));
        QVERIFY(!std::getline(lines, line));
    }

    void svgEmbedsOnePixelACellWithoutLoss()
    {
        const test::TemporaryFolder folder;
        exportFigure(smallMap(), folder / "a.svg");
        const QString svg = QString::fromStdString(readFile(folder / "a.svg"));
        static const QRegularExpression data("<image [^>]*image-rendering:pixelated[^>]*"
                                             "data:image/png;base64,([^\"]+)\"");
        const auto match = data.match(svg);
        QVERIFY2(match.hasMatch(), qPrintable(svg.left(3000)));
        const QImage image = QImage::fromData(QByteArray::fromBase64(match.captured(1).toLatin1()));
        QCOMPARE(image.size(), QSize(3, 2));
        for (int i = 0; i < 6; ++i)
            QCOMPARE(image.pixelColor(i % 3, 1 - i / 3), colourOf("viridis", i / 5.0));
        for (const char* text : {"t (s)", "x (m)", "u (m/s)"})
            QVERIFY2(svg.contains(QString(">%1<").arg(text)), text);
    }

    void pdfEmbedsOnePixelACellAndKeepsTextAsText()
    {
        const test::TemporaryFolder folder;
        exportFigure(smallMap(), folder / "a.pdf");
        const QString file = QString::fromStdString((folder / "a.pdf").string());
        if (QStandardPaths::findExecutable("pdfimages").isEmpty())
            QSKIP("pdfimages (poppler-utils) is not installed");
        QProcess process;
        process.start("pdfimages", {"-list", file});
        process.waitForFinished();
        const QString images = QString::fromUtf8(process.readAllStandardOutput());
        static const QRegularExpression cells("image +3 +2 +rgb +3 +8 +image +no");
        QVERIFY2(images.contains(cells), qPrintable(images));
        process.start("pdftotext", {file, "-"});
        process.waitForFinished();
        const QString text = QString::fromUtf8(process.readAllStandardOutput());
        QVERIFY2(text.contains("t (s)"), qPrintable(text));
        process.start("pdftoppm", {"-r", "300", "-png", file,
                                   QString::fromStdString((folder / "page").string())});
        process.waitForFinished();
        const QImage page(QString::fromStdString((folder / "page-1.png").string()));
        QVERIFY(!page.isNull());
        const QRect first = boxOf(page, colourOf("viridis", 0), page.width());
        QVERIFY(boxOf(page, colourOf("viridis", 0.2), page.width() * 3 / 4).width() > 50);
        QVERIFY(first.width() > 50 && first.bottom() > page.height() / 2);
    }

    void sameMapGivesTheSameBytes()
    {
        const test::TemporaryFolder folder;
        for (const char* name : {"a.png", "a.svg", "a.csv"}) {
            exportFigure(smallMap(), folder / name);
            const std::string first = readFile(folder / name);
            exportFigure(smallMap(), folder / name);
            QVERIFY(first == readFile(folder / name));
        }
    }

    void mapWhoseSizesDoNotFitIsRefusedAndLeavesNothing()
    {
        const test::TemporaryFolder folder;
        FigureSpec figure = smallMap();
        figure.panels[0].image->values.pop_back();
        QVERIFY_EXCEPTION_THROWN(exportFigure(figure, folder / "a.pdf"), InputError);
        QVERIFY(std::filesystem::is_empty(folder.path()));
        FigureView view;
        QVERIFY_EXCEPTION_THROWN(view.setFigure(figure), InputError);
    }

    void viewShowsTheSameColoursAndDescribesItself()
    {
        FigureView view;
        view.setFigure(smallMap());
        QVERIFY(view.accessibleDescription().contains("heat map of 2 by 3 cells"));
        view.resize(600, 400);
        const QImage image = view.grab().toImage();
        const QRect first = boxOf(image, colourOf("viridis", 0), image.width() * 3 / 4);
        const QRect last = boxOf(image, colourOf("viridis", 1), image.width() * 3 / 4);
        QVERIFY(first.width() > 50 && last.width() > 50);
        QVERIFY(first.top() > last.bottom() && first.right() < last.left());
    }
};

NIE_TEST_WITH(QApplication, HeatMapTest);

}  // namespace nie::heat_map_test

#include "heat_map_test.moc"
