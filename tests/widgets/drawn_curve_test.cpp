#include "tests/support/test_registry.h"
#include "widgets/curves/drawn_curve.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

namespace nie::drawn_curve_test {

namespace {

std::vector<double> noise(std::size_t count)
{
    std::mt19937_64 random(11);
    std::normal_distribution<double> normal;
    std::vector<double> values;
    for (std::size_t i = 0; i < count; ++i)
        values.push_back(normal(random));
    return values;
}

DrawnCurve curveOf(const std::vector<double>& values)
{
    DrawnCurve curve;
    for (std::size_t i = 0; i < values.size(); ++i)
        curve.append(static_cast<double>(i + 1), values[i]);
    return curve;
}

}  // namespace

class DrawnCurveTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyStretchHasItsExtremesWhileTheSeriesGrows()
    {
        const std::vector<double> values = noise(40'000);
        MinMaxPyramid pyramid;
        std::mt19937_64 random(3);
        for (const double value : values) {
            pyramid.append(value);
            const std::size_t count = pyramid.size();
            if (count % 97 != 0)
                continue;
            const std::size_t a = random() % count, b = random() % count;
            const std::size_t first = std::min(a, b), last = std::max(a, b) + 1;
            const auto found = pyramid.extremes(first, last);
            const auto begin = values.begin() + static_cast<std::ptrdiff_t>(first);
            const auto end = values.begin() + static_cast<std::ptrdiff_t>(last);
            QCOMPARE(static_cast<std::ptrdiff_t>(found.least),
                     std::min_element(begin, end) - values.begin());
            QCOMPARE(static_cast<std::ptrdiff_t>(found.largest),
                     std::max_element(begin, end) - values.begin());
        }
    }

    void ofEqualValuesTheFirstIsTheExtreme()
    {
        MinMaxPyramid pyramid;
        for (int i = 0; i < 1000; ++i)
            pyramid.append(i == 700 ? -1 : 5);
        QCOMPARE(pyramid.extremes(0, 1000).least, std::size_t(700));
        QCOMPARE(pyramid.extremes(0, 1000).largest, std::size_t(0));
        QCOMPARE(pyramid.extremes(701, 1000).least, std::size_t(701));
    }

    void aRangeIsThatOfThePointsInView()
    {
        const DrawnCurve curve = curveOf({5, 1, 4, 2, 3});
        QVERIFY(curve.range(1, 5) == std::pair(1.0, 5.0));
        QVERIFY(curve.range(3, 4) == std::pair(2.0, 4.0));
        QVERIFY(curve.range(2.5, 3.5) == std::pair(4.0, 4.0));
        QVERIFY(!curve.range(3.2, 3.8));
        QVERIFY(!curve.range(6, 9));
    }

    void quantilesLeaveOutSoManyAtEitherEnd()
    {
        std::vector<double> values;
        for (int i = 0; i < 101; ++i)
            values.push_back((i * 37) % 101);
        const DrawnCurve curve = curveOf(values);
        QVERIFY(curve.quantiles(1, 101, 0.0) == std::pair(0.0, 100.0));
        QVERIFY(curve.quantiles(1, 101, 0.1) == std::pair(10.0, 90.0));
        QVERIFY(!curve.quantiles(200, 300, 0.1));
    }

    void fewPointsAreAllDrawnWithOneOnEitherSide()
    {
        const DrawnCurve curve = curveOf(noise(100));
        const auto indices = curve.visible({20, 30, false, 500});
        QCOMPARE(indices.size(), std::size_t(13));  // 19 .. 31, counted from 1
        QCOMPARE(indices.front(), std::size_t(18));
        QCOMPARE(indices.back(), std::size_t(30));
        QVERIFY(curve.visible({200, 300, false, 500}).size() <= 1);
    }

    void ofManyPointsEachColumnKeepsItsLeastAndLargest()
    {
        const std::vector<double> values = noise(100'000);
        const DrawnCurve curve = curveOf(values);
        for (const bool logarithmic : {false, true}) {
            const DrawnCurve::Axis axis{500, 90'000, logarithmic, 300};
            const auto indices = curve.visible(axis);
            QVERIFY(std::is_sorted(indices.begin(), indices.end()));
            QVERIFY(indices.size() <= 2 * 300 + 2);
            // Again by the definition: into columns one by one.
            std::vector<std::pair<std::size_t, std::size_t>> extremes(300, {0, 0});
            std::vector<bool> any(300, false);
            for (std::size_t i = 499; i < 90'000; ++i) {
                const double x = static_cast<double>(i + 1);
                const double share = logarithmic ? std::log(x / 500) / std::log(90'000.0 / 500)
                                                 : (x - 500) / (90'000.0 - 500);
                const auto column =
                    static_cast<std::size_t>(std::clamp(std::ceil(share * 300) - 1, 0.0, 299.0));
                auto& [least, largest] = extremes[column];
                if (!any[column] || values[i] < values[least])
                    least = i;
                if (!any[column] || values[i] > values[largest])
                    largest = i;
                any[column] = true;
            }
            const std::set<std::size_t> kept(indices.begin(), indices.end());
            int missing = 0;
            for (std::size_t column = 0; column < 300; ++column)
                if (any[column])
                    missing += kept.contains(extremes[column].first) ? 0 : 1;
            // A point on the border of two columns may fall to either by rounding.
            QVERIFY2(missing <= 3, qPrintable(QString::number(missing)));
            // The edge of a shaded area is the outer one of the two.
            for (const auto& [keep, outer] : {std::pair(DrawnCurve::Keep::Least, -1.0),
                                              std::pair(DrawnCurve::Keep::Largest, 1.0)}) {
                const auto edge = curve.visible(axis, keep);
                QVERIFY(edge.size() <= 300 + 2);
                for (std::size_t k = 1; k + 1 < edge.size(); ++k)
                    QVERIFY(kept.contains(edge[k]));
                double sum = 0;
                for (std::size_t k = 1; k + 1 < edge.size(); ++k)
                    sum += outer * values[edge[k]];
                QVERIFY(sum > 0);
            }
            const auto [least, largest] =
                std::minmax_element(values.begin() + 499, values.begin() + 90'000);
            QVERIFY(kept.contains(static_cast<std::size_t>(least - values.begin())));
            QVERIFY(kept.contains(static_cast<std::size_t>(largest - values.begin())));
        }
    }
};

NIE_TEST(DrawnCurveTest);

}  // namespace nie::drawn_curve_test

#include "drawn_curve_test.moc"
