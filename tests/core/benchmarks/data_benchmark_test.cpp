#include "core/base/error.h"
#include "core/benchmarks/crank_nicolson_vorticity.h"
#include "core/benchmarks/data_benchmark.h"
#include "datasets/dataset_catalog.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <numbers>

namespace nie::data_benchmark_test {

namespace {

constexpr double kPi = std::numbers::pi;

/// sin 2 pi a x on the points of an axis.
torch::Tensor wave(double a, std::int64_t points)
{
    return torch::sin(2 * kPi * a * torch::arange(points, torch::kFloat64) /
                      static_cast<double>(points));
}

/// A field whose waves disturb each other.
torch::Tensor mixedField(std::int64_t n)
{
    return 2 * torch::outer(wave(1, n), wave(2, n)) + torch::outer(wave(2, n), wave(1, n)) +
           torch::outer(wave(1, n), torch::ones({n}, torch::kFloat64));
}

double largest(const torch::Tensor& difference)
{
    return difference.abs().max().item<double>();
}

}  // namespace

/// The first-order recipe of the published Navier-Stokes files, and the benchmark against it.
class DataBenchmarkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Diffusion alone by Crank-Nicolson: order two.
    void taylorGreenVorticesDecayWithOrderTwo()
    {
        constexpr double kViscosity = 0.05;
        const torch::Tensor w0 = 2 * torch::outer(wave(1, 16), wave(1, 16));
        const auto error = [&](double step) {
            const CrankNicolsonVorticity scheme(kViscosity, torch::zeros_like(w0), step);
            return largest(scheme.advance(w0, std::llround(1 / step)) -
                           std::exp(-8 * kPi * kPi * kViscosity) * w0);
        };
        const double order = std::log2(error(0.1) / error(0.05));
        QVERIFY2(std::abs(order - 2) < 0.1, qPrintable(QString::number(order)));
    }

    void advectionAndForceHaveOrderOne()
    {
        const torch::Tensor w0 = mixedField(16);
        const torch::Tensor force = 0.1 * torch::outer(wave(1, 16), wave(3, 16));
        const auto at = [&](double step) {
            return CrankNicolsonVorticity(1e-3, force, step).advance(w0, std::llround(0.5 / step));
        };
        const torch::Tensor fine = at(0.00125);
        const double order =
            std::log2(largest(at(0.005) - at(0.0025)) / largest(at(0.0025) - fine));
        QVERIFY2(std::abs(order - 1) < 0.05, qPrintable(QString::number(order)));
    }

    void aStopEndsTheRecipe()
    {
        std::stop_source source;
        source.request_stop();
        const torch::Tensor w0 = mixedField(16);
        const CrankNicolsonVorticity scheme(1e-3, torch::zeros_like(w0), 1e-3);
        QVERIFY_THROWS_EXCEPTION(Interrupted, scheme.advance(w0, 10, source.get_token()));
    }

    /// Both come to the same flow: the first-order error is that against its own quarter step, but
    /// for the quarter of it that the quarter step still has itself. Waves beyond the two thirds,
    /// which take part in the recipe's products alone, have to decay first: hence a whole unit of
    /// time.
    void theGeneratorIsNearerToTheFlowThanTheRecipe()
    {
        const DatasetCatalog datasets = builtinDatasets();
        const BenchmarkContext context{.datasets = datasets, .seed = 1, .duration = 1.0};
        const Json facts = dataBenchmark().prepare(context).facts();
        const auto fact = [&facts](const char* name) { return facts.at(name).get<double>(); };
        QCOMPARE(fact("candidate_step"), 0.05);
        QVERIFY(fact("candidate_error") > 0 && fact("candidate_error") < 1e-7);
        QVERIFY(fact("baseline_error") > 10 * fact("candidate_error"));
        const double share = fact("baseline_error_own_quarter_step") / fact("baseline_error");
        QVERIFY2(std::abs(share - 0.75) < 0.01, qPrintable(QString::number(share)));
    }

    void aDurationOutOfRangeIsRefused()
    {
        const DatasetCatalog datasets = builtinDatasets();
        for (const double duration : {0.0, -1.0, 1e9, std::nan("")})
            QVERIFY_THROWS_EXCEPTION(
                InputError, dataBenchmark().prepare({.datasets = datasets, .duration = duration}));
    }
};

NIE_TEST(DataBenchmarkTest);

}  // namespace nie::data_benchmark_test

#include "data_benchmark_test.moc"
