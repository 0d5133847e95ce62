// Truth, prediction and error as images: of the plane at one time, of a line over time.
#include "core/results/fields/contour_lines.h"
#include "core/results/fields/field_panels.h"
#include "core/results/fields/flow_velocity.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace nie {

namespace {

constexpr std::array kParts{FieldPart::Truth, FieldPart::Prediction, FieldPart::Error};
constexpr double kImageWidth = 38.0;     // millimetres of one of three beside each other
constexpr double kImageAround = 20.0;    // millimetres: titles, axis
constexpr std::size_t kMostArrows = 12;  // along an axis

double extentOfAxis(const SpaceAxis& axis)
{
    const std::vector<double> edges = cellEdges(axis.coordinates, axis.coordinates.size());
    return edges.back() - edges.front();
}

void addContours(PanelSpec& panel, const FieldDrawing& drawing)
{
    const ImageSpec& image = *panel.image;
    SeriesSpec lines;
    for (const double level : contourLevels({image.from, image.to}, drawing.look.contours)) {
        const SeriesSpec one = contourLines(image.values, image.x, image.y, level);
        if (!lines.x.empty() && !one.x.empty()) {
            lines.x.push_back(std::numeric_limits<double>::quiet_NaN());
            lines.y.push_back(std::numeric_limits<double>::quiet_NaN());
        }
        lines.x.insert(lines.x.end(), one.x.begin(), one.x.end());
        lines.y.insert(lines.y.end(), one.y.begin(), one.y.end());
    }
    if (!lines.x.empty())
        addSeenLine(panel, std::move(lines));
}

/// An arrow stands at every so many-th grid point: at most kMostArrows along an axis.
std::size_t arrowStep(const SpaceAxis& axis)
{
    return (axis.coordinates.size() + kMostArrows - 1) / kMostArrows;
}

/// Length of an arrow over the speed, the same at all times: what moves as fast as a wave of the
/// domain's length with the series' root mean square of vorticity fills the room of an arrow.
double arrowScale(const FieldDrawing& drawing)
{
    const SpaceAxis& x = drawing.sample.space[0];
    const SpaceAxis& y = drawing.sample.space[1];
    const double speed = truthScale(drawing.sample, drawing.look.channel) *
                         std::max(x.length, y.length) / (2.0 * std::numbers::pi);
    const double room =
        std::min(x.length / static_cast<double>(x.size()) * static_cast<double>(arrowStep(x)),
                 y.length / static_cast<double>(y.size()) * static_cast<double>(arrowStep(y)));
    return speed > 0 ? room / speed : 0.0;
}

void addFlow(PanelSpec& panel, const FieldDrawing& drawing)
{
    const SpaceAxis& x = drawing.sample.space[0];
    const SpaceAxis& y = drawing.sample.space[1];
    const ImageSpec& image = *panel.image;
    const bool finite = std::all_of(image.values.begin(), image.values.end(),
                                    [](double value) { return std::isfinite(value); });
    const double scale = arrowScale(drawing);
    if (!finite || !(scale > 0))
        return;
    const FlowVelocity flow =
        flowVelocity(image.values, image.rows, image.columns, x.length, y.length);
    panel.arrowLength = scale;
    double fastest = 0.0;  // also between the arrows
    for (std::size_t i = 0; i < flow.u.size(); ++i)
        fastest = std::max(fastest, std::hypot(flow.u[i], flow.v[i]));
    for (std::size_t j = arrowStep(y) / 2; j < image.rows; j += arrowStep(y))
        for (std::size_t i = arrowStep(x) / 2; i < image.columns; i += arrowStep(x)) {
            const double u = flow.u[j * image.columns + i], v = flow.v[j * image.columns + i];
            // The middle of an arrow is where the flow is so fast.
            panel.arrows.push_back(
                {image.x[i] - 0.5 * scale * u, image.y[j] - 0.5 * scale * v, scale * u, scale * v});
        }
    panel.arrowLabel = fmt::format("speed up to {:.2g}", fastest);
}

/// A point with a light edge.
void addMark(PanelSpec& panel, double x, double y, int colour)
{
    SeriesSpec mark;
    mark.x = {x};
    mark.y = {y};
    mark.colour = colour;
    mark.style = SeriesSpec::Style::Points;
    mark.widthPoints = 1.8;
    SeriesSpec edge = mark;
    edge.exactColour = "#ffffff";
    edge.widthPoints = 2.4;
    panel.series.push_back(std::move(edge));
    panel.series.push_back(std::move(mark));
}

/// The look's probes in the plane, in the colours of their curves.
void addProbeMarks(PanelSpec& panel, const FieldDrawing& drawing)
{
    int colour = 0;
    for (const std::vector<double>& place : drawing.look.probes)
        addMark(panel, place[0], place[1], ++colour);
}

/// The look's probes on a line: over all times, marked at the last.
void addProbeLines(PanelSpec& panel, const FieldDrawing& drawing)
{
    const std::vector<double>& times = drawing.sample.times;
    int colour = 0;
    for (const std::vector<double>& place : drawing.look.probes) {
        SeriesSpec line;
        line.x = {times.front(), times.back()};
        line.y = {place[0], place[0]};
        addSeenLine(panel, std::move(line));
        addMark(panel, times.back(), place[0], ++colour);
    }
}

void addProfileLine(PanelSpec& panel, const FieldDrawing& drawing)
{
    if (!drawing.look.line)
        return;
    const auto& [begin, end] = *drawing.look.line;
    SeriesSpec line;
    line.x = {begin[0], end[0]};
    line.y = {begin[1], end[1]};
    addSeenLine(panel, std::move(line));
}

PanelSpec planeImagePanel(const FieldDrawing& drawing, FieldPart part)
{
    const PredictionSnapshot& sample = drawing.sample;
    PanelSpec panel;
    panel.title = partTitle(drawing, part);
    panel.x.label = sample.space[0].label;
    panel.y.label = sample.space[1].label;
    ImageSpec image = imageOfPart(drawing, part);
    image.x = sample.space[0].coordinates;
    image.y = sample.space[1].coordinates;
    image.columns = image.x.size();
    image.rows = image.y.size();
    image.values = fieldFrame(sample, drawing.look, part);
    panel.image = std::move(image);
    return panel;
}

}  // namespace

