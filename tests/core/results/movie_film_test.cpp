#include "core/base/error.h"
#include "core/results/movie_film.h"
#include "core/results/run_view.h"
#include "tests/support/error_text.h"
#include "tests/support/moving_sample.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <map>
#include <set>

namespace nie::movie_film_test {

using test::movingWave;

namespace {

void dropReport(const MovieProgress&) {}

std::vector<CheckpointEntry> threeCheckpoints()
{
    return {{"step-000010", 10, 1.0, {}}, {"best", 40, 4.0, {}}, {"final", 90, 9.0, {}}};
}

/// The error becomes smaller from checkpoint to checkpoint.
std::shared_ptr<const PredictionSnapshot> learned(const CheckpointEntry& checkpoint,
                                                  const std::stop_token&)
{
    return movingWave(10, 10.0 / static_cast<double>(checkpoint.step));
}

std::string valueOf(const Provenance& provenance, const std::string& key)
{
    const std::map<std::string, std::string> values(provenance.begin(), provenance.end());
    return values.contains(key) ? values.at(key) : std::string();
}

MoviePlan planOf(FieldKind kind)
{
    MoviePlan plan;
    plan.look.kind = kind;
    return plan;
}

}  // namespace

class MovieFilmTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filmOverTimesShowsOneTimeAFrame_data()
    {
        QTest::addColumn<int>("kind");
        for (const FieldKind kind : fieldKindsOf(*movingWave()))
            QTest::newRow(fieldKindName(kind).c_str()) << static_cast<int>(kind);
    }
    void filmOverTimesShowsOneTimeAFrame()
    {
        QFETCH(int, kind);
        MoviePlan plan = planOf(static_cast<FieldKind>(kind));
        plan.first = 1;
        plan.every = 3;
        const TimeFilm film(movingWave(), plan, {{"run", "a"}});
        QCOMPARE(film.frameCount(), std::int64_t(3));
        std::set<std::string> titles;
        for (std::int64_t i = 0; i < film.frameCount(); ++i) {
            const FigureSpec frame = film.frame(i);
            QVERIFY(!frame.panels.empty());
            QCOMPARE(valueOf(frame.provenance, "run"), std::string("a"));
            titles.insert(frame.title);
        }
        QCOMPARE(titles.size(), std::size_t(3));
        QVERIFY2(titles.begin()->find("t = 0.1") != std::string::npos, titles.begin()->c_str());
    }

    void viewsOfAllTimesGetALineAtTheFrames()
    {
        const TimeFilm film(movingWave(), planOf(FieldKind::Curves), {});
        for (const std::int64_t i : {0, 7})
            for (const PanelSpec& panel : film.frame(i).panels) {
                const BandSpec& mark = panel.bands.back();
                QCOMPARE(mark.from, mark.to);
                QCOMPARE(mark.from, 0.1 * static_cast<double>(i));
            }
    }

    void coloursOfAFilmStayTheSame()
    {
        const TimeFilm film(movingWave(), planOf(FieldKind::Profile), {});
        const FigureSpec first = film.frame(0);
        for (std::int64_t i = 1; i < film.frameCount(); ++i) {
            const FigureSpec frame = film.frame(i);
            QCOMPARE(frame.panels[0].y.from, first.panels[0].y.from);
            QCOMPARE(frame.panels[1].y.to, first.panels[1].y.to);
        }
    }

