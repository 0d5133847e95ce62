#include "core/base/files.h"
#include "core/io/array_file.h"
#include "tests/support/error_text.h"
#include "tests/support/python.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <fstream>

namespace nie::mat_file_test {

/// Files of SciPy's savemat, whole and damaged.
class MatFileTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;

    std::unique_ptr<ArrayFile> open(const std::string& name) const
    {
        return ArrayFile::open(m_folder / name);
    }

    static std::string problemOf(const ArrayFile& file, const std::string& name)
    {
        return file.info(name).problem;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!test::pythonHas("scipy.io"))
            QSKIP("needs python3-scipy");
        const auto result = test::runPython(
            "import numpy as n, scipy.io as s, scipy.sparse as p, sys\n"
            "d = sys.argv[1]\n"
            "x = n.arange(24.).reshape(2, 3, 4)\n"
            "many = dict(u=x, small=n.arange(6, dtype='i2').reshape(2, 3), f=n.float32([[.5, "
            "2]]),\n"
            "            flags=n.array([[True, False]]), text='abc', z=n.array([[1j]]),\n"
            "            sparse=p.eye(3).tocsc(), TR=0.72, s={'inner': {'v': x[0]}, 'n': 3.})\n"
            "s.savemat(d + '/plain.mat', many)\n"
            "s.savemat(d + '/packed.mat', many, do_compression=True)\n"
            "s.savemat(d + '/four.mat', {'m': x[0]}, format='4')\n"
            "c = n.empty((1, 2), dtype=object); c[0, 0] = x[0, :, :1]; c[0, 1] = x[1, :, :2]\n"
            "l = n.empty((1, 2), dtype=object); l[0, 0] = 'A'; l[0, 1] = 'B'\n"
            "s.savemat(d + '/cells.mat', {'data': c, 'names': l})\n",
            {QString::fromStdString(m_folder.path().string())});
        QVERIFY2(result.exitCode == 0, qPrintable(result.err));
    }

    void matricesOfEveryTypeAreRead_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("plain") << "plain.mat";
        QTest::newRow("compressed") << "packed.mat";
    }
    void matricesOfEveryTypeAreRead()
    {
        QFETCH(QString, file);
        const auto mat = open(file.toStdString());
        QCOMPARE(mat->kind(), std::string("MATLAB"));
        const NumericArray u = mat->read("u");
        QVERIFY((u.shape == std::vector<std::int64_t>{2, 3, 4}));
        for (std::size_t i = 0; i < 24; ++i)
            QCOMPARE(u.values[i], double(i));
        const NumericArray small = mat->read("small");
        QVERIFY(small.type == NumericType::Int16 && small.values[5] == 5);
        QVERIFY((mat->read("f").values == std::vector<double>{0.5, 2}));
        QVERIFY((mat->read("flags").values == std::vector<double>{1, 0}));
        QCOMPARE(mat->info("flags").type, std::string("bool"));
        QCOMPARE(mat->repetitionTime().value(), 0.72);
        const NumericArray inner = mat->read("s.inner.v");
        QVERIFY((inner.shape == std::vector<std::int64_t>{3, 4} && inner.values[11] == 11));
    }

    void whatIsNoRealMatrixSaysWhatItIs()
    {
        const auto mat = open("packed.mat");
        QCOMPARE(problemOf(*mat, "text"), std::string("is text"));
        QCOMPARE(problemOf(*mat, "z"), std::string("is complex"));
        QCOMPARE(problemOf(*mat, "sparse"), std::string("is a sparse matrix"));
        const QString error = test::inputErrorOf([&mat] { mat->read("z"); });
        QVERIFY2(error.contains("packed.mat: variable 'z': is complex"), qPrintable(error));
        QVERIFY(test::inputErrorOf([&mat] { mat->read("none"); }).contains("one of: u, small"));
    }

    void version4IsRead() { QCOMPARE(open("four.mat")->read("m").values[4], 4.0); }

    void cellOfBlocksGivesTheirFirstColumns()
    {
        const NumericArray data = open("cells.mat")->read("data");
        QVERIFY((data.shape == std::vector<std::int64_t>{3, 2}));
        QVERIFY((data.values == std::vector<double>{0, 12, 4, 16, 8, 20}));
        QVERIFY((data.labels == std::vector<std::string>{"A", "B"}));
    }

    void damagedFileEndsInAnErrorOrNumbers()
    {
        for (const char* name : {"plain.mat", "packed.mat", "four.mat", "cells.mat"}) {
            const std::string whole = readFile(m_folder / name);
            const auto tryOut = [&](const std::string& content) {
                std::ofstream(m_folder / "x.mat", std::ios::binary) << content;
                const QString error = test::inputErrorOf([this] {
                    const auto file = open("x.mat");
                    for (const ArrayInfo& array : file->arrays())
                        if (array.readable())
                            file->read(array.name);
                });
                QVERIFY2(error == "no error" || error.contains("x.mat"), qPrintable(error));
            };
            for (std::size_t length = 0; length < whole.size(); length += 1 + whole.size() / 40)
                tryOut(whole.substr(0, length));
            for (std::size_t i = 0; i < whole.size(); i += 1 + whole.size() / 150)
                for (const char byte : {'\0', '\xff', '\x7f'}) {
                    std::string changed = whole;
                    changed[i] = byte;
                    tryOut(changed);
                }
        }
    }
};

NIE_TEST(MatFileTest);

}  // namespace nie::mat_file_test

#include "mat_file_test.moc"
