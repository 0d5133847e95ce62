#include "core/base/error.h"
#include "core/numerics/product_integration.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::product_integration_test {

namespace {

Eigen::VectorXd powers(const std::vector<double>& knots, double exponent)
{
    Eigen::VectorXd values(static_cast<Eigen::Index>(knots.size()));
    for (std::size_t i = 0; i < knots.size(); ++i)
        values[static_cast<Eigen::Index>(i)] = std::pow(knots[i], exponent);
    return values;
}

/// int_0^t (t-s)^{-1/2} s^p ds = B(p + 1, 1/2) t^{p + 1/2}.
Eigen::VectorXd abelOfPower(const std::vector<double>& knots, double p)
{
    return std::beta(p + 1.0, 0.5) * powers(knots, p + 0.5);
}

double abelError(int n, double grading, double power)
{
    const auto knots = gradedKnots(n, grading, 0.0, 1.0);
    return (abelTrapezoidWeights(knots) * powers(knots, power) - abelOfPower(knots, power))
        .cwiseAbs()
        .maxCoeff();
}

}  // namespace

class ProductIntegrationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void trapezoidMomentsAreExactForStraightLinesOnAnyKnots()
    {
        const auto knots = gradedKnots(40, 3.0, 0.0, 2.0);
        for (const double power : {0.0, 1.0}) {
            const Eigen::VectorXd error =
                abelTrapezoidWeights(knots) * powers(knots, power) - abelOfPower(knots, power);
            QVERIFY(error.cwiseAbs().maxCoeff() < 1e-13);
        }
    }

    void trapezoidHasOrderTwoForSmoothIntegrands()
    {
        QVERIFY(std::abs(std::log2(abelError(80, 1.0, 3.0) / abelError(160, 1.0, 3.0)) - 2.0) <
                0.1);
    }

    void gradingRestoresOrderTwoForSquareRoots()
    {
        QVERIFY(std::log2(abelError(160, 1.0, 0.5) / abelError(320, 1.0, 0.5)) < 1.2);
        QVERIFY(std::abs(std::log2(abelError(160, 2.0, 0.5) / abelError(320, 2.0, 0.5)) - 2.0) <
                0.15);
    }

    void midpointWeightsIntegrateConstantsExactly()
    {
        const auto knots = gradedKnots(30, 2.0, 1.0, 4.0);
        const Eigen::VectorXd integral = abelMidpointWeights(knots).rowwise().sum();
        for (Eigen::Index i = 0; i < integral.size(); ++i)
            QVERIFY(std::abs(integral[i] - 2.0 * std::sqrt(knots[static_cast<std::size_t>(i) + 1] -
                                                           1.0)) < 1e-13);
    }

    void trapezoidWeightsOfVolterraIntegralsAreLowerTriangularWithAZeroRow()
    {
        const auto knots = gradedKnots(10, 1.0, 0.0, 1.0);
        const Eigen::MatrixXd w = volterraTrapezoidWeights(knots);
        QCOMPARE(w.row(0).cwiseAbs().maxCoeff(), 0.0);
        for (Eigen::Index i = 0; i < w.rows(); ++i) {
            QVERIFY(std::abs(w.row(i).sum() - knots[static_cast<std::size_t>(i)]) < 1e-15);
            QCOMPARE(w.row(i).tail(w.cols() - 1 - i).cwiseAbs().sum(), 0.0);
        }
        QVERIFY(std::abs(w(5, 0) - 0.05) < 1e-15);
        QVERIFY(std::abs(w(5, 5) - 0.05) < 1e-15);
    }

    void badKnotsAreRefused()
    {
        QVERIFY_EXCEPTION_THROWN(gradedKnots(0, 2.0, 0.0, 1.0), InputError);
        QVERIFY_EXCEPTION_THROWN(gradedKnots(4, 0.5, 0.0, 1.0), InputError);
        QVERIFY_EXCEPTION_THROWN(abelTrapezoidWeights({1.0}), InputError);
    }
};

NIE_TEST(ProductIntegrationTest);

}  // namespace nie::product_integration_test

#include "product_integration_test.moc"
