#include "core/base/error.h"
#include "core/results/checkpoint_list.h"
#include "core/training/checkpoint.h"
#include "tests/core/training/small_task.h"
#include "tests/support/error_text.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <thread>

namespace nie::resume_test {

using nie::test::Recording;
using nie::test::smallTask;
namespace fs = std::filesystem;

namespace {

AnieOptions withDropout()
{
    AnieOptions options;
    options.dropout = 0.2;
    return options;
}

TrainingOptions twentySteps()
{
    TrainingOptions options;
    options.steps = 20;
    options.batchSize = 5;  // twelve samples: three steps an epoch, the last one smaller
    options.warmUpSteps = 4;
    options.validateEvery = 2;
    return options;
}

/// Trains so many steps, then stops: leaves a final checkpoint.
Recording trainPart(const TrainingTask& task, const TrainingOptions& options, std::int64_t steps,
                    const fs::path& folder)
{
    Recording recording;
    TrainingControl control(true);
    std::thread training([&] { Trainer(task, options, folder).run(recording, control); });
    control.allowSteps(steps);
    while (!control.isPaused())
        std::this_thread::yield();
    control.stop();
    training.join();
    return recording;
}

Recording goOn(const TrainingTask& task, const TrainingOptions& options, const fs::path& checkpoint,
               const fs::path& folder)
{
    Recording recording;
    TrainingControl control;
    Trainer trainer(task, options, folder);
    trainer.resumeFrom(Checkpoint::read(checkpoint), checkpoint.string());
    trainer.run(recording, control);
    return recording;
}

Recording trainWhole(const TrainingTask& task, const TrainingOptions& options,
                     const fs::path& folder)
{
    Recording recording;
    TrainingControl control;
    Trainer(task, options, folder).run(recording, control);
    return recording;
}

}  // namespace

class ResumeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tenStepsAndAnotherTenAreBitForBitTwenty_data()
    {
        QTest::addColumn<int>("firstSteps");
        for (const int steps : {1, 6, 7, 10, 12, 19})  // epochs end with steps 3, 6, 9, ...
            QTest::addRow("%d", steps) << steps;
    }
    void tenStepsAndAnotherTenAreBitForBitTwenty()
    {
        QFETCH(int, firstSteps);
        const test::TemporaryFolder straight;
        const test::TemporaryFolder parted;
        const Recording whole =
            trainWhole(smallTask(3, withDropout()), twentySteps(), straight.path());
        const Recording first =
            trainPart(smallTask(3, withDropout()), twentySteps(), firstSteps, parted.path());
        // Another seed for the weights: all of them must come from the checkpoint.
        TrainingTask other = smallTask(4, withDropout());
        other.seed = 3;
        const Recording second =
            goOn(other, twentySteps(), parted / "final", parted.path());

        std::vector<double> losses = first.losses();
        for (const double loss : second.losses())
            losses.push_back(loss);
        QCOMPARE(losses, whole.losses());
        std::vector<double> validations;
        for (const Recording* part : {&first, &second})
            for (const ValidationReport& report : part->validations)
                validations.push_back(report.loss);
        QCOMPARE(validations.size(), whole.validations.size());
        for (std::size_t i = 0; i < validations.size(); ++i)
            QCOMPARE(validations[i], whole.validations[i].loss);
        const Checkpoint a = Checkpoint::read(straight / "final");
        const Checkpoint b = Checkpoint::read(parted / "final");
        for (const auto& [name, tensor] : a.parameters)
            QVERIFY2(torch::equal(tensor, b.parameters.at(name)), name.c_str());
        for (const auto& [name, tensor] : a.optimizer)
            QVERIFY2(torch::equal(tensor, b.optimizer.at(name)), name.c_str());
        for (const char* key : {"step", "epoch", "samples_seen", "sampler", "early_stopping",
                                "scheduler", "random", "optimizer_steps"})
            QVERIFY2(a.state.at(key) == b.state.at(key), key);
    }

