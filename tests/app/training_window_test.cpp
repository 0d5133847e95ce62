// The controls of a training, clicked in the real window with the real engine.
#include "app/panels/fields_page.h"
#include "app/panels/loss_panel.h"
#include "app/panels/rate_preview.h"
#include "app/torch_engine.h"
#include "core/base/files.h"
#include "core/results/checkpoint_list.h"
#include "core/results/run_presence.h"
#include "core/results/run_replay.h"
#include "tests/app/window_driver.h"
#include "tests/support/test_registry.h"
#include "tests/widgets/plot_mouse.h"

#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTest>
#include <QTimer>

namespace nie::training_window_test {

using namespace nie::test;
using enum nie::SessionState;
namespace fs = std::filesystem;

namespace {

constexpr int kSoon = 30000;  // ms; a loaded machine

/// What a run has recorded.
struct Recorded : TrainingObserver {
    explicit Recorded(const fs::path& folder) { replayRun(RunFolder{folder}, *this); }
    void onStep(const StepReport& report) override { steps.push_back(report); }
    void onEvent(const TrainingEvent& event) override { events.push_back(event); }
    std::string text(const std::string& kind) const
    {
        for (const TrainingEvent& event : events)
            if (event.kind == kind)
                return event.text;
        return {};
    }
    std::vector<StepReport> steps;
    std::vector<TrainingEvent> events;
};

const std::vector<std::string> kTiny{"model.width=8", "training.batch_size=6",
                                     "training.schedule=constant", "training.warm_up_steps=0",
                                     "training.epochs=0"};

std::vector<std::string> tiny(std::vector<std::string> more)
{
    more.insert(more.begin(), kTiny.begin(), kTiny.end());
    return more;
}

int heightOf(WindowDriver& driver, const char* name)
{
    return driver.find(QLatin1String(name))->minimumSizeHint().height();
}

/// Clicks a button of the question that closing the window asks.
void answerClosing(WindowDriver& driver, const char* button)
{
    driver.window.close();
    auto* question = driver.window.findChild<QWidget*>(QStringLiteral("closeQuestion"));
    QVERIFY(question);
    auto* choice = question->findChild<QAbstractButton*>(QLatin1String(button));
    QVERIFY2(choice, button);
    QTest::mouseClick(choice, Qt::LeftButton);
}

}  // namespace

class TrainingWindowTest : public QObject {
    Q_OBJECT

private:
    /// A window with a training that would take long.
    static void startLong(WindowDriver& driver, const std::vector<std::string>& more = {})
    {
        std::vector<std::string> settings = tiny({"training.steps=1000000"});
        settings.insert(settings.end(), more.begin(), more.end());
        QVERIFY(driver.openSmall(settings));
        driver.click(QStringLiteral("startButton"));
        QTRY_VERIFY_WITH_TIMEOUT(driver.shownStep() > 3, kSoon);
    }
    static void pause(WindowDriver& driver)
    {
        driver.click(QStringLiteral("pauseButton"));
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Paused, kSoon);
    }
    /// A right click on the loss curve at a step, and one on the menu's entry.
    static void openModelAt(WindowDriver& driver, double step)
    {
        CurvePlot& plot = driver.window.lossPanel().plot();
        QTRY_VERIFY(plot.isVisible() && plot.xRange().second >= step);
        QTest::qWait(100);  // the curve is drawn at most 30 times a second
        const QCustomPlot* canvas = plot.drawing();
        QTest::mouseClick(plot.drawing(), Qt::RightButton, {},
                          QPoint(static_cast<int>(std::lround(canvas->xAxis->coordToPixel(step))),
                                 canvas->axisRect()->center().y()));
        clickInMenu(&plot, QStringLiteral("curves.menu"), QStringLiteral("curves.menu.open"));
    }
    static void stop(WindowDriver& driver)
    {
        driver.click(QStringLiteral("stopButton"));
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, kSoon);
    }

