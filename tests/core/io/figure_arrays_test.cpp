#include "core/base/files.h"
#include "core/config/run_config.h"
#include "core/io/figure_arrays.h"
#include "core/io/npy.h"
#include "core/io/npz.h"
#include "tests/support/error_text.h"
#include "tests/support/python.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::figure_arrays_test {

namespace {

/// A heat map with a masked cell, a curve and a shaded one.
FigureSpec mixedFigure()
{
    FigureSpec figure;
    figure.title = "Mixed";
    figure.provenance = {{"run", "a"}, {"seed", "3"}};
    PanelSpec panel;
    panel.x.label = "t (s)";
    ImageSpec image;
    image.label = "u";
    image.rows = 2;
    image.columns = 3;
    image.values = {1, 2, 3, 4, 5, 6};
    image.mask = {0, 0, 1, 0, 0, 0};
    image.x = {0.0, 1.0, 2.0, 3.0};  // edges
    panel.image = image;
    panel.series.push_back({.label = "line", .x = {0, 1}, .y = {7, 8}});
    panel.series.push_back({.label = "band", .x = {0, 1}, .y = {3, 4}, .fill = {1, 2}});
    figure.panels = {panel};
    return figure;
}

std::vector<std::string> namesIn(const std::vector<NumericArray>& arrays)
{
    std::vector<std::string> names;
    for (const NumericArray& array : arrays)
        names.push_back(array.name);
    return names;
}

}  // namespace

class FigureArraysTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void arrowsAreTheirMiddleAndWhatTheyStandFor()
    {
        FigureSpec figure = mixedFigure();
        figure.panels[0].arrows = {{1.0, 2.0, 0.5, -1.0}};
        figure.panels[0].arrowLength = 0.25;
        const NumericArray arrows = figureArrays(figure).back();
        QCOMPARE(arrows.name, std::string("panel1_arrows"));
        QCOMPARE(arrows.values, (std::vector<double>{1.25, 1.5, 2.0, -4.0}));
    }

    void everyNumberIsInAnArray()
    {
        const auto arrays = figureArrays(mixedFigure());
        QCOMPARE(namesIn(arrays),
                 (std::vector<std::string>{"panel1_image", "panel1_image_x", "panel1_image_y",
                                           "panel1_series1", "panel1_series2"}));
        QCOMPARE(arrays[0].shape, (std::vector<std::int64_t>{2, 3}));
        QVERIFY(std::isnan(arrays[0].values[2]));
        QCOMPARE(arrays[0].values[5], 6.0);
        QCOMPARE(arrays[1].values, (std::vector<double>{0.5, 1.5, 2.5}));
        QCOMPARE(arrays[3].values, (std::vector<double>{0, 7, 1, 8}));
        QCOMPARE(arrays[4].shape, (std::vector<std::int64_t>{2, 3}));
        QCOMPARE(arrays[4].values, (std::vector<double>{0, 3, 1, 1, 4, 2}));
    }

    void partsOfASheetAreNumbered()
    {
        FigureSpec sheet;
        sheet.parts = {mixedFigure(), mixedFigure()};
        const auto arrays = figureArrays(sheet);
        QCOMPARE(arrays.size(), std::size_t(10));
        QCOMPARE(arrays.back().name, std::string("part2_panel1_series2"));
    }

    void archiveHoldsLabelsAndOriginAndIsTheSameEveryTime()
    {
        const test::TemporaryFolder folder;
        writeFigureNpz(mixedFigure(), folder / "a.npz");
        const std::string first = readFile(folder / "a.npz");
        writeFigureNpz(mixedFigure(), folder / "a.npz");
        QVERIFY(first == readFile(folder / "a.npz"));
        QCOMPARE(NpzReader(folder / "a.npz").read("panel1_series1").values,
                 (std::vector<double>{0, 7, 1, 8}));
        if (!test::pythonHas("numpy"))
            QSKIP("needs Python with NumPy");
        const auto read =
            test::runPython("import json, numpy as np, sys\n"
                            "f = np.load(sys.argv[1])\n"
                            "m = json.loads(str(f['metadata']))\n"
                            "print(m['provenance']['seed'], m['panels'][0]['series'], "
                            "np.isnan(f['panel1_image']).sum())\n",
                            {QString::fromStdString((folder / "a.npz").string())});
        QCOMPARE(read.out.trimmed(), QString("3 ['line', 'band'] 1"));
    }

    void oneArrayAloneIsAnNpyFile()
    {
        const test::TemporaryFolder folder;
        FigureSpec figure = mixedFigure();
        QVERIFY(test::inputErrorOf([&] {
                    writeFigureNpy(figure, folder / "a.npy");
                }).contains("(found 3; allowed: a .npz file)"));
        QVERIFY(!std::filesystem::exists(folder / "a.npy"));
        figure.panels[0].series.clear();
        writeFigureNpy(figure, folder / "a.npy");
        QCOMPARE(readNpy(folder / "a.npy").shape, (std::vector<std::int64_t>{2, 3}));
    }
};

NIE_TEST(FigureArraysTest);

}  // namespace nie::figure_arrays_test

#include "figure_arrays_test.moc"
