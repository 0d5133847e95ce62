#include "core/base/error.h"
#include "core/numerics/ode_solver.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::ode_solver_test {

namespace {

const std::vector<double> kTimes{0.0, 0.1, 0.7, 1.3, 2.0};

OdeOptions tight()
{
    return {.relativeTolerance = 1e-10, .absoluteTolerance = 1e-12};
}

double largest(const torch::Tensor& x)
{
    return x.abs().max().item<double>();
}

/// y' = -2 t y^2, y(0) = 1: y = 1 / (1 + t^2).
torch::Tensor bell(double t, const torch::Tensor& y)
{
    return -2.0 * t * y.square();
}

double bellError(const std::string& method, std::int64_t steps)
{
    const auto y = solveOde(bell, torch::ones({1}, torch::kDouble), {0.0, 1.5},
                            {.method = method, .steps = steps}, {})
                       .y;
    return std::abs(y[1].item<double>() - 1.0 / (1.0 + 1.5 * 1.5));
}

double order(double coarse, double fine)
{
    return std::log2(coarse / fine);
}

/// A small network without symmetries, in double.
struct Network {
    Network()
    {
        torch::manual_seed(3);
        for (auto* weight : {&first, &second})
            *weight = (torch::randn({3, 3}, torch::kDouble)).requires_grad_();
        start = torch::randn({4, 3}, torch::kDouble).requires_grad_();
    }

    torch::Tensor operator()(double t, const torch::Tensor& y) const
    {
        return torch::mm(torch::tanh(torch::mm(y, first) + t), second);
    }

    std::vector<torch::Tensor> parameters() const { return {first, second}; }

    /// A loss that weighs every number of the solution differently.
    static torch::Tensor loss(const torch::Tensor& y)
    {
        return (y * torch::linspace(-1, 2, y.numel(), torch::kDouble).view(y.sizes())).sum() +
               y.square().mean();
    }

    std::vector<torch::Tensor> gradients(const OdeOptions& options, bool adjoint) const
    {
        const auto solution =
            adjoint ? solveOdeByAdjoint(*this, start, kTimes, parameters(), options, {})
                    : solveOde(*this, start, kTimes, options, {});
        return torch::autograd::grad({loss(solution.y)}, {start, first, second});
    }

    torch::Tensor first;
    torch::Tensor second;
    torch::Tensor start;
};

double largestDifference(const std::vector<torch::Tensor>& a, const std::vector<torch::Tensor>& b)
{
    double difference = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        difference = std::max(difference, largest(a[i] - b[i]) / largest(b[i]));
    return difference;
}

}  // namespace

class OdeSolverTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linearSystemFollowsTheMatrixExponential()
    {
        torch::manual_seed(1);
        const auto matrix = torch::randn({3, 3}, torch::kDouble);
        const auto start = torch::randn({5, 3}, torch::kDouble);
        const auto y =
            solveOde([&](double, const torch::Tensor& z) { return torch::mm(z, matrix.t()); },
                     start, kTimes, tight(), {})
                .y;
        QCOMPARE(y.sizes().vec(), (std::vector<std::int64_t>{5, 5, 3}));
        for (std::size_t i = 0; i < kTimes.size(); ++i) {
            const auto exact = torch::mm(start, torch::matrix_exp(matrix * kTimes[i]).t());
            QVERIFY(largest(y[static_cast<std::int64_t>(i)] - exact) < 1e-8 * largest(exact));
        }
    }

    void fixedStepsConvergeWithTheOrdersOfTheMethods()
    {
        const double five = order(bellError("dopri5", 32), bellError("dopri5", 64));
        QVERIFY2(five > 4.7 && five < 5.3, std::to_string(five).c_str());
        const double four = order(bellError("rk4", 16), bellError("rk4", 32));
        QVERIFY2(four > 3.7 && four < 4.4, std::to_string(four).c_str());
    }

    void interpolantHasOrderFour()
    {
        // From t = .3 on the exact solution, inside one step: an error of the fifth power of its
        // size.
        const auto error = [](double h) {
            const auto y = torch::full({1}, 1.0 / 1.09, torch::kDouble);
            const auto step = dormandPrinceStep(bell, 0.3, y, bell(0.3, y), h);
            const double t = 0.3 + 0.4 * h;
            return std::abs(step.at({0.4})[0].item<double>() - 1.0 / (1.0 + t * t));
        };
        const double power = order(error(0.05), error(0.025));
        QVERIFY2(power > 4.7 && power < 5.3, std::to_string(power).c_str());
        const auto y = torch::ones({1}, torch::kDouble);
        const auto step = dormandPrinceStep(bell, 0.0, y, bell(0.0, y), 0.5);
        QVERIFY(largest(step.at({0.0, 1.0}).flatten() - torch::cat({step.start, step.end})) <
                1e-15);
    }

    void smallerToleranceGivesASmallerError()
    {
        double before = 1.0;
        for (const double tolerance : {1e-3, 1e-5, 1e-7, 1e-9}) {
            const auto y =
                solveOde(bell, torch::ones({1}, torch::kDouble), {0.0, 1.5},
                         {.relativeTolerance = tolerance, .absoluteTolerance = tolerance}, {})
                    .y;
            const double error = std::abs(y[1].item<double>() - 1.0 / 3.25);
            QVERIFY(error < before && error < 20 * tolerance);
            before = error;
        }
    }

    void integrationBackwardsReturnsToTheStart()
    {
        const Network network;
        const torch::NoGradGuard noGrad;
        const auto there = solveOde(network, network.start, {0.0, 1.0}, tight(), {}).y[1];
        const auto back = solveOde(network, there, {1.0, 0.0}, tight(), {}).y[1];
        QVERIFY(largest(back - network.start) < 1e-7);
    }

    void laterTimesDoNotChangeEarlierValues()
    {
        const Network network;
        const torch::NoGradGuard noGrad;
        const auto y = solveOde(network, network.start, {0.0, 0.3, 1.0}, {}, {}).y;
        const auto other = solveOde(network, network.start, {0.0, 0.3, 0.4, 5.0}, {}, {}).y;
        // Products of matrices of another size round in another order.
        QVERIFY(largest(y.slice(0, 0, 2) - other.slice(0, 0, 2)) < 1e-14);
    }

    void gradientThroughTheStepsAgreesWithFiniteDifferences()
    {
        Network network;
        const auto gradients = network.gradients(tight(), false);
        constexpr double kStep = 1e-5;
        const auto lossAt = [&](double shift) {
            const torch::NoGradGuard noGrad;
            const auto moved = network.first.clone();
            moved[1][2] += shift;
            const auto f = [&](double t, const torch::Tensor& y) {
                return torch::mm(torch::tanh(torch::mm(y, moved) + t), network.second);
            };
            return Network::loss(solveOde(f, network.start, kTimes, tight(), {}).y).item<double>();
        };
        const double slope = (lossAt(kStep) - lossAt(-kStep)) / (2 * kStep);
        QVERIFY(std::abs(slope - gradients[1][1][2].item<double>()) < 1e-6 * std::abs(slope));
    }

    void adjointGradientIsThatThroughTheSteps_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<int>("steps");
        QTest::newRow("dopri5") << "dopri5" << 0;
        QTest::newRow("dopri5, fixed") << "dopri5" << 60;
        QTest::newRow("rk4") << "rk4" << 150;
    }
    void adjointGradientIsThatThroughTheSteps()
    {
        QFETCH(QString, method);
        QFETCH(int, steps);
        OdeOptions options = tight();
        options.method = method.toStdString();
        options.steps = steps;
        const Network network;
        const double difference =
            largestDifference(network.gradients(options, true), network.gradients(options, false));
        QVERIFY2(difference < 1e-6, std::to_string(difference * 1e6).c_str());
    }

    void everyEvaluationIsCounted()
    {
        for (const OdeOptions& options :
             {OdeOptions{}, OdeOptions{.steps = 2}, OdeOptions{.method = "rk4"}}) {
            std::int64_t calls = 0;
            const auto solution = solveOde(
                [&](double t, const torch::Tensor& y) {
                    ++calls;
                    return bell(t, y);
                },
                torch::ones({1}, torch::kDouble), kTimes, options, {});
            QCOMPARE(solution.facts->evaluations, calls);
            QVERIFY(solution.facts->steps > 0);
        }
        const Network network;
        const auto solution =
            solveOdeByAdjoint(network, network.start, kTimes, network.parameters(), {}, {});
        QCOMPARE(solution.facts->backwardEvaluations, 0);
        Network::loss(solution.y).backward();
        QVERIFY(solution.facts->backwardEvaluations > 0);
    }

    void localErrorsAreWithinTheTolerance()
    {
        const auto facts = solveOde(bell, torch::ones({1}, torch::kDouble), kTimes, {}, {}).facts;
        QCOMPARE(static_cast<std::int64_t>(facts->localErrors.size()), facts->steps);
        for (const double error : facts->localErrors)
            QVERIFY(error <= 1.0);
    }

    void stiffDynamicsFailWithAMessageInsteadOfHanging()
    {
        try {
            solveOde([](double, const torch::Tensor& y) { return -1e7 * (y - 1.0); },
                     torch::zeros({1}, torch::kDouble), {0.0, 1.0}, {.maxEvaluations = 500}, {});
            QFAIL("no error");
        } catch (const RunError& error) {
            QVERIFY2(QString(error.what()).contains("500 evaluations"), error.what());
        }
        QVERIFY_EXCEPTION_THROWN(solveOde([](double, const torch::Tensor& y) { return y / 0.0; },
                                          torch::ones({1}, torch::kDouble), {0.0, 1.0}, {}, {}),
                                 RunError);
        // y' = y^2 leaves every bound at t = 1.
        QVERIFY_EXCEPTION_THROWN(solveOde([](double, const torch::Tensor& y) { return y.square(); },
                                          torch::ones({1}, torch::kDouble), {0.0, 2.0}, {}, {}),
                                 RunError);
    }

    void capHoldsForTheBackwardIntegrationToo()
    {
        const Network network;
        const auto forward = solveOde(network, network.start, kTimes, {}, {}).facts->evaluations;
        const auto y = solveOdeByAdjoint(network, network.start, kTimes, network.parameters(),
                                         {.maxEvaluations = forward}, {})
                           .y;
        QVERIFY_EXCEPTION_THROWN(Network::loss(y).backward(), RunError);
    }

    void stopsWhenAskedTo()
    {
        const Network network;
        std::stop_source source;
        const auto y = solveOdeByAdjoint(network, network.start, kTimes, network.parameters(), {},
                                         source.get_token())
                           .y;
        source.request_stop();
        QVERIFY_EXCEPTION_THROWN(Network::loss(y).backward(), Interrupted);
        QVERIFY_EXCEPTION_THROWN(solveOde(network, network.start, kTimes, {}, source.get_token()),
                                 Interrupted);
    }

    void timesThatTurnAroundAreRefused()
    {
        QVERIFY_EXCEPTION_THROWN(
            solveOde(bell, torch::ones({1}, torch::kDouble), {0.0, 1.0, 0.5}, {}, {}), InputError);
    }
};

NIE_TEST(OdeSolverTest);

}  // namespace nie::ode_solver_test

#include "ode_solver_test.moc"
