#include "core/base/error.h"
#include "core/models/anie/free_function.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::free_function_test {

namespace {

torch::Tensor times()
{
    return torch::linspace(0, 2, 41, torch::kDouble).pow(1.3);
}

torch::Tensor straightLine()
{
    return (3 * times() - 1).unsqueeze(1);
}

}  // namespace

class FreeFunctionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givenPointsAreKept_data()
    {
        QTest::addColumn<QString>("kind");
        for (const char* kind : {"continued", "linear", "spline"})
            QTest::newRow(kind) << kind;
    }

    void givenPointsAreKept()
    {
        QFETCH(QString, kind);
        const auto given = torch::randn({7, 2}, torch::kDouble);
        const auto f = freeFunctionMatrix(kind.toStdString(), times(), 11, 7).mm(given);
        QVERIFY(torch::allclose(f.slice(0, 11, 18), given, 1e-10, 1e-10));
    }

    void shiftedWindowIsContinuedByItsOuterPointsOnBothSides()
    {
        const auto given = torch::randn({7, 2}, torch::kDouble);
        const auto f = freeFunctionMatrix("continued", times(), 11, 7).mm(given);
        QVERIFY(torch::equal(f.slice(0, 0, 11), given[0].expand({11, 2})));
        QVERIFY(torch::equal(f.slice(0, 18), given[6].expand({41 - 18, 2})));
    }

    void linesAndSplinesContinueStraightLines()
    {
        const auto given = straightLine().slice(0, 11, 18);
        for (const char* kind : {"linear", "spline"}) {
            const auto f = freeFunctionMatrix(kind, times(), 11, 7).mm(given);
            QVERIFY(torch::allclose(f, straightLine(), 1e-9, 1e-9));
        }
    }

    void splineLeavesItsKnotsByItsTangent()
    {
        // Steps of 1e-4 on both sides of the last knot: the slopes agree to the size of the step.
        const auto fine = torch::cat({torch::linspace(0, 1, 6, torch::kDouble),
                                      torch::tensor({1 + 1e-4, 2.0}, torch::kDouble)});
        const auto given = fine.slice(0, 0, 6).sin().unsqueeze(1);
        const auto f = freeFunctionMatrix("spline", fine, 0, 6).mm(given).squeeze(1);
        const double slope = (f[6] - f[5]).item<double>() / 1e-4;
        QVERIFY(std::abs((f[7] - f[5]).item<double>() - slope) < 1e-9);
        QVERIFY(std::abs(slope - std::cos(1.0)) < 0.05);
    }

    void constantIsTheFirstGivenPointAndZeroIsZero()
    {
        const auto given = torch::randn({7, 2}, torch::kDouble);
        const auto f = freeFunctionMatrix("constant", times(), 11, 7).mm(given);
        QVERIFY(torch::equal(f, given[0].expand({41, 2})));
        QCOMPARE(freeFunctionMatrix("zero", times(), 0, 7).abs().max().item<double>(), 0.0);
    }

    void onePointIsContinuedAsAConstant()
    {
        const auto constant = freeFunctionMatrix("constant", times(), 3, 1);
        for (const char* kind : {"continued", "linear", "spline"})
            QVERIFY(torch::equal(freeFunctionMatrix(kind, times(), 3, 1), constant));
    }

    void unknownKindIsRefused()
    {
        QVERIFY_EXCEPTION_THROWN(freeFunctionMatrix("cubic", times(), 0, 3), InputError);
    }
};

NIE_TEST(FreeFunctionTest);

}  // namespace nie::free_function_test

#include "free_function_test.moc"
