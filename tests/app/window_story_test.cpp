#include "app/event_delays.h"
#include "app/torch_engine.h"
#include "core/base/files.h"
#include "core/results/run_folder.h"
#include "core/training/checkpoint.h"
#include "tests/app/window_driver.h"
#include "tests/support/test_registry.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>
#include <QTableWidget>

#include <algorithm>
#include <cmath>

namespace nie::window_story_test {

using namespace nie::test;
using enum nie::SessionState;

namespace {

bool hasEnded(SessionState state)
{
    return state == Finished || state == Failed || state == Idle;
}

std::vector<double> lossColumn(const std::filesystem::path& run)
{
    std::vector<double> losses =
        MetricsTable::read(RunFolder{run}.metrics()).columns.at("train_loss");
    // Rows of a validation have no training loss.
    std::erase_if(losses, [](double loss) { return std::isnan(loss); });
    return losses;
}

}  // namespace

class WindowStoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void trainsASampleInThreeClicksAndObeysEveryButton();
    void theWindowAnswersWhileItTrains();
    void stopIsIdleWithin250Milliseconds();
    void thePredictionFollowsTheChosenSampleAndTheSolverIsShown();
    void theSameSeedTrainsTheSameLossesAndANewSeedOthers();
    void earlyStoppingSaysWhyAndWhere();
    void theScoreIsShownBesideTheFloors();
    void cudaWithoutAGpuIsRefusedWithAMessage();
    void aBrokenExperimentIsAMessageAndNoRunFolder();
    void closingWhileTrainingAsksAndStopAndSaveWritesTheCheckpoint();
};

void WindowStoryTest::trainsASampleInThreeClicksAndObeysEveryButton()
{
    WarningCounter warnings;
    QElapsedTimer clock;
    clock.start();
    WindowDriver driver(makeTorchEngine());
    driver.click("card.spirals");
    driver.click("startButton");
    QTRY_VERIFY_WITH_TIMEOUT(driver.shownStep() > 0, 5000);
    const int clicksToRunning = driver.clicks;
    const double secondsToRunning = static_cast<double>(clock.elapsed()) * 1e-3;
    QVERIFY(clicksToRunning <= 3);
    QCOMPARE(driver.state(), Running);
    QCOMPARE(driver.text("stateLabel"), QString("Running"));

    driver.click("pauseButton");
    QTRY_COMPARE(driver.state(), Paused);
    QCOMPARE(driver.text("stateLabel"), QString("Paused"));
    QCOMPARE(driver.find<QAbstractButton>("pauseButton")->text(), QString("Resume"));
    const std::int64_t held = driver.shownStep();
    QTest::qWait(500);
    QCOMPARE(driver.shownStep(), held);
    for (int i = 0; i < 3; ++i)
        driver.click("stepButton");
    QTRY_COMPARE(driver.state(), Paused);
    QTRY_COMPARE(driver.shownStep(), held + 3);
    driver.find<QSpinBox>("stepCountBox")->setValue(50);
    driver.click("stepManyButton");
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Paused, 30000);
    QCOMPARE(driver.shownStep(), held + 53);
    driver.click("pauseButton");
    QTRY_VERIFY(driver.shownStep() > held + 53);

    driver.click("stopButton");
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(driver.state()), 30000);
    QCOMPARE(driver.state(), Finished);
    QVERIFY2(driver.banner().contains("stopped"), qPrintable(driver.banner()));
    const RunFolder run{driver.window.session().folder()};
    const Checkpoint checkpoint = Checkpoint::read(run.checkpoints() / "final");
    QVERIFY(!checkpoint.parameters.empty());
    QCOMPARE(checkpoint.state.at("step").get<std::int64_t>(), driver.shownStep());
    QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
    qInfo(
        "story \"train\": %d clicks and %.2f s from launch to running, %d clicks and %.2f s in all",
        clicksToRunning, secondsToRunning, driver.clicks,
        static_cast<double>(clock.elapsed()) * 1e-3);
}

void WindowStoryTest::theWindowAnswersWhileItTrains()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("card.spirals");
    driver.click("startButton");
    QTRY_VERIFY_WITH_TIMEOUT(driver.shownStep() > 0, 5000);
    const int seconds = qEnvironmentVariableIntValue("NIE_LATENCY_SECONDS");
    EventDelays delays;
    QTest::qWait((seconds > 0 ? seconds : 8) * 1000);
    QCOMPARE(driver.state(), Running);
    const double worst = delays.percentile(0.99);
    qInfo("while training: %s", qPrintable(delays.summary()));
    QVERIFY(worst < 50.0);
}

void WindowStoryTest::stopIsIdleWithin250Milliseconds()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("card.spirals");
    double longest = 0.0;
    for (int i = 0; i < 5; ++i) {
        driver.click("startButton");
        QTRY_VERIFY_WITH_TIMEOUT(driver.state() == Running && driver.shownStep() > 2 + i, 10000);
        QElapsedTimer clock;
        clock.start();
        driver.click("stopButton");
        while (isTraining(driver.state()) && clock.elapsed() < 5000)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
        longest = std::max(longest, static_cast<double>(clock.nsecsElapsed()) * 1e-6);
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded(driver.state()), 30000);
    }
    qInfo("stop: idle after %.0f ms at the longest of 5", longest);
    QVERIFY(longest < 250.0);
}

