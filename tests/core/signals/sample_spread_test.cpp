#include "core/signals/sample_spread.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace nie::sample_spread_test {

class SampleSpreadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void threeValuesGiveWhatTheTablesOfStudentSay()
    {
        // Mean 3, squared deviations 4 + 1 + 9 = 14; t(0.975, 2 degrees of freedom) = 4.30265273.
        const SampleSpread spread = spreadOf(std::vector{1.0, 2.0, 6.0});
        QCOMPARE(spread.count, std::int64_t(3));
        QVERIFY(std::abs(spread.mean - 3.0) < 1e-15);
        QVERIFY(std::abs(spread.standardDeviation - std::sqrt(7.0)) < 1e-14);
        QVERIFY(std::abs(spread.confidenceHalfWidth95 - 4.30265273 * std::sqrt(7.0 / 3.0)) < 1e-7);
    }

    void equalValuesHaveNoSpread()
    {
        const SampleSpread spread = spreadOf(std::vector{0.25, 0.25, 0.25, 0.25});
        QCOMPARE(spread.mean, 0.25);
        QCOMPARE(spread.standardDeviation, 0.0);
        QCOMPARE(spread.confidenceHalfWidth95, 0.0);
    }

    void theIntervalHoldsTheMeanInNinetyFiveOfAHundredSamples()
    {
        std::mt19937_64 random(7);
        std::normal_distribution<double> normal(2.0, 3.0);
        constexpr int kTrials = 20000;
        int holds = 0;
        for (int trial = 0; trial < kTrials; ++trial) {
            std::vector<double> values(4);
            for (double& value : values)
                value = normal(random);
            const SampleSpread spread = spreadOf(values);
            holds += std::abs(spread.mean - 2.0) <= spread.confidenceHalfWidth95 ? 1 : 0;
        }
        // Standard error of the share: 0.0015.
        QVERIFY(std::abs(static_cast<double>(holds) / kTrials - 0.95) < 0.006);
    }

    void whatIsUnknownIsNotANumber()
    {
        const SampleSpread one = spreadOf(std::vector{5.0});
        QCOMPARE(one.mean, 5.0);
        QVERIFY(std::isnan(one.standardDeviation) && std::isnan(one.confidenceHalfWidth95));
        QVERIFY(std::isnan(spreadOf({}).mean));
        const double infinity = std::numeric_limits<double>::infinity();
        QVERIFY(std::isnan(spreadOf(std::vector{1.0, infinity, 2.0}).mean));
    }
};

NIE_TEST(SampleSpreadTest);

}  // namespace nie::sample_spread_test

#include "sample_spread_test.moc"
