#include "app/cli/figure_request.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/run_config.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

namespace nie::cli {

namespace {

std::string knownViewName(const std::string& name)
{
    static const std::map<std::string, std::string> others{{"compare", "field"},
                                                           {"space_time", "spacetime"}};
    const auto other = others.find(name);
    const std::string known = other == others.end() ? name : other->second;
    const auto& names = runViewNames();
    const auto& inSpace = spaceViewNames();
    if (std::find(inSpace.begin(), inSpace.end(), known) != inSpace.end())
        throw InputError("--view",
                         "is drawn by the window alone, with OpenGL: open the run there, choose it "
                         "on the Fields page and press Export figure",
                         known, fmt::format("{}", fmt::join(names, ", ")));
    if (std::find(names.begin(), names.end(), known) == names.end())
        throw InputError("--view", "unknown view", "'" + name + "'",
                         fmt::format("{}", fmt::join(names, ", ")));
    return known;
}

FieldLook lookGiven(const std::string& text)
{
    const bool inPlace = text.starts_with("{");
    const std::string source = inPlace ? "--look" : text;
    return fieldLookFromJson(parseJson(inPlace ? text : readFile(text), source), source);
}

void chooseAttention(AttentionChoice& choice, const AttentionRequest& request)
{
    choice.layer = request.layer;
    if (request.head != "all")
        choice.head = headsOf(request, 1).front();
    choice.iteration = questionOf(request).iteration;
    if (!request.query.empty())
        choice.query = pointOf(request.query);
    choice.reverse = request.reverse;
    choice.at = request.at;
    choice.part = partOf(request);
    choice.merging = mergingOf(request);
}

std::int64_t channelNamed(const std::string& wanted, const PredictionSnapshot& sample)
{
    const auto& names = sample.channels;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (wanted == names[i] || wanted == std::to_string(i))
            return static_cast<std::int64_t>(i);
    throw InputError("--channel", "there is no such channel", wanted,
                     fmt::format("0 to {}, or {}", names.size() - 1, fmt::join(names, ", ")));
}

std::int64_t timeNearestTo(double wanted, const std::vector<double>& times)
{
    const auto nearer = [wanted](double one, double other) {
        return std::abs(one - wanted) < std::abs(other - wanted);
    };
    return std::min_element(times.begin(), times.end(), nearer) - times.begin();
}

void addSampleOptions(CLI::App& command, FigureRequest& request)
{
    command
        .add_option("--checkpoint", request.checkpoint,
                    "best, final or step-N (default: best if there is one, else final)")
        ->type_name("NAME");
    command
        .add_option("--split", request.split,
                    "Which samples: test (default), validation or training")
        ->type_name("SET")
        ->check(CLI::IsMember({"test", "validation", "training"}).description(""));
    command.add_option("--sample", request.sample, "Number in the set, from 0 (default: 0)")
        ->type_name("I");
    command.add_option("--time", request.time, "Nearest to this time (default: the last)")
        ->type_name("T");
    command.add_option("--channel", request.channel, "Number from 0, or name")->type_name("C");
    command
        .add_option("--look", request.look,
                    "How fields look: a JSON file, or the JSON itself (docs/figures.md)")
        ->type_name("JSON");
}

void addAttentionOptions(CLI::App& command, AttentionRequest& request)
{
    command.add_option("--layer", request.layer, "Of attention, from 0 (default: 0)")
        ->type_name("L");
    command.add_option("--head", request.head, "Of attention, from 0 (default: all of the layer)")
        ->type_name("H");
    command
        .add_option("--iteration", request.iteration,
                    "Iterate of the solve, from 0; last (default): the solution")
        ->type_name("K");
    command
        .add_option("--query", request.query,
                    "Only what the token nearest to this place and time attends to")
        ->type_name("X,Y,T");
    command.add_flag("--reverse", request.reverse, "Of the query: what attends to it");
    command
        .add_option("--at", request.at,
                    "Of a query in the plane: only the time nearest to this one")
        ->type_name("T");
    command
        .add_option("--part", request.part,
                    "Of attention: between tokens (default), times or cells")
        ->type_name("PART");
    command
        .add_option("--merge", request.merging,
                    "What stands for many tokens: their mean (default) or the greatest")
        ->type_name("HOW");
}

void addSizeOptions(CLI::App& command, FigureRequest& request)
{
    command
        .add_option("--preset", request.preset,
                    "What a journal asks: a name of --list-presets; nature is nature-single")
        ->type_name("NAME");
    command.add_option("--width", request.width, "In mm, or with a unit: 3.5in")
        ->type_name("LENGTH");
    command
        .add_option("--height", request.height,
                    "Likewise (default: as the proportions of the figure give)")
        ->type_name("LENGTH");
    command.add_option("--font", request.font, "Size of the letters in points")->type_name("PT");
    command.add_option("--dpi", request.dpi, "Dots per inch of PNG and TIFF (default: 300)")
        ->type_name("N");
    command.add_option("--sheet", request.sheet, "Several views on one sheet, rows x columns: 2x2")
        ->type_name("RxC");
    command
        .add_option("--letters", request.letters,
                    "Of the sheet: a (default), A, (a), (A) or none; a preset has its own")
        ->type_name("STYLE")
        ->check(CLI::IsMember({"a", "A", "(a)", "(A)", "none"}).description(""));
}

}  // namespace

void addFigureOptions(CLI::App& command, FigureRequest& request)
{
    request.attention.head = "all";
    command.add_option("RUN_DIR", request.folder, "A run folder")->type_name("");
    command
        .add_option("--view", request.views,
                    "loss, residual, curves, phase, field, spacetime, profile, error, attention "
                    "or kernel; several for a sheet")
        ->type_name("NAME")
        ->allow_extra_args(false);
    addSampleOptions(command, request);
    addAttentionOptions(command, request.attention);
    addSizeOptions(command, request);
    command
        .add_option("-o,--output", request.file,
                    "What to write: .pdf, .svg, .eps, .png, .tif, .csv, .npz or .npy; replaced if "
                    "there is one")
        ->type_name("FILE");
    command.add_option("--numbers", request.numbers, "Also the numbers behind it: csv or npz")
        ->type_name("KIND")
        ->check(CLI::IsMember({"csv", "npz"}).description(""));
    command.add_flag("--list-presets", request.listPresets, "Only tells which presets there are");
    command.add_flag("--json", request.json, "Print JSON");
}

double readLength(const std::string& text, const std::string& option)
{
    static const std::map<std::string, double> units{
        {"", 1.0}, {"mm", 1.0}, {"cm", 10.0}, {"in", 25.4}};
    double length = 0.0;
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, length);
    const auto unit = units.find(std::string(rest, end));
    if (error != std::errc() || unit == units.end() || !(length > 0.0) || !std::isfinite(length))
        throw InputError(option, "not a length", "'" + text + "'",
                         "a number, alone or with mm, cm or in");
    return length * unit->second;
}

