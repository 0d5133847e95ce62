#include "core/base/error.h"
#include "core/models/nie_conv/causal_convolution.h"
#include "core/models/nie_conv/nie_conv.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <numbers>

namespace nie::nie_conv_test {

namespace {

constexpr double kPi = std::numbers::pi;

torch::Tensor complexNormal(std::vector<std::int64_t> shape, std::uint64_t seed)
{
    torch::manual_seed(seed);
    shape.push_back(2);
    return torch::view_as_complex(torch::randn(shape, torch::kDouble));
}

double largest(const torch::Tensor& t)
{
    return t.abs().max().item<double>();
}

ModelContext contextOf(std::int64_t cells, std::int64_t dimensions = 1, std::int64_t times = 9)
{
    ModelContext context;
    context.channels = 1;
    context.givenPoints = 1;
    context.times = torch::linspace(0, 2, times, torch::kDouble);
    for (std::int64_t i = 0; i < dimensions; ++i)
        context.space.push_back(SpaceAxis::periodicAxis(i == 0 ? "x" : "y", cells));
    context.mean = torch::zeros({1}, torch::kDouble);
    context.scale = torch::ones({1}, torch::kDouble);
    return context;
}

NieConvOptions smallOptions()
{
    NieConvOptions options;
    options.width = 4;
    options.modes = 3;
    options.hidden = 8;
    options.timeBasis = 3;
    options.solver = {.tolerance = 1e-12, .maxIterations = 200};
    return options;
}

std::shared_ptr<NieConv> makeModel(const NieConvOptions& options, const ModelContext& context)
{
    torch::manual_seed(3);
    const auto model = std::make_shared<NieConv>(options, context);
    model->to(torch::kDouble);
    model->eval();
    return model;
}

/// The same band-limited field on a grid of `cells` points, shifted by `shift`.
Query waveQuery(std::int64_t cells, double shift, const torch::Tensor& times)
{
    const auto x = torch::arange(cells, torch::kDouble) / static_cast<double>(cells);
    const auto u = torch::sin(2 * kPi * (x - shift)) + 0.5 * torch::cos(4 * kPi * (x - shift));
    return {u.view({1, 1, -1, 1}), times, {x}};
}

torch::Tensor solve(NieConv& model, const Query& query)
{
    const torch::NoGradGuard noGrad;
    return model.predict(query, {}).y;
}

}  // namespace

class NieConvTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void modesThatAreKeptSurviveThereAndBack_data()
    {
        QTest::addColumn<int>("dimensions");
        QTest::newRow("line") << 1;
        QTest::newRow("plane") << 2;
    }
    void modesThatAreKeptSurviveThereAndBack()
    {
        QFETCH(int, dimensions);
        const std::vector<std::int64_t> sizes(static_cast<std::size_t>(dimensions), 12);
        const SpaceModes modes(3, sizes);
        const auto x = torch::arange(12, torch::kDouble) / 12.0;
        auto field = torch::sin(2 * kPi * x) + 0.3 * torch::cos(6 * kPi * x) + 0.7;
        if (dimensions == 2)
            field = torch::cos(4 * kPi * x).unsqueeze(1) * field.unsqueeze(0) +
                    torch::sin(2 * kPi * (x.unsqueeze(1) - 2 * x.unsqueeze(0)));
        const auto block = field.unsqueeze(0).unsqueeze(0).unsqueeze(-1);
        const auto spectrum = modes.analyse(block);
        QCOMPARE(spectrum.size(2), modes.count());
        QVERIFY(largest(modes.synthesise(spectrum, sizes) - block) < 1e-14);
        // The coefficients belong to the function: a finer grid carries the same one.
        std::vector<std::int64_t> fine(sizes.size(), 24);
        const auto refined = modes.synthesise(spectrum, fine);
        auto everySecond = refined.slice(2, 0, c10::nullopt, 2);
        if (dimensions == 2)
            everySecond = everySecond.slice(3, 0, c10::nullopt, 2);
        QVERIFY(largest(everySecond - block) < 1e-14);
    }

