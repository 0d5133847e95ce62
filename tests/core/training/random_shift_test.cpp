#include "core/base/error.h"
#include "core/training/prediction.h"
#include "tests/core/training/small_task.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::random_shift_test {

namespace {

/// Fields on 6 x 4 points, the second axis not periodic.
std::shared_ptr<Dataset> fields()
{
    auto data = std::make_shared<Dataset>();
    data->name = "fields";
    data->channels = {"u"};
    data->times = torch::tensor({0.0, 1.0, 2.0}, torch::kDouble);
    data->space = {SpaceAxis::periodicAxis("x", 6), SpaceAxis{"y", "y", {0, 1, 2, 3}, false, 3.0}};
    torch::manual_seed(1);
    data->values = torch::randn({8, 3, 6, 4, 1}, torch::kDouble);
    return data;
}

}  // namespace

class RandomShiftTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySampleIsRolledAlongItsPeriodicAxesAlone()
    {
        TrainingTask task;
        task.dataset = fields();
        const auto original = makeBatch(task, {0, 1, 2, 3, 4, 5, 6, 7});
        auto batch = original;
        torch::manual_seed(2);
        shiftRandomly(batch, *task.dataset);
        bool anyMoved = false;
        for (std::int64_t i = 0; i < 8; ++i) {
            std::int64_t shift = 0;
            while (shift < 6 && !torch::equal(original.truth[i].roll(shift, 1), batch.truth[i]))
                ++shift;
            QVERIFY2(shift < 6, "not a shift along x");
            anyMoved = anyMoved || shift > 0;
        }
        QVERIFY(anyMoved);
        QVERIFY(torch::equal(batch.query.given, batch.truth.slice(1, 0, 1)));
    }

    void dataThatAreNotTranslationInvariantAreNotShifted()
    {
        TrainingOptions options;
        options.steps = 1;
        options.randomShift = true;
        QVERIFY_EXCEPTION_THROWN(Trainer(test::smallTask(), options, {}), InputError);
    }
};

NIE_TEST(RandomShiftTest);

}  // namespace nie::random_shift_test

#include "random_shift_test.moc"