    void aCheckpointHoldsEverythingThatDecidesWhatFollows()
    {
        const test::TemporaryFolder folder;
        TrainingTask task = smallTask();
        task.config = {{"experiment", "small"}};
        trainPart(task, twentySteps(), 5, folder.path());
        const Json state = Checkpoint::read(folder / "final").state;
        for (const char* key :
             {"step", "sampler", "random", "scheduler", "early_stopping", "changes", "data_hash",
              "config", "optimizer_steps", "wall_seconds"})
            QVERIFY2(state.contains(key), key);
        QVERIFY(state.at("config") == task.config);
        QCOMPARE(state.at("sampler").at("offset").get<int>(), 10);
        QCOMPARE(state.at("random").at("next_step").get<int>(), 6);
    }

    void otherDataAreRefused()
    {
        const test::TemporaryFolder folder;
        trainPart(smallTask(), twentySteps(), 5, folder.path());
        TrainingTask task = smallTask();
        auto data = std::make_shared<Dataset>(*task.dataset);
        data->values = data->values + 1;
        task.dataset = data;
        const QString text =
            test::inputErrorOf([&] { goOn(task, twentySteps(), folder / "final", {}); });
        QVERIFY2(text.contains("the data are not those"), qPrintable(text));
    }

    void anotherModelIsRefused()
    {
        const test::TemporaryFolder folder;
        trainPart(smallTask(), twentySteps(), 5, folder.path());
        AnieOptions options;
        options.markGiven = true;
        const QString text = test::inputErrorOf(
            [&] { goOn(smallTask(1, options), twentySteps(), folder / "final", {}); });
        QVERIFY2(text.contains("operator.input.weight"), qPrintable(text));
    }

    void ofNumberedCheckpointsTheNewestStayAndTheBest()
    {
        const test::TemporaryFolder folder;
        TrainingOptions options = twentySteps();
        options.steps = 40;
        options.checkpointEvery = 4;
        options.keepCheckpoints = 3;
        trainWhole(smallTask(), options, folder.path());
        std::vector<std::string> names;
        for (const CheckpointEntry& entry : listCheckpoints(folder.path()))
            names.push_back(entry.name);
        std::sort(names.begin(), names.end());
        QCOMPARE(names, (std::vector<std::string>{"best", "final", "step-000032", "step-000036",
                                                  "step-000040"}));
        QCOMPARE(nearestCheckpoint(folder.path(), 33)->name, std::string("step-000032"));
        QCOMPARE(newestCheckpoint(folder.path(), 39)->step, 36);
    }

    void aRunningTrainingLeavesAnAutosaveThatTheEndRemoves()
    {
        const test::TemporaryFolder folder;
        TrainingOptions options = twentySteps();
        options.steps = 100'000;
        options.autosaveSeconds = 1e-3;
        Recording recording;
        TrainingControl control;
        std::thread training(
            [&] { Trainer(smallTask(), options, folder.path()).run(recording, control); });
        for (int i = 0; i < 1000 && !fs::exists(folder / "last"); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        const bool saved = fs::exists(folder / "last");
        control.stop();
        training.join();
        QVERIFY(saved);
        QVERIFY(!fs::exists(folder / "last"));
        QVERIFY(fs::exists(folder / "final"));
    }

    void stopsAtTheNextCheckpoint()
    {
        const test::TemporaryFolder folder;
        TrainingOptions options = twentySteps();
        options.steps = 100'000;
        options.validateEvery = 1000;
        options.checkpointEvery = 8;
        Recording recording;
        TrainingControl control;
        control.stopAtCheckpoint();
        Trainer(smallTask(), options, folder.path()).run(recording, control);
        QCOMPARE(recording.outcome.state, RunOutcome::State::Stopped);
        QCOMPARE(recording.outcome.steps, 8);
    }

    void runsToTheEndOfAnEpoch()
    {
        Recording recording;
        TrainingControl control(true);
        TrainingOptions options = twentySteps();
        options.steps = 100'000;
        std::thread training([&] { Trainer(smallTask(), options, {}).run(recording, control); });
        control.allowEpochs(4);
        while (!control.isPaused())
            std::this_thread::yield();
        control.stop();
        training.join();
        QCOMPARE(recording.outcome.steps, 12);
    }
};

NIE_TEST(ResumeTest);

}  // namespace nie::resume_test

#include "resume_test.moc"
