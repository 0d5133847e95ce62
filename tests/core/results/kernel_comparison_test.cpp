#include "core/results/kernel/kernel_comparison.h"
#include "core/results/kernel/kernel_figure.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::kernel_comparison_test {

namespace {

/// Two entries on a grid of two times, the future excluded; learned is half the known kernel.
KernelMap halfAsStrong()
{
    KernelMap map;
    map.model = "nie";
    map.form = "factorised";
    map.limits = "volterra";
    map.split = "test";
    map.curves = 7;
    map.times = {0.0, 1.0};
    map.outside = {0, 1, 0, 0};
    map.strength = {1.0, 99.0, 2.0, 3.0};
    KernelComparison known;
    known.formula = "K = ...";
    known.knownStrength = {2.0, 0.0, 4.0, 6.0};
    known.correlation = 0.75;
    known.factor = 2.0;
    known.entries = {{"K11", {0.5, 99.0, 1.0, -1.0}, {1.0, 0.0, 2.0, -2.0}},
                     {"K12", {1.5, 99.0, 0.0, 2.0}, {3.0, 0.0, 0.0, 4.0}}};
    compareKernels(known, map.strength, map.outside);
    map.known = known;
    return map;
}

}  // namespace

class KernelComparisonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aScaledKernelCorrelatesFully()
    {
        const KernelMap map = halfAsStrong();
        const KernelComparison& known = *map.known;
        QVERIFY(std::abs(known.entryCorrelation - 1.0) < 1e-12);
        QVERIFY(std::abs(known.strengthCorrelation - 1.0) < 1e-12);
        for (const KernelEntry& entry : known.entries)
            QVERIFY(std::abs(entry.correlation - 1.0) < 1e-12);
    }

    void whereNothingCanBeToldNothingCounts()
    {
        KernelMap map = halfAsStrong();
        KernelComparison known = *map.known;
        known.entries[0].learned[0] = -77.0;
        known.undetermined = {1, 1, 0, 0};
        compareKernels(known, map.strength, map.outside);
        QVERIFY(std::abs(known.entries[0].correlation - 1.0) < 1e-12);
        known.undetermined.clear();
        compareKernels(known, map.strength, map.outside);
        QVERIFY(known.entries[0].correlation < 0.9);
    }

    void whatLiesOutsideTheLimitsDoesNotCount()
    {
        QVERIFY(std::abs(gridCorrelation({1, 2, 3, 500}, {1, 2, 3, -9}, {0, 0, 0, 1}) - 1.0) <
                1e-12);
        QVERIFY(gridCorrelation({1, 2, 3, 500}, {1, 2, 3, -9}, {}) < 0.0);
        QVERIFY(std::isnan(gridCorrelation({1, 1, 1}, {1, 2, 3}, {})));
    }

    void thePairsOfTheFigureShareTheirColours()
    {
        const FigureSpec figure = kernelFigure(halfAsStrong(), {{"run", "r"}});
        QCOMPARE(figure.panels.size(), std::size_t(6));
        QCOMPARE(figure.columns, 3);  // learned above, true below
        for (std::size_t k = 0; k < 3; ++k) {
            QCOMPARE(figure.panels[k].image->from, figure.panels[k + 3].image->from);
            QCOMPARE(figure.panels[k].image->to, figure.panels[k + 3].image->to);
            validate(*figure.panels[k].image);
        }
        // The value outside the limits does not decide the range.
        QCOMPARE(figure.panels[0].image->to, 6.0);
        QVERIFY(kernelSummary(halfAsStrong()).find("factor 2.00") != std::string::npos);
    }

    void withoutAKnownKernelTheLearnedOneIsDrawnAlone()
    {
        KernelMap map = halfAsStrong();
        map.known.reset();
        map.norm = {1, 1, 1, 1};
        QCOMPARE(kernelFigure(map, {}).panels.size(), std::size_t(2));
        QVERIFY(kernelSummary(map).find("not known") != std::string::npos);
    }
};

NIE_TEST(KernelComparisonTest);

}  // namespace nie::kernel_comparison_test

#include "kernel_comparison_test.moc"
