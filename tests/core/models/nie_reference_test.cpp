#include "tests/core/models/nie_problem.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::nie_reference_test {

using test::makeNie;
using test::nieQuery;

namespace {

NieOptions reference(std::int64_t maxIterations = 3, std::int64_t nodes = 50)
{
    NieOptions options;
    options.reference = true;
    options.referenceIterations = maxIterations;
    options.nodes = nodes;
    options.timeFeatures = 1;
    return options;
}

/// rms over draws of the error of the model's Monte Carlo integral of a fixed function.
double monteCarloError(std::int64_t nodes, const std::string& form)
{
    const torch::NoGradGuard noGrad;
    NieOptions options;
    options.quadrature = "monte_carlo";
    options.kernelForm = form;
    options.nodes = nodes;
    options.knots = 64;
    const auto model = makeNie(options);
    NieOptions fine = options;
    fine.quadrature = "gauss";
    const auto exactModel = makeNie(fine);
    const auto t = torch::tensor({0.7, 1.9}, torch::kDouble);
    const auto function = [](const torch::Tensor& s) {
        return torch::stack({torch::sin(2 * s), torch::cos(3 * s)}, 1).unsqueeze(0);
    };
    const auto exact = exactModel->integralOf(function(exactModel->knotTimes()), t);
    const auto values = function(model->knotTimes());
    model->train();
    torch::manual_seed(3);
    constexpr int kDraws = 300;
    double sum = 0.0;
    for (int i = 0; i < kDraws; ++i)
        sum += (model->integralOf(values, t) - exact).square().sum().item<double>() / kDraws;
    return std::sqrt(sum);
}

}  // namespace

class NieReferenceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void iterationsCostThreeEvaluationsMore()
    {
        const torch::NoGradGuard noGrad;
        for (const std::int64_t m : {0, 1, 3, 10}) {
            const auto trace = makeNie(reference(m))->predict(nieQuery(), {}).trace;
            QCOMPARE(trace.evaluations, m + 3);
            QCOMPARE(trace.residuals.size(), static_cast<std::size_t>(m + 3));
            QCOMPARE(trace.stepper, std::string("damped"));
        }
    }

    void withoutAKernelTheConstantStartStays()
    {
        // No further y is added to G(y), unlike in the attentional model: c stays c.
        const torch::NoGradGuard noGrad;
        for (const std::int64_t m : {1, 3, 5}) {
            auto options = reference(m);
            options.learnFreeFunction = false;
            const auto model = makeNie(options);
            test::switchOffKernel(*model);
            const Query query = nieQuery();
            const auto y = model->predict(query, {}).y;
            QVERIFY(torch::allclose(y, query.given.expand_as(y), 1e-12, 1e-12));
        }
    }

    void withoutAKernelEveryDampedStepHalvesTheWayToTheFreeFunction()
    {
        // y0 = c and G = f: after M + 2 damped steps y = f + 2^-(M+2) (c - f).
        const torch::NoGradGuard noGrad;
        for (const std::int64_t m : {0, 3, 6}) {
            const auto model = makeNie(reference(m));
            test::switchOffKernel(*model);
            const Query query = nieQuery();
            auto solved = test::solvedTightly("volterra", 32);
            solved.timeFeatures = 1;
            const auto exactModel = makeNie(solved);
            test::switchOffKernel(*exactModel);
            const auto f = exactModel->predict(query, {}).y;
            const auto expected = f + std::pow(0.5, m + 2) * (query.given - f);
            const auto y = model->predict(query, {}).y;
            // The knots' natural spline through f is all that separates them.
            const double error = (y - expected).abs().max().item<double>();
            QVERIFY2(error < 2e-3, qPrintable(QString::number(error)));
            QVERIFY((f - query.given).abs().max().item<double>() > 0.05);
        }
    }

    void seedDecidesKnotsAndNodes()
    {
        const torch::NoGradGuard noGrad;
        const auto model = makeNie(reference());
        const Query query = nieQuery();
        const auto predict = [&](std::uint64_t seed) {
            torch::manual_seed(seed);
            return model->predict(query, {}).y;
        };
        QVERIFY(torch::equal(predict(1), predict(1)));
        QVERIFY(!torch::equal(predict(1), predict(2)));
    }

    void manyNodesAndIterationsApproachTheSolution()
    {
        const torch::NoGradGuard noGrad;
        const Query query = nieQuery();
        auto solved = test::solvedTightly("volterra", 40);
        solved.timeFeatures = 1;
        const auto exact = makeNie(solved)->predict(query, {}).y;
        const auto error = [&](std::int64_t iterations, std::int64_t nodes) {
            torch::manual_seed(4);
            const auto y = makeNie(reference(iterations, nodes))->predict(query, {}).y;
            return (y - exact).square().mean().sqrt().item<double>();
        };
        const double start = error(0, 2000);
        const double few = error(30, 20);
        const double many = error(30, 2000);
        qInfo("error after 3 evaluations %.2g, after 33 with 20 nodes %.2g, with 2000 %.2g", start,
              few, many);
        QVERIFY(many < 0.1 * start);
        // Of the nodes' error nothing can be seen below that of the spline through random knots.
        QVERIFY(many < 2e-3);
    }

    void serialTimesComputeTheSameAlgorithm()
    {
        // Row by row the nodes come from the same stream of random numbers.
        const torch::NoGradGuard noGrad;
        const Query query = nieQuery();
        const auto predict = [&](std::int64_t chunk) {
            auto options = reference(3, 400);
            options.timeChunk = chunk;
            torch::manual_seed(4);
            return makeNie(options)->predict(query, {}).y;
        };
        const auto difference = predict(1) - predict(0);
        QVERIFY(difference.abs().max().item<double>() < 1e-12);
    }

    void monteCarloErrorFallsAsOneOverTheRootOfTheNodes_data()
    {
        QTest::addColumn<QString>("form");
        QTest::newRow("factorised") << "factorised";
        QTest::newRow("general") << "general";
    }
    void monteCarloErrorFallsAsOneOverTheRootOfTheNodes()
    {
        QFETCH(QString, form);
        const double ratio =
            monteCarloError(10, form.toStdString()) / monteCarloError(160, form.toStdString());
        QVERIFY2(ratio > 4.0 / 1.25 && ratio < 4.0 * 1.25, qPrintable(QString::number(ratio)));
    }

    void frozenNodesLetTheSolverConvergeAndNextStepDrawsOthers()
    {
        NieOptions options = test::solvedTightly("volterra", 24);
        options.quadrature = "monte_carlo";
        options.nodes = 100;
        const auto model = makeNie(options);
        const Query query = nieQuery();
        const torch::NoGradGuard noGrad;
        model->train();
        const auto first = model->predict(query, {});
        const auto second = model->predict(query, {});
        QVERIFY(first.trace.allConverged());
        QVERIFY(!torch::equal(first.y, second.y));
        model->eval();
        QVERIFY(torch::equal(model->predict(query, {}).y, model->predict(query, {}).y));
    }
};

NIE_TEST(NieReferenceTest);

}  // namespace nie::nie_reference_test

#include "nie_reference_test.moc"
