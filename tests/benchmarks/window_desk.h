#pragma once

#include "app/main_window.h"
#include "core/config/run_config.h"
#include "core/training/training_control.h"
#include "tests/support/temporary_folder.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace nie::benchmarks {

/// A window on the screen with a folder of its own.
struct WindowDesk {
    WindowDesk();
    ~WindowDesk();

    /// Runs the event loop until the condition holds. Throws RunError when that takes more than ten
    /// minutes or the run fails.
    void wait(const std::function<bool()>& condition, const char* what);
    void wait(double seconds);
    void click(const char* button);
    /// Opens the configuration and presses Start.
    void start(const RunConfig& config, LivePictures pictures);

    test::TemporaryFolder folder;
    MainWindow window;
    std::vector<double> stepTimes;  ///< of the run, seconds of training
    std::optional<RunOutcome> outcome;
    std::string problem;
};

double medianOf(std::vector<double> values);

}  // namespace nie::benchmarks
