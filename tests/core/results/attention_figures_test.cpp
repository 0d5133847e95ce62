#include "core/results/attention/attention_selection.h"
#include "core/results/attention/number_figures.h"
#include "core/results/attention/sample_figure.h"
#include "core/results/attention_figure.h"
#include "tests/support/error_text.h"
#include "tests/support/plain_attention.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>
#include <cmath>

namespace nie::attention_figures_test {

using test::PlainAttention;

namespace {

/// A field in the plane at the times of PlainAttention, on a grid of 4 by 2 points.
PredictionSnapshot planeSample()
{
    PredictionSnapshot sample;
    sample.channels = {"u"};
    sample.timeLabel = "t (s)";
    sample.times = {0.0, 1.0, 3.0};
    sample.space = {{.name = "x", .label = "x (m)", .coordinates = {1, 2, 3, 4}},
                    {.name = "y", .label = "y (m)", .coordinates = {-1, 1}}};
    for (int k = 0; k < 24; ++k) {
        sample.truth.push_back(k);
        sample.prediction.push_back(100 + k);
    }
    sample.iterates = {std::vector<double>(24, 7.0)};
    return sample;
}

}  // namespace

class AttentionFiguresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tokensOfAFieldStandOnTheAxisOfTime()
    {
        const PlainAttention maps;
        const PanelSpec panel = attentionMapPanel(maps.origin(), maps.map(1, 2));
        const ImageSpec& image = *panel.image;
        QCOMPARE(image.x.size(), std::size_t(25));
        QCOMPARE(image.x.front(), 0.0);
        QCOMPARE(image.x[8], 1.0);  // the first cell of the second time
        QCOMPARE(image.x[16], 3.0);
        QCOMPARE(image.x[4], 0.5);  // half-way through the cells of the first
        QVERIFY(std::is_sorted(image.x.begin(), image.x.end()));
        QCOMPARE(panel.x.label, std::string("t (s), 8 cells a time: attended to"));
        QCOMPARE(panel.title, std::string("layer 1, head 2"));
        validate(image);
    }

    void fewGreatEntriesDoNotDecideTheColours()
    {
        const PlainAttention maps;
        AttentionMap map = maps.map(0, 0);
        const double greatest = *std::max_element(map.values.begin(), map.values.end());
        const ImageSpec plain = *attentionMapPanel(maps.origin(), map).image;
        QCOMPARE(plain.to, greatest);
        map.values[5] = 50.0 * greatest;
        const ImageSpec image = *attentionMapPanel(maps.origin(), map).image;
        QVERIFY(image.to <= greatest && image.to > 0.5 * greatest);
        QCOMPARE(image.label, std::string("weight, colours to the 99.5 % quantile"));
    }

    void headsStandBesideTheFieldAtItsFirstTime()
    {
        const PlainAttention maps;
        PredictionSnapshot sample;
        sample.channels = {"w"};
        sample.timeLabel = "t (s)";
        sample.times = maps.origin().tokens.times;
        sample.space = {{.name = "x", .label = "x (m)", .coordinates = {1, 2, 3, 4}},
                        {.name = "y", .label = "y (m)", .coordinates = {-1, 1}}};
        for (int k = 0; k < 24; ++k)
            sample.truth.push_back(k);
        const FigureSpec figure =
            headsFigure(sample, maps.origin(), {maps.map(0, 0, {13}), maps.map(0, 1, {13})});
        QCOMPARE(figure.columns, 3);
        QCOMPARE(figure.panels.size(), std::size_t(3));
        // First axis across, second upwards; the field's own values at the first time.
        QCOMPARE(figure.panels[0].image->values, (std::vector<double>{0, 2, 4, 6, 1, 3, 5, 7}));
        QCOMPARE(figure.panels[0].title, std::string("t (s) = 0; the mark asks at t (s) = 1"));
        for (std::size_t head = 0; head < 2; ++head) {
            const PanelSpec& panel = figure.panels[1 + head];
            const auto row = maps.map(0, static_cast<std::int64_t>(head), {13}).values;
            QCOMPARE(panel.image->values, (std::vector<double>{row[0], row[2], row[4], row[6],
                                                               row[1], row[3], row[5], row[7]}));
            QCOMPARE(panel.image->to, *std::max_element(row.begin(), row.begin() + 8));
            // Token 13 stands at x = 3, y = 1.
            QCOMPARE(panel.series.at(0).x, (std::vector<double>{3.0}));
            QCOMPARE(panel.series.at(0).y, (std::vector<double>{1.0}));
            validate(*panel.image);
        }
    }