void WindowStoryTest::thePredictionFollowsTheChosenSampleAndTheSolverIsShown()
{
    WindowDriver driver(makeTorchEngine());
    QVERIFY(driver.openSmall({}));
    driver.click("startButton");
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("trajectories.caption").contains("step"), 10000);
    QTRY_VERIFY(driver.text("solver.iterations").toDouble() >= 1.0);
    QVERIFY(driver.text("solver.quadrature").toInt() > 1);
    QVERIFY(driver.text("solver.residual") != "–");
    QVERIFY(driver.text("solver.contraction") != "–");
    std::int64_t shown = -1;
    connect(&driver.window.session(), &TrainingSession::batchReady, this,
            [&](const TrainingFeed::Batch& batch) {
                shown = batch.prediction ? batch.prediction->sample : shown;
            });
    QTRY_VERIFY(shown >= 0);
    const std::int64_t first = shown;
    driver.find<QSpinBox>("sampleBox")->setValue(2);
    QTRY_VERIFY(shown != first);
}

void WindowStoryTest::theSameSeedTrainsTheSameLossesAndANewSeedOthers()
{
    WindowDriver driver(makeTorchEngine());
    QVERIFY(driver.openSmall({"training.steps=12"}));
    std::vector<std::vector<double>> losses;
    for (int run = 0; run < 3; ++run) {
        if (run == 2) {
            const QString before = driver.find<QLineEdit>("seedEdit")->text();
            driver.click("newSeedButton");
            QVERIFY(driver.find<QLineEdit>("seedEdit")->text() != before);
        }
        driver.click("startButton");
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, 30000);
        losses.push_back(lossColumn(driver.window.session().folder()));
    }
    QCOMPARE(losses[0].size(), std::size_t{12});
    QCOMPARE(losses[0], losses[1]);
    QVERIFY(losses[0] != losses[2]);
}

void WindowStoryTest::earlyStoppingSaysWhyAndWhere()
{
    WindowDriver driver(makeTorchEngine());
    // No decrease is large enough: the first validation is the best, the third after it the last.
    // 18 training samples are one step an epoch.
    QVERIFY(driver.openSmall(
        {"training.validate_every=1", "training.patience=3", "training.minimum_improvement=1e6"}));
    driver.click("startButton");
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, 30000);
    QCOMPARE(driver.shownStep(), 4);
    QVERIFY2(driver.banner().contains("stopped early"), qPrintable(driver.banner()));
    QVERIFY2(driver.banner().contains("3 validations"), qPrintable(driver.banner()));
}

void WindowStoryTest::theScoreIsShownBesideTheFloors()
{
    WindowDriver driver(makeTorchEngine());
    QVERIFY(driver.openSmall({"training.steps=5"}));
    driver.click("startButton");
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, 30000);
    auto* table = driver.find<QTableWidget>("scoreTable");
    QVERIFY(table->isVisible());
    QCOMPARE(table->rowCount(), 8);
    const std::filesystem::path file = RunFolder{driver.window.session().folder()}.evaluation();
    const Json saved = Json::parse(readFile(file));
    QVERIFY(saved.at("floors").size() == 7);
    QVERIFY(saved.at("test").at("mse").get<double>() > 0.0);
    QStringList names;
    for (int row = 0; row < table->rowCount(); ++row)
        names << table->item(row, 0)->text();
    QVERIFY(names.contains("This model"));
    QVERIFY(names.contains("Last value"));
}

void WindowStoryTest::cudaWithoutAGpuIsRefusedWithAMessage()
{
    WindowDriver driver(makeTorchEngine());
    if (driver.window.engine().devices().back().unavailable.empty())
        QSKIP("this machine has a CUDA device");
    driver.click("card.spirals");
    auto* box = driver.find<QComboBox>("deviceBox");
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Down);
    QVERIFY2(driver.banner().contains("CUDA"), qPrintable(driver.banner()));
    QCOMPARE(box->currentText(), QString("CPU"));
    QCOMPARE(driver.window.draft().config().device, std::string("cpu"));
    // Also when the configuration itself asks for it.
    QVERIFY(driver.openSmall({"device=cuda"}));
    driver.click("startButton");
    QVERIFY2(driver.banner().contains("CUDA"), qPrintable(driver.banner()));
    QCOMPARE(driver.state(), Idle);
}

void WindowStoryTest::aBrokenExperimentIsAMessageAndNoRunFolder()
{
    WindowDriver driver(makeTorchEngine());
    QVERIFY(!driver.window.openExperiment("spirrals"));
    QVERIFY2(driver.banner().contains("spirrals"), qPrintable(driver.banner()));
    QVERIFY(driver.openSmall({"training.epochs=ten"}));
    driver.click("startButton");
    QTRY_COMPARE(driver.state(), Failed);
    QVERIFY2(driver.banner().contains("epochs"), qPrintable(driver.banner()));
    QVERIFY(!std::filesystem::exists(driver.folder / "spirals"));
    driver.click("bannerCloseButton");
    QVERIFY(!driver.find("banner")->isVisible());
}

void WindowStoryTest::closingWhileTrainingAsksAndStopAndSaveWritesTheCheckpoint()
{
    WindowDriver driver(makeTorchEngine());
    QVERIFY(driver.openSmall({}));
    driver.click("startButton");
    QTRY_VERIFY_WITH_TIMEOUT(driver.shownStep() > 0, 10000);
    QVERIFY(!driver.window.close());
    QTRY_VERIFY(driver.window.findChild<QWidget*>("cancelCloseButton"));
    driver.click("cancelCloseButton");
    QCOMPARE(driver.state(), Running);
    QTRY_VERIFY(!driver.window.findChild<QWidget*>("closeQuestion"));
    QVERIFY(!driver.window.close());
    driver.click("stopAndSaveButton");
    QTRY_VERIFY(!driver.window.isVisible());
    const RunFolder run{driver.window.session().folder()};
    QVERIFY(!Checkpoint::read(run.checkpoints() / "final").parameters.empty());
}

NIE_TEST_WITH(QApplication, WindowStoryTest);

}  // namespace nie::window_story_test

#include "window_story_test.moc"
