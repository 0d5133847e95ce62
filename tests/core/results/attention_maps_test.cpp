#include "core/base/error.h"
#include "core/results/attention/attention_maps.h"
#include "tests/support/plain_attention.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>
#include <cmath>

/// Merged maps, parts, profiles and similarities against their definitions, summed entry by entry.
namespace nie::attention_maps_test {

using test::PlainAttention;

namespace {

bool near(double a, double b)
{
    return std::abs(a - b) <= 1e-12 * std::max(1.0, std::abs(b));
}

/// The entries (i, j) of a block of merged tokens.
template <class Take>
void forBlock(std::int64_t row, std::int64_t column, std::int64_t merged, std::int64_t tokens,
              Take take)
{
    for (std::int64_t i = row; i < std::min(row + merged, tokens); ++i)
        for (std::int64_t j = column; j < std::min(column + merged, tokens); ++j)
            take(i, j);
}

}  // namespace

class AttentionMapsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMergedMapHoldsTheMeansOrTheGreatestOfItsBlocks_data()
    {
        QTest::addColumn<bool>("causal");
        QTest::addColumn<bool>("distributions");
        QTest::newRow("softmax") << false << true;
        QTest::newRow("causal softmax") << true << true;
        QTest::newRow("causal signed") << true << false;
    }
    void aMergedMapHoldsTheMeansOrTheGreatestOfItsBlocks()
    {
        QFETCH(bool, causal);
        QFETCH(bool, distributions);
        const PlainAttention maps({.causal = causal, .distributions = distributions});
        const auto means = maps.mergedMap(1, 2, {.most = 5}, {});
        const auto greatest =
            maps.mergedMap(1, 2, {.most = 5, .merging = AttentionMerging::Greatest}, {});
        QCOMPARE(means.merged, std::int64_t(5));
        QCOMPARE(means.rows, (std::vector<std::int64_t>{0, 5, 10, 15, 20}));
        for (std::size_t a = 0; a < 5; ++a)
            for (std::size_t b = 0; b < 5; ++b) {
                double sum = 0.0, most = 0.0;
                int count = 0, outside = 0;
                forBlock(means.rows[a], means.columns[b], 5, 24,
                         [&](std::int64_t i, std::int64_t j) {
                             const double value = maps.entry(1, 2, i, j);
                             sum += value;
                             most = std::abs(value) > std::abs(most) ? value : most;
                             outside += maps.isOutside(i, j);
                             ++count;
                         });
                QVERIFY(near(means.at(a, b), sum / count));
                QVERIFY(near(greatest.at(a, b), most));
                QCOMPARE(!means.outside.empty() && means.outside[a * 5 + b] == 1, outside == count);
            }
    }

    void aFirstViewHoldsTheMeansOfFewRows()
    {
        const PlainAttention maps;
        const auto first = maps.mergedMap(0, 1, {.most = 4, .rowsEach = 2}, {});
        QCOMPARE(first.merged, std::int64_t(6));
        QCOMPARE(first.rowsEach, std::int64_t(2));
        for (std::size_t a = 0; a < 4; ++a)
            for (std::size_t b = 0; b < 4; ++b) {
                // Of six rows the second and the fifth.
                double sum = 0.0;
                for (const std::int64_t i : {first.rows[a] + 1, first.rows[a] + 4})
                    for (std::int64_t j = first.columns[b]; j < first.columns[b] + 6; ++j)
                        sum += maps.entry(0, 1, i, j);
                QVERIFY(near(first.at(a, b), sum / 12.0));
            }
        const auto all = maps.mergedMap(0, 1, {.most = 4, .rowsEach = 9}, {});
        QCOMPARE(all.values, maps.mergedMap(0, 1, {.most = 4}, {}).values);
    }

