#include "core/base/error.h"
#include "datasets/sample_workers.h"
#include "tests/support/test_registry.h"

#include <torch/torch.h>

#include <QTest>

#include <atomic>
#include <set>
#include <stdexcept>
#include <thread>

namespace nie::sample_workers_test {

class SampleWorkersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySampleIsMadeOnce_data()
    {
        QTest::addColumn<int>("threads");
        QTest::newRow("one") << 1;
        QTest::newRow("three") << 3;
        QTest::newRow("more than blocks") << 20;
        QTest::newRow("as LibTorch") << 0;
    }

    void everySampleIsMadeOnce()
    {
        QFETCH(int, threads);
        std::vector<std::atomic<int>> made(23);
        std::atomic<bool> blocksAsAsked = true;
        std::vector<std::int64_t> reports;
        const GenerationContext context{.threads = threads,
                                        .progress = [&](std::int64_t done, std::int64_t total) {
                                            if (total == 23)
                                                reports.push_back(done);
                                        }};
        makeSamples(23, 5, context, [&](std::int64_t first, std::int64_t count) {
            if (first % 5 != 0 || count != std::min<std::int64_t>(5, 23 - first))
                blocksAsAsked = false;
            for (std::int64_t i = first; i < first + count; ++i)
                ++made[static_cast<std::size_t>(i)];
        });
        QVERIFY(blocksAsAsked);
        for (const auto& count : made)
            QCOMPARE(count.load(), 1);
        QCOMPARE(reports.size(), std::size_t(5));
        QVERIFY(std::is_sorted(reports.begin(), reports.end()));
        QCOMPARE(reports.back(), std::int64_t(23));
    }

    void gradientsAreOffAndLibTorchsThreadsAreLeftAsTheyWere()
    {
        const int before = at::get_num_threads();
        std::atomic<bool> gradients = false;
        makeSamples(4, 1, {.threads = 2}, [&](std::int64_t, std::int64_t) {
            if (torch::GradMode::is_enabled())
                gradients = true;
        });
        QVERIFY(!gradients);
        QVERIFY(torch::GradMode::is_enabled());
        QCOMPARE(at::get_num_threads(), before);
        int later = 0;
        std::thread([&] { later = at::get_num_threads(); }).join();
        QCOMPARE(later, before);
    }

    void theFirstErrorEndsTheOthers()
    {
        std::atomic<int> calls = 0;
        const auto work = [&](std::int64_t first, std::int64_t) {
            ++calls;
            if (first == 3)
                throw std::runtime_error("sample 3");
        };
        for (const std::int64_t threads : {1, 4}) {
            calls = 0;
            try {
                makeSamples(100000, 1, {.threads = threads}, work);
                QFAIL("no error");
            } catch (const std::runtime_error& error) {
                QCOMPARE(error.what(), "sample 3");
            }
            QVERIFY(calls < 100000);
        }
    }

    void aStopInterruptsAllThreads()
    {
        for (const std::int64_t threads : {1, 3}) {
            std::stop_source source;
            std::atomic<int> calls = 0;
            const GenerationContext context{.stop = source.get_token(), .threads = threads};
            QVERIFY_THROWS_EXCEPTION(
                Interrupted, makeSamples(100000, 1, context, [&](std::int64_t, std::int64_t) {
                    if (++calls == 10)
                        source.request_stop();
                }));
            QVERIFY(calls < 20);
        }
    }
};

NIE_TEST(SampleWorkersTest);

}  // namespace nie::sample_workers_test

#include "sample_workers_test.moc"
