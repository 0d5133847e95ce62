#include "core/base/error.h"
#include "core/base/random.h"
#include "datasets/burgers/burgers.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <numbers>

namespace nie::burgers_test {

namespace {

/// Small enough to be made in a moment.
BurgersOptions smallOptions()
{
    BurgersOptions options;
    options.samples = 5;
    options.resolution = 256;
    options.storedResolution = 64;
    options.viscosity = 0.01;
    return options;
}

/// The message of the refusal; empty when the options are accepted.
QString refusalOf(const BurgersOptions& options)
{
    try {
        burgers::recipeOf(options);
    } catch (const InputError& error) {
        return error.what();
    }
    return {};
}

}  // namespace

class BurgersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stampsAreEquidistantSlicesRoundedDown()
    {
        using Slices = std::vector<std::int64_t>;
        QVERIFY(burgers::stampSlices(1, 399, 10) ==
                Slices({1, 45, 89, 133, 177, 222, 266, 310, 354, 399}));
        QVERIFY(burgers::stampSlices(0, 400, 2) == Slices({0, 400}));
        QVERIFY(burgers::stampSlices(1, 399, 25).back() == 399);
        Slices all;
        for (std::int64_t slice = 0; slice <= 400; ++slice)
            all.push_back(slice);
        QVERIFY(burgers::stampSlices(0, 400, 401) == all);
    }

    void defaultsAreThoseOfThePublication()
    {
        const burgers::Recipe recipe = burgers::recipeOf({});
        QCOMPARE(recipe.resolution, std::int64_t(1024));
        QCOMPARE(recipe.storedResolution, std::int64_t(256));
        QVERIFY(recipe.slices == burgers::stampSlices(1, 399, 10));
        QCOMPARE(recipe.viscosity, 1e-3);
        QVERIFY(recipe.field.gamma == 2.5 && recipe.field.tau == 7 && recipe.field.sigma == 49);
    }

    void theBenchmarkVariantGoesFromTheInitialFieldToTimeOne()
    {
        BurgersOptions options;
        options.variant = "fno_benchmark";
        const burgers::Recipe recipe = burgers::recipeOf(options);
        QCOMPARE(recipe.resolution, std::int64_t(8192));
        QVERIFY(recipe.slices == std::vector<std::int64_t>({0, 400}));
        QCOMPARE(recipe.viscosity, 0.1);
        QVERIFY(recipe.field.gamma == 2 && recipe.field.tau == 5 && recipe.field.sigma == 25);
        options.samples = 3;
        options.resolution = 256;
        options.viscosity = 0.2;
        const Dataset data = makeBurgers(options, {1});
        QVERIFY(data.shape() == std::vector<std::int64_t>({3, 2, 256, 1}));
        QCOMPARE(data.times[0].item<double>(), 0.0);
        QCOMPARE(data.times[1].item<double>(), 1.0);
        QCOMPARE(data.recipe.at("parameters").at("nu").get<double>(), 0.2);
    }

    void fieldsStandOnAPeriodicAxisAtTheStamps()
    {
        const Dataset data = makeBurgers(smallOptions(), {3});
        data.validate();
        QVERIFY(data.shape() == std::vector<std::int64_t>({5, 10, 64, 1}));
        QVERIFY(data.space.size() == 1 && data.space[0].periodic);
        QCOMPARE(data.space[0].coordinates[1], 1.0 / 64);
        QVERIFY(data.translationInvariant);
        QCOMPARE(data.givenPoints, std::int64_t(1));
        QCOMPARE(data.times[0].item<double>(), 1.0 / 400);
        QCOMPARE(data.times[9].item<double>(), 399.0 / 400);
        QVERIFY(data.values.isfinite().all().item<bool>());
    }

    void sliceZeroIsTheInitialField()
    {
        BurgersOptions options = smallOptions();
        options.firstSlice = 0;
        options.storedResolution = 256;
        const Dataset data = makeBurgers(options, {3});
        QCOMPARE(data.times[0].item<double>(), 0.0);
        const torch::Tensor first = RandomProfile().draw(256, deriveSeed(3, seed_stream::kData, 2));
        QVERIFY(torch::equal(data.values[2][0].squeeze(-1), first));
    }

