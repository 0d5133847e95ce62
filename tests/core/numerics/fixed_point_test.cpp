#include "core/base/error.h"
#include "core/numerics/fixed_point.h"

#include <torch/torch.h>

#include <QTest>

using namespace nie;

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
        matrix = torch::mm(torch::mm(q, torch::diag(torch::tensor(eigenvalues, torch::kDouble))), q.t());
        solution = torch::randn({batch, n}, torch::kDouble);
        right = solution - torch::mm(solution, matrix.t());
    }
    FixedPointMap map() const
    {
        return [this](const torch::Tensor& y) { return torch::mm(y, matrix.t()) + right; };
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
        const auto solution = solveFixedPoint(problem.map(), problem.right,
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
        const auto solution = solveFixedPoint(map, torch::ones({4, 1}, torch::kDouble),
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
        QVERIFY_EXCEPTION_THROWN(solveFixedPoint(map, torch::ones({1, 1}), {.stepper = "picard",
                                                                           .tolerance = 1e-12}, source.get_token()),
                                 Interrupted);
        QCOMPARE(evaluations, 3);
    }

    void noGraphIsBuilt()
    {
        const auto theta = torch::tensor({0.5}, torch::requires_grad());
        const auto map = [&theta](const torch::Tensor& y) { return theta * y + 1.0; };
        const auto solution = solveFixedPoint(map, torch::ones({1, 1}), {.tolerance = 1e-5}, {});
        QVERIFY(!solution.y.requires_grad());
    }
};

QTEST_APPLESS_MAIN(FixedPointTest)
#include "fixed_point_test.moc"
