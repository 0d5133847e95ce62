#include "core/results/fields/field_reading.h"

#include "core/results/fields/field_array.h"
#include "core/results/fields/field_places.h"
#include "core/results/fields/field_profile.h"
#include "core/results/fields/field_scores.h"
#include "core/results/fields/field_values.h"
#include "core/results/fields/field_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

namespace {

constexpr double kNoReading = std::numeric_limits<double>::quiet_NaN();

/// Fills in the error.
FieldReading completed(const PredictionSnapshot& sample, const FieldLook& look,
                       FieldReading reading)
{
    reading.error = fieldErrorOf(reading.truth, reading.prediction, look.error,
                                 errorScale(sample, look, reading.channel));
    return reading;
}

/// The array's own numbers at a grid point.
FieldReading readingAt(const PredictionSnapshot& sample, const FieldLook& look, std::size_t time,
                       std::size_t place, std::int64_t channel)
{
    const std::size_t channels = sample.channels.size();
    const auto number = static_cast<std::size_t>(channel);
    FieldReading reading;
    reading.time = time;
    reading.channel = channel;
    reading.place = coordinatesOf(sample.space, place);
    reading.truth = FieldArray(sample.truth, sample.space, channels).at(time, place, number);
    reading.prediction =
        FieldArray(shownPrediction(sample, look), sample.space, channels).at(time, place, number);
    return completed(sample, look, reading);
}

/// The least of a distance, kept with what is there.
class Nearest {
public:
    void offer(double distance, const FieldReading& reading)
    {
        if (!(distance < m_distance))
            return;
        m_distance = distance;
        m_reading = reading;
    }
    const std::optional<FieldReading>& reading() const { return m_reading; }

private:
    double m_distance = std::numeric_limits<double>::infinity();
    std::optional<FieldReading> m_reading;
};

std::optional<FieldReading> ofProfile(const PredictionSnapshot& sample, const FieldLook& look,
                                      double x)
{
    const FieldProfile profile = fieldProfile(sample, look);
    Nearest nearest;
    for (std::size_t i = 0; i < profile.along.size(); ++i)
        nearest.offer(std::abs(profile.along[i] - x),
                      {static_cast<std::size_t>(look.time), look.channel, profile.places[i],
                       profile.truth[i], profile.prediction[i]});
    if (!nearest.reading())
        return std::nullopt;
    return completed(sample, look, *nearest.reading());
}

/// The curve that passes nearest to a value at the time nearest to x.
std::optional<FieldReading> ofCurves(const PredictionSnapshot& sample, const FieldLook& look,
                                     double x, double y)
{
    const std::size_t time = nearestTime(sample.times, x);
    Nearest nearest;
    const auto offer = [&](const FieldReading& reading) {
        nearest.offer(std::min(std::abs(reading.truth - y), std::abs(reading.prediction - y)),
                      reading);
    };
    for (const FieldProbe& probe : fieldProbes(sample, look))
        offer({time, look.channel, probe.place, probe.truth[time], probe.prediction[time]});
    if (sample.space.empty())
        for (const std::int64_t channel : channelsAsCurves(sample, look))
            offer(readingAt(sample, look, time, 0, channel));
    if (!nearest.reading())
        return std::nullopt;
    return completed(sample, look, *nearest.reading());
}

std::optional<FieldReading> ofPhase(const PredictionSnapshot& sample, const FieldLook& look,
                                    double x, double y)
{
    Nearest nearest;
    for (std::size_t time = 0; time < sample.times.size(); ++time) {
        const FieldReading across = readingAt(sample, look, time, 0, look.channel);
        const FieldReading up = readingAt(sample, look, time, 0, look.otherChannel);
        nearest.offer(std::min(std::hypot(across.truth - x, up.truth - y),
                               std::hypot(across.prediction - x, up.prediction - y)),
                      across);
    }
    return nearest.reading();
}

std::optional<FieldReading> ofImages(const PredictionSnapshot& sample, const FieldLook& look,
                                     double x, double y)
{
    if (sample.space.size() == 2)
        return readingAt(sample, look, static_cast<std::size_t>(look.time),
                         nearestPlace(sample.space, {x, y}), look.channel);
    if (sample.space.size() == 1)
        return readingAt(sample, look, nearestTime(sample.times, x),
                         nearestPlace(sample.space, {y}), look.channel);
    return readingAt(sample, look, nearestTime(sample.times, x), 0, look.channel);
}

/// Of curves as an image: its rows are channels, not places.
std::optional<FieldReading> ofChannelImages(const PredictionSnapshot& sample, const FieldLook& look,
                                            double x, double y)
{
    const double row =
        std::clamp(std::round(y), 0.0, static_cast<double>(sample.channelCount() - 1));
    return readingAt(sample, look, nearestTime(sample.times, x), 0, static_cast<std::int64_t>(row));
}

std::string numbersText(const PredictionSnapshot& sample, const FieldLook& look,
                        const FieldReading& reading)
{
    const char* kind = look.error == FieldError::Absolute   ? "absolute error"
                       : look.error == FieldError::Relative ? "relative error"
                                                            : "error";
    return fmt::format("{} true {:.4g}, predicted {:.4g}, {} {:.3g}",
                       sample.channels[static_cast<std::size_t>(reading.channel)], reading.truth,
                       reading.prediction, kind, reading.error);
}

}  // namespace

std::optional<FieldReading> fieldReading(const PredictionSnapshot& sample, const FieldLook& asked,
                                         std::size_t panel, double x, double y)
{
    const FieldLook look = fittedTo(sample, asked);
    if (sample.times.empty() || sample.channels.empty() || !std::isfinite(x) || !std::isfinite(y) ||
        panel >= panelCountOf(sample, look))
        return std::nullopt;
    switch (look.kind) {
    case FieldKind::Profile:
        return ofProfile(sample, look, x);
    case FieldKind::Curves:
        return ofCurves(sample, look, x, y);
    case FieldKind::Phase:
        return ofPhase(sample, look, x, y);
    case FieldKind::Error:
        return FieldReading{
            nearestTime(sample.times, x), look.channel, {}, kNoReading, kNoReading, kNoReading};
    case FieldKind::Compare:
    case FieldKind::SpaceTime:
        break;
    }
    return showsChannelsAsImage(sample, look) ? ofChannelImages(sample, look, x, y)
                                              : ofImages(sample, look, x, y);
}

std::string readingText(const PredictionSnapshot& sample, const FieldLook& asked,
                        const FieldReading& reading)
{
    const FieldLook look = fittedTo(sample, asked);
    const std::string place = placeText(sample.space, reading.place);
    const std::string where =
        place + (place.empty() ? "" : ", ") + timeText(sample, reading.time) + ": ";
    if (look.kind == FieldKind::Error) {
        const FrameScore score = frameScore(sample, look, reading.time);
        if (std::isnan(score.r2))
            return where +
                   fmt::format("MSE {:.3g}, relative L2 {:.3g}", score.mse, score.relativeL2);
        return where + fmt::format("MSE {:.3g}, r² {:.3f}, R² {:.3f}", score.mse, score.r2,
                                   score.determination);
    }
    std::string text = where + numbersText(sample, look, reading);
    if (look.kind == FieldKind::Phase)
        text += "; " + numbersText(sample, look,
                                   readingAt(sample, look, reading.time, 0, look.otherChannel));
    return text;
}

}  // namespace nie
