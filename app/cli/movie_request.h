#pragma once

#include "core/results/checkpoint_list.h"
#include "core/results/movie_plan.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace nie::cli {

/// What the command line of `nie movie` says, as text and numbers.
struct MovieRequest {
    std::string folder;
    std::string checkpoint;
    std::string split = "test";
    std::int64_t sample = 0;
    bool overCheckpoints = false;
    std::string view;            ///< empty: that of the look, else the first one of the sample
    std::string channel;         ///< a number or a name; empty: that of the look
    std::string look;            ///< a file, or the JSON itself; empty: the default
    std::optional<double> time;  ///< of the frames of a film over checkpoints
    std::optional<double> from;  ///< in times, or steps of checkpoints
    std::optional<double> to;
    std::optional<std::int64_t> every;
    std::optional<double> framesPerSecond;
    std::optional<std::int64_t> loops;
    std::string size;  ///< "1280x720", "1280", "89x60mm"
    std::optional<std::int64_t> dpi;
    bool plain = false;
    std::filesystem::path file;
    bool json = false;
    bool quiet = false;
};

void addMovieOptions(CLI::App& command, MovieRequest& request);

/// What can be told without the run. Throws InputError.
MoviePlan requestedPlan(const MovieRequest& request);
/// The plan with view, channel and range as they are in the sample and its run. Throws InputError
/// naming what there is.
MoviePlan fittedPlan(const MovieRequest& request, MoviePlan plan, const PredictionSnapshot& sample,
                     const std::vector<CheckpointEntry>& checkpoints);

}  // namespace nie::cli
