#include "tests/support/test_registry.h"
#include "tests/widgets/scene/scene_samples.h"
#include "widgets/scene/phase_space.h"

#include <QTest>

#include <cmath>
#include <limits>

namespace nie::phase_space_test {

using namespace nie::test;

class PhaseSpaceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void boxHoldsTheTruthWithALittleRoom()
    {
        const auto sample = helix(4);
        const SceneBox box = phaseBox(*sample, sample->truth, {0, 3, 2}, nullptr);
        QCOMPARE(box.axes[1].label, QString("y4"));
        QVERIFY(box.axes[0].from < -1 && box.axes[0].from > -1.2);
        QVERIFY(box.axes[0].to > 1 && box.axes[0].to < 1.2);
        for (const SceneVector& point : phasePoints(sample->truth, 4, {0, 3, 2}, box))
            QVERIFY(isFinite(point));
    }

    void placesAreLinearInTheChosenChannels()
    {
        const auto sample = helix(4);
        const PhaseChannels channels{1, 2, 3};
        const SceneBox box = phaseBox(*sample, sample->prediction, channels, nullptr);
        const auto points = phasePoints(sample->prediction, 4, channels, box);
        QCOMPARE(points.size(), sample->times.size());
        for (std::size_t time : {0U, 17U, 199U})
            for (std::size_t axis = 0; axis < 3; ++axis) {
                const SceneAxis& a = box.axes[axis];
                const double value =
                    sample->prediction[4 * time + static_cast<std::size_t>(channels[axis])];
                const double share = (value - a.from) / (a.to - a.from);
                QVERIFY(std::abs(points[time][axis] - box.extent[axis] * (2 * share - 1)) < 1e-12);
            }
    }

    void predictionThatRunsAwayLeavesTheBoxInsteadOfStretchingIt()
    {
        const auto sample = helix();
        std::vector<double> astray = sample->prediction;
        astray[3 * 150] = 1e6;
        astray[3 * 151 + 1] = std::numeric_limits<double>::quiet_NaN();
        const SceneBox box = phaseBox(*sample, astray, {0, 1, 2}, nullptr);
        QVERIFY(box.axes[0].to < 3.5);
        const auto points = phasePoints(astray, 3, {0, 1, 2}, box);
        QVERIFY(!isFinite(points[150]));
        QVERIFY(!isFinite(points[151]));
        QVERIFY(isFinite(points[149]) && isFinite(points[152]));
    }

    void boxOfTheSameSampleNeverShrinks()
    {
        const auto sample = helix();
        std::vector<double> wide = sample->prediction;
        wide[0] = 2.5;
        const SceneBox first = phaseBox(*sample, wide, {0, 1, 2}, nullptr);
        const SceneBox next = phaseBox(*sample, sample->prediction, {0, 1, 2}, &first);
        QCOMPARE(next.axes[0].to, first.axes[0].to);
        QVERIFY(phaseBox(*sample, sample->prediction, {0, 1, 2}, nullptr).axes[0].to <
                first.axes[0].to);
    }

    void constantAndEmptyChannelsHaveABoxOfSomeSize()
    {
        const auto sample = helix();
        for (std::size_t i = 0; i < sample->truth.size(); i += 3) {
            sample->truth[i] = 4;
            sample->truth[i + 1] = std::numeric_limits<double>::quiet_NaN();
        }
        const SceneBox box = phaseBox(*sample, sample->truth, {0, 1, 2}, nullptr);
        QVERIFY(box.axes[0].from < 4 && box.axes[0].to > 4);
        QVERIFY(box.axes[1].from < box.axes[1].to);
    }
};

NIE_TEST(PhaseSpaceTest);

}  // namespace nie::phase_space_test

#include "phase_space_test.moc"
