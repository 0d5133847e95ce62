#include "core/results/fields/contour_lines.h"
#include "tests/support/error_text.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

namespace nie::contour_lines_test {

namespace {

std::vector<double> evenly(double from, double to, std::size_t count)
{
    std::vector<double> points;
    for (std::size_t i = 0; i < count; ++i)
        points.push_back(from +
                         (to - from) * static_cast<double>(i) / static_cast<double>(count - 1));
    return points;
}

std::vector<double> fieldOn(const std::vector<double>& x, const std::vector<double>& y,
                            const std::function<double(double, double)>& value)
{
    std::vector<double> values;
    for (const double b : y)
        for (const double a : x)
            values.push_back(value(a, b));
    return values;
}

/// The number of lines: NaN parts them.
std::size_t partsOf(const SeriesSpec& lines)
{
    if (lines.x.empty())
        return 0;
    return 1 + static_cast<std::size_t>(std::count_if(lines.x.begin(), lines.x.end(),
                                                      [](double v) { return std::isnan(v); }));
}

}  // namespace

class ContourLinesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ofALinearFieldTheyAreStraight()
    {
        // An uneven grid, so that the coordinates count.
        const std::vector<double> x{0.0, 0.1, 0.5, 2.0}, y{-1.0, 0.0, 0.25, 1.0, 3.0};
        const auto values = fieldOn(x, y, [](double a, double b) { return 2 * a + b; });
        const SeriesSpec line = contourLines(values, x, y, 1.3);
        QCOMPARE(partsOf(line), std::size_t(1));
        for (std::size_t i = 0; i < line.x.size(); ++i)
            QVERIFY(std::abs(2 * line.x[i] + line.y[i] - 1.3) < 1e-12);
        // From the left side at y = 1.3 to the lower one at x = 1.15, in one direction.
        const auto [low, high] = std::minmax(line.x.front(), line.x.back());
        QVERIFY(std::abs(low - 0.0) < 1e-12 && std::abs(high - 1.15) < 1e-12);
        QVERIFY(std::is_sorted(line.x.begin(), line.x.end()) ||
                std::is_sorted(line.x.rbegin(), line.x.rend()));
    }

    void ofACircleItIsOneClosedLineOfItsLength()
    {
        double before = 0.0;
        for (const std::size_t count : {21, 41, 81}) {
            const auto x = evenly(-1, 1, count), y = evenly(-1, 1, count);
            const auto values = fieldOn(x, y, [](double a, double b) { return a * a + b * b; });
            const SeriesSpec line = contourLines(values, x, y, 0.5);
            QCOMPARE(partsOf(line), std::size_t(1));
            QCOMPARE(line.x.front(), line.x.back());
            QCOMPARE(line.y.front(), line.y.back());
            double length = 0.0, off = 0.0;
            for (std::size_t i = 0; i < line.x.size(); ++i) {
                off = std::max(off, std::abs(std::hypot(line.x[i], line.y[i]) - std::sqrt(0.5)));
                if (i > 0)
                    length += std::hypot(line.x[i] - line.x[i - 1], line.y[i] - line.y[i - 1]);
            }
            QVERIFY(std::abs(length - 2 * std::numbers::pi * std::sqrt(0.5)) < 0.02);
            // Second order: a quarter at half the step.
            if (before > 0)
                QVERIFY2(off < before / 3, qPrintable(QString::number(before / off)));
            before = off;
        }
    }

    void twoHillsHaveTwoRings()
    {
        const auto x = evenly(0, 2, 41), y = evenly(0, 1, 21);
        const auto values = fieldOn(x, y, [](double a, double b) {
            return std::abs(std::sin(std::numbers::pi * a)) * std::sin(std::numbers::pi * b);
        });
        QCOMPARE(partsOf(contourLines(values, x, y, 0.5)), std::size_t(2));
        QCOMPARE(partsOf(contourLines(values, x, y, 1.5)), std::size_t(0));
    }

    void aSaddleIsCutAsItsMiddleSays()
    {
        // High at two opposite corners; with a high middle the low corners are cut off.
        const std::vector<double> unit{0.0, 1.0};
        for (const double level : {0.4, 0.6}) {
            const SeriesSpec lines = contourLines({1.0, 0.0, 0.0, 1.0}, unit, unit, level);
            QCOMPARE(partsOf(lines), std::size_t(2));
            // Each line is short and keeps to one corner.
            for (std::size_t i = 0; i + 1 < lines.x.size(); i += 3) {
                const double a = (lines.x[i] + lines.x[i + 1]) / 2;
                const double b = (lines.y[i] + lines.y[i + 1]) / 2;
                const bool atLowCorner = (a - 0.5) * (b - 0.5) < 0;
                QCOMPARE(atLowCorner, level < 0.5);
            }
        }
    }

    void aHoleInTheFieldInterruptsTheLine()
    {
        const auto x = evenly(0, 1, 6), y = evenly(0, 1, 6);
        auto values = fieldOn(x, y, [](double, double b) { return b; });
        QCOMPARE(partsOf(contourLines(values, x, y, 0.5)), std::size_t(1));
        values[3 * 6 + 2] = std::numeric_limits<double>::quiet_NaN();
        const SeriesSpec line = contourLines(values, x, y, 0.5);
        QCOMPARE(partsOf(line), std::size_t(2));
    }

    void aValueAtTheLevelMakesNoGap()
    {
        const auto x = evenly(0, 1, 5), y = evenly(0, 1, 5);
        const auto values = fieldOn(x, y, [](double a, double) { return a; });
        const SeriesSpec line = contourLines(values, x, y, 0.5);
        QCOMPARE(partsOf(line), std::size_t(1));
        QCOMPARE(line.x.size(), std::size_t(5));
        for (const double a : line.x)
            QCOMPARE(a, 0.5);
    }

    void levelsLieEvenlyInsideTheRange()
    {
        QVERIFY((contourLevels({0.0, 4.0}, 3) == std::vector<double>{1, 2, 3}));
        QVERIFY(contourLevels({0.0, 4.0}, 0).empty());
    }

    void valuesThatDoNotFillTheGridAreRefused()
    {
        QVERIFY(test::inputErrorOf([] {
                    contourLines({1, 2, 3}, {0, 1}, {0, 1}, 0.5);
                }).contains("2 x 2"));
    }
};

NIE_TEST(ContourLinesTest);

}  // namespace nie::contour_lines_test

#include "contour_lines_test.moc"
