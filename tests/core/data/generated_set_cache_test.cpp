#include "core/base/error.h"
#include "core/base/files.h"
#include "core/data/generated_set_cache.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <fstream>

namespace nie::generated_set_cache_test {

namespace fs = std::filesystem;

namespace {

/// Curves of random numbers; counts how often they are made.
class CountedGenerator {
public:
    DatasetEntry entry(const GeneratedSetCache& cache)
    {
        DatasetEntry made{"counted", "Counted", "y = x", {}, DatasetFactory::Function()};
        made.make = [this](const Json& section, const std::string&,
                           const GenerationContext& context) { return make(section, context); };
        return keptBy(cache, made);
    }
    int count = 0;
    bool knowsKernel = false;

private:
    Dataset make(const Json& section, const GenerationContext& context)
    {
        ++count;
        Dataset set;
        set.name = "counted";
        set.title = "Counted";
        set.equation = "y = x";
        set.channels = {"a", "b"};
        set.timeLabel = "t [s]";
        set.times = torch::linspace(0, 1, 5, torch::kFloat64);
        set.space = {SpaceAxis::periodicAxis("x", 4, 2.0)};
        torch::manual_seed(context.seed);
        set.values = torch::randn({section.value("samples", std::int64_t{6}), 5, 4, 2});
        set.translationInvariant = true;
        set.givenPoints = 2;
        set.givenStart = 1;
        set.noiseVariance = 0.1;
        set.recipe = {{"seed", context.seed}, {"options", section}};
        set.ownSplit = Split{{0, 1, 2}, {3}, {4, 5}};
        if (knowsKernel)
            set.knownKernel = std::make_shared<KnownKernel>();
        return set;
    }
};

constexpr GeneratedSetCache::Limits kEverything{.leastSeconds = 0.0};

Dataset make(const DatasetEntry& entry, const Json& section = Json::object(), std::uint64_t seed = 1)
{
    return entry.make(section, "test", {.seed = seed});
}

std::vector<fs::path> filesIn(const fs::path& folder)
{
    std::vector<fs::path> files;
    if (fs::exists(folder))
        for (const auto& file : fs::directory_iterator(folder))
            files.push_back(file.path());
    return files;
}

}  // namespace

class GeneratedSetCacheTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theKeptSetIsTheGeneratedOne()
    {
        const test::TemporaryFolder folder;
        CountedGenerator generator;
        const DatasetEntry entry =
            generator.entry(GeneratedSetCache(folder.path() / "sets", kEverything));
        const Dataset made = make(entry);
        const Dataset kept = make(entry);
        QCOMPARE(generator.count, 1);
        QVERIFY(torch::equal(kept.values, made.values));
        QCOMPARE(kept.values.scalar_type(), torch::kFloat32);
        QVERIFY(torch::equal(kept.times, made.times));
        QCOMPARE(kept.contentHash(), made.contentHash());
        QCOMPARE(kept.name, made.name);
        QCOMPARE(kept.title, made.title);
        QCOMPARE(kept.equation, made.equation);
        QCOMPARE(kept.channels, made.channels);
        QCOMPARE(kept.timeLabel, made.timeLabel);
        QCOMPARE(kept.space.front().coordinates, made.space.front().coordinates);
        QCOMPARE(kept.space.front().length, 2.0);
        QVERIFY(kept.space.front().periodic && kept.translationInvariant);
        QCOMPARE(kept.givenPoints, made.givenPoints);
        QCOMPARE(kept.givenStart, made.givenStart);
        QCOMPARE(kept.noiseVariance, made.noiseVariance);
        QVERIFY(kept.recipe == made.recipe);
        QVERIFY(kept.ownSplit && kept.ownSplit->test == made.ownSplit->test &&
                kept.ownSplit->training == made.ownSplit->training &&
                kept.ownSplit->validation == made.ownSplit->validation);
    }

