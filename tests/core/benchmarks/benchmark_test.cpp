#include "core/base/error.h"
#include "core/benchmarks/benchmark.h"
#include "core/benchmarks/process_memory.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <chrono>
#include <set>
#include <thread>

namespace nie::benchmark_test {

namespace {

constexpr std::size_t kMegabyte = 1000 * 1000;

/// Touches fresh memory, so that it is resident.
void use(std::size_t megabytes)
{
    std::vector<char> block(megabytes * kMegabyte, 1);
    QVERIFY(block.back() == 1);
}

BenchmarkEntry entryOf(Comparison comparison, BenchmarkTarget target = {})
{
    return {.name = "probe",
            .title = "A probe",
            .unit = "turn",
            .baseline = "another",
            .target = target,
            .prepare = [comparison](const BenchmarkContext&) { return comparison; }};
}

BenchmarkReport run(const BenchmarkEntry& entry, std::int64_t rounds, std::stop_token stop = {})
{
    const DatasetCatalog none{{}};
    return runBenchmark(entry, {.datasets = none, .seed = 1, .stop = stop}, rounds);
}

void turn()
{
    std::this_thread::sleep_for(std::chrono::milliseconds(25));
}

}  // namespace

class BenchmarkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sidesTakeTurnsAfterAWarmUp()
    {
        std::string order;
        const auto side = [&order](char letter) {
            return [&order, letter] {
                order += letter;
                turn();
            };
        };
        run(entryOf({.candidate = side('A'), .baseline = side('B')}), 3);
        // The children that measure memory leave no trace here.
        QCOMPARE(order, std::string("AABBABABAB"));
    }

    void secondsAreGivenForOneUnit()
    {
        const auto report = run(entryOf({.candidate = turn,
                                         .baseline = turn,
                                         .candidateUnits = 1000.0,
                                         .baselineUnits = 1.0}),
                                1);
        // A sleep never ends early; both sides sleep as long, so the units alone make the ratio.
        QVERIFY(report.candidateSeconds >= 25e-6);
        QVERIFY(report.baselineSeconds >= 25e-3);
        QCOMPARE(report.ratio, report.baselineSeconds / report.candidateSeconds);
    }

    void peakMemoryIsThatOfOneSideAlone()
    {
        const auto report = run(entryOf({.candidate =
                                             [] {
                                                 use(40);
                                                 turn();
                                             },
                                         .baseline =
                                             [] {
                                                 use(200);
                                                 turn();
                                             }}),
                                1);
        if (!report.candidateMemory || !report.baselineMemory)
            QSKIP("this system does not record a process's peak memory");
        const auto grown = [](const ProcessMemory& memory) {
            return memory.peakMb - memory.startMb;
        };
        QVERIFY(grown(*report.candidateMemory) > 39.0 && grown(*report.candidateMemory) < 60.0);
        QVERIFY(grown(*report.baselineMemory) > 199.0 && grown(*report.baselineMemory) < 220.0);
    }

    void failedWorkHasNoMemory()
    {
        QVERIFY(!measureProcessMemory([] { throw RunError("probe", "fails"); }).has_value());
    }

    void reportNamesEveryNumberAndTheFacts()
    {
        Comparison comparison{.candidate = turn, .baseline = turn};
        comparison.facts = [] { return Json{{"error", 0.5}}; };
        const Json json = run(entryOf(comparison, {.ratio = 1e6, .peakMb = 300.0}), 2).toJson();
        for (const char* key : {"name", "unit", "candidate_seconds", "baseline_seconds", "ratio",
                                "rounds", "peak_mb", "start_mb", "baseline_peak_mb", "target_ratio",
                                "target_peak_mb", "target_met", "error"})
            QVERIFY2(json.contains(key), key);
        QCOMPARE(json.at("rounds").get<int>(), 2);
        QVERIFY(!json.at("target_met").get<bool>());
    }

    void targetsAreComparedWithWhatWasMeasured()
    {
        BenchmarkReport report;
        report.ratio = 120.0;
        report.target = {.ratio = 100.0, .peakMb = 300.0};
        QVERIFY(!report.targetMet());  // memory is asked for and was not measured
        report.candidateMemory = ProcessMemory{.startMb = 10.0, .peakMb = 250.0};
        QVERIFY(report.targetMet());
        report.candidateMemory->peakMb = 301.0;
        QVERIFY(!report.targetMet());
    }

    void stopEndsIt()
    {
        std::stop_source source;
        source.request_stop();
        QVERIFY_EXCEPTION_THROWN(
            run(entryOf({.candidate = turn, .baseline = turn}), 1, source.get_token()),
            Interrupted);
    }

    void catalogueIsDescribedAndUnknownNamesAreRefused()
    {
        std::set<std::string> names;
        for (const BenchmarkEntry& entry : benchmarkCatalog()) {
            QVERIFY2(names.insert(entry.name).second, entry.name.c_str());
            QVERIFY2(!entry.title.empty() && !entry.unit.empty() && !entry.baseline.empty(),
                     entry.name.c_str());
        }
        try {
            findBenchmark("fastest");
            QFAIL("no error");
        } catch (const InputError& error) {
            QVERIFY(QString(error.what()).contains("fastest"));
            for (const std::string& name : names)
                QVERIFY2(QString(error.what()).contains(name.c_str()), error.what());
        }
        QVERIFY_EXCEPTION_THROWN(run(entryOf({.candidate = turn, .baseline = turn}), 0),
                                 InputError);
    }
};

NIE_TEST(BenchmarkTest);

}  // namespace nie::benchmark_test

#include "benchmark_test.moc"
