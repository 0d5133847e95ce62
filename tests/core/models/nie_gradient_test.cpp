#include "core/numerics/recomputed_function.h"
#include "tests/core/models/nie_problem.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::nie_gradient_test {

using test::makeNie;
using test::nieQuery;
using test::solvedTightly;

namespace {

torch::Tensor lossOf(NieModel& model)
{
    return model.predict(nieQuery(11, 3), {}).y.square().mean();
}

/// Central differences of the loss against the gradient, for one number of every parameter.
void compareWithFiniteDifferences(NieModel& model)
{
    model.train();
    model.zero_grad();
    lossOf(model).backward();
    const torch::NoGradGuard noGrad;
    for (auto& item : model.named_parameters()) {
        auto numbers = item.value().view({-1});
        const auto gradient = item.value().grad().reshape({-1});
        const auto k = gradient.abs().argmax().item<std::int64_t>();
        const double value = numbers[k].item<double>();
        const double h = 1e-5;
        numbers[k] = value + h;
        const double above = lossOf(model).item<double>();
        numbers[k] = value - h;
        const double below = lossOf(model).item<double>();
        numbers[k] = value;
        const double difference = (above - below) / (2.0 * h);
        const double found = gradient[k].item<double>();
        QVERIFY2(
            std::abs(found - difference) < 1e-7 + 1e-6 * std::abs(difference),
            qPrintable(
                QString("%1: %2 against %3").arg(item.key().c_str()).arg(found).arg(difference)));
    }
}

}  // namespace

class NieGradientTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void implicitGradientAgreesWithFiniteDifferences_data()
    {
        QTest::addColumn<QString>("form");
        QTest::addColumn<QString>("limits");
        QTest::addColumn<QString>("quadrature");
        QTest::addColumn<bool>("local");
        QTest::newRow("factorised") << "factorised"
                                    << "volterra"
                                    << "gauss" << false;
        QTest::newRow("general") << "general"
                                 << "volterra"
                                 << "gauss" << false;
        QTest::newRow("factorised, fredholm") << "factorised"
                                              << "fredholm"
                                              << "gauss" << false;
        QTest::newRow("general, fredholm") << "general"
                                           << "fredholm"
                                           << "gauss" << false;
        QTest::newRow("factorised, local") << "factorised"
                                           << "volterra"
                                           << "gauss" << true;
        QTest::newRow("general, local") << "general"
                                        << "volterra"
                                        << "gauss" << true;
        QTest::newRow("factorised, lattice") << "factorised"
                                             << "volterra"
                                             << "lattice" << false;
        QTest::newRow("general, lattice") << "general"
                                          << "volterra"
                                          << "lattice" << false;
    }
    void implicitGradientAgreesWithFiniteDifferences()
    {
        // nieQuery() seeds the generator, so random nodes are the same in every evaluation.
        QFETCH(QString, form);
        QFETCH(QString, limits);
        QFETCH(QString, quadrature);
        QFETCH(bool, local);
        auto options = solvedTightly(limits.toStdString(), 10);
        options.kernelForm = form.toStdString();
        options.quadrature = quadrature.toStdString();
        options.nodes = 20;
        options.localTerm = local;
        options.freeFunction = "given";
        options.kernelInputs = "times_and_difference";
        compareWithFiniteDifferences(*makeNie(options));
    }

    void latentGradientAgreesWithFiniteDifferences()
    {
        auto options = solvedTightly("volterra", 10);
        options.freeFunction = "latent";
        options.latentChannels = 3;
        compareWithFiniteDifferences(*makeNie(options));
    }

    void referenceGradientAgreesWithFiniteDifferences_data()
    {
        QTest::addColumn<QString>("form");
        QTest::newRow("factorised") << "factorised";
        QTest::newRow("general") << "general";
    }
    void referenceGradientAgreesWithFiniteDifferences()
    {
        QFETCH(QString, form);
        NieOptions options;
        options.reference = true;
        options.nodes = 30;
        options.kernelForm = form.toStdString();
        options.localTerm = true;
        compareWithFiniteDifferences(*makeNie(options));
    }

    void recomputationGivesTheSameGradientFromTheInputsAlone()
    {
        torch::manual_seed(1);
        const auto options = torch::TensorOptions(torch::kDouble).requires_grad(true);
        const auto x = torch::randn({4, 5}, options);
        const auto unused = torch::randn({2}, torch::kDouble);
        const auto weight = torch::randn({5, 5}, options);
        std::int64_t evaluations = 0;
        const auto work = [&](const std::vector<torch::Tensor>& inputs) {
            ++evaluations;
            return torch::tanh(inputs[0].mm(weight)).mm(weight) + inputs[1].sum();
        };
        const auto plain = torch::autograd::grad({work({x, unused}).square().sum()}, {x, weight});
        const auto value = recomputed(work, {x, unused}, {weight});
        const auto again =
            torch::autograd::grad({value.square().sum()}, {x, weight}, {}, /*retain_graph=*/true);
        QVERIFY(torch::allclose(plain[0], again[0], 1e-12, 1e-14));
        QVERIFY(torch::allclose(plain[1], again[1], 1e-12, 1e-14));
        // Asked for twice, and for one of the two alone.
        const auto once = torch::autograd::grad({value.square().sum()}, {x});
        QVERIFY(torch::allclose(plain[0], once[0], 1e-12, 1e-14));
        QCOMPARE(evaluations, std::int64_t(4));
    }

    void largeIntegralsAreRecomputedWithTheSameGradient_data()
    {
        referenceGradientAgreesWithFiniteDifferences_data();
    }
    void largeIntegralsAreRecomputedWithTheSameGradient()
    {
        // 3 curves x 43 times x 1500 nodes x 12 x 8 bytes are above the limit; one time after the
        // other nothing is recomputed.
        QFETCH(QString, form);
        auto options = solvedTightly("volterra", 32);
        options.quadrature = "lattice";
        options.nodes = 1500;
        options.kernelForm = form.toStdString();
        options.gradient.method = "one_step";
        const auto gradients = [&](std::int64_t chunk) {
            options.timeChunk = chunk;
            const auto model = makeNie(options);
            model->train();
            lossOf(*model).backward();
            std::vector<torch::Tensor> flat;
            for (const auto& parameter : model->parameters())
                flat.push_back(parameter.grad().reshape(-1));
            return torch::cat(flat);
        };
        const auto recomputed = gradients(0);
        const auto kept = gradients(7);
        QVERIFY(recomputed.norm().item<double>() > 0);
        QVERIFY(torch::allclose(recomputed, kept, 1e-9, 1e-12));
    }
};

NIE_TEST(NieGradientTest);

}  // namespace nie::nie_gradient_test

#include "nie_gradient_test.moc"
