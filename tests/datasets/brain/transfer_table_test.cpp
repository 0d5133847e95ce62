#include "core/base/error.h"
#include "datasets/brain/exponential_filter.h"
#include "tests/datasets/brain/golden_numbers.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <sstream>

namespace nie::transfer_table_test {

using namespace nie::brain;

namespace {

struct GoldenPoint {
    std::size_t i, j;
    double mu, sigma, rate, voltage, tau;
};

std::vector<GoldenPoint> goldenPoints()
{
    std::string text = test::goldenText("aln_table_golden.csv");
    std::replace(text.begin(), text.end(), ',', ' ');
    std::istringstream lines(text.substr(text.find('\n')));
    std::vector<GoldenPoint> points;
    GoldenPoint p;
    while (lines >> p.i >> p.j >> p.mu >> p.sigma >> p.rate >> p.voltage >> p.tau)
        points.push_back(p);
    return points;
}

}  // namespace

class TransferTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// 96 points of an independent program; time constants above mu = 3 are not known better than
    /// to a few percent, because the response has resonances there.
    void pointsMeetTheGoldenNumbers()
    {
        const auto points = goldenPoints();
        QCOMPARE(points.size(), std::size_t(96));
        const TransferGrid grid;
        for (const GoldenPoint& golden : points) {
            QVERIFY(std::abs(grid.mu(golden.i) - golden.mu) < 1e-8);
            QVERIFY(std::abs(grid.sigma(golden.j) - golden.sigma) < 1e-8);
            const TransferPoint found =
                transferPoint({}, {}, grid.mu(golden.i), grid.sigma(golden.j));
            const QByteArray at =
                QString("mu %1, sigma %2").arg(golden.mu).arg(golden.sigma).toUtf8();
            if (golden.rate > 1e-12)
                QVERIFY2(std::abs(found.rate / golden.rate - 1.0) < 1e-9, at);
            QVERIFY2(std::abs(found.meanVoltage - golden.voltage) < 1e-7, at);
            if (golden.mu < 3.0)
                QVERIFY2(std::abs(found.timeConstant / golden.tau - 1.0) < 0.03, at);
            else
                QVERIFY2(std::abs(found.timeConstant / golden.tau - 1.0) < 0.06, at);
        }
    }

    /// Far below threshold the neuron is a leaky integrator: its mean is E_L + tau_m mu.
    void withoutSpikesTheMeanVoltageIsThatOfALeakyIntegrator()
    {
        const double mu = -1.0;
        const TransferPoint point = transferPoint({}, {}, mu, 0.5);
        QVERIFY(point.rate < 1e-100);
        QVERIFY(std::abs(point.meanVoltage - (-65.0 + 20.0 * mu)) < 0.01);
    }

    void strongInputIsLimitedByTheRefractoryTime()
    {
        ExponentialNeuron neuron;
        const double free = transferPoint(neuron, {}, 7.0, 1.5).rate;
        neuron.refractoryTime = 0.0;
        const double unlimited = transferPoint(neuron, {}, 7.0, 1.5).rate;
        QVERIFY(std::abs(1.0 / free - 1.0 / unlimited - 1.5) < 1e-9);
    }

    void anExponentialFilterIsFoundExactly()
    {
        std::vector<double> frequencies;
        for (int i = 0; i < 200; ++i)
            frequencies.push_back(1e-5 + 0.005 * i);
        for (const double tau : {0.002, 0.37, 8.0, 150.0}) {
            std::vector<std::complex<double>> response;
            for (const double f : frequencies)
                response.push_back(1.0 /
                                   std::complex<double>(1.0, 2.0 * std::numbers::pi * f * tau));
            QVERIFY(std::abs(nearestExponentialFilter(frequencies, response) / tau - 1.0) < 1e-6);
        }
    }

    void interpolationIsExactForBilinearFunctions()
    {
        TransferTable table([](double mu, double sigma) {
            return TransferPoint{mu + 2.0 * sigma, mu * sigma, 3.0 - mu * sigma + sigma};
        });
        for (const double mu : {-1.0, -0.31, 2.017, 7.0}) {
            for (const double sigma : {0.5, 1.234, 5.0}) {
                const TransferPoint p = table.at(mu, sigma);
                QVERIFY(std::abs(p.rate - (mu + 2.0 * sigma)) < 1e-12);
                QVERIFY(std::abs(p.meanVoltage - mu * sigma) < 1e-12);
                QVERIFY(std::abs(p.timeConstant - (3.0 - mu * sigma + sigma)) < 1e-12);
            }
        }
    }

