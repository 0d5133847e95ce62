#include "core/base/error.h"
#include "core/recordings/model_figures.h"
#include "core/recordings/model_match.h"
#include "core/signals/connectivity.h"
#include "tests/support/error_text.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <array>
#include <cmath>
#include <random>

namespace nie::model_match_test {

namespace {

constexpr int kRegions = 4;

/// What region `region` has at a row of a run: every number is another one.
double valueAt(std::int64_t run, std::int64_t row, int region)
{
    return double(10000 * run + 10 * row + region);
}

/// Windows of `frames` that begin at these rows; a prediction is the truth plus 1000 times the
/// number of the frame, so that it tells how far ahead it was made.
PredictedWindows numbered(const std::vector<PredictedWindows::Place>& starts, std::int64_t frames,
                          std::int64_t given)
{
    PredictedWindows windows;
    windows.run = "numbered";
    windows.split = "test";
    windows.regions = {"a", "b", "c", "d"};
    windows.frames = frames;
    windows.given = given;
    windows.starts = starts;
    for (const auto& start : starts)
        for (std::int64_t frame = 0; frame < frames; ++frame)
            for (int region = 0; region < kRegions; ++region) {
                const double value = valueAt(start.run, start.row + frame, region);
                windows.truth.push_back(value);
                windows.prediction.push_back(value + 1e6 * double(frame));
            }
    return windows;
}

/// One window of `rows` rows of noise that a second region follows, predicted as `model` says.
template <class Model>
PredictedWindows series(int rows, Model model)
{
    std::mt19937 random(3);
    std::normal_distribution<double> noise;
    PredictedWindows windows;
    windows.run = "noise";
    windows.split = "test";
    windows.regions = {"a", "b", "c", "d"};
    windows.frames = rows + 1;
    windows.given = 1;
    windows.frameTime = 2.0;
    windows.timeUnit = "s";
    windows.starts = {{0, 0}};
    for (int row = 0; row < rows + 1; ++row) {
        std::array<double, kRegions> now{};
        for (double& value : now)
            value = noise(random);
        now[1] = 0.8 * now[0] + 0.6 * now[1];
        for (int region = 0; region < kRegions; ++region) {
            windows.truth.push_back(now[std::size_t(region)]);
            windows.prediction.push_back(model(now[std::size_t(region)], region, row));
        }
    }
    return windows;
}

}  // namespace

class ModelMatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRowIsTakenFromTheWindowThatBeganLast()
    {
        // A window every row: all are predicted 2 frames ahead.
        const PredictedWindows every = numbered({{0, 5}, {0, 6}, {0, 7}}, 5, 2);
        const PredictedRows exact = PredictedRows::of(every, 2);
        QCOMPARE(exact.longest, std::int64_t(3));
        QCOMPARE(exact.pieces.size(), std::size_t(1));
        QCOMPARE(exact.pieces[0].first.row, std::int64_t(8));
        QCOMPARE(exact.rows(), Eigen::Index(4));
        for (Eigen::Index row = 0; row < 4; ++row) {
            const auto& piece = exact.pieces[0];
            QCOMPARE(piece.truth(row, 3), valueAt(0, 8 + row, 3));
            // The last row is in reach of no window that begins later: 3 frames ahead.
            const double frame = row < 3 ? 3 : 4;
            QCOMPARE(piece.model(row, 3), valueAt(0, 8 + row, 3) + 1e6 * frame);
            const double lastGiven = double(8 + row) - (row < 3 ? 2 : 3);
            QCOMPARE(piece.persistence(row, 0), valueAt(0, std::int64_t(lastGiven), 0));
        }
        QCOMPARE(exact.aheadText(), std::string("2 to 3 frames ahead"));
    }

    void runsAndGapsPartThePieces()
    {
        const PredictedWindows windows = numbered({{1, 0}, {0, 0}, {0, 10}}, 3, 1);
        const PredictedRows rows = PredictedRows::of(windows, 1);
        QCOMPARE(rows.pieces.size(), std::size_t(3));
        QVERIFY((rows.pieces[0].first == PredictedWindows::Place{0, 1}));
        QVERIFY((rows.pieces[1].first == PredictedWindows::Place{0, 11}));
        QVERIFY((rows.pieces[2].first == PredictedWindows::Place{1, 1}));
        QCOMPARE(rows.rows(), Eigen::Index(6));
        const auto runs = rows.runSeries(&PredictedRows::Piece::truth);
        QCOMPARE(runs.size(), std::size_t(2));
        QCOMPARE(runs[0].rows(), Eigen::Index(4));
        QCOMPARE(runs[0](2, 1), valueAt(0, 11, 1));
        QCOMPARE(runs[1](1, 3), valueAt(1, 2, 3));
        QVERIFY((ModelShown{windows, rows}.runs() == std::vector<std::int64_t>{0, 1}));
        for (const std::int64_t ahead : {0, 3}) {
            const auto text = test::inputErrorOf([&] { PredictedRows::of(windows, ahead); });
            QVERIFY2(text.contains("1 to 2"), qPrintable(text));
        }
    }

