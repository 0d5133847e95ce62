#include "core/base/error.h"
#include "core/models/latent_node/latent_node.h"
#include "tests/core/models/baseline_problem.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::latent_node_test {

namespace {

using namespace nie::test;

LatentNode modelFor(const BaselineProblem& problem, LatentNodeOptions options = {})
{
    torch::manual_seed(4);
    return LatentNode(options, problem.context);
}

/// The gradient of a loss of the prediction in double precision, all parameters in a row.
torch::Tensor gradientOf(const BaselineProblem& problem, const std::string& gradient, bool encoder)
{
    LatentNodeOptions options{.encoder = encoder, .gradient = gradient};
    options.trainingSolver = {.relativeTolerance = 1e-11, .absoluteTolerance = 1e-13};
    auto model = modelFor(problem, options);
    model.to(torch::kDouble);
    Query query = problem.query;
    query.given = query.given.to(torch::kDouble);
    torch::manual_seed(8);
    const auto prediction = model.predict(query, {});
    auto loss = torch::mse_loss(prediction.y, problem.truth.to(torch::kDouble));
    if (prediction.penalty.defined())
        loss = loss + prediction.penalty;
    loss.backward();
    std::vector<torch::Tensor> parts;
    for (const auto& parameter : model.parameters())
        parts.push_back(parameter.grad().flatten());
    return torch::cat(parts);
}

}  // namespace

class LatentNodeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parameterCountsAreThePublishedOnes()
    {
        QCOMPARE(modelFor(fourCurves(20)).parameterCount(), 1654);
        QCOMPARE(
            modelFor(problemOf(torch::randn({2, 5, 80}), 1), {.encoder = false}).parameterCount(),
            319280);
    }

    void fourCurvesAreLearned_data()
    {
        QTest::addColumn<bool>("encoder");
        QTest::addColumn<QString>("gradient");
        QTest::addColumn<QString>("method");
        QTest::newRow("encoder, unroll, dopri5") << true << "unroll"
                                                 << "dopri5";
        QTest::newRow("encoder, unroll, rk4") << true << "unroll"
                                              << "rk4";
        QTest::newRow("data space, unroll, dopri5") << false << "unroll"
                                                    << "dopri5";
        QTest::newRow("data space, adjoint, rk4") << false << "adjoint"
                                                  << "rk4";
    }
    void fourCurvesAreLearned()
    {
        QFETCH(bool, encoder);
        QFETCH(QString, gradient);
        QFETCH(QString, method);
        const auto problem = fourCurves(encoder ? 4 : 1, 10);
        LatentNodeOptions options{.encoder = encoder, .gradient = gradient.toStdString()};
        options.observationDeviation = 0.01;
        options.trainingSolver.method = method.toStdString();
        auto model = modelFor(problem, options);
        const double left = lossLeft(model, problem, encoder ? 400 : 150, 2e-2);
        QVERIFY2(left < 0.01, std::to_string(left).c_str());
    }

    void adjointGradientIsThatThroughTheSteps()
    {
        const auto problem = fourCurves(3);
        for (const bool encoder : {true, false}) {
            const auto exact = gradientOf(problem, "unroll", encoder);
            const auto adjoint = gradientOf(problem, "adjoint", encoder);
            const double difference =
                (exact - adjoint).abs().max().item<double>() / exact.abs().max().item<double>();
            QVERIFY2(difference < 1e-6, std::to_string(1e6 * difference).c_str());
        }
    }

    void divergenceIsThatOfGaussians()
    {
        // Mean and log variance 0 is the prior itself; else the integral of q ln(q/p), by a fine
        // sum.
        const LatentGaussian prior{torch::zeros({1, 3}), torch::zeros({1, 3})};
        QCOMPARE(prior.divergence().item<float>(), 0.0F);
        constexpr double kMean = 0.7;
        constexpr double kLogVariance = -1.1;
        const auto x = torch::linspace(-12, 12, 24001, torch::kDouble);
        const auto logQ = -0.5 * ((x - kMean).square() / std::exp(kLogVariance) + kLogVariance);
        const auto logP = -0.5 * x.square();
        const double integral =
            (logQ.exp() * (logQ - logP)).sum().item<double>() * 1e-3 / std::sqrt(2 * M_PI);
        const LatentGaussian one{torch::full({1, 1}, kMean, torch::kDouble),
                                 torch::full({1, 1}, kLogVariance, torch::kDouble)};
        QVERIFY(std::abs(one.divergence().item<double>() - integral) < 1e-9);
    }

    void evaluationTakesTheMeanAndTrainingSamples()
    {
        const auto problem = fourCurves(6);
        auto model = modelFor(problem);
        QVERIFY(torch::equal(evaluated(model, problem.query), evaluated(model, problem.query)));
        const torch::NoGradGuard noGrad;
        model.train();
        torch::manual_seed(1);
        const auto first = model.predict(problem.query, {});
        const auto second = model.predict(problem.query, {});
        QVERIFY(!torch::allclose(first.y, second.y));
        torch::manual_seed(1);
        QVERIFY(torch::equal(model.predict(problem.query, {}).y, first.y));
        QVERIFY(first.penalty.item<double>() > 0.0);
        model.eval();
        QVERIFY(!model.predict(problem.query, {}).penalty.defined());
    }

    void penaltyMakesOfMeanSquaresTheEvidenceLowerBound()
    {
        // -ELBO = SSE / (2 s^2) + KL + constant: MSE + penalty is it times 2 s^2 / (times
        // channels).
        const auto problem = fourCurves(6);
        const torch::NoGradGuard noGrad;
        const auto penalty = [&](double deviation, bool standardise) {
            auto model =
                modelFor(problem, {.observationDeviation = deviation, .standardise = standardise});
            torch::manual_seed(1);
            return model.predict(problem.query, {}).penalty.item<double>();
        };
        QVERIFY(std::abs(penalty(0.2, false) / penalty(0.1, false) - 4.0) < 1e-4);
        auto model = modelFor(problem, {.observationDeviation = 0.1, .standardise = false});
        const auto* encoder = model.named_children()["encoder"]->as<ReverseEncoderImpl>();
        const double divergence = const_cast<ReverseEncoderImpl*>(encoder)
                                      ->forward(problem.query.given)
                                      .divergence()
                                      .mean()
                                      .item<double>();
        const double expected = 2 * 0.1 * 0.1 * divergence / (24 * 2);
        QVERIFY(std::abs(penalty(0.1, false) - expected) < 1e-5 * expected);
    }

    void dataSpaceFormHoldsTheGivenPoints()
    {
        for (const int given : {1, 5, 23}) {
            const auto problem = fourCurves(given);
            auto model = modelFor(problem, {.encoder = false});
            const auto y = evaluated(model, problem.query);
            QCOMPARE(y.sizes().vec(), problem.truth.sizes().vec());
            QVERIFY(torch::equal(y.slice(1, 0, given), problem.query.given));
        }
    }

    void laterTimesDoNotChangeEarlierPoints()
    {
        const auto problem = fourCurves(4);
        for (const bool encoder : {true, false}) {
            auto model = modelFor(problem, {.encoder = encoder});
            const auto y = evaluated(model, problem.query);
            Query other = problem.query;
            other.times =
                torch::cat({other.times.slice(0, 0, 10), other.times.slice(0, 10) + 0.37});
            QVERIFY(torch::allclose(y.slice(1, 0, 10), evaluated(model, other).slice(1, 0, 10),
                                    1e-5, 1e-6));
        }
    }

    void finerTimesGiveTheSameCurve()
    {
        const auto problem = fourCurves(4);
        auto model = modelFor(problem);
        const auto y = evaluated(model, problem.query);
        Query fine = problem.query;
        fine.times = torch::linspace(0, 1, 47);
        QVERIFY(torch::allclose(evaluated(model, fine).slice(1, 0, 47, 2), y, 1e-4, 1e-5));
    }

    void evaluationsAreToldAndCapped()
    {
        const auto problem = fourCurves(4);
        auto model = modelFor(problem);
        model.eval();
        const auto trace = model.predict(problem.query, {}).trace;
        QVERIFY(trace.evaluations >= 8);
        QCOMPARE(trace.meanIterations(), static_cast<double>(trace.evaluations));
        QCOMPARE(trace.stepper, std::string("dopri5"));
        QVERIFY(trace.largestResidual() <= trace.tolerance);
        LatentNodeOptions few;
        few.solver.maxEvaluations = trace.evaluations - 1;
        auto capped = modelFor(problem, few);
        capped.eval();
        QVERIFY_EXCEPTION_THROWN(capped.predict(problem.query, {}), RunError);
    }

    void stopsWhenAskedTo()
    {
        const auto problem = fourCurves(4);
        std::stop_source source;
        source.request_stop();
        for (const char* gradient : {"unroll", "adjoint"}) {
            auto model = modelFor(problem, {.gradient = gradient});
            QVERIFY_EXCEPTION_THROWN(model.predict(problem.query, {.stop = source.get_token()}),
                                     Interrupted);
        }
    }
};

NIE_TEST(LatentNodeTest);

}  // namespace nie::latent_node_test

#include "latent_node_test.moc"
