#include "core/base/error.h"
#include "core/models/galerkin_transformer/galerkin_transformer.h"
#include "tests/core/models/field_problem.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::galerkin_transformer_test {

namespace {

double largest(const torch::Tensor& t)
{
    return t.abs().max().item<double>();
}

GalerkinLayer layerOf(const std::string& attention, std::int64_t heads = 2)
{
    torch::manual_seed(6);
    GalerkinLayer layer(GalerkinLayerOptions{.attention = attention,
                                             .width = 6,
                                             .heads = heads,
                                             .coordinates = 1,
                                             .feedForward = 5,
                                             .initialGain = 1.0,
                                             .initialDiagonal = 0.1});
    layer->to(torch::kDouble);
    return layer;
}

std::shared_ptr<GalerkinTransformer> modelOf(const GalerkinTransformerOptions& options,
                                             const ModelContext& context)
{
    torch::manual_seed(3);
    return std::make_shared<GalerkinTransformer>(options, context);
}

GalerkinTransformerOptions small()
{
    GalerkinTransformerOptions options;
    options.width = 12;
    options.layers = 2;
    options.feedForward = 16;
    options.modes = 3;
    options.decoderWidth = 8;
    return options;
}

torch::Tensor answer(GalerkinTransformer& model, const ModelContext& context)
{
    const torch::NoGradGuard noGradient;
    model.to(torch::kDouble);
    model.eval();
    return model
        .predict(test::fieldQuery(context, test::travellingWaves(context), torch::kDouble), {})
        .y;
}

/// Rows of `x` with mean 0 and variance 1 over the components.
torch::Tensor normalised(const torch::Tensor& x)
{
    const auto centred = x - x.mean(-1, true);
    return centred / torch::sqrt(centred.square().mean(-1, true) + 1e-5);
}

}  // namespace

class GalerkinTransformerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parametersAreThoseOfItsSettings()
    {
        const auto context = test::fieldContext(1, 64, 5);
        GalerkinTransformerOptions options;
        QCOMPARE(modelOf(options, context)->parameterCount(), std::int64_t(532705));
        options.decoderCoordinates = true;
        QCOMPARE(modelOf(options, context)->parameterCount(), std::int64_t(542113));
    }

    void attentionIsTheSumOverTokens_data()
    {
        QTest::addColumn<QString>("kind");
        for (const char* kind : {"galerkin", "fourier", "softmax"})
            QTest::newRow(kind) << kind;
    }
    void attentionIsTheSumOverTokens()
    {
        QFETCH(QString, kind);
        auto layer = layerOf(kind.toStdString());
        torch::manual_seed(1);
        const std::int64_t tokens = 7;
        const auto x = torch::randn({1, tokens, 6}, torch::kDouble);
        const auto place = torch::rand({tokens, 1}, torch::kDouble);
        const auto result = layer->attend(x, place)[0];  // [token, 2 heads (1 + 3)]
        const auto parameters = layer->named_parameters();
        const auto part = [&](const char* name, std::int64_t head, bool norm) {
            const auto whole = torch::matmul(x[0], parameters[std::string(name) + ".weight"].t()) +
                               parameters[std::string(name) + ".bias"];
            auto own = whole.slice(1, 3 * head, 3 * head + 3);
            if (norm)
                own = normalised(own);
            return torch::cat({place, own}, 1);
        };
        for (std::int64_t head = 0; head < 2; ++head) {
            const auto q = part("query", head, kind == "fourier");
            const auto k = part("key", head, kind != "softmax");
            const auto v = part("value", head, kind == "galerkin");
            for (std::int64_t i = 0; i < tokens; ++i) {
                auto sum = torch::zeros({4}, torch::kDouble);
                double total = 0.0;
                for (std::int64_t j = 0; j < tokens; ++j) {
                    const double score = q[i].dot(k[j]).item<double>();
                    const double weight = kind == "softmax" ? std::exp(score / 2.0)
                                                            : score / static_cast<double>(tokens);
                    total += kind == "softmax" ? weight : 0.0;
                    sum += weight * v[j];
                }
                if (kind == "softmax")
                    sum /= total;
                QVERIFY(largest(result[i].slice(0, 4 * head, 4 * head + 4) - sum) < 1e-12);
            }
        }
    }

    void projectionsStartNearASmallUnitMatrix()
    {
        torch::manual_seed(2);
        GalerkinLayer layer(GalerkinLayerOptions{.width = 96});
        // Xavier uniform: sqrt(6 / (96 + 96)) times the gain at the most.
        const double bound = 0.01 * std::sqrt(6.0 / 192.0);
        for (const char* name : {"query.weight", "key.weight", "value.weight"}) {
            const auto noise = layer->named_parameters()[name].detach() - 0.01 * torch::eye(96);
            QVERIFY(largest(noise) <= bound * (1 + 1e-5));
            QVERIFY(largest(noise) > 0.9 * bound);
        }
        QCOMPARE(layer->projectionParameters().size(), std::size_t(7));
    }

    void moreTokensOfTheSameFunctionGiveTheSameFunction()
    {
        const auto model = modelOf(small(), test::fieldContext(1, 16, 3));
        std::vector<torch::Tensor> answers;
        for (const std::int64_t cells : {16, 32, 64, 512})
            answers.push_back(answer(*model, test::fieldContext(1, cells, 3))
                                  .slice(1, 1)
                                  .slice(2, 0, c10::nullopt, cells / 16));
        // The place jumps from 1 to 0 around the end, so the rectangle rule is of order 1.
        std::vector<double> errors;
        for (std::size_t i = 0; i < 3; ++i)
            errors.push_back(largest(answers[i] - answers[3]));
        QVERIFY(errors[0] < 0.05 * largest(answers[3]));
        QVERIFY2(errors[0] > 1.6 * errors[1] && errors[1] > 1.6 * errors[2],
                 qPrintable(QString("%1 %2 %3").arg(errors[0]).arg(errors[1]).arg(errors[2])));
    }

    void fourWavesAreLearned_data()
    {
        QTest::addColumn<int>("dimensions");
        QTest::addColumn<QString>("kind");
        QTest::newRow("line") << 1 << "galerkin";
        QTest::newRow("line, Fourier") << 1 << "fourier";
        QTest::newRow("line, softmax") << 1 << "softmax";
        QTest::newRow("plane") << 2 << "galerkin";
    }
    void fourWavesAreLearned()
    {
        QFETCH(int, dimensions);
        QFETCH(QString, kind);
        const auto context = test::fieldContext(dimensions, dimensions == 1 ? 16 : 8, 4);
        auto options = small();
        options.attention = kind.toStdString();
        const double left =
            test::lossLeftOnFourWaves(*modelOf(options, context), context, 250, 1e-2);
        QVERIFY2(left < 0.01, qPrintable(QString::number(left)));
    }

    void headsThatDoNotDivideTheWidthAreRefused()
    {
        auto options = small();
        options.heads = 5;
        QVERIFY_EXCEPTION_THROWN(modelOf(options, test::fieldContext(1, 16, 3)), InputError);
    }
};

NIE_TEST(GalerkinTransformerTest);

}  // namespace nie::galerkin_transformer_test

#include "galerkin_transformer_test.moc"
