#pragma once

#include "core/base/job_queue.h"

#include <string>
#include <utility>
#include <vector>

namespace nie::cli {

/// How the progress of a job queue is told.
enum class JobReport { Lines, People, Nothing };

/// For people one line on standard error for every job that ends; else one JSON object a line on
/// standard output for every job that starts or ends.
void reportJob(const JobProgress& progress, JobReport how);

/// What stands below a table: the command, version, LibTorch and the machine with the number of
/// programs side by side.
std::vector<std::pair<std::string, std::string>> provenanceOf(const std::string& command,
                                                              std::size_t jobs);

}  // namespace nie::cli
