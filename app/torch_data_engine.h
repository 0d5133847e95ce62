#pragma once

#include "app/data_engine.h"

#include <memory>

namespace nie {

/// The data engine of the real program: the core's catalogues and readers.
std::unique_ptr<DataEngine> makeTorchDataEngine();

}  // namespace nie
