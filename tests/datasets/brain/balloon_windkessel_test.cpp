#include "datasets/brain/balloon_windkessel.h"
#include "tests/datasets/brain/golden_numbers.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <functional>
#include <map>

namespace nie::balloon_windkessel_test {

using namespace nie::brain;

namespace {

constexpr double kStep = 1e-3;  // [s]

/// The signal of one region after so many seconds, under a rate [Hz] that depends on time.
class Response {
public:
    Response(BalloonWindkessel::Start start, std::function<double(double)> rate)
        : m_model(1, start),
          m_rate(std::move(rate))
    {}

    double at(double seconds)
    {
        for (; m_taken < std::lround(seconds / kStep); ++m_taken)
            m_model.step(Eigen::ArrayXd::Constant(1, m_rate(static_cast<double>(m_taken) * kStep)),
                         kStep);
        return m_model.bold()[0];
    }

private:
    BalloonWindkessel m_model;
    std::function<double(double)> m_rate;
    long m_taken = 0;
};

void requireGolden(Response response, const Json& golden)
{
    std::map<double, double> byTime;
    for (const auto& [time, value] : golden.items())
        byTime[std::stod(time)] = value.get<double>();
    QVERIFY(byTime.size() >= 4);
    for (const auto& [time, value] : byTime)
        QVERIFY2(std::abs(response.at(time) - value) < 1e-9, qPrintable(QString("%1 s").arg(time)));
}

}  // namespace

class BalloonWindkesselTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPlateauAndItsEndMeetTheGoldenNumbers()
    {
        requireGolden(Response(BalloonWindkessel::Start::AllOnes,
                               [](double t) { return t < 20.0 - 1e-9 ? 10.0 : 0.0; }),
                      test::goldenNumbers().at("bold").at("tenHzFor20s"));
    }

    void theTransientWithoutActivityMeetsTheGoldenNumbers()
    {
        requireGolden(Response(BalloonWindkessel::Start::AllOnes, [](double) { return 0.0; }),
                      test::goldenNumbers().at("bold").at("zeroInput"));
    }

    void restWithoutActivityStaysExactlyZero()
    {
        Response response(BalloonWindkessel::Start::Rest, [](double) { return 0.0; });
        for (const double time : {0.0, 1.0, 10.0})
            QCOMPARE(response.at(time), 0.0);
    }

    /// Peak 0.02524 at 3.38 s, undershoot -0.00562 at 9.58 s.
    void aSecondOfActivityGivesTheKnownResponse()
    {
        Response response(BalloonWindkessel::Start::Rest,
                          [](double t) { return t < 1.0 - 1e-9 ? 1.0 : 0.0; });
        double peak = 0.0, peakTime = 0.0, trough = 0.0, troughTime = 0.0;
        for (int i = 1; i <= 2000; ++i) {
            const double time = 0.01 * i;
            const double value = response.at(time);
            if (value > peak) {
                peak = value;
                peakTime = time;
            }
            if (value < trough) {
                trough = value;
                troughTime = time;
            }
        }
        QVERIFY(std::abs(peak - 0.02524) < 2e-5 && std::abs(peakTime - 3.38) < 0.02);
        QVERIFY(std::abs(trough + 0.00562) < 1e-5 && std::abs(troughTime - 9.58) < 0.03);
    }

    void constantActivitySettles()
    {
        QVERIFY(
            std::abs(Response(BalloonWindkessel::Start::Rest, [](double) { return 0.2; }).at(60.0) -
                     0.01889) < 1e-5);
        QVERIFY(std::abs(
                    Response(BalloonWindkessel::Start::Rest, [](double) { return 10.0; }).at(60.0) -
                    0.06187) < 1e-5);
    }
};

NIE_TEST(BalloonWindkesselTest);

}  // namespace nie::balloon_windkessel_test

#include "balloon_windkessel_test.moc"
