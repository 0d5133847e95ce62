#pragma once

#include "core/results/fields/field_look.h"
#include "core/results/fields/field_ranges.h"
#include "core/results/fields/field_values.h"
#include "core/results/figure_spec.h"

#include <string>

namespace nie {

/// What the pieces of a field figure are made of; the look fits the sample.
struct FieldDrawing {
    const PredictionSnapshot& sample;
    const FieldLook& look;
    const FieldRanges& ranges;
};

/// "truth", "prediction" or "iterate y3", "error"
std::string partTitle(const FieldDrawing& drawing, FieldPart part);
/// What an error is: "error of u (m/s)", "absolute error of u (m/s)", "error of u / RMS".
std::string errorLabel(const FieldDrawing& drawing);

/// Range, colours and label of a part's image, without its values and axes. Truth shares the bar of
/// a linked prediction.
ImageSpec imageOfPart(const FieldDrawing& drawing, FieldPart part);
/// Range of an axis for values or errors, with a little air.
void useRange(AxisSpec& axis, const ValueRange& range);

/// Over times: a band over those that the model was given, as the look asks.
void markGivenTimes(PanelSpec& panel, const FieldDrawing& drawing, bool inLegend);
/// A line at the look's time.
void markTime(PanelSpec& panel, const FieldDrawing& drawing);
/// A thin line that is seen on every colour of a map: dark with a light edge.
void addSeenLine(PanelSpec& panel, SeriesSpec line);

// The panels of each kind, see fieldFigure(). They set columns and height too.
void addPlaneImages(FigureSpec& figure, const FieldDrawing& drawing);
void addSpaceTimeImages(FigureSpec& figure, const FieldDrawing& drawing);
void addChannelOverTime(FigureSpec& figure, const FieldDrawing& drawing);
void addProfile(FigureSpec& figure, const FieldDrawing& drawing);
void addCurvesOverTime(FigureSpec& figure, const FieldDrawing& drawing);
void addPhasePlane(FigureSpec& figure, const FieldDrawing& drawing);
void addScoresOverTime(FigureSpec& figure, const FieldDrawing& drawing);

}  // namespace nie
