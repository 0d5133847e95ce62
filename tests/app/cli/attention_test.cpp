#include "core/base/files.h"
#include "core/config/json.h"
#include "core/config/run_config.h"
#include "core/io/npz.h"
#include "tests/app/cli/nie_call.h"
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
using test::callNie;
using test::runNie;

namespace {

Json parsed(const QString& text)
{
    return parseJson(text.toStdString(), "output");
}

/// The numbers of all heads from archives of whole maps, a layer each, by their definitions.
const char* const kNumbersInNumPy = R"(
import json, numpy as np, sys
files = [np.load(name) for name in sys.argv[1:]]
facts = json.loads(str(files[0]['metadata']))
assert all(f['map'].dtype == np.float32 and f['map'].flags.c_contiguous for f in files)
a = np.concatenate([f['map'].astype(float) for f in files])      # [head, row, token]
t, x, w = (files[0][name] for name in ('token_times', 'token_places', 'weights'))
lag = t[:, None] - t[None]
inside = lag >= 0 if facts['limits'] == 'volterra' else np.ones_like(lag, dtype=bool)
mass = np.abs(a)
filled = mass.sum(-1) > 0
mean = lambda rows: [float(r[f].mean()) for r, f in zip(rows, filled)]
share = mass / np.where(filled, mass.sum(-1), 1)[..., None]
d = np.zeros_like(lag)
for k, axis in enumerate(facts['tokens']['space']):
    apart = np.abs(x[:, None, k] - x[None, :, k]) / axis['length']
    d = np.hypot(d, np.minimum(apart, 1 - apart) if axis['periodic'] else apart)
near = (d <= 0.1 + 1e-9) & (np.abs(lag) <= (0.1 + 1e-9) * (t[-1] - t[0]))
numbers = {'mean_lag': mean((share * lag).sum(-1)),
           'mean_time_distance': mean((share * np.abs(lag)).sum(-1)),
           'locality_share': mean((share * near).sum(-1)),
           'mass_outside_limits': (mass * ~inside).sum((1, 2)).tolist(),
           'row_sum': [[s.min(), s.mean(), s.max()] for s in a.sum(-1)]}
if x.shape[1]:
    numbers['mean_distance'] = mean((share * d).sum(-1))
if facts['distributions']:
    numbers['entropy'] = mean(-(a * np.log(np.where(a > 0, a, 1))).sum(-1))
    numbers['effective_count'] = np.exp(numbers['entropy']).tolist()
    even = np.where(inside, w[None], 0)
    if facts['limits'] == 'volterra':          # the trapezoid rule up to each time
        steps = np.diff(t)
        for i in range(len(t)):
            even[i] = 0
            even[i, :i] += steps[:i] / 2
            even[i, 1:i + 1] += steps[:i] / 2
        even[0, 0] = 1
    a = a - even / even.sum(-1, keepdims=True)
flat = a.reshape(len(a), -1)
norm = np.linalg.norm(flat, axis=1)
print(json.dumps({'heads': [{key: list[h] for key, list in numbers.items()} for h in range(len(a))],
                  'cosines': (flat @ flat.T / np.outer(norm, norm)).tolist()}))
)";

