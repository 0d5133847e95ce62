#include "core/base/error.h"
#include "core/config/run_config.h"
#include "core/signals/butterworth.h"
#include "tests/support/error_text.h"
#include "tests/support/python.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <numbers>

namespace nie::butterworth_test {

namespace {

Eigen::MatrixXd wave(Eigen::Index rows, double frequency, double rate)
{
    Eigen::MatrixXd series(rows, 1);
    for (Eigen::Index row = 0; row < rows; ++row)
        series(row, 0) = std::sin(2 * std::numbers::pi * frequency * double(row) / rate);
    return series;
}

/// Deterministic, with every frequency.
Eigen::MatrixXd noise(Eigen::Index rows)
{
    Eigen::MatrixXd series(rows, 1);
    for (Eigen::Index row = 0; row < rows; ++row)
        series(row, 0) = std::sin(double(row * row) * 0.37) + 0.01 * double(row);
    return series;
}

}  // namespace

class ButterworthTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void halfThePowerIsLeftAtTheCutOffs()
    {
        const double half = std::sqrt(0.5);
        for (const double rate : {0.4, 0.5, 1.0 / 0.72}) {
            const ButterworthFilter band({0.01, 0.1}, rate);
            QVERIFY(std::abs(std::abs(band.response(0.01)) - half) < 1e-9);
            QVERIFY(std::abs(std::abs(band.response(0.1)) - half) < 1e-9);
            QVERIFY(std::abs(std::abs(band.response(0.0))) < 1e-9);
            QVERIFY(std::abs(std::abs(band.response(std::sqrt(0.001))) - 1) < 1e-2);
            const ButterworthFilter low({{}, 0.1}, rate);
            QVERIFY(std::abs(std::abs(low.response(0.0)) - 1) < 1e-12);
            QVERIFY(std::abs(std::abs(low.response(0.1)) - half) < 1e-12);
            QVERIFY(std::abs(low.response(rate / 2)) < 1e-9);
            const ButterworthFilter high({0.05, {}}, rate);
            QVERIFY(std::abs(high.response(0.0)) < 1e-12);
            QVERIFY(std::abs(std::abs(high.response(rate / 2)) - 1) < 1e-12);
        }
    }

    void zeroPhaseKeepsAWaveInThePassBandWhereItIs()
    {
        const double rate = 0.5;
        const ButterworthFilter band({0.01, 0.1}, rate);
        const Eigen::MatrixXd series = wave(600, 0.03, rate);
        const Eigen::MatrixXd filtered = band.zeroPhase(series);
        const double gain = std::norm(band.response(0.03));
        QVERIFY((filtered - gain * series).middleRows(200, 200).cwiseAbs().maxCoeff() < 1e-3);
        const Eigen::MatrixXd slow = wave(600, 0.001, rate);
        QVERIFY(band.zeroPhase(slow).middleRows(200, 200).cwiseAbs().maxCoeff() < 1e-3);
    }

    void causalFilterNeverLooksAhead()
    {
        const ButterworthFilter band({0.01, 0.1}, 0.5);
        Eigen::MatrixXd series = noise(100);
        const Eigen::MatrixXd before = band.causal(series);
        series.bottomRows(40).setConstant(1000);
        QVERIFY(band.causal(series).topRows(60) == before.topRows(60));
        QVERIFY(band.zeroPhase(series).topRows(60) != band.zeroPhase(noise(100)).topRows(60));
    }

    void badCutOffsAreRefusedAndHighOnesLowered()
    {
        QVERIFY(test::inputErrorOf([] { ButterworthFilter({}, 1.0); }).contains("no cut-off"));
        QVERIFY(test::inputErrorOf([] { ButterworthFilter({-1.0, {}}, 1.0); }).contains("-1 Hz"));
        QVERIFY(test::inputErrorOf([] {
                    ButterworthFilter({0.2, 0.1}, 1.0);
                }).contains("0.2 and 0.1 Hz"));
        QCOMPARE(ButterworthFilter({0.01, 0.3}, 0.5).warnings().size(), std::size_t(1));
        QVERIFY(test::inputErrorOf([] {
                    ButterworthFilter({0.01, 0.1}, 0.5).zeroPhase(noise(33));
                }).contains("more than 33"));
    }

    void sectionsAndSeriesAreScipys()
    {
        if (!test::pythonHas("numpy, scipy.signal"))
            QSKIP("SciPy is not installed");
        const auto python = test::runPython(R"(
import json, numpy as np
from scipy import signal
x = np.array([np.sin(r * r * 0.37) + 0.01 * r for r in range(200)])
out = []
for low, high, rate in [(0.01, 0.1, 0.4), (None, 0.1, 0.5), (0.008, None, 1 / 0.72), (0.02, 0.2, 1.0)]:
    kind = 'bandpass' if low and high else 'lowpass' if high else 'highpass'
    edges = [e / (rate / 2) for e in (low, high) if e]
    sos = signal.butter(5, edges if len(edges) > 1 else edges[0], kind, output='sos')
    zi = signal.sosfilt_zi(sos)
    out.append({'low': low, 'high': high, 'rate': rate, 'sos': sos.tolist(),
                'zero': signal.sosfiltfilt(sos, x).tolist(),
                'causal': signal.sosfilt(sos, x, zi=zi * x[0])[0].tolist()})
print(json.dumps(out)))");
        QVERIFY2(python.exitCode == 0, qPrintable(python.err));
        for (const Json& one : parseJson(python.out.toStdString(), "SciPy")) {
            PassBand band;
            if (one.at("low").is_number())
                band.low = one.at("low").get<double>();
            if (one.at("high").is_number())
                band.high = one.at("high").get<double>();
            const ButterworthFilter filter(band, one.at("rate").get<double>());
            QCOMPARE(filter.sections().size(), one.at("sos").size());
            for (std::size_t k = 0; k < filter.sections().size(); ++k) {
                const SecondOrderSection& own = filter.sections()[k];
                const double found[] = {own.b0, own.b1, own.b2, 1.0, own.a1, own.a2};
                for (std::size_t i = 0; i < 6; ++i)
                    QVERIFY(std::abs(found[i] - one.at("sos")[k][i].get<double>()) < 1e-9);
            }
            const Eigen::MatrixXd zero = filter.zeroPhase(noise(200));
            const Eigen::MatrixXd causal = filter.causal(noise(200));
            for (Eigen::Index row = 0; row < 200; ++row) {
                const auto at = std::size_t(row);
                QVERIFY(std::abs(zero(row, 0) - one.at("zero")[at].get<double>()) < 1e-8);
                QVERIFY(std::abs(causal(row, 0) - one.at("causal")[at].get<double>()) < 1e-8);
            }
        }
    }
};

NIE_TEST(ButterworthTest);

}  // namespace nie::butterworth_test

#include "butterworth_test.moc"
