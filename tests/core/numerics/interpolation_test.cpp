#include "core/base/error.h"
#include "core/numerics/interpolation.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <functional>

namespace nie::interpolation_test {

namespace {

Eigen::VectorXd valuesAt(const std::vector<double>& points, const std::function<double(double)>& f)
{
    Eigen::VectorXd values(static_cast<Eigen::Index>(points.size()));
    for (std::size_t i = 0; i < points.size(); ++i)
        values[static_cast<Eigen::Index>(i)] = f(points[i]);
    return values;
}

std::vector<double> equidistant(int count, double lower, double upper)
{
    std::vector<double> points;
    for (int i = 0; i < count; ++i)
        points.push_back(lower + (upper - lower) * i / (count - 1));
    return points;
}

using MatrixMaker =
    std::function<Eigen::MatrixXd(const std::vector<double>&, const std::vector<double>&)>;

const std::vector<std::pair<const char*, MatrixMaker>>& methods()
{
    static const std::vector<std::pair<const char*, MatrixMaker>> all{
        {"barycentric", barycentricMatrix},
        {"linear", linearMatrix},
        {"natural spline", [](const auto& k, const auto& p) { return splineMatrix(k, p); }},
        {"not-a-knot spline",
         [](const auto& k, const auto& p) { return splineMatrix(k, p, SplineEnd::NotAKnot); }},
    };
    return all;
}

/// Observed order for sin(3 x + 1) on [0, 2], errors taken on [from, to].
double observedOrder(const MatrixMaker& make, double from, double to)
{
    const auto f = [](double x) { return std::sin(3.0 * x + 1.0); };
    const auto points = equidistant(801, from, to);
    const auto error = [&](int count) {
        const auto knots = equidistant(count, 0.0, 2.0);
        return (make(knots, points) * valuesAt(knots, f) - valuesAt(points, f))
            .cwiseAbs()
            .maxCoeff();
    };
    return std::log2(error(41) / error(81));
}

}  // namespace

class InterpolationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyMatrixReproducesStraightLinesAndHasRowSumsOfOne()
    {
        const std::vector<double> knots{-1.0, -0.4, 0.1, 0.7, 1.5, 2.0};
        const auto points = equidistant(37, -1.0, 2.0);
        for (const auto& [name, make] : methods()) {
            const Eigen::MatrixXd p = make(knots, points);
            QVERIFY2((p.rowwise().sum().array() - 1.0).abs().maxCoeff() < 1e-13, name);
            const auto line = [](double x) { return 3.0 * x - 2.0; };
            const Eigen::VectorXd error = p * valuesAt(knots, line) - valuesAt(points, line);
            QVERIFY2(error.cwiseAbs().maxCoeff() < 1e-13, name);
        }
    }

    void everyMatrixIsTheIdentityAtTheKnots()
    {
        const std::vector<double> knots{-1.0, -0.4, 0.1, 0.7, 1.5, 2.0};
        for (const auto& [name, make] : methods()) {
            const Eigen::MatrixXd p = make(knots, knots);
            QVERIFY2((p - Eigen::MatrixXd::Identity(6, 6)).cwiseAbs().maxCoeff() < 1e-14, name);
        }
    }

    void barycentricWeightsOfChebyshevKnotsAlternateAndAreHalvedAtTheEnds()
    {
        const auto weights = barycentricWeights(chebyshevKnots(8, -2.0, 3.0));
        for (std::size_t k = 0; k <= 8; ++k) {
            const double expected = (k % 2 == 0 ? 1.0 : -1.0) * (k == 0 || k == 8 ? 0.5 : 1.0);
            QVERIFY(std::abs(weights[k] - expected) < 1e-12);
        }
    }

