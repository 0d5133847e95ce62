#include "core/base/error.h"
#include "datasets/navier_stokes/random_vorticity.h"
#include "datasets/navier_stokes/vorticity_solver.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <numbers>

namespace nie::vorticity_solver_test {

namespace {

constexpr double kPi = std::numbers::pi;

struct Grid {
    torch::Tensor x;  // [x, 1]
    torch::Tensor y;  // [1, y]
};

Grid gridOf(std::int64_t resolution)
{
    const torch::Tensor points =
        torch::arange(resolution, torch::kFloat64) / static_cast<double>(resolution);
    return {points.unsqueeze(1), points.unsqueeze(0)};
}

double largest(const torch::Tensor& values)
{
    return values.abs().max().item<double>();
}

QString number(double value)
{
    return QString::number(value);
}

torch::Tensor fields(std::int64_t count, std::int64_t resolution)
{
    std::vector<torch::Tensor> drawn;
    for (std::int64_t i = 0; i < count; ++i)
        drawn.push_back(RandomVorticity().draw(resolution, 100 + static_cast<std::uint64_t>(i)));
    return torch::stack(drawn);
}

/// The spectrum of f = 0.1 (sin 2 pi (x + y) + cos 2 pi (x + y)).
torch::Tensor paperForcing(std::int64_t resolution)
{
    const Grid grid = gridOf(resolution);
    const torch::Tensor angle = 2 * kPi * (grid.x + grid.y);
    return torch::fft::rfft2(0.1 * (torch::sin(angle) + torch::cos(angle)));
}

/// Means of psi w / 2, w^2 / 2 and f psi, [sample] each.
struct Budget {
    torch::Tensor energy;
    torch::Tensor enstrophy;
    torch::Tensor work;
};

Budget budgetOf(const VorticitySolver& solver, const torch::Tensor& w, const torch::Tensor& forcing)
{
    const torch::Tensor vorticity = solver.field(w);
    const torch::Tensor psi = solver.field(solver.streamFunction(w));
    const auto mean = [](const torch::Tensor& field) { return field.mean({-2, -1}); };
    return {mean(psi * vorticity) / 2, mean(vorticity.square()) / 2,
            mean(psi * solver.field(forcing))};
}

/// w = cos t sin 2 pi x cos 4 pi y + sin t cos 2 pi (x + y) / 2, and the force that makes it a
/// solution: f = w_t + psi_y w_x - psi_x w_y - nu Lap w.
struct Manufactured {
    Grid grid;
    double viscosity;

    torch::Tensor vorticity(double t) const
    {
        const torch::Tensor angle = 2 * kPi * (grid.x + grid.y);
        return std::cos(t) * torch::sin(2 * kPi * grid.x) * torch::cos(4 * kPi * grid.y) +
               0.5 * std::sin(t) * torch::cos(angle);
    }

