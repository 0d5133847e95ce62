#include "core/base/error.h"
#include "core/base/files.h"
#include "core/data/dataset_store.h"
#include "core/io/npz.h"
#include "tests/support/error_text.h"
#include "tests/support/python.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::dataset_store_test {

namespace fs = std::filesystem;

namespace {

Dataset curves()
{
    Dataset set;
    set.name = "spirals";
    set.title = "Spirals";
    set.equation = "y(t) = ∫ K(t,s) y(s) ds";
    set.channels = {"y1", "y2"};
    set.timeLabel = "t [s]";
    set.times = torch::linspace(0, 1, 5, torch::kFloat64);
    set.values = torch::arange(60, torch::kFloat64).reshape({6, 5, 2}) / 7;
    set.givenPoints = 2;
    set.noiseVariance = 0.01;
    set.recipe = {{"seed", 3}, {"options", {{"curves", 6}}}};
    return set;
}

/// A field in single precision, large enough for several chunks and portions.
Dataset field(std::int64_t samples)
{
    Dataset set;
    set.name = "field";
    set.title = "A field";
    set.equation = "u_t = u_xx";
    set.channels = {"u"};
    set.times = torch::arange(4, torch::kFloat64);
    set.space = {SpaceAxis::periodicAxis("x", 8), SpaceAxis::periodicAxis("y", 6, 2.0)};
    set.values = torch::sin(torch::arange(samples * 4 * 8 * 6).to(torch::kFloat32))
                     .reshape({samples, 4, 8, 6, 1});
    set.translationInvariant = true;
    set.givenPoints = 1;
    return set;
}

QString errorOf(const fs::path& file)
{
    return test::inputErrorOf([&file] { readStoredDataset(file); });
}

}  // namespace

class DatasetStoreTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;

    QString path(const std::string& name) const
    {
        return QString::fromStdString((m_folder / name).string());
    }

