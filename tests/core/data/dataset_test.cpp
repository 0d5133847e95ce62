#include "core/base/error.h"
#include "core/data/dataset.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

namespace nie::dataset_test {

namespace {

Dataset twoCurves()
{
    Dataset data;
    data.times = torch::tensor({0.0, 0.5, 1.0}, torch::kFloat64);
    data.values = torch::arange(6, torch::kFloat64).reshape({2, 3, 1});
    return data;
}

std::vector<std::int64_t> together(const Split& split)
{
    std::vector<std::int64_t> all = split.training;
    all.insert(all.end(), split.validation.begin(), split.validation.end());
    all.insert(all.end(), split.test.begin(), split.test.end());
    return all;
}

/// A set that holds nothing: sample i is a constant field of the value i.
class CountingReader : public SampleReader {
public:
    std::vector<std::int64_t> shape() const override { return {5, 2, 3, 1}; }
    torch::Tensor read(const std::vector<std::int64_t>& indices) const override
    {
        return torch::tensor(indices, torch::kFloat64).reshape({-1, 1, 1, 1}).expand({-1, 2, 3, 1});
    }
};

Dataset streamedFields()
{
    Dataset data;
    data.name = "streamed";
    data.channels = {"u"};
    data.times = torch::tensor({0.0, 1.0}, torch::kFloat64);
    data.space = {SpaceAxis::periodicAxis("x", 3)};
    data.reader = std::make_shared<CountingReader>();
    return data;
}

DatasetCatalog catalogOf(const std::vector<std::string>& names)
{
    std::vector<DatasetEntry> entries;
    for (const std::string& name : names)
        entries.push_back({name, name, {}, {}, DatasetFactory::Function()});
    return DatasetCatalog(entries);
}

}  // namespace

class DatasetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// FNV-1a of the sizes (64-bit) and the numbers (binary64), little-endian, computed apart from
    /// this program.
    void hashIsFnvOverSizesAndNumbers()
    {
        QCOMPARE(twoCurves().contentHash(), std::string("13e4f33b3ef82e1b"));
    }

    void hashSeesEveryBitOfTimesAndValuesAndTheShape()
    {
        const std::string original = twoCurves().contentHash();
        Dataset other = twoCurves();
        other.values[1][2][0] = std::nextafter(5.0, 6.0);
        QVERIFY(other.contentHash() != original);
        other = twoCurves();
        other.times[0] = 1e-300;
        QVERIFY(other.contentHash() != original);
        other = twoCurves();
        other.values = other.values.reshape({1, 3, 2});
        QVERIFY(other.contentHash() != original);
    }

    void hashDoesNotSeeMemoryLayoutOrNames()
    {
        Dataset other = twoCurves();
        other.values = other.values.permute({2, 1, 0}).contiguous().permute({2, 1, 0});
        other.name = "another";
        QVERIFY(!other.values.is_contiguous());
        QCOMPARE(other.contentHash(), twoCurves().contentHash());
    }

    void streamedSetIsTheSetThatItsReaderGives()
    {
        const Dataset streamed = streamedFields();
        streamed.validate();
        Dataset held = streamed;
        held.reader.reset();
        held.values = streamed.reader->read({0, 1, 2, 3, 4}).contiguous();
        QCOMPARE(streamed.shape(), held.shape());
        QCOMPARE(streamed.sampleCount(), std::int64_t(5));
        QCOMPARE(streamed.contentHash(), held.contentHash());
        QVERIFY(torch::equal(streamed.samples({4, 1}), held.samples({4, 1})));
        const ChannelStatistics statistics = channelStatistics(streamed, {1, 3});
        QCOMPARE(statistics.mean.item<double>(), 2.0);
        QVERIFY(std::abs(statistics.deviation.item<double>() - std::sqrt(12.0 / 11.0)) < 1e-14);
    }

    void hashOfSinglePrecisionIsThatOfTheSameNumbersInDouble()
    {
        Dataset single = twoCurves();
        single.values = single.values.to(torch::kFloat32);
        QCOMPARE(single.contentHash(), twoCurves().contentHash());
    }

    void shapeThatContradictsTheAxesIsRefused_data()
    {
        QTest::addColumn<int>("what");
        QTest::newRow("times") << 0;
        QTest::newRow("space") << 1;
        QTest::newRow("channels") << 2;
        QTest::newRow("given") << 3;
        QTest::newRow("order of times") << 4;
        QTest::newRow("dimensions") << 5;
    }
    void shapeThatContradictsTheAxesIsRefused()
    {
        QFETCH(int, what);
        Dataset data = streamedFields();
        if (what == 0)
            data.times = torch::tensor({0.0, 1.0, 2.0}, torch::kFloat64);
        if (what == 1)
            data.space[0].coordinates.pop_back();
        if (what == 2)
            data.channels.push_back("v");
        if (what == 3)
            data.givenPoints = 2;
        if (what == 4)
            data.times = torch::tensor({1.0, 0.0}, torch::kFloat64);
        if (what == 5)
            data.space.push_back(SpaceAxis::periodicAxis("y", 1));
        QVERIFY_THROWS_EXCEPTION(InputError, data.validate());
    }