    void fastConvolutionIsTheTrapezoidalSum()
    {
        const auto v = complexNormal({2, 7, 3, 4}, 1);
        const auto kernel = complexNormal({7, 3, 5, 4}, 2);
        const double step = 0.3;
        auto expected = torch::zeros({2, 7, 3, 5}, v.options());
        for (std::int64_t i = 1; i < 7; ++i)
            for (std::int64_t j = 0; j <= i; ++j) {
                const double weight = step * (j == 0 || j == i ? 0.5 : 1.0);
                expected.select(1, i) +=
                    weight * torch::einsum("moi,bmi->bmo", {kernel[i - j], v.select(1, j)});
            }
        QVERIFY(largest(convolveUniform(v, kernel, step) - expected) < 1e-13);
    }

    void fastConvolutionIsCausal()
    {
        const auto v = complexNormal({1, 8, 2, 3}, 3);
        const auto kernel = complexNormal({8, 2, 3, 3}, 4);
        auto changed = v.clone();
        changed.slice(1, 5) += 100.0;
        const auto difference =
            convolveUniform(changed, kernel, 0.1) - convolveUniform(v, kernel, 0.1);
        QVERIFY(largest(difference.slice(1, 0, 5)) < 1e-12);
        QVERIFY(largest(difference.slice(1, 5)) > 1.0);
    }

    /// int_0^t e^{-a(t-s)} cos s ds has a closed form; the error falls with the square of the step.
    void convolutionWithADecayingKernelConvergesWithOrderTwo()
    {
        const double a = 3.0;
        std::vector<double> errors;
        for (const std::int64_t n : {17, 33, 65}) {
            const auto t = torch::linspace(0, 2, n, torch::kDouble);
            const auto v = torch::cos(t).view({1, n, 1, 1}).to(torch::kComplexDouble);
            const auto kernel = torch::exp(-a * t).view({n, 1, 1, 1}).to(torch::kComplexDouble);
            const auto exact =
                (a * torch::cos(t) + torch::sin(t) - a * torch::exp(-a * t)) / (a * a + 1);
            const auto integral =
                convolveUniform(v, kernel, 2.0 / static_cast<double>(n - 1)).flatten();
            errors.push_back(largest(torch::real(integral) - exact));
        }
        QVERIFY2(std::abs(std::log2(errors[0] / errors[1]) - 2) < 0.1,
                 qPrintable(QString::number(errors[1])));
        QVERIFY(std::abs(std::log2(errors[1] / errors[2]) - 2) < 0.05);
    }

    void lagWeightsIntegrateStraightLinesUpToAnyTime()
    {
        const auto knots = torch::tensor({0.0, 0.2, 0.5, 1.0}, torch::kDouble);
        const auto times = torch::tensor({0.0, 0.1, 0.2, 0.7, 1.0}, torch::kDouble);
        const auto rule = lagWeights(knots, times);
        // With K = 1 both parts weigh v itself: int_0^t s ds = t^2 / 2.
        const auto integral = (rule.weights + rule.diagonal).matmul(knots);
        QVERIFY(largest(integral - times.square() / 2) < 1e-15);
        QVERIFY(largest((rule.weights + rule.diagonal).sum(1) - times) < 1e-15);
    }

    void solutionSatisfiesTheEquationAtTheKnotsAndBetweenThem()
    {
        auto context = contextOf(16);
        const auto model = makeModel(smallOptions(), context);
        const auto atKnots = solve(*model, waveQuery(16, 0.0, context.times));
        // Other times than the knots: every second one is a knot.
        const auto finer =
            solve(*model, waveQuery(16, 0.0, torch::linspace(0, 2, 17, torch::kDouble)));
        QVERIFY(largest(finer.slice(1, 0, c10::nullopt, 2) - atKnots) < 1e-9);
        QVERIFY(largest(atKnots.slice(1, 1) - atKnots.slice(1, 0, 1)) > 1e-3);
    }

    void solutionIsThatOfTheFunctionNotOfItsSpaceGrid()
    {
        // Pointwise networks make higher harmonics; with many points they no longer alias.
        auto context = contextOf(32);
        const auto model = makeModel(smallOptions(), context);
        const auto coarse = solve(*model, waveQuery(32, 0.0, context.times));
        const auto fine = solve(*model, waveQuery(64, 0.0, context.times));
        QVERIFY2(largest(fine.slice(2, 0, c10::nullopt, 2) - coarse) < 1e-6,
                 qPrintable(QString::number(largest(fine.slice(2, 0, c10::nullopt, 2) - coarse))));
    }

