#pragma once

#include "app/cli/train_request.h"
#include "core/config/sweep_spec.h"

#include <optional>
#include <string>
#include <vector>

namespace nie::cli {

/// What was written after "nie sweep".
struct SweepRequest {
    TrainRequest run;  ///< what the runs share
    std::vector<std::string> vary;
    std::optional<std::int64_t> random;
    std::optional<std::int64_t> seeds;
    std::optional<std::size_t> jobs;
    std::string folder;
    bool list = false;
    bool json = false;
    bool quiet = false;
    bool progressLines = false;
};

/// Declares the options; the request must outlive the parser.
void addSweepOptions(CLI::App& command, SweepRequest& request);

struct RequestedSweep {
    SweepSpec spec;
    std::string command;  ///< that computes it, without its folder
};

/// The sweep: an experiment with what the command line changes, a file of one (sweep.json), or,
/// where neither is named, that of the folder. Throws InputError.
RequestedSweep requestedSweep(const SweepRequest& request);

/// Trainings side by side: so many as fill the cores.
std::size_t jobsOf(const SweepRequest& request, const SweepSpec& spec);

}  // namespace nie::cli
