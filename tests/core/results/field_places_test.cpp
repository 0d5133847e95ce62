#include "core/results/fields/field_places.h"
#include "core/results/fields/field_profile.h"
#include "tests/core/results/field_samples.h"
#include "tests/support/error_text.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numbers>

namespace nie::field_places_test {

using namespace nie::test;

namespace {

/// An uneven axis that ends.
SpaceAxis unevenAxis()
{
    SpaceAxis axis;
    axis.coordinates = {0.0, 1.0, 3.0};
    axis.length = 3.0;
    return axis;
}

double valueAt(const std::vector<SpaceAxis>& space, const std::vector<double>& values,
               const std::vector<double>& place)
{
    double sum = 0.0;
    for (const auto& [cell, weight] : interpolationAt(space, place))
        sum += weight * values[cell];
    return sum;
}

/// 1 + 2 x - 3 y + 4 x y on an uneven grid that ends: what bilinear interpolation meets exactly.
PredictionSnapshot bilinearPlane()
{
    SpaceAxis x = unevenAxis();
    SpaceAxis y = unevenAxis();
    y.name = y.label = "y";
    y.coordinates = {-1.0, 0.5, 0.75, 2.0};
    const auto number = [x, y](std::size_t, std::size_t p, std::size_t) {
        const double a = x.coordinates[p / 4], b = y.coordinates[p % 4];
        return 1 + 2 * a - 3 * b + 4 * a * b;
    };
    return sampleWith(
        {0.0, 1.0}, {x, y}, {"w"}, number,
        [number](std::size_t t, std::size_t p, std::size_t c) { return number(t, p, c); });
}

}  // namespace

class FieldPlacesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void betweenGridPointsTheValueIsLinear()
    {
        const std::vector<double> values{10.0, 20.0, 0.0};
        QCOMPARE(valueAt({unevenAxis()}, values, {0.25}), 12.5);
        QCOMPARE(valueAt({unevenAxis()}, values, {2.0}), 10.0);
        QCOMPARE(valueAt({unevenAxis()}, values, {3.0}) + 1, 1.0);
        // Beyond the ends of an axis that ends.
        QCOMPARE(valueAt({unevenAxis()}, values, {-9.0}), 10.0);
        QCOMPARE(valueAt({unevenAxis()}, values, {99.0}) + 1, 1.0);
    }

    void aPeriodicAxisGoesOverItsSeam()
    {
        const std::vector<SpaceAxis> space{SpaceAxis::periodicAxis("x", 4)};
        const std::vector<double> values{8.0, 0.0, 0.0, 4.0};
        QCOMPARE(valueAt(space, values, {0.75}), 4.0);
        QCOMPARE(valueAt(space, values, {0.875}), 6.0);
        QCOMPARE(valueAt(space, values, {-0.125}), 6.0);
        QCOMPARE(valueAt(space, values, {1.0}), 8.0);
        QCOMPARE(valueAt(space, values, {5.125}), 4.0);
        QCOMPARE(nearestPlace(space, {0.9}), std::size_t(0));
        QCOMPARE(nearestPlace(space, {-0.2}), std::size_t(3));
    }

    void theErrorOfInterpolationFallsWithTheSquareOfTheStep()
    {
        std::vector<double> errors;
        for (const std::int64_t points : {16, 32, 64}) {
            const std::vector<SpaceAxis> space{SpaceAxis::periodicAxis("x", points)};
            std::vector<double> values;
            for (const double x : space[0].coordinates)
                values.push_back(std::sin(2 * std::numbers::pi * x));
            double most = 0.0;
            for (int k = 0; k < 500; ++k) {
                const double x = k / 500.0;
                most = std::max(most, std::abs(valueAt(space, values, {x}) -
                                               std::sin(2 * std::numbers::pi * x)));
            }
            errors.push_back(most);
        }
        for (std::size_t i = 1; i < errors.size(); ++i)
            QVERIFY2(std::abs(std::log2(errors[i - 1] / errors[i]) - 2) < 0.1,
                     qPrintable(QString::number(errors[i - 1] / errors[i])));
    }

    void weightsAddUpToOneAndGridPointsStandAlone()
    {
        const std::vector<SpaceAxis> space{SpaceAxis::periodicAxis("x", 4), unevenAxis()};
        for (std::size_t place = 0; place < 12; ++place) {
            const PlaceWeights weights = interpolationAt(space, coordinatesOf(space, place));
            QVERIFY((weights == PlaceWeights{{place, 1.0}}));
            QCOMPARE(nearestPlace(space, coordinatesOf(space, place)), place);
        }
        double sum = 0.0;
        for (const auto& weight : interpolationAt(space, {0.3, 2.2}))
            sum += weight.second;
        QCOMPARE(sum, 1.0);
    }

