#include "core/base/error.h"
#include "core/numerics/equation_catalog.h"
#include "tests/core/numerics/network_equation.h"
#include "tests/core/numerics/tensor_equation.h"
#include "tests/support/peak_memory.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <numbers>

namespace nie::batched_equation_test {

using namespace nie::test;

namespace {

using Kind = IntegrationAxis::Kind;

}  // namespace

class BatchedEquationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void batchOfFreeFunctionsEqualsSolvesOneByOne()
    {
        const NetworkEquation network(8);
        for (const char* stepper : {"picard", "anderson", "newton_krylov"}) {
            const FixedPointOptions options{
                .stepper = stepper, .tolerance = 1e-12, .maxIterations = 300};
            const torch::NoGradGuard noGrad;
            const auto together =
                BatchedEquationSystem(network.equation(), torch::kDouble).solve(options);
            QVERIFY2(together.trace.allConverged(), stepper);
            for (std::int64_t i = 0; i < 8; ++i) {
                NetworkEquation one = network;
                one.start = network.start.slice(0, i, i + 1);
                const auto alone =
                    BatchedEquationSystem(one.equation(), torch::kDouble).solve(options);
                QVERIFY2(torch::allclose(alone.y, together.y.slice(0, i, i + 1), 1e-11, 1e-11),
                         stepper);
            }
        }
    }

    void solvedEquationsAreLeftOutWhereTheIntegrandIsShared()
    {
        NetworkEquation network(8);
        {
            const torch::NoGradGuard noGrad;
            network.start.slice(0, 0, 6).mul_(1e-3);  // nearly linear and small: solved first
        }
        std::int64_t values = 0;
        const auto counted = [&](bool shared) {
            auto equation = network.equation();
            equation.sharedIntegrand = shared;
            equation.integrand = [&values, g = equation.integrand](const auto& v, const auto& t,
                                                                   const auto& s) {
                values += v.size(0);
                // A larger coupling for larger v: equations differ in their convergence.
                return g(v, t, s) * (0.05 + v.square().sum(-1, true).clamp_max(1.0));
            };
            return equation;
        };
        const FixedPointOptions options{
            .stepper = "picard", .tolerance = 1e-12, .maxIterations = 200};
        const torch::NoGradGuard noGrad;
        const auto whole = BatchedEquationSystem(counted(false), torch::kDouble).solve(options);
        const auto wholeValues = std::exchange(values, 0);
        const auto part = BatchedEquationSystem(counted(true), torch::kDouble).solve(options);
        QVERIFY(whole.trace.allConverged());
        QCOMPARE(part.trace.iterations, whole.trace.iterations);
        QVERIFY(torch::allclose(part.y, whole.y, 1e-13, 1e-14));
        QVERIFY(values < wholeValues);
    }

    void kernelWithABatchGivesEveryEquationItsOwn()
    {
        const auto theta = torch::tensor({0.2, 1.0, -2.5}, torch::kDouble);
        auto equation = scaledF1(theta);
        equation.sharedIntegrand = true;
        const BatchedEquationSystem system(equation, torch::kDouble);
        const auto solution = system.solve(kTight);
        const auto expected =
            (3.0 / (3.0 - theta)).reshape({-1, 1, 1}) * system.knots().unsqueeze(0);
        QVERIFY(solution.trace.allConverged());
        QVERIFY(torch::allclose(solution.y, expected, 1e-11, 0.0));
    }

    void generalFormOfAFactorisedEquationGivesTheSame()
    {
        for (const char* name : {"F5", "NV2", "S1", "P2", "G3"}) {
            const CatalogEquation entry = catalogEquation(name);
            const auto factorised = tensorEquation(entry.equation, 8);
            auto general = factorised;
            general.kernel = {};
            general.integrand = [k = factorised.kernel](const torch::Tensor& v,
                                                        const torch::Tensor& p,
                                                        const torch::Tensor& q) {
                return torch::matmul(k(p, q), v.unsqueeze(-1)).squeeze(-1);
            };
            const BatchedEquationSystem one(factorised, torch::kDouble);
            const BatchedEquationSystem other(general, torch::kDouble);
            const auto y = 0.5 + 0.1 * one.freeFunction();
            QVERIFY2(torch::allclose(one.apply(y), other.apply(y), 1e-12, 1e-13), name);
            const auto points = gridPoints(entry.equation).slice(0, 3, 20);
            QVERIFY2(
                torch::allclose(one.evaluate(y, points), other.evaluate(y, points), 1e-12, 1e-13),
                name);
        }
    }

    void blocksOfAnySizeGiveTheSame()
    {
        for (const char* name : {"F2", "NV3", "P1"}) {
            auto equation = tensorEquation(catalogEquation(name).equation, 9);
            const BatchedEquationSystem whole(equation, torch::kDouble);
            const auto y = whole.freeFunction() + 0.3;
            for (const std::int64_t size : {1, 40, 300}) {
                equation.largestBlock = size;
                QVERIFY2(torch::allclose(BatchedEquationSystem(equation, torch::kDouble).apply(y),
                                         whole.apply(y), 1e-13, 1e-14),
                         name);
            }
        }
    }

