#include "core/base/error.h"
#include "core/base/files.h"
#include "core/experiments/sweep/sweep_run.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>
#include <cmath>

namespace nie::sweep_plan_test {

using State = SweepRunResult::State;
namespace fs = std::filesystem;

namespace {

std::vector<OptionDescription> oneOption(const RunConfig&)
{
    return {{"model.width",
             OptionDescription::Type::Integer,
             16,
             {.description = "width", .unit = "units", .minimum = 1.0}}};
}

SweepSpec widths(const std::string& values, std::int64_t seeds)
{
    SweepSpec spec;
    spec.config.experiment = "e";
    spec.config.title = "Title";
    spec.config.model = {{"name", "m"}};
    spec.vary("model.width=" + values);
    spec.seeds = seeds;
    return spec;
}

/// What `nie train` leaves: the outcome, and the evaluation of a run that was not stopped.
void leaveRun(const RunFolder& folder, double loss, double mse, RunOutcome::State state)
{
    fs::create_directories(folder.path);
    RunOutcome outcome;
    outcome.state = state;
    outcome.message = "as the test says";
    outcome.bestValidationLoss = loss;
    outcome.seconds = 2.0;
    writeFileAtomically(folder.outcome(), outcomeToJson(outcome).dump());
    if (state == RunOutcome::State::Completed)
        writeFileAtomically(folder.evaluation(),
                            Json{{"test", {{"mse", mse}, {"r2", 0.5}}}}.dump());
}

/// A stand-in for nie: writes what a run writes, and its name into a list.
fs::path standIn(const fs::path& folder)
{
    const fs::path program = folder / "trainer";
    writeFileAtomically(
        program,
        "#!/bin/sh\n"
        "echo \"$4\" >>'" +
            (folder / "calls").string() +
            "'\n"
            "case \"$2\" in *seed2*) echo 'nie: step 3: the loss is not finite' >&2; exit 1;; "
            "esac\n"
            "mkdir -p \"$4\"\n"
            "echo '{\"state\": \"completed\", \"message\": \"\", \"best_validation_loss\": 0.5}' "
            ">\"$4/outcome.json\"\n"
            "echo '{\"test\": {\"mse\": 0.25, \"r2\": 0.5}}' >\"$4/evaluation.json\"\n");
    fs::permissions(program, fs::perms::owner_all);
    return program;
}

std::size_t linesOf(const fs::path& file)
{
    const std::string text = fs::exists(file) ? readFile(file) : std::string();
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

class SweepPlanTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreStableAndTheFolderDoesNotMatter()
    {
        const SweepPlan one(widths("8,16", 2), oneOption, "a");
        const SweepPlan two(widths("16,8,32", 3), oneOption, "b");
        QCOMPARE(one.runs().size(), std::size_t(4));
        QCOMPARE(two.runs().size(), std::size_t(9));
        for (const auto& [name, config] : one.runs())
            QVERIFY2(two.runs().contains(name), name.c_str());
        QVERIFY(!fs::exists("a"));
    }

    void whatIsDoneIsNotDoneAgain()
    {
        const test::TemporaryFolder folder;
        const SweepPlan plan(widths("8,16", 1), oneOption, folder / "s");
        const fs::path program = standIn(folder.path());
        leaveRun(plan.runFolder(plan.points()[0].runs[0]), 0.1, 0.2, RunOutcome::State::Completed);
        leaveRun(plan.runFolder(plan.points()[1].runs[0]), 0.1, 0.2, RunOutcome::State::Stopped);
        const SweepTable table = runSweep(plan, {program, 2, {}}, [](const JobProgress&) {}, {});
        QCOMPARE(linesOf(folder / "calls"), std::size_t(1));
        QCOMPARE(table.countOf(State::Done), std::size_t(2));
        QCOMPARE(table.rows[0].testMse.mean, 0.2);
        QCOMPARE(table.rows[1].testMse.mean, 0.25);
        const SweepPlan longer(widths("8,16,32", 1), oneOption, folder / "s");
        runSweep(longer, {program, 2, {}}, [](const JobProgress&) {}, {});
        QCOMPARE(linesOf(folder / "calls"), std::size_t(2));
    }

    void aRunThatFailsIsARowAndTheOthersGoOn()
    {
        const test::TemporaryFolder folder;
        const SweepPlan plan(widths("8", 3), oneOption, folder / "s");
        std::size_t failed = 0;
        const SweepTable table = runSweep(
            plan, {standIn(folder.path()), 1, {{"command", "c"}}},
            [&](const JobProgress& step) { failed += step.what == JobProgress::What::Failed; }, {});
        QCOMPARE(failed, std::size_t(1));
        const SweepRow& row = table.rows.front();
        QCOMPARE(row.stateText(), std::string("2 of 3 done, 1 failed"));
        QCOMPARE(row.failure(), std::string("step 3: the loss is not finite"));
        QCOMPARE(row.testMse.count, std::int64_t(2));
        for (const char* file : {"sweep.json", "table.json", "table.md", "table.csv"})
            QVERIFY2(fs::exists(folder / "s" / file), file);
        const std::string file = (folder / "s" / "table.json").string();
        QVERIFY(SweepTable::fromJson(parseJson(readFile(file), file), file).toJson() ==
                table.toJson());
    }

    void theTableHasMeanAndDeviationOverTheSeeds()
    {
        const test::TemporaryFolder folder;
        const SweepPlan plan(widths("8", 4), oneOption, folder.path());
        const auto& runs = plan.points()[0].runs;
        leaveRun(plan.runFolder(runs[0]), 1.0, 2.0, RunOutcome::State::Completed);
        leaveRun(plan.runFolder(runs[1]), 2.0, 4.0, RunOutcome::State::Completed);
        leaveRun(plan.runFolder(runs[2]), 6.0, 9.0, RunOutcome::State::Completed);
        leaveRun(plan.runFolder(runs[3]), 0.0, 0.0, RunOutcome::State::Failed);
        const SweepRow row = SweepCollector(plan).table().rows.front();
        // 1, 2, 6: mean 3, squares 4 + 1 + 9 = 14, over n - 1 = 2: 7.
        QCOMPARE(row.validationLoss.mean, 3.0);
        QVERIFY(std::abs(row.validationLoss.standardDeviation - std::sqrt(7.0)) < 1e-12);
        QCOMPARE(row.validationLoss.count, std::int64_t(3));
        QCOMPARE(row.testMse.mean, 5.0);
        QVERIFY(std::abs(row.testMse.standardDeviation - std::sqrt(13.0)) < 1e-12);
        QCOMPARE(row.testR2.standardDeviation, 0.0);
        QCOMPARE(row.seconds, 2.0);
        QCOMPARE(row.failure(), std::string("as the test says"));
    }

    void aStoppedSweepHasItsTable()
    {
        const test::TemporaryFolder folder;
        const SweepPlan plan(widths("8,16", 1), oneOption, folder / "s");
        std::stop_source stop;
        const auto stopAtFirst = [&](const JobProgress& step) {
            if (step.what == JobProgress::What::Finished)
                stop.request_stop();
        };
        QVERIFY_THROWS_EXCEPTION(Interrupted, runSweep(plan, {standIn(folder.path()), 1, {}},
                                                       stopAtFirst, stop.get_token()));
        const std::string file = (folder / "s" / "table.json").string();
        const SweepTable table = SweepTable::fromJson(parseJson(readFile(file), file), file);
        QCOMPARE(table.countOf(State::Done), std::size_t(1));
        QCOMPARE(table.countOf(State::Running), std::size_t(0));
    }

    void aFolderOfSomethingElseIsRefused()
    {
        const test::TemporaryFolder folder;
        requireSweepFolder(folder / "new");
        requireSweepFolder(folder.path());
        writeFileAtomically(folder / "letter.txt", "dear");
        QVERIFY_THROWS_EXCEPTION(InputError, requireSweepFolder(folder.path()));
        QVERIFY_THROWS_EXCEPTION(InputError, requireSweepFolder(folder / "letter.txt"));
        writeFileAtomically(folder / "sweep.json", "{}");
        requireSweepFolder(folder.path());
    }
};

NIE_TEST(SweepPlanTest);

}  // namespace nie::sweep_plan_test

#include "sweep_plan_test.moc"
