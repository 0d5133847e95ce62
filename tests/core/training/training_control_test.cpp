#include "core/training/training_control.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <chrono>
#include <thread>

namespace nie::training_control_test {

using nie::TrainingControl;

class TrainingControlTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allowanceOfStepsEndsInAPause()
    {
        TrainingControl control(true);
        QVERIFY(control.isPaused());
        control.allowSteps(2);
        QVERIFY(control.waitForTurn());
        control.stepDone();
        QVERIFY(!control.wouldWait());
        control.stepDone();
        QVERIFY(control.wouldWait());
    }

    void pauseInterruptsTheRunningStepAndResumeGivesAFreshToken()
    {
        TrainingControl control;
        const auto token = control.interruption();
        control.pause();
        QVERIFY(token.stop_requested());
        control.resume();
        QVERIFY(!control.interruption().stop_requested());
        QVERIFY(!control.wouldWait());
    }

    void stopWakesAWaitingTrainingAndIsFinal()
    {
        TrainingControl control(true);
        bool goesOn = true;
        std::thread waiting([&] { goesOn = control.waitForTurn(); });
        control.stop();
        waiting.join();
        QVERIFY(!goesOn);
        control.resume();
        QVERIFY(control.isStopped());
        QVERIFY(control.interruption().stop_requested());
    }

    void checkpointRequestIsTakenOnce()
    {
        TrainingControl control;
        control.requestCheckpoint();
        QVERIFY(control.takeCheckpointRequest());
        QVERIFY(!control.takeCheckpointRequest());
    }
};

NIE_TEST(TrainingControlTest);

}  // namespace nie::training_control_test

#include "training_control_test.moc"