/// Every number of `found` is in `own`, to 1e-6 of its size where that is above 1.
void checkSame(const Json& own, const Json& found, const std::string& where)
{
    if (!found.is_structured()) {
        const double there = found.get<double>(), here = own.get<double>();
        const double room = 1e-6 * std::max(1.0, std::abs(there));
        QVERIFY2(std::abs(there - here) <= room,
                 qPrintable(QString("%1: %2 and %3").arg(where.c_str()).arg(here).arg(there)));
        return;
    }
    for (const auto& [key, value] : found.items()) {
        const Json& same = own.is_array() ? own.at(std::stoul(key)) : own.at(key);
        checkSame(same, value, where + "." + key);
    }
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
        QVERIFY(callNie({"attention", path("galerkin")})
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
        const Json signedKernel = parsed(callNie({"attention", path("galerkin"), "--json"}).out);
        QVERIFY(signedKernel.at("statistics").at("heads").at(0).at("entropy").is_null());
        QVERIFY(signedKernel.at("statistics").contains("entropy_absent_because"));
        QCOMPARE(runNie({"attention", path("curves"), "--json"}).out, result.out);
    }

    void mapInAnArchiveHasRowsThatSumToOne()
    {
        for (const char* run : {"curves", "fields"}) {
            checkDone(callNie({"attention", path(run), "--head", "1", "-o", path("map.npz")}));
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

    void numpyFindsTheSameNumbersInTheArchive_data()
    {
        QTest::addColumn<QString>("run");
        QTest::addColumn<int>("layers");
        QTest::addColumn<int>("heads");
        QTest::newRow("softmax, volterra, curves") << "curves" << 1 << 4;
        QTest::newRow("softmax, fields") << "fields" << 2 << 2;
        QTest::newRow("galerkin, signed") << "galerkin" << 1 << 4;
    }

    void numpyFindsTheSameNumbersInTheArchive()
    {
        QFETCH(QString, run);
        QFETCH(int, layers);
        QFETCH(int, heads);
        if (!test::pythonHas("numpy"))
            QSKIP("needs Python with NumPy");
        QStringList files;
        for (int layer = 0; layer < layers; ++layer) {
            files << path("layer") + QString::number(layer) + ".npz";
            checkDone(callNie({"attention", path(qPrintable(run)), "--layer",
                               QString::number(layer), "--head", "all", "-o", files.back()}));
        }
        const auto numbers = test::runPython(kNumbersInNumPy, files);
        QVERIFY2(numbers.exitCode == 0, qPrintable(numbers.err));
        const Json found = parsed(numbers.out);
        const Json own = parsed(
            callNie({"attention", path(qPrintable(run)), "--statistics", "--similarity", "--json"})
                .out);
        QCOMPARE(found.at("heads").size(), static_cast<std::size_t>(layers * heads));
        checkSame(own.at("statistics").at("heads"), found.at("heads"), "heads");
        checkSame(own.at("similarity").at("cosines"), found.at("cosines"), "cosines");
    }

    void similarityIsPrintedForEveryPair()
    {
        const auto result = callNie({"attention", path("fields"), "--similarity"});
        checkDone(result);
        QVERIFY2(result.out.contains("similarity     0.0     0.1     1.0     1.1\n"),
                 qPrintable(result.out));
        QVERIFY(result.out.contains("\n  0.0          1.000 "));
        QVERIFY(!result.out.contains("entropy"));
    }

    void correlationWithTheTrueKernelIsThatOfWhatIsDrawn()
    {
        const QStringList figure{"figure", path("kernel"), "--view",
                                 "kernel", "-o",           path("kernel.npz")};
        const auto text = runNie(figure);
        checkDone(text);
        const Json kernel = parsed(runNie(figure + QStringList{"--json"}).out).at("kernel");
        const double correlation = kernel.at("correlation").get<double>();
        QVERIFY(std::abs(correlation) <= 1.0);
        QVERIFY2(text.out.contains(QString("correlation %1").arg(correlation, 0, 'f', 3)),
                 qPrintable(text.out));
        QCOMPARE(kernel.at("entries").size(), std::size_t(4));
        if (!test::pythonHas("numpy"))
            QSKIP("needs Python with NumPy");
        // Strengths, then the entries, learned above true; NaN where a kernel cannot be told.
        const auto entries = test::runPython(
            "import json, numpy as np, sys\n"
            "f = np.load(sys.argv[1])\n"
            "pairs = [(f[f'panel{k}_image'], f[f'panel{k + 5}_image']) for k in (2, 3, 4, 5)]\n"
            "told = [np.isfinite(a) & np.isfinite(b) for a, b in pairs]\n"
            "r = [np.corrcoef(a[t], b[t])[0, 1] for (a, b), t in zip(pairs, told)]\n"
            "print(json.dumps(dict(zip(('K11', 'K12', 'K21', 'K22'), r))))\n",
            {path("kernel.npz")});
        QVERIFY2(entries.exitCode == 0, qPrintable(entries.err));
        checkSame(kernel.at("entries"), parsed(entries.out), "entries");
    }

    void queryIsTheNearestToken()
    {
        const auto result =
            callNie({"attention", path("fields"), "--query", "0.4,0.9,1.1", "--json"});
        checkDone(result);
        const Json query = parsed(result.out).at("query");
        // Cells of 4 of 16 points: centres at 1.5/16 + k/4; times 0, 1, 2.
        QCOMPARE(query.at("nearest").at("x").get<double>(), 1.5 / 16 + 0.25);
        QCOMPARE(query.at("nearest").at("y").get<double>(), 1.5 / 16 + 0.75);
        QCOMPARE(query.at("nearest").at("t").get<double>(), 1.0);
        const auto token = query.at("nearest").at("token").get<std::int64_t>();
        QCOMPARE(token, std::int64_t(16 + 4 + 3));
        const auto row = query.at("rows").at(0).at("values").get<std::vector<double>>();
        checkDone(callNie({"attention", path("fields"), "-o", path("map.npz")}));
        const auto map = NpzReader(m_folder / "map.npz").read("map").values;
        for (std::size_t j = 0; j < 48; ++j)
            QVERIFY(std::abs(row[j] - map[static_cast<std::size_t>(token) * 48 + j]) < 1e-7);
        const auto text = callNie({"attention", path("fields"), "--query", "0.4,0.9,1.1"}).out;
        QVERIFY2(text.contains("query: token 23, t = 1, x = 0.34375, y = 0.84375"),
                 qPrintable(text));
        QVERIFY(text.contains("strongest of 48 tokens"));
    }

    void reverseIsTheColumnOfTheWholeMap()
    {
        const QStringList query{"attention", path("fields"), "--query", "0.4,0.9,1.1"};
        const Json json = parsed(callNie(query + QStringList{"--reverse", "--json"}).out);
        const Json& column = json.at("query").at("columns").at(0);
        QVERIFY(!column.contains("row_scale"));
        const auto values = column.at("values").get<std::vector<double>>();
        checkDone(callNie({"attention", path("fields"), "-o", path("map.npz")}));
        const auto map = NpzReader(m_folder / "map.npz").read("map").values;
        QCOMPARE(values.size(), std::size_t(48));
        for (std::size_t i = 0; i < 48; ++i)
            QVERIFY(std::abs(values[i] - map[48 * i + 23]) < 1e-7);
        checkDone(callNie(query + QStringList{"--reverse", "-o", path("column.npz")}));
        QCOMPARE(NpzReader(m_folder / "column.npz").read("map").shape,
                 (std::vector<std::int64_t>{48, 1}));
        const auto text = callNie(query + QStringList{"--reverse"}).out;
        QVERIFY2(text.contains("strongest of 48 tokens attending to t = 1"), qPrintable(text));
    }

    void partsAreMapsBetweenTimesAndBetweenCells()
    {
        for (const auto& [part, count] : {std::pair("times", 3), std::pair("cells", 16)}) {
            checkDone(callNie({"attention", path("fields"), "--head", "all", "--part", part, "-o",
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
            const Json json = parsed(callNie({"attention", path("curves"), "--query", "0.5",
                                              "--iteration", iteration, "--json"})
                                         .out);
            return json.at("query").at("rows").at(0).at("values").get<std::vector<double>>();
        };
        const Json json = parsed(callNie({"attention", path("curves"), "--json"}).out);
        QVERIFY(rowAt("0") != rowAt("last"));
        QVERIFY(rowAt(QString::number(json.at("iterations").get<int>())) == rowAt("last"));
    }

    void tableInAFileHasALineForEveryPair()
    {
        checkDone(callNie({"attention", path("curves"), "-o", path("map.csv")}));
        const QString text = QString::fromStdString(readFile(m_folder / "map.csv"));
        const QStringList lines = text.split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2 + 100 * 100);
        QCOMPARE(lines[1], "head,token,t,attended_token,attended_t,quadrature_weight,value");
        checkDone(callNie({"attention", path("fields"), "--query", "0,0,2", "--head", "all", "-o",
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
            callNie({"attention", path("curves"), "--ablate", "--split", "validation", "--json"});
        checkDone(result);
        const Json study = parsed(result.out).at("ablation");
        QCOMPARE(study.at("split").get<std::string>(), std::string("validation"));
        QCOMPARE(study.at("heads").size(), std::size_t(4));
        const Json evaluation =
            parsed(callNie({"evaluate", path("curves"), "--split", "validation", "--json"}).out);
        QCOMPARE(study.at("whole").dump(), evaluation.at("validation").dump());
        for (const Json& head : study.at("heads"))
            QVERIFY(head.at("mse") != study.at("whole").at("mse"));
        const auto text = callNie({"attention", path("curves"), "--ablate"}).out;
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
        const auto result = callNie(QStringList{"attention"} + arguments.split(' '),
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
