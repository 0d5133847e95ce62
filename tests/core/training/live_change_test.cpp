#include "tests/core/training/small_task.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <set>

namespace nie::live_change_test {

using nie::test::Recording;
using nie::test::smallTask;

namespace {

TrainingOptions constantRate()
{
    TrainingOptions options;
    options.steps = 12;
    options.batchSize = 4;  // twelve samples: three steps an epoch
    options.schedule = "constant";
    options.warmUpSteps = 0;
    options.learningRate = 1e-3;
    return options;
}

/// Asks for changes when a step is done, as a user would.
struct Changing : Recording {
    explicit Changing(TrainingControl& trained) : control(trained) {}
    void onStep(const StepReport& report) override
    {
        Recording::onStep(report);
        for (const auto& [step, change] : changes)
            if (step == report.step)
                control.change(change.first, change.second);
    }
    std::vector<std::string> kinds() const
    {
        std::vector<std::string> result;
        for (const TrainingEvent& event : events)
            result.push_back(event.kind);
        return result;
    }

    TrainingControl& control;
    std::vector<std::pair<std::int64_t, SettingChange>> changes;
};

}  // namespace

class LiveChangeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewLearningRateHoldsFromTheNextStepAndIsAnEvent()
    {
        TrainingControl control;
        Changing run(control);
        run.changes = {{5, {"training.learning_rate", 2e-4}}};
        Trainer(smallTask(), constantRate(), {}).run(run, control);
        QCOMPARE(run.steps[4].learningRate, 1e-3);
        QCOMPARE(run.steps[5].learningRate, 2e-4);
        QCOMPARE(run.events.front().kind, std::string("learning_rate"));
        QCOMPARE(run.events.front().step, 5);
        QVERIFY(run.events.front().text.find("0.0002") != std::string::npos);
    }

    void aNewBatchSizeHoldsFromTheNextStepAndNoSampleIsLost()
    {
        TrainingControl control;
        Changing run(control);
        run.changes = {{1, {"training.batch_size", 8}}};
        Trainer(smallTask(), constantRate(), {}).run(run, control);
        QCOMPARE(run.steps[0].samplesSeen, 4);
        QCOMPARE(run.steps[1].samplesSeen, 12);
        QCOMPARE(run.steps[1].epoch, 1);
        QCOMPARE(run.steps[2].epoch, 2);
    }

    void weightDecayClipAndSolverCanBeChanged()
    {
        TrainingControl control;
        Changing run(control);
        run.changes = {{2, {"training.weight_decay", 0.5}},
                       {2, {"training.gradient_clip", 1e-3}},
                       {2, {"model.training_solver.max_iterations", 9}},
                       {2, {"model.training_solver.tolerance", 1e-9}}};
        const TrainingTask task = smallTask();
        Trainer(task, constantRate(), {}).run(run, control);
        QCOMPARE(run.kinds(), std::vector<std::string>(4, "setting"));
        QVERIFY(run.steps[1].solverIterations <= 4.0);  // as smallTask() has it
        QCOMPARE(run.steps[2].solverIterations, 9.0);
    }

    void whatIsFixedAtTheStartIsRefusedByAWarning()
    {
        TrainingControl control;
        Changing run(control);
        run.changes = {{1, {"training.optimizer", "adam"}},
                       {1, {"training.learning_rate", -1.0}},
                       {1, {"model.width", 64}},
                       {1, {"training.no_such_option", 1}}};
        Trainer(smallTask(), constantRate(), {}).run(run, control);
        QCOMPARE(run.kinds(), std::vector<std::string>(4, "warning"));
        QCOMPARE(run.steps.back().learningRate, 1e-3);
    }

    void aRunThatGoesOnKeepsWhatWasChanged()
    {
        const test::TemporaryFolder folder;
        TrainingOptions options = constantRate();
        options.checkpointEvery = 6;
        TrainingControl control;
        Changing run(control);
        run.changes = {{3, {"training.learning_rate", 2e-4}}, {3, {"training.batch_size", 5}}};
        Trainer(smallTask(), options, folder.path()).run(run, control);
        Recording second;
        TrainingControl free;
        Trainer trainer(smallTask(), options, {});
        trainer.resumeFrom(Checkpoint::read(folder / "step-000006"), "step-000006");
        trainer.run(second, free);
        QCOMPARE(second.steps.front().learningRate, 2e-4);
        const std::vector<double> losses = run.losses();
        QCOMPARE(second.losses(), std::vector<double>(losses.begin() + 6, losses.end()));
    }
};

NIE_TEST(LiveChangeTest);

}  // namespace nie::live_change_test

#include "live_change_test.moc"
