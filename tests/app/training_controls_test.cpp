// The key that holds a training, and the settings of the inspector that say which checkpoints stay.
#include "app/torch_engine.h"
#include "core/base/files.h"
#include "core/results/checkpoint_list.h"
#include "core/results/run_folder.h"
#include "tests/app/hand_driver.h"
#include "tests/app/history_driver.h"
#include "tests/support/test_registry.h"

#include <QToolButton>

#include <algorithm>

namespace nie::training_controls_test {

using namespace nie::test;
using enum nie::SessionState;

namespace {

constexpr int kSoon = 30000;  // ms; a loaded machine

std::vector<std::string> tinyRun(const std::string& steps)
{
    return {"model.width=8", "training.batch_size=6", "training.epochs=0",
            "training.steps=" + steps};
}

/// The checkpoints of the session's run that are counted by steps.
std::vector<std::string> numbered(WindowDriver& driver)
{
    std::vector<std::string> names;
    for (const CheckpointEntry& entry :
         listCheckpoints(RunFolder{driver.window.session().folder()}.checkpoints()))
        if (entry.name.starts_with("step-"))
            names.push_back(entry.name);
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

class TrainingControlsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSameKeyPausesAndGoesOn()
    {
        WindowDriver driver(makeTorchEngine());
        QVERIFY(driver.openSmall(tinyRun("1000000")));
        driver.click("startButton");
        QTRY_VERIFY_WITH_TIMEOUT(driver.shownStep() > 3, kSoon);
        driver.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&driver.window));
        const QAction* action = driver.window.actionList().find("action.pause");
        const auto icon = [&driver] {
            return driver.find<QLabel>("stateIcon")->pixmap(Qt::ReturnByValue).toImage();
        };
        const auto button = [&driver] {
            const auto* widget = driver.find<QToolButton>("pauseButton");
            return widget->icon().pixmap(24, 24).toImage();
        };
        const auto press = [&driver] {
            QTest::keyClick(&driver.window, Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        };
        QCOMPARE(driver.text("stateLabel"), QString("Running"));
        QCOMPARE(action->text(), QString("&Pause"));
        const QImage running = icon(), pauses = button();
        for (int i = 0; i < 2; ++i) {
            press();
            QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Paused, kSoon);
            QCOMPARE(driver.text("stateLabel"), QString("Paused"));
            QVERIFY(icon() != running);
            QVERIFY(button() != pauses);
            QCOMPARE(action->text(), QString("&Resume"));
            const std::int64_t held = driver.shownStep();
            QTest::qWait(500);
            QCOMPARE(driver.shownStep(), held);
            press();
            QCOMPARE(driver.state(), Running);
            QCOMPARE(driver.text("stateLabel"), QString("Running"));
            QVERIFY(icon() == running);
            QVERIFY(button() == pauses);
            QCOMPARE(action->text(), QString("&Pause"));
            QTRY_VERIFY_WITH_TIMEOUT(driver.shownStep() > held, kSoon);
        }
        driver.click("stopButton");
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, kSoon);
    }

    void ofTenCheckpointsTheLastThreeStayAndTheBest()
    {
        WindowDriver driver(makeTorchEngine());
        QVERIFY(driver.openSmall(tinyRun("20")));
        enter(driver, "option.checkpoint_every", "2");
        enter(driver, "option.keep_checkpoints", "3");
        QCOMPARE(driver.window.draft().config().training.at("keep_checkpoints").get<int>(), 3);
        driver.click("startButton");
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, kSoon);
        QCOMPARE(numbered(driver),
                 (std::vector<std::string>{"step-000016", "step-000018", "step-000020"}));
        const auto checkpoints = RunFolder{driver.window.session().folder()}.checkpoints();
        QVERIFY(std::filesystem::is_directory(checkpoints / "best"));
        // The end stays besides, and nothing else.
        QVERIFY(std::filesystem::is_directory(checkpoints / "final"));
        QCOMPARE(std::distance(std::filesystem::directory_iterator(checkpoints), {}),
                 std::ptrdiff_t(5));
    }

    void aRunOfAnotherDeviceIsTrainedFurtherOnTheChosenOne()
    {
        WindowDriver driver(makeTorchEngine());
        QVERIFY(driver.openSmall(tinyRun("2")));
        driver.click("startButton");
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, kSoon);
        const RunFolder run{driver.window.session().folder()};
        Json config = Json::parse(readFile(run.config()));
        config["device"] = "cuda";
        writeFileAtomically(run.config(), config.dump());
        openOnlyRun(driver, kSoon);
        QCOMPARE(driver.window.draft().config().device, std::string("cuda"));
        auto* device = driver.find<QComboBox>("deviceBox");
        QVERIFY(device->isEnabled());
        chooseByKeys(device, "CPU");
        QCOMPARE(driver.window.draft().config().device, std::string("cpu"));
        driver.window.actionList().find("action.trainFurther")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(driver.state() == Finished && driver.shownStep() > 2, kSoon);
        config = Json::parse(readFile(run.config()));
        QCOMPARE(config.at("device").get<std::string>(), std::string("cpu"));
    }

    void aCheckpointIsWrittenEverySoManyMinutes()
    {
        WindowDriver driver(makeTorchEngine());
        QVERIFY(driver.openSmall(tinyRun("6")));
        enter(driver, "option.checkpoint_minutes", "1e-7");  // sooner than any step
        driver.click("startButton");
        QTRY_COMPARE_WITH_TIMEOUT(driver.state(), Finished, kSoon);
        QCOMPARE(numbered(driver).size(), std::size_t(6));
        const auto first = driver.window.session().folder();
        // An hour does not pass.
        enter(driver, "option.checkpoint_minutes", "60");
        driver.click("startButton");
        QTRY_VERIFY_WITH_TIMEOUT(
            driver.window.session().folder() != first && driver.state() == Finished, kSoon);
        QVERIFY(numbered(driver).empty());
    }
};

NIE_TEST_WITH(QApplication, TrainingControlsTest);

}  // namespace nie::training_controls_test

#include "training_controls_test.moc"
