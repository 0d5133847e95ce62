#include "widgets/figures/figure_preflight.h"

#include "widgets/figures/drawing_record.h"

#include <fmt/format.h>

#include <algorithm>

namespace nie {

namespace {

constexpr double kLeastLetters = 5.0;  ///< points, where no preset says otherwise
constexpr double kLeastLine = 0.25;
constexpr double kRounding = 0.02;       ///< points
constexpr double kAllowedOutside = 0.5;  ///< points that ink may leave the paper
constexpr double kAllowedOverlap = 0.6;  ///< points, along both axes
/// Exponents and indices are this much smaller than the figure's letters, or more.
constexpr double kScriptShare = 0.8;

std::string quotedText(const DrawnText& text)
{
    return fmt::format("\"{}\"", text.text.trimmed().toStdString());
}

/// "\"10\" and 3 more"
std::string namesOf(const std::vector<std::string>& texts)
{
    return texts.size() == 1 ? texts.front()
                             : fmt::format("{} and {} more", texts.front(), texts.size() - 1);
}

void checkLetters(const DrawingRecord& record, double fontPoints, const FigurePreset* preset,
                  std::vector<FigureWarning>& warnings)
{
    const double least = preset ? preset->leastTextPoints : kLeastLetters;
    const double leastScript =
        preset && preset->leastScriptPoints > 0.0 ? preset->leastScriptPoints : least;
    const double most = preset ? preset->mostTextPoints : 0.0;
    std::vector<std::string> small, large;
    double smallest = 0.0, limit = 0.0, largest = 0.0;
    for (const DrawnText& text : record.texts) {
        const double allowed = text.letterPoints < kScriptShare * fontPoints ? leastScript : least;
        if (text.letterPoints < allowed - kRounding) {
            small.push_back(quotedText(text));
            if (small.size() == 1 || text.letterPoints < smallest) {
                smallest = text.letterPoints;
                limit = allowed;
            }
        }
        if (most > 0.0 && text.letterPoints > most + kRounding) {
            large.push_back(quotedText(text));
            largest = std::max(largest, text.letterPoints);
        }
    }
    if (!small.empty())
        warnings.push_back(
            {FigureFault::LetterTooSmall, fmt::format("letters of {:.3g} pt, below {:.3g} pt: {}",
                                                      smallest, limit, namesOf(small))});
    if (!large.empty())
        warnings.push_back(
            {FigureFault::LetterTooLarge, fmt::format("letters of {:.3g} pt, above {:.3g} pt: {}",
                                                      largest, most, namesOf(large))});
}

void checkPlaces(const DrawingRecord& record, std::vector<FigureWarning>& warnings)
{
    const QRectF paper =
        record.page.adjusted(-kAllowedOutside, -kAllowedOutside, kAllowedOutside, kAllowedOutside);
    std::vector<std::string> cut, overlapping;
    for (std::size_t i = 0; i < record.texts.size(); ++i) {
        const DrawnText& text = record.texts[i];
        if (!paper.contains(text.ink))
            cut.push_back(quotedText(text));
        for (std::size_t k = 0; k < i; ++k) {
            const QRectF common = text.ink & record.texts[k].ink;
            if (common.width() > kAllowedOverlap && common.height() > kAllowedOverlap)
                overlapping.push_back(quotedText(record.texts[k]) + " over " + quotedText(text));
        }
    }
    if (!cut.empty())
        warnings.push_back({FigureFault::TextCut, "texts leave the paper: " + namesOf(cut)});
    if (!overlapping.empty())
        warnings.push_back(
            {FigureFault::TextsOverlap, "texts lie over each other: " + namesOf(overlapping)});
}

}  // namespace

std::vector<FigureWarning> preflight(const FigureSpec& figure, const FigurePreset* preset,
                                     const std::string& suffix, int dpi)
{
    std::vector<FigureWarning> warnings = checkDescription(figure, preset);
    const DrawingRecord record = recordDrawing(figure);
    checkLetters(record, figure.fontPoints, preset, warnings);
    const double leastLine = preset ? preset->leastLinePoints : kLeastLine;
    if (record.thinnestLine > 0.0 && record.thinnestLine < leastLine - kRounding)
        warnings.push_back(
            {FigureFault::LineTooThin,
             fmt::format("lines of {:.2g} pt, below {:.2g} pt", record.thinnestLine, leastLine)});
    checkPlaces(record, warnings);
    for (FigureWarning& warning : checkFile(preset, suffix, dpi))
        warnings.push_back(std::move(warning));
    return warnings;
}

}  // namespace nie
