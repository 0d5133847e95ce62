#pragma once

#include <array>
#include <cstdint>

namespace nie {

/// Sampled colour maps, 0xRRGGBB from the smallest value to the greatest; see colour_map.h.
extern const std::array<std::uint32_t, 256> kViridis;
extern const std::array<std::uint32_t, 256> kMagma;
extern const std::array<std::uint32_t, 256> kCividis;

}  // namespace nie
