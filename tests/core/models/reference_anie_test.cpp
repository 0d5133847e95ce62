#include "core/base/error.h"
#include "core/models/anie/anie.h"
#include "core/models/anie/reference_anie.h"
#include "tests/support/test_registry.h"

#include <torch/torch.h>

#include <QTest>

#include <cmath>

namespace nie::reference_anie_test {

namespace {

ModelContext context(std::int64_t channels = 2)
{
    ModelContext result;
    result.channels = channels;
    result.givenPoints = 4;
    result.times = torch::linspace(0, 1, 20, torch::kDouble);
    result.mean = torch::zeros({channels}, torch::kDouble);
    result.scale = torch::ones({channels}, torch::kDouble);
    return result;
}

std::shared_ptr<ReferenceAnie> makeModel(const ReleasedOptions& options = {})
{
    torch::manual_seed(5);
    auto model = std::make_shared<ReferenceAnie>(options, context());
    model->to(torch::kDouble);
    return model;
}

ReleasedOptions withoutDropout(const std::string& gradient = "one_step")
{
    ReleasedOptions options;
    options.dropout = 0.0;
    options.productDropout = 0.0;
    options.gradient = gradient;
    return options;
}

Query makeQuery()
{
    torch::manual_seed(9);
    return {torch::randn({3, 4, 2}, torch::kDouble), torch::linspace(0, 1, 20, torch::kDouble)};
}

/// The given points, then the last of them.
torch::Tensor continued(const Query& query)
{
    return torch::cat({query.given, query.given.slice(1, 3).expand({-1, 16, -1})}, 1);
}

/// T = 0: what is left is the iteration itself.
void silence(ReferenceAnie& model)
{
    const torch::NoGradGuard noGrad;
    for (auto& item : model.named_parameters())
        if (item.key().find("operator.output") == 0)
            item.value().zero_();
}

}  // namespace

/// The facts that the authors' released code shows, from which it can be told.
class ReferenceAnieTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsAreThoseOfThePaperDeadLayersIncluded()
    {
        QCOMPARE(makeModel()->parameterCount(), 18819);
        ReleasedOptions brain;
        brain.width = 128;
        brain.heads = 4;
        QCOMPARE(ReferenceAnie(brain, context(80)).parameterCount(), 321233);
    }

    void liveLayersCanBeThoseOfTheCorrectMode()
    {
        AnieOptions options;
        options.width = 18;
        options.heads = 2;
        options.blocks = 3;
        options.hidden = 128;
        options.timeFeatures = 0;
        // 17,685 live: without the output of the time, which nobody reads, and with an output
        // projection and the scale and shift of keys and values in every block.
        const std::int64_t projections = 3 * (18 * 18 + 18);
        const std::int64_t norms = 3 * 4 * 18;
        QCOMPARE(Anie(options, context()).parameterCount(), 17685 - 19 + projections + norms);
    }

    void modelOptionChoosesTheMode()
    {
        torch::manual_seed(1);
        const auto& entry = findModel("anie", "test");
        const Json section{{"name", "anie"}, {"reference", true}};
        QCOMPARE(entry.make(section, "test", context())->parameterCount(), 18819);
    }

    void withoutANetworkTheResultIsAMultipleOfTheFreeFunction()
    {
        const Query query = makeQuery();
        for (const auto& [iterations, factor] :
             {std::pair<std::int64_t, double>{1, 2.5}, {2, 3.0}, {3, 3.5}, {5, 4.5}, {10, 7.0}}) {
            ReleasedOptions options;
            options.maxIterations = iterations;
            const auto model = makeModel(options);
            silence(*model);
            const auto y = model->predict(query, {}).y;
            QVERIFY(torch::allclose(y, factor * continued(query), 1e-12, 1e-12));
        }
    }

    void fourEvaluationsAreDone()
    {
        const auto trace = makeModel()->predict(makeQuery(), {}).trace;
        QCOMPARE(trace.evaluations, 4);
        QVERIFY(trace.convergedShare < 1.0);
        QCOMPARE(makeModel()->predict(makeQuery(), {.evaluations = 50}).trace.evaluations, 50);
    }

