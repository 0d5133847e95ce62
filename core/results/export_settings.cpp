#include "core/results/export_settings.h"

#include "core/base/error.h"
#include "core/config/equivalent_command.h"
#include "core/results/figure_size.h"

#include <fmt/format.h>

namespace nie {

namespace {

constexpr int kUsualDpi = 300;
constexpr double kLeastSide = 10.0;  ///< millimetres
constexpr double kGreatestSide = 2000.0;

double checkedNumber(double value, double least, double greatest, const char* option,
                     const char* unit)
{
    // The negated form refuses NaN, too.
    if (!(value >= least && value <= greatest))
        throw InputError(option, "out of range", fmt::format("{}", value),
                         fmt::format("{} to {} {}", least, greatest, unit));
    return value;
}

}  // namespace

FigureSpec figureForExport(FigureSpec figure, const ExportSettings& settings,
                           const std::vector<FigurePreset>& presets)
{
    if (!settings.preset.empty())
        figure =
            applyPreset(std::move(figure), findFigurePreset(presets, settings.preset, "--preset"));
    if (settings.width)
        figure = fittedToWidth(std::move(figure), checkedNumber(*settings.width, kLeastSide,
                                                                kGreatestSide, "--width", "mm"));
    if (settings.height)
        figure.heightMillimetres =
            checkedNumber(*settings.height, kLeastSide, kGreatestSide, "--height", "mm");
    if (settings.font)
        figure.fontPoints = checkedNumber(*settings.font, 1.0, 72.0, "--font", "pt");
    return figure;
}

int exportDpi(const ExportSettings& settings, const std::vector<FigurePreset>& presets)
{
    const int dpi = settings.dpi ? *settings.dpi
                    : settings.preset.empty()
                        ? kUsualDpi
                        : findFigurePreset(presets, settings.preset, "--preset").dpi;
    return static_cast<int>(checkedNumber(dpi, 10.0, 4800.0, "--dpi", "dots per inch"));
}

std::string exportCommand(const FigureSpec& figure, const ExportSettings& settings,
                          const std::string& file)
{
    if (figure.command.empty())
        return {};
    std::string line;
    for (const std::string& word : figure.command)
        line += shellQuoted(word) + " ";
    if (!settings.preset.empty())
        line += "--preset " + shellQuoted(settings.preset) + " ";
    if (settings.width)
        line += fmt::format("--width {} ", *settings.width);
    if (settings.height)
        line += fmt::format("--height {} ", *settings.height);
    if (settings.font)
        line += fmt::format("--font {} ", *settings.font);
    if (settings.dpi)
        line += fmt::format("--dpi {} ", *settings.dpi);
    return line + "-o " + shellQuoted(file);
}

}  // namespace nie
