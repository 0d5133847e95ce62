#include "core/training/batch_sampler.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <set>

namespace nie::batch_sampler_test {

using Samples = std::multiset<std::int64_t>;

namespace {

/// What the steps until the end of the epoch take.
Samples restOfEpoch(BatchSampler& sampler)
{
    Samples seen;
    do {
        for (const std::int64_t sample : sampler.batch())
            seen.insert(sample);
    } while (!sampler.advance());
    return seen;
}

const std::vector<std::int64_t> kSeven{10, 11, 12, 13, 14, 15, 16};

}  // namespace

class BatchSamplerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySampleIsSeenOnceAnEpoch()
    {
        BatchSampler sampler(kSeven, 3, 1);
        QCOMPARE(sampler.stepsPerEpoch(), 3);
        for (int epoch = 0; epoch < 3; ++epoch)
            QCOMPARE(restOfEpoch(sampler), Samples(kSeven.begin(), kSeven.end()));
        QVERIFY(sampler.position() == (SamplerPosition{4, 0}));
    }

    void aBatchIsTheSameUntilItIsUsed()
    {
        BatchSampler sampler(kSeven, 3, 1);
        QCOMPARE(sampler.batch(), sampler.batch());
        const auto first = sampler.batch();
        sampler.advance();
        QVERIFY(sampler.batch() != first);
    }

    void aSamplerMovedToAPositionGoesOnAsTheOther()
    {
        BatchSampler straight(kSeven, 3, 5);
        for (int step = 0; step < 4; ++step)
            straight.advance();
        BatchSampler moved(kSeven, 3, 5);
        moved.moveTo(straight.position());
        for (int step = 0; step < 6; ++step) {
            QCOMPARE(moved.batch(), straight.batch());
            straight.advance();
            moved.advance();
        }
    }

    void anotherBatchSizeInTheMiddleOfAnEpochLosesNoSample()
    {
        BatchSampler sampler(kSeven, 2, 1);
        Samples seen;
        for (const std::int64_t sample : sampler.batch())
            seen.insert(sample);
        sampler.advance();
        sampler.setBatchSize(3);
        seen.merge(restOfEpoch(sampler));
        QCOMPARE(seen, Samples(kSeven.begin(), kSeven.end()));
    }

    void countsTheStepsThatAreLeft()
    {
        BatchSampler sampler(kSeven, 3, 1);
        QCOMPARE(sampler.stepsLeft(2), 6);
        sampler.advance();
        QCOMPARE(sampler.stepsLeft(2), 5);
        sampler.setBatchSize(4);
        QCOMPARE(sampler.stepsLeft(2), 3);  // four samples are left, then seven
        QCOMPARE(sampler.stepsLeft(0), 0);
    }
};

NIE_TEST(BatchSamplerTest);

}  // namespace nie::batch_sampler_test

#include "batch_sampler_test.moc"
