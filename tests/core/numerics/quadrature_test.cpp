#include "core/base/error.h"
#include "core/numerics/quadrature.h"
#include "core/numerics/quadrature_choice.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <numbers>

namespace nie::quadrature_test {

using std::numbers::pi;

namespace {

/// Error of a rule for x^degree on its own interval.
double powerError(const QuadratureRule& rule, int degree)
{
    const double exact =
        (std::pow(rule.upper, degree + 1) - std::pow(rule.lower, degree + 1)) / (degree + 1);
    return std::abs(rule.integrate([degree](double x) { return std::pow(x, degree); }) - exact);
}

/// Observed order of convergence between n and 2n cells for e^x on [0, 1].
double observedOrder(QuadratureKind kind, int n)
{
    const auto error = [kind](int cells) {
        const int nodes = kind == QuadratureKind::Midpoint ? cells : cells + 1;
        const auto rule = makeQuadrature(kind, nodes, 0.0, 1.0);
        return std::abs(rule.integrate([](double x) { return std::exp(x); }) -
                        (std::exp(1.0) - 1.0));
    };
    return std::log2(error(n) / error(2 * n));
}

}  // namespace

class QuadratureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void gaussIsExactToDegreeTwiceNMinusOneAndNotBeyond()
    {
        for (int n = 1; n <= 24; ++n) {
            const auto rule = gaussLegendre(n);
            for (int degree = 0; degree <= 2 * n - 1; ++degree)
                QVERIFY2(powerError(rule, degree) < 5e-15, qPrintable(QString::number(n)));
            if (n <= 12)
                QVERIFY(powerError(rule, 2 * n) > 1e-9);
        }
    }

    void gaussWeightsArePositiveAndSumToTheLengthEvenForHundredsOfNodes()
    {
        const auto rule = gaussLegendre(400, -2.0, 5.0);
        double sum = 0.0;
        for (std::size_t j = 0; j < rule.size(); ++j) {
            QVERIFY(rule.weights[j] > 0.0);
            if (j > 0)
                QVERIFY(rule.nodes[j] > rule.nodes[j - 1]);
            sum += rule.weights[j];
        }
        QVERIFY(std::abs(sum - 7.0) < 1e-12);
    }

    void clenshawCurtisIsExactToDegreeNAndNotBeyond()
    {
        for (int n = 1; n <= 24; ++n) {
            const auto rule = clenshawCurtis(n);
            for (int degree = 0; degree <= n; ++degree)
                QVERIFY2(powerError(rule, degree) < 5e-15, qPrintable(QString::number(n)));
            // Odd powers are integrated by symmetry; the first even one beyond n is not.
            if (n <= 12)
                QVERIFY(powerError(rule, n % 2 == 0 ? n + 2 : n + 1) > 1e-7);
        }
    }

    void clenshawCurtisIsNested()
    {
        const auto coarse = clenshawCurtis(8, 0.0, 3.0);
        const auto fine = clenshawCurtis(16, 0.0, 3.0);
        for (std::size_t j = 0; j < coarse.size(); ++j)
            QVERIFY(std::abs(coarse.nodes[j] - fine.nodes[2 * j]) < 1e-15);
    }

    void trapezoidIsExactToDegreeOneAndSimpsonToDegreeThree()
    {
        const auto trapezoid = trapezoidRule(7, -1.0, 2.0);
        const auto simpson = simpsonRule(8, -1.0, 2.0);
        for (int degree = 0; degree <= 1; ++degree)
            QVERIFY(powerError(trapezoid, degree) < 1e-14);
        QVERIFY(powerError(trapezoid, 2) > 1e-3);
        for (int degree = 0; degree <= 3; ++degree)
            QVERIFY(powerError(simpson, degree) < 1e-14);
        QVERIFY(powerError(simpson, 4) > 1e-4);
    }

    void smoothIntegrandsConvergeWithTheOrderOfTheRule()
    {
        QVERIFY(std::abs(observedOrder(QuadratureKind::Trapezoid, 32) - 2.0) < 0.01);
        QVERIFY(std::abs(observedOrder(QuadratureKind::Midpoint, 32) - 2.0) < 0.01);
        QVERIFY(std::abs(observedOrder(QuadratureKind::Simpson, 32) - 4.0) < 0.01);
    }

    void gaussAndClenshawCurtisConvergeExponentially()
    {
        // 1/(1 + 4 x^2) has poles at +-i/2: Bernstein ellipse rho = (1 + sqrt 5)/2.
        const auto f = [](double x) { return 1.0 / (1.0 + 4.0 * x * x); };
        const double exact = std::atan(2.0);
        const double rho = (1.0 + std::sqrt(5.0)) / 2.0;
        const double gauss20 = std::abs(gaussLegendre(20).integrate(f) - exact);
        const double gauss10 = std::abs(gaussLegendre(10).integrate(f) - exact);
        QVERIFY(std::abs(std::log(gauss10 / gauss20) / 10.0 - 2.0 * std::log(rho)) < 0.05);
        QVERIFY(std::abs(clenshawCurtis(80).integrate(f) - exact) < 1e-14);
    }

