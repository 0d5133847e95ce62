#include "core/base/error.h"
#include "core/models/residual/residual.h"
#include "tests/core/models/baseline_problem.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::residual_test {

namespace {

using namespace nie::test;

Residual modelFor(const BaselineProblem& problem,
                  ResidualOptions options = {.hidden = 20, .layers = 2})
{
    torch::manual_seed(4);
    return Residual(options, problem.context);
}

}  // namespace

class ResidualTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parameterCountIsThePublishedOne()
    {
        QCOMPARE(modelFor(problemOf(torch::randn({2, 5, 80}), 1), {}).parameterCount(), 319280);
    }

    void fourCurvesAreLearned()
    {
        const auto problem = fourCurves(2);
        auto model = modelFor(problem);
        const double left = lossLeft(model, problem, 800, 1e-2);
        QVERIFY2(left < 0.01, std::to_string(left).c_str());
    }

    void everyPointIsTheOneBeforePlusTheSameFunctionOfIt()
    {
        // Asked from its own second predicted point on, the model goes on as before.
        const auto problem = fourCurves(3);
        auto model = modelFor(problem, {.hidden = 20, .layers = 2, .standardise = false});
        const auto y = evaluated(model, problem.query);
        Query later{y.slice(1, 4, 5), problem.query.times.slice(0, 0, y.size(1) - 4)};
        QVERIFY(torch::allclose(evaluated(model, later), y.slice(1, 4), 1e-5, 1e-6));
    }

    void givenPointsAreReturnedAndLaterTimesChangeNothing()
    {
        const auto problem = fourCurves(3);
        auto model = modelFor(problem);
        const auto y = evaluated(model, problem.query);
        QVERIFY(torch::equal(y.slice(1, 0, 3), problem.query.given));
        const auto other = evaluated(model, withOtherLaterTimes(problem.query, 10));
        QVERIFY(torch::equal(y.slice(1, 0, 10), other.slice(1, 0, 10)));
    }

    void stopsWhenAskedTo()
    {
        const auto problem = fourCurves(3);
        std::stop_source source;
        source.request_stop();
        auto model = modelFor(problem);
        QVERIFY_EXCEPTION_THROWN(model.predict(problem.query, {.stop = source.get_token()}),
                                 Interrupted);
    }
};

NIE_TEST(ResidualTest);

}  // namespace nie::residual_test

#include "residual_test.moc"
