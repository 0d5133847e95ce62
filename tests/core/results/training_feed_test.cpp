#include "core/results/training_feed.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <atomic>
#include <thread>

namespace nie::training_feed_test {

class TrainingFeedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLostBetweenTwoThreads()
    {
        constexpr std::int64_t kReports = 20000;
        TrainingFeed feed;
        std::atomic<bool> done = false;
        std::jthread trainer([&feed, &done] {
            for (std::int64_t i = 1; i <= kReports; ++i) {
                StepReport report;
                report.step = i;
                feed.onStep(report);
                if (i % 100 == 0) {
                    ValidationReport validation;
                    validation.step = i;
                    feed.onValidation(validation);
                    feed.onEvent({i, 0.0, "checkpoint", "saved"});
                }
            }
            feed.onFinished(RunOutcome{});
            done = true;
        });

        std::vector<std::int64_t> steps;
        std::size_t validations = 0;
        std::size_t events = 0;
        bool finished = false;
        while (!finished) {
            const TrainingFeed::Batch batch = feed.drain();
            for (const StepReport& report : batch.steps)
                steps.push_back(report.step);
            validations += batch.validations.size();
            events += batch.events.size();
            finished = batch.finished.has_value();
        }
        QCOMPARE(steps.size(), std::size_t(kReports));
        for (std::int64_t i = 0; i < kReports; ++i)
            QCOMPARE(steps[static_cast<std::size_t>(i)], i + 1);
        QCOMPARE(validations, std::size_t(kReports / 100));
        QCOMPARE(events, std::size_t(kReports / 100));
        trainer.join();
        QVERIFY(feed.drain().empty());
    }

    void onlyTheNewestPredictionIsKept()
    {
        TrainingFeed feed;
        std::weak_ptr<const PredictionSnapshot> first;
        for (std::int64_t step = 1; step <= 3; ++step) {
            const auto snapshot = std::make_shared<PredictionSnapshot>();
            snapshot->step = step;
            if (step == 1)
                first = snapshot;
            feed.onPrediction(snapshot);
        }
        QVERIFY(first.expired());
        QCOMPARE(feed.drain().prediction->step, 3);
        QVERIFY(!feed.drain().prediction);
    }

    void drainingEmptiesTheFeed()
    {
        TrainingFeed feed;
        QVERIFY(feed.drain().empty());
        RunFacts facts;
        facts.experiment = "spirals";
        feed.onStarted(facts);
        const TrainingFeed::Batch batch = feed.drain();
        QVERIFY(!batch.empty());
        QCOMPARE(batch.started->experiment, std::string("spirals"));
        QVERIFY(feed.drain().empty());
    }

    void observerListPassesEverythingOnInOrder()
    {
        TrainingFeed a;
        TrainingFeed b;
        ObserverList both;
        both.add(a);
        both.add(b);
        both.onStarted({});
        both.onStep({});
        both.onValidation({});
        both.onPrediction(std::make_shared<PredictionSnapshot>());
        both.onEvent({});
        both.onFinished({});
        for (TrainingFeed* feed : {&a, &b}) {
            const TrainingFeed::Batch batch = feed->drain();
            QVERIFY(batch.started && batch.prediction && batch.finished);
            QCOMPARE(batch.steps.size() + batch.validations.size() + batch.events.size(),
                     std::size_t(3));
        }
    }
};

NIE_TEST(TrainingFeedTest);

}  // namespace nie::training_feed_test

#include "training_feed_test.moc"