    void aPlaceOfAnotherSpaceIsRefused()
    {
        const std::vector<SpaceAxis> space{unevenAxis()};
        QVERIFY(inputErrorOf([&] { interpolationAt(space, {1.0, 2.0}); }).contains("1, 2"));
        QVERIFY(inputErrorOf([&] {
                    nearestPlace(space, {std::numeric_limits<double>::infinity()});
                }).contains("inf"));
    }

    void theNearestTimeIsFound()
    {
        const std::vector<double> times{0.0, 0.5, 2.0};
        QCOMPARE(nearestTime(times, -1.0), std::size_t(0));
        QCOMPARE(nearestTime(times, 0.2), std::size_t(0));
        QCOMPARE(nearestTime(times, 1.2), std::size_t(1));
        QCOMPARE(nearestTime(times, 1.3), std::size_t(2));
        QCOMPARE(nearestTime(times, 9.0), std::size_t(2));
    }

    void aProbeAtAGridPointIsTheColumnOfTheArray()
    {
        const PredictionSnapshot plane = numberedPlane();
        FieldLook look;
        look.channel = 1;
        look.probes = {{0.5, 1.0}, {0.625, 1.0}};
        const auto probes = fieldProbes(plane, look);
        QCOMPARE(probes.size(), std::size_t(2));
        // Cell (2, 1) is place 7; the other lies half-way to place 10.
        QVERIFY((probes[0].truth == std::vector<double>{1007, 1107, 1207}));
        QVERIFY((probes[0].prediction == std::vector<double>{1007, 1110, 1213}));
        QVERIFY((probes[1].truth == std::vector<double>{1008.5, 1108.5, 1208.5}));
        QCOMPARE(probes[0].label, std::string("x = 0.5, y = 1"));
    }

    void withoutProbesThreeGridPointsAreTaken()
    {
        const auto probes = fieldProbes(numberedLine(), {});
        QCOMPARE(probes.size(), std::size_t(3));
        QVERIFY((probes[1].truth == std::vector<double>{2, 102, 202}));
        QVERIFY(fieldProbes(numberedCurves(), {}).empty());
    }

    void aProfileOfALineIsItsRow()
    {
        FieldLook look;
        look.time = 2;
        const FieldProfile profile = fieldProfile(numberedLine(), look);
        QVERIFY((profile.along == std::vector<double>{0.0, 0.25, 0.5, 0.75}));
        QVERIFY((profile.truth == std::vector<double>{200, 201, 202, 203}));
        QVERIFY((profile.prediction == std::vector<double>{199.5, 201, 202.5, 204}));
        QCOMPARE(profile.label, std::string("x"));
    }

    void aProfileOfThePlaneGoesThroughTheMiddle()
    {
        FieldLook look;
        look.time = 1;
        const FieldProfile profile = fieldProfile(numberedPlane(), look);
        QVERIFY((profile.truth == std::vector<double>{101, 104, 107, 110}));
        QVERIFY((profile.places[2] == std::vector<double>{0.5, 1.0}));
        QCOMPARE(profile.label, std::string("x, at y = 1"));
    }

    void aProfileAlongALineIsTheInterpolatedField()
    {
        const PredictionSnapshot plane = bilinearPlane();
        FieldLook look;
        look.line = std::pair(std::vector{0.5, -0.5}, std::vector{2.5, 1.5});
        const FieldProfile profile = fieldProfile(plane, look);
        QCOMPARE(profile.along.back(), std::sqrt(8.0));
        // At least two points a square of the grid, whose least step is 1/4.
        QVERIFY(profile.along.size() > 16);
        for (std::size_t k = 0; k < profile.along.size(); ++k) {
            const double share = profile.along[k] / std::sqrt(8.0);
            const double x = 0.5 + 2 * share, y = -0.5 + 2 * share;
            const double wanted = 1 + 2 * x - 3 * y + 4 * x * y;
            QVERIFY(std::abs(profile.truth[k] - wanted) < 1e-12);
            QVERIFY(std::abs(profile.prediction[k] - 2 * wanted) < 1e-12);
        }
    }
};

NIE_TEST(FieldPlacesTest);

}  // namespace nie::field_places_test

#include "field_places_test.moc"
