#include "core/base/error.h"
#include "tests/core/training/small_task.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <thread>

namespace nie::guard_test {

using nie::test::Recording;
using nie::test::smallTask;

namespace {

/// One weight times the first given value; its loss or its gradient is not finite when asked for.
class Fragile : public Model {
public:
    Fragile() { weight = register_parameter("weight", torch::ones({1})); }
    Prediction predict(const Query& query, const PredictOptions&) override
    {
        if (is_training())
            ++calls;
        Prediction prediction;
        auto y = query.given.narrow(1, 0, 1).expand({-1, query.times.size(0), -1}) * weight;
        if (is_training() && calls == badLossAtCall)
            y = y * NAN;
        if (is_training() && calls == badGradientAtCall)
            y = y + torch::sqrt(weight - weight.detach());  // 0, with an infinite slope
        prediction.y = y;
        return prediction;
    }
    torch::Tensor weight;
    int calls = 0;
    int badLossAtCall = 0;
    int badGradientAtCall = 0;
};

struct Bench {
    Bench()
    {
        task = smallTask();
        model = std::make_shared<Fragile>();
        task.model = model;
        options.steps = 30;
        options.batchSize = 4;
        options.schedule = "constant";
        options.warmUpSteps = 0;
        options.learningRate = 1e-2;
        options.checkpointEvery = 5;
    }

    TrainingTask task;
    std::shared_ptr<Fragile> model;
    TrainingOptions options;
    test::TemporaryFolder folder;
    Recording recording;
    TrainingControl control;
};

/// Remembers the rollback and answers a pause as a user would.
struct Answering : Recording {
    Answering(TrainingControl& trained) : control(trained) {}
    void onEvent(const TrainingEvent& event) override
    {
        Recording::onEvent(event);
        if (event.kind != "non_finite")
            return;
        // The trainer pauses after this call; the answer comes from another thread.
        answer = std::jthread([this] {
            while (!control.isPaused())
                std::this_thread::yield();
            control.requestRollback();
            control.resume();
        });
    }
    void onRolledBack(std::int64_t step) override { backTo.push_back(step); }

    TrainingControl& control;
    std::vector<std::int64_t> backTo;
    std::jthread answer;
};

std::string textOf(const Recording& recording, const std::string& kind)
{
    for (const TrainingEvent& event : recording.events)
        if (event.kind == kind)
            return event.text;
    return {};
}

}  // namespace

class GuardTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutAGuardABadLossEndsTheRunAndNamesTheStep()
    {
        Bench bench;
        bench.model->badLossAtCall = 8;
        try {
            Trainer(bench.task, bench.options, {}).run(bench.recording, bench.control);
            QFAIL("no error");
        } catch (const RunError& error) {
            QVERIFY2(std::string(error.what()).find("step 8: the loss is not finite") == 0,
                     error.what());
        }
    }

    void aBadGradientNamesItsParameter()
    {
        Bench bench;
        bench.model->badGradientAtCall = 3;
        try {
            Trainer(bench.task, bench.options, {}).run(bench.recording, bench.control);
            QFAIL("no error");
        } catch (const RunError& error) {
            QCOMPARE(std::string(error.what()),
                     std::string("step 3: the gradient of 'weight' is not finite"));
        }
    }

    void aGuardedRunPausesAndGoesOnFromItsCheckpointWithHalfTheRate()
    {
        Bench bench;
        bench.model->badLossAtCall = 13;
        bench.control.setGuarded(true);
        Answering user(bench.control);
        Trainer(bench.task, bench.options, bench.folder.path()).run(user, bench.control);
        QCOMPARE(user.outcome.state, RunOutcome::State::Completed);
        QCOMPARE(user.outcome.steps, 30);
        QCOMPARE(user.backTo, std::vector<std::int64_t>{10});
        QVERIFY(textOf(user, "non_finite").find("step 13") == 0);
        QVERIFY(textOf(user, "rollback").find("step 10 (step-000010)") != std::string::npos);
        QCOMPARE(user.steps[11].learningRate, 1e-2);  // step 12, the last before the bad one
        QCOMPARE(user.steps[12].step, 11);
        QCOMPARE(user.steps[12].learningRate, 5e-3);
    }

    void beforeTheFirstCheckpointItGoesBackToTheBeginning()
    {
        Bench bench;
        bench.model->badLossAtCall = 2;
        bench.control.setGuarded(true);
        Answering user(bench.control);
        Trainer(bench.task, bench.options, {}).run(user, bench.control);
        QCOMPARE(user.backTo, std::vector<std::int64_t>{0});
        QCOMPARE(user.steps[1].step, 1);
        QCOMPARE(user.steps[1].learningRate, 5e-3);
    }

    void theWeightsAreThoseBeforeTheBadStep()
    {
        Bench bench;
        bench.model->badGradientAtCall = 5;
        bench.control.setGuarded(true);
        std::thread training([&] {
            Trainer(bench.task, bench.options, {}).run(bench.recording, bench.control);
        });
        while (!bench.control.isPaused())
            std::this_thread::yield();
        const bool finite = bench.model->weight.isfinite().all().item<bool>();
        bench.control.stop();
        training.join();
        QVERIFY(finite);
        QCOMPARE(bench.recording.steps.size(), std::size_t{4});
    }
};

NIE_TEST(GuardTest);

}  // namespace nie::guard_test

#include "guard_test.moc"
