#include "core/results/figure_preset.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/user_folders.h"
#include "core/config/options.h"
#include "core/config/run_config.h"
#include "core/results/embedded_figure_presets.h"
#include "core/results/figure_sheet.h"
#include "core/results/figure_size.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <set>

namespace nie {

namespace {

/// The keys of a preset that are numbers or texts.
struct PresetOptions {
    std::string name;
    std::string title;
    std::string source;
    std::string checked;
    double width = 0.0;
    double mostHeight = 0.0;
    double font = 7.0;
    double leastText = 5.0;
    double leastScript = 0.0;
    double mostText = 0.0;
    double leastLine = 0.25;
    std::int64_t dpi = 300;
    std::string letters = "a";

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("name", name, {.description = "what it is called"});
        v("title", title, {.description = "what people read"});
        v("source", source, {.description = "publisher and page"});
        v("checked", checked, {.description = "when it was read"});
        v("width_mm", width, {.description = "width", .minimum = 10.0, .maximum = 1000.0});
        v("max_height_mm", mostHeight,
          {.description = "greatest height; 0: any", .minimum = 0.0, .maximum = 2000.0});
        v("font_pt", font, {.description = "letters", .minimum = 1.0, .maximum = 72.0});
        v("min_text_pt", leastText, {.description = "smallest letters", .minimum = 0.0});
        v("min_script_pt", leastScript, {.description = "smallest exponents", .minimum = 0.0});
        v("max_text_pt", mostText, {.description = "largest letters; 0: any", .minimum = 0.0});
        v("min_line_pt", leastLine,
          {.description = "thinnest line", .minimum = 0.0, .maximum = 10.0});
        v("dpi", dpi, {.description = "resolution", .minimum = 10.0, .maximum = 4800.0});
        v("letters", letters,
          {.description = "of a sheet", .choices = {"a", "A", "(a)", "(A)", "none"}});
    }
};

std::vector<std::string> textList(const Json& preset, const char* key, const std::string& where)
{
    std::vector<std::string> texts;
    if (!preset.contains(key))
        return texts;
    const Json& list = preset.at(key);
    const bool good =
        list.is_array() &&
        std::all_of(list.begin(), list.end(), [](const Json& each) { return each.is_string(); });
    if (!good)
        throw InputError(where + "." + key, "wrong type", list.dump(), "a list of texts");
    for (const Json& each : list)
        texts.push_back(each.get<std::string>());
    return texts;
}

FigurePreset presetOf(const Json& json, const std::string& source, const std::string& path)
{
    if (!json.is_object())
        throw InputError(source + ": " + path, "wrong type", json.dump(), "an object");
    const auto read = readOptions<PresetOptions>(json, source, path, {"formats", "unconfirmed"});
    const std::string where = source + ": " + path;
    for (const char* needed : {"name", "width_mm"})
        if (!json.contains(needed))
            throw InputError(where, fmt::format("has no {}", needed));
    FigurePreset preset;
    preset.name = read.name;
    preset.title = read.title.empty() ? read.name : read.title;
    preset.source = read.source;
    preset.checked = read.checked;
    preset.widthMillimetres = read.width;
    preset.mostHeightMillimetres = read.mostHeight;
    preset.fontPoints = read.font;
    preset.leastTextPoints = read.leastText;
    preset.leastScriptPoints = read.leastScript;
    preset.mostTextPoints = read.mostText;
    preset.leastLinePoints = read.leastLine;
    preset.dpi = static_cast<int>(read.dpi);
    preset.letters = read.letters == "none" ? std::string() : read.letters;
    preset.formats = textList(json, "formats", where);
    preset.unconfirmed = textList(json, "unconfirmed", where);
    for (const std::string& key : preset.unconfirmed)
        if (!json.contains(key))
            throw InputError(where + ".unconfirmed", "names no key of the preset", "'" + key + "'");
    return preset;
}

/// A sheet's letters in the preset's style; sheets without letters stay so.
void writeLetters(FigureSpec& figure, const std::string& style)
{
    const bool lettered = std::any_of(figure.parts.begin(), figure.parts.end(),
                                      [](const FigureSpec& part) { return !part.letter.empty(); });
    for (std::size_t i = 0; lettered && i < figure.parts.size(); ++i)
        figure.parts[i].letter = sheetLetter(style, i);
}

}  // namespace

