#include "core/data/tensor_conversion.h"
#include "core/experiments/attention_capture.h"
#include "core/models/nie/nie_model.h"
#include "core/training/prediction.h"
#include "tests/core/experiments/attention_example.h"
#include "tests/support/error_text.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::attention_capture_test {

namespace {

constexpr std::int64_t kWidth = test::kExampleWidth;

using Row = std::vector<double>;

/// Parameters as plain numbers, and what a layer of a network does with a vector.
class Plain {
public:
    explicit Plain(const torch::nn::Module& model)
    {
        for (const auto& item : model.named_parameters())
            m_values[item.key()] = item.value().to(torch::kDouble);
    }
    Row linear(const std::string& name, const Row& x, std::int64_t first = 0,
               std::int64_t count = -1) const
    {
        const auto& weight = m_values.at(name + ".weight");
        const auto& bias = m_values.at(name + ".bias");
        Row result;
        for (std::int64_t i = first; i < (count < 0 ? weight.size(0) : first + count); ++i) {
            double sum = bias[i].item<double>();
            for (std::size_t j = 0; j < x.size(); ++j)
                sum += weight[i][static_cast<std::int64_t>(j)].item<double>() * x[j];
            result.push_back(sum);
        }
        return result;
    }
    Row norm(const std::string& name, const Row& x) const
    {
        double mean = 0.0, variance = 0.0;
        for (const double value : x)
            mean += value / static_cast<double>(x.size());
        for (const double value : x)
            variance += (value - mean) * (value - mean) / static_cast<double>(x.size());
        Row result;
        for (std::size_t i = 0; i < x.size(); ++i)
            result.push_back(
                (x[i] - mean) / std::sqrt(variance + 1e-5) *
                    m_values.at(name + ".weight")[static_cast<std::int64_t>(i)].item<double>() +
                m_values.at(name + ".bias")[static_cast<std::int64_t>(i)].item<double>());
        return result;
    }

private:
    std::map<std::string, torch::Tensor> m_values;
};

/// Softmax attention of the first block by its definition, pair by pair:
/// p_ij = w_j exp(q_i.k_j / sqrt(dk)) / sum, w_j only up to token i's own time where causal.
std::vector<Row> softmaxByHand(const Plain& plain, const std::vector<Row>& tokens,
                               const Row& weights, std::int64_t head)
{
    const std::int64_t dk = kWidth / 3;
    std::vector<Row> q, k, result;
    for (const Row& token : tokens) {
        const Row x =
            plain.norm("operator.block0_attention_norm", plain.linear("operator.input", token));
        q.push_back(plain.linear("operator.block0_attention.projection", x, head * dk, dk));
        k.push_back(
            plain.linear("operator.block0_attention.projection", x, kWidth + head * dk, dk));
    }
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        Row row;
        double sum = 0.0;
        for (std::size_t j = 0; j < tokens.size(); ++j) {
            double product = 0.0;
            for (std::size_t c = 0; c < q[i].size(); ++c)
                product += q[i][c] * k[j][c];
            row.push_back(weights[j] * std::exp(product / std::sqrt(static_cast<double>(dk))));
            sum += row.back();
        }
        for (double& value : row)
            value /= sum;
        result.push_back(std::move(row));
    }
    return result;
}

std::vector<Row> rowsOf(const torch::Tensor& matrix)
{
    std::vector<Row> rows;
    for (std::int64_t i = 0; i < matrix.size(0); ++i)
        rows.push_back(toVector(matrix[i]));
    return rows;
}

double largestDifference(const AttentionMap& map, const std::vector<Row>& expected)
{
    double largest = 0.0;
    for (std::size_t i = 0; i < map.rows.size(); ++i)
        for (std::size_t j = 0; j < map.columns.size(); ++j)
            largest = std::max(largest, std::abs(map.at(i, j) - expected[i][j]));
    return largest;
}

/// Heads of one layer by itself, of random tokens.
AttentionCapture captureOf(AttentionLayer layer, const torch::Tensor& x,
                           const IntegrationDomain& domain, AttentionTokens tokens)
{
    const torch::NoGradGuard noGrad;
    AttentionOrigin origin;
    origin.tokens = std::move(tokens);
    return {CapturedHeads{{layer->heads(x)}, domain, 0, 0, 0.0}, std::move(origin)};
}

