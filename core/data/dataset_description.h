#pragma once

#include "core/data/dataset.h"
#include "core/results/dataset_study.h"

namespace nie {

/// Facts and statistics of a data set, the split as a training with `seed` would draw it. Works
/// through large sets in portions; throws Interrupted when stopped between two of them.
DatasetStudy describeDataset(const Dataset& dataset, std::uint64_t seed, std::stop_token stop);

/// One sample as plain numbers.
DatasetSample plainSample(const Dataset& dataset, std::int64_t index);

}  // namespace nie
