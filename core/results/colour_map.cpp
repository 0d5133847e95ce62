#include "core/results/colour_map.h"

#include "core/base/error.h"
#include "core/results/colour_map_tables.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

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

/// The colours at the shares 0, 1 / 255, ... of a path through CIELAB.
template <class Path>
std::vector<RgbColour> alongPath(Path path)
{
    std::vector<RgbColour> map;
    for (std::size_t i = 0; i < kCount; ++i)
        map.push_back(rgbOf(path(static_cast<double>(i) / (kCount - 1))));
    return map;
}

Lab onLine(const Lab& from, const Lab& to, double share)
{
    return {from.lightness + share * (to.lightness - from.lightness),
            from.a + share * (to.a - from.a), from.b + share * (to.b - from.b)};
}

Lab ofHue(double lightness, double chroma, double degrees)
{
    const double hue = degrees * std::numbers::pi / 180;
    return {lightness, chroma * std::cos(hue), chroma * std::sin(hue)};
}

/// A straight line from near-white to a hue of lightness 35.
Lab fromWhite(double share, double chroma, double hue)
{
    constexpr double kWhite = 97, kEnd = 35;
    return onLine({kWhite, 0, 0}, ofHue(kEnd, chroma, hue), share);
}

/// The most saturated pair of a blue and a red whose lines to white stay in sRGB.
Lab blueOrRed(double signedShare)
{
    return fromWhite(std::abs(signedShare), 57, signedShare < 0 ? 288 : 35);
}

/// Likewise of a green and a purple.
Lab greenOrPurple(double signedShare)
{
    return fromWhite(std::abs(signedShare), 53, signedShare < 0 ? 140 : 310);
}

/// Each with its reverse.
std::map<std::string, std::vector<RgbColour>> withReverses(
    std::map<std::string, std::vector<RgbColour>> maps)
{
    const auto once = maps;
    for (const auto& [name, map] : once)
        maps[name + "_r"] = {map.rbegin(), map.rend()};
    return maps;
}

const std::map<std::string, std::vector<RgbColour>>& allMaps()
{
    static const auto maps = withReverses(
        {{"viridis", unpacked(kViridis)},
         {"cividis", unpacked(kCividis)},
         {"magma", unpacked(kMagma)},
         {"grey", alongPath([](double s) {
              return Lab{100 * s, 0, 0};
          })},
         {"dusk", alongPath([](double s) {
              return onLine({15, 6, -26}, {93, -8, 50}, s);
          })},
         {"teal", alongPath([](double s) {
              // Colour in the middle only: near black and white sRGB has little of it.
              return ofHue(12 + 83 * s, 104 * s * (1 - s), 195);
          })},
         {"blue_red", alongPath([](double s) { return blueOrRed(2 * s - 1); })},
         {"white_red", alongPath(blueOrRed)},
         {"green_purple", alongPath([](double s) { return greenOrPurple(2 * s - 1); })},
         {"white_purple", alongPath(greenOrPurple)}});
    return maps;
}

}  // namespace

std::vector<std::string> colourMapNames()
{
    return {"viridis", "cividis",  "dusk",      "magma",        "teal",
            "grey",    "blue_red", "white_red", "green_purple", "white_purple"};
}

std::vector<std::string> divergingMapNames()
{
    return {"blue_red", "green_purple"};
}

std::string mapOfSizes(const std::string& name)
{
    if (name == "blue_red")
        return "white_red";
    return name == "green_purple" ? "white_purple" : name;
}

const std::vector<RgbColour>& colourMap(const std::string& name)
{
    const auto found = allMaps().find(name);
    if (found == allMaps().end())
        throw InputError(
            "figure", "unknown colour map", name,
            fmt::format("{}, or one of them with _r", fmt::join(colourMapNames(), ", ")));
    return found->second;
}

RgbColour colourAt(const std::vector<RgbColour>& map, double share)
{
    const double last = static_cast<double>(map.size() - 1);
    return map[static_cast<std::size_t>(std::lround(std::clamp(share, 0.0, 1.0) * last))];
}

}  // namespace nie
