#include "core/base/error.h"
#include "datasets/navier_stokes/navier_stokes.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::navier_stokes_test {

namespace {

/// Small enough to be made in a moment.
NavierStokesOptions smallOptions()
{
    NavierStokesOptions options;
    options.samples = 4;
    options.resolution = 16;
    options.frames = 4;
    options.duration = 6;
    options.precision = "double";
    return options;
}

QString refusalOf(const NavierStokesOptions& options)
{
    try {
        makeNavierStokes(options, {1});
    } catch (const InputError& error) {
        return error.what();
    }
    return {};
}

}  // namespace

class NavierStokesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void framesAreEquidistantTimesRoundedDown()
    {
        NavierStokesOptions options;
        QVERIFY(navier_stokes::frameTimes(options) ==
                std::vector<double>({0, 5, 11, 16, 22, 27, 33, 38, 44, 50}));
        options.frames = 3;
        QVERIFY(navier_stokes::frameTimes(options) == std::vector<double>({0, 25, 50}));
        options.frames = 51;
        const std::vector<double> all = navier_stokes::frameTimes(options);
        for (std::size_t k = 0; k < all.size(); ++k)
            QCOMPARE(all[k], static_cast<double>(k));
        options.viscosity = 1e-4;
        options.frames = 2;
        QCOMPARE(navier_stokes::frameTimes(options).back(), 30.0);
        options.viscosity = 1e-5;
        QCOMPARE(navier_stokes::frameTimes(options).back(), 20.0);
        options.duration = 0.5;
        options.frames = 5;
        options.frameInterval = 0;
        QVERIFY(navier_stokes::frameTimes(options) ==
                std::vector<double>({0, 0.125, 0.25, 0.375, 0.5}));
    }

    void fieldsStandOnTheTorusAtTheFrames()
    {
        const Dataset data = makeNavierStokes(smallOptions(), {3});
        data.validate();
        QVERIFY(data.shape() == std::vector<std::int64_t>({4, 4, 16, 16, 1}));
        QVERIFY(data.space.size() == 2 && data.space[0].periodic && data.space[1].periodic);
        QCOMPARE(data.space[1].coordinates[3], 3.0 / 16);
        QVERIFY(!data.translationInvariant);
        QVERIFY(torch::equal(data.times, torch::tensor({0.0, 2.0, 4.0, 6.0}, torch::kFloat64)));
        QVERIFY(data.values.mean({2, 3}).abs().max().item<double>() < 1e-14);
    }

    /// The force makes (1, 1) grow: at first d/dt of that mode is the force itself.
    void theForceActsAlongTheDiagonal()
    {
        const torch::Tensor force = torch::fft::fft2(navier_stokes::force(0.1, 16)) / 256;
        QVERIFY(std::abs(force[1][1].item<c10::complex<double>>().real() - 0.05) < 1e-15);
        QVERIFY(std::abs(force[1][1].item<c10::complex<double>>().imag() + 0.05) < 1e-15);
        QVERIFY(std::abs(force[1][15].item<c10::complex<double>>().real()) < 1e-15);
        NavierStokesOptions options = smallOptions();
        options.duration = 1e-3;
        options.frames = 2;
        options.frameInterval = 0;
        const torch::Tensor forced = makeNavierStokes(options, {3}).values;
        options.forcing = 0;
        const Dataset free = makeNavierStokes(options, {3});
        QVERIFY(free.translationInvariant);
        const torch::Tensor rate = (forced - free.values).select(1, 1).squeeze(-1) / 1e-3;
        QVERIFY((rate[2] - navier_stokes::force(0.1, 16)).abs().max().item<double>() < 1e-3);
    }

    void theLaterInitialFieldHasHalfTheVariance()
    {
        NavierStokesOptions options = smallOptions();
        const torch::Tensor first = makeNavierStokes(options, {3}).values.select(1, 0);
        options.field = "2022";
        const torch::Tensor later = makeNavierStokes(options, {3}).values.select(1, 0);
        QVERIFY((later * std::sqrt(2.0) - first).abs().max().item<double>() < 1e-14);
    }

    void storedPointsAreEveryNthOfTheSolution()
    {
        NavierStokesOptions options = smallOptions();
        const torch::Tensor full = makeNavierStokes(options, {3}).values;
        options.storedResolution = 8;
        options.precision = "single";
        const torch::Tensor half = makeNavierStokes(options, {3}).values;
        QVERIFY(torch::equal(half, full.slice(2, 0, 16, 2).slice(3, 0, 16, 2).to(torch::kFloat32)));
    }

    /// Blocks of 31 samples: 40 samples make two, of which threads take one each.
    void bytesDependOnTheSeedAlone()
    {
        NavierStokesOptions options = smallOptions();
        options.samples = 40;
        const Dataset one = makeNavierStokes(options, {.seed = 3, .threads = 1});
        const Dataset three = makeNavierStokes(options, {.seed = 3, .threads = 3});
        QVERIFY(torch::equal(one.values, three.values));
        QCOMPARE(one.contentHash(), three.contentHash());
        options.samples = 5;
        const Dataset few = makeNavierStokes(options, {.seed = 3, .threads = 1});
        QVERIFY(torch::equal(few.values, one.values.narrow(0, 0, 5)));
        QVERIFY(makeNavierStokes(options, {.seed = 4}).contentHash() != few.contentHash());
    }

    /// The reference values are those of 600 fields on 64 x 64 points; fields differ by 5 %.
    void aHundredFieldsHaveTheStatisticsOfThePublishedSet()
    {
        NavierStokesOptions options;
        options.samples = 100;
        options.resolution = 32;
        options.frames = 51;
        options.maxStep = 0.1;  // an error of 1e-6
        const torch::Tensor w =
            makeNavierStokes(options, {1}).values.to(torch::kFloat64).squeeze(-1);
        const torch::Tensor square = w.square().mean({0, 2, 3});
        const auto deviates = [](const torch::Tensor& found, double expected) {
            return std::abs(found.item<double>() / expected - 1);
        };
        QVERIFY(deviates(square[0].sqrt(), 0.264) < 0.05);
        QVERIFY(deviates(square.slice(0, 1).mean(), 0.746) < 0.05);
        QVERIFY(deviates(square.slice(0, 11).mean(), 0.872) < 0.05);
        QVERIFY(deviates(square[50], 0.842) < 0.05);
        QVERIFY(deviates(w.abs().max(), 2.2) < 0.1);
    }

    void contradictionsAreRefused()
    {
        NavierStokesOptions options = smallOptions();
        QVERIFY(refusalOf(options).isEmpty());
        options.given = 4;
        QVERIFY(refusalOf(options).contains("dataset.given"));
        options = smallOptions();
        options.storedResolution = 5;
        QVERIFY(refusalOf(options).contains("dataset.stored_resolution"));
        options = smallOptions();
        options.resolution = 17;
        QVERIFY(refusalOf(options).contains("dataset.resolution"));
        options = smallOptions();
        options.frames = 8;
        QVERIFY(refusalOf(options).contains("at most 7 frames in 6 units of time"));
    }

    void aStopEndsTheGenerationWithinABlock()
    {
        std::stop_source source;
        const GenerationContext context{
            .seed = 1,
            .stop = source.get_token(),
            .threads = 2,
            .progress = [&](std::int64_t, std::int64_t) { source.request_stop(); }};
        NavierStokesOptions options = smallOptions();
        options.samples = 100000;
        QVERIFY_THROWS_EXCEPTION(Interrupted, makeNavierStokes(options, context));
    }
};

NIE_TEST(NavierStokesTest);

}  // namespace nie::navier_stokes_test

#include "navier_stokes_test.moc"
