#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/npz.h"
#include "tests/support/error_text.h"
#include "tests/support/python.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <fstream>

namespace nie::npz_test {

namespace fs = std::filesystem;

namespace {

std::vector<NumericArray> twoArrays()
{
    NumericArray large{"attention/layer0", {20, 50, 50}, {}, NumericType::Float32};
    for (int i = 0; i < 20 * 50 * 50; ++i)
        large.values.push_back(i % 64 / 64.0);
    return {large, {"times", {3}, {0.0, 0.1, 1e-300}}};
}

}  // namespace

class NpzTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;

    QString path(const std::string& name) const
    {
        return QString::fromStdString((m_folder / name).string());
    }

private Q_SLOTS:
    void arraysAreReadBackByName_data()
    {
        QTest::addColumn<bool>("deflated");
        QTest::newRow("stored") << false;
        QTest::newRow("deflated") << true;
    }
    void arraysAreReadBackByName()
    {
        QFETCH(bool, deflated);
        const auto arrays = twoArrays();
        writeNpz(m_folder / "x.npz", arrays,
                 deflated ? NpzWriter::Compression::Deflated : NpzWriter::Compression::Stored);
        const NpzReader reader(m_folder / "x.npz");
        QCOMPARE(reader.arrays().size(), std::size_t(2));
        for (std::size_t i = 0; i < arrays.size(); ++i) {
            QCOMPARE(reader.arrays()[i].name, arrays[i].name);
            QVERIFY(reader.arrays()[i].shape == arrays[i].shape);
            const NumericArray read = reader.read(arrays[i].name);
            QVERIFY(read.values == arrays[i].values && read.type == arrays[i].type);
        }
        QVERIFY(test::inputErrorOf([&reader] { reader.read("none"); }).contains("no such array"));
    }

    void sameArraysGiveTheSameBytes()
    {
        writeNpz(m_folder / "a.npz", twoArrays());
        QTest::qWait(1100);  // a time stamp would differ
        writeNpz(m_folder / "b.npz", twoArrays());
        QVERIFY(readFile(m_folder / "a.npz") == readFile(m_folder / "b.npz"));
    }

    void arrayIsAppendedInParts()
    {
        NpzWriter writer(m_folder / "parts.npz");
        writer.begin("x", NumericType::Float64, {2, 2});
        const double rows[] = {1, 2, 3, 4};
        writer.append(rows, 3);
        writer.append(rows + 3, 1);
        writer.end();
        writer.finish();
        QVERIFY((NpzReader(m_folder / "parts.npz").read("x").values ==
                 std::vector<double>{1, 2, 3, 4}));
    }

    void nothingIsLeftOfAFileThatWasNotFinished()
    {
        const test::TemporaryFolder folder;
        {
            NpzWriter writer(folder / "x.npz");
            writer.add({"x", {1}, {1.0}});
            QVERIFY_EXCEPTION_THROWN(writer.add({"x", {1}, {1.0}}), RunError);
            QVERIFY_EXCEPTION_THROWN(writer.add({"y", {2}, {1.0}}), RunError);
        }
        QVERIFY(fs::is_empty(folder.path()));
        QVERIFY_EXCEPTION_THROWN(NpzWriter(folder / "no/such/folder.npz"), RunError);
    }

    void fullDiskIsAnError()
    {
        if (!fs::exists("/dev/full"))
            QSKIP("needs /dev/full");
        fs::create_symlink("/dev/full", temporaryNameBeside(m_folder / "full.npz"));
        QVERIFY_EXCEPTION_THROWN(writeNpz(m_folder / "full.npz", twoArrays()), RunError);
        QVERIFY(!fs::exists(m_folder / "full.npz"));
    }

    void damagedFilesAreRefused()
    {
        writeNpz(m_folder / "whole.npz", twoArrays());
        const std::string whole = readFile(m_folder / "whole.npz");
        const auto errorOf = [this](const std::string& content) {
            std::ofstream(m_folder / "x.npz", std::ios::binary) << content;
            return test::inputErrorOf([this] {
                const NpzReader reader(m_folder / "x.npz");
                for (const ArrayInfo& array : reader.arrays())
                    reader.read(array.name);
            });
        };
        QVERIFY(errorOf("no zip").contains("x.npz: zip: no central directory"));
        QVERIFY(errorOf({}).contains("x.npz: zip: no central directory"));
        for (std::size_t length = 1; length < whole.size(); length += whole.size() / 50)
            QVERIFY(errorOf(whole.substr(0, length)).contains("zip: "));
        int detected = 0;
        for (std::size_t i = 0; i < whole.size(); i += 7) {
            std::string changed = whole;
            changed[i] = static_cast<char>(~changed[i]);
            const QString error = errorOf(changed);
            QVERIFY2(error == "no error" || error.contains("x.npz"), qPrintable(error));
            detected += error != "no error";
        }
        // Names and unused fields may change unnoticed, data may not.
        QVERIFY2(detected > static_cast<int>(whole.size() / 7 * 9 / 10),
                 qPrintable(QString("%1 of %2").arg(detected).arg(whole.size() / 7)));
    }

    void numPyOpensTheFile()
    {
        if (!test::pythonHas("numpy"))
            QSKIP("needs python3-numpy");
        {
            NpzWriter writer(m_folder / "ours.npz");
            for (const NumericArray& array : twoArrays())
                writer.add(array);
            writer.addText("recipe", R"({"seed": 3})");
            writer.finish();
        }
        const auto result = test::runPython(
            "import json, numpy, sys\n"
            "z = numpy.load(sys.argv[1])\n"
            "assert z.files == ['attention/layer0', 'times', 'recipe'], z.files\n"
            "a = z['attention/layer0']\n"
            "assert a.shape == (20, 50, 50) and a.dtype == 'f4' and a[0, 1, 14] == 0, a\n"
            "assert (z['times'] == [0, 0.1, 1e-300]).all()\n"
            "assert json.loads(str(z['recipe']))['seed'] == 3",
            {path("ours.npz")});
        QVERIFY2(result.exitCode == 0, qPrintable(result.err));
    }

    void filesOfNumPyAreRead()
    {
        if (!test::pythonHas("numpy"))
            QSKIP("needs python3-numpy");
        const auto result = test::runPython(
            "import numpy, sys\n"
            "for save, name in ((numpy.savez, 'stored'), (numpy.savez_compressed, 'deflated')):\n"
            "    save(sys.argv[1] + '/' + name + '.npz', x=numpy.arange(6.).reshape(2, 3),\n"
            "         names=numpy.array(['a', 'b']))",
            {QString::fromStdString(m_folder.path().string())});
        QVERIFY2(result.exitCode == 0, qPrintable(result.err));
        for (const char* name : {"stored.npz", "deflated.npz"}) {
            const NpzReader reader(m_folder / name);
            QVERIFY((reader.read("x").values == std::vector<double>{0, 1, 2, 3, 4, 5}));
            QVERIFY(QString::fromStdString(reader.arrays()[1].problem).contains("descr"));
        }
    }
};

NIE_TEST(NpzTest);

}  // namespace nie::npz_test

#include "npz_test.moc"
