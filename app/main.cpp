#include "app/crash_report.h"
#include "app/data_library.h"
#include "app/event_delays.h"
#include "app/main_window.h"
#include "app/panels/data_page.h"
#include "app/runs_location.h"
#include "app/screenshot_taker.h"
#include "app/session_memory.h"
#include "app/studio_arguments.h"
#include "app/torch_engine.h"
#include "core/base/process_setup.h"
#include "core/base/version.h"

#include <QAction>
#include <QApplication>
#include <QIcon>
#include <QTimer>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>

using namespace nie;

namespace {

/// A self-test runs on machines without a display, too.
void needNoDisplay()
{
    if (!std::getenv("DISPLAY") && !std::getenv("WAYLAND_DISPLAY"))
        ::setenv("QT_QPA_PLATFORM", "offscreen", 0);
}

int runSelfTest(MainWindow& window)
{
    const Engine& engine = window.engine();
    for (const RunConfig& config : engine.experiments()) {
        if (!window.openExperiment(config.experiment)) {
            std::printf("self-test failed: experiment %s cannot be opened\n",
                        config.experiment.c_str());
            return 1;
        }
    }
    for (const QAction* action : window.actionList().all()) {
        if (action->objectName().isEmpty() || action->text().isEmpty()) {
            std::printf("self-test failed: an action has no name\n");
            return 1;
        }
    }
    std::printf("self-test passed: %zu experiments, %zu actions\n", engine.experiments().size(),
                window.actionList().all().size());
    return 0;
}

/// A file is shown with its import card; anything else is a name of the list.
void showDataset(MainWindow& window, const std::string& nameOrFile)
{
    if (std::filesystem::exists(nameOrFile)) {
        window.importFile(nameOrFile);
        return;
    }
    window.showPage(Page::Data);
    for (const auto kind : {DataItem::Kind::Sample, DataItem::Kind::Own, DataItem::Kind::Generator})
        if (window.data().choose(kind, nameOrFile))
            return;
}

void carryOut(MainWindow& window, const StudioArguments& arguments)
{
    if (!arguments.experiment.empty() && !window.openExperiment(arguments.experiment))
        return;
    if (arguments.start) {
        const bool limited = arguments.steps > 0 && arguments.screenshot.empty();
        window.startRun(limited ? arguments.steps : 0);
    }
    if (!arguments.run.empty())
        window.openRun(arguments.run);
    if (!arguments.equation.empty())
        window.solveEquation(arguments.equation);
    for (const auto& [page, name] : kPageNames)
        if (arguments.page == name)
            window.showPage(page);
    if (!arguments.dataset.empty())
        showDataset(window, arguments.dataset);
    if (QAction* action = window.actionList().find(QString::fromStdString(arguments.trigger)))
        action->trigger();
}

/// Programs that look at the window want the same one every time.
bool remembers(const StudioArguments& arguments)
{
    return !arguments.fresh && !arguments.selfTest && arguments.screenshot.empty() &&
           arguments.measureEvents == 0;
}

/// Beside the session's file; the report of the last session, if it crashed.
std::optional<std::filesystem::path> beginCrashReports()
{
    const std::filesystem::path folder = sessionFile().parent_path();
    const auto last = takeCrashReport(folder);
    reportCrashesTo(folder, "NIE Studio " + versionNumber() + ", commit " + sourceCommit() + ", " +
                                compilerVersion());
    return last;
}

/// Prints how late the window's events were over the time, then ends the program.
void measureEvents(double seconds)
{
    auto* delays = new EventDelays(qApp);
    QTimer::singleShot(std::chrono::milliseconds(static_cast<std::int64_t>(1000 * seconds)), delays,
                       [delays] {
                           std::printf("%s\n", qPrintable(delays->summary()));
                           QApplication::exit(0);
                       });
}

}  // namespace

int main(int argc, char** argv)
{
    restartWithPassiveThreads(argv);
    keepFreedMemory();
    const StudioCommand command = parseStudioArguments(argc, argv);
    if (command.exitCode)
        return *command.exitCode;
    const StudioArguments& arguments = command.arguments;
    if (arguments.selfTest)
        needNoDisplay();

    QApplication::setApplicationName(QStringLiteral("nie-studio"));
    QApplication::setApplicationDisplayName(QStringLiteral("NIE Studio"));
    QApplication::setApplicationVersion(QString::fromStdString(versionNumber()));
    QGuiApplication::setDesktopFileName(QStringLiteral("nie-studio"));
    QApplication application(argc, argv);
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/nie-studio.svg")));
    applyApplicationStyle(application, arguments.appearance.value_or(Appearance::System));

    try {
        std::optional<std::filesystem::path> crash;
        if (remembers(arguments))
            crash = beginCrashReports();
        MainWindow window(makeTorchEngine(), runsLocation(), datasetsLocation());
        if (remembers(arguments))
            window.rememberIn(sessionFile());
        if (arguments.appearance)
            window.setAppearance(*arguments.appearance);
        if (arguments.width > 0)
            window.resize(arguments.width, arguments.height);
        if (arguments.selfTest)
            return runSelfTest(window);
        window.show();
        if (crash)
            window.offerCrashReport(*crash);
        if (remembers(arguments))
            window.offerRecovery();
        carryOut(window, arguments);
        std::unique_ptr<ScreenshotTaker> taker;
        if (!arguments.screenshot.empty())
            taker = std::make_unique<ScreenshotTaker>(window, arguments);
        if (arguments.measureEvents > 0)
            measureEvents(arguments.measureEvents);
        return QApplication::exec();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "nie-studio: %s\n", error.what());
        return 1;
    }
}
