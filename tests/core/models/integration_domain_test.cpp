#include "core/base/error.h"
#include "core/models/anie/integration_domain.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::integration_domain_test {

namespace {

/// Times that are not equidistant.
torch::Tensor unevenTimes(std::int64_t intervals)
{
    return torch::linspace(0, 1, intervals + 1, torch::kDouble).pow(1.5) * 2.0 + 1.0;
}

torch::Tensor everyToken(const IntegrationDomain& domain)
{
    return torch::arange(domain.tokens(), torch::kLong);
}

torch::Tensor oneCell()
{
    return torch::ones({1}, torch::kDouble);
}

/// Of weights up to 1 that are sums and differences of a dozen numbers.
constexpr double kRounding = 1e-14;

double largest(const torch::Tensor& tensor)
{
    return tensor.abs().max().item<double>();
}

}  // namespace

class IntegrationDomainTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fredholmIntegratesStraightLinesExactly()
    {
        const auto t = unevenTimes(12);
        const auto domain = IntegrationDomain::fredholm(t, oneCell());
        QVERIFY(std::abs(domain.measure() - 2.0) < 1e-14);
        const double integral = (domain.shares() * (3 * t - 1)).sum().item<double>() * 2.0;
        QVERIFY(std::abs(integral - (1.5 * (9 - 1) - 2)) < 1e-13);
    }

    void volterraIntegratesStraightLinesExactlyUpToEveryTime()
    {
        const auto t = unevenTimes(12);
        const auto domain = IntegrationDomain::volterra(t, oneCell());
        const auto integrals =
            torch::mv(domain.rows(everyToken(domain), false), 3 * t - 1) * domain.measure();
        QVERIFY(largest(integrals - (1.5 * (t.square() - 1) - (t - 1))) < 1e-13);
    }

    void limitsBetweenGridPointsIntegrateStraightLinesExactly()
    {
        const auto t = unevenTimes(12);
        const auto lower = (t - 0.37).clamp_min(1.0);
        const auto upper = (t + 0.11).clamp_max(3.0);
        const auto domain = IntegrationDomain::between(t, lower, upper, oneCell());
        const auto integrals =
            torch::mv(domain.rows(everyToken(domain), false), 3 * t - 1) * domain.measure();
        const auto exact = 1.5 * (upper.square() - lower.square()) - (upper - lower);
        QVERIFY(largest(integrals - exact) < 1e-13);
        QVERIFY(largest(domain.extent() * 2.0 - (upper - lower)) < 1e-13);
    }

    void volterraIsTheGeneralLimitsFromTheStartToT()
    {
        const auto t = unevenTimes(9);
        const auto cells = torch::tensor({0.2, 0.5, 0.3}, torch::kDouble);
        const auto causal = IntegrationDomain::volterra(t, cells);
        const auto general = IntegrationDomain::between(t, t[0].expand_as(t), t, cells);
        QVERIFY(largest(causal.rows(everyToken(causal), false) -
                        general.rows(everyToken(general), false)) < kRounding);
        // An average divides by the sum: where nothing is enclosed yet, a factor is left free.
        const auto averaged = [](const IntegrationDomain& domain) {
            const auto weights = domain.rows(everyToken(domain), true);
            return weights / weights.sum(1, true);
        };
        QVERIFY(largest(averaged(causal) - averaged(general)) < kRounding);
        QVERIFY(largest(causal.extent() - general.extent()) < kRounding);
    }

    void massOutsideTheLimitsIsExactlyZero()
    {
        const auto t = unevenTimes(20);
        const auto lower = (t - 0.5).clamp_min(1.0);
        const auto domain = IntegrationDomain::between(t, lower, t, oneCell());
        const auto weights = domain.rows(everyToken(domain), true);
        // A hat function reaches one step beyond its own time.
        const auto ends = torch::constant_pad_nd(t.slice(0, 1), {0, 1}, 1e9);
        const auto outside =
            (t.unsqueeze(0) > t.unsqueeze(1)).logical_or(ends.unsqueeze(0) <= lower.unsqueeze(1));
        QVERIFY(outside.any().item<bool>());
        QCOMPARE(weights.masked_select(outside).abs().max().item<double>(), 0.0);
    }

    void columnsAreTheColumnsOfTheRows()
    {
        const auto t = unevenTimes(7);
        const auto cells = torch::tensor({0.4, 0.6}, torch::kDouble);
        const auto some = torch::tensor({3, 0, 14}, torch::kLong);
        for (const auto& domain :
             {IntegrationDomain::fredholm(t, cells), IntegrationDomain::volterra(t, cells),
              IntegrationDomain::between(t, t - 0.3, t, cells)})
            for (const bool average : {false, true})
                QVERIFY(
                    torch::equal(domain.columns(some, average),
                                 domain.rows(everyToken(domain), average).index_select(1, some)));
    }

    void averageOverNothingIsThePointToWhichTheLimitsShrink()
    {
        const auto t = unevenTimes(6);
        const auto causal =
            IntegrationDomain::volterra(t, torch::tensor({1.0, 3.0}, torch::kDouble));
        const auto first = torch::zeros({1}, torch::kLong);
        QCOMPARE(largest(causal.rows(first, false)), 0.0);
        const auto row = causal.rows(first, true)[0];
        QVERIFY(std::abs(row[1].item<double>() / row[0].item<double>() - 3.0) < 1e-14);
        QCOMPARE(largest(row.slice(0, 2)), 0.0);
    }

    void impossibleDomainsAreRefused()
    {
        const auto t = unevenTimes(6);
        QVERIFY_EXCEPTION_THROWN(IntegrationDomain::fredholm(t.flip(0), oneCell()), InputError);
        QVERIFY_EXCEPTION_THROWN(IntegrationDomain::fredholm(torch::tensor({1.0, -1.0, 0.5})),
                                 InputError);
        QVERIFY_EXCEPTION_THROWN(IntegrationDomain::volterra(t.slice(0, 0, 1), oneCell()),
                                 InputError);
        QVERIFY_EXCEPTION_THROWN(IntegrationDomain::between(t, t, t - 0.2, oneCell()), InputError);
    }
};

NIE_TEST(IntegrationDomainTest);

}  // namespace nie::integration_domain_test

#include "integration_domain_test.moc"
