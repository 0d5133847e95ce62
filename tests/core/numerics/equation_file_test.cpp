#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/run_config.h"
#include "core/numerics/equation_file.h"
#include "core/numerics/equation_report.h"
#include "core/numerics/expression.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>
#include <cmath>

namespace nie::equation_file_test {

namespace {

/// JSON written with ' for ".
std::string quoted(std::string text)
{
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

IntegralEquation parsed(const std::string& text)
{
    return equationFromJson(parseJson(quoted(text), "mine.json"), "mine.json");
}

double errorOf(const std::string& text, double tolerance = 1e-10)
{
    const IntegralEquation equation = parsed(text);
    EquationSolverOptions options;
    options.tolerance = tolerance;
    const auto solution = solveEquation(equation, options);
    return solution.converged ? maximumError(equation, solution).value_or(INFINITY) : INFINITY;
}

}  // namespace

class EquationFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void formulasKnowTheUsualFunctionsAndConstants()
    {
        const std::vector<std::string> names{"x", "s"};
        const auto value = [&](const char* formula) {
            return Expression(formula, names, {{"a", 2.0}}, "test")(std::vector<double>{0.5, 3.0});
        };
        QCOMPARE(value("a*x + s^2 - 1"), 9.0);
        QVERIFY(std::abs(value("sin(pi*x) + log(e)") - 2.0) < 1e-15);
        QVERIFY(std::abs(value("erf(x) + erfc(x) + expm1(0) + log1p(0) + cbrt(8)") - 3.0) < 1e-15);
        QCOMPARE(value("s < x ? 1 : -1"), -1.0);
        QVERIFY(!std::isfinite(value("1/(x-0.5)")));
        QVERIFY(Expression("x + 1", names, {}, "test").uses("x"));
        QVERIFY(!Expression("x + 1", names, {}, "test").uses("s"));
    }

    void linearNonlinearAndKinkedEquationsAreSolved()
    {
        QVERIFY(errorOf("{'variable': 'x', 'range': [0, 1], 'f': 'exp(x) - (exp(x+1)-1)/(x+1)', "
                        "'K': 'exp(x*s)', "
                        "'exact': 'exp(x)'}") < 1e-10);
        QVERIFY(errorOf("{'variable': 'x', 'range': [0, 1], 'f': 'sin(pi*x)', 'K': "
                        "'0.2*cos(pi*x)*sin(pi*s)', "
                        "'F': 'y^3', 'exact': 'sin(pi*x) + (20-sqrt(391))/3*cos(pi*x)'}") < 1e-10);
        QVERIFY(
            errorOf(
                "{'variable': 'x', 'range': [0, 1], 'f': '-exp(x)+x+1+exp(1)*x', 'K': 'abs(x-s)', "
                "'diagonal': 'kink', 'exact': 'exp(x)' "
                "}") < 1e-9);
    }

    void volterraSystemsLimitsAndParametersAreSolved()
    {
        QVERIFY(errorOf("{'kind': 'volterra', 'range': [0, 6], 'f': [1, 0], "
                        "'K': [['-d', '-w'], ['w', '-d']], 'parameters': {'d': 0.1, 'w': 2}, "
                        "'exact': ['exp(-d*t)*cos(w*t)', 'exp(-d*t)*sin(w*t)']}") < 1e-10);
        QVERIFY(errorOf("{'range': [0, 'pi'], 'lower': '0', 'upper': 't', 'f': 't', 'K': 's-t', "
                        "'exact': 'sin(t)' "
                        "}") < 1e-10);
        QVERIFY(errorOf("{'kind': 'volterra', 'range': [0, 5], 'f': 0.1, 'G': '2*y*(1-y)', "
                        "'exact': '1/(1+9*exp(-2*t))' "
                        "}") < 1e-10);
        QVERIFY(errorOf("{'kind': 'volterra', 'variable': 'x', 'range': [0, 1], 'f': '2*sqrt(x)', "
                        "'K': '-1', "
                        "'diagonal': 'abel', 'exact': '1-exp(pi*x)*erfc(sqrt(pi*x))' "
                        "}") < 1e-6);
    }

    void spaceTimeAndFirstKindAreSolved()
    {
        QVERIFY(errorOf("{'axes': [{'variable': 'x', 'range': [0, 1]}, "
                        "{'variable': 't', 'range': [0, 1], 'kind': 'volterra'}], "
                        "'f': '0.5*sin(pi*x)*(exp(t)+1)', 'K': 'cos(pi*(x-s_x))', "
                        "'exact': 'exp(t)*sin(pi*x)'}") < 1e-8);
        QVERIFY(errorOf("{'order': 'first', 'kind': 'volterra', 'range': [0, 3], 'f': 'sin(t)', "
                        "'K': 'exp(t-s)', "
                        "'exact': 'cos(t)-sin(t)' "
                        "}") < 1e-9);
    }

