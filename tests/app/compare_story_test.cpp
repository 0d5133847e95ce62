// A run of the history looked at by hand: opened, compared, played, scrubbed, probed, exported; and
// a window that goes while a movie of it is being written.
#include "app/panels/fields_page.h"
#include "app/panels/movie_dialog.h"
#include "app/torch_engine.h"
#include "tests/app/figure_driver.h"
#include "tests/app/history_driver.h"
#include "tests/support/test_registry.h"
#include "widgets/fields/field_view.h"
#include "widgets/figures/figure_origin.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QStyle>
#include <QStyleOptionSlider>

#include <algorithm>

namespace nie::compare_story_test {

using namespace nie::test;

namespace {

constexpr int kSoon = 60000;  // ms; a loaded machine

/// A finished run on vorticity fields of a few frames, with three checkpoints.
bool trainVorticity(WindowDriver& driver)
{
    RunConfig config = driver.window.engine().findExperiment("navier_stokes");
    for (const char* setting :
         {"dataset.samples=10", "dataset.resolution=16", "dataset.frames=8", "dataset.duration=4",
          "dataset.frame_interval=0.5", "model.width=8", "training.batch_size=4",
          "training.epochs=0", "training.steps=6", "training.checkpoint_every=2"})
        config.set(setting);
    const std::filesystem::path file = driver.folder / "vorticity.json";
    std::ofstream(file) << config.toJson().dump(2);
    if (!driver.window.openExperiment(file.string()))
        return false;
    driver.click("startButton");
    return QTest::qWaitFor([&driver] { return driver.state() == SessionState::Finished; }, kSoon);
}

/// For people to look at, where a folder is given.
void savePicture(QWidget& widget, const QString& name)
{
    const QString folder = qEnvironmentVariable("NIE_SCREENSHOT_DIR");
    if (!folder.isEmpty())
        QVERIFY(widget.grab().save(folder + "/" + name + ".png"));
}

/// Drags the slider's handle from one frame to another.
void scrub(QSlider* slider, int from, int to)
{
    QStyleOptionSlider option;
    option.initFrom(slider);
    option.minimum = slider->minimum();
    option.maximum = slider->maximum();
    option.sliderPosition = option.sliderValue = slider->value();
    const QRect handle = slider->style()->subControlRect(QStyle::CC_Slider, &option,
                                                         QStyle::SC_SliderHandle, slider);
    const int room = slider->width() - handle.width();
    const auto shift = (to - from) * room / std::max(1, slider->maximum() - slider->minimum());
    QTest::mousePress(slider, Qt::LeftButton, {}, handle.center());
    for (const int part : {1, 2, 3, 4})
        QTest::mouseMove(slider, handle.center() + QPoint(shift * part / 4, 0));
    QTest::mouseRelease(slider, Qt::LeftButton, {}, handle.center() + QPoint(shift, 0));
}

}  // namespace

class CompareStoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRunIsOpenedComparedPlayedProbedAndExported()
    {
        WarningCounter warnings;
        WindowDriver driver(makeTorchEngine());
        QVERIFY(trainVorticity(driver));
        const std::filesystem::path run = driver.window.session().folder();
        driver.clicks = 0;
        QElapsedTimer clock;
        clock.start();

        openOnlyRun(driver, kSoon);
        driver.click("pageFields");
        auto& fields = *driver.find<FieldsPage>("fieldsPage");
        QTRY_VERIFY_WITH_TIMEOUT(fields.sample(), kSoon);
        QCOMPARE(fields.look().kind, FieldKind::Compare);
        QCOMPARE(fields.figure().panels.size(), std::size_t(3));

        // All three move together, and nothing but their cells is drawn again.
        auto& view = *driver.find<FieldView>("fields.view");
        const std::int64_t first = fields.look().time;
        driver.click("playback.play");
        QTRY_VERIFY(fields.look().time != first);
        driver.click("playback.play");
        QVERIFY(!fields.playback().isPlaying());
        const std::int64_t at = fields.look().time;
        QTest::qWait(150);
        QCOMPARE(fields.look().time, at);
        view.grab();
        const int drawings = view.wholeDrawings();
        driver.click("playback.first");
        auto* slider = driver.find<QSlider>("playback.slider");
        scrub(slider, 0, 5);
        ++driver.clicks;
        QVERIFY2(std::abs(static_cast<double>(fields.look().time) - 5) <= 1,
                 qPrintable(QString::number(fields.look().time)));
        QCOMPARE(static_cast<std::int64_t>(slider->value()), fields.look().time);
        const FigureSpec shown = fields.figure();
        for (const PanelSpec& panel : shown.panels)
            QCOMPARE(panel.image->values.size(), std::size_t(16 * 16));
        QVERIFY(fields.figure().title.find("r²") != std::string::npos);
        view.grab();
        QCOMPARE(view.wholeDrawings(), drawings);

