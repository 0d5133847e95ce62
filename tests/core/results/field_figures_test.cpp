#include "core/base/error.h"
#include "core/results/fields/field_figures.h"
#include "core/results/fields/field_values.h"
#include "tests/core/results/field_samples.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace nie::field_figures_test {

using namespace nie::test;

namespace {

FieldLook lookOf(FieldKind kind, std::int64_t time = 1)
{
    FieldLook look;
    look.kind = kind;
    look.time = time;
    return look;
}

/// Taylor and Green's vortices, halved in the prediction.
PredictionSnapshot vortices()
{
    const double turn = 2 * std::numbers::pi / 16;
    const auto value = [turn](std::size_t t, std::size_t p, std::size_t) {
        return 2 * std::sin(turn * static_cast<double>(p / 16)) *
               std::sin(turn * static_cast<double>(p % 16)) / static_cast<double>(t + 1);
    };
    return sampleWith(
        {0.0, 0.5, 2.0}, {SpaceAxis::periodicAxis("x", 16), SpaceAxis::periodicAxis("y", 16)},
        {"vorticity"}, value,
        [value](std::size_t t, std::size_t p, std::size_t c) { return -0.5 * value(t, p, c); });
}

bool says(const std::string& text, const char* words)
{
    return text.find(words) != std::string::npos;
}

}  // namespace

class FieldFiguresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thePlaneIsComparedInThreeImagesOfOneTime()
    {
        const PredictionSnapshot plane = numberedPlane();
        FieldLook look = lookOf(FieldKind::Compare, 2);
        look.channel = 1;
        const FigureSpec figure = fieldFigure(plane, look, {{"run", "a"}});
        QCOMPARE(figure.panels.size(), std::size_t(3));
        QCOMPARE(figure.panels.size(), panelCountOf(plane, look));
        QCOMPARE(figure.panels[0].title, std::string("truth"));
        QCOMPARE(figure.panels[1].title, std::string("prediction"));
        QCOMPARE(figure.panels[2].title, std::string("error"));
        QVERIFY2(says(figure.title, "test sample 3 at t = 2"), figure.title.c_str());
        QCOMPARE(figure.provenance[0].second, std::string("a"));
        const FieldPart parts[] = {FieldPart::Truth, FieldPart::Prediction, FieldPart::Error};
        for (std::size_t i = 0; i < 3; ++i) {
            const PanelSpec& panel = figure.panels[i];
            validate(*panel.image);
            QVERIFY(panel.image->values == fieldFrame(plane, look, parts[i]));
            QVERIFY(panel.image->x == plane.space[0].coordinates);
            QVERIFY(panel.image->y == plane.space[1].coordinates);
            QCOMPARE(panel.x.label, std::string("x"));
            QCOMPARE(panel.y.label, std::string("y"));
        }
        QCOMPARE(figure.panels[1].image->label, std::string("v, whole series"));
        QCOMPARE(figure.panels[2].image->label, std::string("error of v, whole series"));
        QVERIFY(!figure.panels[0].image->colourBar && figure.panels[1].image->colourBar);
    }

    void coloursMeanTheSameInEveryFrame()
    {
        const PredictionSnapshot plane = numberedPlane();
        const FigureSpec first = fieldFigure(plane, lookOf(FieldKind::Compare, 0), {});
        for (std::int64_t time = 1; time < 3; ++time) {
            const FigureSpec other = fieldFigure(plane, lookOf(FieldKind::Compare, time), {});
            for (std::size_t i = 0; i < 3; ++i) {
                QCOMPARE(other.panels[i].image->from, first.panels[i].image->from);
                QCOMPARE(other.panels[i].image->to, first.panels[i].image->to);
            }
        }
        QCOMPARE(first.panels[0].image->to, first.panels[1].image->to);
        QCOMPARE(first.panels[2].image->from, -first.panels[2].image->to);
        QCOMPARE(first.panels[2].image->colourMap, std::string("blue_red"));
    }

    void theRangeModeStandsOnTheColourBar()
    {
        FieldLook look = lookOf(FieldKind::Compare);
        look.range = FieldRange::Frame;
        look.linked = false;
        look.error = FieldError::Relative;
        look.reversed = true;
        const FigureSpec figure = fieldFigure(numberedPlane(), look, {});
        QCOMPARE(figure.panels[0].image->label, std::string("u, this frame"));
        QCOMPARE(figure.panels[0].image->to, 111.0);
        QVERIFY(figure.panels[0].image->colourBar);
        QCOMPARE(figure.panels[0].image->colourMap, std::string("viridis_r"));
        QCOMPARE(figure.panels[2].image->label, std::string("error of u / RMS, this frame"));
        look.error = FieldError::Absolute;
        look.range = FieldRange::Manual;
        look.to = 50.0;
        const FigureSpec manual = fieldFigure(numberedPlane(), look, {});
        QCOMPARE(manual.panels[0].image->label, std::string("u, set by hand"));
        QCOMPARE(manual.panels[1].image->to, 50.0);
        QCOMPARE(manual.panels[2].image->from, 0.0);
        QCOMPARE(manual.panels[2].image->colourMap, std::string("white_red"));
        QVERIFY(says(manual.panels[2].image->label, "absolute error of u"));
    }

    void rangesThatAreKnownAreUsed()
    {
        FieldRanges ranges;
        ranges.truth = ranges.prediction = {-7.0, 7.0};
        ranges.error = {-1.0, 1.0};
        ranges.words = ranges.errorWords = "whole film";
        const FigureSpec figure =
            fieldFigure(numberedPlane(), lookOf(FieldKind::Compare), ranges, {});
        QCOMPARE(figure.panels[0].image->from, -7.0);
        QCOMPARE(figure.panels[1].image->label, std::string("u, whole film"));
    }

    void aLineIsAnImageOfTimeAcrossAndSpaceUpwards()
    {
        const PredictionSnapshot line = numberedLine();
        const FigureSpec compare = fieldFigure(line, lookOf(FieldKind::Compare), {});
        const FigureSpec spaceTime = fieldFigure(line, lookOf(FieldKind::SpaceTime), {});
        QCOMPARE(compare.columns, 3);
        QCOMPARE(spaceTime.columns, 1);
        for (const FigureSpec& figure : {compare, spaceTime}) {
            QCOMPARE(figure.panels.size(), std::size_t(3));
            const ImageSpec& image = *figure.panels[0].image;
            validate(image);
            QCOMPARE(image.at(3, 2), 203.0);
            QVERIFY(image.x == line.times && image.y == line.space[0].coordinates);
            QCOMPARE(figure.panels[0].x.label, std::string("t"));
        }
        // The given time, and where Compare stands.
        QCOMPARE(compare.panels[1].bands.size(), std::size_t(2));
        QCOMPARE(compare.panels[1].bands[0].to, 0.25);
        QCOMPARE(compare.panels[1].bands[1].from, 0.5);
        QCOMPARE(compare.panels[1].bands[1].to, 0.5);
        QCOMPARE(spaceTime.panels[1].bands.size(), std::size_t(1));
        QVERIFY2(says(compare.title, "at t = 0.5, r² ="), compare.title.c_str());
        QCOMPARE(spaceTime.title, std::string("test sample 3"));
    }

    void givenTimesAreMarkedUnlessTheLookSaysNo()
    {
        PredictionSnapshot curves = numberedCurves();
        FieldLook look = lookOf(FieldKind::Curves);
        QCOMPARE(fieldFigure(curves, look, {}).panels[0].bands.size(), std::size_t(1));
        look.shaded = false;
        QVERIFY(fieldFigure(curves, look, {}).panels[0].bands.empty());
        look.shaded = true;
        curves.givenPoints = 0;
        QVERIFY(fieldFigure(curves, look, {}).panels[0].bands.empty());
        QVERIFY(says(fieldFigure(numberedPlane(), lookOf(FieldKind::Compare, 0), {}).title,
                     "at t = 0, given"));
    }

    void titlesCarryTheUnitOfTime()
    {
        PredictionSnapshot line = numberedLine();
        line.timeLabel = "time (s)";
        QVERIFY(says(fieldFigure(line, lookOf(FieldKind::Profile), {}).title, "at time = 0.5 s"));
    }

    void aProfileKeepsItsAxisFromTimeToTime()
    {
        const PredictionSnapshot line = numberedLine();
        const FigureSpec first = fieldFigure(line, lookOf(FieldKind::Profile, 0), {});
        const FigureSpec last = fieldFigure(line, lookOf(FieldKind::Profile, 2), {});
        QCOMPARE(first.panels.size(), std::size_t(2));
        QCOMPARE(first.panels[0].y.from, last.panels[0].y.from);
        QCOMPARE(first.panels[0].y.to, last.panels[0].y.to);
        QVERIFY(last.panels[0].y.to > 204.0);
        QVERIFY((last.panels[0].series[0].y == std::vector<double>{200, 201, 202, 203}));
        QVERIFY((last.panels[0].series[1].y == std::vector<double>{199.5, 201, 202.5, 204}));
        QVERIFY((last.panels[1].series[1].y == std::vector<double>{-0.5, 0, 0.5, 1}));
        QCOMPARE(last.panels[1].y.from, -last.panels[1].y.to);
    }

    void curvesAreEveryChannelOrEveryProbe()
    {
        const FigureSpec curves = fieldFigure(numberedCurves(), lookOf(FieldKind::Curves), {});
        QCOMPARE(curves.panels.size(), std::size_t(1));
        QCOMPARE(curves.panels[0].series.size(), std::size_t(4));
        QVERIFY((curves.panels[0].series[2].y == std::vector<double>{1000, 1100, 1200}));
        QCOMPARE(curves.panels[0].series[3].label, std::string("v"));
        FieldLook look = lookOf(FieldKind::Curves);
        look.probes = {{0.25, 2.0}};
        const FigureSpec probes = fieldFigure(numberedPlane(), look, {});
        QVERIFY((probes.panels[0].series[0].y == std::vector<double>{5, 105, 205}));
        QVERIFY((probes.panels[0].series[1].y == std::vector<double>{5, 106, 207}));
        QCOMPARE(probes.panels[0].series[1].label, std::string("x = 0.25, y = 2"));
        QCOMPARE(probes.panels[0].y.label, std::string("u"));
    }

    void oneChannelIsComparedAboveItsError()
    {
        FieldLook look = lookOf(FieldKind::Compare);
        look.channel = 1;
        const FigureSpec figure = fieldFigure(numberedCurves(), look, {});
        QCOMPARE(figure.panels.size(), std::size_t(2));
        QVERIFY((figure.panels[0].series[0].y == std::vector<double>{1000, 1100, 1200}));
        QVERIFY((figure.panels[1].series[1].y == std::vector<double>{0, -0.5, -1}));
        QCOMPARE(figure.panels[0].bands.back().from, 0.5);
        QCOMPARE(figure.panels[1].y.label, std::string("error of v"));
    }

    void manyChannelsAreComparedAsImages()
    {
        const PredictionSnapshot curves = numberedCurves(9);
        const FigureSpec figure = fieldFigure(curves, lookOf(FieldKind::Compare), {});
        QCOMPARE(figure.panels.size(), std::size_t(3));
        QCOMPARE(figure.panels[0].image->at(4, 2), 4200.0);
        QCOMPARE(figure.panels[0].y.label, std::string("channel"));
        FieldLook one = lookOf(FieldKind::Curves);
        one.channel = 4;
        QCOMPARE(fieldFigure(curves, one, {}).panels[0].series.size(), std::size_t(2));
    }

    void thePhasePlaneMarksItsTime()
    {
        const FigureSpec figure = fieldFigure(numberedCurves(), lookOf(FieldKind::Phase, 2), {});
        const PanelSpec& panel = figure.panels.at(0);
        QVERIFY(panel.equalAspect);
        QCOMPARE(panel.x.label, std::string("u"));
        QCOMPARE(panel.y.label, std::string("v"));
        QVERIFY((panel.series[0].x == std::vector<double>{0, 100, 200}));
        QVERIFY((panel.series[0].y == std::vector<double>{1000, 1100, 1200}));
        QVERIFY((panel.series.back().x == std::vector<double>{199.5}));
        QVERIFY((panel.series.back().y == std::vector<double>{1199}));
        QVERIFY(says(figure.title, "at t = 2"));
    }

    void scoresAreDrawnOverTime()
    {
        const FigureSpec plane = fieldFigure(numberedPlane(), lookOf(FieldKind::Error), {});
        QCOMPARE(plane.panels.size(), std::size_t(2));
        QCOMPARE(plane.panels[0].series[0].y.size(), std::size_t(3));
        QCOMPARE(plane.panels[0].series[0].y[0], 0.0);
        QCOMPARE(plane.panels[1].series.size(), std::size_t(2));
        QVERIFY(says(plane.panels[1].series[0].label, "squared correlation"));
        const FigureSpec curves = fieldFigure(numberedCurves(), lookOf(FieldKind::Error), {});
        QCOMPARE(curves.panels[1].y.label, std::string("relative L2 error"));
    }

    void contourLinesLieOverImagesOfThePlane()
    {
        FieldLook look = lookOf(FieldKind::Compare);
        const FigureSpec without = fieldFigure(vortices(), look, {});
        look.contours = 4;
        const FigureSpec with = fieldFigure(vortices(), look, {});
        QVERIFY(without.panels[0].series.empty());
        QCOMPARE(with.panels[0].series.size(), std::size_t(2));
        // The same levels in truth and prediction: the weaker one has fewer points on them.
        QVERIFY(with.panels[0].series[0].x.size() > with.panels[1].series[0].x.size());
    }

    void arrowsShowTheFlowOnOneScale()
    {
        FieldLook look = lookOf(FieldKind::Compare, 0);
        look.arrows = true;
        const FigureSpec figure = fieldFigure(vortices(), look, {});
        QCOMPARE(figure.panels[0].arrows.size(), std::size_t(64));
        QVERIFY(figure.panels[2].arrows.empty());
        QVERIFY2(says(figure.panels[0].arrowLabel, "speed up to 0.16"),
                 figure.panels[0].arrowLabel.c_str());
        // The prediction, and the truth at the next time, are half as strong.
        look.time = 1;
        const FigureSpec later = fieldFigure(vortices(), look, {});
        for (std::size_t i = 0; i < 64; ++i) {
            const ArrowSpec& arrow = figure.panels[0].arrows[i];
            QVERIFY(std::abs(figure.panels[1].arrows[i].dx - arrow.dx / 2) < 1e-12);
            QVERIFY(std::abs(later.panels[0].arrows[i].dy - arrow.dy / 2) < 1e-12);
            // Arrows have their middle on the grid.
            const double column = (arrow.x + arrow.dx / 2) * 16;
            QVERIFY(std::abs(column - std::round(column)) < 1e-9);
        }
        QVERIFY(fieldFigure(numberedPlane(), look, {}).panels[0].arrows.empty());
    }

    void probesAndTheProfilesLineAreMarkedOverThePlane()
    {
        FieldLook look = lookOf(FieldKind::Compare);
        look.probes = {{0.25, 0.5}};
        look.line = std::pair(std::vector{0.0, 0.0}, std::vector{1.0, 0.5});
        const PanelSpec panel = fieldFigure(vortices(), look, {}).panels[0];
        QCOMPARE(panel.series.size(), std::size_t(4));
        QVERIFY((panel.series[1].x == std::vector<double>{0.0, 1.0}));
        QVERIFY((panel.series[3].x == std::vector<double>{0.25}));
    }

    void anIterateIsNamed()
    {
        PredictionSnapshot plane = numberedPlane();
        plane.iterates = {plane.truth, plane.prediction};
        FieldLook look = lookOf(FieldKind::Compare, 2);
        look.iterate = 0;
        const FigureSpec figure = fieldFigure(plane, look, {});
        QCOMPARE(figure.panels[1].title, std::string("iterate y0"));
        for (const double error : figure.panels[2].image->values)
            QCOMPARE(error, 0.0);
    }

    void everyKindOfEverySampleCanBeDrawnWithAnyLook()
    {
        for (const PredictionSnapshot& sample : {numberedPlane(), numberedLine(), numberedCurves(1),
                                                 numberedCurves(2), numberedCurves(9), vortices()})
            for (const FieldKind kind : fieldKindsOf(sample))
                for (const FieldRange range : {FieldRange::Series, FieldRange::Frame,
                                               FieldRange::Manual, FieldRange::Robust})
                    for (const FieldError error :
                         {FieldError::Signed, FieldError::Absolute, FieldError::Relative}) {
                        FieldLook look = lookOf(kind, 99);
                        look.channel = 99;
                        look.range = range;
                        look.error = error;
                        look.contours = 3;
                        look.arrows = true;
                        look.probes = {{0.1}, {0.1, 0.2}};
                        const FigureSpec figure = fieldFigure(sample, look, {});
                        QCOMPARE(figure.panels.size(),
                                 panelCountOf(sample, fittedTo(sample, look)));
                        QVERIFY(!figure.title.empty());
                        for (const PanelSpec& panel : figure.panels) {
                            QVERIFY(!panel.x.label.empty() && !panel.y.label.empty());
                            if (panel.image)
                                validate(*panel.image);
                            for (const SeriesSpec& series : panel.series)
                                QCOMPARE(series.x.size(), series.y.size());
                        }
                    }
    }

    void whatCannotBeDrawnIsRefusedOrEmpty()
    {
        QVERIFY(fieldFigure({}, {}, {}).panels.empty());
        PredictionSnapshot line = numberedLine();
        line.truth.pop_back();
        QVERIFY_THROWS_EXCEPTION(InputError, fieldFigure(line, {}, {}));
    }
};

NIE_TEST(FieldFiguresTest);

}  // namespace nie::field_figures_test

#include "field_figures_test.moc"