    void barycentricIsExactForPolynomialsAndStableForHundredsOfKnots()
    {
        const auto points = equidistant(101, 0.0, 2.0);
        const auto power = [](double x) { return std::pow(x, 9) - 4.0 * std::pow(x, 4); };
        const auto knots = chebyshevKnots(9, 0.0, 2.0);
        const Eigen::VectorXd error =
            barycentricMatrix(knots, points) * valuesAt(knots, power) - valuesAt(points, power);
        QVERIFY(error.cwiseAbs().maxCoeff() < 1e-11);
        const auto many = chebyshevKnots(300, 0.0, 2.0);
        const auto f = [](double x) { return std::exp(std::sin(20.0 * x)); };
        const Eigen::VectorXd fine =
            barycentricMatrix(many, points) * valuesAt(many, f) - valuesAt(points, f);
        QVERIFY(fine.cwiseAbs().maxCoeff() < 1e-12);
    }

    void linearHasOrderTwo()
    {
        QVERIFY(std::abs(observedOrder(linearMatrix, 0.0, 2.0) - 2.0) < 0.05);
    }

    void naturalSplineHasOrderFourInsideAndTwoNearTheEnds()
    {
        const auto natural = [](const auto& k, const auto& p) { return splineMatrix(k, p); };
        QVERIFY(std::abs(observedOrder(natural, 0.7, 1.3) - 4.0) < 0.15);
        QVERIFY(std::abs(observedOrder(natural, 0.0, 2.0) - 2.0) < 0.15);
    }

    void notAKnotSplineReproducesCubicsAndHasOrderFourEverywhere()
    {
        const auto make = [](const auto& k, const auto& p) {
            return splineMatrix(k, p, SplineEnd::NotAKnot);
        };
        QVERIFY(std::abs(observedOrder(make, 0.0, 2.0) - 4.0) < 0.3);
        const std::vector<double> knots{0.0, 0.2, 0.9, 1.0, 1.7};
        const auto points = equidistant(50, 0.0, 1.7);
        const auto cubic = [](double x) { return x * x * x - 2.0 * x; };
        QVERIFY((make(knots, points) * valuesAt(knots, cubic) - valuesAt(points, cubic))
                    .cwiseAbs()
                    .maxCoeff() < 1e-13);
    }

    void integrationMatrixIsExactForPolynomialsAndExponentialForSmoothFunctions()
    {
        const auto knots = chebyshevKnots(6, 1.0, 3.0);
        const Eigen::MatrixXd q = integrationMatrix(knots);
        for (int degree = 0; degree <= 6; ++degree) {
            const auto exact = valuesAt(knots, [degree](double x) {
                return (std::pow(x, degree + 1) - 1.0) / (degree + 1);
            });
            const Eigen::VectorXd found =
                q * valuesAt(knots, [degree](double x) { return std::pow(x, degree); });
            QVERIFY((found - exact).cwiseAbs().maxCoeff() <
                    2e-13 * std::max(1.0, exact.maxCoeff()));
        }
        const auto error = [](int n) {
            const auto k = chebyshevKnots(n, 0.0, 2.0);
            return (integrationMatrix(k) * valuesAt(k, [](double x) { return std::exp(x); }) -
                    valuesAt(k, [](double x) { return std::expm1(x); }))
                .cwiseAbs()
                .maxCoeff();
        };
        QVERIFY(error(6) > 1e-8);
        QVERIFY(error(16) < 1e-14);
    }

    void differentiationMatrixInvertsIntegration()
    {
        const auto knots = chebyshevKnots(20, 0.0, 2.0);
        const auto values = valuesAt(knots, [](double x) { return std::cos(3.0 * x); });
        const Eigen::VectorXd back =
            differentiationMatrix(knots) * (integrationMatrix(knots) * values);
        QVERIFY((back - values).cwiseAbs().maxCoeff() < 1e-11);
    }

    void badKnotsAreRefusedByPosition()
    {
        QVERIFY_EXCEPTION_THROWN(barycentricMatrix({0.0, 0.5, 0.5}, {0.1}), InputError);
        QVERIFY_EXCEPTION_THROWN(linearMatrix({0.0}, {0.1}), InputError);
        QVERIFY_EXCEPTION_THROWN(splineMatrix({0.0, 1.0, 2.0}, {0.1}, SplineEnd::NotAKnot),
                                 InputError);
    }
};

NIE_TEST(InterpolationTest);

}  // namespace nie::interpolation_test

#include "interpolation_test.moc"
