#include "core/base/error.h"
#include "datasets/lorenz/lorenz.h"
#include "datasets/ode_curve.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::lorenz_test {

namespace {

double distance(const Eigen::Vector3d& found, double x, double y, double z)
{
    return (found - Eigen::Vector3d(x, y, z)).cwiseAbs().maxCoeff();
}

}  // namespace

class LorenzTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Given to eight decimals; the flow multiplies errors by e^0.9 in a unit of time.
    void trajectoryFromOneMeetsTheReferenceValues()
    {
        const Eigen::MatrixXd y = lorenz::solve({1.0, 1.0, 1.0}, {0.0, 1.0, 5.0, 10.0, 15.0});
        QVERIFY(distance(y.col(1), -9.37857001, -8.35703379, 29.36232534) < 1e-8);
        QVERIFY(distance(y.col(2), -6.5121137, -6.97404279, 23.92412957) < 1e-8);
        QVERIFY(distance(y.col(3), -4.90268754, -3.74387292, 24.6908581) < 1e-8);
        QVERIFY(distance(y.col(4), -4.39310922, -2.06912719, 25.91452997) < 1e-6);
    }

    void fixedPointsStay()
    {
        const double coordinate = std::sqrt(8.0 / 3.0 * 27.0);
        QVERIFY(std::abs(coordinate - 8.48528137) < 1e-8);
        for (const double sign : {-1.0, 1.0}) {
            const Eigen::MatrixXd y =
                lorenz::solve({sign * coordinate, sign * coordinate, 27.0}, {0.0, 2.0});
            QVERIFY((y.col(1) - y.col(0)).norm() < 1e-11);
        }
        QVERIFY(lorenz::solve({0.0, 0.0, 0.0}, {0.0, 2.0}).norm() == 0.0);
    }

    /// The flow contracts volumes by exp(-(sigma + 1 + beta) t), wherever they are.
    void volumesShrinkByTheDivergenceOfTheFlow()
    {
        const double time = 0.1;
        const double size = 1e-4;
        const Eigen::Vector3d centre(-3.0, -5.0, 20.0);
        Eigen::Matrix3d jacobian;
        for (Eigen::Index k = 0; k < 3; ++k) {
            const Eigen::Vector3d step = size * Eigen::Vector3d::Unit(k);
            jacobian.col(k) = (lorenz::solve(centre + step, {0.0, time}).col(1) -
                               lorenz::solve(centre - step, {0.0, time}).col(1)) /
                              (2 * size);
        }
        QVERIFY(std::abs(std::log(jacobian.determinant()) / time + 13.0 + 2.0 / 3.0) < 1e-5);
    }

    void everyVariantHasItsWindow()
    {
        LorenzOptions options;
        options.curves = 3;
        QCOMPARE(makeLorenz(options, {1}).times[99].item<double>(), 2.0);
        QCOMPARE(makeLorenz(options, {1}).givenPoints, std::int64_t(50));
        options.variant = "long_forecast";
        QCOMPARE(makeLorenz(options, {1}).times[99].item<double>(), 4.0);
        options.variant = "from_origin_10";
        QCOMPARE(makeLorenz(options, {1}).times[99].item<double>(), 10.0);
        options.variant = "from_origin_20";
        QCOMPARE(makeLorenz(options, {1}).timeCount(), std::int64_t(200));
        QCOMPARE(makeLorenz(options, {1}).givenPoints, std::int64_t(100));
        options.variant = "as_published_unpredictable";
        QCOMPARE(makeLorenz(options, {1}).times[99].item<double>(), 100.0);
    }

    void publishedCurvesStartNearTheOriginAndCoverTheAttractor()
    {
        LorenzOptions options;
        options.curves = 100;
        options.variant = "as_published_unpredictable";
        options.normalisation = "none";
        const torch::Tensor values = makeLorenz(options, {1}).values;
        const torch::Tensor start = values.select(1, 0);
        QVERIFY((start >= 0).all().item<bool>() && (start < 0.5).all().item<bool>());
        const torch::Tensor mean = values.mean(torch::IntArrayRef({0, 1}));
        const torch::Tensor deviation = values.std(torch::IntArrayRef({0, 1}), false);
        const std::vector<double> expectedMean = {-1.3, -1.2, 23.7};
        const std::vector<double> expectedDeviation = {7.8, 8.8, 8.5};
        for (std::int64_t channel = 0; channel < 3; ++channel) {
            const auto at = static_cast<std::size_t>(channel);
            QVERIFY(std::abs(mean[channel].item<double>() - expectedMean[at]) < 0.5);
            QVERIFY(std::abs(deviation[channel].item<double>() / expectedDeviation[at] - 1) < 0.05);
        }
    }

    void burnInContinuesTheSameTrajectory()
    {
        LorenzOptions options;
        options.curves = 3;
        options.normalisation = "none";
        const torch::Tensor late = makeLorenz(options, {4}).values;
        // On the attractor, not at the start near the origin.
        QVERIFY(late.select(2, 2).min().item<double>() > 0.5);
        QVERIFY(late.abs().max().item<double>() < 60);
        const torch::Tensor last = late[0][99];
        const Eigen::Vector3d first(late[0][0][0].item<double>(), late[0][0][1].item<double>(),
                                    late[0][0][2].item<double>());
        const Eigen::Vector3d continued = lorenz::solve(first, {0.0, 2.0}).col(1);
        QVERIFY(distance(continued, last[0].item<double>(), last[1].item<double>(),
                         last[2].item<double>()) < 1e-8);
    }

    void theRecipeLeadsBackToTheSystemsUnits()
    {
        LorenzOptions options;
        options.curves = 4;
        const Dataset data = makeLorenz(options, {2});
        options.normalisation = "none";
        const torch::Tensor physical = makeLorenz(options, {2}).values;
        const Json& unit = data.recipe.at("physical");
        const torch::Tensor back =
            torch::tensor(unit.at("mean").get<std::vector<double>>(), torch::kFloat64) +
            torch::tensor(unit.at("scale").get<std::vector<double>>(), torch::kFloat64) *
                data.values;
        QVERIFY((back - physical).abs().max().item<double>() < 1e-12);
    }

    void refusesWhatCannotBe()
    {
        LorenzOptions options;
        options.given = 100;
        QVERIFY_THROWS_EXCEPTION(InputError, makeLorenz(options, {1}));
        QVERIFY_THROWS_EXCEPTION(InputError, lorenz::windowOf("somewhere"));
    }

    void aStopEndsTheGeneration()
    {
        std::stop_source source;
        source.request_stop();
        QVERIFY_THROWS_EXCEPTION(Interrupted, makeLorenz({}, {1, source.get_token()}));
    }
};

NIE_TEST(LorenzTest);

}  // namespace nie::lorenz_test

#include "lorenz_test.moc"
