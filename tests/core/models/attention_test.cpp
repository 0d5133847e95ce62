#include "core/base/error.h"
#include "core/models/anie/attention.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

Q_DECLARE_METATYPE(nie::AttentionKind)

namespace nie::attention_test {

namespace {

constexpr std::int64_t kWidth = 12;

AttentionLayer makeLayer(AttentionKind kind, std::int64_t heads = 3)
{
    torch::manual_seed(3);
    AttentionLayer layer(AttentionLayerOptions{.kind = kind, .width = kWidth, .heads = heads});
    layer->to(torch::kDouble);
    layer->eval();
    return layer;
}

torch::Tensor oneCell()
{
    return torch::ones({1}, torch::kDouble);
}

torch::Tensor uniformTimes(std::int64_t intervals)
{
    return torch::linspace(0, 1, intervals + 1, torch::kDouble);
}

torch::Tensor everyToken(std::int64_t tokens)
{
    return torch::arange(tokens, torch::kLong);
}

/// A smooth function of t in every component, so that refining the grid is refining a quadrature.
torch::Tensor smoothTokens(std::int64_t intervals)
{
    const auto t = uniformTimes(intervals).unsqueeze(1);
    const auto k = torch::arange(1, kWidth + 1, torch::kDouble).unsqueeze(0);
    return (torch::sin(k * t + 0.3 * k) + 0.2 * t).unsqueeze(0);
}

/// Every kind written out, pair by pair, with weights W [token, token] that sum to a row's share.
torch::Tensor byLoops(AttentionLayer& layer, const torch::Tensor& x, const torch::Tensor& weights)
{
    const auto kind = layer->options().kind;
    const auto parameters = layer->named_parameters();
    const auto qkv =
        torch::linear(x, parameters["projection.weight"], parameters["projection.bias"]);
    const auto dk = kWidth / layer->options().heads;
    const auto part = [&](std::int64_t which, std::int64_t head) {
        auto p = qkv.slice(2, which * kWidth + head * dk, which * kWidth + (head + 1) * dk);
        const bool norm = (kind == AttentionKind::Galerkin && which > 0) ||
                          (kind == AttentionKind::Fourier && which < 2);
        if (kind == AttentionKind::Linear && which < 2)
            return torch::where(p > 0, p + 1, torch::exp(p));
        return norm ? torch::layer_norm(p, {dk}) : p;
    };
    auto result = torch::zeros_like(x);
    for (std::int64_t h = 0; h < layer->options().heads; ++h) {
        const auto q = part(0, h);
        const auto k = part(1, h);
        const auto v = part(2, h);
        for (std::int64_t i = 0; i < x.size(1); ++i) {
            auto norm = torch::zeros({x.size(0), 1}, torch::kDouble);
            auto sum = torch::zeros({x.size(0), dk}, torch::kDouble);
            for (std::int64_t j = 0; j < x.size(1); ++j) {
                auto score = (q.select(1, i) * k.select(1, j)).sum(1, true);
                if (kind == AttentionKind::Softmax)
                    score = torch::exp(score / std::sqrt(static_cast<double>(dk)));
                if (kind == AttentionKind::Fourier)
                    score = score / std::sqrt(static_cast<double>(dk));
                sum = sum + weights[i][j] * score * v.select(1, j);
                norm = norm + weights[i][j] * score;
            }
            // An average times the share of the domain that it is taken over.
            const auto share = weights[i].sum();
            result.select(1, i).slice(1, h * dk, (h + 1) * dk) = !isAverage(kind) ? sum
                                                                 : share.item<double>() == 0.0
                                                                     ? torch::zeros_like(sum)
                                                                     : sum / norm * share;
        }
    }
    return torch::linear(result, parameters["output.weight"], parameters["output.bias"]);
}

}  // namespace

class AttentionTest : public QObject {
    Q_OBJECT

