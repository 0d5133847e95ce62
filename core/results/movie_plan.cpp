#include "core/results/movie_plan.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

constexpr double kMillimetresPerDot = 25.4;  // divided by dpi
constexpr int kFewestPixels = 16;
constexpr int kMostPixels = 8192;

void removeAnnotations(FigureSpec& figure)
{
    figure.title.clear();
    for (PanelSpec& panel : figure.panels) {
        panel.title.clear();
        panel.arrowLabel.clear();
        for (AxisSpec* axis : {&panel.x, &panel.y}) {
            axis->label.clear();
            axis->bare = true;
        }
        for (SeriesSpec& series : panel.series)
            series.label.clear();
        for (BandSpec& band : panel.bands)
            band.label.clear();
        if (panel.image)
            panel.image->colourBar = false;
    }
}

}  // namespace

Json moviePlanToJson(const MoviePlan& plan)
{
    Json json = writeOptions(plan);
    json["look"] = fieldLookToJson(plan.look);
    return json;
}

Json moviePlanToShortJson(const MoviePlan& plan)
{
    const auto withoutDefaults = [](Json json, const Json& defaults) {
        for (const auto& [key, value] : defaults.items())
            if (json.at(key) == value)
                json.erase(key);
        return json;
    };
    const Json defaults = moviePlanToJson({});
    Json json = moviePlanToJson(plan);
    Json look = withoutDefaults(json.at("look"), defaults.at("look"));
    json = withoutDefaults(std::move(json), defaults);
    json["look"] = std::move(look);  // by which a plan is told from a look
    return json;
}

MoviePlan moviePlanFromJson(const Json& json, const std::string& source)
{
    MoviePlan plan = readOptions<MoviePlan>(json, source, "", {"look"});
    if (json.contains("look"))
        plan.look = fieldLookFromJson(json.at("look"), source + ": look");
    return plan;
}

std::vector<std::int64_t> movieFrames(const MoviePlan& plan, std::int64_t available)
{
    const char* what = plan.over == "time" ? "times" : "checkpoints";
    if (available <= 0)
        throw InputError("movie", fmt::format("there are no {} to show", what));
    const std::int64_t last = plan.last < 0 ? available - 1 : plan.last;
    if (plan.first < 0 || last >= available || plan.first > last)
        throw InputError("movie", "no such range of frames",
                         fmt::format("{} to {}", plan.first, last),
                         fmt::format("0 to {}, the {} that there are", available - 1, what));
    if (plan.every < 1)
        throw InputError("movie", "no such speed", fmt::format("every {}", plan.every), ">= 1");
    std::vector<std::int64_t> frames;
    for (std::int64_t frame = plan.first; frame <= last; frame += plan.every)
        frames.push_back(frame);
    return frames;
}

PixelSize movieSize(const MoviePlan& plan, const FigureSpec& figure)
{
    const double scale =
        plan.unit == "mm" ? static_cast<double>(plan.dpi) / kMillimetresPerDot : 1.0;
    const double width = std::round(plan.width * scale);
    double height = std::round(plan.height * scale);
    if (plan.height == 0.0)  // even, as most codecs want it
        height = 2.0 * std::round(width * figure.heightMillimetres / figure.widthMillimetres / 2.0);
    const auto outside = [](double pixels) {
        return !(pixels >= kFewestPixels && pixels <= kMostPixels);
    };
    if (outside(width) || outside(height))
        throw InputError("movie", "size out of range", fmt::format("{} x {} pixels", width, height),
                         fmt::format("{} to {} pixels", kFewestPixels, kMostPixels));
    return {static_cast<int>(width), static_cast<int>(height)};
}

FigureSpec asMovieFrame(FigureSpec figure, const MoviePlan& plan, PixelSize size)
{
    const double pixel = kMillimetresPerDot / static_cast<double>(plan.dpi);
    figure.widthMillimetres = size.width * pixel;
    figure.heightMillimetres = size.height * pixel;
    if (!plan.annotations)
        removeAnnotations(figure);
    return figure;
}

}  // namespace nie
