#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/array_file.h"
#include "core/io/hdf5_file.h"
#include "tests/support/error_text.h"
#include "tests/support/python.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <fstream>

namespace nie::hdf5_file_test {

namespace fs = std::filesystem;

namespace {

void writeExample(const fs::path& file)
{
    Hdf5Writer writer(file);
    writer.create("group/values", NumericType::Float32, {4, 3}, {2, 3}, 4);
    const std::vector<double> rows{0, 1, 2, 3, 4, 5};
    writer.write("group/values", {2, 0}, {2, 3}, rows.data());
    writer.write("group/values", {0, 0}, {2, 3}, rows.data());
    writer.add("times", {2}, {0.1, 0.2});
    writer.setText("", "equation", "y(t) = ∫ K y ds");
    writer.setTexts("group/values", "axes", {"sample", "time"});
    writer.setNumber("", "noise_variance", 0.25);
    writer.setWholeNumber("", "seed", -7);
    writer.finish();
}

}  // namespace

class Hdf5FileTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;

    QString path(const std::string& name) const
    {
        return QString::fromStdString((m_folder / name).string());
    }

private Q_SLOTS:
    void whatIsWrittenIsReadBack()
    {
        writeExample(m_folder / "x.h5");
        const Hdf5File file(m_folder / "x.h5");
        QCOMPARE(file.items().size(), std::size_t(2));
        const NumericArray values = file.readAll("group/values");
        QVERIFY((values.shape == std::vector<std::int64_t>{4, 3}));
        QVERIFY((values.values == std::vector<double>{0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5}));
        QVERIFY(values.type == NumericType::Float32);
        std::vector<double> part(4);
        file.read("group/values", {1, 1}, {2, 2}, part.data());
        QVERIFY((part == std::vector<double>{4, 5, 1, 2}));
        QCOMPARE(file.text("", "equation"), std::string("y(t) = ∫ K y ds"));
        QVERIFY((file.texts("group/values", "axes") == std::vector<std::string>{"sample", "time"}));
        QCOMPARE(file.number("", "noise_variance", 0), 0.25);
        QCOMPARE(file.wholeNumber("", "seed", 0), -7);
        QCOMPARE(file.wholeNumber("", "equation", 5), 5);
        QCOMPARE(file.text("", "none"), std::string());
    }

    void sameCallsGiveTheSameBytes()
    {
        writeExample(m_folder / "a.h5");
        QTest::qWait(1100);  // times have a resolution of a second
        writeExample(m_folder / "b.h5");
        QVERIFY(readFile(m_folder / "a.h5") == readFile(m_folder / "b.h5"));
    }

    void nothingIsLeftOfAFileThatWasNotFinished()
    {
        const test::TemporaryFolder folder;
        {
            Hdf5Writer writer(folder / "x.h5");
            writer.add("times", {1}, {0.0});
        }
        QVERIFY(fs::is_empty(folder.path()));
        QVERIFY_EXCEPTION_THROWN(Hdf5Writer(folder / "no/such/x.h5"), RunError);
    }

    void blockOutsideIsRefused()
    {
        writeExample(m_folder / "x.h5");
        const Hdf5File file(m_folder / "x.h5");
        double target = 0;
        QVERIFY(test::inputErrorOf([&] {
                    file.read("times", {2}, {1}, &target);
                }).contains("ends before entry 3"));
        QVERIFY(test::inputErrorOf([&] {
                    file.read("none", {0}, {1}, &target);
                }).contains("no such data set"));
        QVERIFY(test::inputErrorOf([&] {
                    file.read("times", {0, 0}, {1, 1}, &target);
                }).contains("another number of axes"));
    }

    void truncatedOrChangedFileEndsInAnErrorOrNumbers()
    {
        writeExample(m_folder / "x.h5");
        const std::string whole = readFile(m_folder / "x.h5");
        const auto errorOf = [this](const std::string& content) {
            std::ofstream(m_folder / "y.h5", std::ios::binary) << content;
            return test::inputErrorOf([this] {
                const Hdf5File file(m_folder / "y.h5");
                for (const Hdf5Item& item : file.items())
                    if (item.problem.empty())
                        file.readAll(item.path);
                file.text("", "equation");
            });
        };
        for (std::size_t length = 0; length < whole.size(); length += 1 + whole.size() / 60)
            QVERIFY(errorOf(whole.substr(0, length)).contains("y.h5: "));
        for (std::size_t i = 0; i < whole.size(); i += 1 + whole.size() / 400) {
            std::string changed = whole;
            changed[i] = static_cast<char>(~changed[i]);
            const QString error = errorOf(changed);
            QVERIFY2(error == "no error" || error.contains("y.h5: "), qPrintable(error));
        }
    }

