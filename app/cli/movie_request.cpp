#include "app/cli/movie_request.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/run_config.h"
#include "core/results/run_view.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <regex>

namespace nie::cli {

namespace {

/// Width and height, of which the second may be missing, and their unit.
void setSize(MoviePlan& plan, const std::string& text)
{
    static const std::regex pattern(R"(([0-9]+(?:\.[0-9]+)?)(?:x([0-9]+(?:\.[0-9]+)?))?(mm|px)?)");
    std::smatch match;
    if (!std::regex_match(text, match, pattern))
        throw InputError("--size", "not a size", "'" + text + "'",
                         "pixels such as 1280x720 or 1280, or millimetres such as 89x60mm");
    plan.width = std::stod(match[1]);
    plan.height = match[2].matched ? std::stod(match[2]) : 0.0;
    plan.unit = match[3] == "mm" ? "mm" : "px";
}

/// A look, or the plan of a movie as --json prints it.
void readLook(MoviePlan& plan, const std::string& text)
{
    const bool inPlace = text.starts_with("{");
    const std::string source = inPlace ? "--look" : text;
    const Json json = parseJson(inPlace ? text : readFile(text), source);
    if (json.is_object() && json.contains("look"))
        plan = moviePlanFromJson(json, source);
    else
        plan.look = fieldLookFromJson(json, source);
}

/// The names of kinds of views, as of `nie figure`.
std::string viewNames(const std::vector<FieldKind>& kinds)
{
    std::vector<std::string> names;
    for (const FieldKind kind : kinds)
        names.push_back(runViewName(kind));
    return fmt::format("{}", fmt::join(names, ", "));
}

FieldKind viewKind(const std::string& name)
{
    const std::vector<FieldKind> kinds{FieldKind::Compare, FieldKind::SpaceTime, FieldKind::Profile,
                                       FieldKind::Curves,  FieldKind::Phase,     FieldKind::Error};
    const auto found = std::find_if(kinds.begin(), kinds.end(),
                                    [&name](FieldKind kind) { return runViewName(kind) == name; });
    if (found == kinds.end())
        throw InputError("--view", "unknown view", name, viewNames(kinds));
    return *found;
}

void setView(FieldLook& look, const MovieRequest& request, const PredictionSnapshot& sample)
{
    const std::vector<FieldKind> kinds = fieldKindsOf(sample);
    if (request.view.empty()) {
        if (request.look.empty())
            look.kind = kinds.front();
        return;
    }
    look.kind = viewKind(request.view);
    if (std::find(kinds.begin(), kinds.end(), look.kind) == kinds.end())
        throw InputError("--view", "says nothing about such a sample", request.view,
                         viewNames(kinds));
}

void setChannel(FieldLook& look, const std::string& wanted, const PredictionSnapshot& sample)
{
    if (wanted.empty())
        return;
    const auto& names = sample.channels;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (wanted == names[i] || wanted == std::to_string(i)) {
            look.channel = static_cast<std::int64_t>(i);
            return;
        }
    throw InputError("--channel", "there is no such channel", wanted,
                     fmt::format("0 to {}, or {}", names.size() - 1, fmt::join(names, ", ")));
}

/// The first and the last place between two ends, of places that rise. Throws where none is.
void setRange(MoviePlan& plan, const MovieRequest& request, const std::vector<double>& places)
{
    if (places.empty())
        return;
    if (request.from) {
        const auto at = std::lower_bound(places.begin(), places.end(), *request.from);
        plan.first = at - places.begin();
    }
    if (request.to) {
        const auto at = std::upper_bound(places.begin(), places.end(), *request.to);
        plan.last = at - places.begin() - 1;
    }
    const auto count = static_cast<std::int64_t>(places.size());
    const std::int64_t last = request.to ? plan.last : count - 1;
    if ((request.from || request.to) && (plan.first > last || plan.first >= count))
        throw InputError("--from, --to", "no frame lies between them",
                         fmt::format("{} to {}", request.from.value_or(places.front()),
                                     request.to.value_or(places.back())),
                         fmt::format("{} to {}", places.front(), places.back()));
}

std::int64_t nearestTime(const std::vector<double>& times, double wanted)
{
    const auto nearer = [wanted](double one, double other) {
        return std::abs(one - wanted) < std::abs(other - wanted);
    };
    return std::min_element(times.begin(), times.end(), nearer) - times.begin();
}

}  // namespace

MoviePlan requestedPlan(const MovieRequest& request)
{
    MoviePlan plan;
    if (!request.look.empty())
        readLook(plan, request.look);
    if (request.overCheckpoints)
        plan.over = "checkpoints";
    if (request.time && plan.over == "time")
        throw InputError("--time", "the frames follow the times", fmt::format("{}", *request.time),
                         "with --over-checkpoints");
    if (!request.view.empty())
        plan.look.kind = viewKind(request.view);
    plan.every = request.every.value_or(plan.every);
    plan.framesPerSecond = request.framesPerSecond.value_or(plan.framesPerSecond);
    plan.loops = request.loops.value_or(plan.loops);
    plan.dpi = request.dpi.value_or(plan.dpi);
    plan.annotations = plan.annotations && !request.plain;
    if (!request.size.empty())
        setSize(plan, request.size);
    movieSize(plan, {});  // refused before anything is computed
    return plan;
}

MoviePlan fittedPlan(const MovieRequest& request, MoviePlan plan, const PredictionSnapshot& sample,
                     const std::vector<CheckpointEntry>& checkpoints)
{
    setView(plan.look, request, sample);
    setChannel(plan.look, request.channel, sample);
    if (plan.over == "time") {
        setRange(plan, request, sample.times);
        movieFrames(plan, sample.timeCount());
        return plan;
    }
    std::vector<double> steps;
    for (const CheckpointEntry& checkpoint : checkpoints)
        steps.push_back(static_cast<double>(checkpoint.step));
    setRange(plan, request, steps);
    movieFrames(plan, static_cast<std::int64_t>(steps.size()));
    if (request.time)
        plan.look.time = nearestTime(sample.times, *request.time);
    else if (request.look.empty())
        plan.look.time = sample.timeCount() - 1;  // what is hardest to predict
    return plan;
}

namespace {

void addMovieSelection(CLI::App& command, MovieRequest& request)
{
    command.add_option("RUN_DIR", request.folder, "A run folder")->type_name("")->required();
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
    command.add_flag("--over-checkpoints", request.overCheckpoints,
                     "How the prediction was learned: one frame a checkpoint, not a time");
    command
        .add_option("--view", request.view,
                    "field, spacetime, profile, curves, phase or error (default: the first "
                    "that the sample has)")
        ->type_name("KIND");
    command.add_option("--channel", request.channel, "Number from 0, or name (default: 0)")
        ->type_name("C");
    command
        .add_option("--time", request.time,
                    "With --over-checkpoints: the time that is shown (default: the last)")
        ->type_name("T");
    command
        .add_option("--look", request.look,
                    "A look or the plan of a movie, as --json prints it: a file, or the JSON")
        ->type_name("JSON");
}

}  // namespace

void addMovieOptions(CLI::App& command, MovieRequest& request)
{
    addMovieSelection(command, request);
    command.add_option("--from", request.from, "First time, or step of a checkpoint")
        ->type_name("T");
    command.add_option("--to", request.to, "Last time, or step of a checkpoint")->type_name("T");
    command.add_option("--every", request.every, "Only every so many-th frame (default: 1)")
        ->type_name("N")
        ->check(CLI::PositiveNumber.description(""));
    command.add_option("--fps", request.framesPerSecond, "Frames a second (default: 10)")
        ->type_name("N")
        ->check(CLI::Range(0.1, 120.0).description(""));
    command
        .add_option("--loops", request.loops,
                    "How often it is shown (default: 0, which is for ever in a GIF, else once)")
        ->type_name("N")
        ->check(CLI::Range(0, 1000).description(""));
    command
        .add_option("--size", request.size,
                    "In pixels, or in mm with that behind it; without H as the figure wants it "
                    "(default: 1280)")
        ->type_name("WxH");
    command
        .add_option("--dpi", request.dpi,
                    "Pixels an inch: how large texts are, and millimetres (default: 160)")
        ->type_name("N")
        ->check(CLI::Range(20, 1200).description(""));
    command.add_flag("--plain", request.plain, "No titles, axes, colour bars and legends");
    command
        .add_option("-o,--output", request.file,
                    "Write .mp4, .webm, .gif, .ogv, NAME.png (NAME_0001.png, ...) or a folder of "
                    "PNG frames; replaced if there is one")
        ->type_name("FILE")
        ->required();
    command.add_flag("--json", request.json, "Print JSON");
    command.add_flag("--quiet", request.quiet, "No progress");
}

}  // namespace nie::cli
