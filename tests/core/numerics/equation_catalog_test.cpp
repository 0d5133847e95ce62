#include "core/base/error.h"
#include "core/numerics/equation_catalog.h"
#include "core/numerics/quadrature.h"
#include "tests/core/numerics/solution_error.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <array>
#include <cmath>
#include <set>

namespace nie::equation_catalog_test {

using nie::test::solutionError;

namespace {

using Group = CatalogEquation::Group;

void addRows(const std::function<bool(const CatalogEquation&)>& wanted)
{
    QTest::addColumn<QString>("name");
    for (const CatalogEquation& entry : equationCatalog())
        if (wanted(entry))
            QTest::newRow(entry.equation.name.c_str())
                << QString::fromStdString(entry.equation.name);
}

/// The right-hand side of a scalar equation on the line with the exact solution inserted, by Gauss
/// rules that end at s = t.
double insertExact(const IntegralEquation& equation, double t)
{
    const IntegrationAxis& axis = equation.axes[0];
    const auto integrand = [&](double s) {
        double y = 0.0;
        double value = 0.0;
        equation.exact(Point(&s, 1), std::span<double>(&y, 1));
        equation.evaluateIntegrand(std::span<const double>(&y, 1), Point(&t, 1), Point(&s, 1),
                                   std::span<double>(&value, 1));
        return value;
    };
    double sum = 0.0;
    if (equation.diagonal == KernelDiagonal::AbelRoot) {
        // s = t sin^2: int (t-s)^{-1/2} g ds = 2 sqrt(t) int sin g dtheta.
        const auto rule = gaussLegendre(60, 0.0, std::asin(1.0));
        sum = rule.integrate([&](double a) {
            return 2.0 * std::sqrt(t) * std::sin(a) * integrand(t * std::sin(a) * std::sin(a));
        });
    } else {
        std::vector<double> breaks{axis.lower, t};
        if (axis.kind == IntegrationAxis::Kind::Fredholm)
            breaks.push_back(axis.upper);
        if (equation.name == "Phillips")
            breaks = {-6, -3, t < -3 || t > 3 ? 0.0 : t, 3, 6};
        std::vector<double> sorted(breaks);
        for (const double kink : {t - 3, t + 3})
            if (equation.name == "Phillips" && kink > -6 && kink < 6)
                sorted.push_back(kink);
        std::sort(sorted.begin(), sorted.end());
        sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
        sum = compositeRule(gaussLegendre(40), sorted).integrate(integrand);
    }
    double f = 0.0;
    equation.freeFunction(Point(&t, 1), std::span<double>(&f, 1));
    double y = 0.0;
    equation.exact(Point(&t, 1), std::span<double>(&y, 1));
    return equation.kind == IntegralEquation::Kind::First ? sum - f : f + sum - y;
}

}  // namespace

class EquationCatalogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreUniqueAndEveryEntryIsValid()
    {
        std::set<std::string> names;
        for (const CatalogEquation& entry : equationCatalog()) {
            entry.equation.validate();
            QVERIFY2(names.insert(entry.equation.name).second, entry.equation.name.c_str());
            QVERIFY(!entry.equation.formula.empty() && !entry.remark.empty());
        }
        for (const char* name :
             {"F1",  "F2",  "F3", "F4", "F5", "F6", "NF1", "NF2", "NF3",      "NF5",    "NF6",
              "V1",  "V2",  "V3", "V4", "V5", "V6", "V7",  "V8",  "NV1",      "NV2",    "NV3",
              "NV4", "NV6", "S1", "G1", "G2", "G3", "P1",  "P2",  "Phillips", "spirals"})
            QVERIFY2(names.count(name) == 1, name);
    }

    void unknownNamesAreRefusedWithTheNearestOne()
    {
        try {
            catalogEquation("philips");
            QFAIL("accepted");
        } catch (const InputError& error) {
            QVERIFY(std::string(error.what()).find("Phillips") != std::string::npos);
        }
    }

