#include "core/base/error.h"
#include "core/numerics/solver_gradient.h"
#include "tests/support/peak_memory.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::solver_gradient_test {

namespace {

const FixedPointOptions kTight{.tolerance = 1e-13, .maxIterations = 200};

GradientOptions method(const std::string& name)
{
    GradientOptions options;
    options.method = name;
    options.adjoint = {.tolerance = 1e-12, .maxIterations = 100};
    return options;
}

/// y = tanh(W y) / 2 + b: a contraction with a curved right-hand side.
struct Network {
    torch::Tensor weight;
    torch::Tensor bias;

    explicit Network(std::int64_t n = 6, std::int64_t batch = 3)
    {
        torch::manual_seed(2);
        weight = (torch::randn({n, n}, torch::kDouble) / std::sqrt(2.0 * static_cast<double>(n)))
                     .requires_grad_();
        bias = torch::randn({batch, n}, torch::kDouble).requires_grad_();
    }
    FixedPointMap map() const
    {
        return [this](const torch::Tensor& y) {
            return 0.5 * torch::tanh(torch::mm(y, weight)) + bias;
        };
    }
    torch::Tensor loss(const GradientOptions& gradient,
                       const FixedPointOptions& options = kTight) const
    {
        const auto solution =
            solveDifferentiably(map(), torch::zeros_like(bias), options, gradient, {});
        return (solution.y * torch::arange(1, 1 + bias.size(1), torch::kDouble)).square().sum();
    }
    torch::Tensor weightGradient(const GradientOptions& gradient)
    {
        weight.mutable_grad() = torch::Tensor();
        loss(gradient).backward();
        return weight.grad().clone();
    }
};

double relativeDifference(const torch::Tensor& a, const torch::Tensor& b)
{
    return ((a - b).norm() / b.norm()).item<double>();
}

/// Of the loss in one weight; `name`: what the solve returns as y.
double differenceQuotient(Network& network, std::int64_t i, std::int64_t j,
                          const FixedPointOptions& options, const std::string& name = "one_step")
{
    const torch::NoGradGuard noGrad;
    const double h = 1e-6;
    network.weight[i][j] += h;
    const double up = network.loss(method(name), options).item<double>();
    network.weight[i][j] -= 2 * h;
    const double down = network.loss(method(name), options).item<double>();
    network.weight[i][j] += h;
    return (up - down) / (2 * h);
}

double scalarGradient(const GradientOptions& gradient, double theta,
                      const FixedPointOptions& options = kTight)
{
    const auto t = torch::full({1, 1}, theta, torch::kDouble).requires_grad_();
    const auto map = [&t](const torch::Tensor& y) { return t * y + 2.0; };
    solveDifferentiably(map, torch::full({1, 1}, 2.0, torch::kDouble), options, gradient, {})
        .y.sum()
        .backward();
    return t.grad().item<double>();
}

}  // namespace

class SolverGradientTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scalarEquationHasTheGradientsOfItsClosedForm()
    {
        // y = theta y + f: y* = f/(1-theta), dy*/dtheta = f/(1-theta)^2, one-step f/(1-theta).
        const double theta = 0.6;
        QVERIFY(std::abs(scalarGradient(method("implicit"), theta) - 2.0 / 0.16) < 1e-9);
        QVERIFY(std::abs(scalarGradient(method("one_step"), theta) - 2.0 / 0.4) < 1e-9);
        // k = 3 evaluations from y = 2: d/dtheta of 2 (1 + theta + theta^2 + theta^3).
        const double partial = 2.0 * (1 + 2 * theta + 3 * theta * theta);
        const FixedPointOptions three{.stepper = "picard", .tolerance = 1e-13, .maxIterations = 3};
        QVERIFY(std::abs(scalarGradient(method("unroll"), theta, three) - partial) < 1e-9);
    }

    void implicitGradientHoldsWherePicardDiverges()
    {
        QVERIFY(std::abs(scalarGradient(method("implicit"), -1.7) - 2.0 / (2.7 * 2.7)) < 1e-9);
    }

    void fredholmEquationHasTheGradientOfItsClosedForm()
    {
        // y = x + theta int_0^1 x s y ds has y = a x, a = 3/(3 - theta): da/dtheta = 3/4 at theta
        // = 1.
        const auto x =
            torch::tensor({0.5 - std::sqrt(0.15), 0.5, 0.5 + std::sqrt(0.15)}, torch::kDouble);
        const auto w = torch::tensor({5.0 / 18, 8.0 / 18, 5.0 / 18}, torch::kDouble);
        const auto gradientOfA = [&](const std::string& name) {
            const auto theta = torch::ones({1}, torch::kDouble).requires_grad_();
            const auto map = [&](const torch::Tensor& y) {
                return x.unsqueeze(0) + theta * x * (w * x * y).sum(1, true);
            };
            const auto y = solveDifferentiably(map, x.unsqueeze(0), kTight, method(name), {}).y;
            (y[0][1] / x[1]).backward();
            return theta.grad().item<double>();
        };
        QVERIFY(std::abs(gradientOfA("implicit") - 0.75) < 1e-9);
        QVERIFY(std::abs(gradientOfA("one_step") - 0.5) < 1e-9);
    }

    void implicitAgreesWithFiniteDifferences()
    {
        Network network;
        const auto gradient = network.weightGradient(method("implicit"));
        for (const auto& [i, j] : {std::pair(0, 0), std::pair(2, 5), std::pair(4, 1)}) {
            const double difference = differenceQuotient(network, i, j, kTight);
            QVERIFY(std::abs(gradient[i][j].item<double>() - difference) <
                    1e-6 * (1 + std::abs(difference)));
        }
    }

    void unrolledGradientIsThatOfTheStepperAskedForConvergedOrNot()
    {
        // Far from convergence, where the steppers are different functions of the weights.
        std::vector<torch::Tensor> gradients;
        for (const char* stepper : {"picard", "damped", "anderson"}) {
            const FixedPointOptions four{
                .stepper = stepper, .tolerance = 1e-13, .maxIterations = 4, .memory = 2};
            Network network;
            network.loss(method("unroll"), four).backward();
            const auto gradient = network.weight.grad().clone();
            for (const auto& [i, j] : {std::pair(0, 0), std::pair(2, 5), std::pair(4, 1)}) {
                const double difference = differenceQuotient(network, i, j, four, "unroll");
                QVERIFY2(std::abs(gradient[i][j].item<double>() - difference) <
                             1e-6 * (1 + std::abs(difference)),
                         stepper);
            }
            gradients.push_back(gradient);
        }
        QVERIFY(relativeDifference(gradients[0], gradients[1]) > 1e-3);
        QVERIFY(relativeDifference(gradients[0], gradients[2]) > 1e-3);
    }

    void unrolledGradientsOfAllSteppersMeetAtConvergence()
    {
        Network network;
        const auto implicit = network.weightGradient(method("implicit"));
        for (const char* stepper : {"picard", "damped", "anderson"}) {
            network.weight.mutable_grad() = torch::Tensor();
            network
                .loss(method("unroll"),
                      {.stepper = stepper, .tolerance = 1e-12, .maxIterations = 300})
                .backward();
            QVERIFY2(relativeDifference(network.weight.grad(), implicit) < 1e-6, stepper);
        }
    }

    void newtonKrylovIsNotUnrolledButDifferentiatedOtherwise()
    {
        Network network;
        const FixedPointOptions newton{
            .stepper = "newton_krylov", .tolerance = 1e-13, .maxIterations = 200};
        QVERIFY_EXCEPTION_THROWN(network.loss(method("unroll"), newton), InputError);
        const auto expected = network.weightGradient(method("implicit"));
        network.weight.mutable_grad() = torch::Tensor();
        auto byNewton = method("implicit");
        byNewton.adjoint.stepper = "newton_krylov";
        network.loss(byNewton, newton).backward();
        QVERIFY(relativeDifference(network.weight.grad(), expected) < 1e-9);
    }

    void samplesThatMissTheToleranceAreNamed()
    {
        const auto theta = torch::tensor({0.1, 0.9}, torch::kDouble).unsqueeze(1);
        const auto map = [&](const torch::Tensor& y) { return theta * y + 1.0; };
        for (const char* name : {"one_step", "unroll"}) {
            const auto solution = solveDifferentiably(
                map, torch::ones({2, 1}, torch::kDouble),
                {.stepper = "picard", .tolerance = 1e-8, .maxIterations = 20}, method(name), {});
            QVERIFY(solution.converged[0].item<bool>());
            QVERIFY(!solution.converged[1].item<bool>());
            QVERIFY(solution.residual[1].item<double>() > 1e-8);
        }
    }

    void implicitAgreesWithTheUnrolledGradientAtConvergence()
    {
        Network network;
        const auto implicit = network.weightGradient(method("implicit"));
        QVERIFY(relativeDifference(implicit, network.weightGradient(method("unroll"))) < 1e-6);
        QVERIFY(relativeDifference(network.weightGradient(method("one_step")), implicit) > 1e-2);
    }

    void phantomApproachesTheImplicitGradientWithItsSteps()
    {
        Network network;
        const auto implicit = network.weightGradient(method("implicit"));
        auto few = method("phantom");
        auto many = few;
        few.phantomSteps = 2;
        many.phantomSteps = 60;
        QVERIFY(relativeDifference(network.weightGradient(many), implicit) < 1e-6);
        QVERIFY(relativeDifference(network.weightGradient(few), implicit) > 1e-3);
    }

    void adjointThatMissesItsToleranceFallsBackToOneStepAndIsCounted()
    {
        Network network;
        auto hopeless = method("implicit");
        hopeless.adjoint = {.stepper = "picard", .tolerance = 1e-15, .maxIterations = 1};
        network.weight.mutable_grad() = torch::Tensor();
        const auto solution = solveDifferentiably(network.map(), torch::zeros_like(network.bias),
                                                  kTight, hopeless, {});
        const auto scale = torch::arange(1, 7, torch::kDouble);
        (solution.y * scale).square().sum().backward();
        QCOMPARE(solution.adjoint->fallbacks, 3);
        const auto fallback = network.weight.grad().clone();
        QVERIFY(relativeDifference(fallback, network.weightGradient(method("one_step"))) < 1e-12);
    }

    void implicitMemoryDoesNotGrowWithTheIterations()
    {
        Network network(50, 200);
        const auto peak = [&](const std::string& name, std::int64_t iterations) {
            const FixedPointOptions options{
                .stepper = "picard", .tolerance = 1e-300, .maxIterations = iterations};
            auto gradient = method(name);
            gradient.adjoint.memory = 2;
            network.weight.mutable_grad() = torch::Tensor();
            network.bias.mutable_grad() = torch::Tensor();
            const test::PeakMemory memory;
            network.loss(gradient, options).backward();
            return static_cast<double>(memory.peakBytes());
        };
        const double few = peak("implicit", 5);
        const double many = peak("implicit", 50);
        QVERIFY2(std::abs(many / few - 1.0) < 0.05,
                 qPrintable(QString("%1 %2").arg(few).arg(many)));
        QVERIFY(peak("unroll", 50) > 3.0 * peak("unroll", 5));
    }
};

NIE_TEST(SolverGradientTest);

}  // namespace nie::solver_gradient_test

#include "solver_gradient_test.moc"
