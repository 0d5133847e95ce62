#include "core/base/error.h"
#include "core/data/dataset_description.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <limits>

namespace nie::dataset_description_test {

namespace {

/// Gives one set out of memory and counts how often each sample is asked for.
class CountingReader : public SampleReader {
public:
    explicit CountingReader(torch::Tensor values) : m_values(std::move(values)) {}
    std::vector<std::int64_t> shape() const override { return m_values.sizes().vec(); }
    torch::Tensor read(const std::vector<std::int64_t>& indices) const override
    {
        samplesRead += static_cast<int>(indices.size());
        return m_values.index_select(0, torch::tensor(indices, torch::kInt64));
    }

    mutable int samplesRead = 0;

private:
    torch::Tensor m_values;
};

Dataset setOf(const torch::Tensor& values)
{
    Dataset set;
    set.name = "set";
    set.channels = {"a", "b"};
    set.times = torch::arange(values.size(1), torch::kFloat64);
    set.values = values;
    return set;
}

}  // namespace

class DatasetDescriptionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Two samples of which each is a portion of its own. The first channel is 1e8 +- 1e-3, whose
    /// deviation the difference of squares would lose; the second is the sample's number.
    void aLargeSetIsDescribedInOneReading()
    {
        constexpr std::int64_t kTimes = 2200000;
        const torch::Tensor sign = 1 - 2 * torch::arange(kTimes, torch::kFloat64).remainder(2);
        const torch::Tensor values =
            torch::stack({torch::stack({1e8 + 1e-3 * sign, torch::zeros_like(sign)}, -1),
                          torch::stack({1e8 + 1e-3 * sign, torch::ones_like(sign)}, -1)});
        Dataset set = setOf(values);
        QVERIFY(sampleChunks(set).size() == 2);
        const std::string hash = set.contentHash();
        const auto reader = std::make_shared<const CountingReader>(values);
        set.reader = reader;
        set.values = torch::Tensor();
        const DatasetStudy study = describeDataset(set, 1, {});
        QCOMPARE(reader->samplesRead, 2);
        QCOMPARE(study.contentHash, hash);
        const double count = 2.0 * kTimes;
        const double correction = std::sqrt(count / (count - 1));
        QVERIFY(std::abs(study.channels[0].mean - 1e8) < 1e-6);
        // The last digit of 1e8 is 1.5e-8.
        QVERIFY(std::abs(study.channels[0].deviation - 1e-3 * correction) < 2e-8);
        QVERIFY(std::abs(study.channels[1].mean - 0.5) < 1e-12);
        QVERIFY(std::abs(study.channels[1].deviation - 0.5 * correction) < 1e-12);
        QVERIFY(study.channels[1].minimum == 0.0 && study.channels[1].maximum == 1.0);
        QCOMPARE(study.bytes, std::uint64_t(4) * kTimes * 8);
    }

    void numbersThatAreMissingAreCountedAndLeftOut()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        torch::Tensor values =
            torch::tensor({1.0, nan, nan, nan, 4.0, nan}, torch::kFloat64).reshape({1, 3, 2});
        values[0][1][0] = std::numeric_limits<double>::infinity();
        const DatasetStudy study = describeDataset(setOf(values), 1, {});
        QCOMPARE(study.channels[0].missing, std::int64_t(1));
        QCOMPARE(study.channels[0].mean, 2.5);
        QCOMPARE(study.channels[0].deviation, std::sqrt(4.5));
        QVERIFY(study.channels[0].minimum == 1.0 && study.channels[0].maximum == 4.0);
        QCOMPARE(study.channels[1].missing, std::int64_t(3));
        QVERIFY(std::isnan(study.channels[1].mean));
        QCOMPARE(study.training, std::int64_t(0));  // one sample cannot be split
    }

    void singlePrecisionIsSeen()
    {
        const DatasetStudy study =
            describeDataset(setOf(torch::ones({4, 3, 2}, torch::kFloat32)), 1, {});
        QVERIFY(study.singlePrecision);
        QCOMPARE(study.bytes, std::uint64_t(4 * 3 * 2 * 4));
        QCOMPARE(study.training + study.validation + study.test, std::int64_t(4));
    }

    void aStopIsObeyed()
    {
        std::stop_source source;
        source.request_stop();
        QVERIFY_THROWS_EXCEPTION(
            Interrupted, describeDataset(setOf(torch::ones({4, 3, 2})), 1, source.get_token()));
    }
};

NIE_TEST(DatasetDescriptionTest);

}  // namespace nie::dataset_description_test

#include "dataset_description_test.moc"
