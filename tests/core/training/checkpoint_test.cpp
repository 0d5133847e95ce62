#include "core/base/error.h"
#include "core/base/files.h"
#include "core/training/checkpoint.h"
#include "core/training/checkpoint_keeper.h"
#include "tests/core/training/small_task.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::checkpoint_test {

namespace fs = std::filesystem;

namespace {

Checkpoint sample(Model& model)
{
    Checkpoint checkpoint;
    checkpoint.parameters = modelState(model);
    checkpoint.optimizer = {{"exp_avg", torch::randn({5})}};
    checkpoint.state = {{"step", 7}, {"data_hash", "abc"}};
    return checkpoint;
}

std::string messageOf(const std::function<void()>& act)
{
    try {
        act();
    } catch (const InputError& error) {
        return error.what();
    }
    return {};
}

}  // namespace

class CheckpointTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writtenAndReadBackItIsTheSameBitForBit()
    {
        const test::TemporaryFolder folder;
        const auto task = test::smallTask();
        const auto written = sample(*task.model);
        written.write(folder / "final");
        const auto read = Checkpoint::read(folder / "final");
        QCOMPARE(read.parameters.size(), written.parameters.size());
        for (const auto& [name, tensor] : written.parameters)
            QVERIFY(torch::equal(read.parameters.at(name), tensor));
        QVERIFY(torch::equal(read.optimizer.at("exp_avg"), written.optimizer.at("exp_avg")));
        QVERIFY(read.state == written.state);
    }

    void oneIsDueWhenSoManyMinutesOfTrainingHavePassed()
    {
        const test::TemporaryFolder folder;
        const auto task = test::smallTask();
        CheckpointKeeper keeper(folder.path());
        TrainingOptions options;
        options.checkpointMinutes = 2.0;
        keeper.start(100.0);  // of a run that goes on
        QVERIFY(!keeper.numberedIsDue(options, 1, 219.9));
        QVERIFY(keeper.numberedIsDue(options, 2, 220.0));
        QCOMPARE(keeper.writeNumbered(options, sample(*task.model), 2, 220.0),
                 std::string("step-000002"));
        QVERIFY(fs::is_directory(folder / "step-000002"));
        QVERIFY(!keeper.numberedIsDue(options, 3, 339.9));
        QVERIFY(keeper.numberedIsDue(options, 4, 340.0));
        options.checkpointMinutes = 0.0;
        QVERIFY(!keeper.numberedIsDue(options, 5, 1e6));
    }

    void loadedIntoAnotherModelItPredictsTheSame()
    {
        const auto one = test::smallTask(1);
        const auto two = test::smallTask(2);
        const Query query{torch::randn({2, 3, 2}), torch::linspace(0, 1, 12)};
        one.model->eval();
        two.model->eval();
        QVERIFY(!torch::equal(one.model->predict(query, {}).y, two.model->predict(query, {}).y));
        loadModelState(*two.model, modelState(*one.model), "test");
        QVERIFY(torch::equal(one.model->predict(query, {}).y, two.model->predict(query, {}).y));
    }

    void truncatedWeightsAreRefusedByName()
    {
        const test::TemporaryFolder folder;
        sample(*test::smallTask().model).write(folder / "final");
        const fs::path file = folder / "final" / "model.safetensors";
        fs::resize_file(file, fs::file_size(file) - 10);
        const auto message = messageOf([&] { Checkpoint::read(folder / "final"); });
        QVERIFY2(message.find("model.safetensors") != std::string::npos, message.c_str());
    }

    void stateThatIsNotOneIsRefused()
    {
        const test::TemporaryFolder folder;
        sample(*test::smallTask().model).write(folder / "final");
        writeFileAtomically(folder / "final" / "state.json", "[1, 2]");
        const auto message = messageOf([&] { Checkpoint::read(folder / "final"); });
        QVERIFY2(message.find("state.json") != std::string::npos, message.c_str());
    }

    void weightsOfAnotherShapeAreRefusedAndChangeNothing()
    {
        const auto task = test::smallTask();
        const auto before = modelState(*task.model);
        auto other = before;
        other.begin()->second = torch::zeros({1, 1});
        const auto message = messageOf([&] { loadModelState(*task.model, other, "file"); });
        QVERIFY2(message.find(before.begin()->first) != std::string::npos, message.c_str());
        for (const auto& [name, tensor] : modelState(*task.model))
            QVERIFY(torch::equal(tensor, before.at(name)));
    }

    void unknownArraysAreRefused()
    {
        const auto task = test::smallTask();
        auto state = modelState(*task.model);
        state["extra"] = torch::zeros({1});
        QVERIFY(!messageOf([&] { loadModelState(*task.model, state, "file"); }).empty());
    }
};

NIE_TEST(CheckpointTest);

}  // namespace nie::checkpoint_test

#include "checkpoint_test.moc"
