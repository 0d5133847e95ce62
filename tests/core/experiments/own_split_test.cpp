#include "core/experiments/experiment.h"
#include "core/experiments/experiment_catalog.h"
#include "tests/support/error_text.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::own_split_test {

namespace {

/// Ten curves; with or without a split of their own.
DatasetCatalog catalogOfOne(std::optional<Split> ownSplit)
{
    const auto make = [ownSplit](const Json&, const std::string&, const GenerationContext&) {
        Dataset data;
        data.name = "curves";
        data.channels = {"y"};
        data.times = torch::linspace(0, 1, 8, torch::kFloat64);
        data.values = torch::sin(torch::arange(80, torch::kFloat64)).reshape({10, 8, 1});
        data.ownSplit = ownSplit;
        return data;
    };
    return DatasetCatalog({{"curves", "Curves", "y = sin t", {}, make}});
}

RunConfig configOfCurves()
{
    RunConfig config = experimentCatalog().front();
    config.dataset = {{"name", "curves"}};
    return config;
}

}  // namespace

class OwnSplitTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSplitOfTheDataSetIsUsedAsItIs()
    {
        const Split own{{0, 1, 2}, {4, 5}, {7, 9}};
        const auto experiment = Experiment::prepare(configOfCurves(), catalogOfOne(own), {});
        QCOMPARE(experiment.split().training, own.training);
        QCOMPARE(experiment.split().validation, own.validation);
        QCOMPARE(experiment.split().test, own.test);
    }

    void withoutOneTheSharesDecide()
    {
        RunConfig config = configOfCurves();
        config.dataset["split"] = {{"training", 0.5}, {"validation", 0.3}};
        const auto experiment = Experiment::prepare(config, catalogOfOne({}), {});
        QCOMPARE(experiment.split().training.size(), std::size_t(5));
        QCOMPARE(experiment.split().validation.size(), std::size_t(3));
    }

    void sharesBesideASplitOfItsOwnAreRefused()
    {
        RunConfig config = configOfCurves();
        config.dataset["split"] = {{"training", 0.5}};
        const QString message = test::inputErrorOf([&] {
            Experiment::prepare(config, catalogOfOne(Split{{0}, {1}, {2}}), {});
        });
        QVERIFY2(message.contains("dataset.split"), qPrintable(message));
    }
};

NIE_TEST(OwnSplitTest);

}  // namespace nie::own_split_test

#include "own_split_test.moc"
