#include "core/base/error.h"
#include "core/base/random.h"
#include "datasets/spirals/spirals.h"
#include "datasets/spirals/spirals_equation.h"
#include "datasets/spirals/volterra_collocation.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <boost/math/quadrature/gauss.hpp>
#include <boost/numeric/odeint.hpp>

#include <array>
#include <numbers>

namespace nie::spirals_test {

namespace {

using Table = Eigen::Matrix<double, 3, 2>;

struct Reference {
    Eigen::Vector2d u;
    Table y;  ///< rows: t = 25/99, 50/99, 1
};

/// The reference values are given to eight decimals.
constexpr double kRounding = 0.5e-8;

const std::vector<Reference> kReferences = {
    {{0.0, 0.0},
     Table{{0.9606492, -1.28901796}, {0.57189913, -0.5423576}, {0.5414590227, -0.5390110444}}},
    {{0.5, -0.25},
     Table{{1.46064964, -1.53901879}, {1.07238382, -0.79209916}, {1.04033792, -0.79025313}}},
    {{-0.8, 0.6},
     Table{{0.16858604, -0.67845235}, {-0.51923883, -0.15022856}, {0.94521495, -0.06170128}}},
};

using Moments = std::vector<double>;

/// K is separable, so y is a function of t and of four integrals that obey a differential equation:
/// U1' = C F(y1), U2' = S F(y1), U3' = C F(y2), U4' = S F(y2), with C = cos 2 pi t, S = sin 2 pi t.
Eigen::Vector2d curveFromMoments(const Eigen::Vector2d& u, const Moments& m, double t)
{
    const double c = std::cos(2 * std::numbers::pi * t);
    const double s = std::sin(2 * std::numbers::pi * t);
    return {std::cos(t) + u[0] + (c * m[0] - s * m[1]) - (s * m[2] + c * m[3]),
            std::cos(t + std::numbers::pi) + u[1] - (s * m[0] + c * m[1]) - (c * m[2] - s * m[3])};
}

Eigen::MatrixXd integrateMoments(const Eigen::Vector2d& u, std::int64_t points)
{
    namespace odeint = boost::numeric::odeint;
    const auto right = [&u](const Moments& m, Moments& rate, double t) {
        const Eigen::Vector2d y = curveFromMoments(u, m, t);
        const double f1 = std::tanh(2 * std::numbers::pi * y[0]);
        const double f2 = std::tanh(2 * std::numbers::pi * y[1]);
        const double c = std::cos(2 * std::numbers::pi * t);
        const double s = std::sin(2 * std::numbers::pi * t);
        rate = {c * f1, s * f1, c * f2, s * f2};
    };
    std::vector<double> times;
    for (std::int64_t k = 0; k < points; ++k)
        times.push_back(static_cast<double>(k) / static_cast<double>(points - 1));
    Eigen::MatrixXd curve(2, points);
    Eigen::Index column = 0;
    Moments moments(4, 0.0);
    const auto stepper =
        odeint::make_controlled<odeint::runge_kutta_fehlberg78<Moments>>(1e-14, 1e-14);
    odeint::integrate_times(
        stepper, right, moments, times.begin(), times.end(), 1e-3,
        [&](const Moments& m, double t) { curve.col(column++) = curveFromMoments(u, m, t); });
    return curve;
}

VolterraCollocation spiralsCollocation(Eigen::Index windows, Eigen::Index degree)
{
    return VolterraCollocation(
        {2, [](double t, double s) -> Eigen::MatrixXd { return spirals::kernel(t, s); },
         [](double y) { return std::tanh(2 * std::numbers::pi * y); }},
        {.windows = windows, .degree = degree});
}

/// [2, knots]
Eigen::MatrixXd solveAtKnots(const VolterraCollocation& solver, const Eigen::Vector2d& u)
{
    Eigen::MatrixXd f(2, solver.knots().size());
    for (Eigen::Index k = 0; k < f.cols(); ++k)
        f.col(k) = spirals::curve(solver.knots()[k]) + u;
    return solver.solve(f);
}

/// integral of K(t,s) tanh(2 pi y(s)) over [from, to], 15 Gauss-Legendre nodes.
Eigen::Vector2d integratePanel(const VolterraCollocation& solver, const Eigen::MatrixXd& atKnots,
                               double t, double from, double to)
{
    using Rule = boost::math::quadrature::gauss<double, 15>;
    Eigen::Vector2d integral = Eigen::Vector2d::Zero();
    const auto add = [&](double x, double weight) {
        const double s = (from + to) / 2 + x * (to - from) / 2;
        const Eigen::Vector2d y = atKnots * solver.interpolation(Eigen::VectorXd::Constant(1, s));
        integral += weight * (to - from) / 2 * spirals::kernel(t, s) * spirals::nonlinearity(y);
    };
    add(0.0, Rule::weights()[0]);  // the table holds the nodes >= 0
    for (std::size_t k = 1; k < Rule::abscissa().size(); ++k) {
        add(Rule::abscissa()[k], Rule::weights()[k]);
        add(-Rule::abscissa()[k], Rule::weights()[k]);
    }
    return integral;
}

double largestDifference(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b)
{
    return (a - b).cwiseAbs().maxCoeff();
}

Dataset make(SpiralsOptions options, std::uint64_t seed = 1)
{
    return makeSpirals(options, {seed});
}

}  // namespace

class SpiralsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void solutionsMeetTheReferenceValues()
    {
        for (const Reference& reference : kReferences) {
            const Eigen::MatrixXd y = spirals::solve(reference.u, 100);
            const std::array<Eigen::Index, 3> at = {25, 50, 99};
            for (Eigen::Index k = 0; k < 3; ++k) {
                const Eigen::Vector2d error =
                    y.col(at[static_cast<std::size_t>(k)]) - reference.y.row(k).transpose();
                QVERIFY(error.cwiseAbs().maxCoeff() < 1e-9 + kRounding);
            }
        }
        // Two of them are given to ten decimals.
        const Eigen::MatrixXd y = spirals::solve({0.0, 0.0}, 100);
        QVERIFY(std::abs(y(0, 99) - 0.5414590227) < 1e-10);
        QVERIFY(std::abs(y(1, 99) + 0.5390110444) < 1e-10);
    }

