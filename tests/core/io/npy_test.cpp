#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/npy.h"
#include "tests/support/error_text.h"
#include "tests/support/python.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <fstream>
#include <limits>

namespace nie::npy_test {

using namespace std::string_literals;

namespace {

std::string npyOf(const std::string& description, const std::string& data)
{
    std::string text = "\x93NUMPY\x01\0"s;
    text += static_cast<char>(description.size() & 0xff);
    text += static_cast<char>(description.size() >> 8);
    return text + description + data;
}

}  // namespace

class NpyTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;

    QString errorOf(const std::string& content)
    {
        std::ofstream(m_folder / "x.npy", std::ios::binary) << content;
        return test::inputErrorOf([this] { readNpy(m_folder / "x.npy"); });
    }
    NumericArray readBack(const std::string& content)
    {
        std::ofstream(m_folder / "x.npy", std::ios::binary) << content;
        return readNpy(m_folder / "x.npy");
    }

private Q_SLOTS:
    void whatIsWrittenIsReadBack_data()
    {
        QTest::addColumn<int>("type");
        for (int type = 0; type <= int(NumericType::Boolean); ++type)
            QTest::newRow(typeName(NumericType(type)).c_str()) << type;
    }
    void whatIsWrittenIsReadBack()
    {
        QFETCH(int, type);
        const NumericArray array{"x", {2, 3}, {0, 1, 1, 0, 1, 0}, NumericType(type)};
        writeNpy(m_folder / "x.npy", array);
        const NumericArray read = readNpy(m_folder / "x.npy");
        QCOMPARE(read.name, "x"s);
        QVERIFY(read.shape == array.shape && read.values == array.values);
        QVERIFY(read.type == array.type);
    }

    void extremeNumbersSurvive()
    {
        const double infinity = std::numeric_limits<double>::infinity();
        const NumericArray array{"x", {5}, {1e-308, -1.7e308, infinity, -0.0, 0.1}};
        writeNpy(m_folder / "x.npy", array);
        const NumericArray read = readNpy(m_folder / "x.npy");
        QVERIFY(read.values == array.values && std::signbit(read.values[3]));
    }

    void numberThatTheTypeCannotHoldIsRefusedAndLeavesNoFile()
    {
        for (const double value : {128.0, -129.0, std::nan("")}) {
            const NumericArray array{"x", {1}, {value}, NumericType::Int8};
            QVERIFY_EXCEPTION_THROWN(writeNpy(m_folder / "no.npy", array), RunError);
        }
        QVERIFY(!std::filesystem::exists(m_folder / "no.npy"));
    }

    void fortranOrderAndBigEndianAreTurned()
    {
        const std::string data = "\0\1\0\4\0\2\0\5\0\3\0\6"s;
        const NumericArray array =
            readBack(npyOf("{'shape': (2, 3), 'fortran_order': True, 'descr': '>i2'}", data));
        QVERIFY((array.shape == std::vector<std::int64_t>{2, 3}));
        QVERIFY((array.values == std::vector<double>{1, 2, 3, 4, 5, 6}));
    }

    void scalarAndEmptyArraysHaveTheirShape()
    {
        const NumericArray one =
            readBack(npyOf("{'descr': '|u1', 'fortran_order': False, 'shape': ()}", "\7"));
        QVERIFY(one.shape.empty() && one.values == std::vector<double>{7});
        const NumericArray none =
            readBack(npyOf("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 3L)}", ""));
        QVERIFY(none.shape.size() == 2 && none.values.empty());
    }

