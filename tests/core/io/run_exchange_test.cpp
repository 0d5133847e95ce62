#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/run_exchange.h"
#include "core/io/run_import.h"
#include "core/io/tensorboard_events.h"
#include "core/io/zip_writer.h"
#include "core/results/runs/run_export.h"
#include "core/results/runs/run_summary.h"
#include "tests/support/error_text.h"
#include "tests/support/python.h"
#include "tests/support/run_examples.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <fstream>

namespace nie::run_exchange_test {

using test::inputErrorOf;
using test::RunExample;
namespace fs = std::filesystem;

namespace {

/// The measured values of a column with their steps.
std::vector<std::pair<double, double>> curveOf(const MetricsTable& table, const std::string& column)
{
    std::vector<std::pair<double, double>> curve;
    for (std::size_t i = 0; i < table.columns.at("step").size(); ++i)
        if (!std::isnan(table.columns.at(column)[i]))
            curve.emplace_back(table.columns.at("step")[i], table.columns.at(column)[i]);
    return curve;
}

MetricsTable metricsOf(const fs::path& run)
{
    return MetricsTable::read(RunFolder{run}.metrics());
}

}  // namespace

class RunExchangeTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;
    fs::path m_run;

    fs::path written(const std::string& name, const std::string& text) const
    {
        writeFileAtomically(m_folder / name, text);
        return m_folder / name;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_run = m_folder / "spirals";
        RunExample{.seed = 3, .level = 0.1}.write(m_run);
    }

    void csvHoldsTheWholeLines()
    {
        std::ofstream(RunFolder{m_run}.metrics(), std::ios::app) << "21,1,9.5,16";
        exportRun(m_run, "csv", m_folder / "x.csv");
        const std::string text = readFile(m_folder / "x.csv");
        QVERIFY(text.ends_with("\n") && text.starts_with("step,"));
        QCOMPARE(MetricsTable::read(m_folder / "x.csv").columns.at("step").size(), std::size_t(24));
    }

    void jsonHoldsEveryPartOfTheRun()
    {
        exportRun(m_run, "json", m_folder / "x.json");
        const Json json = parseJson(readFile(m_folder / "x.json"), "x.json");
        QCOMPARE(json.at("run").get<std::string>(), std::string("spirals"));
        QCOMPARE(json.at("config").at("seed").get<int>(), 3);
        QVERIFY(json.at("environment").at("device") == "cpu");
        QVERIFY(json.at("outcome").at("state") == "completed");
        QVERIFY(json.at("evaluation").at("floors").contains("persistence"));
        const Json& losses = json.at("metrics").at("train_loss");
        QCOMPARE(losses.size(), std::size_t(24));
        QCOMPARE(losses.at(0).get<double>(), 1.1);
        QVERIFY(losses.at(5).is_null());  // the line of a validation
    }

    void theEventFileHoldsEveryMeasuredNumber()
    {
        const fs::path file = m_folder / runExportName(m_run, "tensorboard");
        QCOMPARE(runExportKind(file), std::string("tensorboard"));
        exportRun(m_run, "tensorboard", file);
        std::vector<std::pair<double, double>> losses;
        for (const ScalarEvent& event : readEventFile(file))
            if (event.tag == "validation_loss")
                losses.emplace_back(static_cast<double>(event.step), event.value);
        auto expected = curveOf(metricsOf(m_run), "validation_loss");
        QCOMPARE(expected.size(), std::size_t(4));
        for (auto& [step, value] : expected)
            value = static_cast<float>(value);
        QVERIFY(losses == expected);
    }

    void theZipHoldsTheFolder()
    {
        if (!test::pythonHas("zipfile"))
            QSKIP("needs python3");
        exportRun(m_run, "zip", m_folder / "x.zip");
        const auto result = test::runPython(
            "import json, sys, zipfile\n"
            "z = zipfile.ZipFile(sys.argv[1])\n"
            "assert z.testzip() is None\n"
            "assert 'spirals/config.json' in z.namelist(), z.namelist()\n"
            "assert json.loads(z.read('spirals/config.json'))['seed'] == 3\n"
            "assert z.read('spirals/metrics.csv') == open(sys.argv[2], 'rb').read()",
            {QString::fromStdString((m_folder / "x.zip").string()),
             QString::fromStdString(RunFolder{m_run}.metrics().string())});
        QVERIFY2(result.exitCode == 0, qPrintable(result.err));
    }

