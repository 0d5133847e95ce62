#include "tests/support/test_registry.h"
#include "widgets/figures/axis_mapping.h"
#include "widgets/figures/axis_ticks.h"

#include <QTest>

#include <cmath>

namespace nie::figure_axes_test {

class FigureAxesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linearTicksAreRoundAndInside()
    {
        const AxisTicks ticks = linearTicks(-0.83, 1.12, 4);
        QCOMPARE(ticks.labels, (std::vector<std::string>{"\u22120.5", "0.0", "0.5", "1.0"}));
        QCOMPARE(ticks.exponent, 0);
        QVERIFY(std::abs(ticks.major[1]) == 0);
    }

    void labelsThatWouldTouchAreThinned()
    {
        const std::vector<double> places{0, 10, 20, 30};
        const std::vector<double> widths(4, 8.0);
        const auto thinned = [&](double gap) {
            AxisTicks ticks = linearTicks(0, 0.65, 4);
            thinLabels(ticks, places, widths, gap);
            return ticks;
        };
        using Labels = std::vector<std::string>;
        QCOMPARE(thinned(2).labels, (Labels{"0.0", "0.2", "0.4", "0.6"}));
        QCOMPARE(thinned(3).labels, (Labels{"0.0", "", "0.4", ""}));
        QCOMPARE(thinned(13).labels, (Labels{"0.0", "", "", "0.6"}));
        QCOMPARE(thinned(100).labels, (Labels{"0.0", "", "", "0.6"}));
        QCOMPARE(thinned(100).major.size(), std::size_t{4});
    }

    void smallAndLargeValuesShareAPowerOfTen()
    {
        const AxisTicks small = linearTicks(0, 4.2e-5, 4);
        QCOMPARE(small.exponent, -5);
        QCOMPARE(small.labels, (std::vector<std::string>{"0", "2", "4"}));
        QCOMPARE(linearTicks(0, 150000, 3).exponent, 0);
        QCOMPARE(linearTicks(0, 2e6, 3).exponent, 6);
    }

    void logarithmicTicksAreDecades()
    {
        const AxisTicks ticks = logarithmicTicks(3e-4, 2, 5);
        QVERIFY(ticks.powers);
        QCOMPARE(ticks.labels, (std::vector<std::string>{"\u22123", "\u22122", "\u22121", "0"}));
        for (double minor : ticks.minor)
            QVERIFY(minor >= 3e-4 && minor <= 2);
    }

    void manyDecadesAreThinned()
    {
        const AxisTicks ticks = logarithmicTicks(1e-12, 1, 4);
        QVERIFY(ticks.major.size() >= 3 && ticks.major.size() <= 5);
    }

    void lessThanADecadeIsWrittenInNumbers()
    {
        const AxisTicks ticks = logarithmicTicks(0.15, 0.7, 4);
        QVERIFY(!ticks.powers);
        QCOMPARE(ticks.labels, (std::vector<std::string>{"0.2", "0.5"}));
    }

    void rangesLeaveOutWhatCannotBeShown()
    {
        PanelSpec panel;
        panel.y.logarithmic = true;
        panel.series.push_back({"a", {1, 2, 3, 4}, {-5, 0.1, std::nan(""), 10}});
        const PanelRanges ranges = panelRanges(panel);
        QVERIFY(ranges.y.from > 0.05 && ranges.y.from < 0.1);
        QVERIFY(ranges.y.to > 10 && ranges.y.to < 20);
        QCOMPARE(ranges.x.from, 2.0);
    }

    void askedRangesWin()
    {
        PanelSpec panel;
        panel.x.from = 10;
        panel.x.to = 20;
        panel.series.push_back({"a", {1, 100}, {0, 1}});
        QCOMPARE(panelRanges(panel).x.from, 10.0);
        QCOMPARE(panelRanges(panel).x.to, 20.0);
    }

    void equalAspectWidensTheFinerAxis()
    {
        const PanelRanges ranges = withEqualAspect({{0, 1}, {0, 1}}, 200, 100);
        QCOMPARE(ranges.x.from, -0.5);
        QCOMPARE(ranges.x.to, 1.5);
        QCOMPARE(ranges.y.to, 1.0);
    }

    void lineIsClippedAtTheBoxAndBrokenAtNan()
    {
        const AxisMapping x{{0, 10}, false, 0, 100}, y{{0, 1}, false, 100, 0};
        SeriesSpec series{"a", {-10, 0, 5, 6, 7, 20}, {0.5, 0.5, 0.5, std::nan(""), 0.5, 0.5}};
        const auto lines = visibleLines(series, x, y, 1);
        QCOMPARE(lines.size(), std::size_t(2));
        QCOMPARE(lines[0].first(), QPointF(0, 50));
        QCOMPARE(lines[0].last(), QPointF(50, 50));
        QCOMPARE(lines[1].last(), QPointF(100, 50));
    }

    void thinningKeepsTheOnlySpike()
    {
        const AxisMapping x{{0, 1e6}, false, 0, 1000}, y{{0, 1}, false, 100, 0};
        SeriesSpec series;
        for (int i = 0; i < 1000000; ++i) {
            series.x.push_back(i);
            series.y.push_back(i == 654321 ? 1.0 : 0.1);
        }
        const auto lines = visibleLines(series, x, y, 1);
        QCOMPARE(lines.size(), std::size_t(1));
        QVERIFY(lines[0].size() < 5000);
        double least = 100;
        for (const QPointF& point : lines[0])
            least = std::min(least, point.y());
        QCOMPARE(least, 0.0);
    }
};

NIE_TEST(FigureAxesTest);

}  // namespace nie::figure_axes_test

#include "figure_axes_test.moc"
