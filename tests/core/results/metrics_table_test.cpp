#include "core/base/error.h"
#include "core/base/files.h"
#include "core/results/run_folder.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::metrics_table_test {

class MetricsTableTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;

    MetricsTable readText(const std::string& text)
    {
        writeFileAtomically(m_folder / "metrics.csv", text);
        return MetricsTable::read(m_folder / "metrics.csv");
    }

private Q_SLOTS:
    void columnsAreReadByNameAndEmptyCellsAreNotNumbers()
    {
        const MetricsTable table = readText("step,loss,rate\n1,0.5,\n2,,1e-3\n");
        QVERIFY((table.names == std::vector<std::string>{"step", "loss", "rate"}));
        QVERIFY((table.columns.at("step") == std::vector<double>{1, 2}));
        QCOMPARE(table.columns.at("loss")[0], 0.5);
        QVERIFY(std::isnan(table.columns.at("loss")[1]));
        QVERIFY(std::isnan(table.columns.at("rate")[0]));
        QCOMPARE(table.columns.at("rate")[1], 1e-3);
    }

    void lastLineOfAKilledRunIsIgnored()
    {
        const std::string whole = "step,loss\n1,0.5\n2,0.25\n";
        for (std::size_t cut = std::string("step,loss\n1,0.5\n").size(); cut < whole.size(); ++cut)
            QCOMPARE(readText(whole.substr(0, cut)).columns.at("step").size(), std::size_t(1));
        QCOMPARE(readText(whole).columns.at("loss").back(), 0.25);
    }

    void headerAloneIsAnEmptyTable()
    {
        const MetricsTable table = readText("step,loss\n");
        QVERIFY(table.columns.at("loss").empty());
    }

    void brokenTableIsRefusedByFileAndLine_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("named");
        QTest::newRow("empty") << ""
                               << "metrics.csv: not a table";
        QTest::newRow("another table") << "a,b\n1,2\n"
                                       << "metrics.csv:1";
        QTest::newRow("cell missing") << "step,loss\n1,2\n2\n"
                                      << "metrics.csv:3: wrong number of cells";
        QTest::newRow("cell too many") << "step,loss\n1,2,3\n"
                                       << "metrics.csv:2: wrong number of cells";
        QTest::newRow("text") << "step,loss\n1,abc\n"
                              << "metrics.csv:2: loss: not a number";
        QTest::newRow("trailing text") << "step,loss\n1,2x\n"
                                       << "metrics.csv:2: loss: not a number";
        QTest::newRow("column twice") << "step,loss,loss\n1,2,3\n"
                                      << "'loss' is there twice";
    }
    void brokenTableIsRefusedByFileAndLine()
    {
        QFETCH(QString, text);
        QFETCH(QString, named);
        try {
            readText(text.toStdString());
            QFAIL("no error");
        } catch (const InputError& error) {
            QVERIFY2(QString(error.what()).contains(named), error.what());
        }
    }
};

NIE_TEST(MetricsTableTest);

}  // namespace nie::metrics_table_test

#include "metrics_table_test.moc"
