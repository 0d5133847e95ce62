#include "core/base/files.h"
#include "tests/app/cli/nie_call.h"
#include "tests/support/python.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::bad_data_test {

using test::callNie;
using test::runNie;
namespace fs = std::filesystem;

/// Files of data that cannot be used end with exit code 2, a message that names
/// the file and what is wrong, and nothing beside them.
class BadDataTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;
    std::ptrdiff_t m_entries = 0;

    QString folder() const { return QString::fromStdString(m_folder.path().string()); }
    std::ptrdiff_t entries() const
    {
        return std::distance(fs::directory_iterator(m_folder.path()), fs::directory_iterator());
    }
    void checkNothingNew(const test::NieResult& result, int exitCode, const QString& message) const
    {
        QVERIFY2(result.err.contains(message), qPrintable(result.err));
        QCOMPARE(result.exitCode, exitCode);
        QVERIFY2(result.out.isEmpty(), qPrintable(result.out));
        QCOMPARE(entries(), m_entries);
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!test::pythonHas("numpy, h5py, scipy.io"))
            QSKIP("needs python3-numpy, python3-h5py and python3-scipy");
        const auto made = test::runPython(
            "import h5py, numpy as n, os, scipy.io as s, sys\n"
            "os.chdir(sys.argv[1])\n"
            "x = n.sin(n.arange(240.)).reshape(4, 20, 3)\n"
            "with h5py.File('whole.h5', 'w') as f: f['u'] = x\n"
            "b = open('whole.h5', 'rb').read()\n"
            "open('short.h5', 'wb').write(b[:len(b) * 2 // 3])\n"
            "with h5py.File('complex.h5', 'w') as f: f['u'] = x + 1j\n"
            "n.save('text.npy', n.array([['a', 'b'], ['c', 'd']]))\n"
            "n.save('objects.npy', n.array([[1, None], [{}, 2]], dtype=object))\n"
            "n.savez('objects.npz', u=n.array([1, None], dtype=object))\n"
            "s.savemat('complex.mat', dict(u=x + 1j))\n"
            "y = x.copy(); y[2, 5, 1] = n.nan; n.save('nan.npy', y)\n"
            "open('nan.csv', 'w').write('a,b\\n' + '1,2\\n' * 30 + '3,nan\\n' + '1,2\\n' * 30)\n"
            "open('ragged.csv', 'w').write('a,b,c\\n' + '1,2,3\\n' * 30 + '4,5\\n')\n"
            "open('words.csv', 'w').write('a,b\\n' + '1,2\\n' * 30 + '3,four\\n')\n",
            {folder()});
        QVERIFY2(made.exitCode == 0, qPrintable(made.err));
        m_entries = entries();
    }

    void isRefusedByNameAndStoresNothing_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* file, const char* message) {
            QTest::newRow(file) << QString(file) << QString(message);
        };
        row("short.h5", "short.h5: HDF5: the file is truncated");
        row("complex.h5", "complex.h5: ");
        row("text.npy", "text.npy: descr: this type cannot be read (found '<U1'");
        row("objects.npy", "objects.npy: descr: this type cannot be read (found '|O'");
        row("objects.npz", "objects.npz: ");
        row("complex.mat", "complex.mat: ");
        row("nan.npy", "1 numbers are missing, NaN or infinite (found the first in sample 2 at "
                       "time 5");
        row("nan.csv", "1 numbers are missing, NaN or infinite");
        row("ragged.csv", "ragged.csv: line 32: rows of different length (found 2 cells");
        row("words.csv", "words.csv: line 32, column 2 (b): not a number (found 'four'");
        row("none.npy", "none.npy: ");
    }
    void isRefusedByNameAndStoresNothing()
    {
        QFETCH(QString, file);
        QFETCH(QString, message);
        checkNothingNew(callNie({"import", file, "-o", "set.h5"}, folder()), 2, message);
        checkNothingNew(
            callNie({"train", "spirals", "--steps", "1", "--dataset", file, "-o", "run"}, folder()),
            2, message);
    }

    void countsThatAreNoneAreRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("message");
        QTest::newRow("samples") << QStringList{"generate", "navier_stokes", "--samples", "-4"}
                                 << "--samples";
        QTest::newRow("option") << QStringList{"generate", "brain", "--set", "rows=-1"}
                                << "dataset.rows: out of range (found -1";
        QTest::newRow("window") << QStringList{"import", "whole.h5", "--set", "window=-3"}
                                << "dataset.window: out of range (found -3";
        QTest::newRow("given") << QStringList{"import", "whole.h5", "--set", "given=-1"}
                               << "dataset.given: out of range (found -1";
        QTest::newRow("units") << QStringList{"import", "whole.h5", "--units", "m,s"}
                               << "dataset.channel_units: not one unit a channel";
    }
    void countsThatAreNoneAreRefused()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, message);
        checkNothingNew(callNie(arguments + QStringList{"-o", "set.h5"}, folder()), 2, message);
    }

    /// The same file, whole, is imported: what is refused above is refused for its fault.
    void theWholeFileIsImportedWithItsUnits()
    {
        const auto result =
            runNie({"import", "whole.h5", "--units", "mV", "-o", "set.h5"}, folder());
        QVERIFY2(result.exitCode == 0, qPrintable(result.err));
        const auto info = runNie({"info", "set.h5"}, folder());
        QVERIFY2(info.out.contains("channel 3 / mV"), qPrintable(info.out));
        QCOMPARE(entries(), m_entries + 1);
        fs::remove(m_folder / "set.h5");
    }
};

NIE_TEST(BadDataTest);

}  // namespace nie::bad_data_test

#include "bad_data_test.moc"
