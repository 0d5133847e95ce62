#include "core/results/run_presence.h"
#include "core/results/runs/run_catalogue.h"
#include "core/results/runs/run_filter.h"
#include "core/results/runs/run_trash.h"
#include "tests/support/error_text.h"
#include "tests/support/run_examples.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>

namespace nie::run_history_test {

using test::inputErrorOf;
using test::RunExample;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> idsOf(const std::vector<RunSummary>& runs)
{
    std::vector<std::string> ids;
    for (const RunSummary& run : runs)
        ids.push_back(run.id);
    std::sort(ids.begin(), ids.end());
    return ids;
}

RunSummary summaryOf(const std::vector<RunSummary>& runs, const std::string& id)
{
    const auto found = std::find_if(runs.begin(), runs.end(),
                                    [&id](const RunSummary& run) { return run.id == id; });
    return found == runs.end() ? RunSummary() : *found;
}

}  // namespace

class RunHistoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFinishedRunTellsItsScoresAndItsEnding()
    {
        const test::TemporaryFolder root;
        RunExample{.seed = 7, .level = 0.25}.write(root / "spirals");
        const auto runs = RunCatalogue(root.path()).scan();
        QCOMPARE(runs.size(), std::size_t(1));
        const RunSummary& run = runs.front();
        QCOMPARE(run.problem, std::string());
        QCOMPARE(run.id, std::string("spirals"));
        QCOMPARE(run.seed, std::uint64_t(7));
        QCOMPARE(run.model, std::string("anie"));
        QVERIFY(run.state == RunState::Completed);
        QCOMPARE(run.steps, std::int64_t(20));
        QCOMPARE(run.bestValidationLoss, 2.0 * (1.0 / 20 + 0.25));
        QCOMPARE(run.testMse, 0.75);
        QCOMPARE(run.testR2, 0.75);
        QCOMPARE(run.testR2Determination, 0.5);
        QVERIFY(run.started > 1'600'000'000);
    }

    void aRunWithoutAnEndingIsInterruptedUnlessItsProcessLives()
    {
        const test::TemporaryFolder root;
        const RunFolder folder = RunExample{.finished = false}.write(root / "spirals");
        RunCatalogue catalogue(root.path());
        RunSummary run = catalogue.scan().front();
        QVERIFY(run.state == RunState::Interrupted);
        QCOMPARE(run.steps, std::int64_t(20));
        QCOMPARE(run.bestStep, std::int64_t(20));
        QCOMPARE(run.bestValidationLoss, 2.0 / 20);
        markRunning(folder);
        QVERIFY(catalogue.scan().front().state == RunState::Running);
        markEnded(folder);
        QVERIFY(catalogue.scan().front().state == RunState::Interrupted);
    }

    void damagedRunsAreListedWithWhatIsWrong()
    {
        const test::TemporaryFolder root;
        RunExample{}.write(root / "whole");
        for (const char* file : {"config.json", "outcome.json", "evaluation.json", "notes.json"}) {
            RunExample{}.write(root / file);
            writeFileAtomically(root / file / file, "{\"broken\": ");
        }
        fs::create_directories(root / "nothing");
        fs::create_directories(root / ".hidden");
        fs::create_directories(root / "config-folder" / "config.json");
        const auto runs = RunCatalogue(root.path()).scan();
        QCOMPARE(runs.size(), std::size_t(5));
        for (const RunSummary& run : runs) {
            const bool whole = run.id == "whole";
            QVERIFY2((run.state == RunState::Damaged) != whole, run.id.c_str());
            QVERIFY2(whole || run.problem.find(run.id) != std::string::npos, run.problem.c_str());
        }
    }

    void onlyWhatHasChangedIsReadAgain()
    {
        const test::TemporaryFolder root;
        const RunFolder folder = RunExample{}.write(root / "a");
        RunCatalogue catalogue(root.path());
        QCOMPARE(catalogue.scan().front().testMse, 0.5);
        // Another content of the same length with the old time is not noticed: it was not read.
        const auto time = fs::last_write_time(folder.evaluation());
        std::string text = readFile(folder.evaluation());
        text.replace(text.find("0.5"), 3, "0.7");
        writeFileAtomically(folder.evaluation(), text);
        fs::last_write_time(folder.evaluation(), time);
        QCOMPARE(catalogue.scan().front().testMse, 0.5);
        fs::last_write_time(folder.evaluation(), time + std::chrono::seconds(1));
        QCOMPARE(catalogue.scan().front().testMse, 0.7);
        fs::remove_all(root / "a");
        QVERIFY(catalogue.scan().empty());
    }

    void runsOfGroupsAndSweepsAreFound()
    {
        const test::TemporaryFolder root;
        for (const char* place : {"a", "five/1", "vary/runs/1", "sweeps/rate/runs/x", "deep/er/2",
                                  "reproduction/laptop/runs/3"})
            RunExample{}.write(root / place);
        const auto runs = RunCatalogue(root.path()).scan();
        QVERIFY((idsOf(runs) ==
                 std::vector<std::string>{"a", "five/1", "sweeps/rate/runs/x", "vary/runs/1"}));
        QCOMPARE(summaryOf(runs, "five/1").group(), std::string("five"));
        QCOMPARE(summaryOf(runs, "vary/runs/1").group(), std::string("vary"));
        QCOMPARE(summaryOf(runs, "sweeps/rate/runs/x").group(), std::string("rate"));
        QCOMPARE(summaryOf(runs, "a").group(), std::string());
    }

    void aScanThatIsStoppedSaysSo()
    {
        const test::TemporaryFolder root;
        RunExample{}.write(root / "a");
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_EXCEPTION_THROWN(RunCatalogue(root.path()).scan(stop.get_token()), Interrupted);
    }

    void runsThatDifferInTheSeedAloneHaveEqualSettings()
    {
        const test::TemporaryFolder root;
        RunExample{.seed = 1}.write(root / "a");
        RunExample{.seed = 2}.write(root / "b");
        RunExample{.seed = 2, .width = 16}.write(root / "c");
        const auto runs = RunCatalogue(root.path()).scan();
        QVERIFY(summaryOf(runs, "a").settings == summaryOf(runs, "b").settings);
        QVERIFY(summaryOf(runs, "a").settings != summaryOf(runs, "c").settings);
    }

    void filterLooksForEveryWordInWhatThePersonSees()
    {
        RunSummary run;
        run.id = "spirals-2";
        run.experiment = "spirals";
        run.model = "anie";
        run.seed = 12;
        run.state = RunState::StoppedEarly;
        run.notes.tags = {"best", "Figure 3"};
        run.notes.note = "With the larger rate";
        for (const char* text : {"", "spirals", "ANIE stopped", "figure", "larger rate", "tag:best",
                                 "seed:12", "state:early name:spirals-2"})
            QVERIFY2(matchesFilter(run, text), text);
        for (const char* text : {"burgers", "anie burgers", "tag:anie", "seed:1", "12"})
            QVERIFY2(!matchesFilter(run, text), text);
    }

    void sortingPutsMissingNumbersLastBothWays()
    {
        std::vector<RunSummary> runs(3);
        runs[0].id = "none";
        runs[1].id = "small";
        runs[1].testMse = 1;
        runs[2].id = "large";
        runs[2].testMse = 2;
        sortRuns(runs, "mse");
        QCOMPARE(runs[0].id + runs[1].id + runs[2].id, std::string("smalllargenone"));
        sortRuns(runs, "-mse");
        QCOMPARE(runs[0].id + runs[1].id + runs[2].id, std::string("largesmallnone"));
        QVERIFY(inputErrorOf([&runs] { sortRuns(runs, "beauty"); }).contains("allowed: best, "));
    }

    void discardedRunsComeBackWithWhatTheyHeld()
    {
        const test::TemporaryFolder root;
        RunExample{}.write(root / "a");
        RunExample{}.write(root / "five/1");
        const RunTrash trash(root.path());
        QCOMPARE(trash.discard(root / "a"), root / ".trash/a");
        trash.discard(root / "five/1");
        QVERIFY(RunCatalogue(root.path()).scan().empty());
        // The name is taken in the trash, then in the history.
        RunExample{.seed = 9}.write(root / "a");
        QCOMPARE(trash.discard(root / "a"), root / ".trash/a-2");
        QCOMPARE(trash.names().size(), std::size_t(3));
        QCOMPARE(trash.restore("a"), root / "a");
        QCOMPARE(trash.restore("a-2", root / "a"), root / "a-2");
        for (const std::string& name : trash.names())
            QCOMPARE(trash.restore(name), root / "five/1");
        const auto runs = RunCatalogue(root.path()).scan();
        QVERIFY((idsOf(runs) == std::vector<std::string>{"a", "a-2", "five/1"}));
        QCOMPARE(summaryOf(runs, "a").seed, std::uint64_t(1));
        QCOMPARE(summaryOf(runs, "a-2").seed, std::uint64_t(9));
    }

    void theTrashTakesRunsOfItsHistoryAlone()
    {
        const test::TemporaryFolder root;
        const test::TemporaryFolder elsewhere;
        RunExample{}.write(elsewhere / "b");
        const RunFolder busy = RunExample{.finished = false}.write(root / "busy");
        markRunning(busy);
        const RunTrash trash(root.path());
        QVERIFY(inputErrorOf([&] { trash.discard(elsewhere / "b"); }).contains("no run of this"));
        QVERIFY(inputErrorOf([&] { trash.discard(root.path()); }).contains("no run of this"));
        QVERIFY(inputErrorOf([&] { trash.discard(root / "gone"); }).contains("no run of this"));
        QVERIFY(inputErrorOf([&] { trash.restore("gone"); }).contains("not in the trash"));
        // This process trains it, and a living one must not lose its folder.
        QVERIFY(inputErrorOf([&] { trash.discard(busy.path); }).contains("is being trained"));
        markEnded(busy);
        trash.discard(busy.path);
        QCOMPARE(trash.empty(), std::size_t(1));
        QVERIFY(trash.names().empty());
    }

    void aRunIsFoundByFolderNameAndNameGiven()
    {
        const test::TemporaryFolder root;
        RunExample{}.write(root / "a");
        RunExample{}.write(root / "b");
        RunNotes notes;
        notes.name = "the good one";
        notes.write(root / "b");
        QCOMPARE(findRun(root.path(), (root / "a").string()), root / "a");
        QCOMPARE(findRun(root.path(), "a"), root / "a");
        QCOMPARE(findRun(root.path(), "the good one"), root / "b");
        QVERIFY(inputErrorOf([&root] { findRun(root.path(), "c"); }).contains("no such run"));
        notes.write(root / "a");
        QVERIFY(inputErrorOf([&root] {
                    findRun(root.path(), "the good one");
                }).contains("several runs"));
    }
};

NIE_TEST(RunHistoryTest);

}  // namespace nie::run_history_test

#include "run_history_test.moc"
