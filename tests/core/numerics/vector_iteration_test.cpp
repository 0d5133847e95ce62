#include "core/base/error.h"
#include "core/numerics/gmres.h"
#include "core/numerics/vector_iteration.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <Eigen/LU>

#include <cmath>

namespace nie::vector_iteration_test {

namespace {

/// y = A y + b with the given eigenvalues of A (in a fixed orthogonal basis).
VectorFixedPoint linearProblem(const Eigen::VectorXd& eigenvalues, Eigen::VectorXd& solution)
{
    const Eigen::Index n = eigenvalues.size();
    Eigen::MatrixXd basis(n, n);
    for (Eigen::Index i = 0; i < n; ++i)
        for (Eigen::Index j = 0; j < n; ++j)  // discrete sine transform: orthogonal
            basis(i, j) = std::sqrt(2.0 / static_cast<double>(n + 1)) *
                          std::sin(M_PI * static_cast<double>((i + 1) * (j + 1)) /
                                   static_cast<double>(n + 1));
    const Eigen::MatrixXd a = basis * eigenvalues.asDiagonal() * basis.transpose();
    const Eigen::VectorXd b = Eigen::VectorXd::LinSpaced(n, 1.0, 2.0);
    solution = (Eigen::MatrixXd::Identity(n, n) - a).lu().solve(b);
    return {[a, b](const Eigen::VectorXd& y) -> Eigen::VectorXd { return a * y + b; },
            [a](const Eigen::VectorXd&) -> Eigen::MatrixXd { return a; }};
}

VectorIterationOptions with(const std::string& stepper, double tolerance = 1e-12)
{
    VectorIterationOptions options;
    options.stepper = stepper;
    options.tolerance = tolerance;
    return options;
}

}  // namespace

class VectorIterationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyStepperFindsTheSolutionOfAContraction()
    {
        Eigen::VectorXd exact;
        const auto problem = linearProblem(Eigen::VectorXd::LinSpaced(12, -0.3, 0.5), exact);
        for (const std::string& stepper : vectorStepperNames()) {
            const auto solution =
                iterateToFixedPoint(problem, Eigen::VectorXd::Zero(12), with(stepper));
            QVERIFY2(solution.converged, stepper.c_str());
            QVERIFY2((solution.y - exact).norm() < 1e-10 * exact.norm(), stepper.c_str());
        }
    }

    void picardContractsByTheSpectralRadius()
    {
        Eigen::VectorXd exact;
        const auto problem = linearProblem(Eigen::VectorXd::LinSpaced(6, 0.0, 0.5), exact);
        const auto solution =
            iterateToFixedPoint(problem, Eigen::VectorXd::Zero(6), with("picard"));
        QVERIFY(std::abs(solution.trace.contraction - 0.5) < 0.01);
    }

    void dampingTurnsAnEigenvalueLIntoHalfPlusHalfL()
    {
        Eigen::VectorXd exact;
        const auto problem = linearProblem(Eigen::VectorXd::Constant(1, -3.0), exact);
        QVERIFY(!iterateToFixedPoint(problem, Eigen::VectorXd::Zero(1), with("picard")).converged);
        auto options = with("damped");
        options.damping = 0.4;  // 1 - .4 (1 + 3) = -.6
        const auto solution = iterateToFixedPoint(problem, Eigen::VectorXd::Zero(1), options);
        QVERIFY(solution.converged);
        QVERIFY(std::abs(solution.trace.contraction - 0.6) < 1e-3);
    }

    void picardThatDivergesIsReportedWithItsBestIterate()
    {
        Eigen::VectorXd exact;
        const auto problem = linearProblem(Eigen::VectorXd::Constant(3, 1.5), exact);
        const auto solution =
            iterateToFixedPoint(problem, Eigen::VectorXd::Zero(3), with("picard"));
        QVERIFY(!solution.converged);
        QCOMPARE(solution.trace.convergedShare, 0.0);
        QVERIFY(solution.y.allFinite());
        QVERIFY(solution.trace.contraction > 0.99);
    }

    void overflowEndsTheIterationInsteadOfRunningOn()
    {
        const VectorFixedPoint square{
            [](const Eigen::VectorXd& y) -> Eigen::VectorXd { return y.cwiseAbs2(); }, {}};
        const auto solution =
            iterateToFixedPoint(square, Eigen::VectorXd::Constant(1, 3.0), with("picard"));
        QVERIFY(!solution.converged);
        QVERIFY(solution.trace.evaluations < 20);
        QVERIFY(solution.y.allFinite());
    }