    void aMergedMapSaysHowItWasMerged()
    {
        const PlainAttention maps;
        const auto label = [&](const MergedLook& look) {
            return attentionMapPanel(maps.origin(), maps.mergedMap(0, 0, look, {})).image->label;
        };
        QCOMPARE(label({.most = 6}), std::string("weight, mean of 4 × 4 tokens"));
        QCOMPARE(label({.most = 6, .merging = AttentionMerging::Greatest}),
                 std::string("weight, greatest of 4 × 4 tokens"));
        QCOMPARE(label({.most = 6, .rowsEach = 1}),
                 std::string("weight, mean of 4 × 4 tokens (1 of 4 rows)"));
    }

    void aColumnIsDrawnAsWhatAttends()
    {
        const PlainAttention maps({.fields = false});
        const AttentionSelection row{.layer = 0, .heads = {0, 1}, .token = 1};
        AttentionSelection column = row;
        column.reverse = true;
        const FigureSpec rows = attentionFigure(maps, row, {}, {});
        const FigureSpec columns = attentionFigure(maps, column, {}, {});
        QCOMPARE(rows.panels.size(), std::size_t(2));
        QCOMPARE(columns.panels[1].title, std::string("layer 0, head 1, who attends to it"));
        for (std::int64_t i = 0; i < 3; ++i) {
            const auto at = static_cast<std::size_t>(i);
            QCOMPARE(rows.panels[1].series[0].y[at], maps.entry(0, 1, 1, i));
            QCOMPARE(columns.panels[1].series[0].y[at], maps.entry(0, 1, i, 1));
        }
    }

    void rowsInThePlaneAreDrawnAtOneTimeOrAtSeveral()
    {
        const PlainAttention maps;
        AttentionSelection selection{.layer = 0, .heads = {0, 1}, .token = 9};
        QCOMPARE(attentionFigure(maps, selection, {}, {}).panels.size(), std::size_t(6));
        selection.time = 2;
        const FigureSpec figure = attentionFigure(maps, selection, {}, {});
        QCOMPARE(figure.panels.size(), std::size_t(2));
        // First axis across, second upwards, of the third time.
        const ImageSpec& image = *figure.panels[1].image;
        for (std::int64_t i = 0; i < 4; ++i)
            for (std::int64_t j = 0; j < 2; ++j)
                QCOMPARE(image.at(static_cast<std::size_t>(j), static_cast<std::size_t>(i)),
                         maps.entry(0, 1, 9, 16 + 2 * i + j));
    }

    void theDifferenceIsAMinusB()
    {
        const PlainAttention maps;
        const AttentionSide a{"a", maps.origin(), maps.map(0, 0)};
        const AttentionSide b{"b", maps.origin(), maps.map(1, 2)};
        const FigureSpec figure = attentionDifferenceFigure(a, b, {});
        QCOMPARE(figure.panels.size(), std::size_t(3));
        const auto& values = figure.panels[2].image->values;
        for (std::size_t k = 0; k < values.size(); ++k)
            QCOMPARE(values[k], a.map.values[k] - b.map.values[k]);
        QCOMPARE(figure.panels[0].image->to, figure.panels[1].image->to);
        const PlainAttention curve({.fields = false});
        const AttentionSide other{"c", curve.origin(), curve.map(0, 0)};
        QVERIFY(test::inputErrorOf([&] {
                    attentionDifferenceFigure(a, other, {});
                }).contains("not between the same tokens"));
    }

