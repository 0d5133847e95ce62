#include "core/config/run_config.h"
#include "tests/app/cli/nie_process.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::bench_test {

using test::runNie;

class BenchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listNamesEveryBenchmark()
    {
        const auto result = runNie({"bench", "--list", "--json"});
        QCOMPARE(result.exitCode, 0);
        const Json list = parseJson(result.out.toStdString(), "output");
        QVERIFY(!list.empty());
        const QString text = runNie({"bench", "--list"}).out;
        for (const Json& entry : list)
            QVERIFY(text.contains(QString::fromStdString(entry.at("name"))));
    }

    void measurementIsPrintedAsJsonAndAsText()
    {
        const auto result = runNie({"bench", "adamw-step", "--rounds", "1", "--json"});
        QVERIFY2(result.exitCode == 0, qPrintable(result.err));
        const Json report = parseJson(result.out.toStdString(), "output");
        QCOMPARE(report.at("name").get<std::string>(), std::string("adamw-step"));
        for (const char* key : {"candidate_seconds", "baseline_seconds", "ratio", "peak_mb"})
            QVERIFY2(report.at(key).get<double>() > 0.0, key);
        // Both optimisers do the same: float rounding apart.
        QVERIFY(report.at("difference_after_ten_steps").get<double>() < 1e-5);
        const auto text = runNie({"bench", "adamw-step", "--rounds", "1"});
        QVERIFY(text.out.contains("ratio") && text.out.contains("peak memory, candidate"));
    }

    void badInputEndsWithTwoAndNamesWhatIsKnown_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("message");
        QTest::newRow("unknown") << QStringList{"fastest"} << "found fastest; allowed: one of: ";
        QTest::newRow("no name") << QStringList{} << "adamw-step";
        QTest::newRow("no rounds") << QStringList{"adamw-step", "--rounds", "0"} << "--rounds";
    }
    void badInputEndsWithTwoAndNamesWhatIsKnown()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, message);
        const auto result = runNie(QStringList{"bench"} + arguments);
        QVERIFY2(result.err.contains(message), qPrintable(result.err));
        QCOMPARE(result.exitCode, 2);
        QVERIFY(result.out.isEmpty());
    }
};

NIE_TEST(BenchTest);

}  // namespace nie::bench_test

#include "bench_test.moc"
