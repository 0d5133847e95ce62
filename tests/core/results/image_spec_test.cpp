#include "core/base/error.h"
#include "core/results/image_spec.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::image_spec_test {

namespace {

const double kNone = std::nan("");

ImageSpec imageOf(std::vector<double> values)
{
    ImageSpec image;
    image.rows = 1;
    image.columns = values.size();
    image.values = std::move(values);
    return image;
}

}  // namespace

class ImageSpecTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rangeIsThatOfTheCellsShown()
    {
        ImageSpec image = imageOf({kNone, -2, 5, 100});
        image.mask = {0, 0, 0, 1};
        const ValueRange range = valueRange(image);
        QCOMPARE(range.from, -2.0);
        QCOMPARE(range.to, 5.0);
        QVERIFY(!range.clipsBelow && !range.clipsAbove);
    }

    void symmetricRangeIsCentredAtZero()
    {
        ImageSpec image = imageOf({-2, 5});
        image.symmetric = true;
        QCOMPARE(valueRange(image).from, -5.0);
        QCOMPARE(valueRange(image).to, 5.0);
        image.to = 3;
        QCOMPARE(valueRange(image).from, -3.0);
        QVERIFY(valueRange(image).clipsAbove && !valueRange(image).clipsBelow);
    }

    void fixedBoundsClipAndSaySo()
    {
        ImageSpec image = imageOf({-2, 5});
        image.from = -1;
        image.to = 6;
        const ValueRange range = valueRange(image);
        QCOMPARE(range.from, -1.0);
        QCOMPARE(range.to, 6.0);
        QVERIFY(range.clipsBelow && !range.clipsAbove);
    }

    void logarithmicRangeLeavesOutZeroAndLess()
    {
        ImageSpec image = imageOf({0, 1e-3, 10, -1});
        image.logarithmic = true;
        QCOMPARE(valueRange(image).from, 1e-3);
        QCOMPARE(valueRange(image).to, 10.0);
        QVERIFY(valueRange(image).clipsBelow);
    }

    void constantAndEmptyImagesStillHaveARange()
    {
        QCOMPARE(valueRange(imageOf({4, 4})).from, 3.6);
        QCOMPARE(valueRange(imageOf({4, 4})).to, 4.4);
        QCOMPARE(valueRange(imageOf({0, 0})).from, -1.0);
        QCOMPARE(valueRange(imageOf({kNone})).to, 1.0);
    }

    void edgesLieHalfWayBetweenCentres()
    {
        QCOMPARE(cellEdges({0, 1, 3}, 3), (std::vector<double>{-0.5, 0.5, 2, 4}));
        QCOMPARE(cellEdges({0, 1, 3}, 2), (std::vector<double>{0, 1, 3}));
        QCOMPARE(cellEdges({}, 2), (std::vector<double>{-0.5, 0.5, 1.5}));
        QCOMPARE(cellEdges({7}, 1), (std::vector<double>{6.5, 7.5}));
        QCOMPARE(cellCentres({0, 1, 3}, 2), (std::vector<double>{0.5, 2}));
        QCOMPARE(cellCentres({}, 2), (std::vector<double>{0, 1}));
        QCOMPARE(cellCentres({5, 6}, 2), (std::vector<double>{5, 6}));
    }

    void contradictionsAreRefused()
    {
        ImageSpec image = imageOf({1, 2, 3});
        validate(image);
        image.rows = 2;
        QVERIFY_EXCEPTION_THROWN(validate(image), InputError);
        image.rows = 1;
        image.x = {0, 1};
        QVERIFY_EXCEPTION_THROWN(validate(image), InputError);
        image.x = {0, 1, 1};
        QVERIFY_EXCEPTION_THROWN(validate(image), InputError);
        image.x = {0, 1, kNone};
        QVERIFY_EXCEPTION_THROWN(validate(image), InputError);
        image.x = {0, 1, 2, 3};
        validate(image);
        image.mask = {1};
        QVERIFY_EXCEPTION_THROWN(validate(image), InputError);
        image.mask = {};
        image.colourMap = "jet";
        QVERIFY_EXCEPTION_THROWN(validate(image), InputError);
        QVERIFY_EXCEPTION_THROWN(validate(ImageSpec{}), InputError);
    }
};

NIE_TEST(ImageSpecTest);

}  // namespace nie::image_spec_test

#include "image_spec_test.moc"
