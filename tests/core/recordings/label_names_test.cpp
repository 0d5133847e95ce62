#include "core/recordings/label_names.h"
#include "tests/support/error_text.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::label_names_test {

class LabelNamesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsTheTablesOfTheField_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("BIDS dseg.tsv") << "index\tname\tcolor\n3\tSuperior Frontal Gyrus\t#ff0000\n"
                                          "2001\tPrecentral, left\t#00ff00\n";
        QTest::newRow("CSV, other order") << "name,index\nSuperior Frontal Gyrus,3\n"
                                             "\"Precentral, left\",2001\n";
        QTest::newRow("AAL lines") << "3 Superior Frontal Gyrus 2101\n2001 Precentral, left 1\n";
        QTest::newRow("FreeSurfer") << "# No. Label: R G B A\n3 Superior Frontal Gyrus 1 2 3 0\n"
                                       "2001 Precentral, left 4 5 6 0\n";
        QTest::newRow("ITK-SNAP") << "3 255 0 0 1 1 1 \"Superior Frontal Gyrus\"\n"
                                     "2001 0 255 0 1 1 1 \"Precentral, left\"\n";
        QTest::newRow("JSON") << R"({"3": "Superior Frontal Gyrus", "2001": "Precentral, left"})";
        QTest::newRow("XML") << "<atlas><header><type>Label</type></header><data>"
                                "<label index=\"3\" x=\"1\">Superior Frontal Gyrus</label>"
                                "<label index=\"2001\">Precentral, left</label></data></atlas>";
        QTest::newRow("FSL, probabilistic, from 0")
            << "<atlas><type>Probabalistic</type><label index=\"2\">Superior Frontal Gyrus</label>"
               "<label index=\"2000\">Precentral, left</label></atlas>";
    }
    void readsTheTablesOfTheField()
    {
        QFETCH(QString, text);
        const LabelNames names = parseLabelNames(text.toStdString(), "names");
        QCOMPARE(names.size(), std::size_t(2));
        QCOMPARE(QString::fromStdString(names.at(3)), QString("Superior Frontal Gyrus"));
        QCOMPARE(QString::fromStdString(names.at(2001)), QString("Precentral, left"));
    }

    void aTableMayStateGroups()
    {
        const LabelNames groups = parseLabelGroups(
            "index\tname\tnetwork\n3\tCuneus\tVisual\n4\tPrecentral\tMotor\n", "names");
        QCOMPARE(QString::fromStdString(groups.at(3)), QString("Visual"));
        QCOMPARE(QString::fromStdString(groups.at(4)), QString("Motor"));
        for (const char* text : {"index\tname\n3\tCuneus\n", "3 Cuneus 2101\n", R"({"3": "Cuneus"})",
                                 "<atlas><label index=\"3\">Cuneus</label></atlas>", ""})
            QVERIFY2(parseLabelGroups(text, "names").empty(), text);
    }

    void badListsAreRefusedByLine()
    {
        const auto errorOf = [](const char* text) {
            return test::inputErrorOf([text] { parseLabelNames(text, "names"); });
        };
        QVERIFY(errorOf("index\tname\n1\tA\nx\tB\n").contains("line 3"));
        QVERIFY(errorOf("1 A\n2\n").contains("line 2"));
        QVERIFY(errorOf("<atlas><label index=\"x\">A</label></atlas>").contains("whole number"));
        QVERIFY(errorOf("<atlas><label>A").contains("byte 7"));
        QVERIFY(errorOf("{\"a\": \"b\"}").contains("'a'"));
        QVERIFY(errorOf("[5e5555]").contains("too large"));
        QVERIFY(errorOf("").contains("empty"));
    }
};

NIE_TEST(LabelNamesTest);

}  // namespace nie::label_names_test

#include "label_names_test.moc"
