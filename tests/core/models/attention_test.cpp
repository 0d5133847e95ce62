#include "core/base/error.h"
#include "core/models/anie/attention.h"

#include <QTest>

#include <cmath>

using namespace nie;
using Kind = AttentionLayerImpl::Kind;

namespace {

AttentionLayer makeLayer(Kind kind, std::int64_t width = 12, std::int64_t heads = 3)
{
    torch::manual_seed(3);
    AttentionLayer layer(kind, width, heads);
    layer->to(torch::kDouble);
    layer->eval();
    return layer;
}

torch::Tensor trapezoid(std::int64_t intervals)
{
    auto weights = torch::full({intervals + 1}, 1.0 / static_cast<double>(intervals), torch::kDouble);
    weights[0] /= 2;
    weights[-1] /= 2;
    return weights;
}

/// A smooth function of t in every component, so that refining the grid is refining a quadrature.
torch::Tensor smoothTokens(std::int64_t intervals, std::int64_t width)
{
    const auto t = torch::linspace(0, 1, intervals + 1, torch::kDouble).unsqueeze(1);
    const auto k = torch::arange(1, width + 1, torch::kDouble).unsqueeze(0);
    return (torch::sin(k * t + 0.3 * k) + 0.2 * t).unsqueeze(0);
}

/// The Galerkin form written out: per head, LayerNorm of keys and values, then the double sum.
torch::Tensor galerkinByLoops(AttentionLayer& layer, const torch::Tensor& x, const torch::Tensor& w,
                              std::int64_t heads)
{
    const auto parameters = layer->named_parameters();
    const auto qkv = torch::linear(x, parameters["projection.weight"], parameters["projection.bias"]);
    const auto width = x.size(2);
    const auto dk = width / heads;
    auto result = torch::zeros_like(x);
    for (std::int64_t h = 0; h < heads; ++h) {
        const auto q = qkv.slice(2, h * dk, (h + 1) * dk);
        const auto k = torch::layer_norm(qkv.slice(2, width + h * dk, width + (h + 1) * dk), {dk});
        const auto v = torch::layer_norm(qkv.slice(2, 2 * width + h * dk, 2 * width + (h + 1) * dk), {dk});
        for (std::int64_t i = 0; i < x.size(1); ++i)
            for (std::int64_t j = 0; j < x.size(1); ++j) {
                const auto score = (q.select(1, i) * k.select(1, j)).sum(1, true) * w[j] / w.sum();
                result.select(1, i).slice(1, h * dk, (h + 1) * dk) += score * v.select(1, j);
            }
    }
    return torch::linear(result, parameters["output.weight"], parameters["output.bias"]);
}

}  // namespace

class AttentionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void galerkinEqualsTheDoubleSumOverTokenPairs()
    {
        const torch::NoGradGuard noGrad;
        auto layer = makeLayer(Kind::Galerkin);
        const auto x = torch::randn({2, 7, 12}, torch::kDouble);
        const auto w = torch::rand({7}, torch::kDouble) + 0.1;
        QVERIFY(torch::allclose(layer->forward(x, w), galerkinByLoops(layer, x, w, 3), 1e-10, 1e-12));
    }

    void softmaxIsAWeightedAverageOfValues()
    {
        // Equal values everywhere: an average returns them whatever the weights are.
        const torch::NoGradGuard noGrad;
        auto layer = makeLayer(Kind::Softmax);
        const auto x = torch::ones({1, 5, 12}, torch::kDouble);
        const auto one = layer->forward(x, torch::full({5}, 0.2, torch::kDouble));
        const auto other = layer->forward(x, torch::rand({5}, torch::kDouble) + 0.1);
        QVERIFY(torch::allclose(one, other, 1e-12, 1e-12));
    }

    void refiningTheGridChangesTheResultByTheOrderOfTheTrapezoidRule_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("softmax") << static_cast<int>(Kind::Softmax);
        QTest::newRow("galerkin") << static_cast<int>(Kind::Galerkin);
    }

    void refiningTheGridChangesTheResultByTheOrderOfTheTrapezoidRule()
    {
        QFETCH(int, kind);
        const torch::NoGradGuard noGrad;
        auto layer = makeLayer(static_cast<Kind>(kind));
        const auto atStart = [&](std::int64_t n) {
            return layer->forward(smoothTokens(n, 12), trapezoid(n)).select(1, 0);
        };
        const auto exact = atStart(2048);
        const double coarse = (atStart(64) - exact).abs().max().item<double>();
        const double fine = (atStart(128) - exact).abs().max().item<double>();
        const double order = std::log2(coarse / fine);
        QVERIFY2(std::abs(order - 2.0) < 0.15, qPrintable(QString::number(order)));
    }

    void permutingTokensWithTheirWeightsPermutesTheOutput_data()
    {
        refiningTheGridChangesTheResultByTheOrderOfTheTrapezoidRule_data();
    }

    void permutingTokensWithTheirWeightsPermutesTheOutput()
    {
        QFETCH(int, kind);
        const torch::NoGradGuard noGrad;
        auto layer = makeLayer(static_cast<Kind>(kind));
        const auto x = torch::randn({2, 9, 12}, torch::kDouble);
        const auto w = torch::rand({9}, torch::kDouble) + 0.1;
        const auto order = torch::randperm(9);
        const auto permuted = layer->forward(x.index_select(1, order), w.index_select(0, order));
        QVERIFY(torch::allclose(permuted, layer->forward(x, w).index_select(1, order), 1e-10, 1e-12));
    }

    void headsMustDivideTheWidth()
    {
        QVERIFY_EXCEPTION_THROWN(AttentionLayer(Kind::Galerkin, 10, 3), InputError);
    }
};

QTEST_APPLESS_MAIN(AttentionTest)
#include "attention_test.moc"
