#include "core/base/files.h"
#include "core/config/run_config.h"
#include "core/io/npz.h"
#include "tests/app/cli/nie_call.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

/// `nie figure` on small runs of every kind of model.
namespace nie::figure_test {

namespace fs = std::filesystem;
using test::callNie;
using test::runNie;

class FigureTest : public QObject {
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
    std::string content(const char* name) const { return readFile(m_folder / name); }
    test::NieResult draw(const char* run, const QString& arguments, const char* file) const
    {
        return runNie(QStringList{"figure", path(run)} + arguments.split(' ', Qt::SkipEmptyParts) +
                      QStringList{"-o", path(file)});
    }
    std::vector<std::string> entries() const
    {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(m_folder.path()))
            names.push_back(entry.path().filename().string());
        std::sort(names.begin(), names.end());
        return names;
    }
    static QStringList spirals(const QString& model, const QString& folder)
    {
        return {"train", "spirals",           "--model",      model,     "--steps", "3",
                "--set", "dataset.curves=30", "--no-figures", "--quiet", "-o",      folder};
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto results = test::runNieSideBySide(
            {test::smallTraining(path("anie")) +
                 QStringList{"--steps", "3", "--quiet", "--set", "model.attention=softmax"},
             spirals("nie", path("nie")),
             spirals("lstm", path("lstm")),
             {"train", "burgers", "--steps", "1", "--set", "dataset.samples=8", "--set",
              "dataset.resolution=64", "--set", "dataset.stored_resolution=16", "--set",
              "model.width=4", "--set", "model.modes=4", "--no-figures", "--quiet", "-o",
              path("field")}});
        for (const auto& result : results)
            checkDone(result);
    }

    void everyViewThatARunHasIsDrawn_data()
    {
        QTest::addColumn<QString>("run");
        QTest::addColumn<QString>("view");
        const auto row = [](const char* run, const char* view) {
            QTest::newRow(qPrintable(QString("%1 %2").arg(run, view))) << run << view;
        };
        for (const char* view :
             {"loss", "residual", "field", "curves", "phase", "error", "attention"})
            row("anie", view);
        for (const char* view : {"spacetime", "profile", "compare"})
            row("field", view);
        row("nie", "kernel");
        row("lstm", "loss");
    }
    void everyViewThatARunHasIsDrawn()
    {
        QFETCH(QString, run);
        QFETCH(QString, view);
        const auto result = draw(qPrintable(run), "--view " + view, "a.svg");
        if (result.err.contains("unknown kind of file"))
            QSKIP("this nie was built without figures");
        checkDone(result);
        const QString svg = QString::fromStdString(content("a.svg"));
        QVERIFY(svg.contains("<text "));
        QVERIFY(svg.contains("run: " + run));
        QVERIFY(!svg.contains(path("")));  // no path of this machine
    }

