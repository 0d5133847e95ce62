#pragma once

#include "core/config/run_config.h"
#include "core/data/dataset.h"
#include "core/results/model_summary.h"

#include <stop_token>

namespace nie {

/// The modules, parameters and memory of the model that a configuration stands for. Makes a few
/// samples of the data set for the shapes, builds the model and sends one and two samples through
/// it. Draws from LibTorch's generator and sets its threads as a run does, so never call it beside
/// a training in the same process. Throws InputError for anything wrong in the configuration,
/// Interrupted.
ModelSummary describeModel(const RunConfig& config, const DatasetCatalog& datasets,
                           const std::stop_token& stop = {});

/// The same of a model that is there; memory of a forward pass is not measured.
ModuleSummary summariseModule(const torch::nn::Module& module, const std::string& name);

}  // namespace nie
