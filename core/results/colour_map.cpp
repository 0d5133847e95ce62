#include "core/results/colour_map.h"

#include "core/base/error.h"
#include "core/results/colour_map_tables.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>

namespace nie {

namespace {

constexpr std::size_t kCount = 256;

struct Lab {
    double lightness = 0.0;
    double a = 0.0;
    double b = 0.0;
};

std::uint8_t encoded(double linear)
{
    const double c = std::clamp(linear, 0.0, 1.0);
    const double value = c <= 0.0031308 ? 12.92 * c : 1.055 * std::pow(c, 1 / 2.4) - 0.055;
    return static_cast<std::uint8_t>(std::lround(255 * value));
}

/// CIELAB (D65) to sRGB, IEC 61966-2-1.
RgbColour rgbOf(const Lab& lab)
{
    const auto inverse = [](double t) {
        constexpr double kKnee = 6.0 / 29.0;
        return t > kKnee ? t * t * t : 3 * kKnee * kKnee * (t - 4.0 / 29.0);
    };
    const double fy = (lab.lightness + 16) / 116;
    const double x = 0.95047 * inverse(fy + lab.a / 500);
    const double y = inverse(fy);
    const double z = 1.08883 * inverse(fy - lab.b / 200);
    return {encoded(3.2404542 * x - 1.5371385 * y - 0.4985314 * z),
            encoded(-0.9692660 * x + 1.8760108 * y + 0.0415560 * z),
            encoded(0.0556434 * x - 0.2040259 * y + 1.0572252 * z)};
}

std::vector<RgbColour> unpacked(const std::array<std::uint32_t, kCount>& table)
{
    std::vector<RgbColour> map;
    for (std::uint32_t c : table)
        map.push_back({static_cast<std::uint8_t>(c >> 16), static_cast<std::uint8_t>(c >> 8),
                       static_cast<std::uint8_t>(c)});
    return map;
}

std::vector<RgbColour> greyMap()
{
    std::vector<RgbColour> map;
    for (std::size_t i = 0; i < kCount; ++i)
        map.push_back(rgbOf({100.0 * static_cast<double>(i) / (kCount - 1), 0, 0}));
    return map;
}

/// The most saturated pair of a blue and a red at lightness 35 whose lines to white stay in sRGB.
std::vector<RgbColour> blueRedMap()
{
    constexpr double kWhite = 97, kEnd = 35, kChroma = 57, kBlueHue = 288, kRedHue = 35;
    std::vector<RgbColour> map;
    for (std::size_t i = 0; i < kCount; ++i) {
        const double signedShare = 2.0 * static_cast<double>(i) / (kCount - 1) - 1;
        const double share = std::abs(signedShare);
        const double hue = (signedShare < 0 ? kBlueHue : kRedHue) * std::numbers::pi / 180;
        map.push_back(rgbOf({kWhite + share * (kEnd - kWhite), share * kChroma * std::cos(hue),
                             share * kChroma * std::sin(hue)}));
    }
    return map;
}

const std::map<std::string, std::vector<RgbColour>>& allMaps()
{
    static const std::map<std::string, std::vector<RgbColour>> maps{{"viridis", unpacked(kViridis)},
                                                                    {"magma", unpacked(kMagma)},
                                                                    {"grey", greyMap()},
                                                                    {"blue_red", blueRedMap()}};
    return maps;
}

}  // namespace

std::vector<std::string> colourMapNames()
{
    return {"viridis", "magma", "blue_red", "grey"};
}

const std::vector<RgbColour>& colourMap(const std::string& name)
{
    const auto found = allMaps().find(name);
    if (found == allMaps().end())
        throw InputError("figure", "unknown colour map", name, "viridis, magma, blue_red, grey");
    return found->second;
}

RgbColour colourAt(const std::vector<RgbColour>& map, double share)
{
    const double last = static_cast<double>(map.size() - 1);
    return map[static_cast<std::size_t>(std::lround(std::clamp(share, 0.0, 1.0) * last))];
}

}  // namespace nie
