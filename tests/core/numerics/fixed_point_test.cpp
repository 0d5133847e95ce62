#include "core/base/error.h"
#include "core/numerics/fixed_point.h"
#include "tests/support/test_registry.h"

#include <torch/torch.h>

#include <QTest>

namespace nie::fixed_point_test {

namespace {

/// y = A y + b with the eigenvalues given, so that the solution is known exactly.
struct LinearProblem {
    torch::Tensor matrix;
    torch::Tensor right;     ///< [batch, n]
    torch::Tensor solution;  ///< [batch, n]

    LinearProblem(const std::vector<double>& eigenvalues, std::int64_t batch)
    {
        torch::manual_seed(1);
        const auto n = static_cast<std::int64_t>(eigenvalues.size());
        const auto q = std::get<0>(torch::linalg_qr(torch::randn({n, n}, torch::kDouble)));
        matrix =
            torch::mm(torch::mm(q, torch::diag(torch::tensor(eigenvalues, torch::kDouble))), q.t());
        solution = torch::randn({batch, n}, torch::kDouble);
        right = solution - torch::mm(solution, matrix.t());
    }
    FixedPointMap map() const
    {
        return [this](const torch::Tensor& y) { return torch::mm(y, matrix.t()) + right; };
    }
};

/// y_i = a_i y_i + b_i with a row of the batch each, which can be solved row by row; counts the
/// rows.
struct RowProblem {
    torch::Tensor a;  ///< [batch, 1]
    torch::Tensor b;  ///< [batch, n]
    std::shared_ptr<std::int64_t> rows = std::make_shared<std::int64_t>(0);

    RowProblem()
    {
        torch::manual_seed(4);
        a = torch::tensor({0.05, 0.1, 0.1, 0.2, 0.6, 0.9, 0.02, 0.95}, torch::kDouble).unsqueeze(1);
        b = torch::randn({8, 5}, torch::kDouble);
    }
    BatchedFixedPoint problem(bool canBeRestricted) const
    {
        const auto mapOf = [count = rows](const torch::Tensor& a,
                                          const torch::Tensor& b) -> FixedPointMap {
            return [=](const torch::Tensor& y) {
                *count += y.size(0);
                return a * torch::sin(y) + b;
            };
        };
        const auto restriction = [=, *this](const torch::Tensor& samples) {
            return mapOf(a.index_select(0, samples), b.index_select(0, samples));
        };
        return {mapOf(a, b),
                canBeRestricted ? FixedPointRestriction(restriction) : FixedPointRestriction()};
    }
};

double largestError(const FixedPointSolution& solution, const torch::Tensor& truth)
{
    return (solution.y - truth).abs().max().item<double>();
}

}  // namespace

class FixedPointTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void picardContractsByTheSpectralRadius()
    {
        const LinearProblem problem({0.5, 0.3, -0.2, 0.1}, 3);
        const auto solution =
            solveFixedPoint(problem.map(), problem.right,
                            {.stepper = "picard", .tolerance = 1e-12, .maxIterations = 80}, {});
        QVERIFY(solution.trace.allConverged());
        QVERIFY(largestError(solution, problem.solution) < 1e-11);
        QVERIFY(std::abs(solution.trace.contraction - 0.5) < 0.01);
    }

    void andersonSolvesALinearProblemInAsManyStepsAsItHasEigenvalues()
    {
        const LinearProblem problem({0.9, 0.3, -0.7, 0.1}, 5);
        const auto solution = solveFixedPoint(problem.map(), problem.right,
                                              {.tolerance = 1e-9, .maxIterations = 30}, {});
        QVERIFY(solution.trace.allConverged());
        QVERIFY(solution.trace.evaluations <= 7);
        QVERIFY(largestError(solution, problem.solution) < 1e-7);
    }

    void andersonConvergesWherePicardDiverges()
    {
        const LinearProblem problem({1.35, 0.2, -1.8}, 2);
        const FixedPointOptions options{.tolerance = 1e-10, .maxIterations = 40};
        auto picard = options;
        picard.stepper = "picard";
        const auto diverged = solveFixedPoint(problem.map(), problem.right, picard, {});
        QCOMPARE(diverged.trace.convergedShare, 0.0);
        QVERIFY(diverged.trace.contraction > 1.0);
        const auto solution = solveFixedPoint(problem.map(), problem.right, options, {});
        QVERIFY(solution.trace.allConverged());
        QVERIFY(largestError(solution, problem.solution) < 1e-7);
    }

    void samplesStopOneByOneAndDoNotDisturbEachOther()
    {
        // y = a y + 1 with a different a per sample; the last has no solution near and diverges.
        const auto a = torch::tensor({0.0, 0.5, 0.9, 3.0}, torch::kDouble).unsqueeze(1);
        const auto map = [&a](const torch::Tensor& y) { return a * y + 1.0; };
        const auto solution =
            solveFixedPoint(map, torch::ones({4, 1}, torch::kDouble),
                            {.stepper = "picard", .tolerance = 1e-8, .maxIterations = 100}, {});
        const auto& iterations = solution.trace.iterations;
        QVERIFY(iterations[0] < iterations[1]);
        QVERIFY(iterations[1] < iterations[2]);
        QCOMPARE(solution.trace.convergedShare, 0.5);
        QVERIFY(!solution.converged[3].item<bool>());
        QVERIFY(std::abs(solution.y[1].item<double>() - 2.0) < 1e-6);
        QVERIFY(solution.trace.finalResiduals[2] > 1e-8);
    }