        const PanelPlace place = view.panelPlaces().at(1);
        QTest::mouseClick(&view, Qt::LeftButton, {}, place.area.center().toPoint());
        ++driver.clicks;
        QCOMPARE(fields.look().probes.size(), std::size_t(1));
        QTRY_VERIFY(!driver.find<FieldView>("fields.probeCurves")->figure().panels.empty());

        savePicture(driver.window, QStringLiteral("story-compare"));
        const std::filesystem::path file = driver.folder / "compare.png";
        exportFigure(driver, file, {}, [](QWidget& dialog) {
            savePicture(dialog, QStringLiteral("story-export-compare"));
        });
        QVERIFY2(driver.banner().contains("compare.png"), qPrintable(driver.banner()));
        const auto origin = readFigureOrigin(file);
        QVERIFY(origin && origin->views.size() == 1);
        QCOMPARE(origin->views[0].look.time, fields.look().time);
        QCOMPARE(origin->views[0].look.probes, fields.look().probes);
        QCOMPARE(runOfFigure(*origin, file, driver.folder.path()), run);
        QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
        qInfo("story \"compare\": %d clicks and %.1f s from the history to the file", driver.clicks,
              static_cast<double>(clock.elapsed()) * 1e-3);
    }

    void aFigureOfASurfaceOpensItAsItStood()
    {
        WindowDriver driver(makeTorchEngine());
        QVERIFY(trainVorticity(driver));
        driver.window.openRun(driver.window.session().folder());
        driver.click("pageFields");
        auto& fields = *driver.find<FieldsPage>("fieldsPage");
        QTRY_VERIFY_WITH_TIMEOUT(fields.sample(), kSoon);
        fields.setScene(SceneKind::Surface);
        savePicture(driver.window, QStringLiteral("story-surface"));
        driver.click("surface.side");
        const std::filesystem::path file = driver.folder / "surface.png";
        exportFigure(driver, file);
        driver.click("surface.above");
        fields.setScene(SceneKind::None);
        driver.window.openFigure(file);
        QTRY_VERIFY_WITH_TIMEOUT(fields.scene() == SceneKind::Surface && fields.sample(), kSoon);
        const auto origin = readFigureOrigin(file);
        QVERIFY(origin && origin->views.size() == 1);
        exportFigure(driver, driver.folder / "again.png");
        const auto again = readFigureOrigin(driver.folder / "again.png");
        QVERIFY(again && again->views.size() == 1);
        QCOMPARE(again->views[0].name, std::string("surface"));
        QCOMPARE(again->views[0].scene.camera, origin->views[0].scene.camera);
    }

    void aWindowThatGoesDuringAMovieOfCheckpointsLeavesNoFile()
    {
        const TemporaryFolder films;
        {
            WindowDriver driver(makeTorchEngine());
            QVERIFY(trainVorticity(driver));
            driver.window.openRun(driver.window.session().folder());
            driver.click("pageFields");
            auto& fields = *driver.find<FieldsPage>("fieldsPage");
            QTRY_VERIFY_WITH_TIMEOUT(fields.sample(), kSoon);
            driver.window.actionList().find("action.exportMovie")->trigger();
            auto* dialog = driver.window.findChild<MovieDialog*>();
            QVERIFY(dialog);
            auto* exporting = dialog->findChild<QPushButton*>("movieExportButton");
            QTRY_VERIFY_WITH_TIMEOUT(exporting->isEnabled(), kSoon);
            auto* over = dialog->findChild<QComboBox*>("movieOver");
            QTest::keyClick(over, Qt::Key_Down);
            QCOMPARE(over->currentData().toString(), QStringLiteral("checkpoints"));
            savePicture(*dialog, QStringLiteral("story-movie"));
            auto* line = dialog->findChild<QLineEdit*>("movieFile");
            line->selectAll();
            QTest::keyClicks(line, QString::fromStdString((films / "film").string()));
            QTest::mouseClick(exporting, Qt::LeftButton);
            QTRY_VERIFY_WITH_TIMEOUT(dialog->isWriting(), kSoon);
        }
        QVERIFY(std::filesystem::is_empty(films.path()));
    }
};

NIE_TEST_WITH(QApplication, CompareStoryTest);

}  // namespace nie::compare_story_test

#include "compare_story_test.moc"
