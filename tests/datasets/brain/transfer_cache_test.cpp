#include "core/base/files.h"
#include "datasets/brain/transfer_cache.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <unistd.h>

namespace nie::transfer_cache_test {

using namespace nie::brain;

namespace {

TransferTable countingTable(int& calls)
{
    return TransferTable([&calls](double mu, double sigma) {
        ++calls;
        return TransferPoint{mu, sigma, mu * sigma};
    });
}

}  // namespace

class TransferCacheTest : public QObject {
    Q_OBJECT

    test::TemporaryFolder m_folder;
    ExponentialNeuron m_neuron;
    TransferResolution m_resolution;

    TransferCache cacheIn(const std::filesystem::path& folder) const
    {
        return {folder, m_neuron, m_resolution, TransferGrid{}};
    }

    /// A cache in a folder of its own that holds the four points around (0.3, 1.5).
    TransferCache filled(const std::string& name) const
    {
        const TransferCache cache = cacheIn(m_folder / name);
        int calls = 0;
        TransferTable table = countingTable(calls);
        table.at(0.3, 1.5);
        cache.save(table);
        return cache;
    }

private Q_SLOTS:
    void whatWasComputedIsNotComputedAgain()
    {
        const TransferCache cache = filled("again");
        int calls = 0;
        TransferTable table = countingTable(calls);
        QVERIFY(cache.load(table));
        const TransferPoint point = table.at(0.3, 1.5);
        QCOMPARE(calls, 0);
        QVERIFY(std::abs(point.timeConstant - 0.45) < 1e-12);
        table.at(4.0, 1.5);
        QCOMPARE(calls, 4);
    }

    void pointsOfTwoProgramsAreJoined()
    {
        const TransferCache cache = filled("joined");
        int calls = 0;
        TransferTable other = countingTable(calls);  // has not seen the file
        other.at(4.0, 3.0);
        cache.save(other);
        TransferTable both = countingTable(calls);
        QVERIFY(cache.load(both));
        calls = 0;
        both.at(0.3, 1.5);
        both.at(4.0, 3.0);
        QCOMPARE(calls, 0);
    }

    void otherParametersHaveAnotherFile()
    {
        const TransferCache cache = filled("parameters");
        ExponentialNeuron neuron;
        neuron.resetPotential = -60.0;
        TransferResolution coarse;
        coarse.voltageStep = 0.02;
        TransferGrid grid;
        grid.lastMu = 8.0;
        QVERIFY(TransferCache(m_folder / "parameters", neuron, m_resolution, {}).file() !=
                cache.file());
        QVERIFY(TransferCache(m_folder / "parameters", m_neuron, coarse, {}).file() !=
                cache.file());
        QVERIFY(TransferCache(m_folder / "parameters", m_neuron, m_resolution, grid).file() !=
                cache.file());
    }

    void anyDamageMeansComputingAgain_data()
    {
        QTest::addColumn<QString>("damage");
        for (const char* damage : {"bit", "shorter", "empty", "text", "folder"})
            QTest::newRow(damage) << damage;
    }

    void anyDamageMeansComputingAgain()
    {
        QFETCH(QString, damage);
        const TransferCache cache = filled("damage-" + damage.toStdString());
        std::string content = readFile(cache.file());
        if (damage == "bit")
            content[content.size() / 2] = static_cast<char>(content[content.size() / 2] ^ 1);
        else if (damage == "shorter")
            content.resize(content.size() - 8);
        else if (damage == "empty")
            content.clear();
        else if (damage == "text")
            content = "not a table";
        std::filesystem::remove(cache.file());
        if (damage == "folder")
            std::filesystem::create_directory(cache.file());
        else
            writeFileAtomically(cache.file(), content);

        int calls = 0;
        TransferTable table = countingTable(calls);
        QVERIFY(!cache.load(table));
        table.at(0.3, 1.5);
        QCOMPARE(calls, 4);
        cache.save(table);  // mends it, or leaves it where it cannot
        TransferTable again = countingTable(calls);
        QCOMPARE(cache.load(again), damage != "folder");
    }

    void nothingFailsWithoutAFolderThatCanBeWritten()
    {
        int calls = 0;
        TransferTable table = countingTable(calls);
        table.at(0.3, 1.5);
        const std::filesystem::path file = m_folder / "occupied";
        writeFileAtomically(file, "a file where the folder should be");
        for (const std::filesystem::path& folder :
             {std::filesystem::path(), std::filesystem::path("/proc/no/such/folder"), file}) {
            const TransferCache cache = cacheIn(folder);
            QVERIFY(!cache.load(table));
            cache.save(table);
        }
        QCOMPARE(readFile(file), std::string("a file where the folder should be"));
    }

    void nothingTemporaryIsLeft()
    {
        const TransferCache cache = filled("tidy");
        int entries = 0;
        for (const auto& entry : std::filesystem::directory_iterator(m_folder / "tidy")) {
            QCOMPARE(entry.path(), cache.file());
            ++entries;
        }
        QCOMPARE(entries, 1);
    }
};

NIE_TEST(TransferCacheTest);

}  // namespace nie::transfer_cache_test

#include "transfer_cache_test.moc"
