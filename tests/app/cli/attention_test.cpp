#include "core/base/files.h"
#include "core/config/json.h"
#include "core/config/run_config.h"
#include "core/io/npz.h"
#include "tests/app/cli/nie_process.h"
#include "tests/support/python.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>
#include <QtEndian>

#include <cmath>
#include <numeric>

/// `nie attention` on small runs of curves and of fields.
namespace nie::attention_test {

namespace fs = std::filesystem;
using test::runNie;

namespace {

Json parsed(const QString& text)
{
    return parseJson(text.toStdString(), "output");
}

/// 8 times of 8 x 8 cells would take a minute; 3 times of 4 x 4 cells take a second.
QStringList smallFields(const QString& folder)
{
    return {"train",        "navier_stokes",     "--steps", "2",
            "--set",        "dataset.samples=8", "--set",   "dataset.resolution=16",
            "--set",        "dataset.frames=3",  "--set",   "dataset.duration=2",
            "--set",        "model.width=8",     "--set",   "model.heads=2",
            "--set",        "model.hidden=8",    "--set",   "model.attention=softmax",
            "--no-figures", "--quiet",           "-o",      folder};
}

}  // namespace

class AttentionTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;

    QString path(const char* name) const
    {
        return QString::fromStdString((m_folder / name).string());
    }

    static void checkDone(const test::NieResult& result)
    {
        QVERIFY2(result.exitCode == 0, qPrintable(result.err));
    }

    std::vector<std::string> entries() const
    {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(m_folder.path()))
            names.push_back(entry.path().filename().string());
        std::sort(names.begin(), names.end());
        return names;
    }

