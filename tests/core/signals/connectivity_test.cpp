#include "core/base/error.h"
#include "core/io/npy.h"
#include "core/signals/connectivity.h"
#include "core/signals/standardise.h"
#include "tests/support/eigen_array.h"
#include "tests/support/shared_data.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::connectivity_test {

namespace {

/// The runs of a recording, each without its trend and in units of its deviation; none where
/// absent.
std::vector<Eigen::MatrixXd> recordedRuns()
{
    const auto file = test::sharedData("fmri/haxby/haxby_hoc21_series.npy");
    std::vector<Eigen::MatrixXd> runs;
    if (!std::filesystem::exists(file))
        return runs;
    const Eigen::MatrixXd series = test::matrixOf(readNpy(file));
    for (Eigen::Index run = 0; run < 12; ++run)
        runs.push_back(zScored(detrended(series.middleRows(121 * run, 121))));
    return runs;
}

Eigen::MatrixXd joined(const std::vector<Eigen::MatrixXd>& runs, std::size_t first,
                       std::size_t last)
{
    const Eigen::Index length = runs.front().rows();
    Eigen::MatrixXd all(length * static_cast<Eigen::Index>(last - first), runs.front().cols());
    for (std::size_t run = first; run < last; ++run)
        all.middleRows(length * static_cast<Eigen::Index>(run - first), length) = runs[run];
    return all;
}

}  // namespace

class ConnectivityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownMixturesHaveTheirCorrelations()
    {
        // Columns of a Fourier basis are orthogonal: correlations of mixtures are exact.
        const Eigen::ArrayXd phase =
            Eigen::ArrayXd::LinSpaced(360, 0.0, 359.0) * (2.0 * M_PI / 360.0);
        Eigen::MatrixXd series(360, 3);
        series.col(0) = phase.sin();
        series.col(1) = 0.6 * phase.sin() + 0.8 * phase.cos() + 4.0;
        series.col(2) = -2.0 * phase.sin();
        const Eigen::MatrixXd fc = functionalConnectivity(series);
        QVERIFY(std::abs(fc(0, 1) - 0.6) < 1e-13);
        QVERIFY(std::abs(fc(0, 2) + 1.0) < 1e-13);
        QVERIFY(fc == fc.transpose());
        QVERIFY(fc.diagonal() == Eigen::VectorXd::Ones(3));
        QVERIFY(std::abs(pearsonCorrelation(series.col(0), series.col(1)) - 0.6) < 1e-13);
    }

    void aRegionThatDoesNotVaryIsMissing()
    {
        Eigen::MatrixXd series = Eigen::MatrixXd::Random(30, 3);
        series.col(1).setConstant(2.5);
        const Eigen::MatrixXd fc = functionalConnectivity(series);
        QVERIFY(fc.row(1).array().isNaN().all() && fc.col(1).array().isNaN().all());
        QVERIFY(std::isfinite(fc(0, 2)));
    }

    void upperTriangleGoesRowByRow()
    {
        Eigen::Matrix3d matrix;
        matrix << 1, 2, 3, 4, 5, 6, 7, 8, 9;
        QVERIFY(upperTriangle(matrix) == Eigen::Vector3d(2, 3, 6));
    }

    void dynamicsOfAPeriodicSeriesRepeat()
    {
        Eigen::MatrixXd period = Eigen::MatrixXd::Random(40, 5);
        Eigen::MatrixXd series(120, 5);
        series << period, period, period;
        const Eigen::MatrixXd dynamics = connectivityDynamics({series}, 20, 20);
        QCOMPARE(dynamics.rows(), Eigen::Index(6));
        QVERIFY(std::abs(dynamics(0, 2) - 1.0) < 1e-12);
        QVERIFY(std::abs(dynamics(1, 3) - 1.0) < 1e-12);
        QVERIFY(dynamics(0, 1) < 0.99);
    }

    void windowsStayInsideTheirRun()
    {
        const Eigen::MatrixXd run = Eigen::MatrixXd::Random(25, 4);
        QCOMPARE(connectivityDynamics({run, run}, 20, 5).rows(), Eigen::Index(4));
        QVERIFY_THROWS_EXCEPTION(InputError, connectivityDynamics({run}, 25, 5));
        QVERIFY_THROWS_EXCEPTION(InputError, connectivityDynamics({run}, 1, 5));
        QVERIFY_THROWS_EXCEPTION(
            InputError, connectivityDynamics({run, Eigen::MatrixXd(run.leftCols(3))}, 20, 5));
    }

    void distanceOfDistributions()
    {
        // Multiples of 1/128: shifted by 1/4 they meet each other exactly.
        const Eigen::VectorXd a = Eigen::VectorXd::LinSpaced(128, 0.0, 127.0) / 128.0;
        QCOMPARE(kolmogorovSmirnovDistance(a, a), 0.0);
        QCOMPARE(kolmogorovSmirnovDistance(a, a.array() + 1.0), 1.0);
        QVERIFY(std::abs(kolmogorovSmirnovDistance(a, a.array() + 0.25) - 0.25) < 1e-12);
        // Ties step both functions: {1, 1, 2} against {1, 2, 2}.
        QVERIFY(
            std::abs(kolmogorovSmirnovDistance(Eigen::Vector3d(1, 2, 1), Eigen::Vector3d(2, 1, 2)) -
                     1.0 / 3.0) < 1e-15);
    }

    void aRecordingHasItsPublishedConnectivity()
    {
        const auto runs = recordedRuns();
        const auto expected = test::sharedData("fmri/golden/all_fc_pearson.npy");
        if (runs.empty() || !std::filesystem::exists(expected))
            QSKIP("the test data beside the project are absent");
        const Eigen::MatrixXd golden = test::matrixOf(readNpy(expected));
        const Eigen::MatrixXd fc = functionalConnectivity(joined(runs, 0, 12));
        QVERIFY((fc - golden).cwiseAbs().maxCoeff() < 1e-12);
        const double halves =
            pearsonCorrelation(upperTriangle(functionalConnectivity(joined(runs, 0, 6))),
                               upperTriangle(functionalConnectivity(joined(runs, 6, 12))));
        QVERIFY(std::abs(halves - 0.6560785129217505) < 1e-10);
    }

    void aRecordingHasItsPublishedDynamics()
    {
        const auto runs = recordedRuns();
        if (runs.empty())
            QSKIP("the test data beside the project are absent");
        const Eigen::MatrixXd dynamics = connectivityDynamics(runs, 24, 6);
        QCOMPARE(dynamics.rows(), Eigen::Index(204));
        QVERIFY(std::abs(dynamics(0, 1) - 0.727488781565551) < 1e-10);
        QVERIFY(std::abs(dynamics(0, 16) - 0.260465597588182) < 1e-10);
        QVERIFY(std::abs(dynamics(0, 100) - 0.2486863983559236) < 1e-10);
        QVERIFY(std::abs(upperTriangle(dynamics).mean() - 0.222836534830415) < 1e-10);
        const double distance =
            kolmogorovSmirnovDistance(upperTriangle(dynamics.topLeftCorner(102, 102)),
                                      upperTriangle(dynamics.bottomRightCorner(102, 102)));
        QVERIFY(std::abs(distance - 0.23393515822170452) < 1e-10);
    }
};

NIE_TEST(ConnectivityTest);

}  // namespace nie::connectivity_test

#include "connectivity_test.moc"
