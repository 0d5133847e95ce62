#include "core/results/figure_preset.h"
#include "core/results/figure_sheet.h"
#include "core/results/figure_size.h"
#include "tests/support/error_text.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::figure_sheet_test {

namespace {

FigureSpec plain(double width, double height)
{
    FigureSpec figure;
    figure.widthMillimetres = width;
    figure.heightMillimetres = height;
    figure.panels.resize(1);
    figure.provenance = {{"run", "a"}, {"view", std::to_string(height)}};
    return figure;
}

std::vector<FigureSpec> four()
{
    return {plain(89, 60), plain(89, 60), plain(183, 183), plain(100, 50)};
}

bool overlap(const SheetCell& a, const SheetCell& b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
           b.y < a.y + a.height;
}

}  // namespace

class FigureSheetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cellsFillTheSheetWithoutOverlap()
    {
        FigureSpec sheet = composeSheet(four(), readSheetLayout("2x2", "--sheet"));
        QCOMPARE(sheet.widthMillimetres, 183.0);
        for (const double height : {sheet.heightMillimetres, 90.0}) {
            sheet.heightMillimetres = height;
            const std::vector<SheetCell> cells = sheetCells(sheet);
            QCOMPARE(cells.size(), std::size_t(4));
            for (std::size_t i = 0; i < 4; ++i)
                for (std::size_t k = 0; k < i; ++k)
                    QVERIFY(!overlap(cells[i], cells[k]));
            QCOMPARE(cells[0].x, 0.0);
            QCOMPARE(cells[0].y, 0.0);
            QVERIFY(std::abs(cells[3].x + cells[3].width - 183.0) < 1e-9);
            QVERIFY(std::abs(cells[3].y + cells[3].height - height) < 1e-9);
            QCOMPARE(cells[0].width, cells[1].width);
            QCOMPARE(cells[2].y, cells[3].y);
        }
    }

    void rowsAreAsHighAsTheirHighestFigureAsks()
    {
        const FigureSpec sheet = composeSheet(four(), readSheetLayout("2x2", "--sheet"));
        const std::vector<SheetCell> cells = sheetCells(sheet);
        QVERIFY(std::abs(cells[0].height / cells[0].width - 60.0 / 89.0) < 1e-9);
        QVERIFY(std::abs(cells[2].height / cells[2].width - 1.0) < 1e-9);
    }

    void lettersFollowTheOrder()
    {
        SheetLayout layout;
        layout.letters = "(A)";
        const FigureSpec sheet = composeSheet(four(), layout);
        QCOMPARE(sheet.parts[0].letter, std::string("(A)"));
        QCOMPARE(sheet.parts[3].letter, std::string("(D)"));
        QCOMPARE(sheetLetter("a", 25), std::string("z"));
        QCOMPARE(sheetLetter("a", 26), std::string("aa"));
        QCOMPARE(sheetLetter("", 3), std::string());
        const auto presets = figurePresets(std::filesystem::path());
        const FigureSpec nature = applyPreset(sheet, findFigurePreset(presets, "nature", "p"));
        QCOMPARE(nature.parts[1].letter, std::string("b"));
        layout.letters.clear();
        const FigureSpec bare =
            applyPreset(composeSheet(four(), layout), findFigurePreset(presets, "nature", "p"));
        QVERIFY(bare.parts[1].letter.empty());
    }

    void partsHaveTheSheetsLettersAndLines()
    {
        FigureSpec sheet = composeSheet(four(), {});
        sheet.fontPoints = 9.0;
        sheet.leastLinePoints = 0.5;
        const FigureSpec part = partOf(sheet, 2);
        QCOMPARE(part.fontPoints, 9.0);
        QCOMPARE(part.leastLinePoints, 0.5);
        QCOMPARE(part.widthMillimetres, sheetCells(sheet)[2].width);
        QCOMPARE(drawnParts(sheet).size(), std::size_t(4));
        QCOMPARE(drawnParts(sheet.parts[0]).size(), std::size_t(1));
    }

    void whatAllSayAlikeBecomesTheSheets()
    {
        const FigureSpec sheet = composeSheet(four(), {});
        QCOMPARE(sheet.provenance.size(), std::size_t(1));
        QCOMPARE(sheet.provenance.front().second, std::string("a"));
        QCOMPARE(sheet.parts[0].provenance.size(), std::size_t(2));
    }

    void narrowerSheetKeepsItsGrid()
    {
        const FigureSpec sheet = fittedToWidth(composeSheet(four(), {}), 89.0);
        QCOMPARE(sheet.columns, 2);
        QVERIFY(std::abs(sheetCells(sheet)[2].height / sheetCells(sheet)[2].width - 1.0) < 1e-9);
    }

    void sheetsThatCannotBeAreRefused()
    {
        for (const char* text : {"2", "x2", "0x2", "2x0", "2x-1", "2x27", "axb", "2x2x2", ""})
            QVERIFY2(test::inputErrorOf([&] {
                         readSheetLayout(text, "--sheet");
                     }).startsWith("--sheet: not the size of a sheet"),
                     text);
        QVERIFY(test::inputErrorOf([] {
                    composeSheet(four(), readSheetLayout("1x3", "s"));
                }).contains("fewer cells than figures (found 4 figures; allowed: 3"));
        QVERIFY(test::inputErrorOf([] { composeSheet({}, {}); }).contains("no figures"));
        QVERIFY(test::inputErrorOf([] {
                    composeSheet({composeSheet(four(), {})}, {});
                }).contains("cannot hold a sheet"));
    }
};

NIE_TEST(FigureSheetTest);

}  // namespace nie::figure_sheet_test

#include "figure_sheet_test.moc"