ExportSettings exportSettingsOf(const FigureRequest& request)
{
    ExportSettings settings;
    settings.preset = request.preset;
    if (!request.width.empty())
        settings.width = readLength(request.width, "--width");
    if (!request.height.empty())
        settings.height = readLength(request.height, "--height");
    settings.font = request.font;
    settings.dpi = request.dpi;
    return settings;
}

RunView requestedView(const FigureRequest& request, const std::string& name)
{
    RunView view;
    view.name = knownViewName(name);
    view.checkpoint = request.checkpoint;
    view.split = request.split;
    view.sample = request.sample;
    if (!request.look.empty())
        view.look = lookGiven(request.look);
    if (const auto kind = view.kind())
        view.look.kind = *kind;
    AttentionRequest attention = request.attention;
    attention.file = request.file;
    if (view.name == "attention")
        chooseAttention(view.attention, attention);
    return view;
}

RunView fittedView(const FigureRequest& request, RunView view, const PredictionSnapshot& sample)
{
    if (!request.channel.empty())
        view.look.channel = channelNamed(request.channel, sample);
    if (request.time)
        view.look.time = timeNearestTo(*request.time, sample.times);
    else if (request.look.empty() && drawsOneTime(view.look.kind))
        view.look.time = sample.timeCount() - 1;
    return view;
}

}  // namespace nie::cli