    void agreesWithTheEquivalentDifferentialEquation()
    {
        for (std::int64_t curve = 0; curve < 20; ++curve) {
            const Eigen::Vector2d u = spirals::offset(17, curve, 1.0);
            QVERIFY(largestDifference(spirals::solve(u, 100), integrateMoments(u, 100)) < 1e-10);
        }
    }

    /// Quadrature of another kind than the solver's, on another partition, of the Nystrom form.
    void residualOfTheIntegralEquationIsAtRounding()
    {
        const VolterraCollocation solver = spiralsCollocation(32, 15);
        for (std::int64_t curve = 0; curve < 3; ++curve) {
            const Eigen::Vector2d u = spirals::offset(5, curve, 1.0);
            const Eigen::MatrixXd atKnots = solveAtKnots(solver, u);
            for (const double t : {0.11, 0.5, 0.77, 1.0}) {
                Eigen::Vector2d integral = Eigen::Vector2d::Zero();
                const int panels = 90;
                for (int panel = 0; panel < panels; ++panel)
                    integral += integratePanel(solver, atKnots, t, t * panel / panels,
                                               t * (panel + 1) / panels);
                const Eigen::Vector2d y =
                    atKnots * solver.interpolation(Eigen::VectorXd::Constant(1, t));
                const double residual = (spirals::curve(t) + u + integral - y).norm() / y.norm();
                QVERIFY2(residual <= 1e-12, qPrintable(QString::number(residual)));
            }
        }
    }

    void errorFallsExponentiallyWithTheNumberOfKnots()
    {
        const Eigen::Vector2d u(-0.8, 0.6);
        const Eigen::VectorXd times = Eigen::VectorXd::LinSpaced(100, 0, 1);
        const Eigen::MatrixXd exact = integrateMoments(u, 100);
        double previous = 1.0;
        for (const Eigen::Index degree : {3, 6, 9, 12}) {
            const VolterraCollocation solver = spiralsCollocation(16, degree);
            const double error =
                largestDifference(solveAtKnots(solver, u) * solver.interpolation(times), exact);
            QVERIFY2(error < previous / 15, qPrintable(QString("%1 %2").arg(degree).arg(error)));
            previous = error;
        }
    }

    void trapezoidIterationConvergesToTheSolutionWithOrderTwo()
    {
        for (const Reference& reference : kReferences) {
            const Eigen::Vector2d exact = spirals::solve(reference.u, 100).col(99);
            std::array<double, 3> error = {};
            for (std::size_t k = 0; k < 3; ++k) {
                const std::int64_t points = (100 << k) + 1;
                error[k] =
                    (spirals::iterateTrapezoid(reference.u, points, 80, 1.0).col(points - 1) -
                     exact)
                        .norm();
            }
            for (std::size_t k = 0; k < 2; ++k) {
                const double order = std::log2(error[k] / error[k + 1]);
                QVERIFY2(std::abs(order - 2) < 0.1, qPrintable(QString::number(order)));
            }
        }
    }

    void releasedRecipeDoesNotSolveTheEquation()
    {
        SpiralsOptions options;
        options.curves = 100;
        const torch::Tensor exact = make(options).values;
        options.recipe = "released";
        const Dataset released = make(options);
        QCOMPARE(released.noiseVariance, 0.0211 * 0.0211);
        options.noise = 1e-9;
        const double meanSquare = (make(options).values - exact).square().mean().item<double>();
        QVERIFY2(meanSquare > 1e-5 && meanSquare < 1e-2, qPrintable(QString::number(meanSquare)));
    }

    /// On one and the same grid the iteration itself is what remains: 1.4e-4 after six evaluations.
    void sixDampedEvaluationsStopShortOfTheFixedPoint()
    {
        const Eigen::MatrixXd fixedPoint = spirals::iterateTrapezoid({0.0, 0.0}, 401, 80, 1.0);
        const Eigen::MatrixXd sixth = spirals::iterateTrapezoid({0.0, 0.0}, 401, 6, 0.5);
        const double error = (sixth - fixedPoint).norm() / fixedPoint.norm();
        QVERIFY2(std::abs(error / 1.4e-4 - 1) < 0.05, qPrintable(QString::number(error)));
    }