    void outsideTheGridTheNearestValueOfTheEdgeHolds()
    {
        TransferTable table([](double mu, double sigma) {
            return TransferPoint{mu, sigma, mu + sigma};
        });
        QVERIFY(std::abs(table.at(-9.0, 2.2).rate + 1.0) < 1e-12);
        QVERIFY(std::abs(table.at(-9.0, 2.2).meanVoltage - 2.2) < 1e-12);
        QVERIFY(std::abs(table.at(3.3, 99.0).rate - 3.3) < 1e-12);
        QVERIFY(std::abs(table.at(3.3, 99.0).meanVoltage - 5.0) < 1e-12);
        QVERIFY(std::abs(table.at(99.0, 0.0).timeConstant - 7.5) < 1e-12);
    }

    void onlyVisitedPointsAreComputed()
    {
        int calls = 0;
        TransferTable table([&](double mu, double) {
            ++calls;
            return TransferPoint{mu, 0.0, 1.0};
        });
        table.at(0.3, 1.5);
        QCOMPARE(calls, 4);
        table.at(0.3, 1.5);
        QCOMPARE(calls, 4);
        table.at(5.0, 3.0);
        QCOMPARE(calls, 8);
        QCOMPARE(table.computedCount(), std::size_t(8));
    }

    /// Idle threads take neighbours, never more than one round of them.
    void threadsComputeTheSamePointsAndLikelyNextOnes_data()
    {
        QTest::addColumn<std::size_t>("threads");
        QTest::addColumn<std::size_t>("computed");
        QTest::newRow("2") << std::size_t(2) << std::size_t(4);
        QTest::newRow("3") << std::size_t(3) << std::size_t(6);
        QTest::newRow("8") << std::size_t(8) << std::size_t(8);
        QTest::newRow("more than the ring has") << std::size_t(64) << std::size_t(16);
    }
    void threadsComputeTheSamePointsAndLikelyNextOnes()
    {
        QFETCH(std::size_t, threads);
        QFETCH(std::size_t, computed);
        const auto function = [](double mu, double sigma) {
            return TransferPoint{std::sin(mu), std::cos(sigma), mu * sigma};
        };
        TransferTable one(function);
        TransferTable many(function);
        many.setThreads(threads);
        many.at(3.21, 1.9);
        QCOMPARE(many.computedCount(), computed);
        std::size_t known = 0;
        for (const TransferPoint& point : many.points())
            known += std::isnan(point.rate) ? 0 : 1;
        QCOMPARE(known, computed);
        for (const double mu : {-1.0, -0.7, 3.21, 3.24, 7.0}) {
            for (const double sigma : {0.5, 1.9, 5.0}) {
                const TransferPoint found = many.at(mu, sigma);
                const TransferPoint expected = one.at(mu, sigma);
                QCOMPARE(found.rate, expected.rate);
                QCOMPARE(found.meanVoltage, expected.meanVoltage);
                QCOMPARE(found.timeConstant, expected.timeConstant);
            }
        }
    }

    void onceStoppedOnlyKnownPointsAreGiven()
    {
        std::stop_source source;
        TransferTable table([](double mu, double) { return TransferPoint{mu, 0.0, 1.0}; });
        table.setStop(source.get_token());
        const double known = table.at(0.3, 1.5).rate;
        source.request_stop();
        QCOMPARE(table.at(0.3, 1.5).rate, known);
        QVERIFY_THROWS_EXCEPTION(Interrupted, table.at(5.0, 3.0));
        QCOMPARE(table.computedCount(), std::size_t(4));
    }

    void anInputThatIsNoNumberStaysVisible()
    {
        TransferTable table([](double, double) { return TransferPoint{1.0, 1.0, 1.0}; });
        QVERIFY(std::isnan(table.at(NAN, 1.0).rate));
    }
};

NIE_TEST(TransferTableTest);

}  // namespace nie::transfer_table_test

#include "transfer_table_test.moc"
