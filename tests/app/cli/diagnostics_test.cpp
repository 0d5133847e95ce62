#include "core/base/files.h"
#include "core/config/run_config.h"
#include "core/results/diagnostics_figures.h"
#include "core/results/evaluation_files.h"
#include "tests/app/cli/nie_process.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::cli_diagnostics_test {

using namespace nie::test;
namespace fs = std::filesystem;

class CliDiagnosticsTest : public QObject {
    Q_OBJECT

private:
    TemporaryFolder m_folder;
    QString path(const char* name) { return QString::fromStdString((m_folder / name).string()); }

private Q_SLOTS:
    void initTestCase()
    {
        const auto result = runNie(smallTraining(path("run")) << "--steps"
                                                              << "4"
                                                              << "--quiet");
        QVERIFY2(result.exitCode == 0, qPrintable(result.err));
    }

    void theFilesOfARunHoldWhatEvaluatePrints()
    {
        const auto printed = runNie({"evaluate", path("run"), "--json"});
        QCOMPARE(printed.exitCode, 0);
        const Json json = parseJson(printed.out.toStdString(), "printed");
        const auto read = readEvaluation(RunFolder{m_folder / "run"});
        QVERIFY(read && read->diagnostics);
        QVERIFY(evaluationToJson(*read).dump() == json.dump());
        std::vector<double> r2;
        for (const auto& sample : read->diagnostics->samples)
            r2.push_back(sample.r2);
        QVERIFY(Json(r2) == json.at("sample_r2").at("model"));
        QCOMPARE(read->diagnostics->horizonTimes.size(),
                 json.at("horizons").at("model").at("distance").size());
        double largest = 0.0;
        for (const auto& sample : read->diagnostics->samples)
            largest = std::max(largest, sample.residual);
        QCOMPARE(largest, json.at("solver").at("residual").get<double>());
    }

    void evaluateDrawsTheDiagnosticsIntoAFolder()
    {
        const auto version = runNie({"version", "--json"});
        const bool figures =
            parseJson(version.out.toStdString(), "version").at("figures").get<bool>();
        const auto result = runNie({"evaluate", path("run"), "--figures", path("figures")});
        if (!figures) {
            QCOMPARE(result.exitCode, 2);
            QSKIP("built without figures");
        }
        QVERIFY2(result.exitCode == 0 && result.err.isEmpty(), qPrintable(result.err));
        for (const auto& [name, title] : diagnosticTitles())
            for (const char* suffix : {".pdf", ".png"})
                QVERIFY2(fs::file_size(m_folder.path() / "figures" / (name + suffix)) > 1000,
                         name.c_str());
    }
};

NIE_TEST(CliDiagnosticsTest);

}  // namespace nie::cli_diagnostics_test

#include "diagnostics_test.moc"
