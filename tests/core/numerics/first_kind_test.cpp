#include "core/base/error.h"
#include "core/base/random.h"
#include "core/numerics/equation_catalog.h"
#include "core/numerics/first_kind.h"
#include "core/numerics/tikhonov.h"
#include "tests/core/numerics/solution_error.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>
#include <cmath>

namespace nie::first_kind_test {

using nie::test::solutionError;

namespace {

enum class Choice { Discrepancy, LCurve, CrossValidation };

double lambdaBy(Choice choice, const TikhonovProblem& problem, double noiseNorm)
{
    switch (choice) {
    case Choice::Discrepancy:
        return problem.lambdaByDiscrepancy(noiseNorm);
    case Choice::LCurve:
        return problem.lambdaByLCurve();
    case Choice::CrossValidation:
        return problem.lambdaByCrossValidation();
    }
    return 0.0;
}

/// Errors scatter by a factor of five from draw to draw: the median of 20 draws of F6 still lies
/// anywhere between 2.7e-2 and 5.3e-2, that of 200 is good to a tenth.
constexpr std::uint64_t kDraws = 200;

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
    for (std::uint64_t draw = 0; draw < kDraws; ++draw) {
        RandomStream random(100 + draw);
        Eigen::VectorXd disturbance(exact.size());
        for (Eigen::Index i = 0; i < exact.size(); ++i)
            disturbance[i] = system.rootWeights[i] * random.normal();
        disturbance *= noise * system.data.norm() / disturbance.norm();
        const TikhonovProblem problem(system.matrix, system.data + disturbance);
        const double lambda = lambdaBy(choice, problem, disturbance.norm());
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
        QVERIFY(medianError("F6", "gauss", 20, 1e-2, Choice::Discrepancy) < 5e-2);
    }

    void crossValidationNeedsNoNoiseLevel()
    {
        QVERIFY(medianError("Phillips", "midpoint", 64, 1e-2, Choice::CrossValidation) < 8e-2);
        QVERIFY(medianError("Phillips", "midpoint", 64, 1e-4, Choice::CrossValidation) < 1.5e-2);
        QVERIFY(medianError("F6", "gauss", 20, 1e-2, Choice::CrossValidation) < 6e-2);
        QVERIFY(medianError("F6", "gauss", 20, 1e-4, Choice::CrossValidation) < 1e-2);
    }

    void lCurveFindsTheCornerThoughItRegularisesLessThanIsBest()
    {
        // The sharpest turn of the polygon through (log |A y - g|, log |y|), by its angles.
        const ScaledSystem system =
            scaledSystem(catalogEquation("Phillips").equation, "midpoint", 64);
        RandomStream random(100);
        Eigen::VectorXd noise(64);
        for (Eigen::Index i = 0; i < 64; ++i)
            noise[i] = system.rootWeights[i] * random.normal();
        noise *= 1e-2 * system.data.norm() / noise.norm();
        const TikhonovProblem problem(system.matrix, system.data + noise);
        const auto point = [&](double lambda) {
            return Eigen::Vector2d(std::log(problem.residualNorm(lambda)),
                                   std::log(problem.solutionNorm(lambda)));
        };
        double corner = 0.0;
        double sharpest = 0.0;
        for (double exponent = -4.0; exponent < 0.5; exponent += 0.01) {
            const Eigen::Vector2d before =
                point(std::pow(10.0, exponent)) - point(std::pow(10.0, exponent - 0.01));
            const Eigen::Vector2d after =
                point(std::pow(10.0, exponent + 0.01)) - point(std::pow(10.0, exponent));
            const double turn =
                (before[0] * after[1] - before[1] * after[0]) /
                (before.norm() * after.norm() * 0.5 * (before.norm() + after.norm()));
            if (turn > sharpest) {
                sharpest = turn;
                corner = std::pow(10.0, exponent);
            }
        }
        QVERIFY(std::abs(problem.lambdaByLCurve() / corner - 1.0) < 0.05);
        QVERIFY(medianError("Phillips", "midpoint", 64, 1e-2, Choice::LCurve) < 0.15);
        QVERIFY(medianError("F6", "gauss", 20, 1e-2, Choice::LCurve) < 5e-2);
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

NIE_TEST(FirstKindTest);

}  // namespace nie::first_kind_test

#include "first_kind_test.moc"
