#include "core/results/fields/field_values.h"

#include "core/base/error.h"
#include "core/results/fields/field_array.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <numeric>

namespace nie {

namespace {

void requireSize(const std::vector<double>& values, const std::string& name, std::int64_t size)
{
    if (static_cast<std::int64_t>(values.size()) != size)
        throw InputError("sample", name + " does not fit its times, space and channels",
                         fmt::format("{} numbers", values.size()), fmt::format("{} numbers", size));
}

FieldArray arrayOf(const PredictionSnapshot& sample, const std::vector<double>& values)
{
    return FieldArray(values, sample.space, sample.channels.size());
}

/// The rows that `rows` makes of an array: of the truth, of the prediction, or their error.
template <class Rows>
std::vector<double> fieldPartRows(const PredictionSnapshot& sample, const FieldLook& look,
                                  FieldPart part, Rows rows)
{
    if (part == FieldPart::Truth)
        return rows(arrayOf(sample, sample.truth));
    std::vector<double> values = rows(arrayOf(sample, shownPrediction(sample, look)));
    if (part == FieldPart::Prediction)
        return values;
    const std::vector<double> truth = rows(arrayOf(sample, sample.truth));
    const double scale = errorScale(sample, look, look.channel);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = fieldErrorOf(truth[i], values[i], look.error, scale);
    return values;
}

}  // namespace

void requireWholeSample(const PredictionSnapshot& sample)
{
    for (const SpaceAxis& axis : sample.space)
        if (axis.coordinates.empty())
            throw InputError("sample", "axis " + axis.name + " has no points");
    const std::int64_t size = sample.timeCount() * sample.cellCount() * sample.channelCount();
    requireSize(sample.truth, "truth", size);
    requireSize(sample.prediction, "prediction", size);
    for (std::size_t k = 0; k < sample.iterates.size(); ++k)
        requireSize(sample.iterates[k], fmt::format("iterate y{}", k), size);
}

const std::vector<double>& shownPrediction(const PredictionSnapshot& sample, const FieldLook& look)
{
    return look.iterate < 0 ? sample.prediction
                            : sample.iterates[static_cast<std::size_t>(look.iterate)];
}

double truthScale(const PredictionSnapshot& sample, std::int64_t channel)
{
    double sum = 0.0;
    std::size_t count = 0;
    const std::size_t channels = sample.channels.size();
    for (auto i = static_cast<std::size_t>(channel); i < sample.truth.size(); i += channels)
        if (std::isfinite(sample.truth[i])) {
            sum += sample.truth[i] * sample.truth[i];
            ++count;
        }
    return count == 0 ? 0.0 : std::sqrt(sum / static_cast<double>(count));
}

double errorScale(const PredictionSnapshot& sample, const FieldLook& look, std::int64_t channel)
{
    return look.error == FieldError::Relative ? truthScale(sample, channel) : 1.0;
}

double fieldErrorOf(double truth, double prediction, FieldError kind, double scale)
{
    const double error = prediction - truth;
    if (kind == FieldError::Absolute)
        return std::abs(error);
    if (kind == FieldError::Signed)
        return error;
    return scale > 0 ? error / scale : std::numeric_limits<double>::quiet_NaN();
}

std::vector<double> fieldFrame(const PredictionSnapshot& sample, const FieldLook& look,
                               FieldPart part)
{
    return fieldPartRows(sample, look, part, [&look](const FieldArray& array) {
        return array.frame(static_cast<std::size_t>(look.time),
                           static_cast<std::size_t>(look.channel));
    });
}

std::vector<double> fieldSpaceTime(const PredictionSnapshot& sample, const FieldLook& look,
                                   FieldPart part)
{
    return fieldPartRows(sample, look, part, [&look](const FieldArray& array) {
        return array.spaceTime(static_cast<std::size_t>(look.channel));
    });
}

bool showsChannelsAsImage(const PredictionSnapshot& sample, const FieldLook& look)
{
    return look.kind == FieldKind::Compare && sample.space.empty() &&
           sample.channelCount() > kMostChannelsAsCurves;
}

std::vector<std::int64_t> channelsAsCurves(const PredictionSnapshot& sample, const FieldLook& look)
{
    if (sample.channelCount() > kMostChannelsAsCurves)
        return {look.channel};
    std::vector<std::int64_t> channels(sample.channels.size());
    std::iota(channels.begin(), channels.end(), 0);
    return channels;
}

PredictionSnapshot channelsAsSpace(const PredictionSnapshot& sample)
{
    PredictionSnapshot field = sample;
    SpaceAxis axis;
    axis.name = axis.label = "channel";
    for (std::size_t c = 0; c < sample.channels.size(); ++c)
        axis.coordinates.push_back(static_cast<double>(c));
    axis.length = static_cast<double>(sample.channels.size());
    field.space = {std::move(axis)};
    field.channels = {"value"};
    return field;
}

std::size_t panelCountOf(const PredictionSnapshot& sample, const FieldLook& look)
{
    switch (look.kind) {
    case FieldKind::Compare:
        return sample.space.empty() && !showsChannelsAsImage(sample, look) ? 2 : 3;
    case FieldKind::SpaceTime:
        return 3;
    case FieldKind::Profile:
    case FieldKind::Error:
        return 2;
    case FieldKind::Curves:
    case FieldKind::Phase:
        break;
    }
    return 1;
}

}  // namespace nie