    void theTruthMatchesItself()
    {
        const auto windows = series(200, [](double value, int, int) { return value; });
        const PredictedRows rows = PredictedRows::of(windows, 1);
        const ConnectivityMatch match = ConnectivityMatch::of(rows, "pearson");
        QVERIFY(std::abs(match.correlation - 1.0) < 1e-12);
        QCOMPARE(match.truthMean, match.modelMean);
        const auto dynamics = DynamicsMatch::of(rows, 2.0, 60.0, 10.0);
        QVERIFY(dynamics.has_value());
        QCOMPARE(dynamics->truth.length, Eigen::Index(30));
        QCOMPARE(dynamics->distance, 0.0);
        const RegionMatch region = RegionMatch::of(rows, 0);
        QVERIFY(std::abs(region.correlation - 1.0) < 1e-12);
        QCOMPARE(region.determination, 1.0);
    }

    /// Rows far apart, each a piece of its own, still vary together.
    void sparseRowsHaveAConnectivity()
    {
        PredictedWindows windows = series(60, [](double value, int, int) { return value; });
        windows.frames = 1 + 1;
        windows.starts.clear();
        std::vector<double> values;
        for (std::int64_t k = 0; k < 30; ++k) {
            windows.starts.push_back({0, 10 * k});
            values.insert(values.end(), windows.truth.begin() + 8 * k,
                          windows.truth.begin() + 8 * (k + 1));
        }
        windows.truth = windows.prediction = values;
        const PredictedRows rows = PredictedRows::of(windows, 1);
        QCOMPARE(rows.pieces.size(), std::size_t(30));
        const auto match = ConnectivityMatch::of(rows, "pearson");
        QVERIFY(std::abs(match.correlation - 1.0) < 1e-12);
        QCOMPARE(match.truth.rows, Eigen::Index(30));
    }

    /// Scale and offset of a region change nothing; a sign turns its correlations round.
    void connectivitySeesSignsAndNotScales()
    {
        const auto scaled =
            series(200, [](double value, int region, int) { return 3.0 * value + region; });
        const auto match = ConnectivityMatch::of(PredictedRows::of(scaled, 1), "pearson");
        QVERIFY((match.model.matrix - match.truth.matrix).cwiseAbs().maxCoeff() < 1e-12);
        QVERIFY(RegionMatch::of(PredictedRows::of(scaled, 1), 0).determination < 0.0);

        const auto turned = series(200, [](double value, int, int) { return -value; });
        const RegionMatch region = RegionMatch::of(PredictedRows::of(turned, 1), 2);
        QVERIFY(std::abs(region.correlation + 1.0) < 1e-12);
        const auto oneTurned =
            series(200, [](double value, int region, int) { return region == 0 ? -value : value; });
        const auto rows = PredictedRows::of(oneTurned, 1);
        const auto found = ConnectivityMatch::of(rows, "pearson");
        for (Eigen::Index k = 1; k < kRegions; ++k)
            QVERIFY(std::abs(found.model.matrix(0, k) + found.truth.matrix(0, k)) < 1e-12);
        const double expected = pearsonCorrelation(upperTriangle(found.truth.matrix),
                                                   upperTriangle(found.model.matrix));
        QCOMPARE(found.correlation, expected);
        QVERIFY(found.correlation < 0.0);  // the strongest pair is the turned one
    }

    /// Of a training part with the truth's connectivity the process keeps it, without these rows.
    void theFreeRunOfALinearProcessStandsBeside()
    {
        auto windows = series(400, [](double value, int, int) { return value; });
        QVERIFY(std::isnan(ConnectivityMatch::of(PredictedRows::of(windows, 1), "pearson").linear));
        const auto other = series(400, [](double value, int, int) { return value; });
        windows.training = PredictedRows::of(other, 1).series(&PredictedRows::Piece::truth);
        const PredictedRows rows = PredictedRows::of(windows, 1);
        QVERIFY(rows.hasLinear());
        QCOMPARE(rows.pieces.front().linear.rows(), Eigen::Index(400));
        QVERIFY(!rows.pieces.front().linear.isApprox(rows.pieces.front().truth));
        const auto match = ConnectivityMatch::of(rows, "pearson");
        QVERIFY2(match.linear > 0.9 && match.linear < 1.0,
                 qPrintable(QString::number(match.linear)));
        const auto dynamics = DynamicsMatch::of(rows, 2.0, 60.0, 10.0);
        QVERIFY(dynamics && dynamics->linearDistance > 0.0);
        // One row has no neighbour: nothing is fitted.
        windows.training = {Eigen::MatrixXd::Ones(1, kRegions)};
        QVERIFY(!PredictedRows::of(windows, 1).hasLinear());
    }

