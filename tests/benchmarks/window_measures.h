#pragma once

#include "core/config/run_config.h"
#include "core/training/training_control.h"

#include <filesystem>
#include <string>
#include <vector>

namespace nie::benchmarks {

/// What is measured of the window, and how long.
struct WindowRequest {
    std::string experiment = "spirals";  ///< for events and pace
    std::string largest;                 ///< for stop; empty: that of the largest shipped sample
    std::int64_t threads = 1;            ///< of a training
    std::int64_t steps = 400;            ///< of a run whose pace is measured
    int rounds = 3;                      ///< of stop and of pace
    double seconds = 60.0;               ///< of events
    std::filesystem::path program;       ///< nie
    double speed = 4.0;                  ///< of playing
    double stretch = 10.0;               ///< seconds of each half of a round of playing
    std::vector<std::string> settings;   ///< KEY=VALUE, in place of those of playing
};

/// How late a 10 ms timer of the window is while a training runs, in milliseconds. Throws RunError
/// when the training does not start.
Json measureEvents(const WindowRequest& request);

/// Milliseconds from a click on Stop to the end of the training, and from one on Pause to the
/// pause, at different moments of a step.
Json measureStops(const WindowRequest& request);

/// Steps a second of `nie train` and of the window with each kind of live pictures: the same
/// configuration, threads and steps, in turns; medians over the rounds, and the window's as shares
/// of nie's.
Json measurePace(const WindowRequest& request);

/// A training on 64 x 64 x 50 numbers of Navier-Stokes, with the Fields page playing its comparison
/// and with another page in its place, in turns: frames painted a second, milliseconds between
/// them, and milliseconds of a step beside those without the view.
Json measurePlaying(const WindowRequest& request);

}  // namespace nie::benchmarks
