#include "core/experiments/attention_capture.h"
#include "core/experiments/head_ablation.h"
#include "core/training/prediction.h"
#include "tests/core/experiments/attention_example.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::head_ablation_test {

class HeadAblationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void captureAndAblationLeaveTheModelAsItWas()
    {
        for (const bool fields : {false, true}) {
            const auto task = test::exampleTask(fields);
            task.model->train();
            const auto before = predictSamples(task, task.split.test, {}).y;
            const auto statistics = AttentionCapture(task, {}, {}).statistics({});
            ablateHeads(task, "validation", {});
            QVERIFY(torch::equal(predictSamples(task, task.split.test, {}).y, before));
            QVERIFY(task.model->is_training());
            const auto again = AttentionCapture(task, {}, {}).statistics({});
            for (std::size_t h = 0; h < again.heads.size(); ++h)
                QCOMPARE(*again.heads[h].entropy, *statistics.heads[h].entropy);
        }
    }

    void ablationIsLeavingTheHeadOutOfTheOutputProjection()
    {
        for (const bool fields : {false, true}) {
            const auto task = test::exampleTask(fields);
            const AblationStudy study = ablateHeads(task, "test", {});
            QCOMPARE(study.heads.size(), std::size_t(6));
            const auto scoreWithout = [&](std::int64_t layer, std::int64_t first,
                                          std::int64_t last) {
                const torch::NoGradGuard noGrad;
                auto weight =
                    task.model->named_parameters()["operator.block" + std::to_string(layer) +
                                                   "_attention.output.weight"];
                const auto kept = weight.clone();
                weight.slice(1, first, last).zero_();
                const auto set = predictSamples(task, task.split.test, {});
                weight.copy_(kept);
                return (set.y - set.truth).slice(1, 2).square().mean().item<double>();
            };
            for (const HeadAblation& head : study.heads) {
                const double expected = scoreWithout(head.layer, 4 * head.head, 4 * head.head + 4);
                QVERIFY(std::abs(head.scores.mse - expected) < 1e-5 * expected);
                QVERIFY(head.scores.mse != study.whole.mse);
            }
            const torch::NoGradGuard noGrad;
            task.model->named_parameters()["operator.block0_attention.output.weight"].zero_();
            const double none = scoreWithout(1, 0, test::kExampleWidth);
            QVERIFY(std::abs(study.none.mse - none) < 1e-5 * none);
        }
    }
};

NIE_TEST(HeadAblationTest);

}  // namespace nie::head_ablation_test

#include "head_ablation_test.moc"
