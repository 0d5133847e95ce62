#pragma once

#include <optional>

namespace nie {

/// In bytes.
struct GraphicsMemory {
    double free = 0.0;
    double total = 0.0;
};

/// Memory of the graphics card that CUDA takes first, as NVIDIA's driver tells it now; nothing where
/// there is no such card or driver.
std::optional<GraphicsMemory> graphicsMemory();

}  // namespace nie
