#include "core/base/error.h"
#include "core/base/files.h"
#include "core/data/recorded_windows.h"
#include "core/data/region_places.h"
#include "core/io/npy.h"
#include "datasets/brain/brain.h"
#include "datasets/brain/brain_series.h"
#include "datasets/brain/matrix_file.h"
#include "datasets/brain/time_split.h"
#include "tests/support/error_text.h"
#include "tests/support/python.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

namespace nie::brain_dataset_test {

namespace {

constexpr std::int64_t kRows = 300;

BrainOptions shortOptions()
{
    BrainOptions options;
    options.rows = kRows;
    options.discard = 50.0;
    options.window = 10;
    options.gap = 10;
    return options;
}

/// Rows of the recipe's range of a part.
std::pair<std::int64_t, std::int64_t> rangeOf(const Dataset& data, const char* part)
{
    const Json range = data.recipe.at("rows").at(part);
    return {range[0].get<std::int64_t>(), range[1].get<std::int64_t>()};
}

/// ln of the rates [row, region], simulated again.
Eigen::MatrixXd logarithms(const BrainOptions& options, std::uint64_t seed, Eigen::Index rows,
                           Eigen::Index every, Eigen::Index discard)
{
    brain::Warnings warnings;
    auto table = std::make_shared<brain::TransferTable>(brain::ExponentialNeuron{},
                                                        brain::TransferResolution{});
    auto simulation = brain::simulationOf(options, brain::connectomeOf(options, warnings),
                                          std::move(table), seed);
    brain::SimulationWatch unwatched;
    return brain::recordRates(simulation, rows, every, discard, unwatched).array().log();
}

}  // namespace

class BrainDatasetTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder
        m_cache;  // of the transfer function, for tests that are about another thing

private Q_SLOTS:
    void partsOfTheSeriesShareNoRowAndHaveTheirGap()
    {
        for (const std::int64_t rows : {100, 101, 5000}) {
            const auto parts = brain::TimeSplit::inTime(rows, 20);
            QCOMPARE(parts.training.begin, std::int64_t(0));
            QCOMPARE(parts.validation.begin - parts.training.end, std::int64_t(20));
            QCOMPARE(parts.test.begin - parts.validation.end, std::int64_t(20));
            QCOMPARE(parts.test.end, rows);
        }
    }

    void windowsStartAtDifferentRowsFromEndToEnd()
    {
        const brain::RowRange range{100, 150};
        QCOMPARE(range.starts(20), std::int64_t(31));
        QCOMPARE(range.starts(51), std::int64_t(0));
        for (const std::int64_t count : {1, 2, 7, 31}) {
            const auto starts = brain::evenStarts(range, 20, count);
            const std::set<std::int64_t> different(starts.begin(), starts.end());
            QCOMPARE(std::int64_t(different.size()), count);
            QVERIFY(*different.begin() == 100 && *different.rbegin() <= 130);
            if (count > 1)
                QCOMPARE(*different.rbegin(), std::int64_t(130));
        }
    }

    /// Every value of every window is found in the series, inside the rows of its part.
    void windowsAreStretchesOfTheScaledSeriesInTheirPart()
    {
        const BrainOptions options = shortOptions();
        const Dataset data = makeBrain(options, {3}, {});
        const Eigen::MatrixXd series = logarithms(options, 3, kRows, 10, 500);
        const auto [begin, end] = rangeOf(data, "training");
        QCOMPARE(begin, std::int64_t(0));
        const Eigen::MatrixXd known = series.topRows(end);
        const double mean = known.mean();
        const double scale = std::sqrt((known.array() - mean).square().mean());
        const Json& unit = data.recipe.at("physical");
        QVERIFY(std::abs(unit.at("mean").get<double>() - mean) < 1e-12);
        QVERIFY(std::abs(unit.at("scale").get<double>() / scale - 1.0) < 1e-12);
        const Eigen::MatrixXd scaled = (series.array() - mean) / scale;

        QVERIFY(data.ownSplit.has_value());
        std::int64_t checked = 0;
        for (const auto& [part, samples] : {std::pair{"training", data.ownSplit->training},
                                            std::pair{"validation", data.ownSplit->validation},
                                            std::pair{"test", data.ownSplit->test}}) {
            const auto [first, last] = rangeOf(data, part);
            for (const std::int64_t sample : samples) {
                const double start = data.values[sample][0][0].item<double>();
                std::int64_t row = first;
                while (row < last && std::abs(scaled(row, 0) - start) > 1e-12)
                    ++row;
                QVERIFY2(row + options.window <= last, part);
                for (std::int64_t t = 0; t < options.window; t += 3)
                    QVERIFY(std::abs(data.values[sample][t][79].item<double>() -
                                     scaled(row + t, 79)) < 1e-12);
                ++checked;
            }
        }
        QCOMPARE(checked, data.sampleCount());
    }