    void releasedRecipeIsTheSixthEvaluationOnTheHundredPoints()
    {
        SpiralsOptions options;
        options.curves = 3;
        options.recipe = "released";
        options.noise = 1e-300;  // 0 would stand for the noise of the released data
        const torch::Tensor values = make(options, 6).values;
        for (std::int64_t curve = 0; curve < 3; ++curve) {
            const Eigen::MatrixXd sixth =
                spirals::iterateTrapezoid(spirals::offset(6, curve, 1.0), 100, 6, 0.5);
            const torch::Tensor expected =
                torch::from_blob(const_cast<double*>(sixth.data()), {100, 2}, torch::kFloat64);
            QVERIFY(torch::equal(values[curve], expected));
        }
    }

    void kernelIsOrthogonalSymmetricAndDependsOnTheSum()
    {
        const Eigen::Matrix2d kernel = spirals::kernel(0.3, 0.45);
        QVERIFY((kernel * kernel - Eigen::Matrix2d::Identity()).norm() < 1e-14);
        QVERIFY((kernel - spirals::kernel(0.25, 0.5)).norm() < 1e-14);
        QVERIFY(std::abs(kernel.determinant() + 1) < 1e-14);
        const double angle = 2 * std::numbers::pi * 0.75;
        QVERIFY((kernel - Eigen::Matrix2d{{std::cos(angle), -std::sin(angle)},
                                          {-std::sin(angle), -std::cos(angle)}})
                    .norm() < 1e-14);
    }

    void curvesStartAtTheFreeFunction()
    {
        SpiralsOptions options;
        options.curves = 10;
        const Dataset data = make(options, 4);
        for (std::int64_t curve = 0; curve < 10; ++curve) {
            const Eigen::Vector2d u = spirals::offset(4, curve, 1.0);
            QVERIFY(std::abs(data.values[curve][0][0].item<double>() - (1 + u[0])) < 1e-13);
            QVERIFY(std::abs(data.values[curve][0][1].item<double>() - (-1 + u[1])) < 1e-13);
        }
    }

    void sameSeedGivesTheSameHashAndAnotherSeedAnother()
    {
        SpiralsOptions options;
        options.curves = 20;
        options.noise = 0.0211;
        QCOMPARE(make(options, 3).contentHash(), make(options, 3).contentHash());
        QVERIFY(make(options, 3).contentHash() != make(options, 4).contentHash());
    }

    void aCurveDoesNotDependOnTheNumberOfCurves()
    {
        SpiralsOptions options;
        options.noise = 0.01;
        options.curves = 5;
        const torch::Tensor few = make(options).values;
        options.curves = 12;
        QVERIFY(torch::equal(make(options).values.narrow(0, 0, 5), few));
    }

    void noiseHasTheVarianceThatTheDataSetStates()
    {
        SpiralsOptions options;
        options.curves = 250;
        const torch::Tensor exact = make(options).values;
        options.noise = 0.0211;
        const Dataset noisy = make(options);
        const torch::Tensor noise = noisy.values - exact;
        // Five standard errors of 50,000 draws.
        const double count = static_cast<double>(noise.numel());
        QVERIFY(std::abs(noise.mean().item<double>()) < 5 * 0.0211 / std::sqrt(count));
        QVERIFY(std::abs(noise.square().mean().item<double>() / noisy.noiseVariance - 1) <
                5 * std::sqrt(2 / count));
        QCOMPARE(make({}).noiseVariance, 0.0);
    }

    void recipeHoldsEverythingThatMakesTheDataAgain()
    {
        SpiralsOptions options;
        options.curves = 7;
        options.points = 40;
        options.given = 9;
        const Dataset data = make(options, 11);
        QCOMPARE(data.givenPoints, std::int64_t(9));
        QCOMPARE(data.timeCount(), std::int64_t(40));
        QCOMPARE(data.channels, (std::vector<std::string>{"y1", "y2"}));
        QCOMPARE(data.times[39].item<double>(), 1.0);
        const auto again = readOptions<SpiralsOptions>(data.recipe.at("options"), "recipe", "");
        QCOMPARE(makeSpirals(again, {data.recipe.at("seed").get<std::uint64_t>()}).contentHash(),
                 data.contentHash());
    }

    void refusesMoreGivenPointsThanThereAre()
    {
        SpiralsOptions options;
        options.points = 20;
        QVERIFY_THROWS_EXCEPTION(InputError, make(options));
    }

    void aStopEndsTheGeneration()
    {
        std::stop_source source;
        source.request_stop();
        QVERIFY_THROWS_EXCEPTION(Interrupted, makeSpirals({}, {1, source.get_token()}));
    }
};

NIE_TEST(SpiralsTest);

}  // namespace nie::spirals_test

#include "spirals_test.moc"
