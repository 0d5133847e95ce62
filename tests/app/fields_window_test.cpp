// The Fields page in the real window, beside a training of the real engine.
#include "app/panels/fields_page.h"
#include "app/torch_engine.h"
#include "tests/app/window_driver.h"
#include "tests/support/test_registry.h"
#include "widgets/fields/field_view.h"

#include <QComboBox>
#include <QElapsedTimer>
#include <QSlider>
#include <QSpinBox>

#include <algorithm>
#include <random>

namespace nie::fields_window_test {

using namespace nie::test;

namespace {

constexpr int kSoon = 30000;  // ms; a loaded machine
constexpr int kScrubs = 200;

/// A small training on fields that would take long.
bool startBurgers(WindowDriver& driver)
{
    RunConfig config = driver.window.engine().findExperiment("burgers");
    for (const char* setting :
         {"dataset.samples=16", "dataset.resolution=64", "dataset.stored_resolution=32",
          "model.width=4", "model.modes=4", "training.batch_size=4", "training.epochs=0",
          "training.steps=1000000", "training.schedule=constant", "training.warm_up_steps=0"})
        config.set(setting);
    const std::filesystem::path file = driver.folder / "small.json";
    std::ofstream(file) << config.toJson().dump(2);
    if (!driver.window.openExperiment(file.string()))
        return false;
    driver.click(QStringLiteral("startButton"));
    return true;
}

/// For people to look at, where a folder is given.
void savePicture(QWidget& widget, const QString& name)
{
    const QString folder = qEnvironmentVariable("NIE_SCREENSHOT_DIR");
    if (!folder.isEmpty())
        QVERIFY(widget.grab().save(folder + "/" + name + ".png"));
}

/// The times that the panels mark.
std::vector<double> markedTimes(const FigureSpec& figure)
{
    std::vector<double> times;
    for (const PanelSpec& panel : figure.panels)
        for (const BandSpec& band : panel.bands)
            if (band.from == band.to)
                times.push_back(band.from);
    return times;
}

}  // namespace

class FieldsWindowTest : public QObject {
    Q_OBJECT

private:
    static FieldsPage& page(WindowDriver& driver)
    {
        return *driver.find<FieldsPage>(QStringLiteral("fieldsPage"));
    }
    static std::int64_t shownStep(WindowDriver& driver)
    {
        return driver.text(QStringLiteral("fields.step"))
            .section(' ', 1, 1)
            .remove(',')
            .toLongLong();
    }

private Q_SLOTS:
    void fieldsMoveInTimeWhileTheyAreLearned()
    {
        WarningCounter warnings;
        WindowDriver driver(makeTorchEngine());
        QVERIFY(startBurgers(driver));
        driver.window.actionList().find(QStringLiteral("action.page.fields"))->trigger();
        FieldsPage& fields = page(driver);
        QTRY_VERIFY_WITH_TIMEOUT(fields.sample(), kSoon);
        const std::int64_t firstStep = shownStep(driver);

        FieldLook look = fields.look();
        look.kind = FieldKind::Compare;
        fields.setLook(look);
        QCOMPARE(fields.figure().panels.size(), std::size_t(3));
        QVERIFY(fields.figure().panels[1].image->label.find("whole series") != std::string::npos);

        auto* slider = driver.find<QSlider>(QStringLiteral("playback.slider"));
        // The series plays meanwhile, and the training goes on.
        driver.click(QStringLiteral("playback.play"));
        QVERIFY(fields.playback().isPlaying());
        std::mt19937 random(7);
        QElapsedTimer clock;
        clock.start();
        qint64 longest = 0;
        for (int i = 0; i < kScrubs; ++i) {
            const qint64 before = clock.elapsed();
            slider->setValue(static_cast<int>(random() % (slider->maximum() + 1u)));
            QCoreApplication::processEvents();
            longest = std::max(longest, clock.elapsed() - before);
            const double time = fields.sample()->times[static_cast<std::size_t>(slider->value())];
            QCOMPARE(markedTimes(fields.figure()), (std::vector<double>(3, time)));
        }
        qInfo("%d scrubs in %lld ms, the longest %lld ms", kScrubs, clock.elapsed(), longest);
        QVERIFY2(longest < 500, "scrubbing hangs");
        QVERIFY(fields.playback().isPlaying());
        QCOMPARE(driver.state(), SessionState::Running);
        QTRY_VERIFY_WITH_TIMEOUT(shownStep(driver) > firstStep, kSoon);
        QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
    }

