#include "tests/datasets/brain/golden_numbers.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <map>

namespace nie::network_golden_test {

using namespace nie::brain;

namespace {

/// Options of a golden run, whose parameters have the names of another program.
AlnOptions optionsOf(const Json& parameters)
{
    AlnOptions options;
    options.noiseIntensity = 0.0;
    const std::map<std::string, double*> fields = {
        {"mue_ext_mean", &options.meanE},  {"mui_ext_mean", &options.meanI},
        {"b", &options.spikeAdaptation},   {"a", &options.subthresholdAdaptation},
        {"signalV", &options.signalSpeed}, {"Ke_gl", &options.globalSynapses}};
    for (const auto& [name, value] : parameters.items())
        *fields.at(name) = value.get<double>();
    return options;
}

void requireNear(const Eigen::ArrayXd& found, const Json& expected, double tolerance, double time)
{
    const auto golden = expected.get<std::vector<double>>();
    QCOMPARE(static_cast<std::size_t>(found.size()), golden.size());
    for (std::size_t k = 0; k < golden.size(); ++k) {
        const double value = found[static_cast<Eigen::Index>(k)];
        const bool near = std::abs(value - golden[k]) <= tolerance * std::abs(golden[k]);
        QVERIFY2(near, qPrintable(QString("region %1 at %2 ms: %3, expected %4")
                                      .arg(k)
                                      .arg(time)
                                      .arg(value, 0, 'g', 12)
                                      .arg(golden[k], 0, 'g', 12)));
    }
}

}  // namespace

/// Without noise the network is deterministic: every state is known from an independent program.
class NetworkGoldenTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ratesAndAdaptationMeetTheGoldenNumbers_data()
    {
        QTest::addColumn<QString>("run");
        const Json runs = test::goldenNumbers().at("runs");
        for (const auto& [name, run] : runs.items())
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }

    void ratesAndAdaptationMeetTheGoldenNumbers()
    {
        QFETCH(QString, run);
        const Json golden = test::goldenNumbers().at("runs").at(run.toStdString());
        const AlnOptions options = optionsOf(golden.at("params"));
        const bool standIn = golden.at("table") == "stand-in";
        const Connectome connectome = run.startsWith("net4") ? test::fourRegions() : singleRegion();
        AlnSimulation simulation(options, connectome,
                                 standIn ? test::standInTable() : test::neuronTable(),
                                 test::goldenStart(connectome.regions(), options), 1);
        const auto tolerance = golden.at("relTolerance").get<double>();
        const double late = golden.value("relToleranceAfter10ms", tolerance);
        int step = 0;
        for (const Json& row : golden.at("rows")) {
            const auto time = row.at("t_ms").get<double>();
            for (; step < std::lround(time / AlnSimulation::kStep); ++step)
                simulation.step();
            const double bound = time > 10.0 ? late : tolerance;
            requireNear(1e3 * simulation.state().rateE, row.at("rE_Hz"), bound, time);
            requireNear(1e3 * simulation.state().rateI, row.at("rI_Hz"), bound, time);
            requireNear(simulation.state().adaptation, row.at("IA_pA"), bound, time);
        }
    }

    /// A pulse in region 0 reaches region 1 after n + 1 steps and not before.
    void aPulseArrivesAfterItsDelay_data()
    {
        QTest::addColumn<double>("length");
        QTest::addColumn<double>("speed");
        QTest::addColumn<int>("lag");
        QTest::newRow("40 mm at 20 mm/ms") << 40.0 << 20.0 << 21;
        QTest::newRow("far: 250 mm") << 250.0 << 20.0 << 126;
        QTest::newRow("inside a block of steps") << 5.0 << 20.0 << 3;
        QTest::newRow("half a step rounds to even") << 9.0 << 20.0 << 5;
        QTest::newRow("speed 0: no delay") << 250.0 << 0.0 << 1;
    }

