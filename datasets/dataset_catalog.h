#pragma once

#include "core/data/dataset.h"

namespace nie {

/// Every generator of the program, an explicit list.
DatasetCatalog builtinDatasets();

}  // namespace nie