    void anotherSeedOrOptionIsAnotherSet()
    {
        const test::TemporaryFolder folder;
        CountedGenerator generator;
        const DatasetEntry entry = generator.entry(GeneratedSetCache(folder.path(), kEverything));
        const Dataset first = make(entry, {{"samples", 6}}, 1);
        const Dataset second = make(entry, {{"samples", 6}}, 2);
        QCOMPARE(make(entry, {{"samples", 8}}, 1).sampleCount(), 8);
        QCOMPARE(generator.count, 3);
        QVERIFY(!torch::equal(first.values, second.values));
        QVERIFY(torch::equal(make(entry, {{"samples", 6}}, 2).values, second.values));
        QCOMPARE(generator.count, 3);
    }

    void aDamagedFileIsMadeAgain()
    {
        const test::TemporaryFolder folder;
        CountedGenerator generator;
        const DatasetEntry entry = generator.entry(GeneratedSetCache(folder.path(), kEverything));
        const Dataset made = make(entry);
        const fs::path file = filesIn(folder.path()).at(0);
        std::string bytes = readFile(file);
        const std::string number(reinterpret_cast<const char*>(made.values.data_ptr<float>()), 16);
        const std::size_t at = bytes.find(number);
        QVERIFY(at != std::string::npos);
        bytes[at] = static_cast<char>(bytes[at] ^ 1);
        std::ofstream(file, std::ios::binary) << bytes;
        QVERIFY(torch::equal(make(entry).values, made.values));
        QCOMPARE(generator.count, 2);
        make(entry);
        QCOMPARE(generator.count, 2);
    }

    void whatIsQuickOrKnowsItsKernelIsNotKept()
    {
        const test::TemporaryFolder folder;
        CountedGenerator generator;
        make(generator.entry(GeneratedSetCache(folder.path(), {.leastSeconds = 3600.0})));
        QVERIFY(filesIn(folder.path()).empty());
        generator.knowsKernel = true;
        const DatasetEntry entry = generator.entry(GeneratedSetCache(folder.path(), kEverything));
        QVERIFY(make(entry).knownKernel);
        QVERIFY(make(entry).knownKernel);
        QCOMPARE(generator.count, 3);
        QVERIFY(filesIn(folder.path()).empty());
    }

    void theLongestUnusedGoesWhenRoomIsShort()
    {
        const test::TemporaryFolder folder;
        CountedGenerator generator;
        const fs::path first = folder.path() / "probe";
        make(generator.entry(GeneratedSetCache(first, kEverything)));
        const auto bytes = fs::file_size(filesIn(first).at(0));
        const fs::path sets = folder.path() / "sets";
        const DatasetEntry entry = generator.entry(
            GeneratedSetCache(sets, {.leastSeconds = 0.0, .capacity = 2 * bytes + bytes / 2}));
        for (const std::uint64_t seed : {1, 2, 1, 3})  // 2 is the longest unused when 3 comes
            make(entry, Json::object(), seed);
        QCOMPARE(filesIn(sets).size(), std::size_t{2});
        const int made = generator.count;
        make(entry, Json::object(), 1);
        make(entry, Json::object(), 3);
        QCOMPARE(generator.count, made);
        make(entry, Json::object(), 2);
        QCOMPARE(generator.count, made + 1);
    }

    void withoutAFolderThatCanBeWrittenSetsAreMadeEachTime()
    {
        const test::TemporaryFolder folder;
        CountedGenerator generator;
        std::ofstream(folder.path() / "file") << "no folder";
        for (const fs::path& path : {fs::path(), folder.path() / "file" / "sets"}) {
            const int before = generator.count;
            const DatasetEntry entry = generator.entry(GeneratedSetCache(path, kEverything));
            make(entry);
            make(entry);
            QCOMPARE(generator.count, before + 2);
        }
        QCOMPARE(filesIn(folder.path()).size(), std::size_t{1});
    }
};

NIE_TEST(GeneratedSetCacheTest);

}  // namespace nie::generated_set_cache_test

#include "generated_set_cache_test.moc"