    void addKinds()
    {
        QTest::addColumn<AttentionKind>("kind");
        for (const char* name : {"softmax", "fourier", "galerkin", "linear"})
            QTest::newRow(name) << attentionKindFromName(name);
    }

private Q_SLOTS:
    void everyKindEqualsItsSumOverTokenPairs_data() { addKinds(); }
    void everyKindEqualsItsSumOverTokenPairs()
    {
        QFETCH(AttentionKind, kind);
        const torch::NoGradGuard noGrad;
        auto layer = makeLayer(kind);
        const auto t = uniformTimes(9).square();
        const auto cells = torch::tensor({0.3, 0.7}, torch::kDouble);
        const auto x = torch::randn({2, 20, kWidth}, torch::kDouble);
        for (const auto& domain :
             {IntegrationDomain::fredholm(t, cells), IntegrationDomain::volterra(t, cells),
              IntegrationDomain::between(t, t - 0.3, t + 0.1, cells)}) {
            const auto weights = domain.rows(everyToken(20), false);
            QVERIFY(torch::allclose(layer->forward(x, domain), byLoops(layer, x, weights), 1e-10,
                                    1e-12));
        }
    }

    void equalWeightsAreTheMeanOverTokens_data() { addKinds(); }
    void equalWeightsAreTheMeanOverTokens()
    {
        QFETCH(AttentionKind, kind);
        const torch::NoGradGuard noGrad;
        auto layer = makeLayer(kind);
        const auto x = torch::randn({2, 8, kWidth}, torch::kDouble);
        const auto domain = IntegrationDomain::fredholm(torch::full({8}, 0.37, torch::kDouble));
        QCOMPARE((domain.shares() - 0.125).abs().max().item<double>(), 0.0);
        const auto mean = torch::full({8, 8}, 1.0 / 8, torch::kDouble);
        QVERIFY(torch::allclose(layer->forward(x, domain), byLoops(layer, x, mean), 1e-10, 1e-12));
    }

    void refiningTheGridChangesTheResultByTheOrderOfTheTrapezoidRule_data()
    {
        QTest::addColumn<AttentionKind>("kind");
        QTest::addColumn<QString>("limits");
        for (const char* name : {"softmax", "fourier", "galerkin", "linear"})
            for (const char* limits : {"fredholm", "volterra", "general"})
                QTest::addRow("%s, %s", name, limits) << attentionKindFromName(name) << limits;
    }

    void refiningTheGridChangesTheResultByTheOrderOfTheTrapezoidRule()
    {
        QFETCH(AttentionKind, kind);
        QFETCH(QString, limits);
        const torch::NoGradGuard noGrad;
        auto layer = makeLayer(kind, 2);
        const auto at = [&](std::int64_t n) {
            const auto t = uniformTimes(n);
            const auto domain = limits == "fredholm" ? IntegrationDomain::fredholm(t, oneCell())
                                : limits == "volterra"
                                    ? IntegrationDomain::volterra(t, oneCell())
                                    : IntegrationDomain::between(t, t / 3, t / 2 + 0.25, oneCell());
            return layer->forward(smoothTokens(n), domain).select(1, 3 * n / 4);
        };
        const auto exact = at(1024);
        const double coarse = (at(64) - exact).norm().item<double>();
        const double fine = (at(128) - exact).norm().item<double>();
        const double order = std::log2(coarse / fine);
        QVERIFY2(std::abs(order - 2.0) < 0.15, qPrintable(QString::number(order)));
    }

    void permutingTokensWithTheirWeightsPermutesTheOutput_data() { addKinds(); }
    void permutingTokensWithTheirWeightsPermutesTheOutput()
    {
        QFETCH(AttentionKind, kind);
        const torch::NoGradGuard noGrad;
        auto layer = makeLayer(kind);
        const auto x = torch::randn({2, 9, kWidth}, torch::kDouble);
        const auto w = torch::rand({9}, torch::kDouble) + 0.1;
        const auto order = torch::randperm(9);
        const auto permuted = layer->forward(x.index_select(1, order),
                                             IntegrationDomain::fredholm(w.index_select(0, order)));
        const auto plain = layer->forward(x, IntegrationDomain::fredholm(w));
        QVERIFY(torch::allclose(permuted, plain.index_select(1, order), 1e-10, 1e-12));
    }

