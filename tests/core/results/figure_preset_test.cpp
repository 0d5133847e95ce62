#include "core/base/files.h"
#include "core/config/run_config.h"
#include "core/results/export_settings.h"
#include "tests/support/error_text.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::figure_preset_test {

namespace {

/// `panels` beside each other, each 50 mm wide and 40 mm high.
FigureSpec rowOf(int panels)
{
    FigureSpec figure;
    figure.widthMillimetres = 50.0 * panels;
    figure.heightMillimetres = 40.0;
    figure.columns = panels;
    figure.panels.resize(static_cast<std::size_t>(panels));
    return figure;
}

std::vector<FigurePreset> shipped()
{
    return figurePresets(std::filesystem::path());
}

std::vector<FigurePreset> presetsOf(const std::string& text)
{
    return readFigurePresets(parseJson(text, "own.json"), "own.json");
}

}  // namespace

class FigurePresetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void widthsAreThoseOfThePublishers_data()
    {
        QTest::addColumn<double>("width");
        QTest::addColumn<double>("highest");
        const auto row = [](const char* name, double width, double highest) {
            QTest::newRow(name) << width << highest;
        };
        row("nature-single", 89, 170);
        row("nature-double", 183, 170);
        row("science-1", 57, 0);
        row("science-2", 121, 0);
        row("science-3", 184, 0);
        row("ieee-single", 88.9, 216);
        row("elsevier-single", 90, 240);
        row("elsevier-middle", 140, 240);
        row("elsevier-double", 190, 240);
        row("plos-full", 190.5, 222.3);
        row("aps", 86, 0);
        row("latex", 139.7, 0);
    }
    void widthsAreThoseOfThePublishers()
    {
        QFETCH(double, width);
        QFETCH(double, highest);
        const auto presets = shipped();
        const FigurePreset& preset = findFigurePreset(presets, QTest::currentDataTag(), "--preset");
        QCOMPARE(preset.widthMillimetres, width);
        QCOMPARE(preset.mostHeightMillimetres, highest);
        QVERIFY(!preset.source.empty() && preset.checked.size() == 7);
        QVERIFY(!preset.formats.empty());
        QVERIFY(preset.leastTextPoints >= 5.0);
    }

    void familyStandsForItsFirst()
    {
        const auto presets = shipped();
        QCOMPARE(findFigurePreset(presets, "nature", "--preset").name,
                 std::string("nature-single"));
        QCOMPARE(findFigurePreset(presets, "plos", "--preset").name, std::string("plos"));
        const QString error =
            test::inputErrorOf([&] { findFigurePreset(presets, "cell", "--preset"); });
        QVERIFY2(error.contains("--preset: unknown preset") && error.contains("nature-double"),
                 qPrintable(error));
    }

    void ownFileAddsAndReplaces()
    {
        const test::TemporaryFolder folder;
        writeFileAtomically(folder / "own.json",
                            R"({"presets": [{"name": "nature-single", "width_mm": 88},
                                            {"name": "poster", "width_mm": 400, "font_pt": 24}]})");
        const auto presets = figurePresets(folder / "own.json");
        QCOMPARE(presets.size(), shipped().size() + 1);
        QCOMPARE(presets.front().widthMillimetres, 88.0);
        QCOMPARE(presets.back().fontPoints, 24.0);
        QCOMPARE(figurePresets(folder / "none.json").size(), shipped().size());
    }

    void wrongFileIsRefusedNamingThePlace_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const char* text, const char* message) {
            QTest::newRow(name) << QString(text) << QString(message);
        };
        row("no list", R"({"preset": []})", "own.json: holds no list of presets");
        row("key of the file", R"({"presets": [], "more": 1})", "own.json: more: unknown key");
        row("unknown key", R"({"presets": [{"name": "a", "width_mm": 90, "witdh": 1}]})",
            "own.json: presets[0].witdh");
        row("wrong type", R"({"presets": [{"name": "a", "width_mm": "wide"}]})",
            "own.json: presets[0].width_mm: wrong type");
        row("no width", R"({"presets": [{"name": "a"}]})", "presets[0]: has no width_mm");
        row("too narrow", R"({"presets": [{"name": "a", "width_mm": 1}]})", "presets[0].width_mm");
        row("formats", R"({"presets": [{"name": "a", "width_mm": 90, "formats": "pdf"}]})",
            "presets[0].formats: wrong type");
        row("letters", R"({"presets": [{"name": "a", "width_mm": 90, "letters": "i"}]})",
            "presets[0].letters");
        row("unconfirmed", R"({"presets": [{"name": "a", "width_mm": 90, "unconfirmed": ["x"]}]})",
            "names no key of the preset (found 'x')");
        row("twice",
            R"({"presets": [{"name": "a", "width_mm": 90}, {"name": "a", "width_mm": 80}]})",
            "two presets have the same name");
    }
    void wrongFileIsRefusedNamingThePlace()
    {
        QFETCH(QString, text);
        QFETCH(QString, message);
        const QString error = test::inputErrorOf([&] { presetsOf(text.toStdString()); });
        QVERIFY2(error.contains(message), qPrintable(error));
    }

    void presetDecidesSizeAndLetters()
    {
        const auto presets = shipped();
        FigureSpec figure = rowOf(1);
        figure.provenance = {{"run", "a"}, {"preset", "older"}};
        figure = applyPreset(figure, findFigurePreset(presets, "aps", "--preset"));
        QCOMPARE(figure.widthMillimetres, 86.0);
        QVERIFY(std::abs(figure.heightMillimetres - 86.0 * 0.8) < 1e-12);
        QCOMPARE(figure.fontPoints, 8.0);
        QCOMPARE(figure.leastLinePoints, 0.51);
        QCOMPARE(figure.provenance.size(), std::size_t(2));
        QCOMPARE(figure.provenance.back(), std::pair(std::string("preset"), std::string("aps")));
    }

    void rowOfPanelsIsBrokenWhereTheyBecomeNarrow()
    {
        const auto presets = shipped();
        const FigurePreset& narrow = findFigurePreset(presets, "nature-single", "--preset");
        const FigurePreset& broad = findFigurePreset(presets, "nature-double", "--preset");
        const FigureSpec two = applyPreset(rowOf(4), narrow);
        QCOMPARE(two.columns, 2);
        // Cells keep their proportions: two rows of 44.5 mm x 0.8.
        QVERIFY(std::abs(two.heightMillimetres - 89.0 * 0.8) < 1e-12);
        QCOMPARE(applyPreset(rowOf(4), broad).columns, 4);
        // A grid's rows mean something.
        FigureSpec grid = rowOf(4);
        grid.columns = 2;
        QCOMPARE(applyPreset(grid, narrow).columns, 2);
    }

    void nothingBecomesHigherThanAllowed()
    {
        const auto presets = shipped();
        FigureSpec tall = rowOf(1);
        tall.heightMillimetres = 400.0;
        tall = applyPreset(tall, findFigurePreset(presets, "nature-single", "--preset"));
        QCOMPARE(tall.widthMillimetres, 89.0);
        QCOMPARE(tall.heightMillimetres, 170.0);
    }

    void settingsChangeWhatThePresetSays()
    {
        const auto presets = shipped();
        ExportSettings settings;
        settings.preset = "nature";
        QCOMPARE(exportDpi(settings, presets), 300);
        settings.width = 120.0;
        settings.font = 6.0;
        settings.dpi = 450;
        const FigureSpec figure = figureForExport(rowOf(1), settings, presets);
        QCOMPARE(figure.widthMillimetres, 120.0);
        QVERIFY(std::abs(figure.heightMillimetres - 96.0) < 1e-12);
        QCOMPARE(figure.fontPoints, 6.0);
        QCOMPARE(exportDpi(settings, presets), 450);
        settings.height = 30.0;
        QCOMPARE(figureForExport(rowOf(1), settings, presets).heightMillimetres, 30.0);
        for (const double width : {0.0, -3.0, std::nan(""), 1e9}) {
            settings.width = width;
            const QString error =
                test::inputErrorOf([&] { figureForExport(rowOf(1), settings, presets); });
            QVERIFY2(error.startsWith("--width: out of range"), qPrintable(error));
        }
    }

    void commandSaysOnlyWhatWasChosen()
    {
        FigureSpec figure;
        QVERIFY(exportCommand(figure, {}, "a.pdf").empty());
        figure.command = {"nie", "figure", "my runs/a", "--view", "loss"};
        QCOMPARE(exportCommand(figure, {}, "a.pdf"),
                 std::string("nie figure 'my runs/a' --view loss -o a.pdf"));
        ExportSettings settings;
        settings.preset = "nature-single";
        settings.height = 50.5;
        settings.dpi = 600;
        QCOMPARE(exportCommand(figure, settings, "b c.png"),
                 std::string("nie figure 'my runs/a' --view loss --preset nature-single "
                             "--height 50.5 --dpi 600 -o 'b c.png'"));
    }
};

NIE_TEST(FigurePresetTest);

}  // namespace nie::figure_preset_test

#include "figure_preset_test.moc"
