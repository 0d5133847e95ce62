#include "core/base/files.h"
#include "core/config/run_config.h"
#include "tests/app/cli/nie_process.h"
#include "tests/support/nifti_bytes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QCoreApplication>
#include <QTest>

#include <cmath>
#include <fstream>

namespace nie::brain_test {

using test::runNie;

/// nie brain: from a recording to a data set, a training and its connectivity.
class BrainTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;

    QString path(const std::string& name) const
    {
        return QString::fromStdString((m_folder / name).string());
    }
    static Json parsed(const QString& text) { return parseJson(text.toStdString(), "nie"); }

    /// Two regions that follow a hidden one and a third that does not.
    void writeTable(const std::string& name, int rows)
    {
        std::ofstream file(m_folder / name);
        file << "V1\tM1\tA1\n";
        for (int row = 0; row < rows; ++row)
            file << std::sin(0.3 * row) << '\t'
                 << 2 * std::sin(0.3 * row) + 0.1 * std::cos(row * row) << '\t'
                 << std::cos(1.1 * row * row) << '\n';
    }

    /// 4 voxels over 60 volumes: the first two follow each other, the fourth is constant.
    void writeImages()
    {
        std::vector<float> voxels;
        for (int t = 0; t < 60; ++t)
            for (const double value :
                 {std::sin(0.3 * t), std::sin(0.3 * t + 0.1), std::cos(double(t * t)), 7.0})
                voxels.push_back(float(100 + 10 * value));
        test::NiftiBytes bold;
        bold.dims({4, 1, 1, 60}).type(16, 32).data(voxels);
        test::NiftiBytes atlas;
        atlas.dims({4, 1, 1}).type(2, 8).data<std::uint8_t>({5, 5, 9, 12});
        std::ofstream(m_folder / "bold.nii", std::ios::binary) << bold.bytes();
        std::ofstream(m_folder / "atlas.nii", std::ios::binary) << atlas.bytes();
        std::ofstream(m_folder / "atlas.tsv") << "index\tname\n5\tPole\n9\tGyrus\n12\tNowhere\n";
    }

    void whatTheRunPredictsIsComparedWithTheTruth()
    {
        const auto compared = runNie({"brain", "fc", path("run"), "--ahead", "3", "--window", "30",
                                      "--json", "-o", path("match.csv")});
        QVERIFY2(compared.exitCode == 0, qPrintable(compared.err));
        const Json match = parsed(compared.out);
        // 50 rows of the test part: 4 are given and 2 come before the third one ahead.
        QCOMPARE(match.at("rows").get<int>(), 44);
        QCOMPARE(match.at("pieces").get<int>(), 1);
        QCOMPARE(match.at("ahead").at("least").get<int>(), 3);
        QCOMPARE(match.at("ahead").at("longest").get<int>(), 6);
        const Json& fc = match.at("connectivity");
        QVERIFY(std::abs(fc.at("correlation").get<double>()) <= 1.0);
        QVERIFY(fc.at("persistence").get<double>() > 0.9);
        QCOMPARE(match.at("fcd").at("window_rows").get<int>(), 15);
        QVERIFY(readFile(m_folder / "match.csv").starts_with("a,b,truth,model\nV1,M1,0.9"));
        const auto text = runNie({"brain", "fc", path("run")});
        QVERIFY2(text.out.contains("test part, 1 to 6 frames ahead"), qPrintable(text.out));
        for (const auto& [arguments, named] :
             {std::pair(QStringList{"run", "--ahead", "9"}, "1 to 6"),
              std::pair(QStringList{"rest.h5", "--ahead", "2"}, "the folder of a run")}) {
            QStringList all{"brain", "fc", path(arguments.front().toStdString())};
            const auto refused = runNie(all + arguments.mid(1));
            QCOMPARE(refused.exitCode, 2);
            QVERIFY2(refused.err.contains(named), qPrintable(refused.err));
        }
    }

private Q_SLOTS:
    void tableBecomesASetThatTrainsAndGivesItsConnectivity()
    {
        writeTable("rest.tsv", 300);
        const auto made =
            runNie({"brain", "import", path("rest.tsv"), "--tr", "2", "--context", "4", "--horizon",
                    "6", "--clean", "detrend=linear", "--json", "-o", path("rest.h5")});
        QVERIFY2(made.exitCode == 0, qPrintable(made.err));
        const Json facts = parsed(made.out);
        QVERIFY((facts.at("regions") == Json{"V1", "M1", "A1"}));
        QCOMPARE(facts.at("tr").at("source").get<std::string>(), std::string("user"));
        // 60 % of 300 rows and 10 of a window: 171 starts; then 10 rows of gap at each cut.
        QCOMPARE(facts.at("windows").at("training").get<int>(), 171);
        QCOMPARE(facts.at("windows").at("validation").get<int>(), 41);
        QCOMPARE(facts.at("windows").at("test").get<int>(), 41);
        const Json info = parsed(runNie({"info", path("rest.h5"), "--json"}).out);
        QCOMPARE(info.at("given_points").get<int>(), 4);
        QCOMPARE(info.at("times")[1].get<double>(), 18.0);
        const auto trained =
            runNie({"train", "brain", "--dataset", path("rest.h5"), "--steps", "2", "--set",
                    "model.width=8", "--no-figures", "--quiet", "-o", path("run")});
        QVERIFY2(trained.exitCode == 0, qPrintable(trained.err));
        const auto fc = runNie({"brain", "fc", path("rest.h5"), "--json", "-o", path("fc.csv")});
        QVERIFY2(fc.exitCode == 0, qPrintable(fc.err));
        const Json connectivity = parsed(fc.out);
        QCOMPARE(connectivity.at("rows").get<int>(), 280);
        QCOMPARE(connectivity.at("strongest")[0][0].get<std::string>(), std::string("V1"));
        QCOMPARE(connectivity.at("strongest")[0][1].get<std::string>(), std::string("M1"));
        QVERIFY(connectivity.at("strongest")[0][2].get<double>() > 0.99);
        QVERIFY(connectivity.at("fcd").at("windows").get<int>() > 10);
        QVERIFY(readFile(m_folder / "fc.csv").starts_with("region,V1,M1,A1\nV1,1,0.99"));
        whatTheRunPredictsIsComparedWithTheTruth();
    }