    void futureChangesNothingInThePast_data() { addKinds(); }
    void futureChangesNothingInThePast()
    {
        QFETCH(AttentionKind, kind);
        const torch::NoGradGuard noGrad;
        auto layer = makeLayer(kind);
        const auto domain = IntegrationDomain::volterra(uniformTimes(99), oneCell());
        auto x = torch::randn({2, 100, kWidth}, torch::kDouble);
        const auto before = layer->forward(x, domain);
        x.slice(1, 71).normal_();
        const auto after = layer->forward(x, domain);
        QVERIFY(torch::equal(before.slice(1, 0, 71), after.slice(1, 0, 71)));
        QVERIFY(!torch::allclose(before.slice(1, 71), after.slice(1, 71)));
    }

    void integralUpToTheStartIsZero_data() { addKinds(); }
    void integralUpToTheStartIsZero()
    {
        QFETCH(AttentionKind, kind);
        const torch::NoGradGuard noGrad;
        AttentionLayer layer(AttentionLayerOptions{
            .kind = kind, .width = kWidth, .heads = 3, .outputProjection = false});
        layer->to(torch::kDouble);
        const auto x = torch::randn({2, 30, kWidth}, torch::kDouble);
        const auto out =
            layer->forward(x, IntegrationDomain::volterra(uniformTimes(29), oneCell()));
        QCOMPARE(out.select(1, 0).abs().max().item<double>(), 0.0);
        QVERIFY(out.select(1, 1).abs().max().item<double>() > 0.0);
    }

    void softmaxAndLinearAreAveragesOfValues_data()
    {
        QTest::addColumn<AttentionKind>("kind");
        QTest::newRow("softmax") << AttentionKind::Softmax;
        QTest::newRow("linear") << AttentionKind::Linear;
    }

    void softmaxAndLinearAreAveragesOfValues()
    {
        // Equal values everywhere: an average returns them whatever the weights are.
        QFETCH(AttentionKind, kind);
        const torch::NoGradGuard noGrad;
        auto layer = makeLayer(kind);
        const auto x = torch::ones({1, 5, kWidth}, torch::kDouble);
        const auto one = layer->forward(x, IntegrationDomain::fredholm(torch::full({5}, 0.2)));
        const auto other =
            layer->forward(x, IntegrationDomain::fredholm(torch::rand({5}, torch::kDouble) + 0.1));
        QVERIFY(torch::allclose(one, other, 1e-12, 1e-12));
    }

    void kernelRowsAndColumnsReproduceTheLayer_data()
    {
        refiningTheGridChangesTheResultByTheOrderOfTheTrapezoidRule_data();
    }

    void kernelRowsAndColumnsReproduceTheLayer()
    {
        QFETCH(AttentionKind, kind);
        QFETCH(QString, limits);
        const torch::NoGradGuard noGrad;
        AttentionLayer layer(AttentionLayerOptions{
            .kind = kind, .width = kWidth, .heads = 3, .outputProjection = false});
        layer->to(torch::kDouble);
        const auto t = uniformTimes(9);
        const auto cells = torch::tensor({0.3, 0.7}, torch::kDouble);
        const auto domain = limits == "fredholm" ? IntegrationDomain::fredholm(t, cells)
                            : limits == "volterra"
                                ? IntegrationDomain::volterra(t, cells)
                                : IntegrationDomain::between(t, t - 0.3, t, cells);
        const auto x = torch::randn({2, 20, kWidth}, torch::kDouble);
        const auto heads = layer->heads(x);
        const auto kernel = kernelRows(heads, domain, everyToken(20));
        const auto product = torch::matmul(kernel, heads.value).transpose(1, 2).reshape(x.sizes());
        QVERIFY(torch::allclose(product, layer->forward(x, domain), 1e-10, 1e-12));
        const auto some = torch::tensor({13, 0, 7}, torch::kLong);
        QVERIFY(torch::allclose(kernelColumns(heads, domain, some), kernel.index_select(3, some),
                                1e-10, 1e-13));
        QVERIFY(torch::allclose(kernelRows(heads, domain, some), kernel.index_select(2, some)));
        if (limits == "volterra") {
            const auto later = kernel.slice(2, 0, 10).slice(3, 10);
            QCOMPARE(later.abs().max().item<double>(), 0.0);
        }
        if (isAverage(kind))
            QVERIFY(torch::allclose(kernel.sum(3)[0][0], domain.extent(), 1e-12, 1e-12));
    }

