#pragma once

#include "core/data/dataset.h"

#include <string>
#include <vector>

namespace nie {

/// Lays the channels, which are regions of a brain, one after the other along an axis of space: a
/// model of fields then attends between them. Their names go into the recipe.
void placeRegions(Dataset& dataset);

/// Whether that was done.
bool hasPlacedRegions(const Dataset& dataset);

/// Names of the regions, however they are laid out; the channels of any other set.
std::vector<std::string> recordedRegions(const Dataset& dataset);

}  // namespace nie
