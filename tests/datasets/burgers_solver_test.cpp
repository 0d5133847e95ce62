#include "core/base/error.h"
#include "datasets/burgers/burgers_solver.h"
#include "datasets/burgers/random_profile.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <numbers>

namespace nie::burgers_solver_test {

namespace {

constexpr double kPi = std::numbers::pi;

torch::Tensor gridOf(std::int64_t resolution)
{
    return torch::arange(resolution, torch::kFloat64) / static_cast<double>(resolution);
}

double largest(const torch::Tensor& values)
{
    return values.abs().max().item<double>();
}

QString number(double value)
{
    return QString::number(value);
}

/// u = 4 pi nu e sin(2 pi x) / (1.05 + e cos(2 pi x)), e = exp(-4 pi^2 nu t).
torch::Tensor closedForm(std::int64_t resolution, double viscosity, double t)
{
    const torch::Tensor angle = 2 * kPi * gridOf(resolution);
    const double decay = std::exp(-4 * kPi * kPi * viscosity * t);
    return 4 * kPi * viscosity * decay * torch::sin(angle) / (1.05 + decay * torch::cos(angle));
}

/// The largest error at t = 0.5 after so many steps.
double closedFormError(std::int64_t resolution, double viscosity, std::int64_t steps)
{
    const BurgersSolver solver(resolution, viscosity);
    const torch::Tensor u0 = closedForm(resolution, viscosity, 0).unsqueeze(0);
    const auto [u, stable] = solver.integrate(u0, 0.5 / static_cast<double>(steps), {steps});
    return largest(u[0][0] - closedForm(resolution, viscosity, 0.5));
}

/// The solution at t by Cole and Hopf's transform: phi = exp(-int u0 / (2 nu)) obeys the heat
/// equation, and u = -2 nu phi_x / phi. u0: [.., x] with mean 0.
torch::Tensor coleHopf(const torch::Tensor& u0, double viscosity, double t)
{
    const std::int64_t count = u0.size(-1);
    const torch::Tensor k = 2 * kPi * torch::arange(count / 2 + 1, torch::kFloat64);
    const torch::Tensor ik = torch::complex(torch::zeros_like(k), k);
    torch::Tensor integral = torch::fft::rfft(u0) / ik;
    integral.select(-1, 0).zero_();
    const torch::Tensor phi0 = torch::exp(-torch::fft::irfft(integral, count) / (2 * viscosity));
    const torch::Tensor phi = torch::fft::rfft(phi0) * torch::exp(-viscosity * t * k * k);
    return -2 * viscosity * torch::fft::irfft(phi * ik, count) / torch::fft::irfft(phi, count);
}

torch::Tensor fields(std::int64_t count, std::int64_t resolution)
{
    std::vector<torch::Tensor> drawn;
    for (std::int64_t i = 0; i < count; ++i)
        drawn.push_back(RandomProfile().draw(resolution, 100 + static_cast<std::uint64_t>(i)));
    return torch::stack(drawn);
}

}  // namespace

class BurgersSolverTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void closedFormIsMetWithOrderFour()
    {
        const double coarse = closedFormError(256, 0.05, 40);
        const double fine = closedFormError(256, 0.05, 80);
        const double finest = closedFormError(256, 0.05, 160);
        QVERIFY2(coarse < 6e-7, qPrintable(number(coarse)));
        QVERIFY2(finest < 3e-9, qPrintable(number(finest)));
        QVERIFY2(std::abs(std::log2(coarse / fine) - 4) < 0.3, qPrintable(number(coarse / fine)));
        QVERIFY2(std::abs(std::log2(fine / finest) - 4) < 0.3, qPrintable(number(fine / finest)));
        const double exact = closedFormError(256, 0.05, 400);
        QVERIFY2(exact <= 1e-9, qPrintable(number(exact)));
    }

    void randomFieldsMeetColeHopf_data()
    {
        QTest::addColumn<double>("viscosity");
        QTest::addColumn<int>("resolution");
        QTest::newRow("0.1") << 0.1 << 256;
        QTest::newRow("0.01") << 0.01 << 512;
        // Below that phi spans more decades than a double has digits.
        QTest::newRow("0.005") << 0.005 << 1024;
    }

    void randomFieldsMeetColeHopf()
    {
        QFETCH(double, viscosity);
        QFETCH(int, resolution);
        // exp(-int u / 2 nu) spans many powers of ten where u is large: with |u| up to .85 the
        // exact formula itself has lost half of its digits at nu = .005, at every resolution.
        const torch::Tensor drawn = fields(3, resolution);
        const torch::Tensor u0 = drawn / drawn.abs().amax(-1, true) * 0.5;
        const auto solution =
            BurgersSolver(resolution, viscosity).solve(u0, 1.0 / 3200, {800, 3200});
        for (const std::int64_t slice : {0, 1}) {
            const torch::Tensor exact = coleHopf(u0, viscosity, slice == 0 ? 0.25 : 1.0);
            const double error = largest(solution.u.select(1, slice) - exact);
            QVERIFY2(error <= 1e-9, qPrintable(number(error)));
        }
    }