    void filmOverCheckpointsShowsEachWithItsStep()
    {
        CheckpointFilm film(threeCheckpoints(), learned, planOf(FieldKind::Profile),
                            {{"checkpoint", "best"}, {"step", "40"}, {"seed", "3"}});
        QCOMPARE(film.frameCount(), std::int64_t(3));
        std::vector<std::int64_t> done;
        film.prepare([&done](const MovieProgress& progress) { done.push_back(progress.done); }, {});
        QCOMPARE(done, (std::vector<std::int64_t>{0, 1, 2, 3}));
        const FigureSpec frame = film.frame(1);
        QVERIFY2(frame.title.ends_with("step 40"), frame.title.c_str());
        QCOMPARE(valueOf(film.frame(2).provenance, "checkpoint"), std::string("final"));
        QCOMPARE(valueOf(film.frame(2).provenance, "step"), std::string("90"));
        QCOMPARE(valueOf(film.provenance(), "step"), std::string("10 to 90"));
        QCOMPARE(valueOf(film.provenance(), "seed"), std::string("3"));
        QVERIFY(valueOf(film.provenance(), "checkpoint").empty());
    }

    void axesAndColoursOfALearningFilmStayTheSame_data() { filmOverTimesShowsOneTimeAFrame_data(); }
    void axesAndColoursOfALearningFilmStayTheSame()
    {
        QFETCH(int, kind);
        CheckpointFilm film(threeCheckpoints(), learned, planOf(static_cast<FieldKind>(kind)), {});
        film.prepare(dropReport, {});
        const FigureSpec first = film.frame(0);
        for (std::int64_t i = 1; i < film.frameCount(); ++i) {
            const FigureSpec frame = film.frame(i);
            QCOMPARE(frame.panels.size(), first.panels.size());
            for (std::size_t k = 0; k < frame.panels.size(); ++k) {
                const PanelSpec& panel = frame.panels[k];
                QCOMPARE(panel.y.from, first.panels[k].y.from);
                QCOMPARE(panel.y.to, first.panels[k].y.to);
                if (panel.image) {
                    QCOMPARE(panel.image->from, first.panels[k].image->from);
                    QCOMPARE(panel.image->to, first.panels[k].image->to);
                }
            }
        }
    }

    void framesOfTheirOwnRangesAreLeftAlone()
    {
        MoviePlan plan = planOf(FieldKind::Compare);
        plan.look.range = FieldRange::Frame;
        CheckpointFilm film(threeCheckpoints(), learned, plan, {});
        film.prepare(dropReport, {});
        const auto errorRange = [&film](std::int64_t i) {
            return valueRange(*film.frame(i).panels.back().image).to;
        };
        QVERIFY(errorRange(0) > 2.0 * errorRange(2));
    }

    void frameSaysWhatItShowsSoThatItCanBeOpenedAgain()
    {
        RunView view = RunView::ofSample({});
        view.checkpoint = "best";
        const Provenance provenance{{"run", "a"}, {"view", runViewToJson(view).dump()}};
        const auto viewIn = [](const FigureSpec& figure) {
            return runViewFromJson(Json::parse(valueOf(figure.provenance, "view")), "view");
        };
        const TimeFilm times(movingWave(), planOf(FieldKind::Profile), provenance);
        QCOMPARE(viewIn(times.frame(4)).look.time, std::int64_t(4));
        QCOMPARE(viewIn(times.frame(4)).name, std::string("profile"));
        QVERIFY(valueOf(times.provenance(), "view").empty());
        CheckpointFilm learning(threeCheckpoints(), learned, planOf(FieldKind::Profile),
                                provenance);
        learning.prepare(dropReport, {});
        QCOMPARE(viewIn(learning.frame(2)).checkpoint, std::string("final"));
    }

    void stoppedFilmIsInterrupted()
    {
        CheckpointFilm film(threeCheckpoints(), learned, planOf(FieldKind::Compare), {});
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_EXCEPTION_THROWN(film.prepare(dropReport, stop.get_token()), Interrupted);
    }

    void runWithoutCheckpointsHasNoFilm()
    {
        MoviePlan plan;
        plan.over = "checkpoints";
        const QString error =
            test::inputErrorOf([&plan] { CheckpointFilm({}, learned, plan, {}); });
        QVERIFY2(error.contains("no checkpoints"), qPrintable(error));
    }
};

NIE_TEST(MovieFilmTest);

}  // namespace nie::movie_film_test

#include "movie_film_test.moc"
