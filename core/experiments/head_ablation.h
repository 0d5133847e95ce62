#pragma once

#include "core/results/attention_map.h"
#include "core/training/trainer.h"

#include <stop_token>

namespace nie {

/// Scores the samples of a split with each head left out of the model in turn, and with none at
/// all. The model is left with all its heads. Throws InputError for a model without attention or an
/// unknown split; Interrupted.
AblationStudy ablateHeads(const TrainingTask& task, const std::string& split,
                          const std::stop_token& stop);

}  // namespace nie