    void andersonSolvesALinearProblemInAsManyStepsAsItHasDistinctEigenvalues()
    {
        Eigen::VectorXd exact;
        Eigen::VectorXd eigenvalues(9);
        eigenvalues << 1.5, 1.5, 1.5, -2.0, -2.0, -2.0, 0.3, 0.3, 0.3;
        const auto problem = linearProblem(eigenvalues, exact);
        const auto solution =
            iterateToFixedPoint(problem, Eigen::VectorXd::Zero(9), with("anderson"));
        QVERIFY(solution.converged);
        QVERIFY(solution.trace.iterations[0] <= 4);
    }

    void newtonConvergesQuadraticallyAndShortensStepsFarAway()
    {
        // y = y - atan(y - 1): full Newton steps from 4 diverge.
        const VectorFixedPoint problem{[](const Eigen::VectorXd& y) -> Eigen::VectorXd {
                                           return y.array() - (y.array() - 1.0).atan();
                                       },
                                       [](const Eigen::VectorXd& y) -> Eigen::MatrixXd {
                                           return Eigen::MatrixXd::Constant(
                                               1, 1,
                                               1.0 - 1.0 / (1.0 + (y[0] - 1.0) * (y[0] - 1.0)));
                                       }};
        for (const char* stepper : {"newton", "newton_krylov"}) {
            const auto solution =
                iterateToFixedPoint(problem, Eigen::VectorXd::Constant(1, 4.0), with(stepper));
            QVERIFY2(solution.converged, stepper);
            QVERIFY(std::abs(solution.y[0] - 1.0) < 1e-12);
            QVERIFY(solution.trace.iterations[0] <= 10);
        }
    }

    void iteratesAreKeptOnRequestAndTheTraceCountsEvaluations()
    {
        Eigen::VectorXd exact;
        const auto problem = linearProblem(Eigen::VectorXd::Constant(2, 0.5), exact);
        auto options = with("picard", 1e-3);
        options.keepIterates = true;
        const auto solution = iterateToFixedPoint(problem, Eigen::VectorXd::Zero(2), options);
        QCOMPARE(static_cast<std::int64_t>(solution.iterates.size()), solution.trace.evaluations);
        QCOMPARE(solution.trace.residuals.size(), solution.iterates.size());
        QCOMPARE(solution.trace.iterations[0], solution.trace.evaluations - 1);
        QCOMPARE(solution.iterates[0], Eigen::VectorXd(Eigen::VectorXd::Zero(2)));
    }

    void aZeroSolutionConverges()
    {
        const VectorFixedPoint half{
            [](const Eigen::VectorXd& y) -> Eigen::VectorXd { return 0.0 * y; }, {}};
        QVERIFY(iterateToFixedPoint(half, Eigen::VectorXd::Ones(3), with("picard")).converged);
    }

    void stopTokenEndsTheSolve()
    {
        Eigen::VectorXd exact;
        const auto problem = linearProblem(Eigen::VectorXd::Constant(2, 0.5), exact);
        std::stop_source source;
        source.request_stop();
        QVERIFY_EXCEPTION_THROWN(
            iterateToFixedPoint(problem, exact, with("picard"), source.get_token()), Interrupted);
    }

    void badOptionsAreRefused()
    {
        Eigen::VectorXd exact;
        const auto problem = linearProblem(Eigen::VectorXd::Constant(2, 0.5), exact);
        QVERIFY_EXCEPTION_THROWN(iterateToFixedPoint(problem, exact, with("picar")), InputError);
        QVERIFY_EXCEPTION_THROWN(iterateToFixedPoint(problem, exact, with("picard", 0.0)),
                                 InputError);
        QVERIFY_EXCEPTION_THROWN(iterateToFixedPoint(problem, exact, with("picard", std::nan(""))),
                                 InputError);
        auto options = with("anderson");
        options.memory = 0;
        QVERIFY_EXCEPTION_THROWN(iterateToFixedPoint(problem, exact, options), InputError);
    }

    void gmresSolvesNonSymmetricSystemsWithinAsManyProductsAsUnknowns()
    {
        Eigen::MatrixXd a(4, 4);
        a << 4, 1, 0, 2, -1, 3, 1, 0, 0, 5, 6, 1, 1, 0, -2, 5;
        const Eigen::Vector4d b(1, 2, 3, 4);
        const auto result =
            gmres([&](const Eigen::VectorXd& x) -> Eigen::VectorXd { return a * x; }, b, 1e-13, 10);
        QVERIFY((a * result.x - b).norm() < 1e-12);
        QVERIFY(result.products <= 4);
        QCOMPARE(
            gmres([](const Eigen::VectorXd& x) { return x; }, Eigen::Vector4d::Zero(), 1e-10, 5)
                .products,
            0);
    }
};

NIE_TEST(VectorIterationTest);

}  // namespace nie::vector_iteration_test

#include "vector_iteration_test.moc"
