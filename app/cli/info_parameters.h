#pragma once

#include "core/results/model_summary.h"

#include <string>

namespace nie::cli {

/// The model of an experiment (name or .json file) or of a run folder. Throws InputError.
ModelSummary describeParameters(const std::string& experimentOrRun);

/// Modules with their parameters, counts and shares, then what memory a training takes.
void printParameters(const ModelSummary& summary);

}  // namespace nie::cli
