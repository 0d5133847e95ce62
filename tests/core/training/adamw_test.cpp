#include "core/base/error.h"
#include "core/training/adamw.h"
#include "tests/support/test_registry.h"

#include <torch/nn.h>
#include <torch/optim.h>

#include <QTest>

namespace nie::adamw_test {

namespace {

torch::nn::Sequential makeNetwork()
{
    torch::manual_seed(4);
    return torch::nn::Sequential(torch::nn::Linear(3, 5), torch::nn::Tanh(),
                                 torch::nn::Linear(5, 2));
}

torch::Tensor lossOf(torch::nn::Sequential& network, int step)
{
    torch::manual_seed(static_cast<std::uint64_t>(100 + step));
    return (network->forward(torch::randn({8, 3})) - torch::randn({8, 2})).square().mean();
}

bool sameParameters(torch::nn::Sequential& a, torch::nn::Sequential& b, double tolerance)
{
    const auto left = a->parameters();
    const auto right = b->parameters();
    for (std::size_t i = 0; i < left.size(); ++i)
        if (!torch::allclose(left[i], right[i], tolerance, tolerance))
            return false;
    return true;
}

}  // namespace

class AdamWTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void followsTheSamePathAsTheTensorwiseAlgorithm()
    {
        auto ours = makeNetwork();
        auto theirs = makeNetwork();
        AdamW flat(*ours, {}, 0.05);
        torch::optim::AdamW reference(theirs->parameters(),
                                      torch::optim::AdamWOptions(1e-2).weight_decay(0.05));
        for (int step = 0; step < 40; ++step) {
            flat.zeroGradients();
            lossOf(ours, step).backward();
            flat.gatherGradients();
            flat.step(1e-2, 0.0);
            reference.zero_grad();
            lossOf(theirs, step).backward();
            reference.step();
        }
        QVERIFY(sameParameters(ours, theirs, 1e-5));
        QVERIFY(
            !sameParameters(ours, *std::make_unique<torch::nn::Sequential>(makeNetwork()), 1e-2));
    }

    void coupledDecayIsAdamWithAnL2Term()
    {
        auto ours = makeNetwork();
        auto theirs = makeNetwork();
        AdamW flat(*ours, {ours->parameters()[0]}, 0.05, AdamW::Decay::Coupled);
        torch::optim::Adam reference(theirs->parameters(),
                                     torch::optim::AdamOptions(1e-2).weight_decay(0.05));
        for (int step = 0; step < 40; ++step) {
            flat.zeroGradients();
            lossOf(ours, step).backward();
            flat.gatherGradients();
            flat.step(1e-2, 0.0);
            reference.zero_grad();
            lossOf(theirs, step).backward();
            reference.step();
        }
        QVERIFY(sameParameters(ours, theirs, 1e-5));
    }

    void clippingScalesTheWholeGradient()
    {
        auto a = makeNetwork();
        auto b = makeNetwork();
        AdamW clipped(*a, {}, 0.0);
        torch::optim::AdamW reference(b->parameters(),
                                      torch::optim::AdamWOptions(1e-2).weight_decay(0.0));
        for (int step = 0; step < 10; ++step) {
            clipped.zeroGradients();
            lossOf(a, step).backward();
            QVERIFY(clipped.gatherGradients() > 0.01);
            clipped.step(1e-2, 0.01);
            reference.zero_grad();
            lossOf(b, step).backward();
            torch::nn::utils::clip_grad_norm_(b->parameters(), 0.01);
            reference.step();
        }
        QVERIFY(sameParameters(a, b, 1e-4));
    }

    void sparedParametersDoNotDecay()
    {
        auto network = makeNetwork();
        const auto spared = network->parameters()[0];
        const auto sparedBefore = spared.detach().clone();
        const auto other = network->parameters()[2];
        const auto otherBefore = other.detach().clone();
        AdamW optimizer(*network, {spared}, 0.5);
        optimizer.gatherGradients();  // none: decay alone acts
        optimizer.step(0.1, 0.0);
        QVERIFY(torch::equal(spared, sparedBefore));
        QVERIFY(torch::allclose(other, otherBefore * 0.95));
    }

    void savedMomentsContinueBitForBit()
    {
        auto whole = makeNetwork();
        auto resumed = makeNetwork();
        AdamW first(*whole, {}, 0.01);
        AdamW before(*resumed, {}, 0.01);
        const auto run = [](torch::nn::Sequential& network, AdamW& optimizer, int from, int to) {
            for (int step = from; step < to; ++step) {
                optimizer.zeroGradients();
                lossOf(network, step).backward();
                optimizer.gatherGradients();
                optimizer.step(1e-2, 1.0);
            }
        };
        run(whole, first, 0, 20);
        run(resumed, before, 0, 10);
        AdamW after(*resumed, {}, 0.01);
        after.loadState(before.state(), before.stepCount(), "test");
        run(resumed, after, 10, 20);
        for (std::size_t i = 0; i < whole->parameters().size(); ++i)
            QVERIFY(torch::equal(whole->parameters()[i], resumed->parameters()[i]));
    }

    void nonFiniteGradientIsNamed()
    {
        auto network = makeNetwork();
        AdamW optimizer(*network, {}, 0.0);
        network->parameters()[1].mutable_grad() = torch::full({5}, NAN);
        QVERIFY(!std::isfinite(optimizer.gatherGradients()));
        QCOMPARE(optimizer.nonFiniteGradient(), std::string("0.bias"));
    }

    void stateOfAnotherModelIsRefused()
    {
        auto network = makeNetwork();
        AdamW optimizer(*network, {}, 0.0);
        QVERIFY_EXCEPTION_THROWN(optimizer.loadState({{"exp_avg", torch::zeros(3)}}, 1, "x"),
                                 InputError);
    }
};

NIE_TEST(AdamWTest);

}  // namespace nie::adamw_test

#include "adamw_test.moc"
