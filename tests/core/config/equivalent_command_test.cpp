#include "core/config/equivalent_command.h"
#include "tests/support/run_examples.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::equivalent_command_test {

namespace {

RunConfig shipped()
{
    RunConfig config = test::RunExample{}.config();
    config.training = {{"epochs", 600}, {"learning_rate", 0.004}};
    return config;
}

std::string lineFor(const RunConfig& config)
{
    const RunConfig known = shipped();
    return reproducingCommand(config, &known, "runs/a/config.json");
}

}  // namespace

class EquivalentCommandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRunOfAShippedExperimentIsToldByWhatDiffers()
    {
        RunConfig config = shipped();
        config.source = "runs/a/config.json";
        QCOMPARE(lineFor(config), std::string("nie train spirals"));
        config.seed = 5;
        config.model["heads"] = 2;
        config.training["learning_rate"] = 0.01;
        QCOMPARE(lineFor(config), std::string("nie train spirals --seed 5 --set model.heads=2 "
                                              "--set training.learning_rate=0.01"));
    }

    void anotherLimitTakesThePlaceOfTheExperimentsOwn()
    {
        RunConfig config = shipped();
        config.training.erase("epochs");
        config.training["steps"] = 20;
        QCOMPARE(lineFor(config), std::string("nie train spirals --steps 20"));
        config.training["learning_rate"] = 0.5;
        config.training.erase("steps");
        config.training["time_budget"] = 60.5;
        QCOMPARE(lineFor(config), std::string("nie train spirals --set training.learning_rate=0.5 "
                                              "--time-budget 60.5"));
        config.training["epochs"] = 5;  // two limits: no line says both
        QCOMPARE(lineFor(config), std::string("nie train runs/a/config.json"));
    }

    void whatALineCannotTakeAwayIsReadFromTheRun()
    {
        RunConfig config = shipped();
        config.training.erase("learning_rate");
        QCOMPARE(lineFor(config), std::string("nie train runs/a/config.json"));
        RunConfig other = shipped();
        other.model = {{"name", "nie"}};
        QCOMPARE(lineFor(other), std::string("nie train runs/a/config.json"));
        QCOMPARE(reproducingCommand(shipped(), nullptr, "my run/config.json"),
                 std::string("nie train 'my run/config.json'"));
    }
};

NIE_TEST(EquivalentCommandTest);

}  // namespace nie::equivalent_command_test

#include "equivalent_command_test.moc"
