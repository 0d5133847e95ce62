#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace nie {

/// A colour of 8 bits a channel in sRGB.
struct RgbColour {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;

    bool operator==(const RgbColour&) const = default;
};

/// The 256 colours of a map, from the smallest value to the greatest.
///
///     viridis, magma  sequential, lightness rises evenly. S. van der Walt and N. Smith, 2015
///                     (github.com/BIDS/colormap), released under CC0; every sample rounded to 8
///                     bits
///     grey            sequential, even steps of CIE lightness from black to white
///     blue_red        for signed data: two straight lines in CIELAB (D65) from near-white to a
///     blue
///                     and a red of equal lightness and chroma, so that equal distances from zero
///                     differ equally from it; computed here
///
/// Throws InputError for an unknown name.
const std::vector<RgbColour>& colourMap(const std::string& name);

/// The colour at a share in [0, 1] of the range; ends are kept beyond it. `share` not NaN.
RgbColour colourAt(const std::vector<RgbColour>& map, double share);

/// The names that colourMap() knows.
std::vector<std::string> colourMapNames();

}  // namespace nie