bool FigurePreset::isUnconfirmed(const std::string& key) const
{
    return std::find(unconfirmed.begin(), unconfirmed.end(), key) != unconfirmed.end();
}

std::vector<FigurePreset> readFigurePresets(const Json& json, const std::string& source)
{
    if (!json.is_object() || !json.contains("presets") || !json.at("presets").is_array())
        throw InputError(source, "holds no list of presets", {}, "{\"presets\": [...]}");
    for (const auto& [key, value] : json.items())
        if (key != "presets" && key != "about")
            throw InputError(source + ": " + key, "unknown key", {}, "presets, about");
    std::vector<FigurePreset> presets;
    std::set<std::string> names;
    const Json& list = json.at("presets");
    for (std::size_t i = 0; i < list.size(); ++i) {
        presets.push_back(presetOf(list.at(i), source, fmt::format("presets[{}]", i)));
        if (!names.insert(presets.back().name).second)
            throw InputError(source, "two presets have the same name", presets.back().name);
    }
    return presets;
}

std::vector<FigurePreset> figurePresets(const std::filesystem::path& own)
{
    std::vector<FigurePreset> presets;
    for (const EmbeddedFile& file : embeddedFigurePresets()) {
        const std::string source = "resources/figures/" + std::string(file.name);
        presets = readFigurePresets(parseJson(std::string(file.text), source), source);
    }
    std::error_code missing;
    if (own.empty() || !std::filesystem::exists(own, missing))
        return presets;
    const auto added = readFigurePresets(parseJson(readFile(own), own.string()), own.string());
    for (const FigurePreset& preset : added) {
        const auto same =
            std::find_if(presets.begin(), presets.end(),
                         [&preset](const FigurePreset& each) { return each.name == preset.name; });
        if (same == presets.end())
            presets.push_back(preset);
        else
            *same = preset;
    }
    return presets;
}

std::vector<FigurePreset> figurePresets()
{
    return figurePresets(ownFigurePresetsFile());
}

std::filesystem::path ownFigurePresetsFile()
{
    const std::filesystem::path folder = userConfigFolder();
    return folder.empty() ? folder : folder / "figure_presets.json";
}

const FigurePreset& findFigurePreset(const std::vector<FigurePreset>& presets,
                                     const std::string& name, const std::string& source)
{
    std::vector<std::string> known;
    const FigurePreset* family = nullptr;
    for (const FigurePreset& preset : presets) {
        if (preset.name == name)
            return preset;
        if (!family && !name.empty() && preset.name.rfind(name + "-", 0) == 0)
            family = &preset;
        known.push_back(preset.name);
    }
    if (family)
        return *family;
    throw InputError(source, "unknown preset", "'" + name + "'",
                     fmt::format("{}", fmt::join(known, ", ")));
}

FigureSpec applyPreset(FigureSpec figure, const FigurePreset& preset)
{
    const double highest = preset.mostHeightMillimetres > 0.0
                               ? preset.mostHeightMillimetres
                               : std::numeric_limits<double>::infinity();
    figure = fittedToWidth(std::move(figure), preset.widthMillimetres, highest);
    figure.heightMillimetres = std::min(figure.heightMillimetres, highest);
    figure.fontPoints = preset.fontPoints;
    figure.leastLinePoints = preset.leastLinePoints;
    writeLetters(figure, preset.letters);
    std::erase_if(figure.provenance, [](const auto& entry) { return entry.first == "preset"; });
    figure.provenance.emplace_back("preset", preset.name);
    return figure;
}

}  // namespace nie
