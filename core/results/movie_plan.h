#pragma once

#include "core/config/options.h"
#include "core/results/fields/field_look.h"
#include "core/results/figure_spec.h"

#include <cstdint>
#include <string>
#include <vector>

namespace nie {

/// A size in pixels.
struct PixelSize {
    int width = 0;
    int height = 0;
    bool operator==(const PixelSize&) const = default;
};

/// What a movie shows of a sample, and how: every frame is the figure of one look.
struct MoviePlan {
    FieldLook look;
    std::string over = "time";  ///< "time", or "checkpoints": how a prediction was learned
    std::int64_t first = 0;     ///< index of the first time or checkpoint
    std::int64_t last = -1;     ///< of the last one; -1: to the end
    std::int64_t every = 1;     ///< speed: only every so many-th
    double framesPerSecond = 10.0;
    std::int64_t loops = 0;   ///< 0: for ever where a file can say so (GIF), else once
    std::string unit = "px";  ///< of width and height: "px" or "mm"
    double width = 1280.0;
    double height = 0.0;      ///< 0: as the figure's own shape wants it
    std::int64_t dpi = 160;   ///< pixels an inch: how large texts and lines are
    bool annotations = true;  ///< titles, axes, colour bars and legends

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("over", over,
          {.description = "what the frames follow: the times of a sample, or the checkpoints of "
                          "its run",
           .choices = {"time", "checkpoints"}});
        v("first", first, {.description = "index of the first frame", .minimum = 0.0});
        v("last", last,
          {.description = "index of the last frame; -1: to the end", .minimum = -1.0});
        v("every", every, {.description = "only every so many-th frame", .minimum = 1.0});
        v("frames_per_second", framesPerSecond,
          {.description = "how fast it is shown", .unit = "1/s", .minimum = 0.1, .maximum = 120.0});
        v("loops", loops,
          {.description = "how often it is shown; 0: for ever where a file can say so, else once",
           .minimum = 0.0,
           .maximum = 1000.0});
        v("unit", unit, {.description = "of width and height", .choices = {"px", "mm"}});
        v("width", width, {.description = "of a frame", .minimum = 1.0, .maximum = 8192.0});
        v("height", height,
          {.description = "of a frame; 0: as the figure wants it",
           .minimum = 0.0,
           .maximum = 8192.0});
        v("dpi", dpi, {.description = "pixels an inch", .minimum = 20.0, .maximum = 1200.0});
        v("annotations", annotations,
          {.description = "titles, axes, colour bars and legends are drawn"});
    }
};

/// Every key, the look under "look".
Json moviePlanToJson(const MoviePlan& plan);
/// Only what differs from a default plan: reads back as the same plan.
Json moviePlanToShortJson(const MoviePlan& plan);
/// Strict, as fieldLookFromJson(). Keys that are missing keep their defaults.
MoviePlan moviePlanFromJson(const Json& json, const std::string& source);

/// The indices that one showing of the movie goes through, of `available` times or checkpoints.
/// Throws InputError when none of them is left.
std::vector<std::int64_t> movieFrames(const MoviePlan& plan, std::int64_t available);

/// The size of every frame; `figure`: one of them, whose shape decides what the plan leaves open.
/// Throws InputError for one that is smaller than 16 or larger than 8192 pixels.
PixelSize movieSize(const MoviePlan& plan, const FigureSpec& figure);

/// The figure as a frame of this size, so that texts are as large as the plan's dpi say; without
/// titles, axes, colour bars and legends where the plan has no annotations.
FigureSpec asMovieFrame(FigureSpec figure, const MoviePlan& plan, PixelSize size);

}  // namespace nie