    /// The same numbers, one region after the other along an axis.
    void regionsCanBePlacesOfAField()
    {
        BrainOptions options = shortOptions();
        options.curves = 12;
        const Dataset curves = makeBrain(options, {1}, m_cache.path());
        options.layout = "field";
        const Dataset field = makeBrain(options, {1}, m_cache.path());
        QVERIFY((field.shape() == std::vector<std::int64_t>{12, 10, 80, 1}));
        QVERIFY(torch::equal(field.values.squeeze(-1), curves.values));
        QVERIFY(recordedRegions(field) == curves.channels);
        QVERIFY(recordedRegions(curves) == curves.channels);
        // Windows that are apart come back as they are, and the recipe tells where they begin.
        const auto pieces = recordedPieces(field);
        const auto starts = windowStarts(field);
        QCOMPARE(pieces.size(), std::size_t(12));
        QCOMPARE(starts.front().row, rangeOf(field, "training").first);
        QCOMPARE(starts.back().row, rangeOf(field, "test").second - 10);
        for (std::size_t k = 0; k < pieces.size(); ++k) {
            QCOMPARE(starts[k].run, std::int64_t(0));
            QCOMPARE(pieces[k].rows(), Eigen::Index(10));
            QCOMPARE(pieces[k](3, 5), curves.values[std::int64_t(k)][3][5].item<double>());
        }
    }

    void asPublishedScalesByEveryStepOfTheWholeSeries()
    {
        BrainOptions options = shortOptions();
        options.protocol = "as_published";
        const Dataset data = makeBrain(options, {2}, {});
        const Eigen::MatrixXd all = logarithms(options, 2, 20 * kRows, 1, 0);
        const double mean = all.mean();
        const double scale = std::sqrt((all.array() - mean).square().mean());
        QVERIFY(std::abs(data.recipe.at("physical").at("mean").get<double>() - mean) < 1e-12);
        const double first = data.values[0][0][5].item<double>();
        QVERIFY(std::abs(first - (all(0, 5) - mean) / scale) < 1e-10);
        const double second = data.values[0][1][5].item<double>();
        QVERIFY(std::abs(second - (all(10, 5) - mean) / scale) < 1e-10);
        const auto [begin, end] = rangeOf(data, "training");
        QCOMPARE(rangeOf(data, "test"), (std::pair<std::int64_t, std::int64_t>(end, kRows)));
        QCOMPARE(rangeOf(data, "validation"), rangeOf(data, "test"));
        QCOMPARE(begin, std::int64_t(0));
    }

    void theQuantileOfTheModuliIsAUnit()
    {
        BrainOptions options = shortOptions();
        options.scaling = "none";
        const Dataset plain = makeBrain(options, {2}, {});
        QCOMPARE(plain.recipe.at("physical").at("scale").get<double>(), 1.0);
        options.scaling = "quantile";
        const Dataset data = makeBrain(options, {2}, {});
        const double unit = data.recipe.at("physical").at("scale").get<double>();
        const double mean = data.recipe.at("physical").at("mean").get<double>();
        QVERIFY((data.values * unit + mean - plain.values).abs().max().item<double>() < 1e-11);
        const Eigen::ArrayXXd moduli = logarithms(options, 2, 180, 10, 500).array().abs();
        const double below = (moduli <= unit).cast<double>().mean();
        QVERIFY2(std::abs(below - 0.9) < 1e-3, qPrintable(QString::number(below)));
    }

    void theSeedDecidesEverythingAndTheCacheNothing()
    {
        const test::TemporaryFolder folder;
        const BrainOptions options = shortOptions();
        const std::string hash = makeBrain(options, {4}, {}).contentHash();
        QCOMPARE(makeBrain(options, {4}, folder.path()).contentHash(), hash);
        QVERIFY(!std::filesystem::is_empty(folder.path()));
        QCOMPARE(makeBrain(options, {4}, folder.path()).contentHash(), hash);
        QVERIFY(makeBrain(options, {5}, folder.path()).contentHash() != hash);
    }

