#include "core/data/floors.h"
#include "core/data/horizon_scores.h"
#include "core/data/noise_ceiling_scores.h"
#include "datasets/brain/brain.h"
#include "datasets/brain/time_split.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::brain_floors_test {

namespace {

/// The published protocol: 5000 rows in two halves, windows of 20 points, the first one given.
/// As the reference numbers were made, what is fitted begins after the start-up, at row 500.
struct PublishedTask {
    Dataset data;
    torch::Tensor training, given, truth;

    PublishedTask()
    {
        BrainOptions options;
        options.protocol = "as_published";
        options.curves = 3000;
        data = makeBrain(options, {1});
        const auto starts =
            brain::evenStarts({0, 2500}, 20, std::int64_t(data.ownSplit->training.size()));
        std::vector<std::int64_t> late;
        for (std::size_t i = 0; i < starts.size(); ++i) {
            if (starts[i] >= 500)
                late.push_back(data.ownSplit->training[i]);
        }
        const auto samples = [&](const std::vector<std::int64_t>& indices) {
            return data.values.index_select(0, torch::tensor(indices, torch::kInt64));
        };
        training = samples(late);
        const torch::Tensor test = samples(data.ownSplit->test);
        given = test.narrow(1, 0, 1);
        truth = test.narrow(1, 1, 19);
    }
};

/// At the points 3, 5, 10 and 20 of the window; the first, given one counts.
std::vector<double> atPoints(const std::vector<double>& byHorizon)
{
    return {byHorizon[1], byHorizon[3], byHorizon[8], byHorizon[18]};
}

void requireWithin(const std::vector<double>& found, const std::vector<double>& expected,
                   double relative, const char* what)
{
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY2(std::abs(found[i] / expected[i] - 1.0) < relative,
                 qPrintable(QString("%1, entry %2: %3, expected %4")
                                .arg(what)
                                .arg(i)
                                .arg(found[i])
                                .arg(expected[i])));
}

}  // namespace

/// What costs nothing on the published task, against an independent simulation of it.
class BrainFloorsTest : public QObject {
    Q_OBJECT

    PublishedTask m_task;
    HorizonScores m_persistence, m_ar, m_mean;

private Q_SLOTS:
    void initTestCase()
    {
        const auto& [data, training, given, truth] = m_task;
        QCOMPARE(given.size(0), std::int64_t(500));
        m_persistence = scoreByHorizon(floors::persistence(given, 19), truth);
        m_ar = scoreByHorizon(floors::autoregression(training, given), truth);
        m_mean = scoreByHorizon(floors::meanCurve(training, 1, given.size(0)), truth);
    }

    void absoluteErrorsMeetTheReference()
    {
        requireWithin(atPoints(m_persistence.meanAbsoluteError), {.142, .274, .543, .845}, 0.05,
                      "persistence");
        requireWithin(atPoints(m_ar.meanAbsoluteError), {.142, .270, .506, .689}, 0.05,
                      "autoregression");
        // The mean curve is left out: it hangs on slow changes between the halves of one series,
        // here .71, .77 in the reference; how far draws differ has not been measured.
    }

    void nodeDistancesMeetTheReference()
    {
        // In units of the 90 % quantile of |ln r|.
        const Json& unit = m_task.data.recipe.at("physical");
        BrainOptions options;
        options.protocol = "as_published";
        options.scaling = "quantile";
        options.curves = 3;
        const double quantile =
            makeBrain(options, {1}).recipe.at("physical").at("scale").get<double>();
        const double scale = unit.at("scale").get<double>() / quantile;
        const auto scaled = [&](const HorizonScores& scores) {
            std::vector<double> result = atPoints(scores.distance);
            for (double& value : result)
                value *= scale;
            return result;
        };
        qInfo("deviation / quantile of ln r: %.4f", scale);
        requireWithin(scaled(m_persistence), {.55, 1.07, 2.11, 3.29}, 0.05, "persistence");
        requireWithin(scaled(m_ar), {.55, 1.05, 1.96, 2.67}, 0.05, "autoregression");
    }

    void nineteenMillisecondsAheadLittleIsDetermined()
    {
        qInfo("R2 at point 20: persistence %.3f, autoregression %.3f, mean %.3f",
              m_persistence.r2[18], m_ar.r2[18], m_mean.r2[18]);
        QVERIFY(std::abs(m_persistence.r2[18] + 0.43) < 0.05);
        QVERIFY(std::abs(m_ar.r2[18] - 0.06) < 0.05);
    }

    /// At points 5, 10 and 20, of a simulation of its own; 20 moments of one series leave a tenth.
    void theNoiseCeilingMeetsTheReference()
    {
        const HorizonScores ceiling = noiseCeilingScores(m_task.data.recipe, m_task.truth);
        QCOMPARE(ceiling.distance.size(), std::size_t(19));
        const std::vector<double> mae = atPoints(ceiling.meanAbsoluteError);
        qInfo("noise ceiling, MAE at points 5, 10, 20: %.3f %.3f %.3f; R2 %.3f %.3f %.3f", mae[1],
              mae[2], mae[3], ceiling.r2[3], ceiling.r2[8], ceiling.r2[18]);
        requireWithin({mae[1], mae[2], mae[3]}, {.095, .270, .634}, 0.1, "noise ceiling");
        QVERIFY(std::abs(ceiling.r2[3] - .986) < 0.01);
        QVERIFY(std::abs(ceiling.r2[8] - .886) < 0.04);
        QVERIFY(std::abs(ceiling.r2[18] - .370) < 0.08);
    }

    /// No floor may come near the noise that is left.
    void theNoiseCeilingLiesBelowEveryFloor()
    {
        const double noise = m_task.data.noiseVariance;
        const auto meanSquare = [&](const torch::Tensor& predicted) {
            return (predicted - m_task.truth).square().mean().item<double>();
        };
        QVERIFY2(noise > 0.0, qPrintable(QString::number(noise)));
        QVERIFY(noise < 0.7 * meanSquare(floors::autoregression(m_task.training, m_task.given)));
    }
};

NIE_TEST(BrainFloorsTest);

}  // namespace nie::brain_floors_test

#include "brain_floors_test.moc"
