#include "core/base/error.h"
#include "core/numerics/cumulative_quadrature.h"
#include "core/numerics/interpolation.h"
#include "core/numerics/quadrature.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::cumulative_quadrature_test {

namespace {

/// Largest error of the integrals of t^degree from `lower` to the times.
double monomialError(const std::vector<double>& knots, int intervals, double lower,
                     const std::vector<double>& times, int degree)
{
    Eigen::VectorXd values(static_cast<Eigen::Index>(knots.size()));
    for (std::size_t k = 0; k < knots.size(); ++k)
        values[static_cast<Eigen::Index>(k)] = std::pow(knots[k], degree);
    const Eigen::VectorXd found = cumulativeWeights(knots, intervals, lower, times) * values;
    double largest = 0.0;
    for (std::size_t i = 0; i < times.size(); ++i) {
        const double exact =
            (std::pow(times[i], degree + 1) - std::pow(lower, degree + 1)) / (degree + 1);
        largest = std::max(largest, std::abs(found[static_cast<Eigen::Index>(i)] - exact));
    }
    return largest;
}

const std::vector<double> kTimes{-0.1, 0.0, 0.13, 0.5, 0.77, 1.0, 1.1};

}  // namespace

class CumulativeQuadratureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void integralIsExactToTheDegreeOfThePanels_data()
    {
        QTest::addColumn<int>("intervals");
        QTest::newRow("trapezoid") << 1;
        QTest::newRow("Simpson") << 2;
        QTest::newRow("cubic") << 3;
        QTest::newRow("one panel") << 12;
    }
    void integralIsExactToTheDegreeOfThePanels()
    {
        QFETCH(int, intervals);
        const auto knots = trapezoidRule(12, 0.0, 1.0).nodes;
        for (int degree = 0; degree <= intervals; ++degree)
            QVERIFY(monomialError(knots, intervals, 0.0, kTimes, degree) < 1e-12);
        if (intervals < 12)
            QVERIFY(monomialError(knots, intervals, 0.0, kTimes, intervals + 1) > 1e-8);
    }

    void openKnotsReachDownToTheLowerLimit()
    {
        const auto knots = gaussLegendre(9, 0.0, 1.0).nodes;
        for (int degree = 0; degree <= 8; ++degree)
            QVERIFY(monomialError(knots, 8, 0.0, kTimes, degree) < 1e-13);
    }

    void wholePanelsAreTheClassicalRules()
    {
        const auto simpson = simpsonRule(8, 0.0, 1.0);
        const auto weights = cumulativeWeights(simpson.nodes, 2, 0.0, {1.0});
        for (std::size_t k = 0; k < simpson.size(); ++k)
            QVERIFY(std::abs(weights(0, static_cast<Eigen::Index>(k)) - simpson.weights[k]) <
                    1e-15);
    }

    void agreesWithTheIntegrationMatrixAtItsKnots()
    {
        const auto knots = chebyshevKnots(20, 0.0, 1.0);
        const Eigen::MatrixXd difference =
            cumulativeWeights(knots, 20, 0.0, knots) - integrationMatrix(knots);
        QVERIFY(difference.cwiseAbs().maxCoeff() < 1e-14);
    }

    void panelsThatDoNotFillTheKnotsAreRefused()
    {
        QVERIFY_EXCEPTION_THROWN(cumulativeWeights({0.0, 0.5, 0.7, 1.0}, 2, 0.0, {1.0}),
                                 InputError);
        QVERIFY_EXCEPTION_THROWN(cumulativeWeights({0.0, 0.7, 0.5}, 1, 0.0, {1.0}), InputError);
        QVERIFY_EXCEPTION_THROWN(cumulativeWeights({0.0}, 1, 0.0, {1.0}), InputError);
    }
};

NIE_TEST(CumulativeQuadratureTest);

}  // namespace nie::cumulative_quadrature_test

#include "cumulative_quadrature_test.moc"
