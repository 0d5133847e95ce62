#include "core/base/error.h"
#include "core/signals/linear_process.h"
#include "tests/support/error_text.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::linear_process_test {

namespace {

/// x(t+1) = x(t) times this, without noise: a decaying rotation.
Eigen::Matrix2d rotation()
{
    Eigen::Matrix2d matrix;
    matrix << 0.9 * std::cos(0.4), 0.9 * std::sin(0.4), -0.9 * std::sin(0.4), 0.9 * std::cos(0.4);
    return matrix;
}

Eigen::MatrixXd decay(const Eigen::RowVector2d& start, Eigen::Index rows)
{
    Eigen::MatrixXd series(rows, 2);
    series.row(0) = start;
    for (Eigen::Index row = 1; row < rows; ++row)
        series.row(row) = series.row(row - 1) * rotation();
    return series;
}

}  // namespace

class LinearProcessTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Two pieces that mirror each other have mean 0: the fit is exact, and nothing is left for the
    /// noise. Were the end of one followed by the beginning of the next, it would not be.
    void anExactProcessIsFoundWithoutJoiningPieces()
    {
        const std::vector<Eigen::MatrixXd> pieces{decay({1, 2}, 12), decay({-1, -2}, 12)};
        const LinearProcess process = LinearProcess::fit(pieces, 0.0);
        QVERIFY((process.transition() - rotation()).cwiseAbs().maxCoeff() < 1e-10);
        QVERIFY(process.simulate(20, 1).cwiseAbs().maxCoeff() < 1e-6);
    }

    /// Of x(t) = a x(t-1) + e with variance s^2 of e the variance is s^2 / (1 - a^2), neighbours
    /// correlate by a.
    void aSimulationHasTheVarianceAndTheMemoryOfItsProcess()
    {
        const double a = 0.8;
        Eigen::MatrixXd series(4000, 1);
        double state = 0.0;
        std::uint64_t bits = 1;
        for (Eigen::Index row = 0; row < series.rows(); ++row) {
            double noise = -6.0;  // nearly normal: a sum of twelve
            for (int k = 0; k < 12; ++k) {
                bits = bits * 6364136223846793005U + 1442695040888963407U;
                noise += double(bits >> 11) * 0x1p-53;
            }
            state = a * state + noise;
            series(row, 0) = 5.0 + state;
        }
        const LinearProcess process = LinearProcess::fit({series}, 0.0);
        QVERIFY(std::abs(process.transition()(0, 0) - a) < 0.03);
        const Eigen::VectorXd run = process.simulate(20000, 3).col(0);
        QVERIFY(std::abs(run.mean() - 5.0) < 0.3);
        const Eigen::ArrayXd centred = run.array() - run.mean();
        const double variance = centred.square().mean();
        QVERIFY2(std::abs(variance * (1.0 - a * a) - 1.0) < 0.15,
                 qPrintable(QString::number(variance)));
        const double memory = (centred.head(19999) * centred.tail(19999)).mean() / variance;
        QVERIFY(std::abs(memory - a) < 0.05);
        QVERIFY(process.simulate(5, 3) == process.simulate(5, 3));
        QVERIFY(process.simulate(5, 3) != process.simulate(5, 4));
    }

    void aPenaltyShrinksTheFit()
    {
        const std::vector<Eigen::MatrixXd> pieces{decay({1, 2}, 12), decay({-1, -2}, 12)};
        const double whole = LinearProcess::fit(pieces, 0.0).transition().norm();
        const double half = LinearProcess::fit(pieces, 1.0).transition().norm();
        QVERIFY(half < 0.7 * whole && half > 0.3 * whole);
        const auto text =
            test::inputErrorOf([] { LinearProcess::fit({Eigen::MatrixXd::Ones(1, 2)}, 0.0); });
        QVERIFY2(text.contains("no row follows"), qPrintable(text));
    }
};

NIE_TEST(LinearProcessTest);

}  // namespace nie::linear_process_test

#include "linear_process_test.moc"
