#include "core/base/files.h"
#include "core/config/run_config.h"
#include "core/results/paper_table.h"
#include "tests/app/cli/nie_process.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <csignal>

namespace nie::reproduce_test {

using test::runNie;
namespace fs = std::filesystem;

class ReproduceTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;

    QString path(const char* name) const
    {
        return QString::fromStdString((m_folder / name).string());
    }
    PaperTable table(const char* folder, const std::string& name) const
    {
        const fs::path file = m_folder / folder / (name + ".json");
        return PaperTable::fromJson(parseJson(readFile(file), file.string()), file.string());
    }

private Q_SLOTS:
    void aTableOfRunsIsWholeAndGoesOnAfterAKill()
    {
        const QStringList arguments{"reproduce", "table5",  "figure7", "--budget", "smoke",
                                    "-o",        path("r"), "--jobs",  "1"};
        QProcess process;
        process.start(test::niePath(), arguments);
        // Killed as soon as the first training is done.
        const auto trained = [this] {
            std::error_code none;
            for (const auto& run : fs::directory_iterator(m_folder / "r" / "runs", none))
                if (fs::exists(run.path() / "evaluation.json"))
                    return run.path() / "evaluation.json";
            return fs::path();
        };
        QTRY_VERIFY_WITH_TIMEOUT(!trained().empty(), 60000);
        process.kill();
        QVERIFY(process.waitForFinished(30000));
        const fs::path first = trained();
        const auto time = fs::last_write_time(first);

        const test::NieResult result = runNie(arguments);
        QVERIFY2(result.exitCode == 0, qPrintable(result.err));
        QVERIFY(fs::last_write_time(first) == time);  // not trained again
        const PaperTable done = table("r", "table5");
        for (const PaperRow& row : done.rows)
            for (const PaperCell& cell : row.cells)
                QVERIFY2(!cell.values.empty(), row.label.c_str());
        QVERIFY(done.rows.size() > 4);  // the floors, too
        for (const char* file :
             {"table5.md", "table5.csv", "figure7.pdf", "figure7.png", "results.md"})
            QVERIFY2(fs::exists(m_folder / "r" / file), file);
    }

    /// In the folder of the test above: what is done there is not done again.
    void everyTableAndFigureComesAtTheSmokeBudget()
    {
        QProcess process;
        process.start(test::niePath(), {"reproduce", "all", "--budget", "smoke", "-o", path("r")});
        QVERIFY(process.waitForFinished(900'000));
        QVERIFY2(process.exitCode() == 0,
                 process.readAllStandardError().right(2000).constData());
        const Json list =
            parseJson(runNie({"reproduce", "--list", "--json"}).out.toStdString(), "list");
        QStringList missing;
        for (const Json& item : list) {
            const auto name = item.at("name").get<std::string>();
            const bool drawn = item.at("kind") == "figure";
            for (const char* kind : {drawn ? ".pdf" : ".md", drawn ? ".png" : ".csv"})
                if (!fs::exists(m_folder / "r" / (name + kind)))
                    missing << QString::fromStdString(name + kind);
            for (const PaperRow& row : drawn ? std::vector<PaperRow>() : table("r", name).rows)
                for (const PaperCell& cell : row.cells)
                    if (cell.values.empty() && cell.note.empty() && !cell.published.empty() &&
                        cell.published != "-")  // the model is not for such data
                        missing << QString::fromStdString(name + ", " + row.label);
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join("; ")));
    }

    void anItemThatThereIsNotIsNamed()
    {
        const test::NieResult result = runNie({"reproduce", "table9", "-o", path("x")});
        QCOMPARE(result.exitCode, 2);
        QVERIFY(result.err.contains("table9") && result.err.contains("table7"));
        QVERIFY(!fs::exists(m_folder / "x"));
        QCOMPARE(runNie({"reproduce", "table6", "--budget", "huge"}).exitCode, 2);
        QCOMPARE(runNie({"reproduce"}).exitCode, 2);
    }

    void theListNamesTablesAndFigures()
    {
        const test::NieResult result = runNie({"reproduce", "--list", "--json"});
        QCOMPARE(result.exitCode, 0);
        const Json list = parseJson(result.out.toStdString(), "list");
        QVERIFY(list.size() >= 19);
        QVERIFY(list.front().at("name") == "table1");
    }

    void parameterTablesTakeNoTraining()
    {
        const test::NieResult result =
            runNie({"reproduce", "table7", "--budget", "paper", "-o", path("p"), "--json"});
        QVERIFY2(result.exitCode == 0, qPrintable(result.err));
        QVERIFY(result.out.contains("447528"));
        QVERIFY(!fs::exists(m_folder / "p" / "runs"));
    }
};

NIE_TEST(ReproduceTest);

}  // namespace nie::reproduce_test

#include "reproduce_test.moc"