    void zipMembersNeedNamesOfTheirOwn()
    {
        {
            ZipWriter zip(m_folder / "twice.zip", true);
            zip.add("a", "1");
            QVERIFY_EXCEPTION_THROWN(zip.add("a", "2"), RunError);
            QVERIFY_EXCEPTION_THROWN(zip.add("", "2"), RunError);
        }
        QVERIFY(!fs::exists(m_folder / "twice.zip"));
        QVERIFY(inputErrorOf([this] {
                    writeFolderAsZip(m_folder / "none", m_folder / "n.zip");
                }).contains("no such folder"));
    }

    void whatIsNoRunIsNotExported()
    {
        fs::create_directories(m_folder / "empty");
        for (const std::string& kind : runExportKinds())
            QVERIFY(inputErrorOf([&] {
                        exportRun(m_folder / "empty", kind, m_folder / "out");
                    }).contains("no run"));
        QVERIFY(inputErrorOf([&] {
                    exportRun(m_run, "docx", m_folder / "out");
                }).contains("allowed: csv, json, tensorboard, zip"));
        QVERIFY(!fs::exists(m_folder / "out"));
    }

    void anEventFileComesBackAsARunWithTheSameCurves()
    {
        fs::create_directories(m_folder / "board");
        const fs::path file = m_folder / "board" / runExportName(m_run, "tensorboard");
        exportRun(m_run, "tensorboard", file);
        const fs::path run = importRun(file, m_folder / "history");
        QCOMPARE(run.filename().string(), std::string("board"));
        for (const char* column : {"train_loss", "validation_loss", "learning_rate"}) {
            auto expected = curveOf(metricsOf(m_run), column);
            for (auto& [step, value] : expected)
                value = static_cast<float>(value);
            QVERIFY2(curveOf(metricsOf(run), column) == expected, column);
        }
        const RunSummary summary = RunSummary::read(run, "board");
        QVERIFY2(summary.state == RunState::Imported, summary.problem.c_str());
        QVERIFY(summary.model.empty());
        QCOMPARE(importRun(file, m_folder / "history").filename().string(), std::string("board-2"));
    }

    void tablesOfOtherProgramsAreTaken()
    {
        const fs::path board = importRun(
            written("board.csv",
                    "Wall time,Step,Value\n1000.5,0,0.5\n1001.5,10,0.25\n1002.5,20,0.2\n"),
            m_folder / "tables");
        QVERIFY((metricsOf(board).columns.at("train_loss") == std::vector<double>{0.5, 0.25, 0.2}));
        QVERIFY((metricsOf(board).columns.at("wall_seconds") == std::vector<double>{0, 1, 2}));
        const fs::path other = importRun(
            written("other.tsv", "loss\tstep\tval/loss\tacc, top 1\n1\t2\t\t0.5\n3\t1\t4\t0.25\n"),
            m_folder / "tables");
        const MetricsTable table = metricsOf(other);
        QVERIFY((table.columns.at("step") == std::vector<double>{1, 2}));
        QVERIFY((table.columns.at("train_loss") == std::vector<double>{3, 1}));
        QVERIFY((curveOf(table, "validation_loss") ==
                 std::vector<std::pair<double, double>>{{1.0, 4.0}}));
        QVERIFY(table.columns.contains("acc_ top 1"));
        QCOMPARE(RunSummary::read(other, "other").bestValidationLoss, 4.0);
    }

    void ourOwnTableComesBack()
    {
        exportRun(m_run, "csv", m_folder / "own.csv");
        const fs::path run = importRun(m_folder / "own.csv", m_folder / "own");
        for (const char* column : {"train_loss", "validation_loss", "wall_seconds"})
            QVERIFY2(curveOf(metricsOf(run), column) == curveOf(metricsOf(m_run), column), column);
    }

    void whatCannotBeImportedLeavesNothing()
    {
        const fs::path root = m_folder / "refused";
        const auto errorOf = [&root](const fs::path& file) {
            return inputErrorOf([&] { importRun(file, root); });
        };
        QVERIFY(errorOf(m_folder / "none.csv").contains("no such file"));
        QVERIFY(errorOf(written("a.csv", "epoch,loss\n1,2\n2,3\n")).contains("a column 'step'"));
        QVERIFY(errorOf(written("b.csv", "step,loss\n1,2\nx,3\n")).contains("b.csv"));
        QVERIFY(errorOf(written("events.out.tfevents.1", "nonsense")).contains("byte 0"));
        QVERIFY(!fs::exists(root));
    }
};

NIE_TEST(RunExchangeTest);

}  // namespace nie::run_exchange_test

#include "run_exchange_test.moc"