    void trapezoidIsSpectralForPeriodicIntegrands()
    {
        // int_0^1 e^{cos 2 pi x} dx = I_0(1), the modified Bessel function.
        const auto f = [](double x) { return std::exp(std::cos(2.0 * pi * x)); };
        const double exact = std::cyl_bessel_i(0.0, 1.0);
        QVERIFY(std::abs(trapezoidRule(6).integrate(f) - exact) > 1e-6);
        QVERIFY(std::abs(trapezoidRule(8).integrate(f) - exact) < 1e-6);
        QVERIFY(std::abs(trapezoidRule(16).integrate(f) - exact) < 1e-14);
    }

    void trapezoidOnUnevenKnotsIsExactForStraightLines()
    {
        const auto rule = trapezoidRule(std::vector<double>{0.0, 0.1, 0.5, 2.0});
        QVERIFY(std::abs(rule.integrate([](double x) { return 3.0 * x - 1.0; }) - 4.0) < 1e-14);
    }

    void compositeRulesMergeSharedNodesAndKeepTheOrder()
    {
        const auto closed = compositeRule(clenshawCurtis(2), 8, 0.0, 1.0);
        QCOMPARE(closed.size(), std::size_t(17));
        const auto simpson = simpsonRule(16, 0.0, 1.0);
        for (std::size_t j = 0; j < closed.size(); ++j)
            QVERIFY(std::abs(closed.weights[j] - simpson.weights[j]) < 1e-15);
        const auto f = [](double x) { return std::exp(x); };
        const auto error = [&](int panels) {
            return std::abs(compositeRule(gaussLegendre(2), panels, 0.0, 1.0).integrate(f) -
                            (std::exp(1.0) - 1.0));
        };
        QVERIFY(std::abs(std::log2(error(8) / error(16)) - 4.0) < 0.02);
    }

    void panelsThatEndAtAKinkRestoreExponentialConvergence()
    {
        const auto f = [](double x) { return std::abs(x - 0.3); };
        const double exact = (0.09 + 0.49) / 2.0;
        QVERIFY(std::abs(gaussLegendre(8, 0.0, 1.0).integrate(f) - exact) > 1e-4);
        QVERIFY(std::abs(compositeRule(gaussLegendre(2), {0.0, 0.3, 1.0}).integrate(f) - exact) <
                1e-15);
    }

    void swappedLimitsChangeTheSign()
    {
        for (const std::string& name : quadratureNames()) {
            const auto kind = quadratureFromName(name);
            const auto f = [](double x) { return x * x; };
            const double forward = makeQuadrature(kind, 9, 0.0, 2.0, 3).integrate(f);
            const double backward = makeQuadrature(kind, 9, 2.0, 0.0, 3).integrate(f);
            QVERIFY2(forward > 0.0 && backward < 0.0, name.c_str());
        }
    }

    void nestedEstimateBoundsTheErrorAndCountsEachNodeOnce()
    {
        const auto f = [](double x) { return std::exp(-x) * std::cos(5.0 * x); };
        const double exact =
            (1.0 + std::exp(-2.0) * (5.0 * std::sin(10.0) - std::cos(10.0))) / 26.0;
        const auto result = integrateNested(f, 0.0, 2.0, 1e-10);
        QVERIFY(result.converged);
        QVERIFY(std::abs(result.value - exact) <= result.errorEstimate + 1e-15);
        QCOMPARE(result.evaluations, result.intervals + 1);
        QVERIFY(result.intervals <= 64);
    }

    void nestedIntegrationSaysWhenItDidNotConverge()
    {
        const auto result = integrateNested([](double x) { return std::sqrt(std::abs(x - 0.3)); },
                                            0.0, 1.0, 1e-14, 64);
        QVERIFY(!result.converged);
        QCOMPARE(result.intervals, 64);
        QVERIFY_EXCEPTION_THROWN(integrateNested([](double) { return 0.0; }, 0, 1, 0.0),
                                 InputError);
    }

    void impossibleRulesAreRefused()
    {
        QVERIFY_EXCEPTION_THROWN(gaussLegendre(0), InputError);
        QVERIFY_EXCEPTION_THROWN(clenshawCurtis(0), InputError);
        QVERIFY_EXCEPTION_THROWN(simpsonRule(3, 0.0, 1.0), InputError);
        QVERIFY_EXCEPTION_THROWN(quadratureFromName("gaus"), InputError);
    }
};

NIE_TEST(QuadratureTest);

}  // namespace nie::quadrature_test

#include "quadrature_test.moc"
