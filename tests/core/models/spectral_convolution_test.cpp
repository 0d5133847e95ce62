#include "core/base/error.h"
#include "core/models/fno/spectral_convolution.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <numbers>

namespace nie::spectral_convolution_test {

namespace {

constexpr double kPi = std::numbers::pi;

double largest(const torch::Tensor& t)
{
    return t.abs().max().item<double>();
}

torch::TensorOptions inDouble()
{
    return torch::TensorOptions(torch::kDouble);
}

SpectralConvolution layerOf(std::int64_t inputs, std::int64_t outputs,
                            std::vector<std::int64_t> modes)
{
    torch::manual_seed(4);
    SpectralConvolution layer(inputs, outputs, std::move(modes));
    layer->to(torch::kDouble);
    return layer;
}

/// e^{sign 2 pi i k j / period}, [k, j]
torch::Tensor waves(const std::vector<std::int64_t>& k, std::int64_t points, std::int64_t period,
                    double sign)
{
    const auto angle =
        torch::outer(torch::tensor(k).to(torch::kDouble), torch::arange(points, torch::kDouble)) *
        (sign * 2 * kPi / static_cast<double>(period));
    return torch::complex(torch::cos(angle), torch::sin(angle));
}

/// The wave numbers -modes ... modes - 1 in the order of the layer's weights, or 0 ... modes - 1.
std::vector<std::int64_t> waveNumbers(std::int64_t modes, bool signedOnes)
{
    std::vector<std::int64_t> k;
    for (std::int64_t i = 0; i < modes; ++i)
        k.push_back(i);
    for (std::int64_t i = -modes; signedOnes && i < 0; ++i)
        k.push_back(i);
    return k;
}

/// The definition: full sums with complex exponentials for the modes kept, in two dimensions.
torch::Tensor byDefinition(const torch::Tensor& x, const SpectralConvolution& layer,
                           const std::vector<SpectralAxis>& axes)
{
    const auto k = waveNumbers(axes[0].modes, true);
    const auto l = waveNumbers(axes[1].modes, false);
    const auto field = torch::complex(x, torch::zeros_like(x));
    const auto spectrum =
        torch::einsum("bixy,kx,ly->bikl", {field, waves(k, axes[0].points, axes[0].period, -1),
                                           waves(l, axes[1].points, axes[1].period, -1)});
    const auto rows = static_cast<std::int64_t>(k.size());
    const auto columns = static_cast<std::int64_t>(l.size());
    const auto weights = torch::view_as_complex(layer->weights().detach())
                             .view({rows, columns, x.size(1), layer->weights().size(2)});
    const auto product = torch::einsum("bikl,klio->bokl", {spectrum, weights});
    // A real field: the modes (-k, -l) are the conjugates, so those with l > 0 count twice.
    const auto twice = torch::full({columns}, 2.0, inDouble());
    twice[0] = 1.0;
    const auto sum = torch::einsum("bokl,l,kx,ly->boxy",
                                   {product, torch::complex(twice, torch::zeros_like(twice)),
                                    waves(k, axes[0].points, axes[0].period, 1),
                                    waves(l, axes[1].points, axes[1].period, 1)});
    return torch::real(sum) / static_cast<double>(axes[0].period * axes[1].period);
}

/// With LibTorch's FFT: transform, keep the corner blocks, multiply, transform back.
torch::Tensor byFft(const torch::Tensor& x, const SpectralConvolution& layer,
                    const std::vector<SpectralAxis>& axes)
{
    using torch::indexing::Slice;
    std::vector<std::int64_t> dims, periods;
    for (std::size_t a = 0; a < axes.size(); ++a) {
        dims.push_back(static_cast<std::int64_t>(a) + 2);
        periods.push_back(axes[a].period);
    }
    auto spectrum = torch::fft::rfftn(x, periods, dims);
    std::vector<torch::Tensor> indices;
    for (std::size_t a = 0; a < axes.size(); ++a) {
        const bool last = a + 1 == axes.size();
        indices.push_back(torch::tensor(waveNumbers(axes[a].modes, !last))
                              .remainder(last ? 1 << 20 : axes[a].period));
    }
    std::vector<std::int64_t> shape;
    auto kept = spectrum;
    for (std::size_t a = 0; a < axes.size(); ++a) {
        kept = kept.index_select(dims[a], indices[a]);
        shape.push_back(indices[a].size(0));
    }
    const auto weights = torch::view_as_complex(layer->weights().detach());
    const auto product = torch::einsum("bim,mio->bom", {kept.flatten(2), weights});
    auto block = product.unflatten(2, shape);
    for (std::size_t a = 0; a < axes.size(); ++a) {
        auto sizes = block.sizes().vec();
        sizes[a + 2] = spectrum.size(dims[a]);
        block = torch::zeros(sizes, block.options()).index_copy(dims[a], indices[a], block);
    }
    auto result = torch::fft::irfftn(block, periods, dims);
    for (std::size_t a = 0; a < axes.size(); ++a)
        result = result.narrow(dims[a], 0, axes[a].points);
    return result;
}

}  // namespace

class SpectralConvolutionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void layerIsTheSumOverItsModesByDefinition()
    {
        // An even and an odd axis, the first one padded as time is.
        const std::vector<SpectralAxis> axes{{7, 11, 3}, {13, 13, 5}};
        auto layer = layerOf(2, 3, {3, 5});
        torch::manual_seed(1);
        const auto x = torch::randn({2, 2, 7, 13}, inDouble());
        const auto y = layer(x, LowModes(axes, inDouble()));
        QCOMPARE(y.sizes().vec(), (std::vector<std::int64_t>{2, 3, 7, 13}));
        QVERIFY(largest(y - byDefinition(x, layer, axes)) < 1e-12);
    }

