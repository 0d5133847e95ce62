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
///     cividis         sequential, the same to people who see red and green alike: J. R. Nuñez,
///                     C. R. Anderton and R. S. Renslow, PLoS ONE 13(7): e0199239, 2018, under CC0
///     dusk            sequential, a straight line in CIELAB (D65) from a dark blue to a yellow:
///                     lightness rises evenly, and no step needs red told from green; computed here
///     teal            sequential, one hue in even steps of CIE lightness; computed here
///     grey            sequential, even steps of CIE lightness from black to white
///     blue_red        for signed data: two straight lines in CIELAB from near-white to a blue and
///     a
///                     red of equal lightness and chroma, so that equal distances from zero differ
///                     equally from it; computed here
///     green_purple    likewise, to a green and a purple
///     white_red, white_purple  for sizes of signed data: the upper half of either, lightness falls
///
/// Each has its reverse, "viridis_r". Throws InputError for an unknown name.
const std::vector<RgbColour>& colourMap(const std::string& name);

/// The colour at a share in [0, 1] of the range; ends are kept beyond it. `share` not NaN.
RgbColour colourAt(const std::vector<RgbColour>& map, double share);

/// The names that colourMap() knows, without the reverses.
std::vector<std::string> colourMapNames();

/// Those of them that are for signed data.
std::vector<std::string> divergingMapNames();

/// The map for sizes of what a diverging one is for: its upper half; of another map the map itself.
std::string mapOfSizes(const std::string& name);

}  // namespace nie