void addPlaneImages(FigureSpec& figure, const FieldDrawing& drawing)
{
    const PredictionSnapshot& sample = drawing.sample;
    const double shape = extentOfAxis(sample.space[1]) / extentOfAxis(sample.space[0]);
    figure.columns = 3;
    figure.evenPlots = true;
    figure.heightMillimetres = kImageAround + std::clamp(kImageWidth * shape, 15.0, 130.0);
    for (const FieldPart part : kParts) {
        PanelSpec panel = planeImagePanel(drawing, part);
        panel.equalAspect = shape > 0.2 && shape < 5.0;
        if (drawing.look.contours > 0)
            addContours(panel, drawing);
        if (drawing.look.arrows && part != FieldPart::Error)
            addFlow(panel, drawing);
        addProfileLine(panel, drawing);
        addProbeMarks(panel, drawing);
        figure.panels.push_back(std::move(panel));
    }
}

void addSpaceTimeImages(FigureSpec& figure, const FieldDrawing& drawing)
{
    const PredictionSnapshot& sample = drawing.sample;
    const bool beside = drawing.look.kind == FieldKind::Compare;
    figure.columns = beside ? 3 : 1;
    figure.evenPlots = true;
    figure.widthMillimetres = beside ? 183.0 : 120.0;
    figure.heightMillimetres = beside ? kImageAround + kImageWidth : 135.0;
    for (const FieldPart part : kParts) {
        PanelSpec panel;
        panel.title = partTitle(drawing, part);
        panel.x.label = sample.timeLabel;
        panel.y.label = sample.space[0].label;
        ImageSpec image = imageOfPart(drawing, part);
        image.x = sample.times;
        image.y = sample.space[0].coordinates;
        image.columns = image.x.size();
        image.rows = image.y.size();
        image.values = fieldSpaceTime(sample, drawing.look, part);
        panel.image = std::move(image);
        markGivenTimes(panel, drawing, part == FieldPart::Truth);
        if (beside)
            markTime(panel, drawing);
        addProbeLines(panel, drawing);
        figure.panels.push_back(std::move(panel));
    }
}

}  // namespace nie
