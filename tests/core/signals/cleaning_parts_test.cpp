#include "core/signals/confounds.h"
#include "core/signals/cubic_spline.h"
#include "core/signals/partial_correlation.h"
#include "core/signals/polynomial_trend.h"
#include "core/signals/power_spectrum.h"
#include "core/signals/standardise.h"
#include "tests/support/error_text.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <numbers>

namespace nie::cleaning_parts_test {

namespace {

Eigen::MatrixXd scattered(Eigen::Index rows, Eigen::Index columns, double phase)
{
    Eigen::MatrixXd series(rows, columns);
    for (Eigen::Index row = 0; row < rows; ++row)
        for (Eigen::Index column = 0; column < columns; ++column)
            series(row, column) =
                std::sin(double((row + 1) * (row + 3)) * (0.71 + 0.09 * double(column)) + phase);
    return series;
}

}  // namespace

class CleaningPartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void polynomialsOfTheDegreeVanishAndOthersDoNot()
    {
        Eigen::MatrixXd powers(50, 4);
        for (Eigen::Index row = 0; row < 50; ++row)
            for (int k = 0; k < 4; ++k)
                powers(row, k) = 1e4 + std::pow(double(row), k);
        for (int degree = 0; degree < 3; ++degree) {
            const Eigen::MatrixXd rest = withoutTrend(powers, degree);
            for (int k = 0; k < 4; ++k)
                QCOMPARE(rest.col(k).norm() < 1e-8 * powers.col(k).norm(), k <= degree);
        }
        const Eigen::MatrixXd series = scattered(40, 3, 0);
        QVERIFY((withoutTrend(series, 1) - detrended(series)).norm() < 1e-12);
        QVERIFY(test::inputErrorOf([] {
                    withoutTrend(Eigen::MatrixXd::Ones(2, 1), 1);
                }).contains("too short"));
    }

    void whatConfoundsExplainIsGoneAndTheRestIsOrthogonalToThem()
    {
        const Eigen::MatrixXd confounds = withoutTrend(scattered(60, 4, 2), 0);
        const Eigen::MatrixXd series = withoutTrend(scattered(60, 5, 0), 0);
        Eigen::MatrixXd mixed = series;
        mixed.col(1) = 3 * confounds.col(0) - confounds.col(2);
        const Eigen::MatrixXd rest = withoutConfounds(mixed, confounds);
        QVERIFY(rest.col(1).norm() < 1e-10);
        QVERIFY((confounds.transpose() * rest).cwiseAbs().maxCoeff() < 1e-10);
        // A column that repeats another one changes nothing.
        Eigen::MatrixXd repeated(60, 5);
        repeated << confounds, 2 * confounds.col(1);
        QVERIFY((withoutConfounds(mixed, repeated) - rest).norm() < 1e-10);
    }

    void motionHasDifferencesAndSquaresWithAFirstRowOfZeros()
    {
        const Eigen::MatrixXd motion = scattered(10, 6, 0);
        const Eigen::MatrixXd all = motionExpansion(motion);
        QCOMPARE(all.cols(), Eigen::Index(24));
        QVERIFY(all.block(0, 6, 1, 6).isZero(0));
        QCOMPARE(all(3, 7), motion(3, 1) - motion(2, 1));
        QCOMPARE(all(3, 12), motion(3, 0) * motion(3, 0));
        QCOMPARE(all(3, 19), all(3, 7) * all(3, 7));
    }

    void cosinesAreOrthonormalAndEndAtTheCutOff()
    {
        const Eigen::MatrixXd drift = cosineDrift(121, 0.01, 2.5);
        QCOMPARE(drift.cols(), Eigen::Index(6));
        QVERIFY((drift.transpose() * drift - Eigen::MatrixXd::Identity(6, 6)).norm() < 1e-12);
        QVERIFY(std::abs(drift(0, 0) - 0.12855403614480546) < 1e-15);
    }

    void splinesBridgeCubicsExactly()
    {
        Eigen::MatrixXd cubic(30, 2);
        for (Eigen::Index row = 0; row < 30; ++row) {
            const double t = double(row) / 7 - 2;
            cubic.row(row) << t * t * t - 2 * t, 3 - t * t;
        }
        for (const auto& gone :
             {std::vector<int>{4, 5, 6, 20}, {1, 28}, {2, 3, 5, 7, 11, 13, 17}}) {
            std::vector<bool> kept(30, true);
            Eigen::MatrixXd holed = cubic;
            for (const int row : gone) {
                kept[std::size_t(row)] = false;
                holed.row(row).setConstant(1e6);
            }
            QVERIFY((splineBridged(holed, kept) - cubic).cwiseAbs().maxCoeff() < 1e-11);
            const Eigen::MatrixXd held = heldBridged(holed, kept);
            QVERIFY(held.row(gone[0]) == cubic.row(gone[0] - 1));
        }
        // A parabola through three, a line through two.
        std::vector<bool> few(30, false);
        few[0] = few[10] = few[29] = true;
        QVERIFY((splineBridged(cubic, few).col(1) - cubic.col(1)).norm() < 1e-11);
        few[10] = false;
        QVERIFY(std::abs(splineBridged(cubic, few)(1, 0) -
                         (cubic(0, 0) + (cubic(29, 0) - cubic(0, 0)) / 29)) < 1e-12);
        few[29] = false;
        QVERIFY(test::inputErrorOf([&] { splineBridged(cubic, few); }).contains("at least 2"));
    }

    void partialCorrelationIsThatOfTheResiduals()
    {
        const Eigen::MatrixXd series = withoutTrend(scattered(80, 4, 0), 0);
        const Eigen::MatrixXd partial = partialCorrelation(sampleCovariance(series));
        const Eigen::MatrixXd rest = withoutConfounds(series.leftCols(2), series.rightCols(2));
        const double expected =
            rest.col(0).dot(rest.col(1)) / (rest.col(0).norm() * rest.col(1).norm());
        QVERIFY(std::abs(partial(0, 1) - expected) < 1e-10);
        QCOMPARE(partial(2, 2), 1.0);
        QVERIFY(std::isnan(partialCorrelation(sampleCovariance(scattered(3, 4, 0)))(0, 1)));
        const ShrunkCovariance shrunk = ShrunkCovariance::of(scattered(3, 4, 0));
        QVERIFY(shrunk.shrinkage > 0 && shrunk.shrinkage <= 1);
        QVERIFY(std::abs(shrunk.matrix.trace() - sampleCovariance(scattered(3, 4, 0)).trace()) <
                1e-12);
        QVERIFY(partialCorrelation(shrunk.matrix).allFinite());
    }

    void spectrumHoldsThePowerOfAWaveAtItsFrequency()
    {
        Eigen::MatrixXd series(512, 1);
        for (Eigen::Index row = 0; row < 512; ++row)
            series(row, 0) = 3 * std::sin(2 * std::numbers::pi * double(row) * 16 / 128);
        const PowerSpectrum spectrum = PowerSpectrum::of(series, 0.5, 128);
        Eigen::Index peak = 0;
        spectrum.density.col(0).maxCoeff(&peak);
        QCOMPARE(spectrum.frequencies[peak], 16.0 / 128 * 0.5);
        const double spacing = spectrum.frequencies[1];
        QVERIFY(std::abs(spectrum.density.sum() * spacing - 4.5) < 1e-9);
        QVERIFY(test::inputErrorOf([&] {
                    PowerSpectrum::of(series, 0.5, 1000);
                }).contains("1000 of 512"));
    }
};

NIE_TEST(CleaningPartsTest);

}  // namespace nie::cleaning_parts_test

#include "cleaning_parts_test.moc"