    void nonFiniteSampleIsReportedAndLeavesTheOthersAlone()
    {
        const auto map = [](const torch::Tensor& y) {
            auto g = 0.5 * y + 1.0;
            g[0] = g[0] / 0.0 - g[0] / 0.0;
            return g;
        };
        const auto solution = solveFixedPoint(map, torch::ones({2, 3}, torch::kDouble),
                                              {.tolerance = 1e-8, .maxIterations = 40}, {});
        QVERIFY(!solution.converged[0].item<bool>());
        QVERIFY(solution.converged[1].item<bool>());
        QVERIFY(torch::allclose(solution.y[1], torch::full({3}, 2.0, torch::kDouble), 1e-6));
    }

    void iteratesBeginWithTheStartAndAreAsManyAsTheEvaluations()
    {
        const LinearProblem problem({0.5, 0.25}, 1);
        const auto solution = solveFixedPoint(problem.map(), problem.right,
                                              {.stepper = "picard", .tolerance = 1e-3}, {}, true);
        QCOMPARE(static_cast<std::int64_t>(solution.iterates.size()), solution.trace.evaluations);
        QVERIFY(torch::equal(solution.iterates[0], problem.right));
        QVERIFY(torch::allclose(solution.iterates[1], problem.map()(problem.right)));
    }

    void stopTokenInterruptsBetweenEvaluations()
    {
        std::stop_source source;
        int evaluations = 0;
        const auto map = [&](const torch::Tensor& y) {
            if (++evaluations == 3)
                source.request_stop();
            return 0.99 * y + 1.0;
        };
        QVERIFY_EXCEPTION_THROWN(solveFixedPoint(map, torch::ones({1, 1}),
                                                 {.stepper = "picard", .tolerance = 1e-12},
                                                 source.get_token()),
                                 Interrupted);
        QCOMPARE(evaluations, 3);
    }

    void dampedTakesHalfStepsUnlessToldOtherwise()
    {
        // Half steps turn an eigenvalue l into .5 + .5 l.
        const LinearProblem problem({0.5, 0.3}, 2);
        FixedPointOptions options{.stepper = "damped", .tolerance = 1e-12, .maxIterations = 300};
        const auto half = solveFixedPoint(problem.map(), problem.right, options, {});
        QVERIFY(half.trace.allConverged());
        QVERIFY(std::abs(half.trace.contraction - 0.75) < 0.01);
        options.damping = 0.8;
        const auto longer = solveFixedPoint(problem.map(), problem.right, options, {});
        QVERIFY(std::abs(longer.trace.contraction - 0.6) < 0.01);
    }

    void newtonKrylovSolvesALinearProblemInAFewStepsWherePicardDiverges()
    {
        const LinearProblem problem({1.35, 0.2, -1.8, 5.0, 0.7}, 3);
        const auto solution = solveFixedPoint(
            problem.map(), problem.right,
            {.stepper = "newton_krylov", .tolerance = 1e-11, .maxIterations = 100}, {});
        QVERIFY(solution.trace.allConverged());
        QVERIFY(largestError(solution, problem.solution) < 1e-9);
        QVERIFY(solution.trace.residuals.size() <= 6);
        // Every product and every trial is an evaluation.
        QVERIFY(solution.trace.evaluations >
                static_cast<std::int64_t>(solution.trace.residuals.size()));
    }

    void newtonKrylovKeepsToTheEvaluationsAllowed()
    {
        const LinearProblem problem({0.99, 0.3, -0.7, 0.1, 0.5, 0.6, -0.2}, 2);
        for (const std::int64_t limit : {1, 2, 3, 7, 11}) {
            std::int64_t evaluations = 0;
            const auto map = [&](const torch::Tensor& y) {
                ++evaluations;
                return problem.map()(y);
            };
            const auto solution = solveFixedPoint(
                map, problem.right,
                {.stepper = "newton_krylov", .tolerance = 1e-14, .maxIterations = limit}, {});
            QVERIFY(evaluations <= limit);
            QCOMPARE(solution.trace.evaluations, evaluations);
        }
    }

    void newtonKrylovShortensTheStepsOfTheSamplesThatNeedIt()
    {
        // G(y) - y = -atan(y - 1): full Newton steps diverge from |y - 1| > 1.392.
        const auto map = [](const torch::Tensor& y) { return y - torch::atan(y - 1.0); };
        const auto start = torch::tensor({1.3, 5.0, -9.0}, torch::kDouble).unsqueeze(1);
        const auto solution = solveFixedPoint(
            map, start, {.stepper = "newton_krylov", .tolerance = 1e-12, .maxIterations = 200}, {});
        QVERIFY(solution.trace.allConverged());
        QVERIFY(largestError(solution, torch::ones({3, 1}, torch::kDouble)) < 1e-10);
        QVERIFY(solution.trace.iterations[0] < solution.trace.iterations[2]);
    }

