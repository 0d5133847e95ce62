#include "core/results/figure_check.h"

#include "core/results/figure_sheet.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>

namespace nie {

namespace {

constexpr double kTolerance = 0.05;  ///< millimetres
/// Dashes and marks that the painter has before it must use one again.
constexpr std::size_t kLineLooks = 5;
constexpr std::size_t kMarkLooks = 4;
/// Words of titles of numbers without a unit.
constexpr std::array kPlainWords{"step",      "steps",       "epoch",    "epochs",   "loss",
                                 "iteration", "index",       "token",    "sample",   "samples",
                                 "count",     "number",      "weight",   "residual", "relative",
                                 "share",     "r2",          "coupling", "horizon",  "mse",
                                 "kernel",    "probability", "head",     "layer",    "seed"};

std::string inSmallLetters(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/// The words of letters and digits in a text.
std::set<std::string> wordsIn(const std::string& text)
{
    std::set<std::string> words;
    std::string word;
    for (const char c : inSmallLetters(text) + " ") {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
            word += c;
        } else if (!word.empty()) {
            words.insert(word);
            word.clear();
        }
    }
    return words;
}

void checkAxis(const AxisSpec& axis, const std::string& name, std::set<std::string>& untitled,
               std::set<std::string>& unitless)
{
    if (axis.bare)
        return;
    if (axis.label.empty())
        untitled.insert(name);
    else if (axis.names.empty() && !namesUnit(axis.label))
        unitless.insert(fmt::format("\"{}\"", axis.label));
}

/// Whether some series look alike but for their colour.
bool differsByColourAlone(const PanelSpec& panel)
{
    using Style = SeriesSpec::Style;
    std::map<Style, std::set<std::string>> colours;
    for (const SeriesSpec& series : panel.series)
        if (!series.faint && !series.label.empty())
            colours[series.style].insert(series.exactColour.empty() ? std::to_string(series.colour)
                                                                    : series.exactColour);
    return std::any_of(colours.begin(), colours.end(), [](const auto& each) {
        return each.second.size() > (each.first == Style::Points ? kMarkLooks : kLineLooks);
    });
}

void checkSize(const FigureSpec& figure, const FigurePreset& preset,
               std::vector<FigureWarning>& warnings)
{
    if (figure.widthMillimetres > preset.widthMillimetres + kTolerance)
        warnings.push_back({FigureFault::TooWide, fmt::format("{:.4g} mm wide; {} takes {:.4g} mm",
                                                              figure.widthMillimetres, preset.title,
                                                              preset.widthMillimetres)});
    if (preset.mostHeightMillimetres > 0.0 &&
        figure.heightMillimetres > preset.mostHeightMillimetres + kTolerance)
        warnings.push_back(
            {FigureFault::TooHigh,
             fmt::format("{:.4g} mm high; {} takes {:.4g} mm at the most", figure.heightMillimetres,
                         preset.title, preset.mostHeightMillimetres)});
}

}  // namespace

std::string figureFaultName(FigureFault fault)
{
    constexpr std::array kNames{"too_wide",         "too_high",      "no_axis_title",
                                "no_unit",          "colour_alone",  "letter_too_small",
                                "letter_too_large", "line_too_thin", "text_cut",
                                "texts_overlap",    "format",        "too_coarse"};
    return kNames[static_cast<std::size_t>(fault)];
}

bool namesUnit(const std::string& title)
{
    const auto open = title.find_first_of("([");
    if (open != std::string::npos && title.find_first_of(")]", open + 2) != std::string::npos)
        return true;
    if (title.find(" / ") != std::string::npos)  // "t / s"
        return true;
    const std::set<std::string> words = wordsIn(title);
    return std::any_of(kPlainWords.begin(), kPlainWords.end(),
                       [&words](const char* word) { return words.count(word) > 0; });
}

std::vector<FigureWarning> checkDescription(const FigureSpec& figure, const FigurePreset* preset)
{
    std::vector<FigureWarning> warnings;
    if (preset)
        checkSize(figure, *preset, warnings);
    std::set<std::string> untitled, unitless;
    bool colourAlone = false;
    for (const FigureSpec& part : drawnParts(figure))
        for (std::size_t i = 0; i < part.panels.size(); ++i) {
            const PanelSpec& panel = part.panels[i];
            const std::string name = panel.title.empty() ? fmt::format("panel {}", i + 1)
                                                         : fmt::format("\"{}\"", panel.title);
            checkAxis(panel.x, "x of " + name, untitled, unitless);
            checkAxis(panel.y, "y of " + name, untitled, unitless);
            if (panel.image && panel.image->colourBar)
                checkAxis({.label = panel.image->label}, "colour bar of " + name, untitled,
                          unitless);
            colourAlone = colourAlone || differsByColourAlone(panel);
        }
    if (!untitled.empty())
        warnings.push_back({FigureFault::NoAxisTitle,
                            fmt::format("axes without a title: {}", fmt::join(untitled, ", "))});
    if (!unitless.empty())
        warnings.push_back(
            {FigureFault::NoUnit,
             fmt::format("axes without a unit in parentheses: {}", fmt::join(unitless, ", "))});
    if (colourAlone)
        warnings.push_back({FigureFault::ColourAlone,
                            "more curves than dashes: some differ by their colour alone"});
    return warnings;
}

std::vector<FigureWarning> checkFile(const FigurePreset* preset, const std::string& suffix, int dpi)
{
    if (!preset || suffix.empty())
        return {};
    std::vector<FigureWarning> warnings;
    const std::string format = suffix == ".tif" ? "tiff" : suffix.substr(1);
    const bool isNumbers = format == "csv" || format == "npz" || format == "npy";
    const auto& taken = preset->formats;
    if (!isNumbers && !taken.empty() &&
        std::find(taken.begin(), taken.end(), format) == taken.end())
        warnings.push_back({FigureFault::Format, fmt::format("{} takes {}, not {}", preset->title,
                                                             fmt::join(taken, ", "), format)});
    if ((format == "png" || format == "tiff") && dpi < preset->dpi)
        warnings.push_back({FigureFault::TooCoarse, fmt::format("{} dpi; {} takes {} at the least",
                                                                dpi, preset->title, preset->dpi)});
    return warnings;
}

}  // namespace nie