    void imageIsAveragedOverTheRegionsOfItsAtlas()
    {
        writeImages();
        const auto made = runNie({"brain", "import", path("bold.nii"), "--atlas", path("atlas.nii"),
                                  "--horizon", "4", "--json", "-o", path("bold.h5")});
        QVERIFY2(made.exitCode == 0, qPrintable(made.err));
        const Json facts = parsed(made.out);
        QVERIFY((facts.at("regions") == Json{"Pole", "Gyrus"}));
        QCOMPARE(facts.at("tr").at("seconds").get<double>(), 2.0);
        QVERIFY(facts.at("warnings").dump().find("label 12 (Nowhere)") != std::string::npos);
    }

    void cleaningStepsReachTheDataSetFromTheShell()
    {
        writeTable("steps.tsv", 300);
        const auto made =
            runNie({"brain", "import", path("steps.tsv"), "--tr", "2", "--clean", "censor=100-102",
                    "--clean", "filter=cosine", "--clean", "high_pass=0.01", "--clean",
                    "downsample=2", "--horizon", "4", "--json", "-o", path("steps.h5")});
        QVERIFY2(made.exitCode == 0, qPrintable(made.err));
        const std::string steps = parsed(made.out).at("steps").dump();
        for (const char* step : {"3 censored volumes bridged", "12 cosines below 0.01 Hz",
                                 "3 censored volumes removed", "means of 2 volumes"})
            QVERIFY2(steps.find(step) != std::string::npos, steps.c_str());
        const Json info = parsed(runNie({"info", path("steps.h5"), "--json"}).out);
        QCOMPARE(info.at("times")[1].get<double>(), 16.0);  // 4 rows of 4 s after the first
    }

    void bidsFolderIsListed()
    {
        const auto folder = m_folder / "study/sub-01/func";
        std::filesystem::create_directories(folder);
        std::ofstream(folder / "sub-01_task-rest_bold.nii.gz") << "x";
        std::ofstream(m_folder / "study/task-rest_bold.json") << R"({"RepetitionTime": 0.8})";
        const auto listed = runNie({"brain", "list", path("study"), "--json"});
        QVERIFY2(listed.exitCode == 0, qPrintable(listed.err));
        const Json run = parsed(listed.out).at("runs")[0];
        QCOMPARE(run.at("tr").get<double>(), 0.8);
        QCOMPARE(run.at("task").get<std::string>(), std::string("rest"));
        QVERIFY(
            runNie({"brain", "list", path("study")}).out.contains("0.8 s (task-rest_bold.json)"));
        QCOMPARE(runNie({"brain", "list", path("nowhere")}).exitCode, 2);
    }