    void viewThatARunDoesNotHaveIsRefusedNamingThoseItHas_data()
    {
        QTest::addColumn<QString>("run");
        QTest::addColumn<QString>("view");
        QTest::addColumn<QString>("allowed");
        QTest::newRow("attention of an LSTM") << "lstm"
                                              << "attention"
                                              << "loss, ";
        QTest::newRow("kernel of an LSTM") << "lstm"
                                           << "kernel"
                                           << "phase";
        QTest::newRow("residual of an LSTM") << "lstm"
                                             << "residual"
                                             << "loss";
        QTest::newRow("space of curves") << "anie"
                                         << "spacetime"
                                         << "attention";
        QTest::newRow("kernel of attention") << "anie"
                                             << "kernel"
                                             << "attention";
    }
    void viewThatARunDoesNotHaveIsRefusedNamingThoseItHas()
    {
        QFETCH(QString, run);
        QFETCH(QString, view);
        QFETCH(QString, allowed);
        const auto before = entries();
        const auto result =
            callNie({"figure", path(qPrintable(run)), "--view", view, "-o", path("refused.npz")});
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.err.contains("--view") && result.err.contains("(found " + view) &&
                     result.err.section("allowed: ", 1).contains(allowed) &&
                     !result.err.section("allowed: ", 1).contains(view),
                 qPrintable(result.err));
        QCOMPARE(entries(), before);
    }

    void sizeIsThatOfThePresetAndTheWarningsAreTold()
    {
        const auto result = draw("anie", "--view loss --preset nature --json", "a.png");
        if (result.err.contains("unknown kind of file"))
            QSKIP("this nie was built without figures");
        checkDone(result);
        const Json json = parseJson(result.out.toStdString(), "output");
        QCOMPARE(json.at("width_mm").get<double>(), 89.0);
        QCOMPARE(json.at("pixels").at(0).get<int>(), 1051);
        QCOMPARE(json.at("preset").get<std::string>(), std::string("nature-single"));
        QCOMPARE(json.at("warnings").size(), std::size_t(0));
        QVERIFY2(result.err.isEmpty(), qPrintable(result.err));
        const auto bad = draw("anie", "--view loss --preset nature --width 100 --font 4", "b.svg");
        checkDone(bad);
        for (const char* words : {"100 mm wide", "letters of", "not svg"})
            QVERIFY2(bad.err.contains(words), qPrintable(bad.err));
    }

    void sameLineGivesTheSameBytes()
    {
        const QString line = "--view phase --sample 1 --width 3.5in";
        for (const char* name : {"a.npz", "a.csv", "a.svg", "a.pdf"}) {
            const auto result = draw("anie", line, name);
            if (result.err.contains("unknown kind of file"))
                continue;
            checkDone(result);
            const std::string first = content(name);
            checkDone(draw("anie", line, name));
            QVERIFY2(content(name) == first, name);
        }
    }

    void numbersAreThoseOfTheRun()
    {
        checkDone(draw("anie", "--view loss", "loss.npz"));
        const NpzReader archive(m_folder / "loss.npz");
        QCOMPARE(archive.read("panel1_series1").shape, (std::vector<std::int64_t>{3, 2}));
        const auto csv = draw("anie", "--view error --numbers csv", "error.npz");
        if (csv.err.contains("unknown kind of file"))
            QSKIP("this nie was built without figures");
        checkDone(csv);
        QVERIFY(content("error.csv").starts_with("# run: anie\n"));
    }

    void timeAndChannelAreChosen()
    {
        // The view that the file says it shows.
        const auto lookOf = [this](const QString& arguments) {
            const auto result = draw("anie", "--view phase " + arguments, "a.csv");
            if (result.exitCode != 0)
                return Json{{"error", result.err.toStdString()}};
            const QString line =
                QString::fromStdString(content("a.csv")).section("# view: ", 1).section('\n', 0, 0);
            return parseJson(line.toStdString(), "a.csv").at("look");
        };
        const Json last = lookOf({});
        if (last.contains("error"))
            QSKIP("this nie was built without figures");
        QCOMPARE(last.at("time").get<int>(), 99);  // of 100
        QCOMPARE(last.at("channel").get<int>(), 0);
        const Json chosen = lookOf("--time 0 --channel 1");
        QCOMPARE(chosen.at("time").get<int>(), 0);
        QCOMPARE(chosen.at("channel").get<int>(), 1);
        const Json given = lookOf("--look {\"other_channel\":0,\"time\":7} --channel 1");
        QCOMPARE(given.at("time").get<int>(), 7);
        QCOMPARE(given.at("other_channel").get<int>(), 0);
        const auto unknown = draw("anie", "--view curves --channel y9", "b.npz");
        QCOMPARE(unknown.exitCode, 2);
        QVERIFY2(unknown.err.contains("--channel: there is no such channel (found y9; allowed: 0"),
                 qPrintable(unknown.err));
    }

    void sheetHoldsSeveralViews()
    {
        const auto result =
            draw("anie",
                 "--sheet 2x2 --view loss --view phase --view error --view attention "
                 "--letters (A) --preset ieee-double",
                 "sheet.svg");
        if (result.err.contains("unknown kind of file"))
            QSKIP("this nie was built without figures");
        checkDone(result);
        const QString svg = QString::fromStdString(content("sheet.svg"));
        for (const char* letter : {">(a)<", ">(b)<", ">(c)<", ">(d)<"})  // of the preset
            QVERIFY2(svg.contains(letter), letter);
        QVERIFY(svg.contains("run: anie"));
    }

    void presetsAreListed()
    {
        const auto text = runNie({"figure", "--list-presets"});
        checkDone(text);
        QVERIFY(text.out.contains(
            QRegularExpression("nature-single +Nature, single column +89 +170 +7 +300  pdf")));
        const auto json = runNie({"figure", "--list-presets", "--json"});
        checkDone(json);
        QVERIFY(parseJson(json.out.toStdString(), "output").size() > 10);
    }

    void badLinesAreRefusedAndNothingIsWritten_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const char* arguments, const char* message) {
            QTest::newRow(name) << QString(arguments) << QString(message);
        };
        row("no view", "anie -o x.npz", "--view: is missing");
        row("no file", "anie --view loss", "-o: is missing");
        row("no run", "--view loss -o x.npz", "RUN_DIR: is missing");
        row("other folder", "none --view loss -o x.npz", "none: no such run folder");
        row("view", "anie --view sound -o x.npz", "--view: unknown view (found 'sound'");
        row("space", "anie --view surface -o x.npz", "--view: is drawn by the window alone");
        row("several", "anie --view loss --view error -o x.npz",
            "--view: several views need a sheet (found 2 views; allowed: --sheet 2x2)");
        row("sheet", "anie --view loss --sheet 2 -o x.npz", "--sheet: not the size of a sheet");
        row("cells", "anie --view loss --view error --sheet 1x1 -o x.npz",
            "--sheet: has fewer cells than there are views");
        row("suffix", "anie --view loss -o x.bmp", "-o x.bmp: unknown kind of file (found '.bmp'");
        row("folder", "anie --view loss -o missing/x.npz", "missing: no such folder");
        row("preset", "anie --view loss --preset cell -o x.npz",
            "--preset: unknown preset (found 'cell'; allowed: nature-single,");
        row("width", "anie --view loss --width wide -o x.npz", "--width: not a length");
        row("too wide", "anie --view loss --width 9m -o x.npz", "--width: not a length");
        row("huge", "anie --view loss --width 9000 -o x.npz", "--width: out of range");
        row("dpi", "anie --view loss --dpi 1 -o x.npz", "--dpi: out of range");
        row("sample", "anie --view phase --sample 9000 -o x.npz", "--sample: there is no such");
        row("look", "anie --view phase --look {\"colour\":1} -o x.npz", "--look");
        row("checkpoint", "anie --view phase --checkpoint none -o x.npz", "none");
    }
    void badLinesAreRefusedAndNothingIsWritten()
    {
        QFETCH(QString, arguments);
        QFETCH(QString, message);
        const auto before = entries();
        const auto result = callNie(QStringList{"figure"} + arguments.split(' '),
                                    QString::fromStdString(m_folder.path().string()));
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.err.contains(message), qPrintable(result.err));
        QVERIFY(result.out.isEmpty());
        QCOMPARE(entries(), before);
    }
};

NIE_TEST(FigureTest);

}  // namespace nie::figure_test

#include "figure_test.moc"
