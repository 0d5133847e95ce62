#include "core/base/error.h"
#include "core/base/files.h"
#include "core/experiments/paper/paper_plan.h"
#include "core/experiments/paper/paper_results.h"
#include "core/models/model.h"
#include "core/training/training_options.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <set>

namespace nie::paper_plan_test {

class PaperPlanTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;

    static Json withSteps(const Json& steps)
    {
        const Json budget = {{"set", {"training.steps=2"}}};
        return {
            {"name", "table1"},
            {"kind", "runs"},
            {"title", "t"},
            {"reference", "r"},
            {"metric", {{"score", "mse"}}},
            {"experiment", "spirals"},
            {"columns", {{{"label", "a"}}, {{"label", "b"}}}},
            {"rows",
             {{{"label", "first"}, {"model", "anie"}},
              {{"label", "second"}, {"model", "lstm"}},
              {{"label", "other"}, {"model", "nie"}}}},
            {"budgets", {{"smoke", budget}, {"paper", budget}, {"laptop", {{"steps", steps}}}}}};
    }

private Q_SLOTS:
    void everyTableAndFigureOfThePublicationIsThere()
    {
        std::set<std::string> names;
        for (const PaperSpec& spec : paperCatalog())
            names.insert(spec.name);
        for (int i = 1; i <= 7; ++i)
            QVERIFY(names.contains("table" + std::to_string(i)));
        for (int i = 1; i <= 12; ++i)
            QVERIFY(names.contains("figure" + std::to_string(i)));
        QCOMPARE(paperCatalog().front().name, std::string("table1"));
        QCOMPARE(findPaperItems({"all"}).size(), paperCatalog().size());
        QVERIFY_THROWS_EXCEPTION(InputError, findPaperItems({"table8"}));
    }

    void everyRunOfEveryBudgetHasAModelAndTrainingThatCanBeRead_data()
    {
        QTest::addColumn<QString>("budget");
        for (const std::string& budget : kPaperBudgets)
            QTest::newRow(budget.c_str()) << QString::fromStdString(budget);
    }
    void everyRunOfEveryBudgetHasAModelAndTrainingThatCanBeRead()
    {
        QFETCH(QString, budget);
        const PaperPlan plan(findPaperItems({"all"}), budget.toStdString(), m_folder.path());
        QVERIFY(plan.runs().size() > 50);
        for (const auto& [name, run] : plan.runs()) {
            QVERIFY(!findModel(run.config.model.at("name"), name).name.empty());
            const auto training =
                readOptions<TrainingOptions>(run.config.training, name, "training");
            QVERIFY2(training.steps > 0 || training.epochs > 0 || training.timeBudget > 0.0,
                     name.c_str());
        }
    }

    void theSameCellHasTheSameNameInAnotherFolderAndAnotherSeedAnotherOne()
    {
        const auto items = findPaperItems({"table5"});
        const PaperPlan one(items, "laptop", m_folder / "a");
        const PaperPlan two(items, "laptop", m_folder / "b");
        QCOMPARE(one.cell("table5", 0, 0).runs, two.cell("table5", 0, 0).runs);
        const auto& runs = one.cell("table5", 0, 0).runs;
        QCOMPARE(runs.size(), std::size_t(3));
        QCOMPARE(std::set<std::string>(runs.begin(), runs.end()).size(), std::size_t(3));
        // The columns are scores of the same runs.
        QCOMPARE(one.cell("table5", 0, 3).runs, runs);
    }

    void aFigureAsksOnlyForTheRunsThatItShows()
    {
        const PaperPlan plan(findPaperItems({"figure1"}), "smoke", m_folder.path());
        QCOMPARE(plan.runs().size(), std::size_t(1));
        QVERIFY(plan.runs().begin()->second.config.model.at("name") == "anie_field");
    }

    void jobsComeAfterTheirDataAndTheirTraining()
    {
        const PaperPlan plan(findPaperItems({"table5"}), "smoke", m_folder.path());
        std::set<std::string> before;
        for (const Job& job : plan.prepareJobs("/bin/nie")) {
            for (const std::string& needed : job.after)
                QVERIFY(before.contains(needed));
            before.insert(job.name);
        }
        QVERIFY(before.size() > 4);
    }

