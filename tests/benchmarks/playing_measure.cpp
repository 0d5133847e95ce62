// How often the Fields page paints while it plays beside a training, and what that costs the
// training.
#include "app/panels/fields_page.h"
#include "app/torch_engine.h"
#include "core/base/error.h"
#include "tests/benchmarks/window_desk.h"
#include "tests/benchmarks/window_measures.h"
#include "widgets/fields/field_view.h"

#include <QAction>
#include <QElapsedTimer>
#include <QEvent>
#include <QLabel>

#include <algorithm>
#include <ctime>
#include <utility>

namespace nie::benchmarks {

namespace {

constexpr double kSettling = 1.0;  // s after a page has been changed, not counted

/// When a view was painted with another time on show than before.
class PaintedFrames : public QObject {
public:
    explicit PaintedFrames(FieldView& view) : m_view(view)
    {
        view.installEventFilter(this);
        m_clock.start();
    }
    ~PaintedFrames() override { m_view.removeEventFilter(this); }

    std::vector<double> milliseconds;  ///< from each to the next

private:
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() != QEvent::Paint || m_view.look().time == m_time)
            return false;
        if (std::exchange(m_time, m_view.look().time) >= 0)
            milliseconds.push_back(static_cast<double>(m_clock.nsecsElapsed()) * 1e-6);
        m_clock.restart();
        return false;
    }

    FieldView& m_view;
    std::int64_t m_time = -1;
    QElapsedTimer m_clock;
};

RunConfig playedConfig(const WindowRequest& request)
{
    RunConfig config = makeTorchEngine()->findExperiment("navier_stokes");
    config.threads = request.threads;
    for (const char* setting :
         {"dataset.samples=8", "dataset.resolution=64", "dataset.frames=50", "dataset.duration=49",
          "model.patch=16", "training.batch_size=1", "training.epochs=0",
          "training.steps=1000000000", "training.validate_every=1000000",
          "training.autosave_seconds=0", "training.schedule=constant"})
        config.set(setting);
    for (const std::string& setting : request.settings)
        config.set(setting);
    return config;
}

/// Seconds of the processor that the thread of the window has used.
double threadSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double share(std::vector<double> values, double of)
{
    const auto at =
        values.begin() + static_cast<std::ptrdiff_t>(of * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

/// What one stretch of a page was like.
struct Stretch {
    std::vector<double> steps;  ///< seconds of each
    double busy = 0.0;          ///< share of the time that the window's thread worked
};

Stretch measureStretch(WindowDesk& desk, double seconds)
{
    desk.wait(kSettling);
    const std::size_t before = desk.stepTimes.size();
    const double work = threadSeconds();
    QElapsedTimer clock;
    clock.start();
    desk.wait(seconds);
    Stretch stretch;
    stretch.busy = (threadSeconds() - work) / (static_cast<double>(clock.nsecsElapsed()) * 1e-9);
    for (std::size_t i = std::max<std::size_t>(before, 1); i < desk.stepTimes.size(); ++i)
        stretch.steps.push_back(desk.stepTimes[i] - desk.stepTimes[i - 1]);
    if (stretch.steps.empty())
        throw RunError("playing", "no step was done: --stretch is too short");
    return stretch;
}

void showPage(WindowDesk& desk, const char* name)
{
    desk.window.actionList().find(QLatin1String("action.page.") + QLatin1String(name))->trigger();
}

}  // namespace

Json measurePlaying(const WindowRequest& request)
{
    WindowDesk desk;
    desk.window.resize(1440, 900);
    const RunConfig config = playedConfig(request);
    desk.start(config, LivePictures::Full);
    showPage(desk, "fields");
    FieldsPage& page = *desk.window.findChild<FieldsPage*>();
    desk.wait([&] { return page.sample() != nullptr; }, "first prediction");
    page.playback().setSpeed(request.speed);
    FieldView& view = *page.findChild<FieldView*>(QStringLiteral("fields.view"));
    std::vector<double> frames, with, without, losses;
    double busyWith = 0.0, busyWithout = 0.0;
    std::int64_t painted = 0;
    for (int round = 0; round < request.rounds; ++round) {
        showPage(desk, "start");
        const Stretch hidden = measureStretch(desk, request.stretch);
        showPage(desk, "fields");
        page.playback().play();
        desk.wait(kSettling);
        PaintedFrames counter(view);
        const Stretch shown = measureStretch(desk, request.stretch);
        page.playback().pause();
        painted += static_cast<std::int64_t>(counter.milliseconds.size());
        frames.insert(frames.end(), counter.milliseconds.begin(), counter.milliseconds.end());
        with.insert(with.end(), shown.steps.begin(), shown.steps.end());
        without.insert(without.end(), hidden.steps.begin(), hidden.steps.end());
        losses.push_back(1.0 - medianOf(hidden.steps) / medianOf(shown.steps));
        busyWith += shown.busy / request.rounds;
        busyWithout += hidden.busy / request.rounds;
    }
    const double seconds = request.rounds * (request.stretch + kSettling);
    return {{"fields",
             {{"times", page.sample()->timeCount()},
              {"cells", page.sample()->cellCount()},
              {"view", {view.width(), view.height()}}}},
            {"model", config.model.value("name", "")},
            {"speed", page.playback().speed()},
            {"frames", painted},
            {"frames_per_second", static_cast<double>(painted) / seconds},
            {"median_frame_ms", share(frames, 0.5)},
            {"p99_frame_ms", share(frames, 0.99)},
            {"whole_drawings", view.wholeDrawings()},
            {"window_thread_share", {{"playing", busyWith}, {"hidden", busyWithout}}},
            {"step_ms", {{"playing", 1000 * medianOf(with)}, {"hidden", 1000 * medianOf(without)}}},
            {"rate_lost", medianOf(losses)},
            {"rate_lost_by_round", losses}};
}

}  // namespace nie::benchmarks