private Q_SLOTS:
    void aSplitOfItsOwnComesBack()
    {
        Dataset set = curves();
        writeDatasetHdf5(set, m_folder / "shares.h5");
        QVERIFY(!readStoredDataset(m_folder / "shares.h5").ownSplit.has_value());
        QVERIFY(!hasStoredSplit(m_folder / "shares.h5"));
        set.ownSplit = Split{{0, 2, 3}, {4}, {5, 1}};
        writeDatasetHdf5(set, m_folder / "own.h5");
        const auto read = readStoredDataset(m_folder / "own.h5").ownSplit;
        QVERIFY(read.has_value());
        QVERIFY(hasStoredSplit(m_folder / "own.h5"));
        QVERIFY(!hasStoredSplit(m_folder / "none.h5"));
        QCOMPARE(read->training, set.ownSplit->training);
        QCOMPARE(read->validation, set.ownSplit->validation);
        QCOMPARE(read->test, set.ownSplit->test);
        set.ownSplit->test = {6};  // there are six samples
        writeDatasetHdf5(set, m_folder / "beyond.h5");
        QVERIFY(errorOf(m_folder / "beyond.h5").contains("split/test: not a sample"));
    }

    void curvesComeBackWithAllThatIsSaidOfThem()
    {
        const Dataset set = curves();
        writeDatasetHdf5(set, m_folder / "c.h5");
        QVERIFY(isStoredDataset(m_folder / "c.h5"));
        const Dataset read = readStoredDataset(m_folder / "c.h5");
        QVERIFY(torch::equal(read.values, set.values) && torch::equal(read.times, set.times));
        QCOMPARE(read.name, set.name);
        QCOMPARE(read.title, set.title);
        QCOMPARE(read.equation, set.equation);
        QVERIFY(read.channels == set.channels);
        QCOMPARE(read.timeLabel, set.timeLabel);
        QCOMPARE(read.givenPoints, set.givenPoints);
        QCOMPARE(read.noiseVariance, set.noiseVariance);
        QVERIFY(read.recipe == set.recipe);
        QVERIFY(read.space.empty() && !read.translationInvariant);
        QCOMPARE(read.contentHash(), set.contentHash());
    }

    void givenPointsInsideTheSampleComeBackInPlace()
    {
        Dataset set = curves();
        writeDatasetHdf5(set, m_folder / "first.h5");
        QCOMPARE(readStoredDataset(m_folder / "first.h5").givenStart, std::int64_t(0));
        set.givenStart = 3;
        writeDatasetHdf5(set, m_folder / "inside.h5");
        const Dataset read = readStoredDataset(m_folder / "inside.h5");
        QCOMPARE(read.givenStart, std::int64_t(3));
        QVERIFY(torch::equal(read.givenFirst(read.values), set.givenFirst(set.values)));
        QVERIFY(!torch::equal(read.givenFirst(read.values), read.values));
    }

    void fieldsKeepAxesAndPrecision()
    {
        const Dataset set = field(3);
        writeDatasetHdf5(set, m_folder / "f.h5", {.compression = 4});
        const Dataset read = readStoredDataset(m_folder / "f.h5");
        QVERIFY(read.values.scalar_type() == torch::kFloat32);
        QVERIFY(torch::equal(read.values, set.values));
        QCOMPARE(read.space.size(), std::size_t(2));
        QCOMPARE(read.space[1].name, std::string("y"));
        QVERIFY(read.space[1].coordinates == set.space[1].coordinates);
        QVERIFY(read.space[1].periodic && read.translationInvariant);
        QCOMPARE(read.space[1].length, 2.0);
    }

    void setBeyondTheMemoryLimitIsStreamedWithTheSameNumbers()
    {
        const Dataset set = field(40);
        writeDatasetHdf5(set, m_folder / "s.h5");
        const Dataset read = readStoredDataset(m_folder / "s.h5", 1000);
        QVERIFY(read.reader && !read.values.defined());
        QVERIFY(read.shape() == set.shape());
        const std::vector<std::int64_t> some{7, 8, 9, 3, 39, 0};
        QVERIFY(torch::equal(read.samples(some), set.samples(some)));
        QCOMPARE(read.contentHash(), set.contentHash());
    }

    void sameSetGivesTheSameBytes()
    {
        writeDatasetHdf5(curves(), m_folder / "a.h5");
        QTest::qWait(1100);
        writeDatasetHdf5(curves(), m_folder / "b.h5");
        QVERIFY(readFile(m_folder / "a.h5") == readFile(m_folder / "b.h5"));
    }

    void stoppingLeavesNoFileAndNoneIsReplaced()
    {
        const test::TemporaryFolder folder;
        writeFileAtomically(folder / "old.h5", "old");
        std::stop_source stop;
        const StoreOptions options{0, [&stop](double) { stop.request_stop(); }, stop.get_token()};
        QVERIFY_EXCEPTION_THROWN(writeDatasetHdf5(curves(), folder / "old.h5", options),
                                 Interrupted);
        QVERIFY_EXCEPTION_THROWN(writeDatasetNpz(curves(), folder / "new.npz", options),
                                 Interrupted);
        QCOMPARE(readFile(folder / "old.h5"), std::string("old"));
        QCOMPARE(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
    }

    void changedNumbersAreFoundByTheHash()
    {
        writeDatasetHdf5(curves(), m_folder / "whole.h5");
        std::string content = readFile(m_folder / "whole.h5");
        const double number = curves().values[4][2][1].item<double>();
        const auto place = content.find(std::string(reinterpret_cast<const char*>(&number), 8));
        QVERIFY(place != std::string::npos);
        content[place] = static_cast<char>(content[place] ^ 1);
        writeFileAtomically(m_folder / "changed.h5", content);
        const QString error = errorOf(m_folder / "changed.h5");
        QVERIFY2(error.contains("changed.h5: content_hash: the numbers were changed"),
                 qPrintable(error));
    }

    void truncatedOrForeignFileIsRefused()
    {
        writeDatasetHdf5(curves(), m_folder / "whole.h5");
        const std::string content = readFile(m_folder / "whole.h5");
        for (const std::size_t length : {content.size() / 2, content.size() - 1, std::size_t(9)}) {
            writeFileAtomically(m_folder / "short.h5", content.substr(0, length));
            const QString error = errorOf(m_folder / "short.h5");
            QVERIFY2(error.contains("short.h5: HDF5: the file is truncated") ||
                         error.contains("short.h5: signature"),
                     qPrintable(error));
            QVERIFY(!isStoredDataset(m_folder / "short.h5"));
        }
        QVERIFY(errorOf(m_folder / "none.h5").contains("none.h5: no such file"));
        QVERIFY(!isStoredDataset(m_folder / "none.h5"));
    }

    void setThatContradictsItselfIsNotWritten()
    {
        Dataset set = curves();
        set.channels = {"y1"};
        QVERIFY_EXCEPTION_THROWN(writeDatasetHdf5(set, m_folder / "bad.h5"), InputError);
        QVERIFY(!fs::exists(m_folder / "bad.h5"));
    }

    void h5pyReadsTheDocumentedLayout()
    {
        if (!test::pythonHas("h5py"))
            QSKIP("needs python3-h5py");
        Dataset set = field(3);
        writeDatasetHdf5(set, m_folder / "plain.h5");
        set.channels = {"u / K"};
        writeDatasetHdf5(set, m_folder / "f.h5", {.compression = 1});
        const auto result = test::runPython(
            "import h5py, json, sys\n"
            "f = h5py.File(sys.argv[1])\n"
            "v = f['values']\n"
            "assert v.shape == (3, 4, 8, 6, 1) and v.dtype == 'f4' and v.compression == 'gzip'\n"
            "assert list(v.attrs['axes']) == ['sample', 'time', 'x', 'y', 'channel']\n"
            "assert f['times'].shape == (4,) and f['space/y'].shape == (6,)\n"
            "assert f['space/y'].attrs['length'] == 2 and f['space/y'].attrs['periodic'] == 1\n"
            "assert f.attrs['equation'] == 'u_t = u_xx' and f.attrs['given_points'] == 1\n"
            "assert list(v.attrs['units']) == ['K']\n"
            "assert 'units' not in h5py.File(sys.argv[2])['values'].attrs\n"
            "assert list(f.attrs['channels']) == ['u / K'] and len(f.attrs['content_hash']) == 16\n"
            "json.loads(f.attrs['recipe'])\n",
            {path("f.h5"), path("plain.h5")});
        QVERIFY2(result.exitCode == 0, qPrintable(result.err));
    }

    /// What cannot be written is told, and nothing is left of it.
    void aFullDiskIsAnErrorAndLeavesNoFile()
    {
        if (!fs::exists("/dev/full"))
            QSKIP("needs /dev/full");
        const test::TemporaryFolder folder;
        for (const char* name : {"full.h5", "full.npz"}) {
            const fs::path file = folder / name;
            fs::create_symlink("/dev/full", temporaryNameBeside(file));
            if (file.extension() == ".h5")
                QVERIFY_EXCEPTION_THROWN(writeDatasetHdf5(field(3), file), RunError);
            else
                QVERIFY_EXCEPTION_THROWN(writeDatasetNpz(field(3), file), RunError);
            QVERIFY2(fs::is_empty(folder.path()), name);
        }
    }

    void numPyOpensTheExport()
    {
        const Dataset set = field(3);
        writeDatasetNpz(set, m_folder / "f.npz", {.compression = 1});
        const NpzReader reader(m_folder / "f.npz");
        const NumericArray values = reader.read("values");
        QVERIFY(values.shape == set.shape());
        QCOMPARE(values.values[5], double(set.values.flatten()[5].item<float>()));
        QCOMPARE(reader.read("y").values[1], set.space[1].coordinates[1]);
        if (!test::pythonHas("numpy"))
            QSKIP("needs python3-numpy");
        const auto result =
            test::runPython("import json, numpy, sys\n"
                            "z = numpy.load(sys.argv[1])\n"
                            "assert z['values'].shape == (3, 4, 8, 6, 1)\n"
                            "assert json.loads(str(z['recipe']))['channels'] == ['u']\n",
                            {path("f.npz")});
        QVERIFY2(result.exitCode == 0, qPrintable(result.err));
    }
};

NIE_TEST(DatasetStoreTest);

}  // namespace nie::dataset_store_test

#include "dataset_store_test.moc"
