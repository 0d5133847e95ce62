#include "core/io/npy.h"
#include "core/signals/standardise.h"
#include "tests/support/eigen_array.h"
#include "tests/support/shared_data.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::standardise_test {

class StandardiseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void columnsHaveMeanZeroAndUnitDeviation()
    {
        const Eigen::MatrixXd series = Eigen::MatrixXd::Random(50, 4) * 7.0;
        const Eigen::MatrixXd scaled = zScored(series);
        for (Eigen::Index column = 0; column < 4; ++column) {
            QVERIFY(std::abs(scaled.col(column).mean()) < 1e-15);
            QVERIFY(std::abs(scaled.col(column).squaredNorm() / 49.0 - 1.0) < 1e-13);
        }
        // Scale and offset do not matter.
        const Eigen::MatrixXd moved = (3.0 * series).array() + 11.0;
        QVERIFY((zScored(moved) - scaled).cwiseAbs().maxCoeff() < 1e-12);
    }

    void aConstantColumnBecomesZeroAndStaysFinite()
    {
        Eigen::MatrixXd series = Eigen::MatrixXd::Random(20, 2);
        series.col(1).setConstant(0.1);
        QVERIFY(zScored(series).col(1).isZero(0.0));
        QVERIFY(zScored(series).allFinite());
    }

    void aStraightLineIsTakenOutWhole()
    {
        const Eigen::VectorXd t = Eigen::VectorXd::LinSpaced(101, 0.0, 1.0);
        Eigen::MatrixXd series(101, 2);
        series << (5.0 - 3.0 * t.array()).matrix(), (t.array() - 0.5).square().matrix();
        const Eigen::MatrixXd result = detrended(series);
        QVERIFY(result.col(0).cwiseAbs().maxCoeff() < 1e-13);
        // A parabola about the middle has no trend, only a mean.
        const Eigen::VectorXd centred = series.col(1).array() - series.col(1).mean();
        QVERIFY((result.col(1) - centred).cwiseAbs().maxCoeff() < 1e-14);
        QVERIFY((detrended(result) - result).cwiseAbs().maxCoeff() < 1e-13);
    }

    void aRecordingIsDetrendedAsByNilearn()
    {
        const auto recording = test::sharedData("fmri/haxby/haxby_hoc21_series.npy");
        const auto expected = test::sharedData("fmri/golden/run1_detrend_linear.npy");
        if (!std::filesystem::exists(recording) || !std::filesystem::exists(expected))
            QSKIP("the test data beside the project are absent");
        const Eigen::MatrixXd run = test::matrixOf(readNpy(recording)).topRows(121);
        const Eigen::MatrixXd golden = test::matrixOf(readNpy(expected));
        QVERIFY((detrended(run) - golden).cwiseAbs().maxCoeff() < 1e-10);
    }
};

NIE_TEST(StandardiseTest);

}  // namespace nie::standardise_test

#include "standardise_test.moc"