    void storedPointsAreEveryNthOfTheSolution()
    {
        BurgersOptions options = smallOptions();
        const Dataset coarse = makeBurgers(options, {3});
        options.storedResolution = 256;
        const Dataset fine = makeBurgers(options, {3});
        QVERIFY(torch::equal(fine.values.slice(2, 0, 256, 4), coarse.values));
        options.precision = "single";
        const Dataset single = makeBurgers(options, {3});
        QVERIFY(single.values.dtype() == torch::kFloat32);
        QVERIFY(torch::equal(single.values, fine.values.to(torch::kFloat32)));
    }

    /// Blocks of 64 samples: 70 samples make two, of which threads take one each.
    void bytesDependOnTheSeedAlone()
    {
        BurgersOptions options = smallOptions();
        options.samples = 70;
        options.lastSlice = 40;
        const Dataset one = makeBurgers(options, {.seed = 3, .threads = 1});
        const Dataset three = makeBurgers(options, {.seed = 3, .threads = 3});
        QVERIFY(torch::equal(one.values, three.values));
        QCOMPARE(one.contentHash(), three.contentHash());
        options.samples = 7;
        const Dataset few = makeBurgers(options, {.seed = 3, .threads = 1});
        QVERIFY(torch::equal(few.values, one.values.narrow(0, 0, 7)));
        QVERIFY(makeBurgers(options, {.seed = 4}).contentHash() != few.contentHash());
    }

    /// The energy of a draw of so few fields differs from that of the recipe by a tenth, but hardly
    /// the share of it that is left: means over 1200 fields of the full size are 0.274^2 at the
    /// start, 0.053 over the interval and 0.028 at its end.
    void energyDecaysLikeThatOfThePublishedSet()
    {
        BurgersOptions options;
        options.samples = 200;
        options.resolution = 512;
        options.firstSlice = 0;
        options.lastSlice = 400;
        options.stamps = 41;
        const torch::Tensor energy = makeBurgers(options, {1}).values.square().mean({0, 2, 3});
        const double start = energy[0].item<double>();
        QVERIFY(std::abs(start / (0.274 * 0.274) - 1) < 0.2);
        const double share = energy.slice(0, 1).mean().item<double>() / start;
        QVERIFY2(std::abs(share / (0.053 / (0.274 * 0.274)) - 1) < 0.05,
                 qPrintable(QString::number(share)));
        const double left = energy[40].item<double>() / start;
        QVERIFY2(std::abs(left / (0.028 / (0.274 * 0.274)) - 1) < 0.07,
                 qPrintable(QString::number(left)));
    }

    void contradictionsAreRefused()
    {
        BurgersOptions options;
        QVERIFY(refusalOf(options).isEmpty());
        options.given = 10;
        QVERIFY(refusalOf(options).contains("dataset.given"));
        options = {};
        options.storedResolution = 300;
        QVERIFY(refusalOf(options).contains("dataset.stored_resolution"));
        options = {};
        options.resolution = 255;
        QVERIFY(refusalOf(options).contains("dataset.resolution"));
        options = {};
        options.lastSlice = 8;
        QVERIFY(refusalOf(options).contains("dataset.stamps"));
        options = {};
        options.variant = "fourier";
        QVERIFY(refusalOf(options).contains("dataset.variant"));
    }

    void aStopEndsTheGeneration()
    {
        std::stop_source source;
        const GenerationContext context{
            .seed = 1,
            .stop = source.get_token(),
            .threads = 2,
            .progress = [&](std::int64_t, std::int64_t) { source.request_stop(); }};
        BurgersOptions options = smallOptions();
        options.samples = 1000000;
        options.lastSlice = 10;
        QVERIFY_THROWS_EXCEPTION(Interrupted, makeBurgers(options, context));
    }
};

NIE_TEST(BurgersTest);

}  // namespace nie::burgers_test

#include "burgers_test.moc"
