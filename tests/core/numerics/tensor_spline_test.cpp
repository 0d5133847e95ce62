#include "core/numerics/interpolation.h"
#include "core/data/tensor_conversion.h"
#include "core/numerics/tensor_spline.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::tensor_spline_test {

class TensorSplineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheMatrixOfTheSpline()
    {
        torch::manual_seed(1);
        const std::vector<double> knots{0.0, 0.1, 0.35, 0.4, 0.8, 1.0};
        const std::vector<double> points{-0.2, 0.0, 0.05, 0.1, 0.36, 0.9, 1.0, 1.3};
        const auto values = torch::randn({3, 6, 2}, torch::kDouble);
        const TensorSpline spline(knots, torch::kDouble);
        const auto grid = torch::tensor(points, torch::kDouble).view({2, 4});
        const auto found = spline(values, spline.locate(grid));
        QCOMPARE(found.sizes(), (torch::IntArrayRef{3, 2, 4, 2}));
        const auto expected = torch::matmul(toTensor(splineMatrix(knots, points)), values);
        QVERIFY(torch::allclose(found.view({3, 8, 2}), expected, 1e-12, 1e-13));
    }

    void gradientReachesTheValues()
    {
        const TensorSpline spline({0.0, 0.3, 0.6, 1.0}, torch::kDouble);
        const auto points = spline.locate(torch::tensor({0.2, 0.7}, torch::kDouble));
        const auto values =
            torch::randn({1, 4, 1}, torch::TensorOptions(torch::kDouble).requires_grad(true));
        spline(values, points).sum().backward();
        const auto matrix = toTensor(splineMatrix({0.0, 0.3, 0.6, 1.0}, {0.2, 0.7}));
        QVERIFY(torch::allclose(values.grad().view({4}), matrix.sum(0), 1e-12, 1e-13));
    }
};

NIE_TEST(TensorSplineTest);

}  // namespace nie::tensor_spline_test

#include "tensor_spline_test.moc"
