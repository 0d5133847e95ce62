#pragma once

#include "core/results/run_evaluation.h"

#include <string>

namespace nie::cli {

/// The scores of a model beside the floors, with solver and size, as lines of text.
std::string resultTable(const RunEvaluation& evaluation);

}  // namespace nie::cli
