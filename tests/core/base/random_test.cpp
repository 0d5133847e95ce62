#include "core/base/random.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>
#include <set>

namespace nie::random_test {

using nie::deriveSeed;
using nie::RandomStream;

class RandomTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameSeedGivesTheSameNumbers()
    {
        RandomStream a(7);
        RandomStream b(7);
        for (int i = 0; i < 100; ++i)
            QCOMPARE(a.normal(), b.normal());
    }

    void derivedSeedsDifferByStreamAndIndex()
    {
        std::set<std::uint64_t> seeds;
        for (std::uint64_t stream = 0; stream < 20; ++stream)
            for (std::uint64_t index = 0; index < 100; ++index)
                seeds.insert(deriveSeed(1, stream, index));
        QCOMPARE(seeds.size(), std::size_t(2000));
    }

    void normalNumbersHaveTheMomentsOfTheNormalDistribution()
    {
        RandomStream stream(3);
        const int count = 200000;
        double sum = 0;
        double squares = 0;
        double fourth = 0;
        for (int i = 0; i < count; ++i) {
            const double x = stream.normal();
            sum += x;
            squares += x * x;
            fourth += x * x * x * x;
        }
        // Five standard errors: 1/sqrt(n), sqrt(2/n), sqrt(96/n).
        QVERIFY(std::abs(sum / count) < 5 / std::sqrt(count));
        QVERIFY(std::abs(squares / count - 1) < 5 * std::sqrt(2.0 / count));
        QVERIFY(std::abs(fourth / count - 3) < 5 * std::sqrt(96.0 / count));
    }

    void permutationHoldsEveryIndexOnceAndIsNotTheIdentity()
    {
        const auto order = RandomStream(5).permutation(1000);
        auto sorted = order;
        std::sort(sorted.begin(), sorted.end());
        for (std::int64_t i = 0; i < 1000; ++i)
            QCOMPARE(sorted[static_cast<std::size_t>(i)], i);
        QVERIFY(order != sorted);
    }
};

NIE_TEST(RandomTest);

}  // namespace nie::random_test

#include "random_test.moc"
