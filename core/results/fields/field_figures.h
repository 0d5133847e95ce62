#pragma once

#include "core/results/fields/field_look.h"
#include "core/results/fields/field_ranges.h"
#include "core/results/figure_spec.h"
#include "core/results/standard_figures.h"

namespace nie {

/// What the look shows of a sample: on the screen, in a file, as a frame of a movie.
///
///     Compare     truth, prediction, error: in the plane three images at the time; on a line three
///                 over time (across) and space with a line at the time; of curves the channel over
///                 time and its error below, of many channels three images, one row a channel
///     SpaceTime   the three images below each other, without the line
///     Profile     values along the line at the time, and the error below
///     Curves      values over time at the probes, of curves every channel
///     Phase       the look's channel across, its other one upwards; a mark at the time
///     Error       scores of every frame over time
///
/// The title names the time where one is shown; colour bars say in words what they reach over.
/// Images of the plane carry contour lines, flow, probes and the profile's line as the look asks.
/// Of a look that does not fit the sample, what fittedTo() makes of it; no panels of a sample
/// without times or channels. Throws InputError where the sample's arrays do not fit its axes or
/// for an unknown colour map. `provenance` as of every figure.
FigureSpec fieldFigure(const PredictionSnapshot& sample, const FieldLook& look,
                       const Provenance& provenance);
/// The same in ranges that are known, such as for all frames of a movie.
FigureSpec fieldFigure(const PredictionSnapshot& sample, const FieldLook& look,
                       const FieldRanges& ranges, const Provenance& provenance);

}  // namespace nie