    void attentionBetweenRegionsIsAGraphBesideTheConnectivity()
    {
        writeTable("regions.tsv", 200);
        const auto made = runNie({"brain", "import", path("regions.tsv"), "--tr", "2", "--horizon",
                                  "3", "--set", "layout=field", "-o", path("regions.h5")});
        QVERIFY2(made.exitCode == 0, qPrintable(made.err));
        const auto trained = runNie({"train", "brain", "--dataset", path("regions.h5"), "--model",
                                     "anie_field", "--set", "model.patch=1", "--steps", "2",
                                     "--no-figures", "--quiet", "-o", path("regions-run")});
        QVERIFY2(trained.exitCode == 0, qPrintable(trained.err));
        const auto drawn = runNie({"brain", "graph", path("regions-run"), "--percent", "50",
                                   "--samples", "2", "--json", "-o", path("edges.csv")});
        QVERIFY2(drawn.exitCode == 0, qPrintable(drawn.err));
        const Json graph = parsed(drawn.out);
        QCOMPARE(graph.at("regions").get<int>(), 3);
        QCOMPARE(graph.at("edges").get<int>(), 3);
        QVERIFY(std::abs(graph.at("correlation").get<double>()) <= 1.0);
        QVERIFY(readFile(m_folder / "edges.csv").starts_with("from,to,weight,connectivity\n"));
        const auto refused = runNie({"brain", "graph", path("run")});
        QVERIFY2(refused.exitCode == 2 && refused.err.contains("layout=field"),
                 qPrintable(refused.err));
    }

    void severalRunsAreKeptApart()
    {
        for (int run = 0; run < 5; ++run)
            writeTable("run" + std::to_string(run) + ".tsv", 40);
        QStringList arguments{"brain", "import"};
        for (int run = 0; run < 5; ++run)
            arguments << path("run" + std::to_string(run) + ".tsv");
        const auto made = runNie(arguments << "--horizon"
                                           << "9"
                                           << "--json"
                                           << "-o" << path("runs.h5"));
        QVERIFY2(made.exitCode == 0, qPrintable(made.err));
        const Json facts = parsed(made.out);
        QCOMPARE(facts.at("windows").at("training").get<int>(), 3 * 31);
        QCOMPARE(facts.at("windows").at("validation").get<int>(), 31);
        QVERIFY(facts.at("tr").at("seconds").is_null());
        const Json fc = parsed(runNie({"brain", "fc", path("runs.h5"), "--json"}).out);
        QCOMPARE(fc.at("rows").get<int>(), 200);
        QCOMPARE(fc.at("pieces").get<int>(), 5);
    }

    void whatIsMissingOrWrongIsNamedAndLeavesNoFile_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("named");
        QTest::newRow("no TR for a filter")
            << QStringList{"--clean", "high_pass=0.01"} << "--tr SECONDS";
        QTest::newRow("unknown step") << QStringList{"--clean", "detrnd=linear"} << "detrnd";
        QTest::newRow("bad choice") << QStringList{"--clean", "detrend=cubic"} << "quadratic";
        QTest::newRow("atlas for a table") << QStringList{"--atlas", "a.nii"} << "--atlas";
        QTest::newRow("no window") << QStringList{"--horizon", "90"} << "no window fits";
        QTest::newRow("bad TR") << QStringList{"--tr", "-2"} << "--tr";
        QTest::newRow("runs") << QStringList{"--run-length", "7"} << "--run-length";
        QTest::newRow("kind of file") << QStringList{"-o", "set.csv"} << ".h5 or .hdf5";
    }
    void whatIsMissingOrWrongIsNamedAndLeavesNoFile()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, named);
        writeTable("few.tsv", 60);
        QStringList all{"brain", "import", path("few.tsv")};
        if (!arguments.contains("-o"))
            arguments << "-o" << path("bad.h5");
        const auto result = runNie(all + arguments, path("."));
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.err.contains(named), qPrintable(result.err));
        QVERIFY(!std::filesystem::exists(m_folder / "bad.h5"));
    }
};

NIE_TEST_WITH(QCoreApplication, BrainTest);

}  // namespace nie::brain_test

#include "brain_test.moc"
