#include "core/results/fields/flow_velocity.h"
#include "tests/core/results/field_samples.h"
#include "tests/support/error_text.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <numbers>

namespace nie::flow_velocity_test {

using namespace nie::test;

namespace {

constexpr double kPi = std::numbers::pi;

/// [y, x] at (i / columns, j / rows) of the domain.
std::vector<double> onTorus(std::size_t rows, std::size_t columns, double lengthX, double lengthY,
                            const std::function<double(double, double)>& value)
{
    std::vector<double> values;
    for (std::size_t j = 0; j < rows; ++j)
        for (std::size_t i = 0; i < columns; ++i)
            values.push_back(value(lengthX * static_cast<double>(i) / static_cast<double>(columns),
                                   lengthY * static_cast<double>(j) / static_cast<double>(rows)));
    return values;
}

double largestDifference(const std::vector<double>& a, const std::vector<double>& b)
{
    double most = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        most = std::max(most, std::abs(a[i] - b[i]));
    return most;
}

}  // namespace

class FlowVelocityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ofTaylorAndGreensVorticesItIsExact()
    {
        // psi = w / (8 pi^2) of w = 2 sin 2 pi x sin 2 pi y.
        for (const auto& [rows, columns] :
             {std::pair<std::size_t, std::size_t>{16, 16}, {12, 15}}) {
            const auto w = onTorus(rows, columns, 1, 1, [](double x, double y) {
                return 2 * std::sin(2 * kPi * x) * std::sin(2 * kPi * y);
            });
            const FlowVelocity flow = flowVelocity(w, rows, columns, 1, 1);
            const auto u = onTorus(rows, columns, 1, 1, [](double x, double y) {
                return std::sin(2 * kPi * x) * std::cos(2 * kPi * y) / (2 * kPi);
            });
            const auto v = onTorus(rows, columns, 1, 1, [](double x, double y) {
                return -std::cos(2 * kPi * x) * std::sin(2 * kPi * y) / (2 * kPi);
            });
            QVERIFY(largestDifference(flow.u, u) < 1e-14);
            QVERIFY(largestDifference(flow.v, v) < 1e-14);
        }
    }

    void lengthsOfTheDomainCount()
    {
        // Of w = cos(2 pi x / 3): psi = (3 / 2 pi)^2 w, v = -psi_x = (3 / 2 pi) sin(2 pi x / 3).
        const auto w =
            onTorus(8, 10, 3, 7, [](double x, double) { return std::cos(2 * kPi * x / 3); });
        const FlowVelocity flow = flowVelocity(w, 8, 10, 3, 7);
        const auto v = onTorus(8, 10, 3, 7, [](double x, double) {
            return 3 / (2 * kPi) * std::sin(2 * kPi * x / 3);
        });
        QVERIFY(largestDifference(flow.v, v) < 1e-14);
        QVERIFY(largestDifference(flow.u, std::vector<double>(80, 0.0)) < 1e-14);
    }

    void itsMeanAndTheVorticitysDoNotCount()
    {
        const auto wave = [](double x, double y) { return std::cos(2 * kPi * (2 * x + 3 * y)); };
        const auto raised = [&wave](double x, double y) { return 5 + wave(x, y); };
        const FlowVelocity one = flowVelocity(onTorus(16, 16, 1, 1, wave), 16, 16, 1, 1);
        const FlowVelocity other = flowVelocity(onTorus(16, 16, 1, 1, raised), 16, 16, 1, 1);
        QVERIFY(largestDifference(one.u, other.u) < 1e-14);
        double sum = 0.0;
        for (const double u : one.u)
            sum += u;
        QVERIFY(std::abs(sum) < 1e-13);
        // No divergence: k . u = 0 for one wave, here 2 u + 3 v.
        for (std::size_t i = 0; i < one.u.size(); ++i)
            QVERIFY(std::abs(2 * one.u[i] + 3 * one.v[i]) < 1e-14);
    }

    void badNumbersAreRefused()
    {
        QVERIFY(inputErrorOf([] { flowVelocity({1, 2, 3}, 2, 2, 1, 1); }).contains("2 x 2"));
        QVERIFY(inputErrorOf([] {
                    flowVelocity({1, 2, 3, std::nan("")}, 2, 2, 1, 1);
                }).contains("finite"));
    }

    void onlyAVorticityOnAnEvenPeriodicPlaneHasAFlow()
    {
        const auto zero = [](std::size_t, std::size_t, std::size_t) { return 0.0; };
        const std::vector<SpaceAxis> torus{SpaceAxis::periodicAxis("x", 8),
                                           SpaceAxis::periodicAxis("y", 8)};
        PredictionSnapshot sample = sampleWith({0.0}, torus, {"vorticity"}, zero, zero);
        QVERIFY2(canShowFlow(sample), flowAbsence(sample).c_str());
        sample.space[1].periodic = false;
        QVERIFY(flowAbsence(sample).find("axis y") != std::string::npos);
        sample.space = torus;
        sample.space[0].coordinates[3] += 0.01;
        QVERIFY(flowAbsence(sample).find("axis x") != std::string::npos);
        QVERIFY(flowAbsence(sampleWith({0.0}, torus, {"u"}, zero, zero)).find("vorticity") !=
                std::string::npos);
        QVERIFY(flowAbsence(numberedPlane()).find("vorticity") != std::string::npos);
        QVERIFY(flowAbsence(numberedLine()).find("plane") != std::string::npos);
    }
};

NIE_TEST(FlowVelocityTest);

}  // namespace nie::flow_velocity_test

#include "flow_velocity_test.moc"
