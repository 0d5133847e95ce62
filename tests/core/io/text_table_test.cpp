#include "core/io/text_table.h"
#include "tests/support/error_text.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::text_table_test {

namespace {

using Numbers = std::vector<double>;
using Names = std::vector<std::string>;

TextTable parse(const std::string& text)
{
    return TextTable::parse(text, "x.csv");
}

}  // namespace

class TextTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void delimiterIsTheOneThatCutsEvenly_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QChar>("delimiter");
        QTest::newRow("comma") << "1,2\n3,4\n" << QChar(',');
        QTest::newRow("comma and blank") << "1, 2\n3, 4\n" << QChar(',');
        QTest::newRow("tab") << "1\t2\r\n3\t4\r\n" << QChar('\t');
        QTest::newRow("semicolon, decimal comma") << "1,0;2,0\n3,0;4,0" << QChar(';');
        QTest::newRow("spaces") << "  1   2\r  3   4\r" << QChar(' ');
        QTest::newRow("quoted") << "\"1\",\"2\"\n\"3\",\"4\"\n\n" << QChar(',');
        QTest::newRow("at the end of lines") << "1,2,\n3,4,\n" << QChar(',');
        QTest::newRow("with exponents and signs") << "+1e0 2E0\n3.0 .4e+1\n" << QChar(' ');
        QTest::newRow("byte order mark") << "\ufeff1;2\n3;4\n" << QChar(';');
        QTest::newRow("comments") << "# of a tool\n1 2\n# more\n3 4\n" << QChar(' ');
    }
    void delimiterIsTheOneThatCutsEvenly()
    {
        QFETCH(QString, text);
        QFETCH(QChar, delimiter);
        const TextTable table = parse(text.toStdString());
        QCOMPARE(QChar(table.delimiter), delimiter);
        QVERIFY((table.array.shape == std::vector<std::int64_t>{2, 2}));
        QVERIFY((table.array.values == Numbers{1, 2, 3, 4}));
    }

    void oneColumnNeedsNoDelimiter()
    {
        const TextTable table = parse("bold\n1.5\n-2\n");
        QCOMPARE(table.delimiter, '\0');
        QVERIFY((table.array.labels == Names{"bold"}));
        QVERIFY((table.array.values == Numbers{1.5, -2}));
    }

    void headerNamesMayHoldDelimitersAndQuotes()
    {
        const TextTable table = parse("\"a, left\",\"b \"\"c\"\"\"\n1,2\n");
        QVERIFY((table.array.labels == Names{"a, left", "b \"c\""}));
    }

    void columnThatCountsIsTheIndexAndAnotherIsNot()
    {
        const TextTable counting = parse("n,a,b\n0,5,6\n1,7,8\n2,9,9\n");
        QVERIFY((counting.index == Numbers{0, 1, 2}));
        QVERIFY((counting.array.labels == Names{"a", "b"}));
        QVERIFY((counting.array.values == Numbers{5, 6, 7, 8, 9, 9}));
        const TextTable timed = parse("time [s],a\n0.5,5\n1.0,7\n1.5,9\n");
        QCOMPARE(timed.indexName, std::string("time [s]"));
        QVERIFY((timed.index == Numbers{0.5, 1.0, 1.5}));
        QVERIFY(parse("a,b\n0.5,5\n1.0,7\n1.5,9\n").index.empty());
        QVERIFY(parse("time,b\n0.5,5\n1.0,7\n9,9\n").index.empty());
    }

    void namesInTheFirstColumnAreKept()
    {
        const TextTable table = parse("left,1,2,3\nright,4,5,6\n");
        QVERIFY((table.rowNames == Names{"left", "right"}));
        QVERIFY((table.array.shape == std::vector<std::int64_t>{2, 3}));
        const TextTable both = parse("a b\nx 1 2\ny 3 4\n");  // as R writes it
        QVERIFY((both.rowNames == Names{"x", "y"}));
        QVERIFY((both.array.labels == Names{"a", "b"}));
    }

    void missingCellsBecomeNaNAndAreCounted()
    {
        const TextTable table = parse("a,b\n1,\nn/a,NA\nnan,-inf\n2,3\n");
        QCOMPARE(table.missing, 5);
        QVERIFY(std::isnan(table.array.values[1]) && std::isnan(table.array.values[5]));
        QVERIFY(table.warnings.front().find("5 missing") != std::string::npos);
        QVERIFY(parse("a,a\n1,2\n").warnings.front().find("twice") != std::string::npos);
    }

    void faultIsNamedByLineColumnAndCell_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        QTest::newRow("empty") << ""
                               << "x.csv: file: is empty";
        QTest::newRow("binary") << QString("1,2\n\x01") << "x.csv: file: is not text (found byte 1";
        QTest::newRow("comments alone") << "# a\n"
                                        << "x.csv: rows: there are no numbers";
        QTest::newRow("header alone") << "a,b\n"
                                      << "x.csv: rows: there are no rows";
        QTest::newRow("ragged") << "a,b\n1,2\n1,2,3\n"
                                << "x.csv: line 3: rows of different length (found 3 cells; "
                                   "allowed: 2 expected)";
        QTest::newRow("text cell") << "a,b\n1,2\n3,x7\n"
                                   << "x.csv: line 3, column 2 (b): not a number (found 'x7'";
        QTest::newRow("two points") << "a,b\n1,2\n3,1.2.3\n"
                                    << "column 2 (b): not a number";
        QTest::newRow("open quote") << "\"a,b\n1,2\n"
                                    << "x.csv: line 1: a quote is not closed";
    }
    void faultIsNamedByLineColumnAndCell()
    {
        QFETCH(QString, text);
        QFETCH(QString, message);
        const QString error = test::inputErrorOf([&text] { parse(text.toStdString()); });
        QVERIFY2(error.contains(message), qPrintable(error));
    }

    void utf16IsRefusedByItsName()
    {
        const QString error = test::inputErrorOf([] {
            parse(std::string("\xff\xfe"
                              "1\0",
                              4));
        });
        QVERIFY2(error.contains("UTF-16"), qPrintable(error));
    }

    void numbersOutsideTheRangeOfDoublesAreZeroOrMissing()
    {
        const TextTable table = parse("1e-400,1\n1e400,2\n");
        QCOMPARE(table.array.values[0], 0.0);
        QVERIFY(std::isnan(table.array.values[2]));
        QCOMPARE(table.missing, 1);
    }

    void headerOfFslIsSkipped()
    {
        const TextTable table = parse("/NumWaves 2\n/NumPoints 2\n\n/Matrix\n1\t2\t\n3\t4\t\n");
        QVERIFY((table.array.values == Numbers{1, 2, 3, 4}));
    }
};

NIE_TEST(TextTableTest);

}  // namespace nie::text_table_test

#include "text_table_test.moc"
