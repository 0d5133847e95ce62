#include "core/base/files.h"
#include "core/config/run_config.h"
#include "tests/app/cli/nie_call.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::solve_test {

using test::callNie;
using test::runNie;

namespace {

Json reportOf(const QStringList& arguments)
{
    const auto result = callNie(QStringList{"solve"} + arguments + QStringList{"--json"});
    return result.exitCode == 0 ? parseJson(result.out.toStdString(), "output") : Json();
}

}  // namespace

class SolveTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;

    QString file(const char* name, const char* content) const
    {
        writeFileAtomically(m_folder / name, QString(content).replace('\'', '"').toStdString());
        return QString::fromStdString((m_folder / name).string());
    }

private Q_SLOTS:
    void everyEquationIsSolvedWithinItsMarkInOneCall()
    {
        const Json reports = reportOf({"--all", "--tolerance", "1e-10"});
        QVERIFY(reports.is_array() && reports.size() >= 32);
        for (const Json& report : reports) {
            const std::string name = report.at("equation");
            for (const char* key :
                 {"error_max", "residual", "iterations", "evaluations", "seconds", "chosen"})
                QVERIFY2(report.contains(key), name.c_str());
            QVERIFY2(report.at("converged").get<bool>(), name.c_str());
            if (name != "spirals")
                QVERIFY2(report.at("error_max").get<double>() <= report.at("mark").get<double>(),
                         name.c_str());
        }
    }

    void listNamesEveryEquationWithItsFormula()
    {
        const Json list = reportOf({"--list"});
        QVERIFY(list.size() >= 32);
        QCOMPARE(list[0].at("name").get<std::string>(), std::string("F1"));
        QVERIFY(runNie({"solve", "--list"}).out.contains("y = x + int_0^1 x s y(s) ds"));
    }

    void traceAgreesWithTheFacts()
    {
        const Json report =
            reportOf({"F3", "--quadrature", "gauss", "--nodes", "16", "--stepper", "anderson",
                      "--tolerance", "1e-12", "--trace", "--dump-iterates"});
        QVERIFY(report.at("error_max").get<double>() < 1e-12);
        QVERIFY(report.at("iterations").get<int>() <= 10);
        const Json& residuals = report.at("trace").at("residuals");
        QCOMPARE(static_cast<int>(residuals.size()), report.at("iterations").get<int>() + 1);
        QCOMPARE(report.at("iterates").at("values").size(), residuals.size());
        QCOMPARE(report.at("iterates").at("knots").size(), std::size_t(16));
        QVERIFY(!report.at("chosen").at("automatic").get<bool>());
    }

    void equationsFromFilesAreSolved()
    {
        const QString path =
            file("mine.json", "{'name': 'mine', 'variable': 'x', 'range': [0, 1], 'f': 'x',"
                              " 'K': 'x*s', 'exact': '1.5*x'}");
        const Json report = reportOf({path, "--points", "3"});
        QCOMPARE(report.at("equation").get<std::string>(), std::string("mine"));
        QVERIFY(report.at("error_max").get<double>() < 1e-14);
        QVERIFY(std::abs(report.at("solution").at("values")[2][0].get<double>() - 1.5) < 1e-14);
    }

    void iterationThatDivergesIsAFailedRunThatSaysSo()
    {
        const auto result = runNie({"solve", "F3", "--stepper", "picard", "--nodes", "16"});
        QCOMPARE(result.exitCode, 1);
        QVERIFY(result.err.contains("did not converge"));
        QVERIFY(result.out.contains("not converged"));
    }

    void badInputEndsWithTwoAndNamesWhatAndWhere_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const QStringList& arguments, const char* message) {
            QTest::newRow(name) << arguments << QString(message);
        };
        row("unknown equation", {"F77"}, "unknown equation (found F77");
        row("nothing to solve", {}, "give an equation or --all");
        row("equation and all", {"F1", "--all"}, "give an equation or --all");
        row("tolerance zero", {"F1", "--tolerance", "0"},
            "tolerance: wrong value (found 0; allowed: a number > 0)");
        row("tolerance negative", {"F1", "--tolerance", "-1e-3"}, "tolerance: wrong value");
        row("tolerance nan", {"F1", "--tolerance", "nan"}, "tolerance: wrong value");
        row("unknown quadrature", {"F1", "--quadrature", "simson"}, "--quadrature");
        row("unknown stepper", {"F1", "--stepper", "broyden"}, "--stepper");
        row("one node", {"F1", "--nodes", "1"}, "nodes: wrong value (found 1");
        row("scheme of another kind", {"F1", "--scheme", "tikhonov"}, "first kind");
        row("no such file", {"none.json"}, "none.json");
        row("malformed json", {file("a.json", "{'range': [0, 1")}, "a.json");
        row("malformed formula", {file("b.json", "{'range': [0, 1], 'f': '1', 'K': 'cos(t-*s)'}")},
            "b.json: K, character 7");
        row("unknown name", {file("c.json", "{'range': [0, 1], 'f': '1', 'K': 't*u'}")},
            "unknown name \"u\"");
        row("singular limit",
            {file("d.json", "{'range': [0, 1], 'lower': '1/t-1', 'f': '1', 'K': '1'}")},
            "limit of the integral");
        row("kernel not a number",
            {file("e.json", "{'range': [0, 1], 'f': '1', 'K': 'sqrt(t-s)'}")},
            "the kernel is not finite");
    }
    void badInputEndsWithTwoAndNamesWhatAndWhere()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, message);
        const auto result = callNie(QStringList{"solve"} + arguments);
        QVERIFY2(result.err.contains(message), qPrintable(result.err));
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.out.isEmpty(), qPrintable(result.out));
    }
};

NIE_TEST(SolveTest);

}  // namespace nie::solve_test

#include "solve_test.moc"