    void exactSolutionsOnTheLineSolveTheirEquations_data()
    {
        addRows([](const CatalogEquation& e) {
            return e.equation.exact && e.equation.dimension() == 1 && e.equation.channels == 1;
        });
    }
    void exactSolutionsOnTheLineSolveTheirEquations()
    {
        QFETCH(QString, name);
        const IntegralEquation equation = catalogEquation(name.toStdString()).equation;
        for (const double share : {0.13, 0.5, 0.77, 0.96}) {
            const double t =
                equation.axes[0].lower + share * (equation.axes[0].upper - equation.axes[0].lower);
            QVERIFY2(std::abs(insertExact(equation, t)) < 2e-13,
                     qPrintable(QString("%1: %2").arg(t).arg(insertExact(equation, t))));
        }
    }

    void everyEquationIsSolvedWithinItsMark_data()
    {
        addRows([](const CatalogEquation& e) { return static_cast<bool>(e.equation.exact); });
    }
    void everyEquationIsSolvedWithinItsMark()
    {
        QFETCH(QString, name);
        const CatalogEquation entry = catalogEquation(name.toStdString());
        EquationSolverOptions options;
        options.tolerance = 1e-10;
        const EquationSolution solution = solveEquation(entry.equation, options);
        const double error = solutionError(entry.equation, solution);
        QVERIFY(solution.converged);
        QVERIFY(solution.choice.automatic);
        QVERIFY(solution.errorEstimate.has_value());
        QVERIFY2(error <= entry.mark, qPrintable(QString::number(error)));
        // What is ill-posed cannot meet the tolerance, and has to say so.
        const bool regularised = solution.choice.scheme == "tikhonov";
        QCOMPARE(solution.toleranceMet, !regularised);
        if (!regularised)
            QVERIFY2(error <= std::max(4.0 * *solution.errorEstimate, 1e-12),
                     "the estimate bounds the error");
    }

    void pickedSteppersSolveEverySecondKindEquationToo_data()
    {
        addRows([](const CatalogEquation& e) {
            return e.equation.exact && e.equation.kind == IntegralEquation::Kind::Second;
        });
    }
    void pickedSteppersSolveEverySecondKindEquationToo()
    {
        QFETCH(QString, name);
        const CatalogEquation entry = catalogEquation(name.toStdString());
        for (const char* stepper : {"anderson", "newton_krylov"}) {
            EquationSolverOptions options;
            options.stepper = stepper;
            const EquationSolution solution = solveEquation(entry.equation, options);
            QVERIFY2(solution.converged, stepper);
            QVERIFY2(solutionError(entry.equation, solution) <= entry.mark, stepper);
        }
    }

    void gauss16WithAndersonNeedsAtMostTenStepsOnSmoothFredholmEquations_data()
    {
        addRows([](const CatalogEquation& e) {
            return (e.group == Group::Fredholm || e.group == Group::Space) &&
                   e.equation.diagonal == KernelDiagonal::Smooth;
        });
    }
    void gauss16WithAndersonNeedsAtMostTenStepsOnSmoothFredholmEquations()
    {
        QFETCH(QString, name);
        const CatalogEquation entry = catalogEquation(name.toStdString());
        EquationSolverOptions options;
        options.quadrature = "gauss";
        options.nodes = 16;
        options.stepper = "anderson";
        options.tolerance = 1e-11;
        const EquationSolution solution = solveEquation(entry.equation, options);
        QVERIFY(solution.converged);
        QVERIFY2(solution.trace.iterations[0] <= 10,
                 qPrintable(QString::number(solution.trace.iterations[0])));
        QVERIFY(solutionError(entry.equation, solution) <= 1e-10);
    }

    void spiralsReachTheirReferenceValues()
    {
        const auto solution = solveEquation(catalogEquation("spirals").equation);
        QVERIFY(solution.toleranceMet);
        const std::vector<std::array<double, 3>> reference{{25.0 / 99, .9606492, -1.28901796},
                                                           {50.0 / 99, .57189913, -.5423576},
                                                           {1.0, .5414590227, -.5390110444}};
        for (const auto& [t, first, second] : reference) {
            const auto y = solution.evaluate(Point(&t, 1));
            const double digits = t == 1.0 ? 5e-11 : 5e-9;
            QVERIFY(std::abs(y[0] - first) < digits);
            QVERIFY(std::abs(y[1] - second) < digits);
        }
    }
};

NIE_TEST(EquationCatalogTest);

}  // namespace nie::equation_catalog_test

#include "equation_catalog_test.moc"
