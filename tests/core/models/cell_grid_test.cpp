#include "core/base/error.h"
#include "core/models/anie_field/field_coders.h"
#include "tests/support/test_registry.h"

#include <torch/torch.h>

#include <QTest>

namespace nie::cell_grid_test {

namespace {

std::vector<torch::Tensor> coordinates(const std::vector<SpaceAxis>& axes)
{
    std::vector<torch::Tensor> result;
    for (const SpaceAxis& axis : axes)
        result.push_back(torch::tensor(axis.coordinates, torch::kDouble));
    return result;
}

std::vector<SpaceAxis> rectangle(std::int64_t x, std::int64_t y)
{
    return {SpaceAxis::periodicAxis("x", x), SpaceAxis::periodicAxis("y", y, 0.5)};
}

SpaceAxis segment(std::int64_t points, double from, double to)
{
    SpaceAxis axis{.name = "z", .length = to - from};
    for (std::int64_t i = 0; i < points; ++i)
        axis.coordinates.push_back(from + (to - from) * static_cast<double>(i) /
                                              static_cast<double>(points - 1));
    return axis;
}

}  // namespace

class CellGridTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void patchesThroughALinearLayerAreAStridedConvolution()
    {
        const auto axes = rectangle(12, 8);
        const CellGrid grid(axes, coordinates(axes), 4);
        torch::manual_seed(1);
        const auto field = torch::randn({2, 3, 12, 8, 5}, torch::kDouble);
        const auto kernel = torch::randn({7, 5, 4, 4}, torch::kDouble);
        const auto flat = kernel.permute({0, 2, 3, 1}).reshape({7, -1});
        const auto ours = torch::matmul(grid.patches(field, 4), flat.t());
        const auto images = field.flatten(0, 1).permute({0, 3, 1, 2});
        const auto theirs = torch::conv2d(images, kernel, {}, 4).permute({0, 2, 3, 1});
        QVERIFY(torch::allclose(ours.flatten(0, 1), theirs, 1e-12, 1e-12));
    }

    void joinUndoesPatchesAlsoOnAFinerGrid_data()
    {
        QTest::addColumn<int>("finer");
        for (int finer : {1, 2, 3})
            QTest::newRow(qPrintable(QString::number(finer))) << finer;
    }

    void joinUndoesPatchesAlsoOnAFinerGrid()
    {
        QFETCH(int, finer);
        const CellGrid grid(rectangle(12, 8), coordinates(rectangle(12 * finer, 8 * finer)), 4);
        torch::manual_seed(1);
        const auto field = torch::randn({2, 3, 12 * finer, 8 * finer, 5});
        const auto cells = grid.patches(grid.patches(field, 2), 2);
        QCOMPARE(cells.sizes().vec(), (std::vector<std::int64_t>{2, 3, 3 * finer, 2 * finer, 80}));
        QVERIFY(torch::equal(grid.join(grid.join(cells, 2), 2), field));
        QVERIFY(torch::equal(grid.join(grid.patches(field, 4), 4), field));
    }

    void everySecondPointOfADoubledGridMakesTheCellsOfTheTraining()
    {
        const auto training = rectangle(12, 8);
        const CellGrid coarse(training, coordinates(training), 4);
        const CellGrid fine(training, coordinates(rectangle(24, 16)), 4);
        torch::manual_seed(1);
        const auto field = torch::randn({1, 1, 24, 16, 1});
        const auto sampled = field.slice(2, 0, 24, 2).slice(3, 0, 16, 2);
        const auto interleaved = fine.patches(field, 4).slice(2, 0, 6, 2).slice(3, 0, 4, 2);
        QVERIFY(torch::equal(interleaved, coarse.patches(sampled, 4)));
        const auto places = fine.coordinates().view({6, 4, 2}).slice(0, 0, 6, 2).slice(1, 0, 4, 2);
        QVERIFY(torch::allclose(places.reshape({-1, 2}), coarse.coordinates(), 0.0, 1e-14));
    }

    void cellsStandAtTheirPointsMeansAndFillTheDomain()
    {
        const std::vector<SpaceAxis> axes{SpaceAxis::periodicAxis("x", 8), segment(6, -1.0, 3.0)};
        const CellGrid grid(axes, coordinates(axes), 2);
        QCOMPARE(grid.cells(), (std::vector<std::int64_t>{4, 3}));
        QVERIFY(std::abs(grid.weights().sum().item<double>() - 1.0) < 1e-14);
        // Cell (1, 2): x points 2, 3 of 8; z points 4, 5 of 0 ... 5.
        const auto place = grid.coordinates()[1 * 3 + 2];
        QVERIFY(std::abs(place[0].item<double>() - 2.5 / 8.0) < 1e-14);
        QVERIFY(std::abs(place[1].item<double>() - 4.5 / 5.0) < 1e-14);
        // The trapezoid rule: the last point of a segment weighs half.
        QVERIFY(std::abs(grid.weights()[5].item<double>() - 0.25 * 1.5 / 5.0) < 1e-14);
    }

    void gridThatCellsDoNotFillIsRefused()
    {
        const auto training = rectangle(12, 8);
        QVERIFY_EXCEPTION_THROWN(CellGrid(training, coordinates(training), 5), InputError);
        QVERIFY_EXCEPTION_THROWN(CellGrid(training, coordinates(rectangle(6, 4)), 2), InputError);
        QVERIFY_EXCEPTION_THROWN(CellGrid(training, coordinates(rectangle(18, 12)), 2), InputError);
        QVERIFY_EXCEPTION_THROWN(CellGrid(training, {torch::arange(12)}, 2), InputError);
    }
};

NIE_TEST(CellGridTest);

}  // namespace nie::cell_grid_test

#include "cell_grid_test.moc"
