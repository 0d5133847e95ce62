#include "core/data/floors.h"
#include "core/data/metrics.h"
#include "datasets/spirals/spirals.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <numeric>

namespace nie::spirals_floors_test {

namespace {

std::vector<std::int64_t> range(std::int64_t first, std::int64_t count)
{
    std::vector<std::int64_t> numbers(static_cast<std::size_t>(count));
    std::iota(numbers.begin(), numbers.end(), first);
    return numbers;
}

void requireNear(double found, double expected, double share, const char* what)
{
    const QString text = QString("%1: found %2, expected %3").arg(what).arg(found).arg(expected);
    QVERIFY2(std::abs(found / expected - 1) < share, qPrintable(text));
}

}  // namespace

/// The floors of 250 training and 250 unseen curves, exact and with noise of 0.0211, points 20
/// to 99. They move by a quarter from one draw of 500 curves to the next: the mean over eight is
/// compared.
class SpiralsFloorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        SpiralsOptions options;
        options.curves = 600;
        options.noise = 0.0211;
        // The penalty of the ridge regression is chosen on curves outside both halves.
        const Split split = {range(0, 250), range(500, 100), range(250, 250)};
        constexpr int kDraws = 8;
        for (std::uint64_t seed = 1; seed <= kDraws; ++seed)
            for (const auto& [name, scores] :
                 scoreFloors(makeSpirals(options, {seed}), split, split.test)) {
                m_scores[name].mse += scores.mse / kDraws;
                m_scores[name].r2 += scores.r2 / kDraws;
                m_scores[name].r2Determination += scores.r2Determination / kDraws;
            }
    }

    void persistence()
    {
        requireNear(m_scores.at("persistence").mse, 0.262, 0.1, "mse");
        requireNear(m_scores.at("persistence").r2, 0.753, 0.1, "r2");
    }

    void persistenceAroundAShiftedWindow()
    {
        // Points 20 to 39 given; all points scored, as in the publication.
        SpiralsOptions options;
        options.noise = 0.0211;
        options.start = 20;
        double mse = 0.0;
        double r2 = 0.0;
        constexpr int kDraws = 4;
        for (std::uint64_t seed = 1; seed <= kDraws; ++seed) {
            const Dataset data = makeSpirals(options, {.seed = seed});
            const auto given = data.values.narrow(1, 20, 20);
            const auto rest = floors::outerValues(given, 20, 80);
            const auto whole =
                torch::cat({rest.narrow(1, 0, 20), given, rest.narrow(1, 20, 60)}, 1);
            const Scores scores = scorePredictions(whole, data.values);
            mse += scores.mse / kDraws;
            r2 += scores.r2 / kDraws;
        }
        requireNear(mse, 0.132, 0.1, "mse");
        requireNear(r2, 0.831, 0.03, "r2");
    }

    void ridgeRegression()
    {
        requireNear(m_scores.at("linear").mse, 0.0103, 0.1, "mse");
        requireNear(m_scores.at("linear").r2, 0.978, 0.02, "r2");
    }

    void nearestTrainingCurve()
    {
        requireNear(m_scores.at("nearest_curve").mse, 0.0044, 0.1, "mse");
        requireNear(m_scores.at("nearest_curve").r2, 0.995, 0.01, "r2");
    }

    void meanCurveCorrelatesButDeterminesNothing()
    {
        requireNear(m_scores.at("mean").mse, 0.390, 0.1, "mse");
        requireNear(m_scores.at("mean").r2, 0.850, 0.1, "r2");
        QVERIFY(m_scores.at("mean").r2Determination < -2);
    }

private:
    std::map<std::string, Scores> m_scores;
};

NIE_TEST(SpiralsFloorsTest);

}  // namespace nie::spirals_floors_test

#include "spirals_floors_test.moc"
