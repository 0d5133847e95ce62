#include "core/signals/principal_components.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::principal_components_test {

class PrincipalComponentsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void axesOfAnEllipseAreFound()
    {
        // Two orthogonal series of variances 9 : 1, turned by 30 degrees and moved.
        const Eigen::ArrayXd phase =
            Eigen::ArrayXd::LinSpaced(200, 0.0, 199.0) * (2.0 * M_PI / 200.0);
        Eigen::MatrixXd series(200, 2);
        series << 3.0 * phase.cos(), phase.sin();
        const double angle = M_PI / 6.0;
        Eigen::Matrix2d turn;
        turn << std::cos(angle), std::sin(angle), -std::sin(angle), std::cos(angle);
        series = (series * turn).rowwise() + Eigen::RowVector2d(4.0, -1.0);

        const PrincipalComponents components(series);
        QVERIFY((components.mean - Eigen::RowVector2d(4.0, -1.0)).norm() < 1e-13);
        QVERIFY((components.directions.col(0) - Eigen::Vector2d(std::cos(angle), std::sin(angle)))
                    .norm() < 1e-12);
        QVERIFY(std::abs(components.shares()[0] - 0.9) < 1e-12);
        QCOMPARE(components.countForShare(0.9), Eigen::Index(1));
        QCOMPARE(components.countForShare(0.91), Eigen::Index(2));
    }

    void allComponentsTogetherGiveTheSeriesBack()
    {
        const Eigen::MatrixXd series = Eigen::MatrixXd::Random(40, 6);
        const PrincipalComponents components(series);
        const Eigen::MatrixXd scores = components.project(series, 6);
        const Eigen::MatrixXd back =
            (scores * components.directions.transpose()).rowwise() + components.mean;
        QVERIFY((back - series).cwiseAbs().maxCoeff() < 1e-13);
        // The scores are uncorrelated, with the variances as their own.
        const Eigen::MatrixXd covariance = scores.transpose() * scores / 39.0;
        const Eigen::MatrixXd expected = components.variances.asDiagonal();
        QVERIFY((covariance - expected).cwiseAbs().maxCoeff() < 1e-13);
        QVERIFY(std::abs(components.shares().sum() - 1.0) < 1e-14);
    }

    void aSeriesThatDoesNotVaryHasNoShares()
    {
        const PrincipalComponents components(Eigen::MatrixXd::Constant(10, 3, 2.0));
        QVERIFY(components.shares().isZero(0.0));
    }
};

NIE_TEST(PrincipalComponentsTest);

}  // namespace nie::principal_components_test

#include "principal_components_test.moc"
