#include "core/base/error.h"
#include "core/models/recurrent/conv_lstm.h"
#include "tests/core/models/baseline_problem.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::conv_lstm_test {

namespace {

using namespace nie::test;

ConvLstm modelFor(const BaselineProblem& problem, ConvLstmOptions options = {})
{
    torch::manual_seed(4);
    return ConvLstm(options, problem.context);
}

/// Shifted by two points along every axis of space.
torch::Tensor shifted(const torch::Tensor& y)
{
    torch::Tensor result = y;
    for (std::int64_t axis = 2; axis + 1 < y.dim(); ++axis)
        result = result.roll(2, axis);
    return result;
}

void addDimensions()
{
    QTest::addColumn<int>("dimensions");
    QTest::newRow("1-D") << 1;
    QTest::newRow("2-D") << 2;
}

}  // namespace

class ConvLstmTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parameterCountsOfThePaperFormAreThePublishedOnes()
    {
        QCOMPARE(modelFor(fourWaves(1, 2), {.protocol = "paper"}).parameterCount(), 149520);
        QCOMPARE(modelFor(fourWaves(2, 2), {.protocol = "paper"}).parameterCount(), 447528);
    }

    void stepIsThatOfTheEquations()
    {
        // One cell on a circle against sums written out, from a state that is not zero.
        torch::manual_seed(2);
        const ConvLstmCell cell(1, 2, std::vector<bool>{true});
        ConvLstmCellImpl::State state{torch::randn({3, 2, 8}), torch::randn({3, 2, 8})};
        const auto before = state;
        const auto x = torch::randn({3, 1, 8});
        const auto h = cell->forward(x, state);
        const auto weight = cell->named_parameters()["weight"];
        const auto input = torch::cat({x, before.h}, 1);
        auto gates = cell->named_parameters()["bias"].view({1, -1, 1}).clone();
        for (std::int64_t k = 0; k < 3; ++k)
            gates =
                gates + torch::einsum("oi,bix->box", {weight.select(2, k), input.roll(1 - k, 2)});
        const auto parts = gates.chunk(4, 1);  // i, f, o, g
        const auto c =
            torch::sigmoid(parts[1]) * before.c + torch::sigmoid(parts[0]) * torch::tanh(parts[3]);
        QVERIFY(torch::allclose(state.c, c, 1e-5, 1e-6));
        QVERIFY(torch::allclose(h, torch::sigmoid(parts[2]) * torch::tanh(c), 1e-5, 1e-6));
        QVERIFY(torch::equal(h, state.h));
    }

    void fourWavesAreLearned_data() { addDimensions(); }
    void fourWavesAreLearned()
    {
        QFETCH(int, dimensions);
        const auto problem = fourWaves(dimensions, 2);
        for (const ConvLstmOptions& options :
             {ConvLstmOptions{.hidden = 8}, ConvLstmOptions{.hidden = 8, .teacherForcing = 0.5},
              ConvLstmOptions{.hidden = 8, .protocol = "paper", .padding = "circular"}}) {
            auto model = modelFor(problem, options);
            const double left = lossLeft(model, problem, 200, 2e-2);
            QVERIFY2(left < 0.01, (options.protocol + " " + std::to_string(left)).c_str());
        }
    }

    void outputOfThePaperFormStaysWithinOne()
    {
        const auto problem = fourWaves(1, 2);
        auto model = modelFor(problem, {.protocol = "paper"});
        auto query = problem.query;
        query.given = 50 * query.given;
        QVERIFY(evaluated(model, query).slice(1, 2).abs().max().item<double>() <= 1.0);
    }

    void shiftedFieldGivesTheShiftedPrediction_data() { addDimensions(); }
    void shiftedFieldGivesTheShiftedPrediction()
    {
        QFETCH(int, dimensions);
        const auto problem = fourWaves(dimensions, 1);
        auto moved = problem.query;
        moved.given = shifted(moved.given);
        auto own = modelFor(problem);
        QVERIFY(torch::allclose(evaluated(own, moved), shifted(evaluated(own, problem.query)), 1e-4,
                                1e-5));
        auto zeros = modelFor(problem, {.padding = "zeros"});
        QVERIFY(!torch::allclose(evaluated(zeros, moved), shifted(evaluated(zeros, problem.query)),
                                 1e-4, 1e-5));
    }

    void axesThatAreNotPeriodicArePaddedWithZeros()
    {
        auto problem = fourWaves(2, 1);
        problem.context.space[1].periodic = false;
        auto model = modelFor(problem);
        const auto y = evaluated(model, problem.query);
        auto moved = problem.query;
        moved.given = moved.given.roll(2, 2);
        QVERIFY(torch::allclose(evaluated(model, moved), y.roll(2, 2), 1e-4, 1e-5));
        moved.given = problem.query.given.roll(2, 3);
        QVERIFY(!torch::allclose(evaluated(model, moved), y.roll(2, 3), 1e-4, 1e-5));
    }

    void givenFramesAreReturnedAndTheRestIsPredicted()
    {
        for (const int dimensions : {1, 2})
            for (const int given : {1, 2, 5, 6})
                for (const char* protocol : {"own", "paper"}) {
                    const auto problem = fourWaves(dimensions, given);
                    auto model = modelFor(problem, {.hidden = 6, .protocol = protocol});
                    const auto y = evaluated(model, problem.query);
                    QCOMPARE(y.sizes().vec(), problem.truth.sizes().vec());
                    QVERIFY(torch::equal(y.slice(1, 0, given), problem.query.given));
                }
    }

    void laterTimesDoNotChangeEarlierFrames()
    {
        const auto problem = fourWaves(1, 2);
        auto model = modelFor(problem);
        const auto y = evaluated(model, problem.query);
        const auto other = evaluated(model, withOtherLaterTimes(problem.query, 4));
        QVERIFY(torch::equal(y.slice(1, 0, 4), other.slice(1, 0, 4)));
    }

    void framesSeeOnlyTheTruthBeforeThem()
    {
        const auto problem = fourWaves(1, 2);
        auto other = problem.truth.clone();
        other.slice(1, 4).add_(1.0);
        auto model = modelFor(problem, {.teacherForcing = 1.0});
        const auto y = model.predictForced(problem.query, problem.truth, {}).y;
        const auto changed = model.predictForced(problem.query, other, {}).y;
        QVERIFY(torch::equal(y.slice(1, 0, 5), changed.slice(1, 0, 5)));
        QVERIFY(!torch::allclose(y.slice(1, 5), changed.slice(1, 5), 1e-3, 1e-3));
    }

    void stopsWhenAskedTo()
    {
        const auto problem = fourWaves(1, 2);
        std::stop_source source;
        source.request_stop();
        auto model = modelFor(problem);
        QVERIFY_EXCEPTION_THROWN(model.predict(problem.query, {.stop = source.get_token()}),
                                 Interrupted);
    }
};

NIE_TEST(ConvLstmTest);

}  // namespace nie::conv_lstm_test

#include "conv_lstm_test.moc"
