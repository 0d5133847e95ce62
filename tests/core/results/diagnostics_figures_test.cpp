#include "core/base/error.h"
#include "core/results/diagnostics_figures.h"
#include "core/results/evaluation_files.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <fstream>
#include <numeric>

namespace nie::diagnostics_figures_test {

namespace {

/// Two samples of two predicted times, with a floor, as evaluated.
RunEvaluation example()
{
    RunEvaluation evaluation;
    evaluation.experiment = "spirals";
    evaluation.model = "anie";
    evaluation.parameters = 42;
    evaluation.split = "test";
    evaluation.samples = 2;
    evaluation.givenPoints = 3;
    evaluation.step = 500;
    evaluation.checkpoint = "best";
    evaluation.test.mse = 0.125;
    evaluation.test.relativeL2 = 0.25;
    evaluation.test.r2 = 0.9;
    evaluation.test.r2Determination = 0.7;
    evaluation.test.horizons = {{0.1, 0.2}, {0.9, 0.8}, {0.3, 0.5}, {0.1, 0.6}, {0.2, 0.4}};
    evaluation.test.sampleR2 = {0.8, std::nan("")};
    evaluation.floors["mean"].mse = 2.0;
    evaluation.floors["mean"].horizons = {{1, 1}, {0, 0}, {2, 3}, {0, 0}, {1, 1}};
    evaluation.floors["mean"].sampleR2 = {0.1, 0.2};
    evaluation.solverIterations = 6.5;
    evaluation.solverResidual = 1e-5;
    evaluation.convergedShare = 1.0;
    auto diagnostics = std::make_shared<EvaluationDiagnostics>();
    diagnostics->split = "test";
    diagnostics->timeLabel = "t (s)";
    diagnostics->horizonTimes = {0.4, 0.6};
    diagnostics->scatter = {{1, 2, 3}, {1.5, 2, 2.5}, 8};
    diagnostics->components.shares = {0.75, 0.2};
    diagnostics->components.paths = {{7, {{{1, 2}, {3, 4}}}, {{{1, 2}, {3, 5}}}}};
    diagnostics->spectrum = {"frequency (1/t)", {0, 1, 2}, {4, 2, 1}, {4, 1, 0.5}, ""};
    diagnostics->samples = {{7, 0.1, 0.2, 0.8, 1e-6}, {9, 0.15, 0.3, std::nan(""), 1e-5}};
    evaluation.diagnostics = std::move(diagnostics);
    return evaluation;
}

bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

}  // namespace

class DiagnosticsFiguresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theScatterNamesBothScoresApart()
    {
        const PanelSpec panel = scatterFigure(example()).panels.at(0);
        QVERIFY2(contains(panel.title, "r² = 0.9 (squared correlation)"), panel.title.c_str());
        QVERIFY2(contains(panel.title, "R² = 0.7 (determination)"), panel.title.c_str());
        QCOMPARE(panel.series.at(0).x, (std::vector<double>{1, 2, 3}));
        QCOMPARE(panel.series.at(0).y, (std::vector<double>{1.5, 2, 2.5}));
        QCOMPARE(panel.series.at(0).label, std::string("3 of 8 values"));
        QCOMPARE(panel.series.at(1).x, (std::vector<double>{1, 3}));
        QCOMPARE(panel.series.at(1).y, panel.series.at(1).x);
    }

    void theHistogramCountsEverySample()
    {
        // Bins of 0.04 from 0.2 to 1: one in the first, two in 0.6 .. 0.64, one in the last.
        const PanelSpec panel =
            r2HistogramFigure({0.2, 0.61, 0.63, 1.0, std::nan("")}).panels.at(0);
        QVERIFY2(contains(panel.title, "4 samples, 1 without"), panel.title.c_str());
        const SeriesSpec& bars = panel.series.at(0);
        QCOMPARE(bars.x.size(), std::size_t(4 * 20));
        std::vector<double> counts;
        for (std::size_t i = 1; i < bars.y.size(); i += 4)
            counts.push_back(bars.y[i]);
        QCOMPARE(counts.at(0), 1.0);
        QCOMPARE(counts.at(10), 2.0);
        QCOMPARE(counts.at(19), 1.0);
        QCOMPARE(std::accumulate(counts.begin(), counts.end(), 0.0), 4.0);
        QVERIFY(r2HistogramFigure({}).panels.empty());
        QVERIFY(!r2HistogramFigure({1.0, 1.0}).panels.empty());
    }

    void theErrorOverTimeStandsBesideTheFloors()
    {
        const PanelSpec panel = errorOverTimeFigure(example()).panels.at(0);
        QCOMPARE(panel.x.label, std::string("t (s)"));
        QCOMPARE(panel.series.size(), std::size_t(3));
        const SeriesSpec &band = panel.series.at(0), &floor = panel.series.at(1),
                         &model = panel.series.at(2);
        QCOMPARE(model.x, (std::vector<double>{0.4, 0.6}));
        QCOMPARE(model.y, (std::vector<double>{0.3, 0.5}));
        QCOMPARE(band.y, (std::vector<double>{0.4, 1.1}));
        // A norm is not below 0, whatever its deviation.
        QVERIFY(std::abs(band.fill.at(0) - 0.2) < 1e-15 && band.fill.at(1) == 0.0);
        QCOMPARE(floor.label, std::string("mean"));
        QCOMPARE(floor.y, (std::vector<double>{2, 3}));
        QVERIFY(floor.style == SeriesSpec::Style::Dashed);
    }