    void h5pyReadsTheFile()
    {
        if (!test::pythonHas("h5py"))
            QSKIP("needs python3-h5py");
        writeExample(m_folder / "ours.h5");
        const auto result = test::runPython(
            "import h5py, sys\n"
            "f = h5py.File(sys.argv[1])\n"
            "v = f['group/values']\n"
            "assert v.shape == (4, 3) and v.dtype == 'f4' and v.compression == 'gzip', v\n"
            "assert list(v.attrs['axes']) == ['sample', 'time'], v.attrs['axes']\n"
            "assert f.attrs['equation'] == 'y(t) = \u222b K y ds', f.attrs['equation']\n"
            "assert f.attrs['seed'] == -7 and f['times'][1] == 0.2\n",
            {path("ours.h5")});
        QVERIFY2(result.exitCode == 0, qPrintable(result.err));
    }

    void filesOfH5pyAreReadAndLeadNowhereElse()
    {
        if (!test::pythonHas("h5py"))
            QSKIP("needs python3-h5py");
        const auto result =
            test::runPython("import h5py, numpy as n, sys\n"
                            "f = h5py.File(sys.argv[1], 'w')\n"
                            "f['tensor'] = n.arange(24, dtype='>f4').reshape(2, 3, 4)\n"
                            "f['flags'] = n.array([True, False])\n"
                            "f['half'] = n.array([0.5], dtype='f2')\n"
                            "f['complex'] = n.array([1j])\n"
                            "f['names'] = ['a', 'b', 'c', 'd']\n"
                            "f['elsewhere'] = h5py.ExternalLink('/etc/other.h5', 'x')\n"
                            "f['loop'] = f['/']\n"
                            "l = h5py.VirtualLayout((2, 2), 'f8')\n"
                            "l[:] = h5py.VirtualSource('/etc/other.h5', 'x', (2, 2))\n"
                            "f.create_virtual_dataset('virtual', l)\n",
                            {path("theirs.h5")});
        QVERIFY2(result.exitCode == 0, qPrintable(result.err));
        const auto file = ArrayFile::open(m_folder / "theirs.h5");
        QCOMPARE(file->arrays().size(), std::size_t(6));
        const NumericArray tensor = file->read("tensor");
        QVERIFY(tensor.values[23] == 23 && tensor.labels.size() == 4);
        QVERIFY((file->readPart("tensor", 1, 1, 1).values ==
                 std::vector<double>{4, 5, 6, 7, 16, 17, 18, 19}));
        QVERIFY((file->read("flags").values == std::vector<double>{1, 0}));
        QCOMPARE(file->read("half").values[0], 0.5);
        QVERIFY(file->info("complex").problem.find("compound") != std::string::npos);
        QVERIFY(file->info("virtual").problem.find("other files") != std::string::npos);
        QCOMPARE(likelyArray(*file).value(), std::string("tensor"));
    }

    void matlab73ShowsAxesInMatlabsOrder()
    {
        if (!test::pythonHas("h5py"))
            QSKIP("needs python3-h5py");
        const auto result = test::runPython(
            "import h5py, numpy as n, sys\n"
            "f = h5py.File(sys.argv[1], 'w', userblock_size=512)\n"
            "f['u'] = n.arange(24.).reshape(2, 3, 4).T\n"
            "f['u'].attrs['MATLAB_class'] = n.bytes_('double')\n"
            "f.close()\n"
            "b = open(sys.argv[1], 'r+b'); b.write(b'MATLAB 7.3 MAT-file'.ljust(512))\n",
            {path("v73.mat")});
        QVERIFY2(result.exitCode == 0, qPrintable(result.err));
        const auto file = ArrayFile::open(m_folder / "v73.mat");
        QCOMPARE(file->kind(), std::string("MATLAB 7.3"));
        const NumericArray u = file->read("u");
        QVERIFY((u.shape == std::vector<std::int64_t>{2, 3, 4}));
        for (std::size_t i = 0; i < 24; ++i)
            QCOMPARE(u.values[i], double(i));
        QVERIFY((file->readPart("u", 0, 1, 1).values ==
                 std::vector<double>{12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23}));
    }
};

NIE_TEST(Hdf5FileTest);

}  // namespace nie::hdf5_file_test

#include "hdf5_file_test.moc"
