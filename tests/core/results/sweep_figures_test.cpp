#include "core/base/error.h"
#include "core/results/sweep_axis.h"
#include "core/results/sweep_figures.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::sweep_figures_test {

using State = SweepRunResult::State;

namespace {

SweepRow rowOf(std::vector<Json> values, double loss, State state = State::Done)
{
    SweepRow row;
    row.values = std::move(values);
    SweepRunResult run;
    run.run = "runs/r";
    run.seed = 1;
    run.state = state;
    run.message = state == State::Failed ? "the loss is not finite" : "";
    run.validationLoss = loss;
    row.runs = {run};
    if (state == State::Done)
        row.validationLoss = {1, loss, std::nan("")};
    return row;
}

/// Rates 1e-3 and 1e-2 by widths 8 and 16; the largest rate with the largest width fails.
SweepTable twoByTwo()
{
    SweepTable table;
    table.title = "Title";
    table.experiment = "e";
    table.model = "m";
    table.columns = {{"training.learning_rate", "", true, false}, {"model.width", "", false, true}};
    table.rows = {rowOf({1e-3, 8}, 0.4), rowOf({1e-3, 16}, 0.2), rowOf({1e-2, 8}, 0.01),
                  rowOf({1e-2, 16}, std::nan(""), State::Failed)};
    return table;
}

}  // namespace

class SweepFiguresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aHeatMapHasTheValuesInPlaceAndMarksWhatFailed()
    {
        const FigureSpec figure = sweepPicture(twoByTwo(), {});
        QCOMPARE(figure.panels.size(), std::size_t(1));
        const PanelSpec& panel = figure.panels.front();
        const ImageSpec& image = *panel.image;
        QCOMPARE(image.at(0, 0), 0.4);
        QCOMPARE(image.at(1, 0), 0.2);
        QCOMPARE(image.at(0, 1), 0.01);
        QVERIFY(!image.shows(1, 1));  // hatched
        QVERIFY(panel.x.logarithmic && !panel.y.logarithmic);
        QCOMPARE(panel.y.names, (std::vector<std::string>{"8", "16"}));
        QVERIFY(image.logarithmic);  // 0.4 over 0.01
        QCOMPARE(panel.series.size(), std::size_t(1));
        QCOMPARE(panel.series[0].x, (std::vector<double>{1e-2}));
        QCOMPARE(panel.series[0].y, (std::vector<double>{1.0}));
        validate(image);
    }

    void edgesOfALogarithmicAxisLieHalfWayInItsLogarithm()
    {
        const std::vector<double> edges = SweepAxis(twoByTwo(), 0).edges();
        QCOMPARE(edges.size(), std::size_t(3));
        for (std::size_t i = 0; i < 3; ++i)
            QVERIFY(std::abs(std::log10(edges[i]) - (static_cast<double>(i) - 3.5)) < 1e-12);
    }

    void aPlaceOfTheMapLeadsToItsRow()
    {
        const SweepTable table = twoByTwo();
        QCOMPARE(sweepRowAt(table, {}, 1.2e-3, 0.1), std::optional(std::size_t(0)));
        QCOMPARE(sweepRowAt(table, {}, 2.5e-3, 0.9), std::optional(std::size_t(1)));
        QCOMPARE(sweepRowAt(table, {}, 4e-3, -0.4), std::optional(std::size_t(2)));
        QCOMPARE(sweepRowAt(table, {}, 1e-2, 1.4), std::optional(std::size_t(3)));
    }

    void overAThirdOptionTheBestCounts()
    {
        SweepTable table;
        table.columns = {
            {"a.x", "", false, true}, {"a.y", "", false, true}, {"a.z", "", false, true}};
        table.rows = {rowOf({1, 1, 1}, 0.5), rowOf({1, 1, 2}, 0.3), rowOf({1, 2, 1}, 0.9),
                      rowOf({1, 2, 2}, 0.95)};
        const FigureSpec figure = sweepPicture(table, {});
        QCOMPARE(figure.panels[0].image->at(0, 0), 0.3);
        QCOMPARE(figure.panels[0].image->at(1, 0), 0.9);
        QCOMPARE(sweepRowAt(table, {}, 0.0, 0.0), std::optional(std::size_t(1)));
    }

    void drawnPointsAreShownInQuartersByRank()
    {
        SweepTable table = twoByTwo();
        table.random = true;
        table.columns[1] = {"model.width", "", false, false};
        const FigureSpec figure = sweepPicture(table, {});
        const PanelSpec& panel = figure.panels.front();
        QVERIFY(!panel.image);
        QCOMPARE(panel.series.front().label, std::string("best quarter"));
        QCOMPARE(panel.series.front().x, (std::vector<double>{1e-2}));
        QCOMPARE(panel.series.back().label, std::string("failed"));
        QCOMPARE(sweepRowAt(table, {}, 9e-3, 9.0), std::optional(std::size_t(2)));
    }

    void nothingIsDrawnBeforeARunIsDone()
    {
        SweepTable table = twoByTwo();
        for (SweepRow& row : table.rows)
            row = rowOf(row.values, std::nan(""), State::Waiting);
        QVERIFY(sweepPicture(table, {}).panels.empty());
        QVERIFY(sweepPicture({}, {}).panels.empty());
    }

    void seedsAreAveragedWithABandOfOneDeviation()
    {
        const auto run = [](std::vector<double> losses) {
            MetricsTable table;
            table.names = {"step", "validation_loss"};
            table.columns = {{"step", {1.0, 2.0}}, {"validation_loss", std::move(losses)}};
            return table;
        };
        const FigureSpec figure =
            seedCurvesFigure({run({1.0, 0.5}), run({3.0, 0.7})}, "validation_loss", "loss");
        const PanelSpec& panel = figure.panels.front();
        QCOMPARE(panel.series.size(), std::size_t(4));  // band, mean, two runs
        QCOMPARE(panel.series[1].y[0], 2.0);
        QVERIFY(std::abs(panel.series[0].y[0] - (2.0 + std::sqrt(2.0))) < 1e-12);
        QVERIFY(std::abs(panel.series[0].fill[1] - (0.6 - std::sqrt(0.02))) < 1e-12);
        QVERIFY(seedCurvesFigure({}, "validation_loss", "loss").panels.empty());
    }

    void aTableIsReadAsItWasWritten()
    {
        const SweepTable table = twoByTwo();
        const SweepTable read = SweepTable::fromJson(parseJson(table.toJson().dump(), "t"), "t");
        QVERIFY(read.toJson() == table.toJson());
        QVERIFY(std::isnan(read.rows[3].validationLoss.mean));
        QVERIFY_THROWS_EXCEPTION(InputError, SweepTable::fromJson(Json::object(), "t"));
    }

    void aFailedRunIsARowWithItsMessage()
    {
        const SweepTable table = twoByTwo();
        QVERIFY(table.toMarkdown().find("| 0.01 | 16 |  |  |  | 0 |  | failed |") !=
                std::string::npos);
        QVERIFY(table.toMarkdown().find("runs/r failed: the loss is not finite") !=
                std::string::npos);
        QVERIFY(table.toCsv().find("0.01,16,1,failed,,,,,runs/r,the loss is not finite\n") !=
                std::string::npos);
        QCOMPARE(table.bestRow(SweepScore::ValidationLoss), std::size_t(2));
        QCOMPARE(table.countOf(State::Done), std::size_t(3));
    }
};

NIE_TEST(SweepFiguresTest);

}  // namespace nie::sweep_figures_test

#include "sweep_figures_test.moc"
