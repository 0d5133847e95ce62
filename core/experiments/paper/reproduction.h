#pragma once

#include "core/experiments/paper/paper_results.h"

#include <functional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace nie {

struct ReproductionOptions {
    std::filesystem::path program;  ///< the path of nie, which computes the parts
    std::size_t parallel = 1;       ///< programs side by side
    std::vector<std::pair<std::string, std::string>> provenance;  ///< written into every table
};

struct Reproduction {
    std::vector<PaperTable> tables;
    std::map<std::string, std::string> failures;  ///< messages, by run; of sweeps they are results
};

/// Computes what is missing of a plan and writes the tables, again after every run that belongs to
/// them: what is there can be read while the rest is computed. Throws Interrupted when stopped; a
/// later call goes on.
Reproduction reproduce(const PaperPlan& plan, const ReproductionOptions& options,
                       const std::function<void(const JobProgress&)>& report,
                       const std::stop_token& stop);

/// All tables in one page of Markdown, with the pictures beside it.
std::string resultsPage(const Reproduction& reproduction, const std::vector<PaperSpec>& items,
                        const ReproductionOptions& options);

}  // namespace nie
