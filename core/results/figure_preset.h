#pragma once

#include "core/config/json.h"
#include "core/results/figure_spec.h"

#include <filesystem>
#include <string>
#include <vector>

namespace nie {

/// What a publisher asks of a figure: its size, its letters and lines, its file.
struct FigurePreset {
    std::string name;     ///< "nature-single"
    std::string title;    ///< for people: "Nature, single column"
    std::string source;   ///< who says so: publisher and page
    std::string checked;  ///< when that was read: "2026-11"
    double widthMillimetres = 0.0;
    double mostHeightMillimetres = 0.0;  ///< 0: as high as one likes
    double fontPoints = 7.0;             ///< what is drawn
    double leastTextPoints = 5.0;
    double leastScriptPoints = 0.0;  ///< of exponents and indices; 0: as all text
    double mostTextPoints = 0.0;     ///< 0: any
    double leastLinePoints = 0.25;
    int dpi = 300;                     ///< the least for a raster
    std::string letters = "a";         ///< of a sheet's parts (SheetLayout::letters)
    std::vector<std::string> formats;  ///< suffixes that are taken, the best first: "pdf", "tiff"
    std::vector<std::string> unconfirmed;  ///< keys of the file that want a look at the journal

    /// "min_line_pt" and so on of `unconfirmed`.
    bool isUnconfirmed(const std::string& key) const;
};

/// A file of presets. Strict: an unknown key, a wrong type, a size that is none, two presets of a
/// name throw InputError naming source, preset and key.
std::vector<FigurePreset> readFigurePresets(const Json& json, const std::string& source);

/// Those that come with the program, in the order of resources/figures/presets.json; then those of
/// `own`, which replace the ones of the same name where they stand. A missing file is none. Throws
/// InputError for a file that is wrong.
std::vector<FigurePreset> figurePresets(const std::filesystem::path& own);
/// With the user's own: figure_presets.json in the settings folder (core/base/user_folders.h).
std::vector<FigurePreset> figurePresets();
std::filesystem::path ownFigurePresetsFile();

/// By name; "nature" is the first that begins with "nature-". Throws InputError naming `source` and
/// those that there are.
const FigurePreset& findFigurePreset(const std::vector<FigurePreset>& presets,
                                     const std::string& name, const std::string& source);

/// The figure as the preset asks: width, letters, least line; the height that the proportions give
/// (core/results/figure_size.h), at most what is allowed; the letters of a sheet. Its provenance
/// names the preset.
FigureSpec applyPreset(FigureSpec figure, const FigurePreset& preset);

}  // namespace nie