    torch::Tensor force(double t) const
    {
        const double p = 2 * kPi;
        const torch::Tensor sx = torch::sin(p * grid.x);
        const torch::Tensor cx = torch::cos(p * grid.x);
        const torch::Tensor sy = torch::sin(2 * p * grid.y);
        const torch::Tensor cy = torch::cos(2 * p * grid.y);
        const torch::Tensor s = torch::sin(p * (grid.x + grid.y));
        const torch::Tensor c = torch::cos(p * (grid.x + grid.y));
        const double a = std::cos(t);
        const double b = 0.5 * std::sin(t);
        // -Lap of the two parts is 5 p^2 and 2 p^2 times the part.
        const torch::Tensor wx = p * (a * cx * cy - b * s);
        const torch::Tensor wy = p * (-2 * a * sx * sy - b * s);
        const torch::Tensor psiX = (a * cx * cy / 5 - b * s / 2) / p;
        const torch::Tensor psiY = (-2 * a * sx * sy / 5 - b * s / 2) / p;
        const torch::Tensor wt = -std::sin(t) * sx * cy + 0.5 * std::cos(t) * c;
        const torch::Tensor minusLaplacian = p * p * (5 * a * sx * cy + 2 * b * c);
        return wt + psiY * wx - psiX * wy + viscosity * minusLaplacian;
    }
};

/// The largest error at t = 2.
double manufacturedError(std::int64_t steps)
{
    const Manufactured problem{gridOf(32), 0.01};
    const VorticitySolver solver(32, problem.viscosity,
                                 [&](double t) { return torch::fft::rfft2(problem.force(t)); });
    const torch::Tensor start = solver.spectrum(problem.vorticity(0).unsqueeze(0));
    const torch::Tensor end = solver.integrate(start, 0.0, 2.0 / static_cast<double>(steps), steps);
    return largest(solver.field(end)[0] - problem.vorticity(2.0));
}

}  // namespace

class VorticitySolverTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void taylorGreenVorticesDecayExactly()
    {
        const Grid grid = gridOf(64);
        const double viscosity = 1e-3;
        const torch::Tensor w0 = 2 * torch::sin(2 * kPi * grid.x) * torch::sin(2 * kPi * grid.y);
        const torch::Tensor w =
            VorticitySolver(64, viscosity).solve(w0.unsqueeze(0), {0.0, 4.0, 10.0}, 0.05)[0];
        QVERIFY(torch::equal(w[0], w0));
        for (const std::int64_t frame : {1, 2}) {
            const double t = frame == 1 ? 4.0 : 10.0;
            const double error = largest(w[frame] - w0 * std::exp(-8 * kPi * kPi * viscosity * t));
            QVERIFY2(error <= 1e-10, qPrintable(number(error)));
        }
    }

    /// Waves of one wavelength: psi is a multiple of w, so that u . grad w = 0.
    void wavesOfOneLengthDecayWithoutDisturbingEachOther()
    {
        const Grid grid = gridOf(64);
        const double viscosity = 1e-3;
        torch::Tensor w0 = torch::zeros({64, 64}, torch::kFloat64);
        double phase = 0.3;
        for (const auto& [kx, ky] : {std::pair(5, 0), {4, 3}, {3, 4}, {0, 5}, {-3, 4}})
            w0 += torch::cos(2 * kPi * (kx * grid.x + ky * grid.y) + (phase += 1.1));
        const VorticitySolver solver(64, viscosity);
        const torch::Tensor spectrum = solver.spectrum(w0.unsqueeze(0));
        const double advection = largest(solver.field(solver.advection(spectrum)));
        QVERIFY2(advection <= 1.5e-14 * largest(w0), qPrintable(number(advection)));
        const torch::Tensor w = solver.solve(w0.unsqueeze(0), {0.0, 2.0}, 0.05)[0][1];
        const double decay = std::exp(-100 * kPi * kPi * viscosity * 2.0);
        const double error = largest(w - decay * w0) / largest(decay * w0);
        QVERIFY2(error <= 1e-12, qPrintable(number(error)));
    }

    void aManufacturedSolutionIsMetWithOrderFour()
    {
        const double coarse = manufacturedError(20);
        const double middle = manufacturedError(40);
        const double fine = manufacturedError(80);
        QVERIFY2(coarse < 4.7e-7, qPrintable(number(coarse)));
        QVERIFY2(fine < 1.9e-9, qPrintable(number(fine)));
        QVERIFY2(std::abs(std::log2(coarse / middle) - 4) < 0.15,
                 qPrintable(number(coarse / middle)));
        QVERIFY2(std::abs(std::log2(middle / fine) - 4) < 0.15, qPrintable(number(middle / fine)));
    }

    void theOrderOfConvergenceIsFourForRandomFields()
    {
        const VorticitySolver solver(32, 1e-3, [f = paperForcing(32)](double) { return f; });
        const torch::Tensor w0 = solver.spectrum(fields(3, 32));
        const auto at = [&](std::int64_t steps) {
            return solver.field(solver.integrate(w0, 0.0, 2.0 / static_cast<double>(steps), steps));
        };
        const torch::Tensor reference = at(160);
        const double coarse = largest(at(20) - reference);
        const double fine = largest(at(40) - reference);
        QVERIFY2(std::abs(std::log2(coarse / fine) - 4) < 0.3, qPrintable(number(coarse / fine)));
    }

