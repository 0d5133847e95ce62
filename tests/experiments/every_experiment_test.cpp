#include "core/base/error.h"
#include "core/experiments/experiment.h"
#include "core/experiments/experiment_catalog.h"
#include "datasets/dataset_catalog.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::every_experiment_test {

/// Every experiment that is shipped can be prepared, trained for a moment, saved and scored.
class EveryExperimentTest : public QObject {
    Q_OBJECT

    void addExperiments()
    {
        QTest::addColumn<QString>("name");
        for (const RunConfig& config : experimentCatalog())
            QTest::newRow(config.experiment.c_str()) << QString::fromStdString(config.experiment);
    }

    RunConfig fetchedConfig()
    {
        QFETCH(QString, name);
        return findExperiment(name.toStdString());
    }

private Q_SLOTS:
    void trainsSavesAndIsScoredBesideTheFloors_data() { addExperiments(); }
    void trainsSavesAndIsScoredBesideTheFloors()
    {
        RunConfig config = fetchedConfig();
        config.set("training.epochs=0");
        config.set("training.steps=2");
        const test::TemporaryFolder folder;
        const auto experiment = Experiment::prepare(config, builtinDatasets(), {});
        TrainingObserver nobody;
        TrainingControl control;
        const RunOutcome outcome =
            experiment.makeTrainer(folder / "checkpoints")->run(nobody, control);
        QCOMPARE(outcome.steps, std::int64_t(2));
        QVERIFY(std::filesystem::exists(folder / "checkpoints/final/model.safetensors"));

        const RunEvaluation evaluation = experiment.evaluate("test", 1);
        QVERIFY(std::isfinite(evaluation.test.mse) && evaluation.test.mse > 0.0);
        for (const char* floor : {"persistence", "mean", "nearest_curve", "ar", "linear"})
            QVERIFY2(evaluation.floors.count(floor) == 1, floor);
        QCOMPARE(evaluation.examples.size(), std::size_t(1));
    }

    void misspeltOptionOfAnySectionIsRefused_data() { addExperiments(); }
    void misspeltOptionOfAnySectionIsRefused()
    {
        for (const std::string section : {"dataset", "model", "training"}) {
            RunConfig config = fetchedConfig();
            config.set(section + ".no_such_option=1");
            try {
                Experiment::prepare(config, builtinDatasets(), {});
                QFAIL("no error");
            } catch (const InputError& error) {
                const QString message = error.what();
                QVERIFY2(message.contains("no_such_option"), error.what());
            }
        }
    }
};

NIE_TEST(EveryExperimentTest);

}  // namespace nie::every_experiment_test

#include "every_experiment_test.moc"
