#include "core/base/error.h"
#include "core/experiments/attention_capture.h"
#include "tests/core/experiments/attention_example.h"
#include "tests/support/peak_memory.h"
#include "tests/support/test_registry.h"

#include <QElapsedTimer>
#include <QTest>

#include <cmath>
#include <sys/resource.h>

namespace nie::attention_statistics_test {

namespace {

/// Random softmax heads of 16,384 tokens: 16 times of 32 by 32 cells. The matrix of one would be
/// 2 GiB.
struct ManyTokens {
    static constexpr std::int64_t kCount = 16384;

    ManyTokens()
    {
        torch::manual_seed(2);
        const auto draw = [&] { return torch::randn({1, 1, kCount, 8}, torch::kDouble); };
        heads = {{AttentionHeads{AttentionKind::Softmax, true, draw(), draw(), draw()}},
                 IntegrationDomain::fredholm(torch::ones({kCount}, torch::kDouble)),
                 0,
                 0,
                 0.0};
        TokenAxis axis;
        axis.length = 32.0;
        axis.periodic = true;
        for (int i = 0; i < 32; ++i)
            axis.centres.push_back(i);
        origin.tokens.space = {axis, axis};
        for (int i = 0; i < 16; ++i)
            origin.tokens.times.push_back(i);
    }

    CapturedHeads heads;
    AttentionOrigin origin;
};

/// Most memory that the process has held, in bytes.
std::int64_t mostMemory()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return std::int64_t{usage.ru_maxrss} << 10;
}

}  // namespace

class AttentionStatisticsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void statisticsAreThoseOfTheWholeMap_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("limits");
        for (const char* kind : {"softmax", "fourier", "galerkin", "linear"})
            for (const char* limits : {"fredholm", "volterra"})
                QTest::addRow("%s, %s", kind, limits) << kind << limits;
    }

    void statisticsAreThoseOfTheWholeMap()
    {
        QFETCH(QString, kind);
        QFETCH(QString, limits);
        const auto task = test::exampleTask(true, kind.toStdString(), limits.toStdString());
        const AttentionCapture capture(task, {}, {});
        const AttentionTokens& tokens = capture.origin().tokens;
        QCOMPARE(tokens.count(), test::kExampleTimes * 4);
        QCOMPARE(tokens.space[0].centres, (std::vector<double>{0.25, 1.25, 2.25, 3.25}));
        const AttentionStatistics statistics = capture.statistics({});
        QCOMPARE(statistics.heads.size(), std::size_t(6));
        for (const HeadStatistics& head : statistics.heads) {
            const AttentionMap map = capture.map(head.layer, head.head);
            double entropy = 0.0, distance = 0.0, lag = 0.0, local = 0.0, rows = 0.0;
            for (std::int64_t i = 0; i < tokens.count(); ++i) {
                double mass = 0.0, far = 0.0, back = 0.0, nearby = 0.0;
                for (std::int64_t j = 0; j < tokens.count(); ++j) {
                    const double a =
                        std::abs(map.at(static_cast<std::size_t>(i), static_cast<std::size_t>(j)));
                    const double dx = std::abs(tokens.place(i)[0] - tokens.place(j)[0]) / 4.0;
                    const double d = std::min(dx, 1.0 - dx);
                    const double dt = tokens.time(i) - tokens.time(j);
                    mass += a;
                    far += a * d;
                    back += a * dt;
                    nearby += d <= 0.1 && std::abs(dt) <= 0.3 ? a : 0.0;
                    entropy -= a > 0.0 ? a * std::log(a) : 0.0;
                }
                if (mass == 0.0)
                    continue;
                rows += 1.0;
                distance += far / mass;
                lag += back / mass;
                local += nearby / mass;
            }
            QVERIFY(std::abs(*head.meanDistance - distance / rows) < 1e-10);
            QVERIFY(std::abs(head.meanLag - lag / rows) < 1e-10);
            QVERIFY(std::abs(head.localityShare - local / rows) < 1e-10);
            QCOMPARE(head.entropy.has_value(), kind == "softmax" || kind == "linear");
            if (head.entropy) {
                QVERIFY(std::abs(*head.entropy - entropy / rows) < 1e-10);
                QVERIFY(std::abs(head.leastRowSum - 1.0) < 1e-12);
                QVERIFY(std::abs(head.greatestRowSum - 1.0) < 1e-12);
            }
        }
        if (limits == "fredholm") {
            // Rows that are the quadrature weights themselves.
            double entropy = 0.0;
            for (const double weight : tokens.weights)
                entropy -= weight * std::log(weight);
            QVERIFY(std::abs(*statistics.uniform.entropy - entropy) < 1e-12);
        }
    }

    void sixteenThousandTokensFit()
    {
        ManyTokens many;
        const auto count = ManyTokens::kCount;
        test::PeakMemory memory;
        const AttentionCapture capture(std::move(many.heads), std::move(many.origin));
        const HeadStatistics head = capture.statistics({}).heads.front();
        const AttentionMap row = capture.map(0, 0, {count - 1});
        QVERIFY2(memory.peakBytes() < 64 << 20, qPrintable(QString::number(memory.peakBytes())));
        QVERIFY(std::abs(head.leastRowSum - 1.0) < 1e-12 &&
                std::abs(head.greatestRowSum - 1.0) < 1e-12);
        QVERIFY(*head.entropy > 0.0 && *head.entropy < std::log(static_cast<double>(count)));
        QCOMPARE(row.values.size(), std::size_t(count));
    }

    void theFirstViewOfSixteenThousandTokensIsOfFewRows()
    {
        ManyTokens many;
        const AttentionCapture capture(std::move(many.heads), std::move(many.origin));
        const std::int64_t before = mostMemory();
        QElapsedTimer clock;
        clock.start();
        const AttentionMap row = capture.map(0, 0, {77});
        const qint64 rowTime = clock.restart();
        const MergedLook look{.most = 256, .rowsEach = 1};
        const AttentionMap first = capture.mergedMap(0, 0, look, {});
        const qint64 firstTime = clock.restart();
        const double grown = 1e-6 * static_cast<double>(mostMemory() - before);
        qInfo("16,384 tokens: a row %lld ms, the first view %lld ms; memory +%.0f MB", rowTime,
              firstTime, grown);
        QVERIFY(grown < 500.0);
        QCOMPARE(first.rowsEach, std::int64_t(1));
        QCOMPARE(first.merged, std::int64_t(64));
        // A row of a distribution sums to 1: its 256 means over 64 columns each to 1 / 64.
        for (std::size_t i = 0; i < 256; i += 50) {
            double sum = 0.0;
            for (std::size_t j = 0; j < 256; ++j)
                sum += first.at(i, j);
            QVERIFY(std::abs(sum - 1.0 / 64) < 1e-12);
        }
    }

    void stopEndsTheStatistics()
    {
        std::stop_source stop;
        const AttentionCapture capture(test::exampleTask(false), {}, {});
        stop.request_stop();
        QVERIFY_EXCEPTION_THROWN(capture.statistics(stop.get_token()), Interrupted);
    }
};

NIE_TEST(AttentionStatisticsTest);

}  // namespace nie::attention_statistics_test

#include "attention_statistics_test.moc"