    void theLaptopBudgetIsInStepsSoThatTheLoadOfAMachineCannotChangeAScore()
    {
        const PaperPlan plan(findPaperItems({"all"}), "laptop", m_folder.path());
        for (const auto& [name, run] : plan.runs()) {
            QVERIFY2(!run.config.training.contains("time_budget"), name.c_str());
            QVERIFY2(run.config.training.value("steps", 0) > 0, name.c_str());
        }
    }

    void stepsAreThoseOfTheRowOrElseOfTheModelAndOfTheColumn()
    {
        const PaperSpec table =
            PaperSpec::fromJson(withSteps({{"first", {7, 8}}, {"lstm", 9}}), "x.json");
        const PaperBudgetSpec& budget = table.budgets.at("laptop");
        QCOMPARE(budget.stepsOf(table.rows[0], 0), std::optional<std::int64_t>(7));
        QCOMPARE(budget.stepsOf(table.rows[0], 1), std::optional<std::int64_t>(8));
        QCOMPARE(budget.stepsOf(table.rows[1], 0), std::optional<std::int64_t>(9));
        QCOMPARE(budget.stepsOf(table.rows[1], 1), std::optional<std::int64_t>(9));
        QCOMPARE(budget.stepsOf(table.rows[2], 0), std::optional<std::int64_t>());
    }

    void stepsThatFitNoRowOrNotTheColumnsAreRefused_data()
    {
        QTest::addColumn<QString>("steps");
        QTest::newRow("unknown row") << R"({"third": 7})";
        QTest::newRow("too many") << R"({"first": [7, 8, 9]})";
        QTest::newRow("none") << R"({"first": []})";
        QTest::newRow("zero") << R"({"first": 0})";
        QTest::newRow("half a step") << R"({"first": 7.5})";
        QTest::newRow("a word") << R"({"first": "many"})";
    }
    void stepsThatFitNoRowOrNotTheColumnsAreRefused()
    {
        QFETCH(QString, steps);
        const Json json = withSteps(parseJson(steps.toStdString(), "steps"));
        QVERIFY_THROWS_EXCEPTION(InputError, PaperSpec::fromJson(json, "x.json"));
    }

    void unknownBudgetsAreRefused()
    {
        QVERIFY_THROWS_EXCEPTION(InputError, PaperPlan({}, "free", m_folder.path()));
    }

    void aMisspeltKeyOfASpecificationIsNamed()
    {
        Json json = {{"name", "table1"},
                     {"kind", "parameters"},
                     {"title", "t"},
                     {"reference", "r"},
                     {"colums", 1}};
        QVERIFY_THROWS_EXCEPTION(InputError, PaperSpec::fromJson(json, "x.json"));
    }

    void derivableParameterCountsAreThePrintedOnes()
    {
        int checked = 0;
        for (const char* name : {"table6", "table7"}) {
            const PaperTable table = countParameters(findPaperItems({name}).front(), "smoke");
            for (const PaperRow& row : table.rows)
                for (std::size_t i = 0; i < row.cells.size(); ++i) {
                    const PaperCell& cell = row.cells[i];
                    if (cell.values.empty() || cell.published.empty() ||
                        cell.note.find("not derivable") != std::string::npos)
                        continue;
                    QCOMPARE(cell.text(), cell.published);
                    ++checked;
                }
        }
        QCOMPARE(checked, 11);
    }

    void theFirstTenStepsDoNotCountForTheTimeOfAStep()
    {
        // Ten steps of 5 s, then seven of 1, 1, 1, 2, 2, 9, 9: the median is 2.
        std::string text = "step,wall_seconds\n";
        double wall = 0.0;
        int step = 0;
        const auto add = [&](double seconds) {
            wall += seconds;
            text += std::to_string(++step) + "," + std::to_string(wall) + "\n";
        };
        for (int i = 0; i < 11; ++i)
            add(5.0);
        for (const double seconds : {1.0, 9.0, 1.0, 2.0, 1.0, 9.0, 2.0})
            add(seconds);
        writeFileAtomically(m_folder / "metrics.csv", text);
        QVERIFY(std::abs(secondsPerStep(m_folder / "metrics.csv") - 2.0) < 1e-9);
    }
};

NIE_TEST(PaperPlanTest);

}  // namespace nie::paper_plan_test

#include "paper_plan_test.moc"