    void mistakesAreNamedWithTheirPlace_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const char* json, const char* message) {
            QTest::newRow(name) << QString(json) << QString(message);
        };
        row("malformed formula",
            "{'range': [0,1], 'f': '1', 'K': 'cos(t-*s)' "
            "}",
            "mine.json: K, character 7");
        row("unclosed", "{'range': [0,1], 'f': 'sin(t', 'K': '1'}", "mine.json: f, character");
        row("unknown name", "{'range': [0,1], 'f': '1', 'K': 't + u*s'}",
            "mine.json: K, character 5: unknown name \"u\" (variables here: t, s)");
        row("local variable in f", "{'range': [0,1], 'f': '1 + s', 'K': '1'}",
            "mine.json: f, character 5");
        row("empty formula", "{'range': [0,1], 'f': '', 'K': '1'}", "mine.json: f");
        row("two values", "{'range': [0,1], 'f': '1, 2', 'K': '1'}", "one value is wanted");
        row("assignment", "{'range': [0,1], 'f': 't = 2', 'K': '1'}", "mine.json: f");
        row("unknown key", "{'range': [0,1], 'f': '1', 'K': '1', 'kernell': '2'}",
            "mine.json: kernell: unknown key");
        row("missing f", "{'range': [0,1], 'K': '1'}", "mine.json: f: missing");
        row("missing K", "{'range': [0,1], 'f': '1'}", "mine.json: K: missing");
        row("missing range", "{'f': '1', 'K': '1'}", "mine.json: range: missing");
        row("empty range", "{'range': [1,1], 'f': '1', 'K': '1'}", "not an interval");
        row("infinite range", "{'range': [0,'1/0'], 'f': '1', 'K': '1'}", "not an interval");
        row("unknown kind", "{'range': [0,1], 'kind': 'fredhol', 'f': '1', 'K': '1'}",
            "mine.json: kind: unknown value (found \"fredhol\"; allowed: one of: fredholm, "
            "volterra)");
        row("wrong type", "{'range': [0,1], 'f': true, 'K': '1'}", "mine.json: f: wrong type");
        row("kernel size", "{'range': [0,1], 'f': [1, 2], 'K': '1'}", "mine.json: K: wrong size");
        row("row size", "{'range': [0,1], 'f': [1, 2], 'K': [['1'], ['1']]}",
            "mine.json: K[0]: wrong size");
        row("G beside K", "{'range': [0,1], 'f': '1', 'K': '1', 'G': 'y'}", "not beside K and F");
        row("parameter type", "{'range': [0,1], 'f': 'a', 'K': '1', 'parameters': {'a': '2'}}",
            "mine.json: parameters.a: wrong type");
        row("parameter hides a variable",
            "{'range': [0,1], 'f': '1', 'K': '1', 'parameters': {'t': 2}}", "mine.json");
        row("not an object", "[1, 2]", "wrong type");
    }
    void mistakesAreNamedWithTheirPlace()
    {
        QFETCH(QString, json);
        QFETCH(QString, message);
        try {
            parsed(json.toStdString());
            QFAIL("accepted");
        } catch (const InputError& error) {
            QVERIFY2(QString(error.what()).contains(message), error.what());
        }
    }

    void singularLimitsAndKernelsAreRefusedWhenSolving()
    {
        const auto message = [](const char* json) -> QString {
            try {
                solveEquation(parsed(json));
            } catch (const InputError& error) {
                return error.what();
            }
            return {};
        };
        QVERIFY(message("{'range': [0,1], 'lower': 'log(t)', 'f': '1', 'K': '1' "
                        "}")
                    .contains("limit of the integral"));
        QVERIFY(message("{'range': [0,1], 'f': '1', 'K': 'sqrt(t-s)' "
                        "}")
                    .contains("the kernel is not finite"));
        QVERIFY(message("{'range': [0,1], 'f': '1/(t-t)', 'K': '1' "
                        "}")
                    .contains("the free function f is not finite"));
    }

    void filesAreReadAndTheirErrorsNameThem()
    {
        const test::TemporaryFolder folder;
        writeFileAtomically(folder / "eq.json",
                            quoted("{'range': [0,1], 'f': '1', 'K': '0.5', 'exact': '2'}"));
        QCOMPARE(readEquationFile(folder / "eq.json").channels, 1);
        writeFileAtomically(folder / "bad.json", "{\"range\": [0,1], ");
        QVERIFY_EXCEPTION_THROWN(readEquationFile(folder / "bad.json"), InputError);
        QVERIFY_EXCEPTION_THROWN(readEquationFile(folder / "none.json"), InputError);
    }

    void reportHoldsTheFactsAndThePartsAskedFor()
    {
        const IntegralEquation equation =
            parsed("{'range': [0,1], 'f': '1', 'K': '0.5', 'exact': '2'}");
        EquationSolverOptions options;
        options.keepIterates = true;
        const auto solution = solveEquation(equation, options);
        const Json report =
            equationReport(equation, solution, {.trace = true, .iterates = true, .points = 3});
        for (const char* key :
             {"equation", "error_max", "residual", "iterations", "evaluations", "seconds"})
            QVERIFY2(report.contains(key), key);
        QVERIFY(report.at("error_max").get<double>() < 1e-14);
        QCOMPARE(report.at("solution").at("values").size(), std::size_t(3));
        QCOMPARE(report.at("trace").at("residuals").size(),
                 report.at("iterates").at("values").size());
        const auto unknown = parsed("{'range': [0,1], 'f': '1', 'K': '0.5'}");
        QVERIFY(equationReport(unknown, solveEquation(unknown)).at("error_max").is_null());
    }
};

NIE_TEST(EquationFileTest);

}  // namespace nie::equation_file_test

#include "equation_file_test.moc"
