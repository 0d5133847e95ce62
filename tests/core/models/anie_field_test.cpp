#include "core/base/error.h"
#include "core/models/anie_field/anie_field.h"
#include "tests/support/test_registry.h"

#include <torch/optim.h>
#include <torch/torch.h>

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace nie::anie_field_test {

namespace {

constexpr std::int64_t kTimes = 6;

ModelContext context(const std::vector<std::int64_t>& points, std::int64_t given = 1)
{
    ModelContext result;
    result.channels = 1;
    result.givenPoints = given;
    result.times = torch::linspace(0, 2, kTimes, torch::kDouble);
    for (std::size_t a = 0; a < points.size(); ++a)
        result.space.push_back(SpaceAxis::periodicAxis(a == 0 ? "x" : "y", points[a]));
    result.mean = torch::tensor({0.1}, torch::kDouble);
    result.scale = torch::tensor({0.8}, torch::kDouble);
    return result;
}

AnieFieldOptions small()
{
    AnieFieldOptions options;
    options.latentChannels = 6;
    options.decoderHidden = 12;
    options.width = 16;
    options.heads = 2;
    options.hidden = 24;
    return options;
}

std::shared_ptr<AnieField> makeModel(const AnieFieldOptions& options, const ModelContext& ctx,
                                     std::uint64_t seed = 5)
{
    torch::manual_seed(seed);
    auto model = std::make_shared<AnieField>(options, ctx);
    model->to(torch::kDouble);
    model->eval();
    return model;
}

std::vector<torch::Tensor> coordinates(const std::vector<std::int64_t>& points)
{
    std::vector<torch::Tensor> result;
    for (const auto n : points)
        result.push_back(torch::arange(n, torch::kDouble) / static_cast<double>(n));
    return result;
}

Query makeQuery(const std::vector<std::int64_t>& points, std::int64_t given = 1)
{
    torch::manual_seed(9);
    std::vector<std::int64_t> shape{3, given};
    shape.insert(shape.end(), points.begin(), points.end());
    shape.push_back(1);
    return {torch::randn(shape, torch::kDouble), torch::linspace(0, 2, kTimes, torch::kDouble),
            coordinates(points)};
}

/// A smooth field on a circle: [1, 1, point, 1].
Query waves(std::int64_t points)
{
    Query query = makeQuery({points});
    const auto x = 2 * std::numbers::pi * query.space[0];
    query.given = (torch::sin(x) + 0.4 * torch::cos(2 * x)).view({1, 1, points, 1});
    return query;
}

std::int64_t countParameters(const torch::nn::Module& module)
{
    std::int64_t count = 0;
    for (const auto& parameter : module.parameters())
        count += parameter.numel();
    return count;
}

std::int64_t countDecoder(const AnieField& model)
{
    std::int64_t count = 0;
    for (const auto& item : model.named_parameters())
        if (item.key().rfind("decoder.", 0) == 0)
            count += item.value().numel();
    return count;
}

double largest(const torch::Tensor& difference)
{
    return difference.abs().max().item<double>();
}

}  // namespace

class AnieFieldTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bothHalvesOfATokenAgreeWhereTheValuesAreTheCoordinates_data()
    {
        QTest::addColumn<int>("axes");
        QTest::newRow("one axis") << 1;
        QTest::newRow("two axes") << 2;
    }

    void bothHalvesOfATokenAgreeWhereTheValuesAreTheCoordinates()
    {
        QFETCH(int, axes);
        const std::vector<std::int64_t> points =
            axes == 1 ? std::vector<std::int64_t>{12} : std::vector<std::int64_t>{12, 8};
        auto options = small();
        options.spaceFeatures = 0;
        options.timeFeatures = 0;
        const Query query = makeQuery(points);
        // A field whose channels are x (, y) and t in 0..1; a cell's value is the mean of its
        // points.
        std::vector<torch::Tensor> lines{query.times / 2.0};
        lines.insert(lines.end(), query.space.begin(), query.space.end());
        auto channels = torch::meshgrid(lines, "ij");
        std::rotate(channels.begin(), channels.begin() + 1, channels.end());
        const auto field = torch::stack(channels, 1);  // [time, channel, x(, y)]
        const auto means = axes == 1 ? torch::avg_pool1d(field, 4) : torch::avg_pool2d(field, 4);
        const auto values = means.flatten(2).transpose(1, 2).flatten(0, 1).unsqueeze(0);
        const auto tokens = makeModel(options, context(points))->tokens(values, query);
        QCOMPARE(tokens.size(2), 2 * (axes + 1));
        QVERIFY(largest(tokens.slice(2, 0, axes + 1) - tokens.slice(2, axes + 1)) < 1e-14);
    }

    void predictionSolvesTheStatedEquation()
    {
        auto options = small();
        options.solver = {.tolerance = 1e-12, .maxIterations = 100};
        const auto model = makeModel(options, context({16, 8}));
        const Query query = makeQuery({16, 8});
        const torch::NoGradGuard noGrad;
        const auto prediction = model->predict(query, {});
        QVERIFY(prediction.trace.allConverged());
        QCOMPARE(prediction.trace.quadraturePoints, kTimes * 4 * 2);
        QCOMPARE(prediction.y.sizes().vec(), (std::vector<std::int64_t>{3, kTimes, 16, 8, 1}));
        const auto map = model->rightHandSide(query);
        auto y = model->freeFunction(query);
        for (int i = 0; i < 200; ++i)
            y = map(y);
        QVERIFY(largest(map(y) - y) < 1e-10);
        // Decoded, the fixed point of plain iteration is the prediction.
        options.solver = {.stepper = "picard", .tolerance = 1e-30, .maxIterations = 200};
        const auto plain = makeModel(options, context({16, 8}))->predict(query, {}).y;
        QVERIFY(largest(plain - prediction.y) < 1e-9);
    }

    void permutingTheCellsPermutesTheOutput_data()
    {
        QTest::addColumn<QString>("attention");
        QTest::addColumn<QString>("limits");
        for (const char* attention : {"galerkin", "fourier", "linear", "softmax"})
            for (const char* limits : {"fredholm", "volterra"})
                QTest::addRow("%s %s", attention, limits) << attention << limits;
    }

    void permutingTheCellsPermutesTheOutput()
    {
        QFETCH(QString, attention);
        QFETCH(QString, limits);
        auto options = small();
        options.attention = attention.toStdString();
        options.limits = limits.toStdString();
        const auto model = makeModel(options, context({32}));
        const Query query = makeQuery({32});
        const torch::NoGradGuard noGrad;
        const auto tokens = model->tokens(torch::randn({2, kTimes * 8, 6}, torch::kDouble), query);
        const auto order = torch::randperm(8);
        const auto permute = [&](const torch::Tensor& x) {
            return x.unflatten(1, {kTimes, 8}).index_select(2, order).flatten(1, 2);
        };
        const auto domain = model->domain(query);
        const auto output = model->integralOperator()->forward(tokens, domain);
        const auto permuted = model->integralOperator()->forward(permute(tokens), domain);
        QVERIFY(largest(permuted - permute(output)) < 1e-12);
        QVERIFY(largest(permuted - output) > 1e-3);
    }

    void finerGridsGiveTheTrainingGridsSolutionAsFarAsItsCellsResolveIt()
    {
        // The cells of a finer grid are shifted copies of those of the training grid, each set of
        // which integrates by itself: what more of them change is the error of the training grid's
        // rule.
        auto options = small();
        options.solver = {.tolerance = 1e-11, .maxIterations = 100};
        options.spaceFeatures = 1;
        const torch::NoGradGuard noGrad;
        std::vector<double> changes;
        for (std::int64_t points : {16, 32, 64}) {
            const auto model = makeModel(options, context({points}));
            const auto trained = model->predict(waves(points), {}).y;
            const auto finer = model->predict(waves(2 * points), {}).y;
            changes.push_back(largest(finer.slice(2, 0, 2 * points, 2) - trained));
        }
        qInfo("change by twice the points of 16, 32 and 64: %.2g %.2g %.2g", changes[0], changes[1],
              changes[2]);
        QVERIFY(changes[1] < changes[0] / 4);
        QVERIFY(changes[2] < changes[1] / 4);
    }

    void denseDecoderRefusesAnotherGridAndThePatchDecoderTakesIt()
    {
        auto options = small();
        options.decoder = "dense";
        const torch::NoGradGuard noGrad;
        const auto dense = makeModel(options, context({16, 16}));
        QCOMPARE(dense->predict(makeQuery({16, 16}), {}).y.size(3), 16);
        try {
            dense->predict(makeQuery({32, 32}), {});
            QFAIL("no error");
        } catch (const InputError& error) {
            const QString message = error.what();
            QVERIFY2(message.contains("32 x 32") && message.contains("16 x 16"), error.what());
        }
        const auto patch = makeModel(small(), context({16, 16}));
        QCOMPARE(patch->predict(makeQuery({32, 32}), {}).y.sizes().vec(),
                 (std::vector<std::int64_t>{3, kTimes, 32, 32, 1}));
    }

    void volterraOperatorDoesNotSeeTheFuture()
    {
        auto options = small();
        options.limits = "volterra";
        const auto model = makeModel(options, context({16, 8}));
        const torch::NoGradGuard noGrad;
        const auto map = model->rightHandSide(makeQuery({16, 8}));
        auto y = torch::randn({3, kTimes * 8, 6}, torch::kDouble);
        const auto before = map(y);
        y.slice(1, 4 * 8).normal_();
        const auto after = map(y);
        QVERIFY(torch::equal(before.slice(1, 0, 4 * 8), after.slice(1, 0, 4 * 8)));
        QVERIFY(largest(before.slice(1, 4 * 8) - after.slice(1, 4 * 8)) > 1e-3);
    }

    void evaluatingTwiceIsIdentical()
    {
        auto options = small();
        options.dropout = 0.2;
        const auto model = makeModel(options, context({16, 8}));
        const Query query = makeQuery({16, 8});
        QVERIFY(torch::equal(model->predict(query, {}).y, model->predict(query, {}).y));
    }

    void freeFunctionUsesTheFramesItIsMadeOf_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QList<int>>("used");
        QTest::newRow("stacked") << "stacked" << QList<int>{0, 1, 2};
        QTest::newRow("constant") << "constant" << QList<int>{0};
        QTest::newRow("last") << "last" << QList<int>{2};
        QTest::newRow("continued") << "continued" << QList<int>{0, 1, 2};
    }

    void freeFunctionUsesTheFramesItIsMadeOf()
    {
        QFETCH(QString, kind);
        QFETCH(QList<int>, used);
        auto options = small();
        options.freeFunction = kind.toStdString();
        const auto model = makeModel(options, context({16}, 3));
        const Query query = makeQuery({16}, 3);
        const torch::NoGradGuard noGrad;
        const auto f = model->freeFunction(query).unflatten(1, {kTimes, 4});
        for (int frame = 0; frame < 3; ++frame) {
            Query changed = query;
            changed.given = query.given.clone();
            changed.given.select(1, frame).normal_();
            const bool moves = largest(model->freeFunction(changed) - f.flatten(1, 2)) > 1e-6;
            QCOMPARE(moves, used.contains(frame));
        }
        QVERIFY(torch::equal(f.select(1, 3), f.select(1, 5)));
        if (kind == "continued")
            QVERIFY(torch::equal(f.slice(1, 0, 3),
                                 model->encoder()->forward((query.given - 0.1f) / 0.8f,
                                                           model->cellGrid(query.space))));
    }

    void stackedFramesMustBeAsManyAsInTraining()
    {
        const auto model = makeModel(small(), context({16}, 3));
        QVERIFY_EXCEPTION_THROWN(model->predict(makeQuery({16}, 2), {}), InputError);
    }

    void implicitGradientAgreesWithFiniteDifferences_data()
    {
        QTest::addColumn<QString>("parameter");
        for (const char* name :
             {"encoder.first.weight", "encoder.second.bias", "operator.input.weight",
              "operator.block0_attention.projection.weight", "operator.output.weight",
              "decoder.patches.layer1.weight"})
            QTest::newRow(name) << name;
    }

    void implicitGradientAgreesWithFiniteDifferences()
    {
        QFETCH(QString, parameter);
        auto options = small();
        options.patch = 2;
        options.secondPatch = 2;
        options.reconstruction = 0.3;
        options.trainingSolver = {.tolerance = 1e-13, .maxIterations = 200};
        options.gradient.method = "implicit";
        options.gradient.adjoint = {.tolerance = 1e-13, .maxIterations = 200};
        auto model = makeModel(options, context({16}));
        model->train();
        const Query query = makeQuery({16});
        const auto loss = [&] {
            const auto prediction = model->predict(query, {});
            return prediction.y.square().mean() + prediction.penalty;
        };
        auto weight = model->named_parameters()[parameter.toStdString()];
        loss().backward();
        torch::manual_seed(2);
        const auto direction = torch::randn_like(weight);
        const double gradient = (weight.grad() * direction).sum().item<double>();
        const torch::NoGradGuard noGrad;
        const double h = 1e-5;
        const auto shifted = [&](double step) {
            weight.add_(direction, step);
            const double value = [&] {
                const torch::AutoGradMode grad(true);
                return loss().item<double>();
            }();
            weight.add_(direction, -step);
            return value;
        };
        const double difference = (shifted(h) - shifted(-h)) / (2 * h);
        QVERIFY2(std::abs(gradient - difference) < 1e-6 * std::max(1.0, std::abs(difference)),
                 qPrintable(QString("%1 %2").arg(gradient).arg(difference)));
    }

    void paperSettingsHaveThePapersParameters_data()
    {
        QTest::addColumn<QList<int>>("points");
        QTest::addColumn<QList<int>>("patches");
        QTest::addColumn<int>("latent");
        QTest::addColumn<int>("denseSecond");
        QTest::addColumn<int>("encoder");
        QTest::addColumn<int>("decoder");
        QTest::newRow("Burgers, 512 points")
            << QList{512} << QList{4, 2} << 16 << 128 << 1680 << 139968;
        QTest::newRow("Burgers, 256 points")
            << QList{256} << QList{2, 2} << 16 << 128 << 1648 << 106944;
        QTest::newRow("Navier-Stokes")
            << QList{64, 64} << QList{4, 1} << 32 << 256 << 4736 << 1593664;
    }

    void paperSettingsHaveThePapersParameters()
    {
        QFETCH(QList<int>, points);
        QFETCH(QList<int>, patches);
        QFETCH(int, latent);
        QFETCH(int, denseSecond);
        AnieFieldOptions options;
        options.patch = patches[0];
        options.secondPatch = patches[1];
        options.latentChannels = latent;
        options.decoder = "dense";
        options.denseSecond = denseSecond;
        const AnieField model(options, context({points.begin(), points.end()}));
        QTEST(static_cast<int>(countParameters(*model.encoder())), "encoder");
        QTEST(static_cast<int>(countDecoder(model)), "decoder");
    }

    void decaySparesAttentionBiasesAndNorms()
    {
        const auto model = makeModel(small(), context({16}));
        const auto spared = model->parametersWithoutDecay();
        for (const auto& item : model->named_parameters()) {
            const auto isSpared = std::any_of(spared.begin(), spared.end(), [&](const auto& p) {
                return p.is_same(item.value());
            });
            const bool decays =
                item.value().dim() == 2 && item.key().find("projection") == std::string::npos;
            QVERIFY2(isSpared != decays, item.key().c_str());
        }
    }

    void attentionIsAliveAtTheStart()
    {
        const auto coupling = makeModel(small(), context({16, 16}))->coupling(makeQuery({16, 16}));
        QVERIFY2(coupling > 0.05, qPrintable(QString::number(coupling)));
    }

    void sumsToOneOverAllCellsAndTimesUnderSoftmax()
    {
        auto options = small();
        options.attention = "softmax";
        const auto model = makeModel(options, context({16, 8}));
        const Query query = makeQuery({16, 8});
        const torch::NoGradGuard noGrad;
        const auto heads = model->attentionAt(query, model->freeFunction(query));
        QCOMPARE(heads.size(), std::size_t{2});
        const auto rows = kernelRows(heads[1], model->domain(query), torch::tensor({0, 17, 47}));
        QVERIFY(largest(rows.sum(-1) - 1.0) < 1e-12);
    }

    void learnsToCarryAWaveAlong()
    {
        // u(x, t) = sin(2 pi (x - t / 2) + phase), the phase unknown: persistence fails, a linear
        // map of the given frame would do. The mean square of u is 1/2.
        auto options = small();
        options.spaceFeatures = 2;
        auto ctx = context({32});
        ctx.mean = torch::zeros({1}, torch::kDouble);
        ctx.scale = torch::ones({1}, torch::kDouble);
        torch::manual_seed(4);
        AnieField model(options, ctx);
        torch::optim::Adam adam(model.parameters(), torch::optim::AdamOptions(4e-3));
        Query query = makeQuery({32});
        query.times = query.times.to(torch::kFloat);
        query.space[0] = query.space[0].to(torch::kFloat);
        const auto draw = [&] {
            const auto phase = torch::rand({32, 1, 1, 1}) - query.times.view({1, -1, 1, 1}) / 2;
            return torch::sin(2 * std::numbers::pi * (query.space[0].view({1, 1, -1, 1}) + phase));
        };
        for (int step = 0; step < 250; ++step) {
            const auto truth = draw();
            query.given = truth.slice(1, 0, 1);
            adam.zero_grad();
            (model.predict(query, {}).y - truth).square().mean().backward();
            adam.step();
        }
        const torch::NoGradGuard noGrad;
        model.eval();
        const auto truth = draw();
        query.given = truth.slice(1, 0, 1);
        const auto prediction = model.predict(query, {});
        const double error = (prediction.y - truth).square().mean().item<double>();
        qInfo("mean squared error after 250 steps: %.2g", error);
        QVERIFY(prediction.trace.allConverged());
        QVERIFY2(error < 0.05, qPrintable(QString::number(error)));
    }
};

NIE_TEST(AnieFieldTest);

}  // namespace nie::anie_field_test

#include "anie_field_test.moc"
