#include "core/results/fields/field_panels.h"

#include "core/results/colour_map.h"
#include "core/results/fields/field_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace nie {

namespace {

constexpr double kAxisAir = 0.05;
constexpr double kSeenPoints = 0.6;
constexpr double kSeenEdgePoints = 1.4;

/// Of sizes of errors a diverging map is used from its middle on: nothing lies below 0.
std::string mapOfErrors(const FieldLook& look)
{
    return look.error == FieldError::Absolute ? mapOfSizes(look.errorMap) : look.errorMap;
}

std::string mapOfValues(const FieldLook& look)
{
    return look.reversed ? look.colourMap + "_r" : look.colourMap;
}

}  // namespace

std::string partTitle(const FieldDrawing& drawing, FieldPart part)
{
    if (part == FieldPart::Truth)
        return "truth";
    if (part == FieldPart::Error)
        return "error";
    return drawing.look.iterate < 0 ? "prediction"
                                    : fmt::format("iterate y{}", drawing.look.iterate);
}

std::string errorLabel(const FieldDrawing& drawing)
{
    const std::string& channel =
        drawing.sample.channels[static_cast<std::size_t>(drawing.look.channel)];
    switch (drawing.look.error) {
    case FieldError::Absolute:
        return "absolute error of " + channel;
    case FieldError::Relative:
        return fmt::format("error of {} / RMS", nameAndUnit(channel).first);
    case FieldError::Signed:
        break;
    }
    return "error of " + channel;
}

ImageSpec imageOfPart(const FieldDrawing& drawing, FieldPart part)
{
    const FieldRanges& ranges = drawing.ranges;
    const bool isError = part == FieldPart::Error;
    const ValueRange& range = isError                    ? ranges.error
                              : part == FieldPart::Truth ? ranges.truth
                                                         : ranges.prediction;
    ImageSpec image;
    image.colourMap = isError ? mapOfErrors(drawing.look) : mapOfValues(drawing.look);
    image.label = isError
                      ? errorLabel(drawing) + ", " + ranges.errorWords
                      : drawing.sample.channels[static_cast<std::size_t>(drawing.look.channel)] +
                            ", " + ranges.words;
    image.from = range.from;
    image.to = range.to;
    image.symmetric = isError && drawing.look.error != FieldError::Absolute;
    image.colourBar = part != FieldPart::Truth || !drawing.look.linked;
    return image;
}

void useRange(AxisSpec& axis, const ValueRange& range)
{
    const double air = kAxisAir * (range.to - range.from);
    axis.from = range.from - air;
    axis.to = range.to + air;
}

void markGivenTimes(PanelSpec& panel, const FieldDrawing& drawing, bool inLegend)
{
    const std::vector<double>& times = drawing.sample.times;
    const auto given =
        std::min(static_cast<std::size_t>(std::max<std::int64_t>(0, drawing.sample.givenPoints)),
                 times.size());
    if (!drawing.look.shaded || given == 0 || times.size() < 2)
        return;
    // One given time is seen too: each reaches half-way to the next.
    const std::vector<double> edges = cellEdges(times, times.size());
    panel.bands.push_back({inLegend ? "given to the model" : "",
                           panel.image ? edges.front() : times.front(),
                           given == times.size() && !panel.image ? times.back() : edges[given]});
}

void markTime(PanelSpec& panel, const FieldDrawing& drawing)
{
    const double time = drawing.sample.times[static_cast<std::size_t>(drawing.look.time)];
    panel.bands.push_back({{}, time, time});
}

void addSeenLine(PanelSpec& panel, SeriesSpec line)
{
    SeriesSpec edge = line;
    edge.exactColour = "#ffffff";
    edge.widthPoints = kSeenEdgePoints;
    line.widthPoints = kSeenPoints;
    if (line.exactColour.empty())
        line.exactColour = "#000000";
    panel.series.push_back(std::move(edge));
    panel.series.push_back(std::move(line));
}

}  // namespace nie
