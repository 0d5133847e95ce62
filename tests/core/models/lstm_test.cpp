#include "core/base/error.h"
#include "core/models/recurrent/lstm.h"
#include "tests/core/models/baseline_problem.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::lstm_test {

namespace {

using namespace nie::test;

Lstm lstmFor(const BaselineProblem& problem, LstmOptions options = {})
{
    torch::manual_seed(4);
    return Lstm(options, problem.context);
}

torch::Tensor logistic(const torch::Tensor& x)
{
    return 1.0 / (1.0 + torch::exp(-x));
}

std::int64_t countFor(std::int64_t channels)
{
    return lstmFor(problemOf(torch::randn({2, 5, channels}), 2)).parameterCount();
}

}  // namespace

class LstmTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parameterCountsAreThePublishedOnes()
    {
        QCOMPARE(countFor(2), 20862);
        QCOMPARE(countFor(80), 328400);
    }

    void stepIsThatOfTheEquations()
    {
        torch::manual_seed(2);
        const LstmCell cell(3, 4);
        const auto weights = cell->named_parameters();
        const auto x = torch::randn({5, 3});
        const LstmCellImpl::State state{torch::randn({5, 4}), torch::randn({5, 4})};
        const auto gates = torch::mm(x, weights["input_weight"].t()) + weights["input_bias"] +
                           torch::mm(state.h, weights["state_weight"].t()) + weights["state_bias"];
        const auto parts = gates.chunk(4, 1);  // i, f, g, o
        const auto c = logistic(parts[1]) * state.c + logistic(parts[0]) * torch::tanh(parts[2]);
        const auto next = cell->forward(x, state);
        QVERIFY(torch::allclose(next.c, c, 1e-5, 1e-6));
        QVERIFY(torch::allclose(next.h, logistic(parts[3]) * torch::tanh(c), 1e-5, 1e-6));
    }

    void runOverManyPointsIsStepAfterStep()
    {
        torch::manual_seed(2);
        const LstmCell cell(3, 4);
        const auto x = torch::randn({2, 6, 3});
        LstmCellImpl::State last;
        const auto states = cell->over(x, &last);
        LstmCellImpl::State state{torch::zeros({2, 4}), torch::zeros({2, 4})};
        for (std::int64_t k = 0; k < 6; ++k) {
            state = cell->forward(x.select(1, k), state);
            QVERIFY(torch::allclose(states.select(1, k), state.h, 1e-5, 1e-6));
        }
        QVERIFY(torch::allclose(last.c, state.c, 1e-5, 1e-6));
    }

    void fourCurvesAreLearned_data()
    {
        QTest::addColumn<QString>("protocol");
        QTest::addColumn<double>("teacherForcing");
        QTest::newRow("own") << "own" << 0.0;
        QTest::newRow("own, half forced") << "own" << 0.5;
        QTest::newRow("paper") << "paper" << 0.0;
    }
    void fourCurvesAreLearned()
    {
        QFETCH(QString, protocol);
        QFETCH(double, teacherForcing);
        const auto problem = fourCurves(4);
        auto model = lstmFor(problem, {.hidden = 24,
                                       .protocol = protocol.toStdString(),
                                       .teacherForcing = teacherForcing,
                                       .window = 6});
        const double left = lossLeft(model, problem, 400, 1e-2);
        QVERIFY2(left < 0.01, std::to_string(left).c_str());
    }

    void givenPointsAreReturnedAndTheRestIsPredicted_data()
    {
        QTest::addColumn<int>("given");
        for (const int given : {1, 2, 20, 23, 24})
            QTest::newRow(std::to_string(given).c_str()) << given;
    }
    void givenPointsAreReturnedAndTheRestIsPredicted()
    {
        QFETCH(int, given);
        const auto problem = fourCurves(given);
        for (const char* protocol : {"own", "paper"}) {
            auto model = lstmFor(problem, {.protocol = protocol, .window = 20});
            const auto y = evaluated(model, problem.query);
            QCOMPARE(y.sizes().vec(), problem.truth.sizes().vec());
            QVERIFY(torch::equal(y.slice(1, 0, given), problem.query.given));
            QVERIFY(torch::isfinite(y).all().item<bool>());
        }
    }

    void laterTimesDoNotChangeEarlierPoints()
    {
        const auto problem = fourCurves(4);
        for (const char* protocol : {"own", "paper"}) {
            auto model = lstmFor(problem, {.protocol = protocol, .window = 6});
            const auto y = evaluated(model, problem.query);
            const auto other = evaluated(model, withOtherLaterTimes(problem.query, 10));
            QVERIFY(torch::equal(y.slice(1, 0, 10), other.slice(1, 0, 10)));
        }
    }

    void pointsSeeOnlyTheTruthBeforeThem()
    {
        const auto problem = fourCurves(4);
        auto other = problem.truth.clone();
        other.slice(1, 12).add_(1.0);
        for (const LstmOptions& options :
             {LstmOptions{.teacherForcing = 1.0}, LstmOptions{.teacherForcing = 0.5},
              LstmOptions{.protocol = "paper", .window = 6},
              LstmOptions{.protocol = "paper", .window = 2}}) {
            auto model = lstmFor(problem, options);
            torch::manual_seed(8);
            const auto y = model.predictForced(problem.query, problem.truth, {}).y;
            torch::manual_seed(8);
            const auto changed = model.predictForced(problem.query, other, {}).y;
            QVERIFY(torch::allclose(y.slice(1, 0, 13), changed.slice(1, 0, 13), 1e-6, 1e-6));
            QVERIFY(!torch::allclose(y.slice(1, 13), changed.slice(1, 13), 1e-3, 1e-3));
        }
    }

    void forcedByItsOwnPredictionIsFreeRunning()
    {
        // Whatever was predicted is the truth: forcing then changes nothing.
        const auto problem = fourCurves(4);
        for (const LstmOptions& options :
             {LstmOptions{.teacherForcing = 1.0}, LstmOptions{.teacherForcing = 0.5},
              LstmOptions{.increments = false, .teacherForcing = 1.0},
              LstmOptions{.protocol = "paper", .window = 6},
              LstmOptions{.protocol = "paper", .window = 3}}) {
            auto model = lstmFor(problem, options);
            const auto free = evaluated(model, problem.query);
            const auto forced = model.predictForced(problem.query, free, {}).y;
            QVERIFY(torch::allclose(forced, free, 1e-4, 1e-5));
        }
    }

    void stopsWhenAskedTo()
    {
        const auto problem = fourCurves(4);
        std::stop_source source;
        source.request_stop();
        for (const char* protocol : {"own", "paper"}) {
            auto model = lstmFor(problem, {.protocol = protocol});
            QVERIFY_EXCEPTION_THROWN(model.predict(problem.query, {.stop = source.get_token()}),
                                     Interrupted);
        }
    }
};

NIE_TEST(LstmTest);

}  // namespace nie::lstm_test

#include "lstm_test.moc"
