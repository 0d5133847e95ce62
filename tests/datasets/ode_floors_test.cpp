#include "core/data/floors.h"
#include "datasets/dataset_catalog.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>
#include <numeric>

namespace nie::ode_floors_test {

namespace {

std::vector<std::int64_t> range(std::int64_t first, std::int64_t count)
{
    std::vector<std::int64_t> numbers(static_cast<std::size_t>(count));
    std::iota(numbers.begin(), numbers.end(), first);
    return numbers;
}

/// MSE of one floor over several draws.
struct Spread {
    double mean = 0.0;
    double least = 1e300;
    double largest = 0.0;
};

using Floors = std::map<std::string, Spread>;

Floors floorsOf(const std::string& name, Json section, std::int64_t training, std::int64_t test,
                int draws)
{
    constexpr std::int64_t kValidation = 60;
    section["curves"] = training + test + kValidation;
    Floors floors;
    for (int seed = 1; seed <= draws; ++seed) {
        const Dataset data = builtinDatasets()
                                 .find(name, "test")
                                 .make(section, "test", static_cast<std::uint64_t>(seed), {});
        const Split split = {range(0, training), range(training + test, kValidation),
                             range(training, test)};
        for (const auto& [floor, scores] : scoreFloors(data, split, split.test)) {
            Spread& spread = floors[floor];
            spread.mean += scores.mse / draws;
            spread.least = std::min(spread.least, scores.mse);
            spread.largest = std::max(spread.largest, scores.mse);
        }
    }
    return floors;
}

QString describe(const char* floor, const Spread& spread)
{
    return QString("%1: mean %2, %3 to %4")
        .arg(floor)
        .arg(spread.mean)
        .arg(spread.least)
        .arg(spread.largest);
}

void requireMean(const Floors& floors, const char* floor, double expected)
{
    const Spread& spread = floors.at(floor);
    QVERIFY2(std::abs(spread.mean / expected - 1) < 0.1, qPrintable(describe(floor, spread)));
}

/// Where a floor moves by more than a tenth from draw to draw, the reference, itself one draw, has
/// to lie among the draws.
void requireAmongDraws(const Floors& floors, const char* floor, double reference)
{
    const Spread& spread = floors.at(floor);
    QVERIFY2(spread.least <= reference && reference <= spread.largest,
             qPrintable(describe(floor, spread)));
}

}  // namespace

/// The published floors of the second half of the curves, in the normalised unit.
class OdeFloorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lotkaVolterraInLogarithms()
    {
        const Floors floors = floorsOf("lotka_volterra", Json::object(), 320, 80, 16);
        requireMean(floors, "persistence", 0.722);
        requireAmongDraws(floors, "mean", 1.335);
        requireAmongDraws(floors, "linear", 0.386);
        requireAmongDraws(floors, "nearest_curve", 0.241);
        requireMean(floors, "own_mean", 0.962);
        requireMean(floors, "var", 0.461);
    }

    void lotkaVolterraOverTheLargestValue()
    {
        const Floors floors =
            floorsOf("lotka_volterra", {{"normalisation", "maximum"}}, 320, 80, 16);
        requireMean(floors, "mean", 0.0174);
        requireMean(floors, "linear", 0.0091);
        requireAmongDraws(floors, "persistence", 0.0248);
        requireAmongDraws(floors, "nearest_curve", 0.0124);
    }

    void lorenzForecastRewardsAModelThatKnowsTheCurve()
    {
        const Floors floors = floorsOf("lorenz", Json::object(), 160, 40, 16);
        requireMean(floors, "mean", 0.97);
        requireAmongDraws(floors, "persistence", 1.57);
        requireAmongDraws(floors, "nearest_curve", 0.44);
        QVERIFY(floors.at("nearest_curve").mean < floors.at("linear").mean);
        QVERIFY(floors.at("linear").mean < floors.at("mean").mean);
    }

    void lorenzFromTheOriginIsTooEasyForTenUnitsAndNotForTwenty()
    {
        const Floors easy = floorsOf("lorenz", {{"variant", "from_origin_10"}}, 160, 40, 4);
        QVERIFY(easy.at("nearest_curve").mean < 0.003);
        const Floors hard = floorsOf("lorenz", {{"variant", "from_origin_20"}}, 160, 40, 3);
        requireMean(hard, "mean", 0.74);
        requireMean(hard, "nearest_curve", 1.03);
    }

    void lorenzAsPublishedCannotBePredictedBetterThanByTheMean()
    {
        const Floors floors =
            floorsOf("lorenz", {{"variant", "as_published_unpredictable"}}, 80, 20, 3);
        requireMean(floors, "mean", 1.05);
        requireMean(floors, "persistence", 2.16);
        for (const auto& [name, spread] : floors)
            QVERIFY2(spread.mean > 0.95, qPrintable(describe(name.c_str(), spread)));
    }
};

NIE_TEST(OdeFloorsTest);

}  // namespace nie::ode_floors_test

#include "ode_floors_test.moc"
