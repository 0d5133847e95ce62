#include "app/cli/commands.h"
#include "app/cli/figure_output.h"
#include "app/cli/figure_request.h"
#include "app/cli/interrupt_watch.h"
#include "app/cli/run_view_drawer.h"
#include "core/base/error.h"
#include "core/results/figure_sheet.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <memory>

namespace nie::cli {

namespace {

Json presetToJson(const FigurePreset& preset)
{
    return {{"name", preset.name},
            {"title", preset.title},
            {"source", preset.source},
            {"checked", preset.checked},
            {"width_mm", preset.widthMillimetres},
            {"max_height_mm", preset.mostHeightMillimetres},
            {"font_pt", preset.fontPoints},
            {"min_text_pt", preset.leastTextPoints},
            {"min_line_pt", preset.leastLinePoints},
            {"dpi", preset.dpi},
            {"letters", preset.letters},
            {"formats", preset.formats},
            {"unconfirmed", preset.unconfirmed}};
}

int listPresets(bool asJson)
{
    const std::vector<FigurePreset> presets = figurePresets();
    if (asJson) {
        Json list = Json::array();
        for (const FigurePreset& preset : presets)
            list.push_back(presetToJson(preset));
        fmt::print("{}\n", list.dump(2));
        return 0;
    }
    fmt::print("{:<16} {:<34} {:>8} {:>8} {:>5} {:>5}  {}\n", "name", "", "mm wide", "mm high",
               "pt", "dpi", "files");
    for (const FigurePreset& preset : presets)
        fmt::print("{:<16} {:<34} {:>8g} {:>8} {:>5g} {:>5}  {}\n", preset.name, preset.title,
                   preset.widthMillimetres,
                   preset.mostHeightMillimetres > 0
                       ? fmt::format("{:g}", preset.mostHeightMillimetres)
                       : std::string("any"),
                   preset.fontPoints, preset.dpi, fmt::join(preset.formats, " "));
    fmt::print("\nYour own: {}\n", ownFigurePresetsFile().string());
    return 0;
}

/// The figure of the one view, or the sheet of several.
FigureSpec composed(const FigureRequest& request, RunViewDrawer& drawer)
{
    std::vector<FigureSpec> figures;
    for (const std::string& name : request.views)
        figures.push_back(drawer.draw(requestedView(request, name)));
    if (request.sheet.empty())
        return figures.front();
    SheetLayout layout = readSheetLayout(request.sheet, "--sheet");
    layout.letters = request.letters == "none" ? std::string() : request.letters;
    return composeSheet(figures, layout);
}

/// What is wrong with the line itself.
void checkRequest(const FigureRequest& request)
{
    if (request.folder.empty())
        throw InputError("RUN_DIR", "is missing", {}, "a run folder");
    if (request.file.empty())
        throw InputError("-o", "is missing", {}, "the file to write");
    if (request.views.empty())
        throw InputError("--view", "is missing", {},
                         fmt::format("{}", fmt::join(runViewNames(), ", ")));
    if (request.views.size() > 1 && request.sheet.empty())
        throw InputError("--view", "several views need a sheet",
                         fmt::format("{} views", request.views.size()), "--sheet 2x2");
    if (!request.sheet.empty()) {
        const SheetLayout layout = readSheetLayout(request.sheet, "--sheet");
        if (static_cast<int>(request.views.size()) > layout.rows * layout.columns)
            throw InputError("--sheet", "has fewer cells than there are views", request.sheet,
                             fmt::format("for {} views", request.views.size()));
    }
    for (const std::string& name : request.views)
        requestedView(request, name);
    requireFigureFile(request.file);
}

bool isRaster(const std::filesystem::path& file)
{
    const std::string suffix = file.extension().string();
    return suffix == ".png" || suffix == ".tif" || suffix == ".tiff";
}

Json writtenToJson(const FigureRequest& request, const FigureSpec& figure, int dpi,
                   const std::vector<FigureWarning>& warnings)
{
    Json json = {
        {"file", request.file.string()},       {"views", request.views},
        {"width_mm", figure.widthMillimetres}, {"height_mm", figure.heightMillimetres},
        {"font_pt", figure.fontPoints},        {"bytes", std::filesystem::file_size(request.file)}};
    if (isRaster(request.file)) {
        json["dpi"] = dpi;
        json["pixels"] = {std::lround(figure.widthMillimetres * dpi / 25.4),
                          std::lround(figure.heightMillimetres * dpi / 25.4)};
    }
    json["warnings"] = Json::array();
    for (const FigureWarning& warning : warnings)
        json["warnings"].push_back(
            {{"fault", figureFaultName(warning.fault)}, {"text", warning.text}});
    for (const auto& [key, value] : figure.provenance)
        if (!json.contains(key) && key != "view")
            json[key] = value;
    return json;
}

int writeFigure(const FigureRequest& request)
{
    if (request.listPresets)
        return listPresets(request.json);
    checkRequest(request);
    const std::vector<FigurePreset> presets = figurePresets();
    const ExportSettings settings = exportSettingsOf(request);
    const FigurePreset* preset =
        settings.preset.empty() ? nullptr : &findFigurePreset(presets, settings.preset, "--preset");
    const int dpi = exportDpi(settings, presets);
    figureForExport({}, settings, presets);  // refused before anything is computed
    std::stop_source stop;
    const InterruptWatch watch([&stop] { stop.request_stop(); });
    RunViewDrawer drawer(request, stop.get_token());
    const FigureSpec figure = figureForExport(composed(request, drawer), settings, presets);
    std::vector<std::filesystem::path> files{request.file};
    if (!request.numbers.empty())
        files.push_back(
            std::filesystem::path(request.file).replace_extension("." + request.numbers));
    const auto warnings = writeFigureFiles(figure, files, dpi, preset);
    for (const FigureWarning& warning : warnings)
        fmt::print(stderr, "{}: {}\n", request.file.filename().string(), warning.text);
    if (request.json) {
        Json json = writtenToJson(request, figure, dpi, warnings);
        if (!drawer.kernelNumbers().is_null())
            json["kernel"] = drawer.kernelNumbers();
        fmt::print("{}\n", json.dump(2));
        return 0;
    }
    fmt::print("{}: {}, {:.4g} x {:.4g} mm\n", request.file.string(),
               fmt::join(request.views, ", "), figure.widthMillimetres, figure.heightMillimetres);
    if (!drawer.kernelText().empty())
        fmt::print("{}\n", drawer.kernelText());
    return 0;
}

}  // namespace

void addFigureCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command =
        program.add_subcommand("figure", "Draw a view of a run for a paper: size, letters, file");
    const auto request = std::make_shared<FigureRequest>();
    addFigureOptions(*command, *request);
    command->footer("What a journal would send back is said on standard error.\n\n"
                    "Examples:\n"
                    "  nie figure runs/spirals --view loss --preset nature -o loss.pdf\n"
                    "  nie figure runs/burgers --view spacetime --sample 3 --width 120 -o u.svg\n"
                    "  nie figure runs/spirals --sheet 1x2 --view loss --view phase -o sheet.pdf\n"
                    "  nie figure --list-presets");
    command->callback([request, &chosen] { chosen = [request] { return writeFigure(*request); }; });
}

}  // namespace nie::cli