    void partsAreSumsOverWhatIsAttendedToAndMeansOverWhatAttends()
    {
        for (const bool causal : {false, true}) {
            const PlainAttention maps({.causal = causal});
            const auto times = maps.partMap(0, 0, AttentionPart::Times, {});
            const auto cells = maps.partMap(0, 0, AttentionPart::Cells, {});
            QCOMPARE(times.rows.size(), std::size_t(3));
            QCOMPARE(cells.rows.size(), std::size_t(8));
            for (std::int64_t a = 0; a < 3; ++a)
                for (std::int64_t b = 0; b < 3; ++b) {
                    double sum = 0.0;
                    for (std::int64_t c = 0; c < 8; ++c)
                        for (std::int64_t d = 0; d < 8; ++d)
                            sum += maps.entry(0, 0, 8 * a + c, 8 * b + d);
                    const auto at = static_cast<std::size_t>(3 * a + b);
                    QVERIFY(near(times.values[at], sum / 8.0));
                    QCOMPARE(causal && times.outside[at] == 1, causal && b > a);
                }
            for (std::int64_t c = 0; c < 8; ++c) {
                double row = 0.0;
                for (std::int64_t d = 0; d < 8; ++d) {
                    double sum = 0.0;
                    for (std::int64_t a = 0; a < 3; ++a)
                        for (std::int64_t b = 0; b < 3; ++b)
                            sum += maps.entry(0, 0, 8 * a + c, 8 * b + d);
                    QVERIFY(near(cells.values[static_cast<std::size_t>(8 * c + d)], sum / 3.0));
                    row += sum / 3.0;
                }
                QVERIFY(near(row, 1.0));
            }
        }
    }

    void marginalsAreSumsOverRowsAndColumns()
    {
        const PlainAttention maps;
        for (const std::int64_t most : {24, 7}) {
            const auto sums = attentionMarginals(maps.mergedMap(0, 2, most, {}), 24);
            for (const double given : sums.given)
                QVERIFY(near(given, 1.0));
            double all = 0.0;
            for (const double received : sums.received)
                all += received;
            QVERIFY(near(all, 1.0));
        }
        const auto whole = attentionMarginals(maps.map(0, 2), 24);
        double column = 0.0;
        for (std::int64_t i = 0; i < 24; ++i)
            column += maps.entry(0, 2, i, 17) / 24.0;
        QVERIFY(near(whole.received[17], column));
        QVERIFY_EXCEPTION_THROWN(
            attentionMarginals(
                maps.mergedMap(0, 2, {.most = 7, .merging = AttentionMerging::Greatest}, {}), 24),
            InputError);
    }

    void profilesAreSharesOfTheWeightByLagAndDistance()
    {
        const PlainAttention maps({.causal = true, .distributions = false});
        const auto profiles = maps.profiles({});
        const AttentionTokens& tokens = maps.origin().tokens;
        QCOMPARE(profiles.heads.size(), std::size_t(6));
        // Times 0, 1, 3: bins 1.5 apart, from -3 to 3.
        QCOMPARE(profiles.lags, (std::vector<double>{-3.0, -1.5, 0.0, 1.5, 3.0}));
        const HeadProfile& head = profiles.heads[4];
        QCOMPARE(head.layer, std::int64_t(1));
        QCOMPARE(head.head, std::int64_t(1));
        std::vector<double> byLag(5, 0.0), byDistance(profiles.distances.size(), 0.0);
        const double width = profiles.distances[1] - profiles.distances[0];
        for (std::int64_t i = 0; i < 24; ++i) {
            double mass = 0.0;
            for (std::int64_t j = 0; j < 24; ++j)
                mass += std::abs(maps.entry(1, 1, i, j));
            for (std::int64_t j = 0; j < 24; ++j) {
                const double share = std::abs(maps.entry(1, 1, i, j)) / mass / 24.0;
                const double lag = tokens.time(i) - tokens.time(j);
                byLag[static_cast<std::size_t>(std::lround(lag / 1.5) + 2)] += share;
                const double dx = std::abs(tokens.place(i)[0] - tokens.place(j)[0]) / 4.0;
                const double dy = std::abs(tokens.place(i)[1] - tokens.place(j)[1]) / 4.0;
                const double d = std::hypot(std::min(dx, 1.0 - dx), dy);
                const auto bin = static_cast<std::size_t>(d / width * (1.0 + 1e-12));
                byDistance[std::min(bin, byDistance.size() - 1)] += share;
            }
        }
        for (std::size_t k = 0; k < byLag.size(); ++k)
            QVERIFY(near(head.byLag[k], byLag[k]));
        for (std::size_t k = 0; k < byDistance.size(); ++k)
            QVERIFY(near(head.byDistance[k], byDistance[k]));
        // The future is excluded, of attention without preference, too.
        QCOMPARE(head.byLag[0] + head.byLag[1], 0.0);
        QCOMPARE(profiles.uniform.byLag[0] + profiles.uniform.byLag[1], 0.0);
        double sum = 0.0;
        for (const double share : profiles.uniform.byLag)
            sum += share;
        QVERIFY(near(sum, 1.0));
    }

