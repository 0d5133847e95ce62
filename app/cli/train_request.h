#pragma once

#include "core/config/run_config.h"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <vector>

namespace nie::cli {

/// What was written after "nie train".
struct TrainRequest {
    std::string experiment;
    std::string resume;  ///< a run folder to go on with; then there is no experiment
    std::optional<std::int64_t> epochs;
    std::optional<std::int64_t> steps;
    std::optional<double> timeBudget;  ///< s
    std::optional<std::int64_t> seed;
    std::optional<std::int64_t> threads;
    std::string device;
    std::string model;
    std::string dataset;  ///< a file in place of the experiment's data
    std::vector<std::string> assignments;  ///< of --set
    std::string folder;
    bool json = false;
    bool quiet = false;
    bool noFigures = false;
};

/// Declares the options; the request must outlive the parser.
void addTrainOptions(CLI::App& command, TrainRequest& request);

/// Only what changes the configuration: limits, seed, threads, device, model, data, --set.
void addRunOptions(CLI::App& command, TrainRequest& request);

/// The experiment with what the command line changes. A limit given there replaces all limits.
/// Throws InputError.
RunConfig configure(const TrainRequest& request);

/// What the command line changes of a run that goes on, as resumedConfig() takes it.
Json changesOf(const TrainRequest& request);

}  // namespace nie::cli