    void whatNoModelCanGetBelowIsDotted()
    {
        RunEvaluation evaluation = example();
        evaluation.noiseCeiling.distance = {0.1, 0.2};
        const PanelSpec panel = errorOverTimeFigure(evaluation).panels.at(0);
        const SeriesSpec& ceiling = panel.series.at(2);
        QCOMPARE(ceiling.label, std::string("noise ceiling"));
        QCOMPARE(ceiling.y, (std::vector<double>{0.1, 0.2}));
        QVERIFY(ceiling.style == SeriesSpec::Style::Dotted);
        QCOMPARE(panel.series.back().label, std::string("model"));
    }

    void pointsBeforeAWindowAreDrawnInTheOrderOfTime()
    {
        RunEvaluation evaluation = example();
        auto moved = std::make_shared<EvaluationDiagnostics>(*evaluation.diagnostics);
        moved->horizonTimes = {0.9, 0.1};
        evaluation.diagnostics = moved;
        const SeriesSpec model = errorOverTimeFigure(evaluation).panels.at(0).series.back();
        QCOMPARE(model.x, (std::vector<double>{0.1, 0.9}));
        QCOMPARE(model.y, (std::vector<double>{0.5, 0.3}));
    }

    void componentsAndSpectrumDrawDataAndModel()
    {
        const RunEvaluation evaluation = example();
        const FigureSpec plane = principalComponentsFigure(*evaluation.diagnostics);
        QVERIFY2(contains(plane.panels.at(0).x.label, "75.0 %"),
                 plane.panels.at(0).x.label.c_str());
        QCOMPARE(plane.panels.at(0).title, std::string("sample 7"));
        QCOMPARE(plane.panels.at(0).series.at(1).y, (std::vector<double>{3, 5}));
        const PanelSpec spectrum = spectrumFigure(*evaluation.diagnostics).panels.at(0);
        QVERIFY(spectrum.x.logarithmic && spectrum.y.logarithmic);
        QCOMPARE(spectrum.series.at(0).y, (std::vector<double>{4, 2, 1}));
        QCOMPARE(spectrum.series.at(1).y, (std::vector<double>{4, 1, 0.5}));
    }

    void sortedBarsFallAndCountWhatTheyLeaveOut()
    {
        const PanelSpec panel =
            sortedBarsFigure({0.02, 0.4, std::nan(""), 0.1, 0.0}, "error").panels.at(0);
        QVERIFY2(contains(panel.title, "2 of 5"), panel.title.c_str());
        const SeriesSpec& bars = panel.series.at(0);
        QCOMPARE(bars.y.at(1), 0.4);
        QCOMPARE(bars.y.at(5), 0.1);
        QCOMPARE(bars.y.at(9), 0.02);
        QCOMPARE(bars.fill.at(0), 0.01);
        QVERIFY(sortedBarsFigure({0.0}, "error").panels.empty());
    }

    void everyFigureIsDrawnOrSaysWhyNot()
    {
        for (const bool known : {true, false}) {
            RunEvaluation evaluation = example();
            if (!known)
                evaluation.diagnostics = nullptr;
            const auto figures = diagnosticFigures(evaluation, {{"run", "a"}});
            QCOMPARE(figures.size(), diagnosticTitles().size());
            for (std::size_t i = 0; i < figures.size(); ++i) {
                QCOMPARE(figures[i].name, diagnosticTitles()[i].first);
                QCOMPARE(figures[i].figure.panels.empty(), !figures[i].missing.empty());
                QVERIFY(!figures[i].figure.provenance.empty());
            }
            // Of an older run the scores are known all the same.
            QVERIFY(!figures[1].figure.panels.empty());
            QVERIFY(!figures[2].figure.panels.empty());
        }
    }

    void whatIsWrittenIsReadAgain()
    {
        const test::TemporaryFolder folder;
        const RunFolder run{folder.path()};
        QVERIFY(!readEvaluation(run));
        const RunEvaluation written = example();
        writeEvaluation(run, written);
        const auto read = readEvaluation(run);
        QVERIFY(read);
        QVERIFY(evaluationToJson(*read).dump() == evaluationToJson(written).dump());
        QVERIFY(diagnosticsToJson(*read->diagnostics).dump() ==
                diagnosticsToJson(*written.diagnostics).dump());
        QVERIFY(std::isnan(read->diagnostics->samples.at(1).r2));
        QCOMPARE(read->diagnostics->samples.at(1).index, 9);
    }

    void aRunWithoutDiagnosticsIsReadAndABrokenOneIsNamed()
    {
        const test::TemporaryFolder folder;
        const RunFolder run{folder.path()};
        RunEvaluation old = example();
        old.diagnostics = nullptr;
        writeEvaluation(run, old);
        const auto read = readEvaluation(run);
        QVERIFY(read && !read->diagnostics);
        QCOMPARE(read->test.r2Determination, 0.7);
        QCOMPARE(read->floors.at("mean").horizons.distance, (std::vector<double>{2, 3}));
        std::ofstream(run.diagnostics()) << R"({"split": "test"})";
        try {
            readEvaluation(run);
            QFAIL("read");
        } catch (const InputError& error) {
            QVERIFY(contains(error.what(), "diagnostics.json"));
        }
    }

    void predictionsAreFoundByTheirSample()
    {
        EvaluationDiagnostics diagnostics;
        auto snapshot = std::make_shared<PredictionSnapshot>();
        snapshot->sample = 9;
        diagnostics.predictions = {snapshot};
        QVERIFY(diagnostics.predictionOf(9) == snapshot);
        QVERIFY(!diagnostics.predictionOf(7));
    }
};

NIE_TEST(DiagnosticsFiguresTest);

}  // namespace nie::diagnostics_figures_test

#include "diagnostics_figures_test.moc"