    void withoutNoiseNothingIsUnpredictable()
    {
        BrainOptions options = shortOptions();
        options.network.noiseIntensity = 0.0;
        QCOMPARE(makeBrain(options, {1}, {}).noiseVariance, 0.0);
    }

    void boldIsSampledAtTheRepetitionTime()
    {
        BrainOptions options;
        options.signal = "bold";
        options.rows = 40;
        options.repetitionTime = 0.1;
        options.window = 4;
        options.gap = 0;
        options.curves = 12;
        const Dataset data = makeBrain(options, {1});
        QCOMPARE(data.timeLabel, std::string("t / s"));
        QVERIFY(std::abs(data.times[3].item<double>() - 0.3) < 1e-12);
        QCOMPARE(data.sampleCount(), std::int64_t(12));
        QCOMPARE(data.noiseVariance, 0.0);
        // Blood is slow: neighbouring rows differ by far less than the series varies.
        const auto step = (data.values.select(1, 1) - data.values.select(1, 0)).abs().mean();
        QVERIFY(step.item<double>() < 0.2);
        // A mean of 0.2 Hz settles at 1.9 percent.
        const double percent = data.recipe.at("physical").at("mean").get<double>();
        QVERIFY2(percent > 0.5 && percent < 4.0, qPrintable(QString::number(percent)));
    }

    void measuredMatricesComeFromFiles()
    {
        const test::TemporaryFolder folder;
        NumericArray weights{"", {3, 3}, {0, 1, 0.5, 0.25, 0, 1, 1, 0.5, 0}};
        NumericArray delays{"", {3, 3}, {0, 2, 4, 2, 0, 6, 4, 6, 0}};
        writeNpy(folder / "weights.npy", weights);
        writeNpy(folder / "delays.npy", delays);
        BrainOptions options = shortOptions();
        options.connectome.weights = (folder / "weights.npy").string();
        options.connectome.lengths = (folder / "delays.npy").string();
        options.connectome.lengthUnit = "ms";
        brain::Warnings warnings;
        const brain::Connectome connectome = brain::connectomeOf(options, warnings);
        QCOMPARE(connectome.weights(0, 2), 0.5);
        QCOMPARE(connectome.lengths(1, 2), 120.0);
        const Dataset data = makeBrain(options, {1}, {});
        QCOMPARE(data.channelCount(), std::int64_t(3));
        QCOMPARE(data.channels[2], std::string("region 3"));
    }

    void aMatrixIsReadFromATextTableAndANumpyFileAlike()
    {
        const test::TemporaryFolder folder;
        writeNpy(folder / "m.npy", {"", {3, 3}, {0, 1.5, 0.5, 0.25, 0, 1, 1, 0.5, 0}});
        writeFileAtomically(folder / "m.csv", "0,1.5,0.5\n0.25,0,1\n1,0.5,0\n");
        const Eigen::MatrixXd matrix = brain::readMatrixFile(folder / "m.npy");
        QCOMPARE(matrix(0, 1), 1.5);
        QCOMPARE(matrix(1, 0), 0.25);
        QVERIFY(brain::readMatrixFile(folder / "m.csv") == matrix);
        writeNpy(folder / "flat.npy", {"", {2, 3}, {1, 2, 3, 4, 5, 6}});
        QVERIFY(test::inputErrorOf([&] {
                    brain::readMatrixFile(folder / "flat.npy");
                }).contains("square"));
    }