    void newtonKrylovReportsASampleWithoutSolutionAndSolvesTheOthers()
    {
        // y = y + 1 + y^2 has no solution, y = y + y^2 - c has sqrt(c).
        const auto c = torch::tensor({4.0, -1.0, 2.0}, torch::kDouble).unsqueeze(1);
        const auto map = [&](const torch::Tensor& y) { return y + y * y - c; };
        const auto solution = solveFixedPoint(
            map, torch::full({3, 1}, 3.0, torch::kDouble),
            {.stepper = "newton_krylov", .tolerance = 1e-12, .maxIterations = 400}, {});
        QVERIFY(solution.converged[0].item<bool>());
        QVERIFY(!solution.converged[1].item<bool>());
        QVERIFY(solution.converged[2].item<bool>());
        QVERIFY(std::abs(solution.y[2].item<double>() - std::sqrt(2.0)) < 1e-10);
        // It stalls and stops, rather than to use up the evaluations.
        QVERIFY(solution.trace.evaluations < 400);
    }

    void newtonKrylovSolvesInSinglePrecision()
    {
        const LinearProblem problem({1.35, 0.2, -1.8, 3.0}, 2);
        const auto matrix = problem.matrix.to(torch::kFloat);
        const auto right = problem.right.to(torch::kFloat);
        const auto map = [&](const torch::Tensor& y) { return torch::mm(y, matrix.t()) + right; };
        const auto solution = solveFixedPoint(
            map, right, {.stepper = "newton_krylov", .tolerance = 2e-6, .maxIterations = 100}, {});
        QVERIFY(solution.trace.allConverged());
        QCOMPARE(solution.y.scalar_type(), torch::kFloat);
        QVERIFY(torch::allclose(solution.y.to(torch::kDouble), problem.solution, 1e-4, 1e-4));
    }

    void solvedSamplesAreNoLongerEvaluatedOnceFewerThanHalfAreLeft()
    {
        for (const char* stepper : {"picard", "damped", "anderson", "newton_krylov"}) {
            const FixedPointOptions options{
                .stepper = stepper, .tolerance = 1e-12, .maxIterations = 900};
            const RowProblem whole;
            const auto expected = solveFixedPoint(whole.problem(false), whole.b, options, {}, true);
            const RowProblem part;
            const auto solution = solveFixedPoint(part.problem(true), part.b, options, {}, true);
            QVERIFY2(solution.trace.allConverged(), stepper);
            QVERIFY2(torch::allclose(solution.y, expected.y, 1e-13, 1e-14), stepper);
            QCOMPARE(solution.trace.iterations, expected.trace.iterations);
            QCOMPARE(solution.trace.residuals.size(), expected.trace.residuals.size());
            QCOMPARE(solution.iterates.size(), expected.iterates.size());
            QVERIFY(
                torch::allclose(solution.iterates.back(), expected.iterates.back(), 1e-12, 1e-13));
            QVERIFY2(*part.rows < *whole.rows, stepper);
        }
    }

    void traceTellsContractionAndActiveShareOfEveryIteration()
    {
        const auto a = torch::tensor({0.01, 0.5, 0.5, 0.5}, torch::kDouble).unsqueeze(1);
        const auto map = [&a](const torch::Tensor& y) { return a * y + 1.0; };
        const auto trace =
            solveFixedPoint(map, torch::ones({4, 1}, torch::kDouble),
                            {.stepper = "picard", .tolerance = 1e-10, .maxIterations = 100}, {})
                .trace;
        QCOMPARE(trace.contractions.size(), trace.residuals.size() - 1);
        QCOMPARE(trace.activeShares.size(), trace.residuals.size());
        QCOMPARE(trace.activeShares.front(), 1.0);
        QCOMPARE(trace.activeShares.back(), 0.75);
        QVERIFY(std::abs(trace.contractions.back() - 0.5) < 1e-4);
    }

    void unknownStepperIsRefusedWithTheKnownOnes()
    {
        try {
            solveFixedPoint([](const torch::Tensor& y) { return y; }, torch::ones({1, 1}),
                            {.stepper = "nowton"}, {});
            QFAIL("accepted");
        } catch (const InputError& error) {
            QVERIFY(std::string(error.what()).find("newton_krylov") != std::string::npos);
        }
    }

    void noGraphIsBuilt()
    {
        const auto theta = torch::tensor({0.5}, torch::requires_grad());
        const auto map = [&theta](const torch::Tensor& y) { return theta * y + 1.0; };
        const auto solution = solveFixedPoint(map, torch::ones({1, 1}), {.tolerance = 1e-5}, {});
        QVERIFY(!solution.y.requires_grad());
    }
};

NIE_TEST(FixedPointTest);

}  // namespace nie::fixed_point_test

#include "fixed_point_test.moc"