    void aPulseArrivesAfterItsDelay()
    {
        QFETCH(double, length);
        QFETCH(double, speed);
        QFETCH(int, lag);
        Connectome connectome{Eigen::MatrixXd::Zero(2, 2), Eigen::MatrixXd::Zero(2, 2)};
        connectome.weights(1, 0) = 0.5;
        connectome.lengths(1, 0) = connectome.lengths(0, 1) = length;
        DelayedCoupling coupling(connectome, speed, AlnSimulation::kStep);
        QCOMPARE(int(coupling.longestLag()), lag);
        RateHistory history(Eigen::ArrayXd::Zero(2), coupling.longestLag());
        const int pulse = 603;  // after the history was moved once
        for (int step = 0; step < 1000; ++step) {
            coupling.update(history);
            const double expected = step == pulse + lag ? 0.5 : 0.0;
            QCOMPARE(coupling.sums()[1], expected);
            QCOMPARE(coupling.squaredSums()[1], 0.5 * expected);
            QCOMPARE(coupling.sums()[0], 0.0);
            history.push(Eigen::Array2d(step == pulse ? 1.0 : 0.0, 7.0));
        }
    }

    /// The sums in blocks of steps against the definition.
    void delayedSumsAreThoseOfTheDefinition()
    {
        const Connectome connectome = syntheticConnectome(3);
        const Eigen::Index n = connectome.regions();
        DelayedCoupling coupling(connectome, 20.0, AlnSimulation::kStep);
        const Eigen::ArrayXd initial = Eigen::ArrayXd::Random(n);
        RateHistory history(initial, coupling.longestLag());
        std::vector<Eigen::ArrayXd> all;
        double largest = 0.0;
        for (int step = 0; step < 700; ++step) {
            coupling.update(history);
            if (step % 53 == 0) {
                Eigen::ArrayXd expected = Eigen::ArrayXd::Zero(n);
                for (Eigen::Index k = 0; k < n; ++k) {
                    for (Eigen::Index j = 0; j < n; ++j) {
                        const auto delay =
                            static_cast<int>(std::nearbyint(connectome.lengths(k, j) / 20.0 / 0.1));
                        const int at = step - delay - 1;
                        expected[k] += connectome.weights(k, j) *
                                       (at < 0 ? initial[j] : all[static_cast<std::size_t>(at)][j]);
                    }
                }
                largest = std::max(largest, (coupling.sums() - expected).abs().maxCoeff());
            }
            all.push_back(Eigen::ArrayXd::Random(n));
            history.push(all.back());
        }
        QVERIFY2(largest < 1e-13, qPrintable(QString::number(largest)));
    }

    void noiseOfTheInputsHasItsStationaryDeviation()
    {
        AlnOptions options;
        const Eigen::Index regions = 200;
        const Connectome apart{Eigen::MatrixXd::Zero(regions, regions),
                               Eigen::MatrixXd::Zero(regions, regions)};
        AlnSimulation simulation(options, apart, test::standInTable(),
                                 AlnState::random(regions, options, 1), 2);
        double square = 0.0;
        int count = 0;
        for (int step = 0; step < 6000; ++step) {
            simulation.step();
            if (step >= 500 && step % 50 == 0) {
                square += (simulation.state().noiseE - options.meanE).square().mean();
                square += (simulation.state().noiseI - options.meanI).square().mean();
                count += 2;
            }
        }
        // Of the Euler scheme: sigma^2 tau/2 / (1 - dt/(2 tau)).
        const double expected = 0.09 * 0.09 * 5.0 / 2.0 / (1.0 - 0.1 / 10.0);
        QVERIFY(std::abs(square / count / expected - 1.0) < 0.03);
    }

    void aCopyGoesOnAlikeUntilItGetsOtherNoise()
    {
        const AlnOptions options;
        AlnSimulation first(options, test::fourRegions(), test::standInTable(),
                            AlnState::random(4, options, 1), 2);
        for (int step = 0; step < 300; ++step)
            first.step();
        AlnSimulation second = first;
        AlnSimulation other = first;
        other.reseed(9);
        for (int step = 0; step < 300; ++step) {
            first.step();
            second.step();
            other.step();
        }
        QVERIFY((first.state().rateE == second.state().rateE).all());
        QVERIFY((first.state().rateE != other.state().rateE).all());
    }
};

NIE_TEST(NetworkGoldenTest);

}  // namespace nie::network_golden_test

#include "network_golden_test.moc"
