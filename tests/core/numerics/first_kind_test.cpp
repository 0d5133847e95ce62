#include "core/base/error.h"
#include "core/base/random.h"
#include "core/numerics/equation_catalog.h"
#include "core/numerics/first_kind.h"
#include "core/numerics/tikhonov.h"
#include "tests/core/numerics/solution_error.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace nie;
using nie::test::solutionError;

namespace {

enum class Choice { Discrepancy, LCurve };

/// Median over noise draws of the relative L2 error; `noise` is relative to |g|.
double medianError(const char* name, const char* rule, int nodes, double noise, Choice choice)
{
    const IntegralEquation equation = catalogEquation(name).equation;
    const ScaledSystem system = scaledSystem(equation, rule, nodes);
    Eigen::VectorXd exact(system.data.size());
    for (Eigen::Index i = 0; i < exact.size(); ++i) {
        equation.exact(Point(&system.nodes[static_cast<std::size_t>(i)], 1),
                       std::span<double>(&exact[i], 1));
        exact[i] *= system.rootWeights[i];
    }
    std::vector<double> errors;
    for (std::uint64_t draw = 0; draw < 20; ++draw) {
        RandomStream random(100 + draw);
        Eigen::VectorXd disturbance(exact.size());
        for (Eigen::Index i = 0; i < exact.size(); ++i)
            disturbance[i] = system.rootWeights[i] * random.normal();
        disturbance *= noise * system.data.norm() / disturbance.norm();
        const TikhonovProblem problem(system.matrix, system.data + disturbance);
        const double lambda = choice == Choice::Discrepancy
                                  ? problem.lambdaByDiscrepancy(disturbance.norm())
                                  : problem.lambdaByLCurve();
        errors.push_back((problem.solve(lambda) - exact).norm() / exact.norm());
    }
    std::sort(errors.begin(), errors.end());
    return errors[errors.size() / 2];
}

double midpointError(const char* name, int nodes, bool atTheEnd)
{
    const IntegralEquation equation = catalogEquation(name).equation;
    EquationSolverOptions options;
    options.scheme = "midpoint";
    options.nodes = nodes;
    const EquationSolution solution = solveEquation(equation, options);
    double worst = 0.0;
    for (const auto& t :
         atTheEnd ? std::vector<std::vector<double>>{solution.knots.back()} : solution.knots) {
        double exact = 0.0;
        equation.exact(t, std::span<double>(&exact, 1));
        worst = std::max(worst, std::abs(solution.evaluate(t)[0] - exact));
    }
    return worst;
}

}  // namespace

class FirstKindTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void discrepancyPrincipleReachesOnePercentAtNoiseOneInTenThousand()
    {
        QVERIFY(medianError("Phillips", "midpoint", 64, 1e-4, Choice::Discrepancy) < 1e-2);
        QVERIFY(medianError("F6", "gauss", 20, 1e-4, Choice::Discrepancy) < 1e-2);
    }

    void discrepancyPrincipleDegradesGentlyAtNoiseOneInAHundred()
    {
        QVERIFY(medianError("Phillips", "midpoint", 64, 1e-2, Choice::Discrepancy) < 4e-2);
        QVERIFY(medianError("F6", "gauss", 20, 1e-2, Choice::Discrepancy) < 8e-2);
    }

    void lCurveNeedsNoNoiseLevelAndRegularisesLess()
    {
        QVERIFY(medianError("Phillips", "midpoint", 64, 1e-2, Choice::LCurve) < 0.2);
        QVERIFY(medianError("F6", "gauss", 20, 1e-2, Choice::LCurve) < 0.1);
    }

    void withoutRegularisationTheNoiseWins()
    {
        const ScaledSystem system = scaledSystem(catalogEquation("F6").equation, "gauss", 20);
        Eigen::VectorXd noisy = system.data;
        noisy[3] += 1e-4;
        const TikhonovProblem problem(system.matrix, noisy);
        QVERIFY(problem.solutionNorm(1e-16) > 1e3 * problem.solutionNorm(1e-3));
    }

    void discrepancyHitsTheResidualAskedFor()
    {
        const ScaledSystem system = scaledSystem(catalogEquation("F6").equation, "gauss", 20);
        const TikhonovProblem problem(system.matrix, system.data);
        const double lambda = problem.lambdaByDiscrepancy(1e-3);
        QVERIFY(std::abs(problem.residualNorm(lambda) / 1.05e-3 - 1.0) < 1e-6);
        QVERIFY(std::abs((system.matrix * problem.solve(lambda) - system.data).norm() / 1.05e-3 -
                         1.0) < 1e-6);
        QVERIFY_EXCEPTION_THROWN(problem.lambdaByDiscrepancy(0.0), InputError);
    }

    void midpointRuleHasOrderTwo()
    {
        QVERIFY(std::abs(midpointError("V7", 160, false) / 4.1e-5 - 1.0) < 0.1);
        QVERIFY(std::abs(midpointError("V8", 160, false) / 1.5e-5 - 1.0) < 0.1);
        QVERIFY(
            std::abs(std::log2(midpointError("V7", 80, false) / midpointError("V7", 160, false)) -
                     2.0) < 0.15);
    }

    void productMidpointForAbelHasOrderTwoAtTheEndAndOneHalfNearTheStart()
    {
        QVERIFY(std::log2(midpointError("V6", 80, true) / midpointError("V6", 160, true)) > 1.8);
        QVERIFY(
            std::abs(std::log2(midpointError("V6", 80, false) / midpointError("V6", 160, false)) -
                     0.5) < 0.15);
    }

    void collocationIsExponentialForCleanVolterraData()
    {
        EquationSolverOptions options;
        options.nodes = 16;
        for (const char* name : {"V6", "V7", "V8"}) {
            const IntegralEquation equation = catalogEquation(name).equation;
            QVERIFY2(solutionError(equation, solveEquation(equation, options)) < 1e-9, name);
        }
    }

    void kernelsThatVanishOnTheDiagonalAreRefusedByTheMidpointRule()
    {
        IntegralEquation equation = catalogEquation("V7").equation;
        equation.kernel = [](Point, Point, std::span<double> k) { k[0] = 0.0; };
        EquationSolverOptions options;
        options.scheme = "midpoint";
        options.nodes = 10;
        QVERIFY_EXCEPTION_THROWN(solveEquation(equation, options), InputError);
    }
};

QTEST_APPLESS_MAIN(FirstKindTest)
#include "first_kind_test.moc"
