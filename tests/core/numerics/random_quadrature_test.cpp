#include "core/base/error.h"
#include "core/numerics/cubature.h"
#include "core/numerics/random_quadrature.h"
#include "core/numerics/sobol_sequence.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <set>

namespace nie::random_quadrature_test {

namespace {

using RuleMaker = std::function<QuadratureRule(int count, std::uint64_t seed)>;

/// Root mean square error for e^x on [0, 1] over independent seeds.
double rmsError(const RuleMaker& make, int count, int repeats = 200)
{
    double squares = 0.0;
    for (int r = 0; r < repeats; ++r) {
        const double value =
            make(count, static_cast<std::uint64_t>(1000 + r)).integrate([](double x) {
                return std::exp(x);
            });
        squares += (value - (std::exp(1.0) - 1.0)) * (value - (std::exp(1.0) - 1.0));
    }
    return std::sqrt(squares / repeats);
}

double observedOrder(const RuleMaker& make)
{
    return std::log(rmsError(make, 64) / rmsError(make, 1024)) / std::log(16.0);
}

double cubatureOrder(CubatureRule (*make)(int, const std::vector<Interval>&, std::uint64_t))
{
    const std::vector<Interval> box(3);
    const auto rms = [&](int count) {
        double squares = 0.0;
        for (std::uint64_t seed = 1; seed <= 100; ++seed) {
            const double value = make(count, box, seed).integrate([](std::span<const double> p) {
                return std::exp(p[0] + p[1] + p[2]);
            });
            squares += std::pow(value - std::pow(std::exp(1.0) - 1.0, 3), 2);
        }
        return std::sqrt(squares / 100);
    };
    return std::log(rms(64) / rms(4096)) / std::log(64.0);
}

}  // namespace

class RandomQuadratureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void monteCarloErrorIsStandardDeviationOverRootN()
    {
        const auto make = [](int n, std::uint64_t seed) { return monteCarlo(n, 0, 1, seed); };
        // Var e^U = (e^2 - 1)/2 - (e - 1)^2; 200 repeats know it to about 5 %, so allow 20 %.
        const double sd = std::sqrt((std::exp(2.0) - 1.0) / 2.0 - std::pow(std::exp(1.0) - 1.0, 2));
        QVERIFY(std::abs(rmsError(make, 1000) / (sd / std::sqrt(1000.0)) - 1.0) < 0.2);
        QVERIFY(std::abs(observedOrder(make) - 0.5) < 0.1);
    }

    void stratifiedHasOrderThreeHalvesAndQuasiMonteCarloOrderOne()
    {
        QVERIFY(
            std::abs(observedOrder([](int n, std::uint64_t s) { return stratified(n, 0, 1, s); }) -
                     1.5) < 0.1);
        QVERIFY(std::abs(observedOrder(
                             [](int n, std::uint64_t s) { return shiftedLattice(n, 0, 1, s); }) -
                         1.0) < 0.1);
        QVERIFY(observedOrder([](int n, std::uint64_t s) { return sobolRule(n, 0, 1, s); }) > 0.9);
    }

    void stratifiedPutsOneNodeInEveryCell()
    {
        const auto rule = stratified(50, -1.0, 4.0, 3);
        for (std::size_t j = 0; j < 50; ++j) {
            QVERIFY(rule.nodes[j] >= -1.0 + 0.1 * static_cast<double>(j) - 1e-12);
            QVERIFY(rule.nodes[j] <= -1.0 + 0.1 * static_cast<double>(j + 1) + 1e-12);
        }
    }

    void sameSeedGivesTheSameNodes()
    {
        QCOMPARE(monteCarlo(20, 0, 1, 5).nodes, monteCarlo(20, 0, 1, 5).nodes);
        QVERIFY(monteCarlo(20, 0, 1, 5).nodes != monteCarlo(20, 0, 1, 6).nodes);
    }

    void everySobolCoordinateIsAPermutationOfTheDyadicFractions()
    {
        SobolSequence sequence(SobolSequence::kMaxDimension);
        std::vector<std::set<double>> seen(SobolSequence::kMaxDimension);
        for (int j = 0; j < 256; ++j) {
            const auto point = sequence.next();
            for (std::size_t k = 0; k < point.size(); ++k)
                seen[k].insert(point[k]);
        }
        for (const auto& values : seen) {
            QCOMPARE(values.size(), std::size_t(256));
            QCOMPARE(*values.begin(), 0.0);
            QCOMPARE(*values.rbegin(), 255.0 / 256.0);
        }
    }

    void firstTwoSobolCoordinatesFormANetWithOnePointInEveryElementaryBox()
    {
        for (int a = 0; a <= 6; ++a) {
            SobolSequence sequence(2);
            std::set<std::pair<int, int>> boxes;
            for (int j = 0; j < 64; ++j) {
                const auto p = sequence.next();
                boxes.emplace(static_cast<int>(p[0] * (1 << a)),
                              static_cast<int>(p[1] * (1 << (6 - a))));
            }
            QCOMPARE(boxes.size(), std::size_t(64));
        }
    }

    void sobolMatchesTheKnownFirstPoints()
    {
        SobolSequence sequence(3);
        const std::vector<std::vector<double>> expected{{0, 0, 0},          {.5, .5, .5},
                                                        {.75, .25, .25},    {.25, .75, .75},
                                                        {.375, .375, .625}, {.875, .875, .125}};
        for (const auto& point : expected)
            QCOMPARE(sequence.next(), point);
        QVERIFY_EXCEPTION_THROWN(SobolSequence(0), InputError);
        QVERIFY_EXCEPTION_THROWN(SobolSequence(11), InputError);
    }

    void inThreeDimensionsMonteCarloHasOrderOneHalfAndSobolOne()
    {
        QVERIFY(std::abs(cubatureOrder(monteCarloCubature) - 0.5) < 0.1);
        QVERIFY(std::abs(cubatureOrder(sobolCubature) - 1.0) < 0.15);
    }

    void tensorProductIsExactForProductsOfPolynomials()
    {
        const auto rule = tensorProduct({gaussLegendre(3, 0.0, 2.0), gaussLegendre(2, -1.0, 1.0)});
        QCOMPARE(rule.size(), std::size_t(6));
        const double value = rule.integrate(
            [](std::span<const double> p) { return std::pow(p[0], 5) * p[1] * p[1]; });
        QVERIFY(std::abs(value - 64.0 / 6.0 * 2.0 / 3.0) < 1e-13);
        double sum = 0.0;
        for (const double w : rule.weights)
            sum += w;
        QVERIFY(std::abs(sum - 4.0) < 1e-14);
    }

    void cubatureWeightsSumToTheVolume()
    {
        const std::vector<Interval> box{{0.0, 2.0}, {1.0, 4.0}};
        for (const auto& rule : {monteCarloCubature(17, box, 1), sobolCubature(17, box, 1)}) {
            QVERIFY(std::abs(rule.integrate([](std::span<const double>) { return 1.0; }) - 6.0) <
                    1e-13);
            for (std::size_t j = 0; j < rule.size(); ++j) {
                QVERIFY(rule.point(j)[0] >= 0.0 && rule.point(j)[0] <= 2.0);
                QVERIFY(rule.point(j)[1] >= 1.0 && rule.point(j)[1] <= 4.0);
            }
        }
    }
};

NIE_TEST(RandomQuadratureTest);

}  // namespace nie::random_quadrature_test

#include "random_quadrature_test.moc"
