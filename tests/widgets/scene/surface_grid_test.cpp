#include "tests/support/test_registry.h"
#include "tests/widgets/scene/scene_samples.h"
#include "widgets/scene/surface_grid.h"

#include <QTest>

namespace nie::surface_grid_test {

using namespace nie::test;

class SurfaceGridTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fieldOnALineIsASurfaceOverTimeAndSpace()
    {
        const auto sample = lineField();
        QVERIFY(hasSurface(*sample));
        FieldLook look;
        look.kind = FieldKind::SpaceTime;
        const SurfaceGrid grid = surfaceGrid(*sample, look, FieldPart::Truth);
        QCOMPARE(grid.x, sample->times);
        QCOMPARE(grid.y, sample->space[0].coordinates);
        for (std::size_t row = 0; row < grid.rows(); ++row)
            for (std::size_t column = 0; column < grid.columns(); ++column)
                QCOMPARE(grid.at(row, column), sample->truth[column * grid.rows() + row]);
    }

    void fieldInThePlaneIsASurfaceAtTheLooksTime()
    {
        const auto sample = planeField();
        QVERIFY(hasSurface(*sample));
        FieldLook look;
        look.time = 3;
        const SurfaceGrid grid = surfaceGrid(*sample, look, FieldPart::Truth);
        QCOMPARE(grid.columns(), std::size_t(21));
        QCOMPARE(grid.rows(), std::size_t(17));
        for (std::size_t row = 0; row < grid.rows(); ++row)
            for (std::size_t column = 0; column < grid.columns(); ++column)
                QCOMPARE(grid.at(row, column), grid.x[column] + 3);
    }

    void curvesAndSinglePointsHaveNone()
    {
        QVERIFY(!hasSurface(*helix()));
        auto sample = lineField();
        sample->times.resize(1);
        QVERIFY(!hasSurface(*sample));
        sample = planeField();
        sample->space[1].coordinates.resize(1);
        QVERIFY(!hasSurface(*sample));
    }

    void thinningKeepsEndsAndValuesOfWhatItKeeps()
    {
        SurfaceGrid grid;
        for (int i = 0; i < 1000; ++i)
            grid.x.push_back(i);
        for (int j = 0; j < 7; ++j)
            grid.y.push_back(10 * j);
        for (const double y : grid.y)
            for (const double x : grid.x)
                grid.values.push_back(x + 1000 * y);
        for (const std::size_t most : {2U, 3U, 7U, 300U, 999U, 1000U}) {
            const SurfaceGrid thin = thinned(grid, most);
            QVERIFY(thin.columns() <= most && thin.columns() >= 2);
            QVERIFY(thin.rows() <= most && thin.rows() >= 2);
            QCOMPARE(thin.x.front(), 0.0);
            QCOMPARE(thin.x.back(), 999.0);
            QCOMPARE(thin.y.back(), 60.0);
            for (std::size_t row = 0; row < thin.rows(); ++row)
                for (std::size_t column = 0; column < thin.columns(); ++column)
                    QCOMPARE(thin.at(row, column), thin.x[column] + 1000 * thin.y[row]);
        }
        QCOMPARE(thinned(grid, 1000).columns(), std::size_t(1000));
        QVERIFY(thinned(grid, 300).columns() > 150);
    }
};

NIE_TEST(SurfaceGridTest);

}  // namespace nie::surface_grid_test

#include "surface_grid_test.moc"
