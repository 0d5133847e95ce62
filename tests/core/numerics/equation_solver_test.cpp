#include "core/base/error.h"
#include "core/numerics/equation_catalog.h"
#include "core/numerics/equation_solver.h"
#include "tests/core/numerics/solution_error.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::equation_solver_test {

using nie::test::solutionError;

namespace {

struct Reached {
    double error;
    EquationSolution solution;
};

Reached solve(const char* name, const EquationSolverOptions& options)
{
    const IntegralEquation equation = catalogEquation(name).equation;
    EquationSolution solution = solveEquation(equation, options);
    return {solutionError(equation, solution), solution};
}

EquationSolverOptions fixed(const char* quadrature, int nodes, const char* split = "auto")
{
    EquationSolverOptions options;
    options.quadrature = quadrature;
    options.nodes = nodes;
    options.split = split;
    options.tolerance = 1e-12;
    return options;
}

/// Maximum error on the knots only: what tables of marching methods give.
double errorAtKnots(const char* name, const EquationSolverOptions& options)
{
    const IntegralEquation equation = catalogEquation(name).equation;
    const EquationSolution solution = solveEquation(equation, options);
    double worst = 0.0;
    for (const auto& t : solution.knots) {
        std::vector<double> exact(static_cast<std::size_t>(equation.channels));
        equation.exact(t, exact);
        const auto y = solution.evaluate(t);
        for (std::size_t c = 0; c < y.size(); ++c)
            worst = std::max(worst, std::abs(y[c] - exact[c]));
    }
    return worst;
}

}  // namespace

class EquationSolverTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Published errors (two digits, so within a factor): a wrong rule is off by orders.
    void fredholmErrorsAreThoseOfTheRule_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<int>("nodes");
        QTest::addColumn<double>("expected");
        QTest::newRow("F2 gauss 8") << "gauss" << 8 << 8e-11;
        QTest::newRow("F2 clenshaw_curtis 8") << "clenshaw_curtis" << 9 << 7e-7;
        QTest::newRow("F3 clenshaw_curtis 8") << "clenshaw_curtis" << 9 << 2e-11;
        QTest::newRow("F3 trapezoid 128") << "trapezoid" << 129 << 9.6e-5;
        QTest::newRow("F1 trapezoid 128") << "trapezoid" << 129 << 2.3e-5;
        QTest::newRow("F4 gauss 8") << "gauss" << 8 << 1.4e-2;
        QTest::newRow("F4 gauss 16") << "gauss" << 16 << 2e-11;
        QTest::newRow("F4 clenshaw_curtis 16") << "clenshaw_curtis" << 17 << 4e-6;
        QTest::newRow("NF1 gauss 8") << "gauss" << 8 << 7e-12;
        QTest::newRow("NF2 gauss 8") << "gauss" << 8 << 9e-8;
        QTest::newRow("NF3 trapezoid 128") << "trapezoid" << 129 << 3.1e-5;
    }
    void fredholmErrorsAreThoseOfTheRule()
    {
        QFETCH(QString, rule);
        QFETCH(int, nodes);
        QFETCH(double, expected);
        const std::string name = QString(QTest::currentDataTag()).section(' ', 0, 0).toStdString();
        const double error = solve(name.c_str(), fixed(qPrintable(rule), nodes)).error;
        QVERIFY2(error < 1.3 * expected && error > 0.6 * expected,
                 qPrintable(QString::number(error)));
    }

    void periodicEquationsAreSolvedExactlyByTheTrapezoidRule()
    {
        for (const char* name : {"F2", "F4"})
            QVERIFY(solve(name, fixed("trapezoid", 17)).error < 1e-13);
    }

    void splittingAtTheKinkRestoresExponentialConvergence()
    {
        for (const char* name : {"F5", "NF5", "NF6"}) {
            const double unsplit = solve(name, fixed("gauss", 16, "off")).error;
            const double unsplit32 = solve(name, fixed("gauss", 32, "off")).error;
            QVERIFY(unsplit > 5e-4);
            QVERIFY(std::abs(std::log2(unsplit / unsplit32) - 2.0) < 0.3);
            QVERIFY2(solve(name, fixed("gauss", 16, "on")).error < 2e-13, name);
        }
        QVERIFY(solve("F5", fixed("gauss", 8, "on")).error < 1e-12);
        QVERIFY(solve("NF6", fixed("gauss", 8, "on")).error < 3e-7);
    }

    void trapezoidMarchingHasTheKnownErrorsAndOrderTwo_data()
    {
        QTest::addColumn<double>("expected");
        for (const auto& [name, expected] :
             std::vector<std::pair<const char*, double>>{{"V1", 1.9e-4},
                                                         {"V2", 2.9e-4},
                                                         {"V3", 4.7e-5},
                                                         {"V4", 3.1},
                                                         {"NV1", 1.4e-2},
                                                         {"NV2", 6.0e-5},
                                                         {"NV3", 4.1e-5},
                                                         {"NV4", 2.2e-2},
                                                         {"NV6", 3.8e-5}})
            QTest::newRow(name) << expected;
    }
    void trapezoidMarchingHasTheKnownErrorsAndOrderTwo()
    {
        QFETCH(double, expected);
        const double error = errorAtKnots(QTest::currentDataTag(), fixed("trapezoid", 160));
        QVERIFY2(std::abs(error / expected - 1.0) < 0.05, qPrintable(QString::number(error)));
        const double finer = errorAtKnots(QTest::currentDataTag(), fixed("trapezoid", 320));
        QVERIFY(std::abs(std::log2(error / finer) - 2.0) < 0.15);
    }

    void chebyshevCollocationConvergesExponentially()
    {
        QVERIFY(solve("V1", fixed("gauss", 16)).error < 1e-14);
        QVERIFY(errorAtKnots("V2", fixed("gauss", 16)) < 2e-13);
        auto oneWindow = fixed("gauss", 16);
        oneWindow.windows = 1;
        QVERIFY(std::abs(std::log10(solve("NV1", oneWindow).error) - std::log10(5e-5)) < 0.4);
        oneWindow.nodes = 32;
        QVERIFY(std::abs(std::log10(solve("NV1", oneWindow).error) - std::log10(6e-10)) < 0.4);
        QVERIFY(solve("NV2", oneWindow).error < 1e-13);
    }

    void abelNeedsGradedKnotsForOrderTwo()
    {
        const auto error = [](double grading, int nodes) {
            EquationSolverOptions options;
            options.scheme = "product_trapezoid";
            options.grading = grading;
            options.nodes = nodes;
            return errorAtKnots("V5", options);
        };
        QVERIFY(std::log2(error(1.0, 160) / error(1.0, 320)) < 1.2);
        QVERIFY(std::abs(std::log2(error(2.0, 80) / error(2.0, 160)) - 2.0) < 0.15);
        QVERIFY(std::abs(error(2.0, 160) / 1.8e-5 - 1.0) < 0.1);
        QVERIFY(std::abs(error(4.0, 160) / 8.7e-6 - 1.0) < 0.1);
    }

    void abelReachesOneInAMillionWithGradedKnotsChosenAutomatically()
    {
        EquationSolverOptions options;
        options.scheme = "product_trapezoid";
        options.tolerance = 1e-6;
        const auto reached = solve("V5", options);
        QVERIFY(reached.solution.toleranceMet);
        QVERIFY(reached.error < 1e-6);
    }

    void abelSubstitutionConvergesExponentiallyWhereTheSolutionIsAnalyticInTheRoot()
    {
        EquationSolverOptions options;
        options.nodes = 16;
        QVERIFY(solve("V5", options).error < 1e-12);
    }

    void picardOnTheWholeIntervalFailsAndIsReportedAndWindowsMendIt()
    {
        EquationSolverOptions options;
        options.stepper = "picard";
        options.nodes = 32;
        options.windows = 1;
        const auto global = solve("NV6", options);
        QVERIFY(!global.solution.converged);
        QVERIFY(!global.solution.toleranceMet);
        options.nodes = 10;
        options.windows = 10;
        QVERIFY(solve("NV6", options).error < 1e-11);
        options.nodes = options.windows = 0;
        const auto automatic = solve("NV6", options);
        QVERIFY(automatic.solution.converged);
        QVERIFY(automatic.solution.choice.windows > 1);
        QVERIFY(automatic.error < 1e-10);
    }

    void picardDivergesOnF3AndSaysSo()
    {
        auto options = fixed("gauss", 16);
        for (const char* stepper : {"picard", "damped"}) {
            options.stepper = stepper;
            const auto reached = solve("F3", options);
            QVERIFY(!reached.solution.converged);
            QCOMPARE(reached.solution.trace.convergedShare, 0.0);
            // The eigenvalue 1.353, and .5 + .5 * 1.353 when damped.
            const double expected = stepper == std::string("picard") ? 1.353 : 1.1765;
            QVERIFY(std::abs(reached.solution.trace.contraction - expected) < 1e-3);
        }
        options.stepper = "anderson";
        QVERIFY(solve("F3", options).error < 1e-12);
    }

    void stepsToTwelveDigitsAreTheKnownOnes()
    {
        const auto steps = [](const char* name, const char* stepper) {
            auto options = fixed("gauss", 16, "off");
            options.stepper = stepper;
            options.tolerance = 1e-11;  // the iteration goes a tenth below: 1e-12
            return static_cast<int>(solve(name, options).solution.trace.iterations[0]);
        };
        // Published counts; the last step may fall on either side of the tolerance.
        for (const auto& [name, picard, damped] :
             std::vector<std::tuple<const char*, int, int>>{{"F1", 25, 66},
                                                            {"F2", 39, 93},
                                                            {"F4", 39, 91},
                                                            {"F5", 26, 68},
                                                            {"NF1", 21, 30},
                                                            {"NF2", 7, 39},
                                                            {"NF3", 38, 90},
                                                            {"NF5", 14, 49},
                                                            {"NF6", 50, 33}}) {
            QVERIFY2(std::abs(steps(name, "picard") - picard) <= 2, name);
            QVERIFY2(std::abs(steps(name, "damped") - damped) <= 2, name);
            QVERIFY2(steps(name, "newton") <= 5, name);
        }
        QVERIFY(steps("F3", "anderson") <= 6);
        QVERIFY(steps("NF1", "anderson") <= 8);
    }

    void monteCarloWithThreeDampedStepsIsFarFromTheSolution()
    {
        // What is left of y0 - y = -sin(pi x)/2 after three steps by .75, one evaluation and one
        // insertion by .5 each is .0527; the noise of 1000 nodes moves that by a few percent of 1.
        double squares = 0.0;
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            auto options = fixed("monte_carlo", 1000);
            options.stepper = "damped";
            options.maxIterations = 3;
            options.seed = seed;
            const auto reached = solve("F2", options);
            QVERIFY(!reached.solution.converged);
            squares += reached.error * reached.error;
        }
        const double rms = std::sqrt(squares / 20);
        QVERIFY2(rms > 0.04 && rms < 0.1, qPrintable(QString::number(rms)));
    }

    void monteCarloErrorOfTheSolutionFallsLikeOneOverRootN()
    {
        const auto rms = [](int nodes) {
            double squares = 0.0;
            for (std::uint64_t seed = 1; seed <= 40; ++seed) {
                auto options = fixed("monte_carlo", nodes);
                options.seed = seed;
                options.stepper = "anderson";
                const double error = solve("F2", options).error;
                squares += error * error;
            }
            return std::sqrt(squares / 40);
        };
        const double order = std::log(rms(32) / rms(512)) / std::log(16.0);
        QVERIFY2(std::abs(order - 0.5) < 0.15, qPrintable(QString::number(order)));
    }

    void windowsOfAVolterraEquationJoinContinuouslyAndRefineTheSolution()
    {
        auto options = fixed("gauss", 12);
        options.windows = 8;
        const auto reached = solve("V4", options);
        QVERIFY2(reached.error < 5e-11, qPrintable(QString::number(reached.error)));
        QCOMPARE(reached.solution.trace.iterations.size(), std::size_t(8));
    }

    void iteratesAreKeptOnRequest()
    {
        auto options = fixed("gauss", 8);
        options.stepper = "picard";
        options.keepIterates = true;
        const auto reached = solve("F1", options);
        QCOMPARE(static_cast<std::int64_t>(reached.solution.iterates.size()),
                 reached.solution.trace.evaluations);
        QCOMPARE(reached.solution.iterates[0].size(), std::size_t(8));
    }

    void impossibleRequestsAreRefused()
    {
        const auto refuses = [](const char* name,
                                const std::function<void(EquationSolverOptions&)>& change) {
            EquationSolverOptions options;
            change(options);
            try {
                solve(name, options);
            } catch (const InputError&) {
                return true;
            }
            return false;
        };
        QVERIFY(refuses("F1", [](auto& o) { o.tolerance = 0.0; }));
        QVERIFY(refuses("F1", [](auto& o) { o.tolerance = -1.0; }));
        QVERIFY(refuses("F1", [](auto& o) { o.quadrature = "simson"; }));
        QVERIFY(refuses("F1", [](auto& o) { o.stepper = "broyden"; }));
        QVERIFY(refuses("F1", [](auto& o) { o.scheme = "magic"; }));
        QVERIFY(refuses("F1", [](auto& o) { o.windows = 2; }));
        QVERIFY(refuses("F1", [](auto& o) { o.nodes = 1; }));
        QVERIFY(refuses("V5", [](auto& o) { o.scheme = "chebyshev_collocation"; }));
        QVERIFY(refuses("V1", [](auto& o) { o.scheme = "nystrom"; }));
        QVERIFY(refuses("V1", [](auto& o) { o.scheme = "tikhonov"; }));
        QVERIFY(refuses("F6", [](auto& o) { o.scheme = "nystrom"; }));
    }

    void stopTokenEndsTheSolve()
    {
        std::stop_source source;
        source.request_stop();
        QVERIFY_EXCEPTION_THROWN(
            solveEquation(catalogEquation("F1").equation, {}, source.get_token()), Interrupted);
        QVERIFY_EXCEPTION_THROWN(
            solveEquation(catalogEquation("F6").equation, {}, source.get_token()), Interrupted);
    }
};

NIE_TEST(EquationSolverTest);

}  // namespace nie::equation_solver_test

#include "equation_solver_test.moc"
