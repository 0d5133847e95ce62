#include "core/models/anie/anie.h"
#include "tests/support/test_registry.h"

#include <torch/torch.h>

#include <QTest>

namespace nie::given_mark_test {

namespace {

std::shared_ptr<Anie> makeModel(bool mark)
{
    torch::manual_seed(4);
    AnieOptions options;
    options.width = 16;
    options.heads = 2;
    options.hidden = 24;
    options.markGiven = mark;
    ModelContext context;
    context.channels = 2;
    context.givenPoints = 4;
    context.times = torch::linspace(0, 1, 20, torch::kDouble);
    context.mean = torch::zeros({2}, torch::kDouble);
    context.scale = torch::ones({2}, torch::kDouble);
    auto model = std::make_shared<Anie>(options, context);
    model->eval();
    return model;
}

/// The same free function for every window, so that only the mark can tell them apart.
Query windowAt(std::int64_t start)
{
    torch::manual_seed(8);
    const auto values = torch::randn({3, 20, 2});
    return {.given = values.slice(1, start, start + 4),
            .times = torch::linspace(0, 1, 20),
            .givenStart = start,
            .freeFunction = values};
}

double differenceBetweenWindows(Anie& model)
{
    const auto y = windowAt(0).freeFunction;
    return (model.rightHandSide(windowAt(0))(y) - model.rightHandSide(windowAt(9))(y))
        .abs()
        .max()
        .item<double>();
}

}  // namespace

class GivenMarkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutAMarkTheOperatorCannotTellWindowsApart()
    {
        QCOMPARE(differenceBetweenWindows(*makeModel(false)), 0.0);
    }
    void withAMarkItCan()
    {
        QVERIFY(differenceBetweenWindows(*makeModel(true)) > 1e-3);
    }
    void theMarkIsOneMoreInputOfEveryToken()
    {
        QCOMPARE(makeModel(true)->parameterCount() - makeModel(false)->parameterCount(), 16);
    }
    void attentionSeesTheMark()
    {
        auto model = makeModel(true);
        const auto y = windowAt(0).freeFunction;
        const auto first = model->attentionAt(windowAt(0), y).front();
        const auto second = model->attentionAt(windowAt(9), y).front();
        QVERIFY((first.query - second.query).abs().max().item<double>() > 1e-3);
    }
};

NIE_TEST(GivenMarkTest);

}  // namespace nie::given_mark_test

#include "given_mark_test.moc"
