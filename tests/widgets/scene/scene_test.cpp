#include "core/results/colour_map.h"
#include "tests/support/test_registry.h"
#include "tests/widgets/scene/image_baseline.h"
#include "tests/widgets/scene/scene_driver.h"
#include "tests/widgets/scene/scene_samples.h"
#include "widgets/figures/figure_encoders.h"
#include "widgets/figures/figure_exporter.h"
#include "widgets/scene/phase_space_view.h"
#include "widgets/scene/scene_axes.h"
#include "widgets/scene/scene_ball.h"
#include "widgets/scene/scene_canvas.h"
#include "widgets/scene/surface_view.h"
#include "widgets/style/application_style.h"

#include <vtkNew.h>
#include <vtkObjectFactory.h>
#include <vtkOutputWindow.h>

#include <QApplication>
#include <QComboBox>
#include <QRegularExpression>
#include <QTest>
#include <QToolButton>

namespace nie::scene_test {

using namespace nie::test;

namespace {

/// What VTK would print.
QString& vtkSaid()
{
    static QString text;
    return text;
}

class CollectingOutput : public vtkOutputWindow {
public:
    static CollectingOutput* New();
    void DisplayText(const char* text) override { vtkSaid() += QString::fromUtf8(text); }
};
vtkStandardNewMacro(CollectingOutput);

SceneCanvas* truthOf(const SurfaceView& view)
{
    return view.findChild<SceneCanvas*>("surface.truth");
}

/// Shading of a plane z = slope x by the light of a scene: 0.55 + 0.45 n l.
double shadeOfSlope(double slope)
{
    const double normal = std::sqrt(1 + slope * slope), light = std::sqrt(1 + 0.35 * 0.35);
    return 0.55 + 0.45 / (normal * light);
}

int distanceTo(const QColor& seen, RgbColour wanted, double shade)
{
    return pixelDistance(seen.rgb(), qRgb(static_cast<int>(shade * wanted.red),
                                          static_cast<int>(shade * wanted.green),
                                          static_cast<int>(shade * wanted.blue)));
}

}  // namespace

class SceneTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        vtkNew<CollectingOutput> output;
        vtkOutputWindow::SetInstance(output);
    }
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }
    void cleanup() { QVERIFY2(vtkSaid().isEmpty(), qPrintable(vtkSaid())); }

    void thingsAreDrawnWhereTheAxesSayTheyAre()
    {
        const auto canvas = onScreen<SceneCanvas>();
        QVERIFY(canvas->canDraw());
        SceneBall ball(*canvas->renderer());
        ball.setColour(QColor(255, 0, 0));
        SceneCamera camera;
        camera.orbit(25, 13);
        camera.zoomBy(1.3);
        camera.shiftUp = 0.1;
        canvas->setCamera(camera);
        for (const SceneVector place : {SceneVector{0.5, 0.2, -0.3}, SceneVector{-0.7, 0.1, 0.6}}) {
            ball.setPlace(place, 0.08);
            canvas->sceneChanged();
            const QImage image = canvas->grabScene(canvas->size());
            const auto [middle, count] = redSpot(image);
            QVERIFY(count > 20);
            const SceneProjection projection(camera, canvas->box().extent, QRectF(canvas->rect()),
                                             SceneAxes::margins(canvas->font()));
            const QPointF wanted = projection.toPicture(place);
            QVERIFY2(std::abs(middle.x() - wanted.x()) < 1.0 &&
                         std::abs(middle.y() - wanted.y()) < 1.0,
                     qPrintable(QString("%1, %2 and not %3, %4")
                                    .arg(middle.x())
                                    .arg(middle.y())
                                    .arg(wanted.x())
                                    .arg(wanted.y())));
        }
    }

    void heightsHaveTheColoursOfTheMap()
    {
        const auto view = onScreen<SurfaceView>();
        FieldLook look;
        look.range = FieldRange::Manual;
        look.from = 0;
        look.to = 2;
        look.time = 0;
        view->setSample(planeField(), look);
        view->setShown(SurfaceView::Shown::Truth);
        view->setCamera(presetCamera(ScenePreset::Above));
        const QImage image = view->grabScene({500, 400});
        SceneCanvas* canvas = truthOf(*view);
        const SceneBox& box = canvas->box();
        const auto& map = colourMap("viridis");
        // Values u = x from the left to the right of the square in the middle of the picture.
        const double slope = box.extent[2] / box.extent[0] / 2;
        const int y = image.height() / 2;
        int left = 0, right = image.width() - 1;
        const auto isSurface = [&](int x) { return image.pixelColor(x, y).hsvSaturation() > 80; };
        while (left < right && !isSurface(left))
            ++left;
        while (right > left && (!isSurface(right) || right > image.width() * 3 / 4))
            --right;
        QVERIFY(right - left > 100);
        for (const double share : {0.1, 0.3, 0.5, 0.7, 0.9}) {
            const int x = static_cast<int>(left + share * (right - left) + 0.5);
            const int apart =
                distanceTo(image.pixelColor(x, y), colourAt(map, share / 2), shadeOfSlope(slope));
            QVERIFY2(apart <= 6, qPrintable(QString("%1 at %2").arg(apart).arg(share)));
        }
        view->setShown(SurfaceView::Shown::Prediction);
        const QImage level = view->grabScene({500, 400});
        QVERIFY(distanceTo(level.pixelColor((left + right) / 2, y), colourAt(map, 0.25),
                           shadeOfSlope(0)) <= 4);
    }

    void draggingTurnsAndRComesBack()
    {
        const auto view = onScreen<SurfaceView>();
        view->setSample(lineField(), {});
        QWidget* canvas = truthOf(*view);
        const SceneCamera before = view->camera();
        const QImage picture = view->grabScene({600, 400});
        dragOver(canvas, canvas->rect().center(), QPoint(60, -20));
        QVERIFY(std::abs(view->camera().azimuth - (before.azimuth - 30)) < 1e-9);
        QVERIFY(std::abs(view->camera().elevation - (before.elevation - 10)) < 1e-9);
        QVERIFY(imageDistance(view->grabScene({600, 400}), picture).mean > 3);
        QTest::keyClick(canvas, Qt::Key_R);
        QCOMPARE(view->camera(), before);
        QVERIFY(imageDistance(view->grabScene({600, 400}), picture).mean < 0.01);
        dragOver(canvas, canvas->rect().center(), QPoint(30, 10), Qt::LeftButton,
                 Qt::ShiftModifier);
        QVERIFY(view->camera().shiftRight < 0);
        QVERIFY(view->camera().shiftUp > 0);
        QCOMPARE(view->camera().azimuth, before.azimuth);
        QTest::mouseDClick(canvas, Qt::LeftButton, {}, canvas->rect().center());
        QCOMPARE(view->camera(), before);
    }

    void keysAndButtonsShowThePresets()
    {
        const auto view = onScreen<SurfaceView>();
        view->setSample(lineField(), {});
        QWidget* canvas = truthOf(*view);
        const std::array<std::pair<Qt::Key, const char*>, 4> ways{
            std::pair{Qt::Key_1, "surface.overview"},
            {Qt::Key_2, "surface.above"},
            {Qt::Key_3, "surface.front"},
            {Qt::Key_4, "surface.side"}};
        for (int i = 3; i >= 0; --i) {
            const SceneCamera wanted = presetCamera(static_cast<ScenePreset>(i));
            const auto& [key, button] = ways[static_cast<std::size_t>(i)];
            QTest::keyClick(canvas, key);
            QCOMPARE(view->camera(), wanted);
            dragOver(canvas, canvas->rect().center(), QPoint(20, 20));
            QVERIFY(view->camera() != wanted);
            QTest::mouseClick(view->findChild<QToolButton*>(button), Qt::LeftButton);
            QCOMPARE(view->camera(), wanted);
        }
        QTest::keyClick(canvas, Qt::Key_Right, Qt::ControlModifier);
        QVERIFY(view->camera().azimuth > presetCamera(ScenePreset::Overview).azimuth);
    }

    void wheelZoomsWhereThePointerIs()
    {
        const auto canvas = onScreen<SceneCanvas>();
        SceneBall ball(*canvas->renderer());
        ball.setColour(QColor(255, 0, 0));
        ball.setPlace({0.4, -0.3, 0.2}, 0.06);
        canvas->sceneChanged();
        const auto [at, count] = redSpot(canvas->grabScene(canvas->size()));
        turnWheel(canvas.get(), at, 3);
        QVERIFY(std::abs(canvas->camera().zoom - std::pow(1.15, 3)) < 1e-12);
        const auto [after, larger] = redSpot(canvas->grabScene(canvas->size()));
        QVERIFY(std::abs(after.x() - at.x()) < 1.5 && std::abs(after.y() - at.y()) < 1.5);
        const double growth = static_cast<double>(larger) / count;
        QVERIFY2(std::abs(growth - std::pow(1.15, 6)) < 0.35, qPrintable(QString::number(growth)));
        turnWheel(canvas.get(), at, -3);
        QVERIFY(std::abs(canvas->camera().zoom - 1) < 1e-12);
    }

    void truthAndPredictionTurnTogether()
    {
        const auto view = onScreen<SurfaceView>();
        const auto sample = lineField();
        view->setSample(sample, {});
        auto* prediction = view->findChild<SceneCanvas*>("surface.prediction");
        dragOver(prediction, prediction->rect().center(), QPoint(-40, 10));
        QCOMPARE(truthOf(*view)->camera(), prediction->camera());
        QVERIFY(view->camera() != SceneCamera());
        // Two canvases draw at once: the prediction is 0.8 of the truth, so they are alike, not
        // equal.
        const QImage both = view->grabScene({600, 300});
        const QImage left = both.copy(0, 30, 300, 270), right = both.copy(300, 30, 300, 270);
        const double apart = imageDistance(left, right).mean;
        QVERIFY2(apart > 0.3 && apart < 40, qPrintable(QString::number(apart)));
        auto* shown = view->findChild<QComboBox*>("surface.shown");
        shown->setCurrentIndex(1);
        QVERIFY(!prediction->isVisible());
        QVERIFY(truthOf(*view)->isVisible());
    }

    void timeMovesTheLineOverTheSurface()
    {
        const auto view = onScreen<SurfaceView>();
        const auto sample = lineField();
        FieldLook look;
        look.time = 5;
        view->setSample(sample, look);
        const QImage early = view->grabScene({600, 300});
        look.time = 35;
        view->setSample(sample, look);
        const QImage late = view->grabScene({600, 300});
        const ImageDistance apart = imageDistance(early, late);
        QVERIFY(apart.outliers > 0.001 && apart.outliers < 0.1);
        look.time = 5;
        view->setSample(sample, look);
        QVERIFY(imageDistance(view->grabScene({600, 300}), early).mean < 0.01);
    }

    void pictureAtRestIsAsFineAsInAFile()
    {
        const auto canvas = onScreen<SceneCanvas>();
        SceneBall ball(*canvas->renderer());
        ball.setColour(QColor(255, 0, 0));
        ball.setPlace({0.2, 0.1, 0.3}, 0.5);
        canvas->sceneChanged();
        dragOver(canvas.get(), canvas->rect().center(), QPoint(17, 5));
        QTest::qWait(300);
        const QRect inside = canvas->rect().adjusted(2, 2, -2, -2);  // within the focus frame
        const QImage screen = canvas->grab().toImage().convertToFormat(QImage::Format_RGB32);
        const QImage file = canvas->grabScene(canvas->size());
        QVERIFY(redSpot(file).second > 1000);
        QVERIFY(imageDistance(screen.copy(inside), file.copy(inside)).mean < 0.01);
    }

    void sizesAndPixelRatiosShowTheSamePicture()
    {
        const auto view = onScreen<SurfaceView>();
        view->setSample(lineField(), {});
        const QImage plain = view->grabScene({300, 240});
        const QImage fine = view->grabScene({600, 480}, 2.0);
        QCOMPARE(fine.size(), QSize(600, 480));
        const ImageDistance apart = imageDistance(
            plain, fine.scaled(plain.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                       .convertToFormat(plain.format()));
        QVERIFY2(apart.mean < 6, qPrintable(QString::number(apart.mean)));
        for (const QSize size : {QSize(900, 500), QSize(400, 240), QSize(500, 360)}) {
            view->resize(size);
            QCoreApplication::processEvents();
            const QImage screen = view->grab().toImage();
            QCOMPARE(screen.size(), size);
            QVERIFY(imageDistance(screen, QImage(size, QImage::Format_RGB32)).mean > 1);
        }
    }

    void surfaceLooksAsStored()
    {
        const auto view = onScreen<SurfaceView>();
        FieldLook look;
        look.time = 24;
        view->setSample(lineField(), look);
        view->setShown(SurfaceView::Shown::Truth);
        const QString fault = faultOfPicture(view->grabScene({300, 300}), "surface");
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
    }

    void darkSurfaceLooksAsStored()
    {
        const auto view = onScreen<SurfaceView>();
        view->setPalette(darkPalette());
        FieldLook look;
        look.time = 2;
        view->setSample(planeField(), look);
        view->setShown(SurfaceView::Shown::Truth);
        const QString fault = faultOfPicture(view->grabScene({300, 300}), "surface_dark");
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
    }

    void trajectoriesLookAsStored()
    {
        const auto view = onScreen<PhaseSpaceView>();
        FieldLook look;
        look.time = 80;
        view->setSample(helix(), look);
        const QString fault = faultOfPicture(view->grabScene({300, 300}), "phase_space");
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
    }

    void figureOfASurfaceIsPixelsAmongLettersAndItsPanelsTheNumbers()
    {
        const auto view = onScreen<SurfaceView>();
        QVERIFY(view->figure().isEmpty());
        view->setSample(lineField(), {});
        FigureSpec figure = view->figure();
        const QString svg = QString::fromUtf8(figureToSvg(figure));
        QVERIFY(svg.count("<image") >= 2);
        for (const char* text : {"Truth", "Prediction", "u (m/s), whole series", "step 1,240"})
            QVERIFY2(svg.contains(QLatin1String(text)), text);
        QCOMPARE(figure.panels.size(), std::size_t(2));
        QCOMPARE(figure.panels[0].image->values.size(), lineField()->truth.size());
        QVERIFY(figureToCsv(figure).find("\ntruth,") != std::string::npos);
        // The picture has the file's resolution: truth in the left half, its prediction right.
        const QImage image = figureToImage(figure, 100);
        QCOMPARE(image.width(), 720);
        const auto colourful = [&image](const QRect& area) {
            int count = 0;
            for (int y = area.top(); y <= area.bottom(); ++y)
                for (int x = area.left(); x <= area.right(); ++x)
                    count += image.pixelColor(x, y).hsvSaturation() > 100;
            return count;
        };
        QVERIFY(colourful({60, 100, 200, 180}) > 3000);
        QVERIFY(colourful({420, 100, 200, 180}) > 3000);
        view->setShown(SurfaceView::Shown::Prediction);
        QCOMPARE(view->figure().panels.size(), std::size_t(1));
        QCOMPARE(view->figure().panels[0].title, std::string("prediction"));
    }

    void figureKeepsTheDirectionItHadAndGoesIntoOneColumn()
    {
        const auto view = onScreen<SurfaceView>();
        view->setSample(lineField(), {});
        FigureSpec figure = view->figure();
        const QImage before = figureToImage(figure, 60);
        view->setCamera(presetCamera(ScenePreset::Above));
        QVERIFY(imageDistance(figureToImage(figure, 60), before).mean < 0.01);
        QVERIFY(imageDistance(figureToImage(view->figure(), 60), before).mean > 2);
        figure.columns = 1;
        std::swap(figure.widthMillimetres, figure.heightMillimetres);
        const QImage column = figureToImage(figure, 60);
        int colourful = 0;  // of the lower surface
        for (int y = column.height() * 5 / 8; y < column.height() * 7 / 8; ++y)
            for (int x = 0; x < column.width() * 2 / 3; ++x)
                colourful += column.pixelColor(x, y).hsvSaturation() > 100;
        QVERIFY2(colourful > 500, qPrintable(QString::number(colourful)));
    }

    void figureOfTrajectoriesHasTheirLegend()
    {
        const auto view = onScreen<PhaseSpaceView>();
        view->setSample(helix(), {});
        const FigureSpec figure = view->figure();
        const QString svg = QString::fromUtf8(figureToSvg(figure, 150));
        for (const char* text : {">truth<", ">prediction<", ">start<"})
            QVERIFY2(svg.contains(QLatin1String(text)), text);
        QCOMPARE(figure.panels[0].series.size(), std::size_t(6));
        QCOMPARE(figure.panels[0].series[0].y.size(), helix()->times.size());
    }

    void bothViewsComeAndGoWithoutATrace()
    {
        for (int i = 0; i < 3; ++i) {
            const auto view = onScreen<SurfaceView>();
            view->setSample(lineField(), {});
            QVERIFY(!view->grabScene({200, 150}).isNull());
            view->setSample(nullptr, {});
            QVERIFY(view->grabScene({200, 150}).isNull());
            view->setSample(planeField(), {});
            QVERIFY(!view->grabScene({200, 150}).isNull());
        }
    }
};

NIE_TEST_WITH(QApplication, SceneTest);

}  // namespace nie::scene_test

#include "scene_test.moc"