    void meanStaysAndEnergyNeverGrows()
    {
        const torch::Tensor u0 = fields(4, 512) + 0.1;
        const auto u = BurgersSolver(512, 1e-3).solve(u0, 1.0 / 400, {0, 1, 2, 3, 50, 200, 400}).u;
        QVERIFY(largest(u.mean(-1) - 0.1) < 1e-14);
        QVERIFY((u.square().mean(-1).diff(1, 1) < 0).all().item<bool>());
        QVERIFY(torch::equal(u.select(1, 0), u0));
    }

    /// A moving frame: u(x - c t, t) + c solves the equation too.
    void aConstantFlowCarriesTheFieldAlong()
    {
        const torch::Tensor u0 = fields(1, 256);
        const BurgersSolver solver(256, 0.01);
        const torch::Tensor still = solver.solve(u0, 1.0 / 800, {400}).u;
        const torch::Tensor moving =
            solver.solve(u0 + 1.0, 1.0 / 800, {400}).u;  // by half a period
        QVERIFY(largest(moving - 1.0 - still.roll(128, -1)) < 1e-7);
    }

    /// The largest error stands at a shock, where u falls by 1 within two points.
    void theStepAtTheDefaultsIsAccurateToSevenDigits()
    {
        const torch::Tensor u0 = fields(2, 1024);
        const BurgersSolver solver(1024, 1e-3);
        // At the end; while the shocks form the error is a hundred times larger for a moment.
        const torch::Tensor exact = solver.solve(u0, 1.0 / 1600, {1600}).u;
        const auto errorWith = [&](std::int64_t steps) {
            const auto u = solver.solve(u0, 1.0 / static_cast<double>(steps), {steps}).u;
            return ((u - exact).norm() / exact.norm()).item<double>();
        };
        const double error = errorWith(400);
        QVERIFY2(error < 2e-7, qPrintable(number(error)));
        QVERIFY(errorWith(800) < error / 10);
    }

    void anUnstableStepIsHalvedUntilItIsStable()
    {
        const torch::Tensor u0 = fields(2, 512);
        const BurgersSolver solver(512, 1e-3);
        const auto [raw, stable] = solver.integrate(u0, 0.025, {40});
        QVERIFY(!stable[0].item<bool>());
        const auto solution = solver.solve(u0, 0.025, {40});
        QCOMPARE(solution.halvings, std::int64_t(2));
        const torch::Tensor fine = solver.solve(u0, 1.0 / 1600, {1600}).u;
        QVERIFY((solution.u - fine).norm().item<double>() < 1e-4 * fine.norm().item<double>());
    }

    void aSampleDoesNotDependOnItsNeighbours()
    {
        const torch::Tensor u0 = fields(5, 256);
        const BurgersSolver solver(256, 1e-3);
        // A step at which some samples have to be halved and others not.
        const auto together = solver.solve(u0, 1.0 / 40, {8, 40});
        for (std::int64_t i = 0; i < 5; ++i) {
            const auto alone = solver.solve(u0.narrow(0, i, 1), 1.0 / 40, {8, 40});
            QVERIFY(torch::equal(alone.u[0], together.u[i]));
        }
    }

    void profilesHaveTheSpectrumOfTheRecipe()
    {
        const RandomProfile profile;
        QVERIFY(std::abs(profile.deviation(1024) - 0.274) < 5e-4);
        const torch::Tensor u = fields(400, 64);
        QVERIFY(largest(u.mean(-1)) < 1e-15);
        const torch::Tensor power = torch::fft::rfft(u).abs().square().mean(0) * (4.0 / (64 * 64));
        for (const std::int64_t n : {1, 2, 5, 20}) {
            // The mean over 400 fields of A^2 (xi^2 + eta^2): its deviation is a twentieth.
            const double expected = 2 * std::pow(profile.amplitude(n), 2);
            QVERIFY(std::abs(power[n].item<double>() / expected - 1) < 0.2);
        }
        QVERIFY(power[0].item<double>() < 1e-28 && power[32].item<double>() < 1e-28);
    }

    void resolutionsOfOneSeedShowTheSameProfile()
    {
        RandomProfile smooth;
        smooth.gamma = 12;  // the waves that only one of them holds are then below rounding
        smooth.sigma = std::pow(7.0, 12);
        const torch::Tensor coarse = smooth.draw(128, 3);
        const torch::Tensor fine = smooth.draw(512, 3);
        QVERIFY(largest(coarse) > 0.01);
        QVERIFY(largest(fine.slice(0, 0, 512, 4) - coarse) < 1e-10 * largest(coarse));
    }

    void aStopEndsTheSolution()
    {
        std::stop_source source;
        source.request_stop();
        QVERIFY_THROWS_EXCEPTION(Interrupted, BurgersSolver(64, 0.1).solve(
                                                  fields(1, 64), 0.01, {10}, source.get_token()));
    }
};

NIE_TEST(BurgersSolverTest);

}  // namespace nie::burgers_solver_test

#include "burgers_solver_test.moc"
