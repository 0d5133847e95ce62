#include "tests/support/test_registry.h"
#include "widgets/curves/smoothing.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

namespace nie::smoothing_test {

namespace {

struct Points {
    std::vector<double> x, y;
};

Points noisy(std::size_t count, double spacing)
{
    std::mt19937_64 random(7);
    std::normal_distribution<double> noise;
    Points points;
    for (std::size_t i = 0; i < count; ++i) {
        points.x.push_back(spacing * static_cast<double>(i + 1));
        points.y.push_back(std::exp(-0.01 * static_cast<double>(i)) + 0.1 * noise(random));
    }
    return points;
}

/// The definition, summed anew for every point.
std::vector<double> reference(const Points& points, double weight, double spacing)
{
    std::vector<double> smoothed;
    for (std::size_t n = 0; n < points.x.size(); ++n) {
        long double sum = 0, mass = 0;
        for (std::size_t i = 0; i <= n; ++i) {
            const long double w =
                std::pow(static_cast<long double>(weight),
                         (points.x[n] - points.x[i]) / static_cast<long double>(spacing));
            sum += w * points.y[i];
            mass += w;
        }
        smoothed.push_back(static_cast<double>(sum / mass));
    }
    return smoothed;
}

double largestDifference(const std::vector<double>& a, const std::vector<double>& b)
{
    double largest = a.size() == b.size() ? 0 : INFINITY;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        largest = std::max(largest, std::abs(a[i] - b[i]));
    return largest;
}

}  // namespace

class SmoothingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void firstSmoothedValueIsTheFirstPoint()
    {
        const Points points = noisy(10, 1);
        QCOMPARE(debiasedAverage(points.x, points.y, 0.99)[0], points.y[0]);
    }

    void constantStaysExactlyConstant()
    {
        const std::vector<double> x = {1, 2, 3, 10, 11, 50}, y(6, 0.1);
        QVERIFY(debiasedAverage(x, y, 0.9) == y);
    }

    void weightZeroLeavesThePoints()
    {
        const Points points = noisy(100, 1);
        QVERIFY(largestDifference(debiasedAverage(points.x, points.y, 0), points.y) < 1e-15);
    }

    void evenSpacingGivesTheUsualDebiasedAverage()
    {
        const Points points = noisy(2000, 5);
        const double w = 0.95;
        std::vector<double> usual;
        double average = 0, power = 1;
        for (double y : points.y) {
            average = w * average + (1 - w) * y;
            power *= w;
            usual.push_back(average / (1 - power));
        }
        QVERIFY(largestDifference(debiasedAverage(points.x, points.y, w), usual) < 1e-12);
    }

    void unevenSpacingWeighsByDistanceInX()
    {
        Points points = noisy(600, 1);
        std::mt19937_64 random(3);
        for (std::size_t i = 2; i < points.x.size(); ++i)
            points.x[i] = points.x[i - 1] + 0.1 + static_cast<double>(random() % 1000) / 200.0;
        QVERIFY(largestDifference(debiasedAverage(points.x, points.y, 0.9),
                                  reference(points, 0.9, 1)) < 1e-12);
    }

    void pastDoesNotChangeAsTheRunGrows()
    {
        const Points points = noisy(1000, 1);
        const auto whole = debiasedAverage(points.x, points.y, 0.97);
        const auto half =
            debiasedAverage(std::span(points.x).first(500), std::span(points.y).first(500), 0.97);
        QVERIFY(std::equal(half.begin(), half.end(), whole.begin()));
    }

    void pointsThatAreNotFiniteDoNotPoisonTheAverage()
    {
        const std::vector<double> x = {1, 2, 3, 4}, y = {NAN, 2, INFINITY, 2};
        const auto smoothed = debiasedAverage(x, y, 0.5);
        QVERIFY(std::isnan(smoothed[0]));
        QCOMPARE(smoothed[1], 2.0);
        QCOMPARE(smoothed[2], 2.0);
        QCOMPARE(smoothed[3], 2.0);
    }

    void trailingRangeIsThatOfTheLastValues()
    {
        const Points points = noisy(500, 1);
        TrailingRange range(17);
        for (std::size_t i = 0; i < points.y.size(); ++i) {
            const auto first = points.y.begin() + static_cast<std::ptrdiff_t>(i < 16 ? 0 : i - 16);
            const auto last = points.y.begin() + static_cast<std::ptrdiff_t>(i + 1);
            const auto [least, largest] = range.add(points.y[i]);
            QCOMPARE(least, *std::min_element(first, last));
            QCOMPARE(largest, *std::max_element(first, last));
        }
    }

    void trailingRangePassesOverWhatIsNotFinite()
    {
        TrailingRange range(2);
        QVERIFY(std::isnan(range.add(NAN).first));
        QVERIFY(range.add(3) == std::pair(3.0, 3.0));
        QVERIFY(range.add(INFINITY) == std::pair(3.0, 3.0));
        QVERIFY(range.add(NAN) == std::pair(3.0, 3.0));
        QVERIFY(range.add(5) == std::pair(5.0, 5.0));
    }

    void averagedPointsHoldNineteenTwentiethsOfTheWeight()
    {
        QCOMPARE(averagedPoints(0), std::size_t(3));
        QCOMPARE(averagedPoints(0.9), std::size_t(30));
        for (const double weight : {0.9, 0.99, 0.999})
            QVERIFY(1 - std::pow(weight, static_cast<double>(averagedPoints(weight))) >= 0.95);
    }
};

NIE_TEST(SmoothingTest);

}  // namespace nie::smoothing_test

#include "smoothing_test.moc"
