#include "core/base/error.h"
#include "core/models/anie/anie.h"

#include <torch/torch.h>

#include <QTest>

using namespace nie;

namespace {

ModelContext context()
{
    ModelContext result;
    result.channels = 2;
    result.givenPoints = 4;
    result.times = torch::linspace(0, 1, 20, torch::kDouble);
    result.mean = torch::tensor({0.3, -0.2}, torch::kDouble);
    result.scale = torch::tensor({1.5, 0.7}, torch::kDouble);
    return result;
}

std::shared_ptr<Anie> makeModel(AnieOptions options = {}, std::uint64_t seed = 5)
{
    torch::manual_seed(seed);
    options.width = 16;
    options.heads = 2;
    options.hidden = 24;
    return std::make_shared<Anie>(options, context());
}

AnieOptions solvedTo(double tolerance, std::int64_t maxIterations, const std::string& stepper = "anderson")
{
    AnieOptions options;
    options.solver = {.stepper = stepper, .tolerance = tolerance, .maxIterations = maxIterations};
    return options;
}

Query makeQuery(std::int64_t batch = 3)
{
    torch::manual_seed(9);
    return {torch::randn({batch, 4, 2}), torch::linspace(0, 1, 20)};
}

}  // namespace

class AnieTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void predictionSolvesTheStatedEquation()
    {
        auto model = makeModel(solvedTo(1e-9, 80));
        model->to(torch::kDouble);
        model->eval();
        Query query = makeQuery();
        query.given = query.given.to(torch::kDouble);
        query.times = query.times.to(torch::kDouble);
        const auto prediction = model->predict(query, {});
        QVERIFY(prediction.trace.allConverged());
        const auto ctx = context();
        const auto y = (prediction.y - ctx.mean) / ctx.scale;
        const torch::NoGradGuard noGrad;
        const auto g = model->rightHandSide(query)(y);
        QVERIFY((g - y).norm().item<double>() / g.norm().item<double>() < 1e-7);
    }

    void furtherIterationDoesNotMoveTheSolution()
    {
        auto loose = makeModel(solvedTo(1e-5, 60));
        auto tight = makeModel(solvedTo(1e-30, 200, "picard"));
        loose->eval();
        tight->eval();
        const auto a = loose->predict(makeQuery(), {}).y;
        const auto b = tight->predict(makeQuery(), {}).y;
        QVERIFY((a - b).abs().max().item<double>() < 2e-4);
    }

    void freeFunctionIsTheGivenPointsContinued()
    {
        // With the operator switched off, y = f: the given points, then the last of them.
        auto model = makeModel();
        model->eval();
        const torch::NoGradGuard noGrad;
        for (auto& item : model->named_parameters())
            if (item.key() == "operator.output.weight")
                item.value().zero_();
        const Query query = makeQuery();
        const auto y = model->predict(query, {}).y;
        QVERIFY(torch::allclose(y.slice(1, 0, 4), query.given, 1e-5, 1e-6));
        const auto held = query.given.slice(1, 3, 4).expand({-1, 16, -1});
        QVERIFY(torch::allclose(y.slice(1, 4), held, 1e-5, 1e-6));
    }

    void dropoutActsInTrainingOnlyAndIsFrozenWithinOneSolve()
    {
        AnieOptions options;
        options.dropout = 0.3;
        options.trainingSolver = {.tolerance = 1e-5, .maxIterations = 60};
        auto model = makeModel(options);
        model->eval();
        const auto once = model->predict(makeQuery(), {}).y;
        QVERIFY(torch::equal(once, model->predict(makeQuery(), {}).y));
        model->train();
        torch::manual_seed(1);
        const auto first = model->predict(makeQuery(), {});
        torch::manual_seed(2);
        const Query query = makeQuery();
        torch::manual_seed(2);
        const auto second = model->predict(query, {});
        QVERIFY(!torch::equal(first.y, second.y));
        // Fresh masks in every evaluation would leave a residual of the size of the dropout.
        QVERIFY(second.trace.largestResidual() < 1e-4);
    }

    void oneStepGradientAgreesWithFiniteDifferencesOfOneEvaluation()
    {
        AnieOptions options;
        options.trainingSolver = {.tolerance = 1e-12, .maxIterations = 100};
        auto model = makeModel(options);
        model->to(torch::kDouble);
        model->train();
        Query query = makeQuery();
        query.given = query.given.to(torch::kDouble);
        query.times = query.times.to(torch::kDouble);
        const auto loss = [&](const torch::Tensor& y) { return y.square().mean(); };
        auto weight = model->named_parameters()["operator.output.weight"];
        loss(model->predict(query, {}).y).backward();
        const double gradient = weight.grad()[0][1].item<double>();

        // d/dw of G(y*; w) at the y* of the unchanged w.
        const torch::NoGradGuard noGrad;
        const auto ctx = context();
        const auto fixed = (model->predict(query, {}).y - ctx.mean) / ctx.scale;
        const double h = 1e-6;
        const auto shifted = [&](double change) {
            weight[0][1] += change;
            const auto value = loss(model->rightHandSide(query)(fixed) * ctx.scale + ctx.mean);
            weight[0][1] -= change;
            return value.item<double>();
        };
        const double difference = (shifted(h) - shifted(-h)) / (2 * h);
        QVERIFY(std::abs(gradient - difference) < 1e-6 * std::max(1.0, std::abs(difference)));
    }

    void attentionIsAliveAtTheStartAndDeadWithoutItsOutput()
    {
        auto model = makeModel();
        QVERIFY(model->coupling(makeQuery()) > 0.05);
        const torch::NoGradGuard noGrad;
        for (auto& item : model->named_parameters())
            if (item.key().find("attention.output") != std::string::npos)
                item.value().zero_();
        QVERIFY(model->coupling(makeQuery()) < 1e-6);
    }

    void decaySparesQueriesKeysValuesBiasesAndNorms()
    {
        auto model = makeModel();
        const auto spared = model->parametersWithoutDecay();
        for (const auto& item : model->named_parameters()) {
            const bool isSpared = std::any_of(spared.begin(), spared.end(),
                                              [&](const auto& p) { return p.is_same(item.value()); });
            const bool decays = item.key().find("input.weight") != std::string::npos
                                || item.key().find("output.weight") != std::string::npos
                                || item.key().find("expand.weight") != std::string::npos
                                || item.key().find("contract.weight") != std::string::npos;
            QVERIFY2(isSpared != decays, item.key().c_str());
        }
    }

    void sameSeedGivesTheSameModel()
    {
        const auto a = makeModel({}, 5)->predict(makeQuery(), {}).y;
        const auto b = makeModel({}, 5)->predict(makeQuery(), {}).y;
        const auto c = makeModel({}, 6)->predict(makeQuery(), {}).y;
        QVERIFY(torch::equal(a, b));
        QVERIFY(!torch::equal(a, c));
    }

    void stopTokenInterruptsThePrediction()
    {
        std::stop_source source;
        source.request_stop();
        QVERIFY_EXCEPTION_THROWN(makeModel()->predict(makeQuery(), {.stop = source.get_token()}), Interrupted);
    }
};

QTEST_APPLESS_MAIN(AnieTest)
#include "anie_test.moc"
