#include "core/models/anie/causal_product.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <functional>

namespace nie::causal_product_test {

namespace {

struct Case {
    std::int64_t slabs;
    std::int64_t cells;
};

struct Inputs {
    torch::Tensor q, k, v, own;
};

Inputs makeInputs(Case size, bool gradients = false)
{
    torch::manual_seed(4);
    const auto tokens = size.slabs * size.cells;
    const auto options = torch::TensorOptions(torch::kDouble).requires_grad(gradients);
    return {torch::randn({2, tokens, 5}, options), torch::randn({2, tokens, 5}, options),
            torch::randn({2, tokens, 3}, options), torch::rand({size.slabs}, torch::kDouble)};
}

/// The definition: all pairs, with coefficient 1 for earlier slabs and own within one.
torch::Tensor byPairs(const Inputs& in, std::int64_t cells, bool reversed)
{
    const auto slab = torch::arange(in.q.size(1), torch::kLong).div(cells, "floor");
    const auto i = slab.unsqueeze(1);
    const auto j = slab.unsqueeze(0);
    const auto coefficients = (reversed ? j > i : j < i).to(torch::kDouble) +
                              (i == j).to(torch::kDouble) * in.own.index_select(0, slab);
    return torch::bmm(torch::bmm(in.q, in.k.transpose(1, 2)) * coefficients, in.v);
}

}  // namespace

class CausalProductTest : public QObject {
    Q_OBJECT

    void addCases()
    {
        QTest::addColumn<int>("slabs");
        QTest::addColumn<int>("cells");
        QTest::addColumn<bool>("reversed");
        for (const bool reversed : {false, true}) {
            const char* way = reversed ? "reversed" : "forward";
            QTest::addRow("curve shorter than a chunk, %s", way) << 17 << 1 << reversed;
            QTest::addRow("curve of several chunks, %s", way) << 203 << 1 << reversed;
            QTest::addRow("a few cells, %s", way) << 30 << 7 << reversed;
            QTest::addRow("slabs larger than a chunk, %s", way) << 4 << 70 << reversed;
        }
    }

private Q_SLOTS:
    void equalsTheSumOverAllPairs_data() { addCases(); }
    void equalsTheSumOverAllPairs()
    {
        QFETCH(int, slabs);
        QFETCH(int, cells);
        QFETCH(bool, reversed);
        const auto in = makeInputs({slabs, cells});
        const auto out = causalProduct(in.q, in.k, in.v, in.own, cells, reversed);
        QVERIFY(torch::allclose(out, byPairs(in, cells, reversed), 1e-11, 1e-11));
    }

    void gradientsEqualThoseOfTheSumOverAllPairs_data() { addCases(); }
    void gradientsEqualThoseOfTheSumOverAllPairs()
    {
        QFETCH(int, slabs);
        QFETCH(int, cells);
        QFETCH(bool, reversed);
        const auto in = makeInputs({slabs, cells}, true);
        const std::vector<torch::Tensor> wanted{in.q, in.k, in.v};
        const auto direction = torch::randn_like(in.v);
        const auto out = causalProduct(in.q, in.k, in.v, in.own, cells, reversed);
        const auto fast = torch::autograd::grad({out}, wanted, {direction});
        const auto slow =
            torch::autograd::grad({byPairs(in, cells, reversed)}, wanted, {direction});
        for (std::size_t i = 0; i < wanted.size(); ++i)
            QVERIFY(torch::allclose(fast[i], slow[i], 1e-11, 1e-11));
    }

    void secondDerivativesAgreeWithFiniteDifferences()
    {
        // d/dk of |dL/dq|^2: what a penalty on the Jacobian needs.
        const auto in = makeInputs({9, 2}, true);
        const auto squaredGradient = [&](const torch::Tensor& k, bool graph) {
            const auto out = causalProduct(in.q, k, in.v, in.own, 2);
            return torch::autograd::grad({out.square().sum()}, {in.q}, {}, graph, graph)[0]
                .square()
                .sum();
        };
        const auto exact = torch::autograd::grad({squaredGradient(in.k, true)}, {in.k})[0];
        const auto direction = torch::randn_like(in.k);
        const double h = 1e-5;
        const double difference = ((squaredGradient(in.k + h * direction, false) -
                                    squaredGradient(in.k - h * direction, false)) /
                                   (2 * h))
                                      .item<double>();
        const double derivative = (exact * direction).sum().item<double>();
        QVERIFY(std::abs(difference - derivative) < 1e-6 * std::abs(derivative));
    }

    void laterTokensChangeNothingEarlier()
    {
        auto in = makeInputs({150, 1});
        const auto before = causalProduct(in.q, in.k, in.v, in.own, 1);
        for (const auto& tensor : {in.q, in.k, in.v})
            tensor.slice(1, 90).normal_();
        const auto after = causalProduct(in.q, in.k, in.v, in.own, 1);
        QVERIFY(torch::equal(before.slice(1, 0, 90), after.slice(1, 0, 90)));
        QVERIFY(!torch::equal(before.slice(1, 90), after.slice(1, 90)));
    }
};

NIE_TEST(CausalProductTest);

}  // namespace nie::causal_product_test

#include "causal_product_test.moc"
