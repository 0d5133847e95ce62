#pragma once

#include "app/engine.h"

#include <memory>

namespace nie {

/// The engine of the real program: the core's catalogues, LibTorch's devices and trainer.
std::unique_ptr<Engine> makeTorchEngine();

}  // namespace nie