    /// A model that says the same at all times has no connectivity: nothing is made up for it.
    void aConstantPredictionHasNoMatch()
    {
        const auto windows = series(100, [](double, int, int) { return 0.5; });
        const PredictedRows rows = PredictedRows::of(windows, 1);
        const ConnectivityMatch match = ConnectivityMatch::of(rows, "pearson");
        QVERIFY(std::isnan(match.correlation));
        QVERIFY(std::isnan(match.modelMean));
        QVERIFY(std::isfinite(match.truthMean));
        const auto dynamics = DynamicsMatch::of(rows, 2.0, 60.0, 10.0);
        QVERIFY(dynamics && std::isnan(dynamics->distance));
        QVERIFY(!DynamicsMatch::of(rows, 2.0, 600.0, 10.0));
    }

    void figuresShowTruthModelAndDifference()
    {
        const auto windows = series(200, [](double value, int region, int row) {
            return region == 0 ? std::sin(row * 0.7) : 0.5 * value;
        });
        const PredictedRows rows = PredictedRows::of(windows, 1);
        const ModelShown shown{windows, rows};
        RecordingLook look;
        look.region = 2;
        const FigureSpec fc = modelConnectivityFigure(shown, look);
        QCOMPARE(fc.panels.size(), std::size_t(4));
        for (std::size_t a = 0; a < kRegions; ++a)
            for (std::size_t b = 0; b < kRegions; ++b)
                QVERIFY(std::abs(fc.panels[1].image->at(a, b) - fc.panels[0].image->at(a, b) -
                                 fc.panels[2].image->at(a, b)) < 1e-12);
        QCOMPARE(fc.panels[3].series.at(1).x.size(), std::size_t(6));  // pairs of regions

        const FigureSpec traces = modelTraceFigure(shown, look);
        const SeriesSpec& truth = traces.panels[0].series.at(0);
        const SeriesSpec& model = traces.panels[0].series.at(1);
        QCOMPARE(truth.x.size(), std::size_t(200));
        QCOMPARE(truth.x[0], 2.0);  // the frame after the first, 2 s later
        double mean = 0.0;
        for (const double y : truth.y)
            mean += y / 200.0;
        QVERIFY(std::abs(mean) < 1e-12);
        // Half of the truth about zero, in the truth's deviations.
        for (std::size_t k = 2; k < 200; ++k)
            QVERIFY(std::abs((model.y[k] - model.y[1]) - 0.5 * (truth.y[k] - truth.y[1])) < 1e-12);
        QCOMPARE(traces.panels[1].series.size(), std::size_t(2 * kRegions));

        QCOMPARE(modelCarpetFigure(shown, look).panels[1].image->columns, std::size_t(200));
        const FigureSpec spectrum = modelSpectrumFigure(shown, look);
        const auto& power = spectrum.panels[0].series;
        for (std::size_t k = 0; k < power[0].y.size(); ++k)
            QVERIFY(std::abs(power[1].y[k] - 0.25 * power[0].y[k]) < 1e-12);
        QCOMPARE(modelDynamicsFigure(shown, look).panels.size(), std::size_t(3));
    }

    void whatCannotBeDrawnSaysWhy()
    {
        auto windows = series(12, [](double value, int, int) { return value; });
        const PredictedRows rows = PredictedRows::of(windows, 1);
        auto text = test::inputErrorOf([&] { modelSpectrumFigure({windows, rows}, {}); });
        QVERIFY2(text.contains("16 rows"), qPrintable(text));
        text = test::inputErrorOf([&] { modelDynamicsFigure({windows, rows}, {}); });
        QVERIFY2(text.contains("60 s"), qPrintable(text));
        windows.timeUnit.clear();
        text = test::inputErrorOf([&] { modelDynamicsFigure({windows, rows}, {}); });
        QVERIFY2(text.contains("repetition time"), qPrintable(text));
    }
};

NIE_TEST(ModelMatchTest);

}  // namespace nie::model_match_test

#include "model_match_test.moc"