    void malformedHeaderIsRefusedByName_data()
    {
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const QString& descr, const QString& shape,
                            const QString& message) {
            QTest::newRow(name)
                << QString("{'descr': %1, 'fortran_order': False, 'shape': %2, }").arg(descr, shape)
                << message;
        };
        row("object", "'|O'", "(2,)", "descr: this type cannot be read (found '|O'");
        row("complex", "'<c16'", "(2,)", "descr: this type cannot be read (found '<c16'");
        row("text", "'<U5'", "(2,)", "descr: this type cannot be read");
        row("empty", "''", "(2,)", "descr: this type cannot be read (found ''");
        row("structure", "[('a', '<f4')]", "(2,)", "descr: a structured type cannot be read");
        row("code", "__import__('os').name", "(2,)", "header: descr is not a plain text");
        row("negative", "'<f8'", "(-2,)", "shape: not a length");
        row("huge", "'<f8'", "(1099511627776, 1099511627776)", "shape: the size does not fit");
        row("hidden by 0", "'<f8'", "(0, 9223372036854775807)", "shape: the size does not fit");
        row("beyond 64 bits", "'<f8'", "(99999999999999999999,)", "shape: not a length");
        row("too short", "'<f8'", "(3,)",
            "data size: the file is too short (found 24 bytes "
            "needed, 8 present");
        row("unclosed", "'<f8'", "(3,", "shape: not a length");
        row("text after it", "'<f8'", "(1,)} + {", "header: text after the description");
        row("twice", "'<f8', 'descr': '<f4'", "(1,)", "header: 'descr' stands twice");
        QTest::newRow("missing key") << "{'descr': '<f8', 'shape': (1,)}"
                                     << "header: a key is missing";
        QTest::newRow("nothing") << ""
                                 << "header: not a description";
        QTest::newRow("open quote") << "{'descr"
                                    << "header: not a plain text";
    }
    void malformedHeaderIsRefusedByName()
    {
        QFETCH(QString, header);
        QFETCH(QString, message);
        const QString error = errorOf(npyOf(header.toStdString(), std::string(8, '\0')));
        QVERIFY2(error.contains("x.npy: " + message), qPrintable(error));
    }

    void everyTruncationAndEveryChangedByteEndsInAnErrorOrAnArray()
    {
        writeNpy(m_folder / "whole.npy", {"x", {3, 2}, {1, 2, 3, 4, 5, 6}, NumericType::Int16});
        const std::string whole = readFile(m_folder / "whole.npy");
        for (std::size_t length = 0; length < whole.size(); ++length)
            QVERIFY(errorOf(whole.substr(0, length)).contains("x.npy: "));
        for (std::size_t i = 0; i < whole.size() - 12; ++i)
            for (const char byte : {'\0', '\xff', '\'', '(', '9'}) {
                std::string changed = whole;
                changed[i] = byte;
                const QString error = errorOf(changed);
                QVERIFY2(error == "no error" || error.contains("x.npy: "), qPrintable(error));
            }
    }

    void numPyReadsTheFileAndItsOwnFilesAreRead()
    {
        if (!test::pythonHas("numpy"))
            QSKIP("needs python3-numpy");
        const NumericArray array{"x", {2, 2}, {1.5, -2, 3, 0.1}, NumericType::Float32};
        writeNpy(m_folder / "ours.npy", array);
        const auto result = test::runPython(
            "import numpy, sys\n"
            "a = numpy.load(sys.argv[1])\n"
            "assert a.dtype == '<f4' and a.shape == (2, 2) and a[1, 0] == 3, a\n"
            "numpy.save(sys.argv[2], numpy.asfortranarray(numpy.arange(24.).reshape(2, 3, 4)))",
            {QString::fromStdString((m_folder / "ours.npy").string()),
             QString::fromStdString((m_folder / "theirs.npy").string())});
        QVERIFY2(result.exitCode == 0, qPrintable(result.err));
        const NumericArray theirs = readNpy(m_folder / "theirs.npy");
        QVERIFY((theirs.shape == std::vector<std::int64_t>{2, 3, 4}));
        for (std::size_t i = 0; i < 24; ++i)
            QCOMPARE(theirs.values[i], double(i));
    }
};

NIE_TEST(NpyTest);

}  // namespace nie::npy_test

#include "npy_test.moc"