private Q_SLOTS:
    void stepsAreCountedWhateverTheButton()
    {
        WindowDriver driver(makeTorchEngine());
        startLong(driver);
        pause(driver);
        const std::int64_t before = driver.window.session().stepsDone();
        for (int i = 0; i < 3; ++i)
            driver.click(QStringLiteral("stepButton"));
        QTRY_COMPARE_WITH_TIMEOUT(driver.window.session().stepsDone(), before + 3, kSoon);
        driver.find<QSpinBox>(QStringLiteral("stepCountBox"))->setValue(50);
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Paused, kSoon);
        driver.click(QStringLiteral("stepManyButton"));
        QTRY_COMPARE_WITH_TIMEOUT(driver.window.session().stepsDone(), before + 53, kSoon);
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Paused, kSoon);
    }

    void runsToTheEndOfAnEpoch()
    {
        WindowDriver driver(makeTorchEngine());
        startLong(driver);
        pause(driver);
        // 18 curves to train on in batches of 6: three steps an epoch.
        const auto epoch = static_cast<int>(driver.window.session().stepsDone() / 3 + 4);
        driver.find<QSpinBox>(QStringLiteral("stepCountBox"))->setValue(epoch);
        driver.window.actionList().find(QStringLiteral("action.toEpoch"))->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(driver.window.session().stepsDone(), 3 * epoch, kSoon);
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Paused, kSoon);
    }

    void halvingTheRateIsAnEventAMarkerAndCanBeUndone()
    {
        WindowDriver driver(makeTorchEngine());
        startLong(driver, {"training.learning_rate=1e-3"});
        driver.find<QTabWidget>(QStringLiteral("optionTabs"))->setCurrentIndex(1);
        const int markers = driver.window.lossPanel().plot().markerCount();
        driver.click(QStringLiteral("halveRateButton"));
        const fs::path folder = driver.window.session().folder();
        QTRY_VERIFY_WITH_TIMEOUT(Recorded(folder).steps.back().learningRate == 5e-4, kSoon);
        QTRY_COMPARE_WITH_TIMEOUT(driver.window.lossPanel().plot().markerCount(), markers + 1,
                                  kSoon);
        QCOMPARE(Recorded(folder).text("learning_rate"), std::string("learning_rate = 0.0005"));
        driver.window.actionList().find(QStringLiteral("action.undo"))->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(Recorded(folder).steps.back().learningRate == 1e-3, kSoon);
        stop(driver);
    }

    void batchAndSolverChangeOnlyWhilePausedAndUnsafeOnesSayWhyNot()
    {
        WindowDriver driver(makeTorchEngine());
        startLong(driver);
        auto* tabs = driver.find<QTabWidget>(QStringLiteral("optionTabs"));
        tabs->setCurrentIndex(1);
        QWidget* batch = driver.find(QStringLiteral("option.batch_size"));
        QWidget* optimizer = driver.find(QStringLiteral("option.optimizer"));
        QVERIFY(!batch->isEnabled());
        pause(driver);
        QVERIFY(batch->isEnabled());
        QVERIFY(!optimizer->isEnabled());
        QVERIFY(optimizer->toolTip().contains(QStringLiteral("stop"), Qt::CaseInsensitive) ||
                optimizer->toolTip().contains(QStringLiteral("start"), Qt::CaseInsensitive));
        driver.window.draft().setOption("training.batch_size", 9);
        driver.window.draft().setOption("model.training_solver.max_iterations", 7);
        const fs::path folder = driver.window.session().folder();
        const std::int64_t seen = Recorded(folder).steps.back().samplesSeen;
        driver.click(QStringLiteral("stepButton"));
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Paused, kSoon);
        const Recorded after(folder);
        QCOMPARE(std::count_if(after.events.begin(), after.events.end(),
                               [](const auto& event) { return event.kind == "setting"; }),
                 2);
        const std::int64_t taken = after.steps.back().samplesSeen - seen;
        QVERIFY2(taken <= 9 && taken > 0, qPrintable(QString::number(taken)));
        stop(driver);
    }

    void thePlannedRateIsThatOfTheRun()
    {
        WindowDriver driver(makeTorchEngine());
        std::vector<std::string> settings = tiny({"training.steps=30"});
        settings.insert(settings.end(), {"training.schedule=cosine", "training.warm_up_steps=5"});
        QVERIFY(driver.openSmall(settings));
        const std::vector<double> planned =
            driver.find<RatePreview>(QStringLiteral("ratePreview"))->rates();
        QCOMPARE(planned.size(), std::size_t{30});
        driver.click(QStringLiteral("startButton"));
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, kSoon);
        std::vector<double> rates;
        for (const StepReport& report : Recorded(driver.window.session().folder()).steps)
            rates.push_back(report.learningRate);
        QCOMPARE(rates, planned);
    }

    void numbersThatAreNotFinitePauseAndTheBannerGoesBackWithHalfTheRate()
    {
        WindowDriver driver(makeTorchEngine());
        std::vector<std::string> settings = tiny({"training.steps=1000000"});
        settings.insert(settings.end(), {"training.learning_rate=1e30", "training.gradient_clip=0",
                                         "training.optimizer=adam"});
        QVERIFY(driver.openSmall(settings));
        driver.click(QStringLiteral("startButton"));
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Paused, kSoon);
        QTRY_VERIFY2_WITH_TIMEOUT(driver.banner().contains(QStringLiteral("not finite")),
                                  qPrintable(driver.banner()), kSoon);
        QVERIFY(driver.banner().startsWith(QStringLiteral("Step ")));
        QTest::mouseClick(driver.find(QStringLiteral("rollBackButton")), Qt::LeftButton);
        const fs::path folder = driver.window.session().folder();
        QTRY_VERIFY_WITH_TIMEOUT(!Recorded(folder).text("rollback").empty(), kSoon);
        QVERIFY(Recorded(folder).text("rollback").find("5e+29") != std::string::npos);
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Paused, kSoon);
    }

    void aRunThatHasEndedIsTrainedFurther()
    {
        WindowDriver driver(makeTorchEngine());
        QVERIFY(driver.openSmall(tiny({"training.steps=12"})));
        driver.click(QStringLiteral("startButton"));
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, kSoon);
        const fs::path folder = driver.window.session().folder();
        driver.find<QSpinBox>(QStringLiteral("stepCountBox"))->setValue(8);
        driver.window.actionList().find(QStringLiteral("action.trainFurther"))->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Running, kSoon);
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, kSoon);
        QCOMPARE(driver.window.session().folder(), folder);
        QCOMPARE(Recorded(folder).steps.size(), std::size_t{20});
        // The curve of the steps before is there, too.
        QCOMPARE(driver.window.lossPanel().plot().points("train").size(), std::size_t{20});
    }

    void aKilledSessionIsOfferedAndContinues()
    {
        WindowDriver first(makeTorchEngine());
        startLong(first, {"training.checkpoint_every=5"});
        pause(first);
        const fs::path folder = first.window.session().folder();
        QTRY_VERIFY_WITH_TIMEOUT(newestCheckpoint(RunFolder{folder}.checkpoints()), kSoon);
        // As a kill would leave it: a copy whose process is no more.
        WindowDriver second(makeTorchEngine());
        const fs::path killed = second.folder / "killed";
        fs::copy(folder, killed, fs::copy_options::recursive);
        writeFileAtomically(RunFolder{killed}.running(),
                            "{\"process\": 999999999, \"process_started\": \"1\"}\n");
        const std::int64_t step = newestCheckpoint(RunFolder{killed}.checkpoints())->step;
        second.window.offerRecovery();
        QTRY_VERIFY2_WITH_TIMEOUT(second.banner().contains(QStringLiteral("killed")),
                                  qPrintable(second.banner()), kSoon);
        QTest::mouseClick(second.find(QStringLiteral("continueRunButton")), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(second.shownStep() > step, kSoon);
        QCOMPARE(second.window.session().folder(), killed);
        QCOMPARE(Recorded(killed).steps.front().step, 1);
        stop(second);
    }

    void closingAsksAndEachAnswerDoesWhatItSays()
    {
        {
            WindowDriver driver(makeTorchEngine());
            startLong(driver);
            answerClosing(driver, "cancelCloseButton");
            QVERIFY(driver.window.isVisible());
            QCOMPARE(driver.state(), Running);
            const fs::path folder = driver.window.session().folder();
            answerClosing(driver, "stopAndSaveButton");
            QTRY_VERIFY_WITH_TIMEOUT(!driver.window.isVisible(), kSoon);
            QVERIFY(fs::exists(RunFolder{folder}.checkpoints() / "final"));
        }
        {
            WindowDriver driver(makeTorchEngine());
            startLong(driver, {"training.validate_every=40"});
            const fs::path folder = driver.window.session().folder();
            answerClosing(driver, "untilCheckpointButton");
            QTRY_VERIFY_WITH_TIMEOUT(!driver.window.isVisible(), kSoon);
            QCOMPARE(newestCheckpoint(RunFolder{folder}.checkpoints())->step % 120, 0);
        }
        {
            WindowDriver driver(makeTorchEngine());
            startLong(driver);
            const fs::path folder = driver.window.session().folder();
            answerClosing(driver, "discardRunButton");
            QTRY_VERIFY_WITH_TIMEOUT(!driver.window.isVisible(), kSoon);
            QTRY_VERIFY_WITH_TIMEOUT(!fs::exists(folder), kSoon);
            QVERIFY(fs::exists(folder.parent_path() / ".trash" / folder.filename()));
        }
    }

    void aNoteIsAMarkerOnTheCurveAndALineOfTheRun()
    {
        WindowDriver driver(makeTorchEngine());
        QAction* action = driver.window.actionList().find(QStringLiteral("action.note"));
        QVERIFY(!action->isEnabled());
        startLong(driver);
        const auto note = [&](const QString& text) {
            action->trigger();
            auto* line = driver.find<QLineEdit>(QStringLiteral("noteEdit"));
            QTest::keyClicks(line, text);
            QTest::keyClick(line, Qt::Key_Return);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        };
        QVERIFY(action->isEnabled());
        note(QStringLiteral("it runs"));
        pause(driver);
        const CurvePlot& plot = driver.window.lossPanel().plot();
        const int markers = plot.markerCount();
        note(QStringLiteral("looks good"));
        QCOMPARE(plot.markerCount(), markers + 1);
        const std::int64_t step = driver.window.session().stepsDone();
        stop(driver);
        QVERIFY(!action->isEnabled());
        const Recorded recorded(driver.window.session().folder());
        QCOMPARE(recorded.text("note"), std::string("it runs"));
        std::int64_t last = 0;
        for (const TrainingEvent& event : recorded.events)
            if (event.text == "looks good")
                last = event.step;
        QCOMPARE(last, step);
    }

    void theMenuOfTheCurveOffersTheNote()
    {
        WindowDriver driver(makeTorchEngine());
        startLong(driver);
        pause(driver);
        CurvePlot& plot = driver.window.lossPanel().plot();
        QTest::mouseClick(plot.drawing(), Qt::RightButton, {}, plot.drawing()->rect().center());
        clickInMenu(&plot, QStringLiteral("curves.menu"), QStringLiteral("action.note"));
        QVERIFY(driver.find<QLineEdit>(QStringLiteral("noteEdit"))->isVisible());
        driver.find<QDialog>(QStringLiteral("noteDialog"))->reject();
        stop(driver);
    }

    void everyPageFitsASmallScreen()
    {
        WindowDriver driver(makeTorchEngine());
        QVERIFY(driver.openSmall(tiny({"training.steps=10"})));
        for (const QAction* each : driver.window.actionList().all()) {
            if (!each->objectName().startsWith(QStringLiteral("action.page.")))
                continue;
            const_cast<QAction*>(each)->trigger();
            driver.window.resize(1024, 700);
            QTest::qWait(20);
            QVERIFY2(driver.window.width() <= 1024 && driver.window.height() <= 700,
                     qPrintable(QStringLiteral("%1: %2 x %3; inspector %4, loss %5, page %6 high")
                                    .arg(each->objectName())
                                    .arg(driver.window.width())
                                    .arg(driver.window.height())
                                    .arg(heightOf(driver, "inspectorDock"))
                                    .arg(heightOf(driver, "lossDock"))
                                    .arg(heightOf(driver, "centre"))));
        }
    }

    void theModelOfAnEarlierStepIsShownFromItsCheckpoint()
    {
        WindowDriver driver(makeTorchEngine());
        startLong(driver, {"training.checkpoint_every=5"});
        QTRY_VERIFY_WITH_TIMEOUT(driver.window.session().stepsDone() > 20, kSoon);
        pause(driver);
        const auto noted = [&driver](const QString& checkpoint) {
            return driver.text(QStringLiteral("evaluatedSampleNote")).contains(checkpoint);
        };
        openModelAt(driver, 10);
        QTRY_VERIFY_WITH_TIMEOUT(noted(QStringLiteral("step-000010")), kSoon);
        QCOMPARE(driver.window.page(), Page::Train);
        driver.click(QStringLiteral("pageFields"));
        const FieldsPage& fields = driver.window.fields();
        QTRY_VERIFY_WITH_TIMEOUT(fields.sample() && fields.sample()->step == 10, kSoon);
        QCOMPARE(fields.checkpoint(), std::string("step-000010"));
        QVERIFY2(driver.text(QStringLiteral("fields.step")).startsWith(QStringLiteral("Step 10,")),
                 qPrintable(driver.text(QStringLiteral("fields.step"))));
        // On the Fields page it stays on show.
        driver.click(QStringLiteral("foldLossButton"));
        openModelAt(driver, 15);
        QCOMPARE(driver.window.page(), Page::Fields);
        QTRY_COMPARE_WITH_TIMEOUT(fields.sample()->step, 15, kSoon);
        QTRY_VERIFY_WITH_TIMEOUT(noted(QStringLiteral("step-000015")), kSoon);
    }
};

NIE_TEST_WITH(QApplication, TrainingWindowTest);

}  // namespace nie::training_window_test

#include "training_window_test.moc"
