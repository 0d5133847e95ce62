#include "tests/benchmarks/window_desk.h"

#include "app/torch_engine.h"
#include "core/base/error.h"
#include "core/base/files.h"

#include <QAbstractButton>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace nie::benchmarks {

namespace {

constexpr double kDeskPatience = 600.0;  // s, for data and the first step of a large experiment

}  // namespace

WindowDesk::WindowDesk() : window(makeTorchEngine(), folder / "runs", folder / "datasets")
{
    window.show();
    QObject::connect(&window.session(), &TrainingSession::batchReady, &window,
                     [this](const TrainingFeed::Batch& batch) {
                         for (const StepReport& step : batch.steps)
                             stepTimes.push_back(step.wallSeconds);
                     });
    QObject::connect(&window.session(), &TrainingSession::finished, &window,
                     [this](const RunOutcome& result) { outcome = result; });
    QObject::connect(&window.session(), &TrainingSession::failed, &window,
                     [this](const QString& text) { problem = text.toStdString(); });
}

WindowDesk::~WindowDesk()
{
    window.session().stop();
}

void WindowDesk::wait(const std::function<bool()>& condition, const char* what)
{
    QEventLoop loop;
    QTimer look;
    QElapsedTimer clock;
    clock.start();
    const auto late = [&clock] { return clock.elapsed() > 1000 * kDeskPatience; };
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (condition() || late() || !problem.empty())
            loop.quit();
    });
    look.start(5);
    loop.exec();
    if (!problem.empty())
        throw RunError(what, problem);
    if (!condition())
        throw RunError(what, "takes too long");
}

void WindowDesk::wait(double seconds)
{
    QElapsedTimer clock;
    clock.start();
    wait([&] { return static_cast<double>(clock.elapsed()) >= 1000 * seconds; }, "time");
}

void WindowDesk::click(const char* button)
{
    window.findChild<QAbstractButton*>(QLatin1String(button))->click();
}

void WindowDesk::start(const RunConfig& config, LivePictures pictures)
{
    const std::filesystem::path file = folder / "config.json";
    writeFileAtomically(file, config.toJson().dump(2) + "\n");
    stepTimes.clear();
    outcome.reset();
    window.session().setLivePictures(pictures);
    if (!window.openExperiment(file.string()))
        throw RunError(file.string(), "cannot be opened");
    window.startRun();
}

double medianOf(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}  // namespace nie::benchmarks
