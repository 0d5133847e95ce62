#include "core/results/fields/field_ranges.h"

#include "core/results/fields/field_values.h"

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

constexpr double kOuterShare = 0.02;  // of FieldRange::Robust, on either side

/// Whether a look shows one time alone, so that there is a frame to take the range of.
bool showsOneTime(const PredictionSnapshot& sample, const FieldLook& look)
{
    return look.kind == FieldKind::Profile ||
           (look.kind == FieldKind::Compare && sample.space.size() == 2);
}

/// The values of a part that a range is over, without those that are not finite.
std::vector<double> valuesInRange(const PredictionSnapshot& sample, const FieldLook& look,
                                  FieldPart part, FieldRange mode)
{
    FieldLook final = look;
    final.iterate = -1;
    std::vector<double> values = mode == FieldRange::Frame ? fieldFrame(sample, look, part)
                                                           : fieldSpaceTime(sample, final, part);
    std::erase_if(values, [](double value) { return !std::isfinite(value); });
    return values;
}

/// The value below which a share lies, between neighbours in proportion; of at least one value.
double shareValue(std::vector<double>& values, double share)
{
    const double at = share * static_cast<double>(values.size() - 1);
    const auto low = static_cast<std::ptrdiff_t>(at);
    std::nth_element(values.begin(), values.begin() + low, values.end());
    const double below = values[static_cast<std::size_t>(low)];
    if (static_cast<std::size_t>(low) + 1 == values.size())
        return below;
    const double above = *std::min_element(values.begin() + low + 1, values.end());
    return below + (at - static_cast<double>(low)) * (above - below);
}

/// Room about a single value.
ValueRange withRoom(double from, double to)
{
    if (from < to)
        return {from, to};
    const double room = from == 0.0 ? 1.0 : 0.1 * std::abs(from);
    return {from - room, from + room};
}

ValueRange extentOfValues(std::vector<double> values, FieldRange mode)
{
    if (values.empty())
        return {0.0, 1.0};
    if (mode == FieldRange::Robust) {
        const double from = shareValue(values, kOuterShare);
        return withRoom(from, shareValue(values, 1.0 - kOuterShare));
    }
    const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
    return withRoom(*least, *greatest);
}

/// From 0 or symmetric about it.
ValueRange extentOfErrors(std::vector<double> errors, FieldRange mode, FieldError kind)
{
    for (double& error : errors)
        error = std::abs(error);
    double most = 0.0;
    if (mode == FieldRange::Robust && !errors.empty())
        most = shareValue(errors, 1.0 - kOuterShare);
    if (!(most > 0) && !errors.empty())
        most = *std::max_element(errors.begin(), errors.end());
    if (!(most > 0))
        most = 1.0;
    return {kind == FieldError::Absolute ? 0.0 : -most, most};
}

void useManualEnds(ValueRange& range, const FieldLook& look)
{
    if (std::isfinite(look.from))
        range.from = look.from;
    if (std::isfinite(look.to))
        range.to = look.to;
    if (!(range.from < range.to))
        range = std::isfinite(look.to) && !std::isfinite(look.from)
                    ? ValueRange{look.to - 1.0, look.to}
                    : ValueRange{range.from, range.from + 1.0};
}

std::string rangeWords(FieldRange mode)
{
    switch (mode) {
    case FieldRange::Frame:
        return "this frame";
    case FieldRange::Manual:
        return "set by hand";
    case FieldRange::Robust:
        return "2 to 98 %";
    case FieldRange::Series:
        break;
    }
    return "whole series";
}

}  // namespace

FieldRanges fieldRanges(const PredictionSnapshot& sample, const FieldLook& asked)
{
    const FieldLook look = fittedTo(sample, asked);
    if (showsChannelsAsImage(sample, look)) {
        FieldLook inside = look;
        inside.channel = 0;
        return fieldRanges(channelsAsSpace(sample), inside);
    }
    FieldRange mode = look.range;
    if (mode == FieldRange::Frame && !showsOneTime(sample, look))
        mode = FieldRange::Series;
    const FieldRange errorMode = mode == FieldRange::Manual ? FieldRange::Series : mode;
    FieldRanges ranges;
    ranges.words = rangeWords(mode);
    ranges.errorWords = errorMode == FieldRange::Robust ? "to 98 %" : rangeWords(errorMode);
    std::vector<double> truth = valuesInRange(sample, look, FieldPart::Truth, mode);
    std::vector<double> prediction = valuesInRange(sample, look, FieldPart::Prediction, mode);
    if (look.linked) {
        truth.insert(truth.end(), prediction.begin(), prediction.end());
        ranges.truth = ranges.prediction = extentOfValues(std::move(truth), mode);
    } else {
        ranges.truth = extentOfValues(std::move(truth), mode);
        ranges.prediction = extentOfValues(std::move(prediction), mode);
    }
    if (mode == FieldRange::Manual) {
        useManualEnds(ranges.truth, look);
        useManualEnds(ranges.prediction, look);
    }
    ranges.error = extentOfErrors(valuesInRange(sample, look, FieldPart::Error, errorMode),
                                  errorMode, look.error);
    return ranges;
}

}  // namespace nie
