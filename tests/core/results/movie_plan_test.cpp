#include "core/results/movie_plan.h"
#include "tests/support/error_text.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::movie_plan_test {

using test::inputErrorOf;
using Frames = std::vector<std::int64_t>;

class MoviePlanTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void framesGoFromTheFirstToTheLastInSteps()
    {
        MoviePlan plan;
        QCOMPARE(movieFrames(plan, 3), (Frames{0, 1, 2}));
        plan.every = 2;
        QCOMPARE(movieFrames(plan, 6), (Frames{0, 2, 4}));
        plan.first = 1;
        plan.last = 5;
        QCOMPARE(movieFrames(plan, 6), (Frames{1, 3, 5}));
    }

    void rangeWithoutFramesIsRefusedWithWhatThereIs()
    {
        MoviePlan plan;
        plan.first = 4;
        plan.last = 2;
        const QString crossed = inputErrorOf([&] { movieFrames(plan, 6); });
        QVERIFY2(crossed.contains("4 to 2") && crossed.contains("0 to 5"), qPrintable(crossed));
        plan.last = 6;
        QVERIFY(inputErrorOf([&] { movieFrames(plan, 6); }).contains("0 to 5"));
        plan.over = "checkpoints";
        QVERIFY(inputErrorOf([&] { movieFrames(plan, 0); }).contains("no checkpoints"));
    }

    void sizeIsInPixelsOrInMillimetresOnPaper()
    {
        FigureSpec figure;
        figure.widthMillimetres = 100.0;
        figure.heightMillimetres = 33.3;
        MoviePlan plan;
        plan.width = 640.0;
        plan.height = 481.0;
        QVERIFY((movieSize(plan, figure) == PixelSize{640, 481}));
        plan.height = 0.0;  // as the figure's shape, and even
        QVERIFY((movieSize(plan, figure) == PixelSize{640, 214}));
        plan.unit = "mm";
        plan.width = 89.0;
        plan.height = 60.0;
        plan.dpi = 300;
        QVERIFY((movieSize(plan, figure) == PixelSize{1051, 709}));
        plan.width = 8000.0;
        QVERIFY(inputErrorOf([&] { movieSize(plan, figure); }).contains("16 to 8192"));
    }

    void frameHasThePlansSizeOnPaperAndNoAnnotationsWhereThePlanHasNone()
    {
        FigureSpec figure;
        figure.title = "sample 1";
        figure.panels.resize(1);
        PanelSpec& panel = figure.panels.front();
        panel.title = "truth";
        panel.x.label = "x";
        panel.series.push_back({.label = "u", .x = {0, 1}, .y = {0, 1}});
        MoviePlan plan;
        plan.dpi = 254;  // ten pixels a millimetre
        FigureSpec frame = asMovieFrame(figure, plan, {1000, 500});
        QCOMPARE(frame.widthMillimetres, 100.0);
        QCOMPARE(frame.heightMillimetres, 50.0);
        QCOMPARE(frame.title, figure.title);
        plan.annotations = false;
        frame = asMovieFrame(figure, plan, {1000, 500});
        QVERIFY(frame.title.empty() && frame.panels.front().title.empty());
        QVERIFY(frame.panels.front().x.label.empty() && frame.panels.front().x.bare);
        QVERIFY(frame.panels.front().series.front().label.empty());
        QCOMPARE(frame.panels.front().series.front().y, (std::vector<double>{0, 1}));
    }

    void planIsTheSameAfterJsonAndAfterShortJson()
    {
        MoviePlan plan;
        plan.look.kind = FieldKind::Profile;
        plan.look.contours = 4;
        plan.over = "checkpoints";
        plan.first = 2;
        plan.every = 3;
        plan.framesPerSecond = 12.5;
        plan.unit = "mm";
        plan.annotations = false;
        const Json whole = moviePlanToJson(plan);
        QVERIFY(moviePlanToJson(moviePlanFromJson(whole, "a")) == whole);
        const Json shorter = moviePlanToShortJson(plan);
        QVERIFY(shorter.size() < whole.size() && !shorter.contains("last"));
        QVERIFY(moviePlanToJson(moviePlanFromJson(shorter, "a")) == whole);
        QVERIFY(moviePlanToShortJson({}) == (Json{{"look", Json::object()}}));
    }

    void unknownKeysAndValuesAreRefusedByName()
    {
        const auto error = [](const Json& json) {
            return inputErrorOf([&json] { moviePlanFromJson(json, "plan.json"); });
        };
        const QString unknown = error({{"fps", 10}});
        QVERIFY2(unknown.startsWith("plan.json: fps"), qPrintable(unknown));
        const QString range = error({{"frames_per_second", 0}});
        QVERIFY2(range.contains("frames_per_second") && range.contains("0.1"), qPrintable(range));
        const QString look = error({{"look", {{"kind", "cube"}}}});
        QVERIFY2(look.contains("look") && look.contains("compare"), qPrintable(look));
        QVERIFY(error(Json::array()).contains("object"));
    }
};

NIE_TEST(MoviePlanTest);

}  // namespace nie::movie_plan_test

#include "movie_plan_test.moc"
