#include "core/base/error.h"
#include "core/experiments/experiment.h"
#include "core/experiments/experiment_catalog.h"
#include "core/experiments/model_description.h"
#include "datasets/dataset_catalog.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::model_description_test {

namespace {

std::int64_t leavesOf(const ModuleSummary& module)
{
    std::int64_t count = 0;
    for (const ParameterSummary& each : module.parameters) {
        std::int64_t numbers = 1;
        for (const std::int64_t size : each.shape)
            numbers *= size;
        count += numbers;
    }
    for (const ModuleSummary& each : module.modules)
        count += leavesOf(each);
    return count;
}

}  // namespace

class ModelDescriptionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTreeHoldsEveryParameterOfTheModelThatTrains()
    {
        for (const char* name : {"spirals", "lotka_volterra", "lorenz", "burgers"}) {
            const RunConfig config = findExperiment(name);
            RunConfig small = config;
            const std::string count = name == std::string("burgers") ? "samples" : "curves";
            small.dataset[count] = 30;
            const Experiment trained = Experiment::prepare(small, builtinDatasets(), {});
            const ModelSummary summary = describeModel(config, builtinDatasets());
            QVERIFY2(leavesOf(summary.model) == trained.model().parameterCount(), name);
            QCOMPARE(summary.model.parameterCount(), trained.model().parameterCount());
            QCOMPARE(summary.parameterBytes, 4 * trained.model().parameterCount());
            QCOMPARE(summary.precision, std::string("float32"));
            QVERIFY2(summary.activationBytes.value_or(0) > 0, name);
        }
    }
    void theCountsAreThoseOfTheReadme()
    {
        RunConfig config = findExperiment("spirals");
        QCOMPARE(describeModel(config, builtinDatasets()).model.parameterCount(), 13'410);
        config.model = {{"name", "nie"}};
        QCOMPARE(describeModel(config, builtinDatasets()).model.parameterCount(), 16'218);
    }
    void activationsGrowWithTheBatchInAStraightLine()
    {
        RunConfig config = findExperiment("spirals");
        std::vector<std::int64_t> bytes;
        for (const int batch : {1, 11, 21}) {
            config.training["batch_size"] = batch;
            bytes.push_back(describeModel(config, builtinDatasets()).activationBytes.value_or(0));
        }
        QVERIFY(bytes[0] > 0);
        QCOMPARE(bytes[2] - bytes[1], bytes[1] - bytes[0]);
        QVERIFY(bytes[1] > bytes[0]);
        // The input and the answer of one sample, 100 points of 2 channels, are held at least.
        QVERIFY((bytes[1] - bytes[0]) / 10 >= 100 * 2 * 4);
    }
    void aDeviceThatIsNotHereDoesNotMatter()
    {
        RunConfig config = findExperiment("spirals");
        config.device = "cuda";
        QCOMPARE(describeModel(config, builtinDatasets()).model.parameterCount(), 13'410);
    }
    void aMistakeIsNamedByItsPath()
    {
        RunConfig config = findExperiment("spirals");
        config.model["widht"] = 3;
        try {
            describeModel(config, builtinDatasets());
            QFAIL("was not refused");
        } catch (const InputError& error) {
            QVERIFY2(QString(error.what()).contains("widht"), error.what());
        }
    }
};

NIE_TEST(ModelDescriptionTest);

}  // namespace nie::model_description_test

#include "model_description_test.moc"