    void aCurveHasLagsAndNoDistances()
    {
        const PlainAttention maps({.fields = false});
        const auto profiles = maps.profiles({});
        QVERIFY(profiles.distances.empty());
        QVERIFY(profiles.heads[0].byDistance.empty());
        QCOMPARE(profiles.lags.size(), std::size_t(5));
    }

    void similarityIsTheCosineOfTheMatricesWithoutWhatAllShare()
    {
        for (const bool distributions : {true, false}) {
            const PlainAttention maps({.distributions = distributions});
            const auto similarity = maps.similarity({});
            QCOMPARE(similarity.count(), std::int64_t(6));
            const auto entries = [&](std::int64_t number) {
                std::vector<double> values = maps.map(number / 3, number % 3).values;
                const auto even = maps.evenRows(maps.map(0, 0).rows);
                for (std::size_t k = 0; k < values.size(); ++k)
                    values[k] -= distributions ? even[k] : 0.0;
                return values;
            };
            const auto product = [](const auto& a, const auto& b) {
                double sum = 0.0;
                for (std::size_t k = 0; k < a.size(); ++k)
                    sum += a[k] * b[k];
                return sum;
            };
            for (std::int64_t a = 0; a < 6; ++a)
                for (std::int64_t b = 0; b < 6; ++b) {
                    const auto one = entries(a), other = entries(b);
                    const double cosine =
                        product(one, other) / std::sqrt(product(one, one) * product(other, other));
                    QVERIFY(std::abs(similarity.values[static_cast<std::size_t>(6 * a + b)] -
                                     cosine) < 1e-10);
                }
        }
    }

    void statisticsTellOfWeightOutsideTheLimits()
    {
        const PlainAttention maps({.causal = true});
        const auto statistics = maps.statistics({});
        QCOMPARE(statistics.heads.size(), std::size_t(6));
        for (const HeadStatistics& head : statistics.heads) {
            QCOMPARE(head.massOutsideLimits, 0.0);
            QVERIFY(near(head.leastRowSum, 1.0) && near(head.greatestRowSum, 1.0));
            QVERIFY(*head.entropy < *statistics.uniform.entropy + 1e-12);
        }
    }

    void aStopEndsEverythingThatTakesLong()
    {
        const PlainAttention maps;
        std::stop_source source;
        source.request_stop();
        const auto stop = source.get_token();
        QVERIFY_EXCEPTION_THROWN(maps.statistics(stop), Interrupted);
        QVERIFY_EXCEPTION_THROWN(maps.profiles(stop), Interrupted);
        QVERIFY_EXCEPTION_THROWN(maps.similarity(stop), Interrupted);
        QVERIFY_EXCEPTION_THROWN(maps.mergedMap(0, 0, 4, stop), Interrupted);
        QVERIFY_EXCEPTION_THROWN(maps.mergedMap(0, 0, {.most = 4, .rowsEach = 1}, stop),
                                 Interrupted);
        QVERIFY_EXCEPTION_THROWN(maps.partMap(0, 0, AttentionPart::Times, stop), Interrupted);
    }
};

NIE_TEST(AttentionMapsTest);

}  // namespace nie::attention_maps_test

#include "attention_maps_test.moc"
