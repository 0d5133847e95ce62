#pragma once

#include "app/attention_engine.h"

#include <memory>

namespace nie {

/// The engine of the real program: runs are read from their folders, models are LibTorch's.
std::unique_ptr<AttentionEngine> makeTorchAttentionEngine();

}  // namespace nie
