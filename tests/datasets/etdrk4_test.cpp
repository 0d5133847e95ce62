#include "datasets/etdrk4.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::etdrk4_test {

namespace {

torch::Tensor real(const std::vector<double>& values)
{
    return torch::tensor(values, torch::kFloat64);
}

torch::Tensor toComplex(const torch::Tensor& values)
{
    return torch::complex(values, torch::zeros_like(values));
}

/// The error at t = 1 of w' = L w - w^2, w(0) = 1, whose solution is known, for every L.
torch::Tensor logisticError(const torch::Tensor& linear, int steps)
{
    const Etdrk4 scheme(linear, 1.0 / steps);
    torch::Tensor w = toComplex(torch::ones_like(linear));
    for (int k = 0; k < steps; ++k)
        w = scheme.advance(w, k * scheme.step(),
                           [](const torch::Tensor& at, double) { return -at * at; });
    const torch::Tensor growth = torch::exp(linear);
    const torch::Tensor exact = growth / (1 + torch::expm1(linear) / linear);
    return (w - toComplex(exact)).abs() / exact;
}

}  // namespace

class Etdrk4Test : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// w' = L w + 1 + 2i: the coefficients of the scheme have to add up to (exp(hL) - 1) / L, also
    /// where that formula itself loses its digits.
    void aConstantRateIsIntegratedExactly()
    {
        const double step = 0.1;
        const torch::Tensor linear = real({-1e7, -300.0, -10.0, -1.0, -1e-3, -1e-9, 0.0, 0.5});
        const c10::complex<double> rate(1.0, 2.0);
        const auto constant = [&](const torch::Tensor& w, double) {
            return torch::full_like(w, rate);
        };
        const torch::Tensor start = toComplex(torch::full_like(linear, 0.7));
        const torch::Tensor found = Etdrk4(linear, step).advance(start, 0.0, constant);
        for (std::int64_t i = 0; i < linear.size(0); ++i) {
            const double l = linear[i].item<double>();
            const double integral = l == 0.0 ? step : std::expm1(l * step) / l;
            const c10::complex<double> exact = 0.7 * std::exp(l * step) + integral * rate;
            const auto error = std::abs(found[i].item<c10::complex<double>>() - exact);
            QVERIFY2(error < 1e-14, qPrintable(QString("L = %1: %2").arg(l).arg(error)));
        }
    }

    /// N depends on t alone: the scheme becomes a quadrature rule, exact for polynomials of degree
    /// 2 whatever L, and with L = 0 Simpson's rule, exact for degree 3.
    void aPolynomialRateOfDegreeTwoIsIntegratedExactly()
    {
        const torch::Tensor linear = real({-40.0, -3.0, -1e-6});
        // w = 1 + 2 t + 3 t^2 solves w' = L w + N for N = 2 + 6 t - L (1 + 2 t + 3 t^2).
        const auto solution = [](double t) { return 1 + 2 * t + 3 * t * t; };
        const auto rate = [&](const torch::Tensor&, double t) {
            return toComplex(2 + 6 * t - linear * solution(t));
        };
        const torch::Tensor w = toComplex(torch::full_like(linear, solution(0.5)));
        const torch::Tensor found = Etdrk4(linear, 0.25).advance(w, 0.5, rate);
        QVERIFY((torch::real(found) - solution(0.75)).abs().max().item<double>() < 1e-13);
    }

    void theOrderOfConvergenceIsFour()
    {
        const torch::Tensor linear = real({-4.0, -1.0, -1e-7, 0.5});
        const torch::Tensor coarse = logisticError(linear, 20);
        const torch::Tensor fine = logisticError(linear, 40);
        const torch::Tensor order = torch::log2(coarse / fine);
        QVERIFY2(order.min().item<double>() > 3.7,
                 qPrintable(QString::number(order.min().item<double>())));
        const torch::Tensor finest = logisticError(linear, 80);
        QVERIFY(torch::log2(fine / finest).min().item<double>() > 3.7);
    }

    void stiffModesDecayWithoutASmallStep()
    {
        const Etdrk4 scheme(real({-1e8}), 0.5);
        const torch::Tensor next =
            scheme.advance(toComplex(real({1.0})), 0.0,
                           [](const torch::Tensor& w, double) { return torch::full_like(w, 3e8); });
        QVERIFY(std::abs(torch::real(next)[0].item<double>() - 3.0) < 1e-12);
    }
};

NIE_TEST(Etdrk4Test);

}  // namespace nie::etdrk4_test

#include "etdrk4_test.moc"