    /// Names as in the files of the field, among other arrays.
    void aMatrixOfAMatlabFileIsFoundByItsUsualName()
    {
        if (!test::pythonHas("scipy.io"))
            QSKIP("needs python3-scipy");
        const test::TemporaryFolder folder;
        const auto written = test::runPython(
            "import numpy as n, scipy.io as s, sys\n"
            "c = n.array([[0, 1.5, .5], [.25, 0, 1], [1, .5, 0]])\n"
            "s.savemat(sys.argv[1] + '/c.mat', dict(Cmat=c, other=n.eye(3), names='abc'))\n"
            "s.savemat(sys.argv[1] + '/two.mat', dict(first=c, second=c))\n",
            {QString::fromStdString(folder.path().string())});
        QVERIFY2(written.exitCode == 0, qPrintable(written.err));
        const Eigen::MatrixXd matrix = brain::readMatrixFile(folder / "c.mat");
        QVERIFY((matrix == Eigen::Matrix3d{{0, 1.5, 0.5}, {0.25, 0, 1}, {1, 0.5, 0}}));
        QVERIFY(test::inputErrorOf([&] {
                    brain::readMatrixFile(folder / "two.mat");
                }).contains("which array is the matrix? (found 2 square arrays"));
    }

    void optionsThatContradictEachOtherAreRefused()
    {
        const auto messageOf = [](auto change) {
            BrainOptions options = shortOptions();
            change(options);
            return test::inputErrorOf([&] { makeBrain(options, {1}, {}); });
        };
        QVERIFY(messageOf([](BrainOptions& o) { o.given = 10; }).contains("dataset.given"));
        QVERIFY(messageOf([](BrainOptions& o) { o.rows = 30; }).contains("dataset.curves"));
        QVERIFY(messageOf([](BrainOptions& o) { o.curves = 5000; }).contains("dataset.curves"));
        QVERIFY(messageOf([](BrainOptions& o) {
                    o.connectome.weights = "a.npy";
                }).contains("belong together"));
        const auto absent = messageOf([](BrainOptions& o) {
            o.connectome.weights = "no-such-weights.npy";
            o.connectome.lengths = "no-such-lengths.npy";
        });
        QVERIFY2(absent.contains("no-such-lengths.npy"), qPrintable(absent));
    }

    void aStopRequestIsObeyed()
    {
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_THROWS_EXCEPTION(Interrupted, makeBrain({}, {.seed = 1, .stop = stop.get_token()}));
    }

    void oneLongSimulationTellsHowFarItIs()
    {
        std::vector<std::int64_t> reported;
        std::int64_t ofAll = 0;
        const auto listen = [&](std::int64_t done, std::int64_t total) {
            reported.push_back(done);
            ofAll = total;
        };
        BrainOptions options = shortOptions();
        options.curves = 20;
        const Dataset data = makeBrain(options, {.seed = 1, .progress = listen}, m_cache.path());
        // Every share once, none skipped, the last when all is done.
        QCOMPARE(ofAll, data.sampleCount());
        QCOMPARE(reported.size(), std::size_t(20));
        QVERIFY(std::is_sorted(reported.begin(), reported.end()));
        QCOMPARE(reported.back(), std::int64_t(20));
    }

    /// In the series, in the noise ceiling that follows it, and under the slow blood.
    void aStopAtAnyShareEndsTheSimulationBeforeTheNext_data()
    {
        QTest::addColumn<bool>("bold");
        QTest::addColumn<qint64>("share");
        QTest::newRow("at the start") << false << qint64(1);
        QTest::newRow("in the ceiling") << false << qint64(19);
        QTest::newRow("in BOLD") << true << qint64(1);
    }
    void aStopAtAnyShareEndsTheSimulationBeforeTheNext()
    {
        QFETCH(bool, bold);
        QFETCH(qint64, share);
        BrainOptions options = shortOptions();
        options.curves = 20;
        options.signal = bold ? "bold" : "rates";
        options.repetitionTime = 0.01;
        std::stop_source source;
        std::int64_t last = 0;
        const GenerationContext context{.seed = 1,
                                        .stop = source.get_token(),
                                        .progress = [&](std::int64_t done, std::int64_t) {
                                            last = done;
                                            if (done == share)
                                                source.request_stop();
                                        }};
        QVERIFY_THROWS_EXCEPTION(Interrupted, makeBrain(options, context, m_cache.path()));
        QCOMPARE(last, share);
    }

    void threadsOfTheTransferFunctionDecideNothing()
    {
        const BrainOptions options = shortOptions();
        const std::string hash = makeBrain(options, {.seed = 6, .threads = 1}, {}).contentHash();
        QCOMPARE(makeBrain(options, {.seed = 6, .threads = 3}, {}).contentHash(), hash);
    }
};

NIE_TEST(BrainDatasetTest);

}  // namespace nie::brain_dataset_test

#include "brain_dataset_test.moc"