    void theFlowHasNoSourcesAndTheVorticityNoMean()
    {
        const VorticitySolver solver(32, 1e-3, [f = paperForcing(32)](double) { return f; });
        const torch::Tensor fieldsOverTime = solver.solve(fields(3, 32), {0.0, 5.0, 20.0}, 0.05);
        QVERIFY(largest(fieldsOverTime.mean({-2, -1})) < 1e-14);
        const torch::Tensor w = solver.spectrum(fieldsOverTime);
        const torch::Tensor velocity = torch::fft::fft2(solver.velocity(w));
        const torch::Tensor k = torch::fft::fftfreq(32, 1.0 / 32, torch::kFloat64) * (2 * kPi);
        const torch::Tensor divergence =
            velocity.select(-3, 0) * k.unsqueeze(1) + velocity.select(-3, 1) * k.unsqueeze(0);
        const double source = largest(torch::fft::ifft2(divergence).abs());
        QVERIFY2(source < 1e-12, qPrintable(number(source)));
        // The curl of the velocity is the vorticity, in the modes that take part.
        const torch::Tensor kept = (k.abs() < 2 * kPi * 10.5).to(torch::kFloat64);
        const torch::Tensor filtered = torch::real(torch::fft::ifft2(
            torch::fft::fft2(fieldsOverTime) * (kept.unsqueeze(1) * kept.unsqueeze(0))));
        // ifft(i f) = i ifft(f), and Re(i z) = -Im z
        const torch::Tensor curl = -torch::imag(torch::fft::ifft2(
            velocity.select(-3, 1) * k.unsqueeze(1) - velocity.select(-3, 0) * k.unsqueeze(0)));
        QVERIFY(largest(curl - filtered) < 1e-13);
    }

    /// dE/dt = -2 nu Z + <f psi>: at an instant, where the advection must do no work, and over
    /// time.
    void theEnergyBudgetIsClosed()
    {
        const double viscosity = 1e-3;
        const torch::Tensor forcing = paperForcing(32);
        const VorticitySolver solver(32, viscosity, [&](double) { return forcing; });
        torch::Tensor w = solver.spectrum(fields(4, 32));
        const torch::Tensor psi = solver.field(solver.streamFunction(w));
        const torch::Tensor advected = solver.field(solver.advection(w));
        QVERIFY(largest((psi * advected).mean({-2, -1})) < 1e-15);
        QVERIFY(largest((solver.field(w) * advected).mean({-2, -1})) < 1e-13);

        const torch::Tensor first = budgetOf(solver, w, forcing).energy;
        const double step = 0.01;
        torch::Tensor expected = torch::zeros_like(first);
        const auto rate = [&](const torch::Tensor& at) {
            const Budget budget = budgetOf(solver, at, forcing);
            return budget.work - 2 * viscosity * budget.enstrophy;
        };
        for (int k = 0; k < 100; ++k) {  // Simpson's rule over pairs of steps
            const torch::Tensor middle = solver.integrate(w, 0.0, step, 1);
            const torch::Tensor end = solver.integrate(middle, 0.0, step, 1);
            expected += (rate(w) + 4 * rate(middle) + rate(end)) * (step / 3);
            w = end;
        }
        const torch::Tensor change = budgetOf(solver, w, forcing).energy - first;
        QVERIFY(largest(change) > 1e-4);
        QVERIFY2(largest(change - expected) < 1e-10,
                 qPrintable(number(largest(change - expected))));
    }

