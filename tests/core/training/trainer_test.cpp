#include "core/base/error.h"
#include "core/training/checkpoint.h"
#include "core/training/early_stopping.h"
#include "tests/core/training/small_task.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <thread>

namespace nie::trainer_test {

using nie::test::Recording;
using nie::test::smallTask;
namespace fs = std::filesystem;

namespace {

TrainingOptions shortRun(std::int64_t steps)
{
    TrainingOptions options;
    options.steps = steps;
    options.batchSize = 5;
    options.warmUpSteps = 5;
    options.validateEvery = 2;
    return options;
}

Recording train(const TrainingTask& task, const TrainingOptions& options,
                const fs::path& folder = {})
{
    Recording recording;
    TrainingControl control;
    Trainer(task, options, folder).run(recording, control);
    return recording;
}

}  // namespace

class TrainerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lossFallsWellBelowItsStart()
    {
        const auto run = train(smallTask(), shortRun(400));
        QCOMPARE(run.outcome.state, RunOutcome::State::Completed);
        QCOMPARE(run.outcome.steps, 400);
        QVERIFY2(run.validations.back().loss < 0.05 * run.steps.front().trainLoss,
                 qPrintable(QString("%1 after %2")
                                .arg(run.validations.back().loss)
                                .arg(run.steps.front().trainLoss)));
    }

    void sameSeedGivesIdenticalLossesAndAnotherSeedOthers()
    {
        AnieOptions withDropout;
        withDropout.dropout = 0.2;
        const auto a = train(smallTask(1, withDropout), shortRun(30)).losses();
        const auto b = train(smallTask(1, withDropout), shortRun(30)).losses();
        const auto c = train(smallTask(2, withDropout), shortRun(30)).losses();
        QCOMPARE(a, b);
        QVERIFY(a != c);
    }

    void pausingInTheMiddleChangesNoLoss()
    {
        AnieOptions withDropout;
        withDropout.dropout = 0.2;
        const auto straight = train(smallTask(1, withDropout), shortRun(60)).losses();
        Recording recording;
        TrainingControl control(true);
        std::thread training(
            [&] { Trainer(smallTask(1, withDropout), shortRun(60), {}).run(recording, control); });
        control.allowSteps(7);
        for (int i = 0; i < 40; ++i) {
            control.resume();
            std::this_thread::sleep_for(std::chrono::milliseconds(3));
            control.pause();
        }
        control.resume();
        training.join();
        QCOMPARE(recording.losses(), straight);
    }

    void stepsAllowedAreDoneAndNoMore()
    {
        Recording recording;
        TrainingControl control(true);
        std::thread training(
            [&] { Trainer(smallTask(), shortRun(1000), {}).run(recording, control); });
        control.allowSteps(5);
        while (!control.isPaused())
            std::this_thread::yield();
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        control.stop();
        training.join();
        QCOMPARE(recording.steps.size(), std::size_t(5));
        QCOMPARE(recording.outcome.state, RunOutcome::State::Stopped);
    }

    void stoppedRunLeavesAFinalCheckpointOfItsLastStep()
    {
        const test::TemporaryFolder folder;
        Recording recording;
        TrainingControl control(true);
        const auto task = smallTask();
        std::thread training(
            [&] { Trainer(task, shortRun(1000), folder.path()).run(recording, control); });
        control.allowSteps(9);
        while (!control.isPaused())
            std::this_thread::yield();
        control.stop();
        training.join();
        const auto checkpoint = Checkpoint::read(folder / "final");
        QCOMPARE(checkpoint.state.at("step").get<int>(), 9);
        for (const auto& [name, tensor] : modelState(*task.model))
            QVERIFY(torch::equal(tensor, checkpoint.parameters.at(name)));
    }

    void bestCheckpointIsThatOfTheLeastValidationLoss()
    {
        const test::TemporaryFolder folder;
        const auto run = train(smallTask(), shortRun(120), folder.path());
        double least = INFINITY;
        std::int64_t step = 0;
        for (const auto& report : run.validations) {
            QCOMPARE(report.best, report.loss < least);
            if (report.loss < least) {
                least = report.loss;
                step = report.step;
            }
        }
        const auto checkpoint = Checkpoint::read(folder / "best");
        QCOMPARE(checkpoint.state.at("step").get<std::int64_t>(), step);
        QCOMPARE(checkpoint.state.at("early_stopping").at("best_loss").get<double>(), least);
    }

    void stopsAfterPatienceValidationsWithoutImprovement()
    {
        EarlyStopping stopping(3, 0.1);
        const double losses[] = {5.0, 4.0, 3.95, 3.94, 3.5, 3.45, 3.44, 3.43};
        std::vector<bool> stops;
        for (std::int64_t i = 0; i < 8; ++i) {
            stopping.add(losses[i], i + 1);
            stops.push_back(stopping.shouldStop());
        }
        QCOMPARE(stops, std::vector<bool>({false, false, false, false, false, false, false, true}));
        QCOMPARE(stopping.bestStep(), 8);
    }

    void earlyStopSaysWhy()
    {
        auto options = shortRun(100000);
        options.learningRate = 1e-12;  // a plateau from the start
        options.patience = 4;
        options.minimumImprovement = 1e-3;
        options.validateEvery = 1;
        const auto run = train(smallTask(), options);
        QCOMPARE(run.outcome.state, RunOutcome::State::StoppedEarly);
        QCOMPARE(run.validations.size(), std::size_t(5));
        QVERIFY(run.outcome.message.find("4 validations") != std::string::npos);
    }

    void nonFiniteLossNamesTheStep()
    {
        auto task = smallTask();
        auto data = std::make_shared<Dataset>(*task.dataset);
        data->values = data->values.clone();
        data->values[0][5][0] = NAN;
        task.dataset = data;
        try {
            train(task, shortRun(10));
            QFAIL("no error");
        } catch (const RunError& error) {
            QVERIFY(std::string(error.what()).find("step ") != std::string::npos);
        }
    }

    void watchedSampleIsShownWithItsTraceAndIterates()
    {
        Recording recording;
        TrainingControl control;
        control.watchSample(1);
        const auto task = smallTask();
        Trainer(task, shortRun(10), {}).run(recording, control);
        QVERIFY(!recording.predictions.empty());
        const auto& shown = *recording.predictions.front();
        QCOMPARE(shown.sample, task.split.validation[1]);
        QCOMPARE(shown.truth.size(), std::size_t(24));
        QCOMPARE(shown.truth[3], task.dataset->values[shown.sample][1][1].item<double>());
        QCOMPARE(shown.iterates.size(), shown.trace.residuals.size());
    }

    void livePredictionsAreMadeAsOftenAsAskedFor()
    {
        const auto picturesOf = [](LivePictures pictures) {
            Recording recording;
            TrainingControl control;
            control.watchSample(0);
            control.setPictures(pictures);
            auto options = shortRun(0);
            options.timeBudget = 0.4;
            Trainer(smallTask(), options, {}).run(recording, control);
            return recording.predictions.size();
        };
        const std::size_t full = picturesOf(LivePictures::Full);
        QVERIFY(full >= 1 && full <= 3);  // at once, then one in a quarter of a second
        QCOMPARE(picturesOf(LivePictures::Sparing), std::size_t(1));
        QCOMPARE(picturesOf(LivePictures::None), std::size_t(0));
    }

    void runWithoutALimitIsRefused()
    {
        QVERIFY_EXCEPTION_THROWN(Trainer(smallTask(), TrainingOptions{}, {}), InputError);
    }
};

NIE_TEST(TrainerTest);

}  // namespace nie::trainer_test

#include "trainer_test.moc"
