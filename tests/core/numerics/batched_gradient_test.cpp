#include "tests/core/numerics/network_equation.h"
#include "tests/support/peak_memory.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::batched_gradient_test {

using namespace nie::test;

namespace {

double relativeDifference(const std::vector<torch::Tensor>& a, const std::vector<torch::Tensor>& b)
{
    double worst = 0.0;
    for (std::size_t k = 0; k < a.size(); ++k)
        worst = std::max(worst, ((a[k] - b[k]).norm() / b[k].norm()).item<double>());
    return worst;
}

}  // namespace

class BatchedGradientTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parameterOfF1HasTheGradientOfItsClosedForm()
    {
        const auto theta = torch::tensor({1.0, 0.5, -1.5}, torch::kDouble).requires_grad_();
        const auto gradientOfA = [&](const char* name) {
            const BatchedEquationSystem system(scaledF1(theta), torch::kDouble);
            const auto y =
                system.solve(kTight, method(name)).y.select(1, 2).squeeze(1) / system.knots()[2];
            return torch::autograd::grad({y.sum()}, {theta})[0];
        };
        const auto exact = 3.0 / (3.0 - theta.detach()).square();
        QVERIFY(std::abs(exact[0].item<double>() - 0.75) < 1e-15);
        QVERIFY(torch::allclose(gradientOfA("implicit"), exact, 1e-9, 0.0));
        QVERIFY(torch::allclose(gradientOfA("unroll"), exact, 1e-9, 0.0));
        // One step: d/dtheta of theta int s y ds with y = a s: a / 3.
        QVERIFY(torch::allclose(gradientOfA("one_step"), 1.0 / (3.0 - theta.detach()), 1e-9, 0.0));
        QVERIFY(std::abs(gradientOfA("one_step")[0].item<double>() - 0.5) < 1e-9);
    }

    void gradientsOfANetworkAgreeWithFiniteDifferences()
    {
        NetworkEquation network;
        const auto equation = network.equation();
        const auto gradients = network.gradients(method("implicit"), equation);
        QVERIFY(relativeDifference(network.gradients(method("unroll"), equation), gradients) <
                1e-6);
        auto phantom = method("phantom");
        phantom.phantomSteps = 60;
        QVERIFY(relativeDifference(network.gradients(phantom, equation), gradients) < 1e-6);
        QVERIFY(relativeDifference(network.gradients(method("one_step"), equation), gradients) >
                1e-3);
        const torch::NoGradGuard noGrad;
        std::size_t index = 0;
        for (torch::Tensor parameter : {network.first, network.second, network.start}) {
            auto values = parameter.view({-1});
            for (const std::int64_t i : {std::int64_t{0}, values.numel() / 2, values.numel() - 1}) {
                const double h = 1e-6;
                values[i] += h;
                const double up = network.loss(method("one_step"), equation).item<double>();
                values[i] -= 2 * h;
                const double down = network.loss(method("one_step"), equation).item<double>();
                values[i] += h;
                const double difference = (up - down) / (2 * h);
                const double gradient = gradients[index].view({-1})[i].item<double>();
                QVERIFY(std::abs(gradient - difference) < 1e-6 * (1 + std::abs(difference)));
            }
            ++index;
        }
    }

    void recomputedGradientsAreTheSameAndTakeTheMemoryOfABlock()
    {
        const NetworkEquation network(4, 48);
        auto kept = network.equation(AxisScheme::OwnNodes, 24);
        kept.largestBlock = 24 * 4 * 2;
        auto recomputed = kept;
        recomputed.parameters = {network.first, network.second};
        const auto peakOf = [&](const BatchedEquation& equation, const GradientOptions& gradient,
                                std::vector<torch::Tensor>& gradients) {
            const PeakMemory memory;
            gradients = network.gradients(gradient, equation);
            return static_cast<double>(memory.peakBytes());
        };
        for (const char* name : {"one_step", "implicit", "unroll"}) {
            std::vector<torch::Tensor> expected;
            std::vector<torch::Tensor> gradients;
            const double keptBytes = peakOf(kept, method(name), expected);
            const double recomputedBytes = peakOf(recomputed, method(name), gradients);
            QVERIFY2(relativeDifference(gradients, expected) < 1e-10, name);
            QVERIFY2(recomputedBytes < 0.5 * keptBytes, name);
        }
    }
};

NIE_TEST(BatchedGradientTest);

}  // namespace nie::batched_gradient_test

#include "batched_gradient_test.moc"
