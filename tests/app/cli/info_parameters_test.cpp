#include "core/config/json.h"
#include "core/results/model_summary.h"
#include "tests/app/cli/nie_call.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <fstream>

namespace nie::info_parameters_test {

using namespace nie::test;

class InfoParametersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTableOfModulesParametersAndMemoryIsPrinted()
    {
        const NieResult result = callNie({"info", "spirals", "--parameters"});
        QCOMPARE(result.exitCode, 0);
        for (const char* part : {"13410", "13410 parameters, float32", "100.0 %", "optimiser state",
                                 "estimate for a batch of"})
            QVERIFY2(result.out.contains(part), qPrintable(result.out));
        QCOMPARE(result.err, QString());
    }
    void theTotalIsThatOfATrainedRun()
    {
        const TemporaryFolder folder;
        const QString run = QString::fromStdString((folder / "run").string());
        QCOMPARE(runNie(smallTraining(run) << "--steps"
                                           << "2"
                                           << "--quiet")
                     .exitCode,
                 0);
        const NieResult told = callNie({"info", run, "--parameters", "--json"});
        QCOMPARE(told.exitCode, 0);
        const ModelSummary summary =
            ModelSummary::fromJson(Json::parse(told.out.toStdString()), "nie info");
        std::ifstream file(folder / "run/env.json");
        const Json environment = Json::parse(file);
        QCOMPARE(summary.model.parameterCount(), environment.at("parameters").get<std::int64_t>());
    }
    void anUnknownExperimentIsRefused()
    {
        const NieResult result = callNie({"info", "spirrals", "--parameters"});
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.err.contains("spirrals"), qPrintable(result.err));
    }
    void theEnvironmentOfARunNamesWhatItRanOn()
    {
        const TemporaryFolder folder;
        const QString run = QString::fromStdString((folder / "run").string());
        QCOMPARE(runNie(smallTraining(run) << "--steps"
                                           << "1"
                                           << "--quiet")
                     .exitCode,
                 0);
        std::ifstream file(folder / "run/env.json");
        const Json environment = Json::parse(file);
        for (const char* key : {"version", "commit", "compiler", "libtorch"})
            QVERIFY2(!environment.at("program").at(key).get<std::string>().empty(), key);
        // Of what draws, as the program itself tells: "none" where it is built without.
        const Json version =
            Json::parse(runNie({"version", "--json"}).out.toStdString());
        for (const char* key : {"qt", "vtk"}) {
            const std::string found = environment.at("program").at(key).get<std::string>();
            QCOMPARE(found, version.at(key).get<std::string>());
            QCOMPARE(found == "none", !version.at("figures").get<bool>());
        }
        for (const char* key : {"processor", "gpu", "system"})
            QVERIFY2(!environment.at("machine").at(key).get<std::string>().empty(), key);
        QVERIFY(environment.at("machine").at("cores").get<int>() >= 1);
        QVERIFY(environment.at("threads").get<int>() >= 1);
        QCOMPARE(environment.at("data").at("hash").get<std::string>().size(), std::size_t{16});
    }
};

NIE_TEST(InfoParametersTest);

}  // namespace nie::info_parameters_test

#include "info_parameters_test.moc"
