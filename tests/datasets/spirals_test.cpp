#include "datasets/spirals/spirals.h"

#include <QTest>

using namespace nie;

namespace {

using Table = Eigen::Matrix<double, 3, 2>;

struct Reference {
    Eigen::Vector2d u;
    Table y;  ///< rows: t = 25/99, 50/99, 1
};

/// The reference values are given to eight decimals.
constexpr double kRounding = 0.5e-8;

const std::vector<Reference> kReferences = {
    {{0.0, 0.0}, Table{{0.9606492, -1.28901796}, {0.57189913, -0.5423576}, {0.5414590227, -0.5390110444}}},
    {{0.5, -0.25}, Table{{1.46064964, -1.53901879}, {1.07238382, -0.79209916}, {1.04033792, -0.79025313}}},
    {{-0.8, 0.6}, Table{{0.16858604, -0.67845235}, {-0.51923883, -0.15022856}, {0.94521495, -0.06170128}}},
};

}  // namespace

class SpiralsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void solutionsMeetTheReferenceValues()
    {
        for (const Reference& reference : kReferences) {
            const Eigen::MatrixXd y = spirals::solve(reference.u, 100);
            const std::vector<Eigen::Index> at = {25, 50, 99};
            for (Eigen::Index k = 0; k < 3; ++k) {
                const Eigen::Vector2d error = y.col(at[static_cast<std::size_t>(k)]) - reference.y.row(k).transpose();
                QVERIFY(error.cwiseAbs().maxCoeff() < 1e-9 + kRounding);
            }
        }
    }
};

QTEST_APPLESS_MAIN(SpiralsTest)
#include "spirals_test.moc"
