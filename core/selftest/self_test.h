#pragma once

#include "core/config/json.h"

#include <algorithm>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace nie {

class DatasetCatalog;

/// One thing that a sound installation does.
struct SelfTestResult {
    std::string name;   ///< "Equations with known solutions"
    std::string found;  ///< what came out, with its numbers; of a failure the reason
    bool passed = false;
    double seconds = 0.0;
};

/// Solves every equation of the catalogue to the error that is known to be reachable, makes data
/// twice from one seed, trains and resumes bit for bit, solves the trained model to its tolerance,
/// writes a file and reads it back: a few seconds on one core, in a temporary folder that is
/// removed. `report` is called after each. What a check throws is its result; throws Interrupted
/// itself.
std::vector<SelfTestResult> runSelfTest(const DatasetCatalog& datasets,
                                        const std::function<void(const SelfTestResult&)>& report,
                                        const std::stop_token& stop);

/// {"passed", "checks": [{"name", "passed", "found", "seconds"}, ...]}
Json selfTestToJson(const std::vector<SelfTestResult>& results);
inline bool allPassed(const std::vector<SelfTestResult>& results)
{
    return std::all_of(results.begin(), results.end(),
                       [](const SelfTestResult& result) { return result.passed; });
}

}  // namespace nie
