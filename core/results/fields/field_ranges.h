#pragma once

#include "core/results/fields/field_look.h"
#include "core/results/image_spec.h"

#include <string>

namespace nie {

/// What the colours of truth, prediction and error reach over, from < to.
struct FieldRanges {
    ValueRange truth;
    ValueRange prediction;
    ValueRange error;   ///< symmetric about 0, or from 0 of absolute errors
    std::string words;  ///< of values: "whole series", "this frame", "set by hand", "2 to 98 %"
    std::string errorWords;
};

/// The ranges that a look asks for. FieldRange::Series is over all times, so that it stays the same
/// from frame to frame, and over the prediction whatever iterate is shown, so that it stays the
/// same from iterate to iterate; Robust likewise, without the outer 2 % on either side (of the size
/// of errors: the greatest 2 %). Frame is over what is shown at one time; where a look shows all
/// times at once, it is the whole series. Manual sets truth and prediction alone: an end that is
/// NaN, and errors, are as in Series. Numbers that are not finite are left out.
FieldRanges fieldRanges(const PredictionSnapshot& sample, const FieldLook& look);

}  // namespace nie
