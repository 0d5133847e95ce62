#pragma once

#include "core/base/user_folders.h"
#include "core/data/dataset.h"
#include "datasets/brain/brain_options.h"

namespace nie {

/// Windows of simulated whole-brain activity, one channel a region, cut from one series: the
/// natural logarithm of excitatory firing rates (Hz) in scaled units, or BOLD. Brings its own split
/// in time. `cacheFolder` keeps the transfer function between runs; empty: it is computed every
/// time. The context's threads compute that function; the simulation
/// itself is one long series, and its share done is reported as that share of the windows.
/// Throws InputError for options that contradict each other, Interrupted when stopped.
Dataset makeBrain(const BrainOptions& options, const GenerationContext& context,
                  const std::filesystem::path& cacheFolder = userCacheFolder());

DatasetEntry brainEntry();

}  // namespace nie
