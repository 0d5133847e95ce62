#include "core/base/files.h"
#include "core/results/run_folder.h"
#include "tests/app/cli/nie_call.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QRegularExpression>
#include <QTest>

#include <cmath>

namespace nie::commands_test {

using test::callNie;
using test::runNie;
using test::smallTraining;
namespace fs = std::filesystem;

namespace {

Json parsed(const QString& text)
{
    return parseJson(text.toStdString(), "output");
}

/// Equal, where two cells without a number are equal, too.
bool sameNumbers(const std::vector<double>& a, const std::vector<double>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) {
        return x == y || (std::isnan(x) && std::isnan(y));
    });
}

}  // namespace

class CommandsTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;

    QString path(const char* name) const
    {
        return QString::fromStdString((m_folder / name).string());
    }

    MetricsTable metricsOf(const char* run) const
    {
        return MetricsTable::read(RunFolder{m_folder / run}.metrics());
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto result = runNie(smallTraining(path("a")) << "--steps"
                                                            << "20"
                                                            << "--seed"
                                                            << "3");
        QVERIFY2(result.exitCode == 0, qPrintable(result.err));
        QVERIFY(result.out.contains("persistence") && result.out.contains("anie"));
        QVERIFY2(result.err.contains("step 20 of 20"), qPrintable(result.err));
    }

    void trainingLeavesTheFilesOfARun()
    {
        const RunFolder run{m_folder / "a"};
        for (const fs::path& file :
             {run.config(), run.environment(), run.metrics(), run.events(), run.outcome(),
              run.evaluation(), run.checkpoints() / "best", run.checkpoints() / "final"})
            QVERIFY2(fs::exists(file), file.c_str());
        const Json outcome = parseJson(readFile(run.outcome()), "outcome.json");
        QCOMPARE(outcome.at("state").get<std::string>(), std::string("completed"));
        QCOMPARE(outcome.at("steps").get<int>(), 20);
        QVERIFY(parseJson(readFile(run.environment()), "env.json").contains("data"));
    }

    void sameSeedGivesTheSameNumbersAndAnotherSeedOthers()
    {
        QCOMPARE(runNie(smallTraining(path("b")) << "--steps"
                                                 << "20"
                                                 << "--seed"
                                                 << "3")
                     .exitCode,
                 0);
        QCOMPARE(runNie(smallTraining(path("c")) << "--steps"
                                                 << "20"
                                                 << "--seed"
                                                 << "4")
                     .exitCode,
                 0);
        const MetricsTable a = metricsOf("a");
        const MetricsTable b = metricsOf("b");
        const MetricsTable c = metricsOf("c");
        QVERIFY(a.columns.at("train_loss").size() > 20);
        for (const std::string& name : a.names)
            if (name != "wall_seconds")
                QVERIFY2(sameNumbers(a.columns.at(name), b.columns.at(name)), name.c_str());
        QVERIFY(!sameNumbers(a.columns.at("train_loss"), c.columns.at("train_loss")));
        QVERIFY(!sameNumbers(a.columns.at("validation_loss"), c.columns.at("validation_loss")));
    }

    void configurationOfARunRepeatsIt()
    {
        const QString config = QString::fromStdString(RunFolder{m_folder / "a"}.config().string());
        QCOMPARE(runNie({"train", config, "--no-figures", "--quiet", "-o", path("again")}).exitCode,
                 0);
        QVERIFY(sameNumbers(metricsOf("a").columns.at("train_loss"),
                            metricsOf("again").columns.at("train_loss")));
    }

    void evaluationHasTheDocumentedKeysAndAgreesWithTheFile()
    {
        const auto result = runNie({"evaluate", path("a"), "--json"});
        QVERIFY2(result.exitCode == 0, qPrintable(result.err));
        QCOMPARE(result.out.toStdString(), readFile(RunFolder{m_folder / "a"}.evaluation()));
        const Json json = parsed(result.out);
        QCOMPARE(json.at("experiment").get<std::string>(), std::string("spirals"));
        QCOMPARE(json.at("model").get<std::string>(), std::string("anie"));
        QVERIFY(json.at("parameters").get<int>() > 0);
        for (const char* score : {"mse", "relative_l2", "r2"}) {
            QVERIFY(json.at("test").at(score).is_number());
            for (const char* floor : {"persistence", "mean", "nearest_curve", "linear"})
                QVERIFY(json.at("floors").at(floor).at(score).is_number());
        }
        QVERIFY(json.at("solver").at("iterations").get<double>() > 0.0);
        QVERIFY(json.at("solver").at("residual").get<double>() < 1e-3);
        QVERIFY(json.contains("coupling"));
    }

    void otherCheckpointsAndSetsCanBeEvaluated()
    {
        const auto result = runNie(
            {"evaluate", path("a"), "--checkpoint", "final", "--split", "validation", "--json"});
        QVERIFY2(result.exitCode == 0, qPrintable(result.err));
        const Json json = parsed(result.out);
        QCOMPARE(json.at("checkpoint").get<std::string>(), std::string("final"));
        QVERIFY(json.contains("validation") && !json.contains("test"));
    }

    void jsonOfATrainingIsAllThatIsPrinted()
    {
        const auto result = runNie(smallTraining(path("json")) << "--steps"
                                                               << "3"
                                                               << "--json"
                                                               << "--quiet");
        QCOMPARE(result.exitCode, 0);
        QVERIFY2(result.err.isEmpty(), qPrintable(result.err));
        const Json json = parsed(result.out);
        QCOMPARE(json.at("outcome").at("steps").get<int>(), 3);
        QVERIFY(json.at("evaluation").at("test").at("mse").is_number());
    }

    void timeBudgetEndsARunAndTheNextFreeFolderIsTaken()
    {
        const QString here = path(".");
        const QStringList arguments{"train",        "spirals", "--time-budget",    "0.2",
                                    "--no-figures", "--set",   "dataset.curves=30"};
        QCOMPARE(runNie(arguments, here).exitCode, 0);
        QCOMPARE(runNie(arguments, here).exitCode, 0);
        const Json outcome =
            parseJson(readFile(m_folder / "runs/spirals-2/outcome.json"), "outcome");
        QCOMPARE(outcome.at("state").get<std::string>(), std::string("out of time"));
    }

    void figuresAreDrawnWhereTheProgramCan()
    {
        if (!parsed(callNie({"version", "--json"}).out).at("figures").get<bool>())
            QSKIP("built without figures");
        QStringList arguments = smallTraining(path("figures")) << "--steps"
                                                               << "3"
                                                               << "--quiet";
        arguments.removeAll("--no-figures");
        const auto result = runNie(arguments);
        QVERIFY2(result.exitCode == 0 && result.err.isEmpty(), qPrintable(result.err));
        for (const char* name : {"loss.pdf", "loss.png", "samples.pdf", "samples.png"})
            QVERIFY2(fs::file_size(m_folder / "figures/figures" / name) > 1000, name);
    }

    void infoTellsOfRunsCheckpointsFilesAndExperiments()
    {
        const Json run = parsed(callNie({"info", path("a"), "--json"}).out);
        QCOMPARE(run.at("progress").at("steps").get<int>(), 20);
        QCOMPARE(run.at("config").at("seed").get<int>(), 3);
        const Json checkpoint = parsed(callNie({"info", path("a/checkpoints/final"), "--json"}).out);
        QCOMPARE(checkpoint.at("state").at("step").get<int>(), 20);
        const Json file =
            parsed(callNie({"info", path("a/checkpoints/final/model.safetensors"), "--json"}).out);
        QVERIFY(file.at("arrays") == checkpoint.at("model").at("arrays"));
        QVERIFY(!file.at("arrays").empty());
        const Json experiment = parsed(callNie({"info", "spirals", "--json"}).out);
        QStringList paths;
        for (const Json& option : experiment.at("options"))
            paths << QString::fromStdString(option.at("path").get<std::string>());
        for (const char* known : {"seed", "dataset.curves", "training.learning_rate"})
            QVERIFY2(paths.contains(known), known);
        for (const QString& what : {path("a"), path("a/checkpoints/final"), QString("spirals")})
            QVERIFY(callNie({"info", what}).out.contains("spirals") || what.contains("final"));
    }

    void infoTellsEverythingThatACheckpointHolds()
    {
        const QString folder = path("a/checkpoints/final");
        const Json checkpoint = parsed(callNie({"info", folder, "--json"}).out);
        const Json& state = checkpoint.at("state");
        QVERIFY(!checkpoint.at("model").at("arrays").empty());
        QVERIFY(!checkpoint.at("optimizer").at("arrays").empty());
        QCOMPARE(state.at("optimizer_steps").get<int>(), 20);
        QVERIFY(state.at("scheduler").contains("schedule"));
        QCOMPARE(state.at("random").at("seed").get<int>(), 3);
        QCOMPARE(state.at("random").at("next_step").get<int>(), 21);
        QVERIFY(state.at("sampler").contains("epoch") && state.at("sampler").contains("offset"));
        QCOMPARE(state.at("config").at("dataset").at("name").get<std::string>(),
                 std::string("spirals"));
        QVERIFY(!state.at("data_hash").get<std::string>().empty());
        // And all of it in words for people.
        const QString text = callNie({"info", folder}).out;
        for (const char* section : {"optimizer_steps", "scheduler", "random", "sampler", "config",
                                    "data_hash", "early_stopping", "step"}) {
            const QRegularExpression line(
                QString("\n  %1 +%2\n")
                    .arg(section, QRegularExpression::escape(
                                      QString::fromStdString(state.at(section).dump()))));
            QVERIFY2(line.match(text).hasMatch(), section);
        }
        for (const char* file : {"model.safetensors", "optimizer.safetensors"})
            QVERIFY2(text.contains(file), file);
    }

    void everyOptionThatInfoNamesCanBeSetToItsValue()
    {
        const Json experiment = parsed(callNie({"info", "spirals", "--json"}).out);
        QStringList arguments = smallTraining(path("options")) << "--quiet"
                                                               << "--steps"
                                                               << "1";
        for (const Json& option : experiment.at("options")) {
            const auto name = QString::fromStdString(option.at("path").get<std::string>());
            if (name != "dataset.curves" && name != "model.width")
                arguments << "--set"
                          << name + "=" + QString::fromStdString(option.at("value").dump());
        }
        const auto result = runNie(arguments);
        QVERIFY2(result.exitCode == 0, qPrintable(result.err));
    }

    void listsAndVersionAreJsonWhenAsked()
    {
        QVERIFY(!parsed(callNie({"list", "--json"}).out).at("models").empty());
        const Json experiments = parsed(callNie({"list", "experiments", "--json"}).out);
        QCOMPARE(experiments.at(0).at("dataset").get<std::string>(), std::string("spirals"));
        QVERIFY(parsed(callNie({"version", "--json"}).out).contains("libtorch"));
    }

    void helpEndsWell_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("program") << QStringList{"--help"};
        for (const char* command : {"list", "train", "evaluate", "info", "version"})
            QTest::newRow(command) << QStringList{command, "--help"};
    }
    void helpEndsWell()
    {
        QFETCH(QStringList, arguments);
        const auto result = arguments.size() == 1 ? runNie(arguments) : callNie(arguments);
        QCOMPARE(result.exitCode, 0);
        QVERIFY(result.out.contains("--help"));
    }
};

NIE_TEST(CommandsTest);

}  // namespace nie::commands_test

#include "commands_test.moc"