AttentionTokens lineOfTokens(std::int64_t count)
{
    AttentionTokens tokens;
    tokens.times = toVector(torch::linspace(0, 1, count, torch::kDouble));
    tokens.weights.assign(static_cast<std::size_t>(count), 1.0 / static_cast<double>(count));
    return tokens;
}

void addKindsAndLimits()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("limits");
    for (const char* kind : {"softmax", "fourier", "galerkin", "linear"})
        for (const char* limits : {"fredholm", "volterra", "general"})
            QTest::addRow("%s, %s", kind, limits) << kind << limits;
}

IntegrationDomain domainOf(const QString& limits, const torch::Tensor& t)
{
    const auto cell = torch::ones({1}, torch::kDouble);
    return limits == "fredholm"   ? IntegrationDomain::fredholm(t, cell)
           : limits == "volterra" ? IntegrationDomain::volterra(t, cell)
                                  : IntegrationDomain::between(t, t - 0.3, t, cell);
}

}  // namespace

class AttentionCaptureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void softmaxMapOfACurveIsItsDefinitionInDouble()
    {
        const auto data = test::exampleDataset(false);
        auto model = test::exampleModel(*data, "softmax", "fredholm");
        model->to(torch::kDouble);
        model->eval();
        const Query query{data->values.slice(0, 8, 9).slice(1, 0, 2), data->times};
        const torch::NoGradGuard noGrad;
        auto& source = requireAttention(*model, "anie", "test");
        AttentionOrigin origin;
        origin.tokens = source.attentionTokens(query);
        const AttentionCapture capture(captureHeads(source, query, {}, {}), origin);

        // Tokens [y, t] in normalised units at the prediction, trapezoid weights.
        const auto y = model->predict(query, {}).y[0];
        const auto context = test::exampleContext(*data);
        // The model keeps mean and scale in single precision.
        const auto units = (y - context.mean.to(torch::kFloat).to(torch::kDouble)) /
                           context.scale.to(torch::kFloat).to(torch::kDouble);
        std::vector<Row> tokens = rowsOf(units);
        const Row t = toVector(data->times);
        Row weights(t.size(), 0.0);
        for (std::size_t i = 0; i < t.size(); ++i) {
            tokens[i].push_back((t[i] - t.front()) / (t.back() - t.front()));
            if (i > 0) {
                weights[i - 1] += (t[i] - t[i - 1]) / 2;
                weights[i] += (t[i] - t[i - 1]) / 2;
            }
        }
        for (std::int64_t head = 0; head < 3; ++head)
            QVERIFY(largestDifference(capture.map(0, head),
                                      softmaxByHand(Plain(*model), tokens, weights, head)) < 1e-12);
    }

    void softmaxMapOfAFieldIsItsDefinitionAtEveryIterate()
    {
        const auto task = test::exampleTask(true);
        task.model->eval();
        auto& model = dynamic_cast<AnieField&>(*task.model);
        const auto batch = makeBatch(task, {9});
        const torch::NoGradGuard noGrad;
        const auto solution = model.solve(batch.query, {.keepIterates = true});
        QVERIFY(solution.iterates.size() >= 3);
        const Row weights = toVector(model.domain(batch.query).shares());
        for (const std::int64_t iteration : {std::int64_t(0), std::int64_t(2)}) {
            const AttentionCapture capture(task, {.sample = 1, .iteration = iteration}, {});
            const auto tokens = rowsOf(model.tokens(
                solution.iterates[static_cast<std::size_t>(iteration)], batch.query)[0]);
            QVERIFY(largestDifference(capture.map(0, 2),
                                      softmaxByHand(Plain(model), tokens, weights, 2)) < 1e-6);
            QCOMPARE(capture.origin().dataSample, 9);
            QCOMPARE(capture.origin().iteration, iteration);
            QCOMPARE(capture.origin().iterations, std::int64_t(solution.iterates.size()));
        }
        const AttentionCapture last(task, {.sample = 1}, {});
        const auto tokens = rowsOf(model.tokens(solution.y, batch.query)[0]);
        QVERIFY(largestDifference(last.map(0, 2), softmaxByHand(Plain(model), tokens, weights, 2)) <
                1e-6);
        QVERIFY(largestDifference(
                    last.map(0, 2),
                    softmaxByHand(Plain(model),
                                  rowsOf(model.tokens(solution.iterates[0], batch.query)[0]),
                                  weights, 2)) > 1e-6);
    }

    void everyKernelReproducesTheLayersOutput_data() { addKindsAndLimits(); }
    void everyKernelReproducesTheLayersOutput()
    {
        QFETCH(QString, kind);
        QFETCH(QString, limits);
        torch::manual_seed(3);
        AttentionLayer layer(
            AttentionLayerOptions{.kind = attentionKindFromName(kind.toStdString()),
                                  .width = kWidth,
                                  .heads = 3,
                                  .outputProjection = false});
        layer->to(torch::kDouble);
        const torch::NoGradGuard noGrad;
        const std::int64_t count = 11;
        const auto t = torch::linspace(0, 1, count, torch::kDouble);
        const auto domain = domainOf(limits, t);
        const auto x = torch::randn({1, count, kWidth}, torch::kDouble);
        const auto heads = layer->heads(x);
        const auto output = layer->forward(x, domain);
        const auto capture = captureOf(layer, x, domain, lineOfTokens(count));
        for (std::int64_t head = 0; head < 3; ++head) {
            const AttentionMap map = capture.map(0, head);
            for (std::int64_t i = 0; i < count; ++i) {
                auto sum = torch::zeros({kWidth / 3}, torch::kDouble);
                double rowSum = 0.0;
                for (std::int64_t j = 0; j < count; ++j) {
                    const double value =
                        map.at(static_cast<std::size_t>(i), static_cast<std::size_t>(j));
                    sum +=
                        map.rowScale[static_cast<std::size_t>(i)] * value * heads.value[0][head][j];
                    rowSum += value;
                }
                const auto own = output[0][i].slice(0, head * kWidth / 3, (head + 1) * kWidth / 3);
                QVERIFY(torch::allclose(sum, own, 1e-10, 1e-12));
                QVERIFY(!capture.origin().distributions || std::abs(rowSum - 1.0) < 1e-12);
            }
        }
    }

    void nothingLiesOutsideTheLimits_data() { addKindsAndLimits(); }
    void nothingLiesOutsideTheLimits()
    {
        QFETCH(QString, kind);
        QFETCH(QString, limits);
        AttentionLayer layer(AttentionLayerOptions{
            .kind = attentionKindFromName(kind.toStdString()), .width = kWidth, .heads = 3});
        layer->to(torch::kDouble);
        const std::int64_t count = 11;
        const auto t = torch::linspace(0, 1, count, torch::kDouble);
        const auto capture = captureOf(layer, torch::randn({1, count, kWidth}, torch::kDouble),
                                       domainOf(limits, t), lineOfTokens(count));
        const AttentionMap map = capture.map(0, 1);
        for (std::size_t i = 0; i < map.rows.size(); ++i)
            for (std::size_t j = 0; j < map.columns.size(); ++j) {
                const bool later = j > i && limits != "fredholm";
                const bool before = limits == "general" && j + 4 < i;
                QVERIFY(!(later || before) || map.at(i, j) == 0.0);
                QVERIFY(!(later || before) || map.outside[i * map.columns.size() + j] == 1);
            }
        QVERIFY(map.outside.empty() == (limits == "fredholm"));
        for (const HeadStatistics& head : capture.statistics({}).heads)
            QCOMPARE(head.massOutsideLimits, 0.0);
    }

    void aColumnIsThatOfTheWholeMap_data() { addKindsAndLimits(); }
    void aColumnIsThatOfTheWholeMap()
    {
        QFETCH(QString, kind);
        QFETCH(QString, limits);
        torch::manual_seed(5);
        AttentionLayer layer(AttentionLayerOptions{
            .kind = attentionKindFromName(kind.toStdString()), .width = kWidth, .heads = 3});
        layer->to(torch::kDouble);
        const std::int64_t count = 11;
        const auto t = torch::linspace(0, 1, count, torch::kDouble);
        const auto capture = captureOf(layer, torch::randn({1, count, kWidth}, torch::kDouble),
                                       domainOf(limits, t), lineOfTokens(count));
        const AttentionMap map = capture.map(0, 2);
        for (const std::size_t token : {0u, 6u, 10u}) {
            const AttentionMap column = capture.column(0, 2, static_cast<std::int64_t>(token), {});
            QVERIFY(column.isColumn());
            QCOMPARE(column.rows, map.columns);
            QCOMPARE(column.rowScale, map.rowScale);
            for (std::size_t i = 0; i < map.rows.size(); ++i) {
                QVERIFY(std::abs(column.at(i, 0) - map.at(i, token)) < 1e-12);
                QCOMPARE(column.outside.empty(), map.outside.empty());
                QVERIFY(map.outside.empty() ||
                        column.outside[i] == map.outside[i * map.columns.size() + token]);
            }
        }
    }

    void mergedMapHoldsMeansOfTheWholeOne()
    {
        const auto task = test::exampleTask(true, "softmax", "volterra");
        const AttentionCapture capture(task, {}, {});
        const AttentionMap whole = capture.map(1, 0);
        const AttentionMap merged = capture.mergedMap(1, 0, 6, {});
        QCOMPARE(merged.merged, 5);
        QCOMPARE(merged.rows, (std::vector<std::int64_t>{0, 5, 10, 15, 20, 25}));
        for (std::size_t a = 0; a < 6; ++a)
            for (std::size_t b = 0; b < 6; ++b) {
                double sum = 0.0;
                int count = 0, excluded = 0;
                for (std::size_t i = 5 * a; i < std::min<std::size_t>(28, 5 * a + 5); ++i)
                    for (std::size_t j = 5 * b; j < std::min<std::size_t>(28, 5 * b + 5); ++j) {
                        sum += whole.at(i, j);
                        excluded += whole.outside[i * 28 + j];
                        ++count;
                    }
                QVERIFY(std::abs(merged.at(a, b) - sum / count) < 1e-12);
                QCOMPARE(merged.outside[a * 6 + b] == 1, excluded == count);
            }
        QCOMPARE(capture.mergedMap(1, 0, 28, {}).values, whole.values);
    }

    void whatThereIsNotIsRefused()
    {
        using test::inputErrorOf;
        const auto task = test::exampleTask(false);
        QCOMPARE(inputErrorOf([&] { AttentionCapture(task, {.sample = 2}, {}); }),
                 "sample: there is no such sample (found 2; allowed: 0 to 1)");
        QVERIFY(inputErrorOf([&] { AttentionCapture(task, {.iteration = 500}, {}); })
                    .contains("iteration: the solve of this sample has no such iterate (found 500; "
                              "allowed: 0 to "));
        const AttentionCapture capture(task, {}, {});
        QCOMPARE(inputErrorOf([&] { capture.map(7, 0); }),
                 "layer: there is no such layer (found 7; allowed: 0 to 1)");
        QCOMPARE(inputErrorOf([&] { capture.map(0, -1); }),
                 "head: there is no such head (found -1; allowed: 0 to 2)");
        QCOMPARE(inputErrorOf([&] { capture.map(0, 0, {7}); }),
                 "token: there is no such token (found 7; allowed: 0 to 6)");
    }

    void modelsWithoutAttentionAreNamed()
    {
        const auto data = test::exampleDataset(false);
        NieModel model(NieOptions{}, test::exampleContext(*data));
        QCOMPARE(test::inputErrorOf([&] { requireAttention(model, "nie", "spirals"); }),
                 "spirals: this run has no attention that could be looked into (found nie; "
                 "allowed: a run "
                 "of anie (with model.reference=false) or anie_field)");
        AnieOptions options;
        options.reference = true;
        const auto reference = makeAnie(options, test::exampleContext(*data));
        QVERIFY(test::inputErrorOf([&] {
                    requireAttention(*reference, "anie", "spirals");
                }).contains("model.reference=false"));
    }
};

NIE_TEST(AttentionCaptureTest);

}  // namespace nie::attention_capture_test

#include "attention_capture_test.moc"