    void aPointOfTheSampleIsTheNearestToken()
    {
        const PlainAttention maps;
        const PredictionSnapshot sample = planeSample();
        SampleView view{.time = 1};
        const auto tokenAt = [&](double x, double y) {
            return maps.origin().tokens.nearest(samplePointAt(sample, maps.origin(), view, x, y),
                                                "test");
        };
        QCOMPARE(tokenAt(2.9, 0.7), std::int64_t(8 + 2 * 2 + 1));
        QCOMPARE(tokenAt(-50.0, -50.0), std::int64_t(8));  // beyond the edge: the edge
        view.tokens = {tokenAt(2.9, 0.7)};
        const FigureSpec marked = attentionSampleFigure(sample, maps.origin(), view);
        QCOMPARE(marked.panels[0].series.size(), std::size_t(1));
        QCOMPARE(marked.panels[0].series[0].x, (std::vector<double>{3.0}));
        view.time = 2;  // the token is not of this time
        QVERIFY(attentionSampleFigure(sample, maps.origin(), view).panels[0].series.empty());
    }

    void theSampleIsShownAsTheHeadsSawIt()
    {
        const PredictionSnapshot sample = planeSample();
        const PlainAttention early({.iteration = 0});
        const PlainAttention last;
        const auto shown = [&](const AttentionMaps& maps, SampleView::Shown what) {
            return attentionSampleFigure(sample, maps.origin(), {.shown = what})
                .panels[0]
                .image->values.front();
        };
        QCOMPARE(shown(early, SampleView::Shown::Unknown), 7.0);
        QCOMPARE(shown(last, SampleView::Shown::Unknown), 100.0);
        QCOMPARE(shown(early, SampleView::Shown::Prediction), 100.0);
        QCOMPARE(shown(early, SampleView::Shown::Truth), 0.0);
    }

    void profilesHaveAUniformReference()
    {
        const PlainAttention maps;
        const FigureSpec figure = profilesFigure(maps.origin(), maps.profiles({}), 1);
        QCOMPARE(figure.panels.size(), std::size_t(2));
        for (const PanelSpec& panel : figure.panels) {
            QCOMPARE(panel.series.size(), std::size_t(4));
            QCOMPARE(panel.series.back().label, std::string("uniform"));
            for (double share : panel.series.back().y)
                QVERIFY(share > 0.0);  // bins that no pair of tokens fills are left out
            for (const SeriesSpec& series : panel.series)
                QCOMPARE(series.x.size(), series.y.size());
        }
    }

    void aCourseHasAPointForEveryCheckpointInTheOrderOfSteps()
    {
        const PlainAttention maps;
        const auto statistics = maps.statistics({});
        const FigureSpec figure = attentionCourseFigure(
            maps.origin(), {{20, statistics}, {10, statistics}}, HeadNumber::Entropy);
        const auto& series = figure.panels.at(0).series;
        QCOMPARE(series.size(), std::size_t(7));
        QCOMPARE(series[0].x, (std::vector<double>{10.0, 20.0}));
        QCOMPARE(series[0].y[0], *statistics.heads[0].entropy);
        QVERIFY(series[0].style != SeriesSpec::Style::Points);
        const FigureSpec one =
            attentionCourseFigure(maps.origin(), {{20, statistics}}, HeadNumber::Entropy);
        for (const SeriesSpec& single : one.panels.at(0).series)
            QVERIFY(single.style == SeriesSpec::Style::Points);
    }

    void figuresTellWhereTheyComeFrom()
    {
        const PlainAttention maps;
        const Json facts = {{"run", "r1"}, {"step", 12}, {"other", 1}};
        const FigureSpec figure =
            attentionFigure(maps, {.heads = {0}, .part = AttentionPart::Times}, facts, {});
        QVERIFY((figure.provenance ==
                 std::vector<std::pair<std::string, std::string>>{{"run", "r1"}, {"step", "12"}}));
        QCOMPARE(figure.panels[0].image->rows, std::size_t(3));
    }
};

NIE_TEST(AttentionFiguresTest);

}  // namespace nie::attention_figures_test

#include "attention_figures_test.moc"