private Q_SLOTS:
    void initTestCase()
    {
        checkDone(runNie(test::smallTraining(path("curves")) << "--steps"
                                                             << "10"
                                                             << "--quiet"
                                                             << "--set"
                                                             << "model.attention=softmax"
                                                             << "--set"
                                                             << "model.limits=volterra"));
        checkDone(runNie(test::smallTraining(path("galerkin")) << "--steps"
                                                               << "2"
                                                               << "--quiet"));
        checkDone(runNie(smallFields(path("fields"))));
        checkDone(runNie({"train", "spirals", "--model", "nie", "--steps", "1", "--set",
                          "dataset.curves=30", "--no-figures", "--quiet", "-o", path("kernel")}));
    }

    void tableOfAllHeadsIsPrinted()
    {
        const auto result = runNie({"attention", path("curves")});
        checkDone(result);
        QVERIFY2(result.out.contains("anie: softmax attention, volterra limits, layers 1, heads 4"),
                 qPrintable(result.out));
        for (const char* row : {"  0.0 ", "  0.3 ", "  uniform ", "weight outside the limits: 0\n"})
            QVERIFY2(result.out.contains(row), row);
        QVERIFY(runNie({"attention", path("galerkin")})
                    .out.contains("no entropy: the kernel of galerkin attention is signed"));
    }

    void numbersOfAllHeadsAreJson()
    {
        const auto result = runNie({"attention", path("curves"), "--json"});
        checkDone(result);
        const Json json = parsed(result.out);
        QCOMPARE(json.at("tokens").at("count").get<int>(), 100);
        QCOMPARE(json.at("iteration").get<int>(), json.at("iterations").get<int>());
        const Json& heads = json.at("statistics").at("heads");
        QCOMPARE(heads.size(), std::size_t(4));
        for (const Json& head : heads) {
            const double entropy = head.at("entropy").get<double>();
            QVERIFY(std::abs(head.at("effective_count").get<double>() - std::exp(entropy)) < 1e-9);
            QVERIFY(head.at("mean_lag").get<double>() > 0.0);
            QVERIFY(head.at("mean_distance").is_null());
            QCOMPARE(head.at("mass_outside_limits").get<double>(), 0.0);
            for (const Json& sum : head.at("row_sum"))
                QVERIFY(std::abs(sum.get<double>() - 1.0) < 1e-9);
        }
        const Json signedKernel = parsed(runNie({"attention", path("galerkin"), "--json"}).out);
        QVERIFY(signedKernel.at("statistics").at("heads").at(0).at("entropy").is_null());
        QVERIFY(signedKernel.at("statistics").contains("entropy_absent_because"));
        QCOMPARE(runNie({"attention", path("curves"), "--json"}).out, result.out);
    }

    void mapInAnArchiveHasRowsThatSumToOne()
    {
        for (const char* run : {"curves", "fields"}) {
            checkDone(runNie({"attention", path(run), "--head", "1", "-o", path("map.npz")}));
            const NpzReader archive(m_folder / "map.npz");
            const auto map = archive.read("map");
            const auto count = std::string(run) == "curves" ? 100 : 3 * 4 * 4;
            QCOMPARE(map.shape, (std::vector<std::int64_t>{count, count}));
            for (auto row = map.values.begin(); row != map.values.end(); row += count)
                QVERIFY(std::abs(std::accumulate(row, row + count, 0.0) - 1.0) < 1e-6);
            QCOMPARE(archive.read("token_times").values.size(), std::size_t(count));
            QCOMPARE(archive.read("token_places").shape.at(1), std::int64_t(count == 100 ? 0 : 2));
            const auto weights = archive.read("weights").values;
            QVERIFY(std::abs(std::accumulate(weights.begin(), weights.end(), 0.0) - 1.0) < 1e-12);
        }
    }

    void numpyFindsTheSameStatisticsInTheArchive()
    {
        if (!test::pythonHas("numpy"))
            QSKIP("needs Python with NumPy");
        checkDone(runNie(
            {"attention", path("fields"), "--layer", "1", "--head", "all", "-o", path("all.npz")}));
        const auto numbers = test::runPython(
            "import json, numpy as np, sys\n"
            "f = np.load(sys.argv[1])\n"
            "p, t, x = f['map'].astype(float), f['token_times'], f['token_places']\n"
            "m = json.loads(str(f['metadata']))\n"
            "d = np.abs(x[:, None] - x[None]) / [a['length'] for a in m['tokens']['space']]\n"
            "d = np.sqrt((np.minimum(d, 1 - d) ** 2).sum(-1))\n"
            "h = -(p * np.log(np.where(p > 0, p, 1))).sum(-1).mean(-1)\n"
            "print(json.dumps({'entropy': h.tolist(), 'distance': (p * "
            "d).sum(-1).mean(-1).tolist(),\n"
            "  'lag': (p * (t[:, None] - t[None])).sum(-1).mean(-1).tolist(), 'layer': "
            "m['layer']}))\n",
            {path("all.npz")});
        QVERIFY2(numbers.exitCode == 0, qPrintable(numbers.err));
        const Json found = parsed(numbers.out);
        QCOMPARE(found.at("layer").get<int>(), 1);
        const Json json = parsed(runNie({"attention", path("fields"), "--json"}).out);
        for (std::size_t h = 0; h < 2; ++h) {
            const Json& head = json.at("statistics").at("heads").at(2 + h);
            const auto near = [&](const char* there, const char* here) {
                return std::abs(found.at(there).at(h).get<double>() - head.at(here).get<double>()) <
                       1e-6;
            };
            QVERIFY(near("entropy", "entropy"));
            QVERIFY(near("distance", "mean_distance"));
            QVERIFY(near("lag", "mean_lag"));
        }
    }

    void queryIsTheNearestToken()
    {
        const auto result =
            runNie({"attention", path("fields"), "--query", "0.4,0.9,1.1", "--json"});
        checkDone(result);
        const Json query = parsed(result.out).at("query");
        // Cells of 4 of 16 points: centres at 1.5/16 + k/4; times 0, 1, 2.
        QCOMPARE(query.at("nearest").at("x").get<double>(), 1.5 / 16 + 0.25);
        QCOMPARE(query.at("nearest").at("y").get<double>(), 1.5 / 16 + 0.75);
        QCOMPARE(query.at("nearest").at("t").get<double>(), 1.0);
        const auto token = query.at("nearest").at("token").get<std::int64_t>();
        QCOMPARE(token, std::int64_t(16 + 4 + 3));
        const auto row = query.at("rows").at(0).at("values").get<std::vector<double>>();
        checkDone(runNie({"attention", path("fields"), "-o", path("map.npz")}));
        const auto map = NpzReader(m_folder / "map.npz").read("map").values;
        for (std::size_t j = 0; j < 48; ++j)
            QVERIFY(std::abs(row[j] - map[static_cast<std::size_t>(token) * 48 + j]) < 1e-7);
        const auto text = runNie({"attention", path("fields"), "--query", "0.4,0.9,1.1"}).out;
        QVERIFY2(text.contains("query: token 23, t = 1, x = 0.34375, y = 0.84375"),
                 qPrintable(text));
        QVERIFY(text.contains("strongest of 48 tokens"));
    }

    void reverseIsTheColumnOfTheWholeMap()
    {
        const QStringList query{"attention", path("fields"), "--query", "0.4,0.9,1.1"};
        const Json json = parsed(runNie(query + QStringList{"--reverse", "--json"}).out);
        const Json& column = json.at("query").at("columns").at(0);
        QVERIFY(!column.contains("row_scale"));
        const auto values = column.at("values").get<std::vector<double>>();
        checkDone(runNie({"attention", path("fields"), "-o", path("map.npz")}));
        const auto map = NpzReader(m_folder / "map.npz").read("map").values;
        QCOMPARE(values.size(), std::size_t(48));
        for (std::size_t i = 0; i < 48; ++i)
            QVERIFY(std::abs(values[i] - map[48 * i + 23]) < 1e-7);
        checkDone(runNie(query + QStringList{"--reverse", "-o", path("column.npz")}));
        QCOMPARE(NpzReader(m_folder / "column.npz").read("map").shape,
                 (std::vector<std::int64_t>{48, 1}));
        const auto text = runNie(query + QStringList{"--reverse"}).out;
        QVERIFY2(text.contains("strongest of 48 tokens attending to t = 1"), qPrintable(text));
    }

    void partsAreMapsBetweenTimesAndBetweenCells()
    {
        for (const auto& [part, count] : {std::pair("times", 3), std::pair("cells", 16)}) {
            checkDone(runNie({"attention", path("fields"), "--head", "all", "--part", part, "-o",
                              path("part.npz")}));
            const auto map = NpzReader(m_folder / "part.npz").read("map");
            QCOMPARE(map.shape, (std::vector<std::int64_t>{2, count, count}));
            for (auto row = map.values.begin(); row != map.values.end(); row += count)
                QVERIFY(std::abs(std::accumulate(row, row + count, 0.0) - 1.0) < 1e-6);
        }
    }

    void iterationsDifferAndTheLastIsTheSolution()
    {
        const auto rowAt = [&](const QString& iteration) {
            const Json json = parsed(runNie({"attention", path("curves"), "--query", "0.5",
                                             "--iteration", iteration, "--json"})
                                         .out);
            return json.at("query").at("rows").at(0).at("values").get<std::vector<double>>();
        };
        const Json json = parsed(runNie({"attention", path("curves"), "--json"}).out);
        QVERIFY(rowAt("0") != rowAt("last"));
        QVERIFY(rowAt(QString::number(json.at("iterations").get<int>())) == rowAt("last"));
    }

    void tableInAFileHasALineForEveryPair()
    {
        checkDone(runNie({"attention", path("curves"), "-o", path("map.csv")}));
        const QString text = QString::fromStdString(readFile(m_folder / "map.csv"));
        const QStringList lines = text.split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2 + 100 * 100);
        QCOMPARE(lines[1], "head,token,t,attended_token,attended_t,quadrature_weight,value");
        checkDone(runNie({"attention", path("fields"), "--query", "0,0,2", "--head", "all", "-o",
                          path("row.csv")}));
        const QString row = QString::fromStdString(readFile(m_folder / "row.csv"));
        QCOMPARE(row.count('\n'), 2 + 2 * 48);
        QVERIFY(
            row.contains("\nhead,token,t,x,y,attended_token,attended_t,attended_x,attended_y,"));
    }

    void figuresAreDrawnOrRefused()
    {
        const QList<QStringList> figures{
            {path("curves")},
            {path("curves"), "--query", "0.5"},
            {path("fields"), "--head", "all"},
            {path("fields"), "--query", "0.4,0.9,1.1"},
            {path("fields"), "--head", "all", "--query", "0.4,0.9,1.1", "--at", "1"},
            {path("fields"), "--part", "times"},
            {path("curves"), "--query", "0.5", "--reverse"}};
        for (const QStringList& figure : figures) {
            fs::remove(m_folder / "figure.png");
            const auto result =
                runNie(QStringList{"attention"} + figure + QStringList{"-o", path("figure.png")});
            if (result.err.contains("built without figures")) {
                QCOMPARE(result.exitCode, 2);
                QVERIFY(!fs::exists(m_folder / "figure.png"));
                continue;
            }
            checkDone(result);
            const std::string png = readFile(m_folder / "figure.png");
            QVERIFY(png.starts_with("\x89PNG"));
            // Width and height of the header, at 300 dots per inch.
            QVERIFY(qFromBigEndian<quint32>(png.data() + 16) > 900);
            QVERIFY(qFromBigEndian<quint32>(png.data() + 20) > 600);
        }
    }

    void errorWithoutEachHeadIsTold()
    {
        const auto result =
            runNie({"attention", path("curves"), "--ablate", "--split", "validation", "--json"});
        checkDone(result);
        const Json study = parsed(result.out).at("ablation");
        QCOMPARE(study.at("split").get<std::string>(), std::string("validation"));
        QCOMPARE(study.at("heads").size(), std::size_t(4));
        const Json evaluation =
            parsed(runNie({"evaluate", path("curves"), "--split", "validation", "--json"}).out);
        QCOMPARE(study.at("whole").dump(), evaluation.at("validation").dump());
        for (const Json& head : study.at("heads"))
            QVERIFY(head.at("mse") != study.at("whole").at("mse"));
        const auto text = runNie({"attention", path("curves"), "--ablate"}).out;
        for (const char* row :
             {"  all heads ", "  without 0.3 ", "  without any ", "change of MSE"})
            QVERIFY2(text.contains(row), qPrintable(text));
        QVERIFY(!text.contains("entropy"));
    }

    void evaluationIsTheSameBeforeAndAfter()
    {
        const QStringList evaluate{"evaluate", path("fields"), "--json"};
        const auto before = runNie(evaluate).out;
        checkDone(runNie(
            {"attention", path("fields"), "--statistics", "--ablate", "-o", path("map.npz")}));
        QCOMPARE(runNie(evaluate).out, before);
    }

    void badValuesAreRefusedAndNothingIsWritten_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const char* arguments, const char* message) {
            QTest::newRow(name) << QString(arguments) << QString(message);
        };
        row("layer", "curves --layer 7 -o out.npz",
            "layer: there is no such layer (found 7; allowed: 0 to 0)");
        row("layer of the table", "curves --layer 7", "layer: there is no such layer (found 7");
        row("head", "curves --head 4 -o out.npz",
            "head: there is no such head (found 4; allowed: 0 to 3)");
        row("no head", "curves --head first",
            "--head: not the number of a head (found 'first'; allowed: 0 to 3, or all)");
        row("sample", "curves --sample 1000",
            "sample: there is no such sample (found 1000; allowed: 0 to 5)");
        row("negative sample", "curves --sample -1",
            "sample: there is no such sample (found -1; allowed: 0 to 5)");
        row("iteration", "curves --iteration 99", "no such iterate (found 99; allowed: 0 to ");
        row("no iteration", "curves --iteration first",
            "--iteration: not the number of an iterate (found 'first'; allowed: 0, 1, ... or "
            "last)");
        row("suffix", "curves -o out.docx",
            "out.docx: unknown kind of file (found '.docx'; allowed: .npz, .csv, .png, .pdf or "
            ".svg)");
        row("folder", "curves -o none/out.npz", "none: no such folder");
        row("outside", "curves --query 99",
            "--query: outside the domain (found t = 99; allowed: t from 0 to 1)");
        row("outside in space", "fields --query 1.5,0,1",
            "--query: outside the domain (found x = 1.5; allowed: x from 0 to 1)");
        row("coordinates", "fields --query 0.5",
            "--query: wrong number of coordinates (found 1; allowed: 3: x,y,t)");
        row("reverse of nothing", "curves --reverse",
            "--reverse: needs a token that is attended to (allowed: with --query)");
        row("part", "fields --part rows -o out.npz",
            "--part: unknown part (found 'rows'; allowed: tokens, times or cells)");
        row("part of a row", "fields --part times --query 0,0,1 -o out.npz",
            "--part: needs a whole map that is written (found 'times'");
        row("table of a part", "fields --part times -o out.csv",
            "a table is of pairs of tokens (found a part; allowed: a .npz file)");
        row("merging", "fields --merge sum -o out.png",
            "--merge: unknown way to merge tokens (found 'sum'; allowed: mean or greatest)");
        row("no numbers", "fields --query 0.5,,1", "--query: not a number (found ''");
        row("without attention", "kernel -o out.npz",
            "spirals: this run has no attention that could be looked into (found nie; allowed: a "
            "run of anie");
        row("no run", "nowhere", "nowhere: no such run folder");
        row("checkpoint", "curves --checkpoint step-9", "step-9: no such checkpoint");
    }
    void badValuesAreRefusedAndNothingIsWritten()
    {
        QFETCH(QString, arguments);
        QFETCH(QString, message);
        const auto before = entries();
        const auto result = runNie(QStringList{"attention"} + arguments.split(' '),
                                   QString::fromStdString(m_folder.path().string()));
        QVERIFY2(result.err.contains(message), qPrintable(result.err));
        QCOMPARE(result.exitCode, 2);
        QVERIFY(result.out.isEmpty());
        QCOMPARE(entries(), before);
    }
};

NIE_TEST(AttentionTest);

}  // namespace nie::attention_test

#include "attention_test.moc"
