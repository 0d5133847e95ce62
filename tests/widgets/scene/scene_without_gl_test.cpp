#include "tests/support/test_registry.h"
#include "tests/widgets/scene/scene_samples.h"
#include "widgets/scene/phase_space_view.h"
#include "widgets/scene/scene_canvas.h"
#include "widgets/scene/surface_view.h"
#include "widgets/style/application_style.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QRegularExpression>
#include <QTest>

namespace nie::scene_without_gl_test {

using namespace nie::test;

namespace {

/// Off-screen Qt borrows OpenGL from an X server where there is one.
class ApplicationWithoutDisplay : public QApplication {
public:
    ApplicationWithoutDisplay(int& count, char** arguments)
        : QApplication(withoutDisplay(count), arguments)
    {}

private:
    static int& withoutDisplay(int& count)
    {
        qunsetenv("DISPLAY");
        return count;
    }
};

}  // namespace

class SceneWithoutGlTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void canvasSaysWhyItIsEmpty()
    {
        SceneCanvas canvas;
        canvas.resize(400, 300);
        canvas.show();
        QVERIFY(QTest::qWaitForWindowExposed(&canvas));
        QVERIFY(!canvas.canDraw());
        QVERIFY(canvas.grabScene({300, 300}).isNull());
        const QImage image = canvas.grab().toImage();
        const QColor background = canvas.palette().color(QPalette::Base);
        QCOMPARE(image.pixelColor(5, 5), background);
        int inked = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                inked += image.pixelColor(x, y) != background;
        QVERIFY2(inked > 500, "the message is not there");
    }

    void viewsTakeSamplesAndGiveNoPictures()
    {
        SurfaceView surface;
        surface.setSample(lineField(), {});
        surface.resize(500, 300);
        surface.grab();
        QVERIFY(!surface.hasPicture());
        QVERIFY(surface.grabScene({300, 300}).isNull());
        PhaseSpaceView phase;
        phase.setSample(helix(), {});
        phase.resize(500, 300);
        phase.grab();
        QVERIFY(!phase.hasPicture());
    }

    void viewsSayWhichSamplesTheyCannotShow()
    {
        PhaseSpaceView phase;
        auto* message = phase.findChild<QLabel*>("phaseSpace.message");
        QVERIFY(message->text().contains("first snapshot"));
        phase.setSample(helix(2), {});
        QVERIFY(message->isVisibleTo(&phase));
        QVERIFY(message->text().contains("three channels"));
        phase.setSample(helix(3), {});
        QVERIFY(!message->isVisibleTo(&phase));
        SurfaceView surface;
        auto* note = surface.findChild<QLabel*>("surface.message");
        surface.setSample(helix(3), {});
        QVERIFY(note->isVisibleTo(&surface));
        QVERIFY(note->text().contains("no field"));
        surface.setSample(nullptr, {});
        QVERIFY(note->text().contains("first snapshot"));
    }

    void captionNamesSampleStepAndTime()
    {
        SurfaceView surface;
        FieldLook look;
        look.time = 20;
        surface.setSample(lineField(), look);
        QCOMPARE(surface.findChild<QLabel*>("surface.caption")->text(),
                 QString("Validation sample 3, step 1,240, t = 1.00 s"));
    }

    void chosenChannelsAreKeptForTheNextSample()
    {
        PhaseSpaceView phase;
        phase.setSample(helix(5), {});
        auto* upwards = phase.findChild<QComboBox*>("phaseSpace.channel2");
        QCOMPARE(upwards->count(), 5);
        upwards->setCurrentIndex(4);
        Q_EMIT upwards->activated(4);
        QCOMPARE(phase.channels(), (PhaseChannels{0, 1, 4}));
        phase.setSample(helix(5), {});
        QCOMPARE(phase.channels(), (PhaseChannels{0, 1, 4}));
        QCOMPARE(upwards->currentIndex(), 4);
        phase.setSample(helix(3), {});
        QCOMPARE(phase.channels(), (PhaseChannels{0, 1, 2}));
        phase.setChannels({0, 1, 3});
        QCOMPARE(phase.channels(), (PhaseChannels{0, 1, 2}));
    }
};

NIE_TEST_WITH(ApplicationWithoutDisplay, SceneWithoutGlTest);

}  // namespace nie::scene_without_gl_test

#include "scene_without_gl_test.moc"
