#pragma once

#include "core/base/job_queue.h"
#include "core/config/run_config.h"

#include <filesystem>
#include <string>

namespace nie {

/// A training for a job queue, run by the program nie: reads FOLDER/configs/NAME.json, which is
/// written here, trains into FOLDER/runs/NAME and is done when it has been evaluated there. One that
/// was killed or stopped goes on from its newest checkpoint; what else is left of an earlier try is
/// removed before it begins.
Job trainingJob(const std::filesystem::path& program, const std::filesystem::path& folder,
                const std::string& name, const RunConfig& config, double expectedSeconds);

}  // namespace nie