    void gradientsAgreeWithFiniteDifferences_data()
    {
        refiningTheGridChangesTheResultByTheOrderOfTheTrapezoidRule_data();
    }

    void gradientsAgreeWithFiniteDifferences()
    {
        QFETCH(AttentionKind, kind);
        QFETCH(QString, limits);
        auto layer = makeLayer(kind);
        const auto t = uniformTimes(9);
        const auto domain = limits == "fredholm" ? IntegrationDomain::fredholm(t, oneCell())
                            : limits == "volterra"
                                ? IntegrationDomain::volterra(t, oneCell())
                                : IntegrationDomain::between(t, t - 0.3, t, oneCell());
        const auto x = torch::randn({2, 10, kWidth}, torch::kDouble).requires_grad_();
        const auto loss = [&](const torch::Tensor& at) {
            return layer->forward(at, domain).square().sum();
        };
        loss(x).backward();
        const torch::NoGradGuard noGrad;
        const double h = 1e-6;
        const auto direction = torch::randn_like(x);
        const double alongX =
            (loss(x + h * direction) - loss(x - h * direction)).item<double>() / (2 * h);
        const double exactX = (x.grad() * direction).sum().item<double>();
        QVERIFY(std::abs(alongX - exactX) < 1e-6 * std::max(1.0, std::abs(exactX)));
        for (auto& item : layer->named_parameters()) {
            auto& parameter = item.value();
            const auto along = torch::randn_like(parameter);
            parameter.add_(along, h);
            const auto ahead = loss(x);
            parameter.sub_(along, 2 * h);
            const double difference = (ahead - loss(x)).item<double>() / (2 * h);
            parameter.add_(along, h);
            const double exact = (parameter.grad() * along).sum().item<double>();
            QVERIFY2(std::abs(difference - exact) < 1e-6 * std::max(1.0, std::abs(exact)),
                     item.key().c_str());
        }
    }

    void ablatedHeadsContributeNothing()
    {
        const torch::NoGradGuard noGrad;
        auto layer = makeLayer(AttentionKind::Softmax);
        const auto x = torch::randn({1, 6, kWidth}, torch::kDouble);
        const auto domain = IntegrationDomain::fredholm(torch::ones({6}, torch::kDouble));
        const auto whole = layer->forward(x, domain);
        layer->ablateHeads({0, 1, 2});
        const auto bias = layer->named_parameters()["output.bias"].expand_as(whole);
        QVERIFY(torch::equal(layer->forward(x, domain), bias));
        layer->ablateHeads({1});
        const auto without = layer->forward(x, domain);
        layer->ablateHeads({0, 2});
        QVERIFY(torch::allclose(without + layer->forward(x, domain) - bias, whole, 1e-12, 1e-12));
        layer->ablateHeads({});
        QVERIFY(torch::equal(layer->forward(x, domain), whole));
        QVERIFY_EXCEPTION_THROWN(layer->ablateHeads({3}), InputError);
    }

    void headsMustDivideTheWidth()
    {
        QVERIFY_EXCEPTION_THROWN(AttentionLayer(AttentionLayerOptions{.width = 10, .heads = 3}),
                                 InputError);
    }
};

NIE_TEST(AttentionTest);

}  // namespace nie::attention_test

#include "attention_test.moc"