    void layerIsTheTruncatedFftInOneTwoAndThreeDimensions()
    {
        const std::vector<SpectralAxis> all{{6, 9, 4}, {8, 8, 4}, {12, 12, 6}};
        for (std::size_t dimensions = 1; dimensions <= 3; ++dimensions) {
            const std::vector<SpectralAxis> axes(
                all.end() - static_cast<std::ptrdiff_t>(dimensions), all.end());
            std::vector<std::int64_t> modes, shape{2, 3};
            for (const SpectralAxis& axis : axes) {
                modes.push_back(axis.modes);
                shape.push_back(axis.points);
            }
            auto layer = layerOf(3, 2, modes);
            torch::manual_seed(2);
            const auto x = torch::randn(shape, inDouble());
            QVERIFY(largest(layer(x, LowModes(axes, inDouble())) - byFft(x, layer, axes)) < 1e-12);
        }
    }

    void onlyTheModesKeptComeBackAndTheyComeBackWhole()
    {
        const auto x = torch::arange(16, inDouble()) / 16.0;
        const auto low = 0.3 + torch::sin(2 * kPi * x) - 0.2 * torch::cos(6 * kPi * x);
        const auto high = torch::cos(8 * kPi * x) + torch::sin(14 * kPi * x);
        const LowModes basis({{16, 16, 4}}, inDouble());
        const auto there = basis.synthesise(basis.analyse((low + high).view({1, 1, 16})));
        QVERIFY(largest(there.flatten() - low) < 1e-14);
    }

    void aFinerGridOfTheSameFunctionGivesTheSameValues()
    {
        auto layer = layerOf(1, 2, {3, 4});
        const auto sampled = [&layer](std::int64_t n) {
            const auto x = (torch::arange(n, inDouble()) / static_cast<double>(n)).unsqueeze(1);
            const auto y = x.t();
            const auto u =
                torch::sin(2 * kPi * (x - 2 * y)) + 0.5 * torch::cos(2 * kPi * (2 * x + y)) + 0.2;
            const LowModes basis({{n, n, 3}, {n, n, 4}}, inDouble());
            return layer(u.unsqueeze(0).unsqueeze(0), basis);
        };
        const auto coarse = sampled(10);
        const auto fine = sampled(20);
        using torch::indexing::Slice;
        const auto everySecond = fine.index({Slice(), Slice(), Slice(0, 20, 2), Slice(0, 20, 2)});
        QVERIFY(largest(coarse) > 0.1);
        QVERIFY(largest(everySecond - coarse) < 1e-13);
    }

    void aCoarserGridUsesTheModesItCarries()
    {
        // Of a function with few modes nothing is lost, though the grid is too coarse for the rest.
        auto layer = layerOf(1, 1, {6, 6});
        const auto sampled = [&layer](std::int64_t n) {
            const auto x = (torch::arange(n, inDouble()) / static_cast<double>(n)).unsqueeze(1);
            const auto u =
                torch::sin(2 * kPi * (x - x.t())) + torch::cos(2 * kPi * (x + 2 * x.t()));
            return layer(u.view({1, 1, n, n}), LowModes({{n, n, 6}, {n, n, 6}}, inDouble()));
        };
        using torch::indexing::Slice;
        const auto fine = sampled(24);
        const auto everyThird = fine.index({Slice(), Slice(), Slice(0, 24, 3), Slice(0, 24, 3)});
        QVERIFY(largest(everyThird - sampled(8)) < 1e-13);
    }

    void weightsAreOneComplexMatrixForEachModeAndSign()
    {
        QCOMPARE(layerOf(5, 5, {7})->weights().numel(), 2 * 25 * 7);
        QCOMPARE(layerOf(5, 5, {7, 7})->weights().numel(), 4 * 25 * 49);
        QCOMPARE(layerOf(5, 5, {7, 7, 7})->weights().numel(), 8 * 25 * 343);
    }

    void anAxisOfOnePointIsRefused()
    {
        QVERIFY_EXCEPTION_THROWN(LowModes({{1, 1, 4}}, inDouble()), InputError);
    }

    void pointwiseLayerIsTheLinearLayerAtEveryPoint()
    {
        torch::manual_seed(3);
        torch::nn::Linear linear(4, 3);
        linear->to(torch::kDouble);
        const auto x = torch::randn({2, 4, 5, 6}, inDouble());
        const auto expected = linear(x.movedim(1, -1)).movedim(-1, 1);
        QVERIFY(largest(pointwise(linear, x) - expected) < 1e-14);
    }
};

NIE_TEST(SpectralConvolutionTest);

}  // namespace nie::spectral_convolution_test

#include "spectral_convolution_test.moc"
