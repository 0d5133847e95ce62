#pragma once

#include "core/results/fields/field_look.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace nie {

/// The three that are shown of a sample.
enum class FieldPart { Truth, Prediction, Error };

// Everywhere below, `look` fits the sample: see fittedTo().

/// Throws InputError where truth, prediction or an iterate are not as long as times, space and
/// channels say.
void requireWholeSample(const PredictionSnapshot& sample);

/// The prediction, or the iterate y_k that the look asks for: [time, space..., channel].
const std::vector<double>& shownPrediction(const PredictionSnapshot& sample, const FieldLook& look);

/// Root mean square of a channel's truth over all times and places: what a relative error is
/// relative to.
double truthScale(const PredictionSnapshot& sample, std::int64_t channel);

/// What an error of the look's kind is relative to: truthScale(), or 1 where nothing is.
double errorScale(const PredictionSnapshot& sample, const FieldLook& look, std::int64_t channel);

/// Signed: prediction - truth; absolute: its size; relative: signed, over `scale`, NaN where that
/// is 0.
double fieldErrorOf(double truth, double prediction, FieldError kind, double scale);

/// One channel at one time as the rows of an image: [y, x] of a field in the plane (first axis
/// across), [x] of one on a line, one number of a curve.
std::vector<double> fieldFrame(const PredictionSnapshot& sample, const FieldLook& look,
                               FieldPart part);

/// One channel at all times as the rows of an image with time across: [place, time].
std::vector<double> fieldSpaceTime(const PredictionSnapshot& sample, const FieldLook& look,
                                   FieldPart part);

/// From so many channels on curves are compared as images, one row a channel.
constexpr std::int64_t kMostChannelsAsCurves = 6;

/// Whether the look shows all channels of curves as an image over time.
bool showsChannelsAsImage(const PredictionSnapshot& sample, const FieldLook& look);
/// The channels of curves that are drawn over time: all where they are few, else the look's.
std::vector<std::int64_t> channelsAsCurves(const PredictionSnapshot& sample, const FieldLook& look);
/// Curves of many channels as one field over the channels' numbers 0, 1, ...
PredictionSnapshot channelsAsSpace(const PredictionSnapshot& sample);

/// Of fieldFigure(): three for images, two where the error stands below, else one.
std::size_t panelCountOf(const PredictionSnapshot& sample, const FieldLook& look);

}  // namespace nie