    void givenPointsComeFirstWhereverTheyStand()
    {
        Dataset data = twoCurves();
        const auto values = torch::arange(12, torch::kDouble).view({1, 6, 2});
        QVERIFY(torch::equal(data.givenFirst(values), values));
        data.givenPoints = 2;
        data.givenStart = 3;
        const auto order = torch::tensor({3, 4, 0, 1, 2, 5}, torch::kLong);
        QVERIFY(torch::equal(data.givenFirst(values), values.index_select(1, order)));
    }

    void windowBeyondTheSampleIsRefused()
    {
        Dataset data = twoCurves();
        data.channels = {"y"};
        data.givenPoints = 1;
        data.givenStart = data.timeCount() - 1;
        data.validate();
        data.givenStart += 1;
        QVERIFY_EXCEPTION_THROWN(data.validate(), InputError);
    }

    void splitIsDisjointAndComplete()
    {
        for (const std::int64_t count : {3, 4, 5, 7, 10, 100, 501}) {
            const Split split = splitSamples(count, {}, 1);
            std::vector<std::int64_t> all = together(split);
            std::sort(all.begin(), all.end());
            QCOMPARE(std::int64_t(all.size()), count);
            for (std::int64_t i = 0; i < count; ++i)
                QCOMPARE(all[std::size_t(i)], i);
            QVERIFY(!split.training.empty() && !split.validation.empty() && !split.test.empty());
        }
    }

    void splitFollowsTheShares()
    {
        const Split split = splitSamples(500, {.training = 0.6, .validation = 0.2}, 1);
        QCOMPARE(split.training.size(), std::size_t(300));
        QCOMPARE(split.validation.size(), std::size_t(100));
        QCOMPARE(split.test.size(), std::size_t(100));
        const Split greedy = splitSamples(10, {.training = 0.9, .validation = 0.09}, 1);
        QCOMPARE(greedy.training.size(), std::size_t(8));
        QCOMPARE(greedy.test.size(), std::size_t(1));
    }

    void splitIsDecidedByTheSeed()
    {
        QCOMPARE(together(splitSamples(50, {}, 8)), together(splitSamples(50, {}, 8)));
        QVERIFY(together(splitSamples(50, {}, 8)) != together(splitSamples(50, {}, 9)));
    }

    void splitWithoutShufflingKeepsTheOrder()
    {
        const Split split = splitSamples(10, {.shuffle = false}, 8);
        QCOMPARE(split.training, (std::vector<std::int64_t>{0, 1, 2, 3, 4, 5}));
        QCOMPARE(split.validation, (std::vector<std::int64_t>{6, 7}));
        QCOMPARE(split.test, (std::vector<std::int64_t>{8, 9}));
    }

    void splitRefusesTooFewSamplesAndSharesWithoutATest()
    {
        QVERIFY_THROWS_EXCEPTION(InputError, splitSamples(2, {}, 1));
        QVERIFY_THROWS_EXCEPTION(InputError, splitSamples(0, {}, 1));
        QVERIFY_THROWS_EXCEPTION(InputError,
                                 splitSamples(50, {.training = 0.5, .validation = 0.5}, 1));
        QVERIFY_THROWS_EXCEPTION(InputError,
                                 splitSamples(50, {.training = 0.8, .validation = 0.3}, 1));
        QVERIFY_THROWS_EXCEPTION(InputError,
                                 splitSamples(50, {.training = 0.0, .validation = 0.3}, 1));
        QVERIFY_THROWS_EXCEPTION(InputError,
                                 splitSamples(50, {.training = NAN, .validation = 0.3}, 1));
    }

    void catalogFindsByNameAndNamesTheKnownOnes()
    {
        const DatasetCatalog catalog = catalogOf({"lines", "circles"});
        QCOMPARE(catalog.find("circles", "a.json").name, std::string("circles"));
        try {
            catalog.find("squares", "a.json");
            QFAIL("an unknown name was found");
        } catch (const InputError& error) {
            QCOMPARE(error.detail().where, std::string("a.json"));
            QCOMPARE(error.detail().found, std::string("\"squares\""));
            QCOMPARE(error.detail().allowed, std::string("one of: lines, circles"));
        }
    }
};

NIE_TEST(DatasetTest);

}  // namespace nie::dataset_test

#include "dataset_test.moc"
