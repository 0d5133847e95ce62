#include "core/base/error.h"
#include "datasets/lotka_volterra/lotka_volterra.h"
#include "datasets/ode_curve.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <array>
#include <cmath>

namespace nie::lotka_volterra_test {

using lotka_volterra::Coefficients;

namespace {

/// Populations at time t.
Eigen::Vector2d populationsAt(const Coefficients& coefficients, double t)
{
    return lotka_volterra::solveLogarithms(coefficients, {0.0, t}).col(1).array().exp();
}

/// The reference values are given to eight decimals, or to nine digits.
bool agrees(const Eigen::Vector2d& found, double prey, double predators)
{
    return std::abs(found[0] - prey) < 1e-8 + 1e-8 * prey &&
           std::abs(found[1] - predators) < 1e-8 + 1e-8 * predators;
}

}  // namespace

class LotkaVolterraTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void solutionsMeetTheReferenceValues()
    {
        const Coefficients first = {1.0, 1.0, 1.5, 0.75};
        QVERIFY(agrees(populationsAt(first, 1), 0.03342073, 3.5926369));
        QVERIFY(agrees(populationsAt(first, 5), 0.16335235, 0.01019141));
        QVERIFY(agrees(populationsAt(first, 15), 0.20471577, 0.00747287));
        QVERIFY(agrees(populationsAt({1.0, 0.1, 1.5, 0.75}, 15), 9.78000226, 17.1665877));
        QVERIFY(agrees(populationsAt({0.5, 0.5, 0.5, 0.25}, 15), 5.38506876, 0.02013687));
    }

    void theInvariantDoesNotDrift()
    {
        const std::vector<double> times = equidistantTimes(0, 15, 100);
        for (std::int64_t curve = 0; curve < 100; ++curve) {
            const Coefficients coefficients = lotka_volterra::drawCoefficients(3, curve);
            const Eigen::MatrixXd y = lotka_volterra::solveLogarithms(coefficients, times);
            const double first = lotka_volterra::invariant(coefficients, y(0, 0), y(1, 0));
            for (Eigen::Index k = 1; k < y.cols(); ++k) {
                const double now = lotka_volterra::invariant(coefficients, y(0, k), y(1, k));
                QVERIFY(std::abs(now / first - 1) <= 1e-9);
            }
        }
    }

    void coefficientsFillTheirRanges()
    {
        Coefficients least = {9, 9, 9, 9};
        Coefficients largest = {0, 0, 0, 0};
        for (std::int64_t curve = 0; curve < 2000; ++curve) {
            const Coefficients k = lotka_volterra::drawCoefficients(1, curve);
            least = {std::min(least.a, k.a), std::min(least.b, k.b), std::min(least.c, k.c),
                     std::min(least.d, k.d)};
            largest = {std::max(largest.a, k.a), std::max(largest.b, k.b), std::max(largest.c, k.c),
                       std::max(largest.d, k.d)};
        }
        QVERIFY(least.a >= 0.5 && least.b >= 0.5 && least.c >= 0.5 && least.d >= 0.25);
        QVERIFY(least.a < 0.505 && least.b < 0.505 && least.c < 0.51 && least.d < 0.255);
        QVERIFY(largest.a <= 1.5 && largest.b <= 1.5 && largest.c <= 2.5 && largest.d <= 1.25);
        QVERIFY(largest.a > 1.495 && largest.b > 1.495 && largest.c > 2.49 && largest.d > 1.245);
    }

    void populationsArePositiveAndHaveTheStatisticsOfTheSet()
    {
        LotkaVolterraOptions options;
        options.normalisation = "none";
        options.curves = 2000;
        const torch::Tensor values = makeLotkaVolterra(options, {1}).values;
        QVERIFY((values > 0).all().item<bool>());
        const torch::Tensor mean = values.mean(torch::IntArrayRef({0, 1}));
        const torch::Tensor deviation = values.std(torch::IntArrayRef({0, 1}), false);
        // The reference is a draw of 400 curves; such draws differ by 6 % (one deviation) in the
        // mean.
        QVERIFY(std::abs(mean[0].item<double>() / 2.28 - 1) < 0.12);
        QVERIFY(std::abs(mean[1].item<double>() / 1.32 - 1) < 0.12);
        QVERIFY(std::abs(deviation[0].item<double>() / 4.23 - 1) < 0.12);
        QVERIFY(std::abs(deviation[1].item<double>() / 2.40 - 1) < 0.12);
        QVERIFY(std::abs(values[7][0][0].item<double>() - 10) < 1e-12);
        QVERIFY(std::abs(values[7][0][1].item<double>() - 5) < 1e-12);
    }

    void theRecipeLeadsBackToPopulations_data()
    {
        QTest::addColumn<QString>("normalisation");
        QTest::newRow("logarithm") << "logarithm";
        QTest::newRow("maximum") << "maximum";
    }

    void theRecipeLeadsBackToPopulations()
    {
        QFETCH(QString, normalisation);
        LotkaVolterraOptions options;
        options.curves = 5;
        options.normalisation = "none";
        const torch::Tensor populations = makeLotkaVolterra(options, {2}).values;
        options.normalisation = normalisation.toStdString();
        const Dataset data = makeLotkaVolterra(options, {2});
        const Json& physical = data.recipe.at("physical");
        torch::Tensor back =
            torch::tensor(physical.at("mean").get<std::vector<double>>(), torch::kFloat64) +
            torch::tensor(physical.at("scale").get<std::vector<double>>(), torch::kFloat64) *
                data.values;
        if (physical.at("transform").get<std::string>().starts_with("exp"))
            back = back.exp();
        QVERIFY(((back - populations).abs() / populations).max().item<double>() < 1e-11);
    }

    void standardisedLogarithmsHaveZeroMeanAndUnitDeviation()
    {
        // The unit is that of the 400 curves of one seed: for them it holds exactly.
        const torch::Tensor values = makeLotkaVolterra({}, {0x5ca1e}).values;
        QVERIFY(values.mean(torch::IntArrayRef({0, 1})).abs().max().item<double>() < 1e-12);
        QVERIFY((values.std(torch::IntArrayRef({0, 1}), false) - 1).abs().max().item<double>() <
                1e-12);
    }

    void theUnitDependsOnNoSeed()
    {
        LotkaVolterraOptions options;
        options.curves = 3;
        QVERIFY(makeLotkaVolterra(options, {1}).recipe.at("physical") ==
                makeLotkaVolterra(options, {2}).recipe.at("physical"));
    }

    void refusesMoreGivenPointsThanThereAre()
    {
        LotkaVolterraOptions options;
        options.given = 100;
        QVERIFY_THROWS_EXCEPTION(InputError, makeLotkaVolterra(options, {1}));
    }

    void aStopEndsTheGeneration()
    {
        std::stop_source source;
        source.request_stop();
        QVERIFY_THROWS_EXCEPTION(Interrupted, makeLotkaVolterra({}, {1, source.get_token()}));
    }
};

NIE_TEST(LotkaVolterraTest);

}  // namespace nie::lotka_volterra_test

#include "lotka_volterra_test.moc"
