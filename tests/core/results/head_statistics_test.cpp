#include "core/results/head_statistics.h"
#include "tests/support/error_text.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::head_statistics_test {

namespace {

AttentionTokens curveTokens(std::vector<double> times)
{
    AttentionTokens tokens;
    tokens.times = std::move(times);
    tokens.weights.assign(tokens.times.size(), 1.0 / static_cast<double>(tokens.times.size()));
    return tokens;
}

/// Two times of a circle with four cells and a line with two: 16 tokens.
AttentionTokens fieldTokens()
{
    AttentionTokens tokens;
    tokens.times = {0.0, 3.0};
    tokens.space = {{.name = "x",
                     .centres = {1.0, 2.0, 3.0, 4.0},
                     .from = 0.5,
                     .length = 4.0,
                     .periodic = true},
                    {.name = "y", .centres = {-1.0, 1.0}, .from = -2.0, .length = 4.0}};
    tokens.weights.assign(16, 1.0 / 16);
    return tokens;
}

HeadStatistics statisticsOf(const AttentionTokens& tokens, const std::vector<double>& matrix,
                            bool distributions)
{
    HeadStatisticsSum sum(tokens, distributions);
    const auto count = static_cast<std::size_t>(tokens.count());
    for (std::size_t i = 0; i < count; ++i)
        sum.add(matrix.data() + i * count);
    return sum.result();
}

bool near(double a, double b)
{
    return std::abs(a - b) <= 1e-12 * std::max(1.0, std::abs(b));
}

}  // namespace

class HeadStatisticsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void evenAttentionHasTheEntropyOfAllTokens()
    {
        const auto tokens = curveTokens({0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
        const auto result = statisticsOf(tokens, std::vector<double>(100, 0.1), true);
        QVERIFY(near(*result.entropy, std::log(10.0)));
        QVERIFY(near(*result.effectiveCount, 10.0));
        // Mean over pairs of |i - j| for 0..n-1: (n^2 - 1) / (3 n).
        QVERIFY(near(result.meanTimeDistance, 99.0 / 30.0));
        QVERIFY(std::abs(result.meanLag) < 1e-12);
        // A tenth of the span of 9 holds the token alone.
        QVERIFY(near(result.localityShare, 0.1));
        QVERIFY(near(result.leastRowSum, 1.0) && near(result.greatestRowSum, 1.0));
        QVERIFY(!result.meanDistance);
    }

    void attentionToItselfHasNoEntropyAndReachesNowhere()
    {
        const auto tokens = fieldTokens();
        std::vector<double> matrix(256, 0.0);
        for (std::size_t i = 0; i < 16; ++i)
            matrix[17 * i] = 1.0;
        const auto result = statisticsOf(tokens, matrix, true);
        QCOMPARE(*result.entropy, 0.0);
        QCOMPARE(*result.effectiveCount, 1.0);
        QCOMPARE(*result.meanDistance, 0.0);
        QCOMPARE(result.meanLag, 0.0);
        QCOMPARE(result.localityShare, 1.0);
    }

    void distancesTakeTheShortWayRoundACircleAndLagsCountBackwards()
    {
        const auto tokens = fieldTokens();
        // Every token attends to the first one: place (1, -1), time 0.
        std::vector<double> matrix(256, 0.0);
        for (std::size_t i = 0; i < 16; ++i)
            matrix[16 * i] = 1.0;
        const auto result = statisticsOf(tokens, matrix, true);
        // In lengths of the domain: x 0, 1/4, 1/2, 1/4 (round the circle), y 0 or 1/2.
        double sum = 0.0;
        for (const double x : {0.0, 0.25, 0.5, 0.25})
            for (const double y : {0.0, 0.5})
                sum += std::hypot(x, y);
        QVERIFY(near(*result.meanDistance, sum / 8.0));
        QVERIFY(near(result.meanLag, 1.5));
        QVERIFY(near(result.meanTimeDistance, 1.5));
        QVERIFY(near(result.localityShare, 1.0 / 16.0));
    }

    void entropyOfUnevenRowsIsTheMeanOfTheirOwn()
    {
        const auto tokens = curveTokens({0, 1});
        const auto result = statisticsOf(tokens, {0.25, 0.75, 1.0, 0.0}, true);
        const double first = -0.25 * std::log(0.25) - 0.75 * std::log(0.75);
        QVERIFY(near(*result.entropy, first / 2));
        QVERIFY(near(*result.effectiveCount, std::exp(first / 2)));
        // Row 0 looks a quarter of nothing and three quarters one ahead, row 1 one back.
        QVERIFY(near(result.meanLag, (-0.75 + 1.0) / 2));
    }

    void signedKernelsHaveNoEntropyAndWeighByMagnitude()
    {
        const auto tokens = curveTokens({0, 1, 2});
        const auto result = statisticsOf(tokens, {3, -1, 0, 0, 0, 0, 1, 1, -2}, false);
        QVERIFY(!result.entropy && !result.effectiveCount);
        // Row 1 has no mass: rows 0 and 2 alone count.
        QVERIFY(near(result.meanTimeDistance, ((1.0 * 1) / 4 + (1.0 * 2 + 1.0 * 1) / 4) / 2));
        QVERIFY(near(result.meanLag, (-0.25 + 0.75) / 2));
        QVERIFY(near(result.leastRowSum, 0.0) && near(result.greatestRowSum, 2.0));
        QVERIFY(near(result.meanRowSum, 2.0 / 3));
        AttentionOrigin origin;
        origin.kind = "galerkin";
        QVERIFY(QString::fromStdString(origin.entropyAbsence()).contains("galerkin"));
        origin.distributions = true;
        QVERIFY(origin.entropyAbsence().empty());
    }

    void nearestTokenOfAPointIsFoundRoundTheCircle()
    {
        const auto tokens = fieldTokens();
        QCOMPARE(tokens.nearest({1.1, -0.9, 0.2}, "query"), 0);
        QCOMPARE(tokens.nearest({3.1, 1.9, 2.9}, "query"), 8 + 2 * 2 + 1);
        QCOMPARE(tokens.nearest({0.5, -2.0, 0.0}, "query"), 0);
        QCOMPARE(tokens.nearest({4.5, 2.0, 3.0}, "query") % 2, 1);
        const auto place = tokens.place(13);
        QCOMPARE(place, (std::vector<double>{3.0, 1.0}));
        QCOMPARE(tokens.time(13), 3.0);
    }

    void pointsOutsideTheDomainAreRefused()
    {
        using test::inputErrorOf;
        const auto tokens = fieldTokens();
        QCOMPARE(inputErrorOf([&] {
                     tokens.nearest({5.0, 0.0, 1.0}, "--query");
                 }),
                 "--query: outside the domain (found x = 5; allowed: x from 0.5 to 4.5)");
        QCOMPARE(inputErrorOf([&] {
                     tokens.nearest({1.0, 0.0, 3.5}, "--query");
                 }),
                 "--query: outside the domain (found t = 3.5; allowed: t from 0 to 3)");
        QCOMPARE(inputErrorOf([&] {
                     tokens.nearest({1.0, NAN, 1.0}, "--query");
                 }),
                 "--query: outside the domain (found y = nan; allowed: y from -2 to 2)");
        QCOMPARE(inputErrorOf([&] { tokens.nearest({1.0}, "--query"); }),
                 "--query: wrong number of coordinates (found 1; allowed: 3: x,y,t)");
    }
};

NIE_TEST(HeadStatisticsTest);

}  // namespace nie::head_statistics_test

#include "head_statistics_test.moc"
