#include "core/base/error.h"
#include "core/numerics/discretised_equation.h"
#include "core/numerics/equation_catalog.h"
#include "core/numerics/equation_solver.h"
#include "core/numerics/integral_equation.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <limits>

namespace nie::integral_equation_test {

namespace {

IntegralEquation simple(IntegrationAxis::Kind kind = IntegrationAxis::Kind::Fredholm)
{
    return scalarEquation({"simple",
                           "y = 1 + 1/2 int y",
                           0.0,
                           1.0,
                           [](double) { return 1.0; },
                           [](double, double) { return 0.5; },
                           {},
                           {},
                           {}},
                          kind);
}

std::string messageOf(const std::function<void()>& act)
{
    try {
        act();
    } catch (const InputError& error) {
        return error.what();
    }
    return {};
}

std::shared_ptr<DiscretisedEquation> discretise(const IntegralEquation& equation, AxisScheme scheme,
                                                int nodes, bool split = false)
{
    std::vector<AxisDiscretisation> axes;
    for (const IntegrationAxis& axis : equation.axes) {
        AxisRequest request;
        request.scheme =
            axis.kind == IntegrationAxis::Kind::Fredholm && !split && !axis.hasOwnLimits()
                ? AxisScheme::SharedNodes
                : scheme;
        request.nodes = nodes;
        request.split = split;
        axes.emplace_back(axis, request);
    }
    return std::make_shared<DiscretisedEquation>(equation, std::move(axes));
}

/// Largest difference between the assembled Jacobian and difference quotients of apply().
double jacobianError(const DiscretisedEquation& system)
{
    Eigen::VectorXd y = system.freeFunction();
    for (Eigen::Index k = 0; k < y.size(); ++k)
        y[k] += 0.1 * std::sin(3.0 * static_cast<double>(k));
    const Eigen::MatrixXd jacobian = system.jacobian(y);
    double worst = 0.0;
    for (Eigen::Index k = 0; k < y.size(); ++k) {
        Eigen::VectorXd shifted = y;
        shifted[k] += 1e-6;
        const Eigen::VectorXd above = system.apply(shifted);
        shifted[k] -= 2e-6;
        const Eigen::VectorXd column = (above - system.apply(shifted)) / 2e-6;
        worst = std::max(worst, (column - jacobian.col(k)).cwiseAbs().maxCoeff());
    }
    return worst;
}

}  // namespace

class IntegralEquationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void limitsThatAreNotFiniteAreNamedWithTheirPlace()
    {
        IntegralEquation equation = simple();
        equation.axes[0].lowerLimit = [](double t) { return std::log(t - 0.5); };
        const auto message = messageOf([&] { solveEquation(equation); });
        QVERIFY2(message.find("limit of the integral is not finite") != std::string::npos,
                 message.c_str());
        QVERIFY(message.find("lower limit at x =") != std::string::npos);
    }

    void limitsOutsideTheDomainAreRefused()
    {
        IntegralEquation equation = simple();
        equation.axes[0].upperLimit = [](double t) { return t + 0.5; };
        const auto message = messageOf([&] { solveEquation(equation); });
        QVERIFY2(message.find("leaves the domain") != std::string::npos, message.c_str());
    }

    void kernelThatIsNotANumberIsNamedWithItsPlace()
    {
        IntegralEquation equation = simple();
        equation.kernel = [](Point t, Point s, std::span<double> k) {
            k[0] = std::sqrt(t[0] + s[0] - 0.2);
        };
        const auto message = messageOf([&] { solveEquation(equation); });
        QVERIFY2(message.find("the kernel is not finite") != std::string::npos, message.c_str());
        QVERIFY(message.find("s =") != std::string::npos);
    }

    void integrandAndFreeFunctionThatAreNotFiniteAreRefused()
    {
        IntegralEquation equation = simple();
        equation.integrand = [](std::span<const double> y, Point, Point s, std::span<double> g) {
            g[0] = s[0] > 0.5 ? y[0] / 0.0 : y[0];
        };
        QVERIFY(messageOf([&] { solveEquation(equation); }).find("the integrand at y = f") !=
                std::string::npos);
        equation = simple();
        equation.freeFunction = [](Point, std::span<double> f) {
            f[0] = std::numeric_limits<double>::quiet_NaN();
        };
        QVERIFY(messageOf([&] { solveEquation(equation); }).find("free function") !=
                std::string::npos);
    }