    void theSampleOnShowIsTheOneThatTheTrainingPredicts()
    {
        WindowDriver driver(makeTorchEngine());
        QVERIFY(startBurgers(driver));
        driver.window.actionList().find(QStringLiteral("action.page.fields"))->trigger();
        FieldsPage& fields = page(driver);
        QTRY_VERIFY_WITH_TIMEOUT(fields.sample(), kSoon);
        const std::int64_t first = fields.sample()->sample;
        auto* number = driver.find<QSpinBox>(QStringLiteral("fields.sample"));
        QCOMPARE(number->maximum(), 3);
        QTest::keyClick(number, Qt::Key_Up);
        QTRY_VERIFY_WITH_TIMEOUT(fields.sample()->sample != first, kSoon);
        QCOMPARE(driver.find<QSpinBox>(QStringLiteral("sampleBox"))->value(), 2);
        // And from the Train page back.
        driver.click(QStringLiteral("pageTrain"));
        QTest::keyClick(driver.find<QSpinBox>(QStringLiteral("sampleBox")), Qt::Key_Down);
        driver.click(QStringLiteral("pageFields"));
        QTRY_COMPARE_WITH_TIMEOUT(fields.sample()->sample, first, kSoon);
        QCOMPARE(number->value(), 1);
        // The least window has room for all of the row.
        driver.window.resize(1024, 700);
        QTest::qWait(50);
        QVERIFY(driver.window.width() <= 1024 && driver.window.height() <= 700);
        for (const char* name : {"fields.split", "fields.sample", "fields.checkpoint"}) {
            const QWidget* widget = driver.find(QLatin1String(name));
            QVERIFY2(widget->width() >= widget->minimumSizeHint().width(), name);
        }
    }

    void everyKindIsShownOfATrainingAndOfItsCheckpoints()
    {
        WarningCounter warnings;
        WindowDriver driver(makeTorchEngine());
        QVERIFY(startBurgers(driver));
        driver.window.actionList().find(QStringLiteral("action.page.fields"))->trigger();
        FieldsPage& fields = page(driver);
        QTRY_VERIFY_WITH_TIMEOUT(fields.sample(), kSoon);
        auto* kinds = driver.find<QComboBox>(QStringLiteral("fields.kind"));
        for (int i = 0; i < kinds->count(); ++i) {
            kinds->setFocus();
            QTest::keyClick(kinds, i == 0 ? Qt::Key_Home : Qt::Key_Down);
            QTest::qWait(30);
            QVERIFY(kinds->currentIndex() == i);
            const bool flat = fields.scene() == SceneKind::None;
            QVERIFY2(!fields.figure().panels.empty(), qPrintable(kinds->currentText()));
            QCOMPARE(fields.figure().scene == nullptr, flat);
            QCOMPARE(driver.find(QStringLiteral("fields.errorOverTime"))->isVisible(),
                     !flat || fields.look().kind != FieldKind::Error);
            savePicture(driver.window, QStringLiteral("fields-%1").arg(i));
        }
        driver.click(QStringLiteral("stopButton"));
        auto* checkpoints = driver.find<QComboBox>(QStringLiteral("fields.checkpoint"));
        QTRY_VERIFY_WITH_TIMEOUT(checkpoints->findText(QStringLiteral("Final")) >= 0, kSoon);
        fields.showCheckpoint("final");
        QTRY_VERIFY_WITH_TIMEOUT(
            driver.text(QStringLiteral("fields.step")).endsWith(QStringLiteral("final")), kSoon);
        QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
    }
};

NIE_TEST_WITH(QApplication, FieldsWindowTest);

}  // namespace nie::fields_window_test

#include "fields_window_test.moc"