    void shiftedInputGivesTheShiftedOutput()
    {
        auto context = contextOf(16);
        const auto model = makeModel(smallOptions(), context);
        const auto plain = solve(*model, waveQuery(16, 0.0, context.times));
        const auto shifted = solve(*model, waveQuery(16, 5.0 / 16.0, context.times));
        QVERIFY(largest(shifted - plain.roll(5, 2)) < 1e-10);
        auto options = smallOptions();
        options.spaceCoordinates = true;
        const auto placed = makeModel(options, context);
        const auto there = solve(*placed, waveQuery(16, 5.0 / 16.0, context.times));
        QVERIFY(largest(there - solve(*placed, waveQuery(16, 0.0, context.times)).roll(5, 2)) >
                1e-4);
    }

    void kernelPictureIsTheResponseToAnImpulse_data()
    {
        QTest::addColumn<QString>("kernel");
        QTest::newRow("modes") << "modes";
        QTest::newRow("network") << "network";
    }
    void kernelPictureIsTheResponseToAnImpulse()
    {
        QFETCH(QString, kernel);
        auto options = smallOptions();
        options.kernel = kernel.toStdString();
        const auto model = makeModel(options, contextOf(16));
        const torch::NoGradGuard noGrad;
        const auto tau = torch::tensor({0.0, 0.5, 1.5}, torch::kDouble);
        const auto picture = model->kernelPicture(tau, {16});
        QCOMPARE(picture.sizes().vec(), (std::vector<std::int64_t>{3, 16, 4, 4}));
        // A unit impulse in component 2 has all coefficients equal to 1.
        const auto modes = model->kernelModes(tau).select(3, 2).unsqueeze(0);
        const SpaceModes space(3, {16});
        QVERIFY(largest(space.synthesise(modes, {16}).squeeze(0) - picture.select(3, 2)) < 1e-14);
        QVERIFY(largest(picture) > 1e-4);
    }

    void implicitGradientAgreesWithFiniteDifferences_data()
    {
        QTest::addColumn<int>("dimensions");
        QTest::addColumn<QString>("kernel");
        QTest::newRow("line") << 1 << "modes";
        QTest::newRow("plane") << 2 << "modes";
        QTest::newRow("line, network kernel") << 1 << "network";
    }
    void implicitGradientAgreesWithFiniteDifferences()
    {
        QFETCH(int, dimensions);
        QFETCH(QString, kernel);
        auto options = smallOptions();
        options.kernel = kernel.toStdString();
        options.trainingSolver = {.tolerance = 1e-13, .maxIterations = 300};
        options.gradient.method = "implicit";
        options.gradient.adjoint = {.tolerance = 1e-12, .maxIterations = 300};
        const auto context = contextOf(8, dimensions, 5);
        const auto model = makeModel(options, context);
        torch::manual_seed(4);
        std::vector<std::int64_t> shape{2, 1};
        shape.insert(shape.end(), static_cast<std::size_t>(dimensions), 8);
        shape.push_back(1);
        Query query{torch::randn(shape, torch::kDouble), context.times};
        for (const auto& axis : context.space)
            query.space.push_back(torch::tensor(axis.coordinates, torch::kDouble));
        const auto loss = [&] { return model->predict(query, {}).y.square().mean(); };
        model->train();
        loss().backward();
        for (const auto& item : model->named_parameters()) {
            auto values = item.value();
            const auto direction = torch::randn_like(values);
            const double slope = (values.grad() * direction).sum().item<double>();
            const double h = 1e-5;
            const torch::NoGradGuard noGrad;
            values.add_(direction, h);
            const double above = loss().item<double>();
            values.add_(direction, -2 * h);
            const double below = loss().item<double>();
            values.add_(direction, h);
            const double difference = (above - below) / (2 * h);
            QVERIFY2(std::abs(difference - slope) < 1e-6 * std::max(1.0, std::abs(slope)),
                     qPrintable(QString("%1: %2 against %3")
                                    .arg(item.key().c_str())
                                    .arg(slope, 0, 'g', 9)
                                    .arg(difference, 0, 'g', 9)));
        }
    }

    void axisThatIsNotPeriodicIsRefused()
    {
        auto context = contextOf(8);
        context.space[0].periodic = false;
        QVERIFY_EXCEPTION_THROWN(NieConv(smallOptions(), context), InputError);
    }
};

NIE_TEST(NieConvTest);

}  // namespace nie::nie_conv_test

#include "nie_conv_test.moc"
