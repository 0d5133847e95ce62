#include "core/base/error.h"
#include "core/models/nie/nie_model.h"

#include <QTest>

using namespace nie;

namespace {

std::shared_ptr<NieModel> makeModel(NieOptions options = {})
{
    torch::manual_seed(5);
    options.hidden = 16;
    options.rank = 3;
    ModelContext context;
    context.channels = 2;
    context.times = torch::linspace(0, 2, 21, torch::kDouble);
    context.mean = torch::tensor({0.3, -0.2}, torch::kDouble);
    context.scale = torch::tensor({1.5, 0.7}, torch::kDouble);
    auto model = std::make_shared<NieModel>(options, context);
    model->to(torch::kDouble);
    model->eval();
    return model;
}

Query makeQuery(std::int64_t times = 21)
{
    torch::manual_seed(9);
    return {torch::randn({3, 1, 2}, torch::kDouble), torch::linspace(0, 2, times, torch::kDouble)};
}

NieOptions tight(const std::string& limits, std::int64_t knots)
{
    NieOptions options;
    options.limits = limits;
    options.knots = knots;
    options.solver = {.tolerance = 1e-12, .maxIterations = 100};
    return options;
}

}  // namespace

class NieTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void limits_data()
    {
        QTest::addColumn<QString>("limits");
        QTest::newRow("volterra") << "volterra";
        QTest::newRow("fredholm") << "fredholm";
    }

    void moreKnotsConvergeToOneSolution_data() { limits_data(); }

    void moreKnotsConvergeToOneSolution()
    {
        // Spectral accuracy: the networks are smooth, so doubling the knots leaves rounding only.
        QFETCH(QString, limits);
        const torch::NoGradGuard noGrad;
        const auto solve = [&](std::int64_t knots) {
            return makeModel(tight(limits.toStdString(), knots))->predict(makeQuery(), {}).y;
        };
        const auto reference = solve(96);
        const double coarse = (solve(12) - reference).abs().max().item<double>();
        const double fine = (solve(48) - reference).abs().max().item<double>();
        QVERIFY2(fine < 1e-9, qPrintable(QString::number(fine)));
        QVERIFY(coarse > fine);
    }

    void volterraSolutionSatisfiesTheEquationByAFineIndependentRule()
    {
        const torch::NoGradGuard noGrad;
        auto options = tight("volterra", 64);
        options.learnFreeFunction = false;
        auto model = makeModel(options);
        const std::int64_t n = 4001;
        const Query fine = makeQuery(n);
        const auto mean = torch::tensor({0.3, -0.2}, torch::kDouble);
        const auto scale = torch::tensor({1.5, 0.7}, torch::kDouble);
        const auto y = (model->predict(fine, {}).y - mean) / scale;
        // y(T) - y(0) against Simpson's rule on 4000 intervals of the unit interval.
        const auto k = model->kernel(fine.times.slice(0, n - 1), fine.times)[0];     // [n, d, p]
        const auto integrand = torch::einsum("sdp,bsp->bsd", {k, model->field(y)});
        auto weights = torch::full({n}, 2.0, torch::kDouble);
        weights.slice(0, 1, n, 2) = 4.0;
        weights[0] = weights[n - 1] = 1.0;
        weights = weights / (3.0 * static_cast<double>(n - 1));
        const auto integral = torch::einsum("s,bsd->bd", {weights, integrand});
        const auto error = (y.select(1, n - 1) - y.select(1, 0) - integral).abs().max().item<double>();
        QVERIFY2(error < 1e-9, qPrintable(QString::number(error)));
    }

    void volterraSolutionStartsAtTheGivenValue()
    {
        const torch::NoGradGuard noGrad;
        const Query query = makeQuery();
        const auto y = makeModel(tight("volterra", 24))->predict(query, {}).y;
        QVERIFY(torch::allclose(y.select(1, 0), query.given.select(1, 0), 1e-10, 1e-12));
    }

    void predictionDoesNotDependOnWhichTimesAreAskedFor()
    {
        const torch::NoGradGuard noGrad;
        auto model = makeModel(tight("volterra", 32));
        const auto coarse = model->predict(makeQuery(21), {}).y;
        const auto fine = model->predict(makeQuery(201), {}).y;
        QVERIFY(torch::allclose(fine.slice(1, 0, 201, 10), coarse, 1e-9, 1e-11));
    }

    void everyPartOfTheModelReceivesAGradient()
    {
        auto model = makeModel();
        model->train();
        model->predict(makeQuery(), {}).y.square().sum().backward();
        for (const auto& item : model->named_parameters()) {
            // A constant in psi cancels: f(t) = y0 + psi(t) - psi(0).
            if (item.key() == "free_function.layer2.bias")
                continue;
            QVERIFY2(item.value().grad().defined() && item.value().grad().norm().item<double>() > 0,
                     item.key().c_str());
        }
    }
};

QTEST_APPLESS_MAIN(NieTest)
#include "nie_test.moc"
