#include "core/base/error.h"
#include "tests/datasets/brain/golden_numbers.h"
#include "tests/support/error_text.h"
#include "tests/support/test_registry.h"

#include <QRegularExpression>
#include <QTest>

namespace nie::connectome_test {

using namespace nie::brain;

class ConnectomeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void entriesOfTheFirstSeedMeetTheGoldenNumbers()
    {
        const Json golden = test::goldenNumbers().at("connectome_seed1");
        const Connectome connectome = syntheticConnectome(1, 1.5);
        static const QRegularExpression entry("^([CD])\\[(\\d+)\\]\\[(\\d+)\\]$");
        for (const auto& [name, value] : golden.at("entries").items()) {
            const auto match = entry.match(QString::fromStdString(name));
            QVERIFY2(match.hasMatch(), name.c_str());
            const Eigen::MatrixXd& matrix =
                match.captured(1) == "C" ? connectome.weights : connectome.lengths;
            const double found = matrix(match.captured(2).toInt(), match.captured(3).toInt());
            QVERIFY2(std::abs(found / value.get<double>() - 1.0) < 1e-9, name.c_str());
        }
        const auto expected = [&](const char* name) { return golden.at(name).get<double>(); };
        QVERIFY(std::abs(connectome.weights.sum() / expected("sumC") - 1.0) < 1e-9);
        QVERIFY(std::abs(connectome.lengths.maxCoeff() / expected("maxD") - 1.0) < 1e-9);
        QCOMPARE((connectome.weights.array() == 0.0).count() - connectome.regions(),
                 golden.at("zeroWeights").get<Eigen::Index>());
        QCOMPARE((connectome.weights.array() == 1.0).count(),
                 golden.at("clippedToOne").get<Eigen::Index>());
    }

    void weightsAreSymmetricWithoutSelfConnectionsAndWithTheirStrength()
    {
        for (const double strength : {0.5, 1.5, 2.2}) {
            const Connectome connectome = syntheticConnectome(7, strength);
            QVERIFY(connectome.weights == connectome.weights.transpose());
            QVERIFY(connectome.lengths == connectome.lengths.transpose());
            QVERIFY(connectome.weights.diagonal().isZero(0.0));
            QVERIFY(connectome.weights.maxCoeff() <= 1.0 && connectome.weights.minCoeff() >= 0.0);
            // A little less: the weakest links were cut.
            const double meanRowSum = connectome.weights.sum() / 80.0;
            QVERIFY(meanRowSum <= strength && meanRowSum > 0.995 * strength);
        }
    }

    /// Row sums 0.76 to 2.94, spectral radius 1.75.
    void theDefaultHasTheDescribedStructure()
    {
        const Connectome connectome = syntheticConnectome();
        const Eigen::VectorXd rowSums = connectome.weights.rowwise().sum();
        QVERIFY(std::abs(rowSums.minCoeff() - 0.76) < 0.01);
        QVERIFY(std::abs(rowSums.maxCoeff() - 2.94) < 0.01);
        const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(connectome.weights);
        QVERIFY(std::abs(solver.eigenvalues().cwiseAbs().maxCoeff() - 1.75) < 0.01);
    }

    void aStrengthThatCannotBeReachedIsRefused()
    {
        for (const double strength : {0.0, -1.0, 79.0, 100.0, double(NAN)})
            QVERIFY(
                test::inputErrorOf([&] { syntheticConnectome(1, strength); }).contains("strength"));
    }

    void badMatricesAreRefusedByNameAndPlace()
    {
        const Eigen::MatrixXd good = Eigen::MatrixXd::Constant(3, 3, 1.0);
        Warnings warnings;
        const auto messageOf = [&](const Eigen::MatrixXd& weights, const Eigen::MatrixXd& lengths) {
            return test::inputErrorOf(
                [&] { measuredConnectome(weights, lengths, false, "sc.npy", warnings); });
        };
        QVERIFY(messageOf(good.leftCols(2), good).contains("sc.npy: weights: not a square"));
        QVERIFY(messageOf(good, Eigen::MatrixXd::Ones(4, 4)).contains("different sizes"));
        Eigen::MatrixXd bad = good;
        bad(1, 2) = -0.5;
        QVERIFY(messageOf(bad, good).contains("weights: bad value in row 2, column 3"));
        bad(1, 2) = NAN;
        QVERIFY(messageOf(good, bad).contains("lengths: bad value in row 2, column 3"));
        QVERIFY(messageOf(Eigen::MatrixXd(0, 0), good).contains("not a square"));
    }

    void unitsAndScaleThatLookWrongAreRemarkedOn()
    {
        const auto remarks = [](const Eigen::MatrixXd& weights, const Eigen::MatrixXd& lengths) {
            Warnings warnings;
            measuredConnectome(weights, lengths, false, "sc.npy", warnings);
            std::string all;
            for (const std::string& warning : warnings)
                all += warning + "\n";
            return QString::fromStdString(all);
        };
        const Eigen::MatrixXd weights = Eigen::MatrixXd::Ones(3, 3);
        const Eigen::MatrixXd lengths = 120.0 * Eigen::MatrixXd::Ones(3, 3);
        QCOMPARE(remarks(weights, lengths), QString());
        QVERIFY(remarks(weights, lengths / 1000.0).contains("in m?"));
        QVERIFY(remarks(weights, lengths / 10.0).contains("in cm?"));
        QVERIFY(remarks(50.0 * weights, lengths).contains("largest weight is 50"));
        QVERIFY(remarks(50.0 * weights, lengths).contains("mean row sum"));
        Eigen::MatrixXd directed = weights;
        directed(0, 2) = 0.25;
        QVERIFY(remarks(directed, lengths).contains("not symmetric"));
    }

    void transposedMatricesAreTurnedAndSelfConnectionsRemoved()
    {
        Eigen::Matrix2d weights, lengths;
        weights << 5.0, 1.0, 0.25, 5.0;
        lengths << 9.0, 40.0, 80.0, 9.0;
        Warnings warnings;
        const Connectome turned = measuredConnectome(weights, lengths, true, "sc.npy", warnings);
        QCOMPARE(turned.weights(1, 0), 1.0);
        QCOMPARE(turned.weights(0, 1), 0.25);
        QCOMPARE(turned.lengths(1, 0), 40.0);
        QVERIFY(turned.weights.diagonal().isZero(0.0) && turned.lengths.diagonal().isZero(0.0));
    }
};

NIE_TEST(ConnectomeTest);

}  // namespace nie::connectome_test

#include "connectome_test.moc"
