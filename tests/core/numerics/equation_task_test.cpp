#include "core/base/error.h"
#include "core/numerics/equation_report.h"
#include "core/numerics/equation_sampling.h"
#include "core/numerics/equation_task.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::equation_task_test {

namespace {

EquationTask named(const char* name)
{
    EquationTask task;
    task.name = name;
    return task;
}

}  // namespace

class EquationTaskTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theStudyHoldsTheSolutionTheKernelAndTheIterates()
    {
        const EquationStudy study = studyEquation(named("F3"));
        const std::vector<double>& x = study.solution.axes[0];
        QCOMPARE(x.size(), study.solution.values.size());
        for (std::size_t i = 0; i < x.size(); ++i) {
            QVERIFY(std::abs(study.solution.values[i] - std::exp(x[i])) < 1e-10);
            QCOMPARE(study.exact.values[i], std::exp(x[i]));
        }
        const KernelGrid& kernel = study.kernel.value();
        QCOMPARE(kernel.entries.size(), std::size_t(1));
        for (std::size_t i = 0; i < kernel.t.size(); i += 7)
            for (std::size_t j = 0; j < kernel.s.size(); j += 5)
                QCOMPARE(kernel.entries[0][i * kernel.s.size() + j],
                         std::exp(kernel.t[i] * kernel.s[j]));
        QVERIFY(study.iterates.size() >= 2);
        const GridValues& last = study.iterates.back();
        for (std::size_t i = 0; i < last.values.size(); ++i)
            QVERIFY(std::abs(last.values[i] - std::exp(last.axes[0][i])) < 1e-8);
        QVERIFY(study.report.at("error_max").get<double>() < 1e-10);
    }

    void everySolveOfTheAutomaticChoiceIsTold()
    {
        const EquationStudy study = studyEquation(named("F3"));
        QVERIFY(study.refinements.size() >= 2);
        int nodes = 8;
        for (const RefinementStep& step : study.refinements) {
            QCOMPARE(step.nodes, nodes);
            QCOMPARE(step.estimate.has_value(), nodes > 8);
            nodes *= 2;
        }
        QCOMPARE(study.refinements.back().nodes, study.report.at("chosen").at("nodes").get<int>());
        QCOMPARE(study.refinements.back().estimate.value(),
                 study.report.at("error_estimate").get<double>());
        QCOMPARE(study.report.at("trace").at("refinements").size(), study.refinements.size());
        EquationTask fixed = named("F3");
        fixed.options["nodes"] = 16;
        QVERIFY(studyEquation(fixed).refinements.empty());
    }

    void aVolterraKernelEndsAtTheDiagonal()
    {
        const EquationStudy study = studyEquation(named("V1"));
        const KernelGrid& kernel = study.kernel.value();
        for (std::size_t i = 0; i < kernel.t.size(); ++i)
            for (std::size_t j = 0; j < kernel.s.size(); ++j)
                QCOMPARE(kernel.outside[i * kernel.s.size() + j] != 0, kernel.s[j] > kernel.t[i]);
    }

    void everyKindOfEquationIsSampledConsistently_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"S1", "spirals", "V5", "P1", "G3", "F6"})
            QTest::newRow(name) << name;
    }
    void everyKindOfEquationIsSampledConsistently()
    {
        QFETCH(QString, name);
        const EquationStudy study = studyEquation(named(qPrintable(name)));
        const std::size_t count = study.solution.pointCount() * study.channels;
        QCOMPARE(study.solution.values.size(), count);
        QVERIFY(study.exact.values.empty() || study.exact.values.size() == count);
        for (const GridValues& iterate : study.iterates) {
            QCOMPARE(iterate.values.size(), iterate.pointCount() * study.channels);
            for (const double value : iterate.values)
                QVERIFY(std::isfinite(value));
        }
        if (study.kernel)
            for (const auto& entry : study.kernel->entries)
                QCOMPARE(entry.size(), study.kernel->t.size() * study.kernel->s.size());
    }

    void theCommandNamesWhatDiffersFromTheDefaults()
    {
        EquationTask task = named("F2");
        QCOMPARE(solveCommand(task), std::string("nie solve F2"));
        task.options = {{"nodes", 16}, {"stepper", "anderson"}, {"quadrature", "auto"}};
        QCOMPARE(solveCommand(task), std::string("nie solve F2 --nodes 16 --stepper anderson"));
        task.options = {{"max_iterations", 7}, {"tolerance", 1e-6}};
        QCOMPARE(solveCommand(task),
                 std::string("nie solve F2 --tolerance 1e-06 --max-iterations 7"));
        task.formulas = Json::object();
        task.options = Json::object();
        QCOMPARE(solveCommand(task), std::string("nie solve F2.json"));
        task.file = "my files/a.json";
        QCOMPARE(solveCommand(task), std::string("nie solve 'my files/a.json'"));
    }

    void theFormsDefaultsAreTheSolversDefaults()
    {
        const EquationSolverOptions read = readEquationOptions(Json::object());
        const EquationSolverOptions defaults;
        QCOMPARE(read.tolerance, defaults.tolerance);
        QCOMPARE(read.nodes, defaults.nodes);
        QCOMPARE(read.grading, defaults.grading);
        QCOMPARE(read.maxIterations, defaults.maxIterations);
        QCOMPARE(read.damping, defaults.damping);
        QCOMPARE(read.memory, defaults.memory);
        QCOMPARE(read.seed, defaults.seed);
        QCOMPARE(read.regularisation, defaults.regularisation);
    }

    void wrongSettingsAreRefused()
    {
        for (const char* text :
             {R"({"tolerance": 0})", R"({"nodes": -1})", R"({"stepper": "best"})", R"({"node": 8})",
              R"({"quadrature": 3})"})
            QVERIFY_EXCEPTION_THROWN(readEquationOptions(Json::parse(text)), InputError);
    }

    void aStopRequestedInterrupts()
    {
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_EXCEPTION_THROWN(studyEquation(named("F3"), stop.get_token()), Interrupted);
    }
};

NIE_TEST(EquationTaskTest);

}  // namespace nie::equation_task_test

#include "equation_task_test.moc"