    void withoutViscosityAndForceEnergyAndEnstrophyDriftWithTheStepsFourthPower()
    {
        const VorticitySolver solver(32, 0.0);
        const torch::Tensor w0 = solver.spectrum(fields(4, 32));
        const auto drift = [&](double step) {
            const Budget first = budgetOf(solver, w0, w0);
            const Budget last =
                budgetOf(solver, solver.integrate(w0, 0.0, step, std::llround(4.0 / step)), w0);
            return std::pair(largest(last.energy / first.energy - 1),
                             largest(last.enstrophy / first.enstrophy - 1));
        };
        const auto [energyCoarse, enstrophyCoarse] = drift(0.1);
        const auto [energyFine, enstrophyFine] = drift(0.05);
        QVERIFY(energyFine < 1e-6 && enstrophyFine < 1e-5);
        QVERIFY2(std::log2(energyCoarse / energyFine) > 3.7,
                 qPrintable(number(energyCoarse / energyFine)));
        QVERIFY2(std::log2(enstrophyCoarse / enstrophyFine) > 3.7,
                 qPrintable(number(enstrophyCoarse / enstrophyFine)));
    }

    void aFastFlowGetsSmallerSteps()
    {
        // Fifty times the usual speed: steps of 0.05 would overflow.
        const VorticitySolver solver(32, 1e-3);
        const torch::Tensor w0 = 50 * fields(2, 32);
        const torch::Tensor fixed =
            solver.field(solver.integrate(solver.spectrum(w0), 0.0, 0.05, 20));
        QVERIFY(!fixed.isfinite().all().item<bool>());
        const torch::Tensor w = solver.solve(w0, {0.0, 0.25}, 0.05);
        const torch::Tensor fine = solver.solve(w0, {0.0, 0.25}, 0.0005);
        const double error = largest(w - fine) / largest(w0);
        // Steps at the edge of stability: not accurate, but bounded.
        QVERIFY2(error < 1e-2, qPrintable(number(error)));
    }

    void aSampleDoesNotDependOnItsNeighbours()
    {
        torch::Tensor w0 = fields(5, 32);
        w0[3] *= 20;  // gets steps of its own
        const VorticitySolver solver(32, 1e-3);
        const torch::Tensor together = solver.solve(w0, {0.0, 1.0, 2.5}, 0.05);
        for (std::int64_t i = 0; i < 5; ++i)
            QVERIFY(torch::equal(solver.solve(w0.narrow(0, i, 1), {0.0, 1.0, 2.5}, 0.05)[0],
                                 together[i]));
    }

    void randomFieldsHaveTheSpectrumOfTheRecipe()
    {
        const RandomVorticity recipe;
        QVERIFY(std::abs(recipe.deviation(64) - 0.262) < 5e-4);
        RandomVorticity later;
        later.variance = 0.5;
        QVERIFY(std::abs(later.deviation(64) - 0.185) < 5e-4);
        const torch::Tensor w = fields(400, 16);
        QVERIFY(largest(w.mean({-2, -1})) < 1e-15);
        QVERIFY(std::abs(w.square().mean().sqrt().item<double>() / recipe.deviation(16) - 1) <
                0.03);
        // No direction is preferred: the waves (2, 0) and (0, 2) are equally strong.
        const torch::Tensor power = torch::fft::fft2(w).abs().square().mean(0);
        const double ratio = (power[2][0] / power[0][2]).item<double>();
        QVERIFY2(std::abs(ratio - 1) < 0.25, qPrintable(number(ratio)));
    }

    void resolutionsOfOneSeedShowTheSameField()
    {
        RandomVorticity smooth;
        smooth.alpha = 16;  // the waves that only one of them holds are then below rounding
        smooth.sigma = std::pow(7.0, 15);
        const torch::Tensor coarse = smooth.draw(32, 3);
        const torch::Tensor fine = smooth.draw(64, 3);
        QVERIFY(largest(coarse) > 1e-3);
        QVERIFY(largest(fine.slice(0, 0, 64, 2).slice(1, 0, 64, 2) - coarse) <
                1e-10 * largest(coarse));
    }

    void aStopEndsTheSolution()
    {
        std::stop_source source;
        source.request_stop();
        QVERIFY_THROWS_EXCEPTION(
            Interrupted,
            VorticitySolver(16, 1e-3).solve(fields(1, 16), {0.0, 1.0}, 0.05, source.get_token()));
    }
};

NIE_TEST(VorticitySolverTest);

}  // namespace nie::vorticity_solver_test

#include "vorticity_solver_test.moc"
