#include "core/base/error.h"
#include "datasets/dataset_catalog.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>
#include <set>

namespace nie::dataset_catalog_test {

namespace {

/// The number of samples under the entry's own name for it: curves or samples.
const char* countOption(const DatasetEntry& entry)
{
    for (const OptionDescription& option : entry.options)
        if (option.path == "samples")
            return "samples";
    return "curves";
}

/// Six samples; fields on a coarse grid.
Json smallSection(const DatasetEntry& entry)
{
    Json section = {{"name", entry.name}, {countOption(entry), 6}};
    for (const OptionDescription& option : entry.options)
        if (option.path == "resolution")
            section["resolution"] = 32;
    return section;
}

}  // namespace

/// Runs over every entry without naming any.
class DatasetCatalogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyDataSet_data()
    {
        QTest::addColumn<int>("index");
        const DatasetCatalog catalog = generatedDatasets();
        for (std::size_t i = 0; i < catalog.entries().size(); ++i)
            QTest::newRow(catalog.entries()[i].name.c_str()) << static_cast<int>(i);
    }

    void everyDataSet()
    {
        QFETCH(int, index);
        const DatasetCatalog catalog = generatedDatasets();
        const DatasetEntry& entry = catalog.entries()[static_cast<std::size_t>(index)];
        const Json section = smallSection(entry);
        const Dataset data = entry.make(section, "test", 5, {});

        QCOMPARE(data.name, entry.name);
        QCOMPARE(data.title, entry.title);
        QCOMPARE(data.equation, entry.equation);
        QVERIFY(!entry.title.empty() && !entry.equation.empty());
        QCOMPARE(data.sampleCount(), std::int64_t(6));
        QCOMPARE(data.times.sizes(), torch::IntArrayRef({data.timeCount()}));
        QCOMPARE(std::int64_t(data.channels.size()), data.channelCount());
        data.validate();
        QVERIFY(data.times.dtype() == torch::kFloat64);
        QVERIFY(data.values.dtype() == torch::kFloat64 ||
                (!data.space.empty() && data.values.dtype() == torch::kFloat32));
        QVERIFY(data.values.is_contiguous());
        QVERIFY(data.values.isfinite().all().item<bool>());
        QVERIFY((data.times.diff() > 0).all().item<bool>());
        QVERIFY(data.givenPoints >= 1 && data.givenPoints < data.timeCount());
        // Every sample is a curve of its own.
        QVERIFY((data.values[0] - data.values[1]).abs().max().item<double>() > 1e-3);

        QCOMPARE(entry.make(section, "test", 5, {}).contentHash(), data.contentHash());
        QVERIFY(entry.make(section, "test", 6, {}).contentHash() != data.contentHash());
        for (const char* key : {"name", "equation", "options", "seed", "version"})
            QVERIFY2(data.recipe.contains(key), key);
        Json again = data.recipe.at("options");
        again["name"] = entry.name;
        QCOMPARE(entry.make(again, "recipe", 5, {}).contentHash(), data.contentHash());
    }

    void everyOptionIsDescribedAndHasItsDefault_data() { everyDataSet_data(); }

    void everyOptionIsDescribedAndHasItsDefault()
    {
        QFETCH(int, index);
        const DatasetCatalog catalog = generatedDatasets();
        const DatasetEntry& entry = catalog.entries()[static_cast<std::size_t>(index)];
        Json section = {{"name", entry.name}};
        for (const OptionDescription& option : entry.options) {
            QVERIFY2(!option.info.description.empty(), option.path.c_str());
            std::string pointer = "/" + option.path;
            std::replace(pointer.begin(), pointer.end(), '.', '/');
            section[Json::json_pointer(pointer)] = option.defaultValue;
        }
        section[countOption(entry)] = 3;
        QCOMPARE(entry.make(section, "test", 1, {}).sampleCount(), std::int64_t(3));
    }

    void anUnknownOptionIsRefusedWithItsPath_data() { everyDataSet_data(); }

    void anUnknownOptionIsRefusedWithItsPath()
    {
        QFETCH(int, index);
        const DatasetCatalog catalog = generatedDatasets();
        const DatasetEntry& entry = catalog.entries()[static_cast<std::size_t>(index)];
        try {
            entry.make({{"name", entry.name}, {"curvs", 6}}, "file.json", 1, {});
            QFAIL("an unknown key was accepted");
        } catch (const InputError& error) {
            QVERIFY(QString(error.what()).startsWith("file.json: dataset.curvs"));
        }
    }

    void namesAreDifferent()
    {
        std::set<std::string> names;
        const DatasetCatalog catalog = builtinDatasets();
        for (const DatasetEntry& entry : catalog.entries())
            names.insert(entry.name);
        QCOMPARE(names.size(), catalog.entries().size());
    }
};

NIE_TEST(DatasetCatalogTest);

}  // namespace nie::dataset_catalog_test

#include "dataset_catalog_test.moc"