    void contradictoryEquationsAreRefused()
    {
        IntegralEquation empty = simple();
        empty.axes[0].upper = 0.0;
        QVERIFY(messageOf([&] { empty.validate(); }).find("not an interval") != std::string::npos);
        IntegralEquation infinite = simple();
        infinite.axes[0].upper = std::numeric_limits<double>::infinity();
        QVERIFY_EXCEPTION_THROWN(infinite.validate(), InputError);
        IntegralEquation abel = simple();
        abel.diagonal = KernelDiagonal::AbelRoot;
        QVERIFY(messageOf([&] { abel.validate(); }).find("Volterra") != std::string::npos);
        IntegralEquation noKernel = simple();
        noKernel.kernel = {};
        QVERIFY_EXCEPTION_THROWN(noKernel.validate(), InputError);
    }

    void assembledJacobianAgreesWithDifferenceQuotientsForEveryForm()
    {
        QVERIFY(jacobianError(*discretise(catalogEquation("NF2").equation, AxisScheme::SharedNodes,
                                          8)) < 1e-8);
        QVERIFY(jacobianError(*discretise(catalogEquation("NF6").equation, AxisScheme::OwnNodes, 7,
                                          true)) < 1e-8);
        QVERIFY(jacobianError(
                    *discretise(catalogEquation("NV6").equation, AxisScheme::OwnNodes, 7)) < 1e-8);
        QVERIFY(jacobianError(
                    *discretise(catalogEquation("S1").equation, AxisScheme::OwnNodes, 6)) < 1e-8);
        QVERIFY(jacobianError(*discretise(catalogEquation("spirals").equation, AxisScheme::OwnNodes,
                                          6)) < 1e-7);
        QVERIFY(jacobianError(
                    *discretise(catalogEquation("P2").equation, AxisScheme::OwnNodes, 4)) < 1e-8);
    }

    void generalAndFactorisedFormsGiveTheSameSystem()
    {
        const IntegralEquation factorised = catalogEquation("NV6").equation;
        IntegralEquation general = factorised;
        general.integrand = [factorised](std::span<const double> y, Point t, Point s,
                                         std::span<double> g) {
            factorised.evaluateIntegrand(y, t, s, g);
        };
        const auto a = discretise(factorised, AxisScheme::OwnNodes, 9);
        const auto b = discretise(general, AxisScheme::OwnNodes, 9);
        const Eigen::VectorXd y = a->freeFunction() * 3.0;
        QVERIFY((a->apply(y) - b->apply(y)).cwiseAbs().maxCoeff() < 1e-14);
        QVERIFY((a->jacobian(y) - b->jacobian(y)).cwiseAbs().maxCoeff() < 1e-8);
    }

    void volterraSolutionStartsAtTheFreeFunction()
    {
        const auto solution = solveEquation(simple(IntegrationAxis::Kind::Volterra));
        const double zero = 0.0;
        QCOMPARE(solution.evaluate(Point(&zero, 1))[0], 1.0);
    }

    void limitsOfTheirOwnAreIntegratedWithTheirSign()
    {
        // y = t^2 + int_{1-t}^{t} s y(s) ds; with y = t^2 + c(t), checked by inserting the
        // solution.
        IntegralEquation equation = simple();
        equation.freeFunction = [](Point t, std::span<double> f) { f[0] = t[0] * t[0]; };
        equation.kernel = [](Point, Point s, std::span<double> k) { k[0] = s[0]; };
        equation.axes[0].lowerLimit = [](double t) { return 1.0 - t; };
        equation.axes[0].upperLimit = [](double t) { return t; };
        const auto solution = solveEquation(equation);
        QVERIFY(solution.toleranceMet);
        for (const double t : {0.1, 0.4, 0.5, 0.9}) {
            const auto rule = makeQuadrature(QuadratureKind::Gauss, 40, 1.0 - t, t);
            const double inserted = t * t + rule.integrate([&](double s) {
                return s * solution.evaluate(Point(&s, 1))[0];
            });
            QVERIFY(std::abs(inserted - solution.evaluate(Point(&t, 1))[0]) < 1e-12);
        }
        // Below 1/2 the limits are swapped: the integral is negative.
        const double low = 0.2;
        QVERIFY(solution.evaluate(Point(&low, 1))[0] < low * low);
    }
};

NIE_TEST(IntegralEquationTest);

}  // namespace nie::integral_equation_test

#include "integral_equation_test.moc"