    void oneStepGradientReachesOnlyTheLastEvaluation()
    {
        const auto model = makeModel(withoutDropout());
        const Query query = makeQuery();
        const auto prediction = model->predict(query, {.keepIterates = true});
        const auto weight = model->named_parameters()["operator.input.weight"];
        const auto whole = torch::autograd::grad({prediction.y.square().sum()}, {weight})[0];
        const auto last = model->rightHandSide(query)(prediction.iterates.back());
        const auto alone = torch::autograd::grad({last.square().sum()}, {weight})[0];
        QVERIFY(torch::allclose(whole, alone, 1e-10, 1e-12));
    }

    void unrolledGradientReachesAllEvaluations()
    {
        const auto model = makeModel(withoutDropout("unroll"));
        const Query query = makeQuery();
        const auto loss = [&] { return model->predict(query, {}).y.square().sum(); };
        auto weight = model->named_parameters()["operator.input.weight"];
        const auto gradient = torch::autograd::grad({loss()}, {weight})[0];
        const torch::NoGradGuard noGrad;
        const auto direction = torch::randn_like(weight);
        const double h = 1e-6;
        weight.add_(direction, h);
        const auto ahead = loss();
        weight.sub_(direction, 2 * h);
        const double difference = (ahead - loss()).item<double>() / (2 * h);
        const double exact = (gradient * direction).sum().item<double>();
        QVERIFY(std::abs(difference - exact) < 1e-6 * std::abs(exact));
    }

    void tokensPermuteWithTheirTimesAndDoublingThemChangesNothing()
    {
        torch::manual_seed(2);
        ReferenceOperator network(3, withoutDropout());
        network->to(torch::kDouble);
        const torch::NoGradGuard noGrad;
        const auto tokens = torch::randn({2, 11, 3}, torch::kDouble);
        const auto out = network->forward(tokens);
        const auto order = torch::randperm(11);
        QVERIFY(torch::allclose(network->forward(tokens.index_select(1, order)),
                                out.index_select(1, order), 1e-12, 1e-12));
        const auto twice = network->forward(torch::cat({tokens, tokens}, 1));
        QVERIFY(torch::allclose(twice, torch::cat({out, out}, 1), 1e-12, 1e-12));
    }

    void dropoutOfTheProductStaysOnInEvaluation()
    {
        const torch::NoGradGuard noGrad;
        ReleasedOptions options;
        const auto model = makeModel(options);
        model->eval();
        for (auto& item : model->named_parameters())
            if (item.key().find("projection.weight") != std::string::npos)
                item.value().normal_();
        const Query query = makeQuery();
        QVERIFY(!torch::equal(model->predict(query, {}).y, model->predict(query, {}).y));
        options.productDropout = 0.0;
        const auto still = makeModel(options);
        still->eval();
        QVERIFY(torch::equal(still->predict(query, {}).y, still->predict(query, {}).y));
        still->train();
        QVERIFY(!torch::equal(still->predict(query, {}).y, still->predict(query, {}).y));
    }

    void fixedPointSatisfiesFreeFunctionPlusNetworkEqualsZero()
    {
        // With T(y) = -y/2, c + T(y) = 0 at y = 2c, while y = c + T(y) would hold at y = 2c/3.
        const torch::NoGradGuard noGrad;
        ReleasedOptions options;
        options.blocks = 0;
        const auto model = makeModel(options);
        auto parameters = model->named_parameters();
        for (auto& item : parameters)
            item.value().zero_();
        parameters["operator.input.weight"].slice(0, 0, 3).copy_(torch::eye(3));
        parameters["operator.output.weight"].slice(1, 0, 3).copy_(-0.5 * torch::eye(3));
        const Query query = makeQuery();
        const auto prediction = model->predict(query, {.evaluations = 200});
        QVERIFY(prediction.trace.largestResidual() < 1e-10);
        QVERIFY(torch::allclose(prediction.y, 2 * continued(query), 1e-9, 1e-9));
    }

    void attentionIsNearlyDeadAtTheStart() { QVERIFY(makeModel()->coupling(makeQuery()) < 1e-3); }

    void stopTokenInterruptsThePrediction()
    {
        std::stop_source source;
        source.request_stop();
        QVERIFY_EXCEPTION_THROWN(makeModel()->predict(makeQuery(), {.stop = source.get_token()}),
                                 Interrupted);
    }
};

NIE_TEST(ReferenceAnieTest);

}  // namespace nie::reference_anie_test

#include "reference_anie_test.moc"