    void memoryIsThatOfABlock()
    {
        const NetworkEquation network(4, 64);
        const auto peak = [&](std::int64_t largestBlock) {
            auto equation = network.equation(AxisScheme::OwnNodes, 48);
            equation.largestBlock = largestBlock;
            const torch::NoGradGuard noGrad;
            const BatchedEquationSystem system(equation, torch::kDouble);
            const auto y = system.freeFunction().clone();
            const PeakMemory memory;
            system.apply(y);
            return static_cast<double>(memory.peakBytes());
        };
        QVERIFY(peak(4 * 48 * 4) < 0.2 * peak(1 << 24));
    }

    void nystromEvaluationAtTheKnotsIsTheRightHandSide()
    {
        const NetworkEquation network;
        const torch::NoGradGuard noGrad;
        for (const auto scheme : {AxisScheme::OwnNodes, AxisScheme::IntegrationMatrix}) {
            const BatchedEquationSystem system(network.equation(scheme), torch::kDouble);
            const auto y = system.freeFunction() * 1.1;
            QVERIFY(
                torch::allclose(system.evaluate(y, system.knots()), system.apply(y), 1e-12, 1e-12));
        }
    }

    void limitsMayBeAnyFunctionsOfThePoint()
    {
        // int_{t/2}^{1} s ds = (1 - t^2/4)/2, and int_t^{1-t} s ds = (1 - 2t)/2, negative for t >
        // 1/2.
        const auto solveWith = [](auto lower, auto upper, auto freeFunction) {
            BatchedEquation equation;
            equation.axes = {{{"t", 0, 1, Kind::Fredholm, lower, upper},
                              {.scheme = AxisScheme::OwnNodes, .nodes = 6}}};
            equation.freeFunction = [=](const torch::Tensor& t) {
                return freeFunction(t).unsqueeze(0);
            };
            equation.kernel = [](const torch::Tensor& t, const torch::Tensor& s) {
                return torch::ones_like(t * s).unsqueeze(-1);
            };
            const BatchedEquationSystem system(equation, torch::kDouble);
            const auto solution = system.solve({.tolerance = 1e-13, .maxIterations = 60});
            const auto points = torch::linspace(0, 1, 11, torch::kDouble).unsqueeze(1);
            return (system.evaluate(solution.y, points)[0] - points)
                .abs()
                .max()
                .template item<double>();
        };
        QVERIFY(solveWith([](double t) { return t / 2; }, std::function<double(double)>(),
                          [](const torch::Tensor& t) { return t - (1 - t * t / 4) / 2; }) < 1e-11);
        QVERIFY(solveWith([](double t) { return t; }, [](double t) { return 1 - t; },
                          [](const torch::Tensor& t) { return t - (1 - 2 * t) / 2; }) < 1e-11);
    }

    void anyQuadratureRuleCanBeGivenAsAValue()
    {
        // Four panels of five Gauss nodes; F4 oscillates twice on [0, 1].
        auto equation = tensorEquation(catalogEquation("F4").equation, 8);
        const auto panels = compositeRule(gaussLegendre(10), 4, 0.0, 1.0);
        equation.axes = {AxisDiscretisation({"x", 0, 1, Kind::Fredholm, {}, {}}, {}, panels)};
        const BatchedEquationSystem system(equation, torch::kDouble);
        QCOMPARE(system.nodesPerIntegral(), 40);
        const auto x = system.knots();
        const auto exact =
            torch::sin(2 * std::numbers::pi * x) + torch::cos(4 * std::numbers::pi * x);
        QVERIFY(torch::allclose(system.solve(kTight).y[0], exact, 1e-11, 1e-11));
    }

    void wrongShapesAndAxesAreRefusedWithTheirNames()
    {
        const auto message = [](const BatchedEquation& equation) -> std::string {
            try {
                const BatchedEquationSystem system(equation, torch::kDouble);
                system.apply(system.freeFunction());
            } catch (const InputError& error) {
                return error.what();
            }
            return "accepted";
        };
        const auto good = tensorEquation(catalogEquation("F1").equation, 4);
        QCOMPARE(message(good), std::string("accepted"));
        auto both = good;
        both.integrand = [](const auto& v, const auto&, const auto&) { return v; };
        QVERIFY(message(both).find("either K or G") != std::string::npos);
        auto shape = good;
        shape.freeFunction = [](const torch::Tensor& x) {
            return torch::cat({x, x}, 1).unsqueeze(0);
        };
        QVERIFY(message(shape).find("[1, 4, 1]") != std::string::npos);
        auto general = good;
        general.kernel = {};
        general.integrand = [](const auto& v, const auto&, const auto&) {
            return torch::cat({v, v}, 3);
        };
        QVERIFY(message(general).find("batched equation: G") != std::string::npos);
        auto limits = good;
        limits.axes = {volterraAxis(4, AxisScheme::SharedNodes)};
        QVERIFY(message(limits).find("OwnNodes") != std::string::npos);
    }
};

NIE_TEST(BatchedEquationTest);

}  // namespace nie::batched_equation_test

#include "batched_equation_test.moc"
