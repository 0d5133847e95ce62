#include "core/base/error.h"
#include "core/config/resumed_config.h"
#include "core/config/run_config.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::run_config_test {

namespace {

const char* const kConfig = R"({
  "experiment": "spirals",
  "seed": 3,
  "dataset": {"name": "spirals", "curves": 50},
  "model": {"name": "anie", "solver": {"tolerance": 1e-4}},
  "training": {"epochs": 2}
})";

RunConfig someConfig()
{
    return RunConfig::fromJson(parseJson(kConfig, "e.json"), "e.json");
}

template <class Action>
QString messageOf(Action action)
{
    try {
        action();
    } catch (const InputError& error) {
        return error.what();
    }
    return "no error";
}

}  // namespace

class RunConfigTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writtenConfigurationReadsBackAsTheSame()
    {
        const RunConfig config = someConfig();
        QCOMPARE(config.seed, std::uint64_t(3));
        QCOMPARE(config.device, std::string("cpu"));
        QCOMPARE(config.source, std::string("e.json"));
        const Json json = config.toJson();
        const RunConfig back = RunConfig::fromJson(parseJson(json.dump(), "x"), "x");
        QCOMPARE(back.toJson().dump(), json.dump());
    }

    void aRunThatGoesOnChangesItsLimitsAndItsDevice()
    {
        RunConfig config = someConfig();
        config.training["learning_rate"] = 0.1;
        QVERIFY(resumedConfig(config, {}).toJson() == config.toJson());
        const RunConfig longer = resumedConfig(config, {{"steps", 90}});
        QVERIFY(!longer.training.contains("epochs"));
        QCOMPARE(longer.training.at("steps").get<int>(), 90);
        QCOMPARE(longer.training.at("learning_rate").get<double>(), 0.1);
        QCOMPARE(longer.device, std::string("cpu"));
        const RunConfig moved = resumedConfig(config, {{"device", "cuda"}});
        QCOMPARE(moved.device, std::string("cuda"));
        QVERIFY(moved.training == config.training);
        QVERIFY_EXCEPTION_THROWN(resumedConfig(config, {{"device", "abacus"}}), InputError);
    }

    void topLevelIsReadStrictly_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const char* text, const char* message) {
            QTest::newRow(name) << QString(text) << QString(message);
        };
        row("unknown key", R"({"sede": 1})", "e.json: sede: unknown key, did you mean 'seed'?");
        row("negative seed", R"({"seed": -1})", "e.json: seed: out of range (found -1");
        row("text for threads", R"({"threads": "two"})",
            "e.json: threads: wrong type (found \"two\"");
        row("no threads", R"({"threads": 0})", "e.json: threads: out of range");
        row("unknown device", R"({"device": "tpu"})", "e.json: device: unknown value");
        row("section a number", R"({"model": 3})", "e.json: model: wrong type (found 3");
        row("not an object", R"([1])", "e.json");
    }
    void topLevelIsReadStrictly()
    {
        QFETCH(QString, text);
        QFETCH(QString, message);
        const QString found = messageOf(
            [&text] { RunConfig::fromJson(parseJson(text.toStdString(), "e.json"), "e.json"); });
        QVERIFY2(found.contains(message), qPrintable(found));
    }

    void assignmentSetsValuesOfEveryTypeAtAnyDepth()
    {
        RunConfig config = someConfig();
        config.set("seed=9");
        config.set("model.solver.tolerance=1e-6");
        config.set("model.attention=galerkin");
        config.set("training.shuffle=false");
        config.set("dataset.new.section=[1, 2]");
        config.set("title=a=b");
        QCOMPARE(config.seed, std::uint64_t(9));
        QCOMPARE(config.model["solver"]["tolerance"].get<double>(), 1e-6);
        QCOMPARE(config.model["attention"].get<std::string>(), std::string("galerkin"));
        QCOMPARE(config.training["shuffle"].get<bool>(), false);
        QCOMPARE(config.dataset["new"]["section"][1].get<int>(), 2);
        QCOMPARE(config.title, std::string("a=b"));
        QCOMPARE(config.source, std::string("e.json"));
    }

    void badAssignmentIsRefusedAndChangesNothing_data()
    {
        QTest::addColumn<QString>("assignment");
        QTest::addColumn<QString>("message");
        QTest::newRow("no value") << "seed"
                                  << "not an assignment";
        QTest::newRow("no path") << "=3"
                                 << "not an assignment";
        QTest::newRow("empty part") << "model..x=3"
                                    << "--set model..x=3";
        QTest::newRow("ends in a dot") << "model.=3"
                                       << "--set model.=3";
        QTest::newRow("through a value") << "dataset.curves.x=3"
                                         << "'dataset.curves' is not a section";
        QTest::newRow("unknown top level") << "sede=3"
                                           << "sede: unknown key";
        QTest::newRow("wrong type") << "seed=three"
                                    << "seed: wrong type";
        QTest::newRow("section replaced by a number") << "model=3"
                                                      << "model: wrong type";
    }
    void badAssignmentIsRefusedAndChangesNothing()
    {
        QFETCH(QString, assignment);
        QFETCH(QString, message);
        RunConfig config = someConfig();
        const std::string before = config.toJson().dump();
        const QString found = messageOf([&] { config.set(assignment.toStdString()); });
        QVERIFY2(found.contains(message), qPrintable(found));
        QCOMPARE(config.toJson().dump(), before);
    }

    void badJsonIsNamedByLineAndColumn_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("place");
        QTest::newRow("first character") << "?"
                                         << "e.json:1:1:";
        QTest::newRow("third line") << "{\n  \"a\": 1,\n  b\n}"
                                    << "e.json:3:3:";
        QTest::newRow("missing comma") << "{\"a\": 1 \"b\": 2}"
                                       << "e.json:1:";
        QTest::newRow("end missing") << "{\"a\": 1,\n"
                                     << "e.json:2:1:";
        QTest::newRow("empty") << ""
                               << "e.json:1:1:";
    }
    void badJsonIsNamedByLineAndColumn()
    {
        QFETCH(QString, text);
        QFETCH(QString, place);
        const QString found = messageOf([&text] { parseJson(text.toStdString(), "e.json"); });
        QVERIFY2(found.startsWith(place), qPrintable(found));
    }
};

NIE_TEST(RunConfigTest);

}  // namespace nie::run_config_test

#include "run_config_test.moc"
