#include "core/base/files.h"
#include "core/results/runs/config_diff.h"
#include "core/results/runs/run_notes.h"
#include "core/results/runs/seed_statistics.h"
#include "tests/support/error_text.h"
#include "tests/support/run_examples.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <limits>

namespace nie::run_notes_test {

using test::inputErrorOf;
namespace fs = std::filesystem;

class RunNotesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void notesAreReadBackAsWritten()
    {
        const test::TemporaryFolder run;
        QVERIFY(RunNotes::read(run.path()) == RunNotes());
        const RunNotes notes{"a name", {"best", "Ünï"}, "two\nlines", "five seeds", true, 3};
        notes.write(run.path());
        QVERIFY(RunNotes::read(run.path()) == notes);
        // Notes that say nothing leave nothing.
        RunNotes().write(run.path());
        QVERIFY(fs::is_empty(run.path()));
    }

    void notesAreReadStrictly()
    {
        const auto errorOf = [](const char* text) {
            return inputErrorOf([text] { RunNotes::fromJson(Json::parse(text), "notes.json"); });
        };
        QCOMPARE(errorOf(R"({"tags": ["a", "b"], "pinned": true})"), QString("no error"));
        for (const auto& [text, what] :
             {std::pair(R"({"colour": "red"})", "colour"), std::pair(R"({"labels": []})", "labels"),
              std::pair(R"({"tags": "a"})", "tags: wrong type"),
              std::pair(R"({"tags": [1]})", "tags: wrong type"),
              std::pair(R"({"tags": [""]})", "tags: wrong type"),
              std::pair(R"({"tags": ["a", "a"]})", "tags: one is there twice"),
              std::pair(R"({"pinned": 1})", "pinned"), std::pair("[]", "notes.json")})
            QVERIFY2(errorOf(text).contains(what) && errorOf(text).contains("notes.json"),
                     qPrintable(errorOf(text)));
    }

    void tagsAreTrimmedAndStandOnce()
    {
        QVERIFY((splitTags(" a,b ,, a, c d ") == std::vector<std::string>{"a", "b", "c d"}));
        QVERIFY(splitTags("").empty());
        QCOMPARE(joinTags({"a", "b"}), std::string("a, b"));
        RunNotes notes;
        notes.addTag("a");
        notes.addTag(" a ");
        notes.removeTag("b");
        QCOMPARE(notes.tags.size(), std::size_t(1));
        notes.removeTag("a ");
        QVERIFY(notes.tags.empty());
    }

    void aDiffTellsWhatDiffersAndNothingElse()
    {
        Json first = test::RunExample{}.config().toJson();
        Json second = first;
        QVERIFY(diffConfigs(first, second).empty());
        second["title"] = "Another title";
        QVERIFY(diffConfigs(first, second).empty());
        second["seed"] = 2;
        second["model"]["solver"]["tolerance"] = 1e-5;
        second["training"].erase("steps");
        const auto differences = diffConfigs(first, second);
        QCOMPARE(differences.size(), std::size_t(3));
        QCOMPARE(differences[0].key, std::string("model.solver.tolerance"));
        QVERIFY(differences[0].first.is_null() && differences[0].second == 1e-5);
        QCOMPARE(differences[1].key, std::string("seed"));
        QVERIFY(differences[1].first == 1 && differences[1].second == 2);
        QCOMPARE(differences[2].key, std::string("training.steps"));
        QVERIFY(differences[2].first == 20 && differences[2].second.is_null());
    }

    void whatOneSideLacksHasItsDefaultThere()
    {
        Json first = test::RunExample{}.config().toJson();
        Json second = first;
        second["model"]["heads"] = 4;
        QCOMPARE(diffConfigs(first, second, {{"model.heads", 4}}).size(), std::size_t(0));
        const auto differences =
            diffConfigs(first, second, {{"model.heads", 2}, {"model.unused", 1}});
        QCOMPARE(differences.size(), std::size_t(1));
        QVERIFY(differences[0].first == 2 && differences[0].second == 4);
    }

    void meanAndDeviationOverSeedsAreExactWhereTheStepsAreTheSame()
    {
        const SeedStatistics statistics = seedStatistics(
            {{{1, 2, 3}, {1, 2, 3}}, {{1, 2, 3}, {3, 2, 5}}, {{1, 2, 3}, {2, 2, 7}}});
        QCOMPARE(statistics.runs, std::size_t(3));
        QVERIFY((statistics.steps == std::vector<double>{1, 2, 3}));
        QVERIFY((statistics.mean == std::vector<double>{2, 2, 5}));
        QVERIFY((statistics.deviation == std::vector<double>{1, 0, 2}));
    }

    void runsOfOtherStepsAreInterpolatedWhereAllHaveValues()
    {
        const SeedStatistics statistics =
            seedStatistics({{{0, 4, 8}, {0, 4, 8}}, {{2, 6}, {4, 12}}});
        QVERIFY((statistics.steps == std::vector<double>{2, 4, 6}));
        // y = x against y = 2 x: both are lines, and interpolation keeps lines.
        QVERIFY((statistics.mean == std::vector<double>{3, 6, 9}));
        QCOMPARE(statistics.deviation[1], std::sqrt(8.0));
    }

    void whatWasNotMeasuredDoesNotCount()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const SeedStatistics one = seedStatistics({{{1, 2, 3}, {1, nan, 3}}, {{1, 2}, {nan, nan}}});
        QCOMPARE(one.runs, std::size_t(1));
        QVERIFY((one.steps == std::vector<double>{1, 3}));
        QVERIFY((one.deviation == std::vector<double>{0, 0}));
        QVERIFY(seedStatistics({}).steps.empty());
        QVERIFY(seedStatistics({{{1, 2}, {1, 1}}, {{5, 6}, {1, 1}}}).steps.empty());
        // A run that went back to step 2 tells it again; the last word holds.
        const SeedStatistics back = seedStatistics({{{1, 2, 3, 2, 3}, {1, 9, 9, 2, 3}}});
        QVERIFY((back.mean == std::vector<double>{1, 2, 3}));
    }
};

NIE_TEST(RunNotesTest);

}  // namespace nie::run_notes_test

#include "run_notes_test.moc"
