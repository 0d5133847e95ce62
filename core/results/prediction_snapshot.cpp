#include "core/results/prediction_snapshot.h"

#include <fmt/format.h>

namespace nie {

namespace {

/// The cell at the share (p + 1/2) / count of every axis, as an index into the flattened space.
std::int64_t probeCell(const std::vector<SpaceAxis>& space, std::int64_t probe, std::int64_t count)
{
    std::int64_t cell = 0;
    for (const SpaceAxis& axis : space)
        cell = cell * axis.size() + axis.size() * (2 * probe + 1) / (2 * count);
    return cell;
}

std::string placeOf(const std::vector<SpaceAxis>& space, std::int64_t probe, std::int64_t count)
{
    std::string text;
    for (const SpaceAxis& axis : space) {
        const auto index = static_cast<std::size_t>(axis.size() * (2 * probe + 1) / (2 * count));
        text += fmt::format("{}{} = {:.3g}", text.empty() ? "" : ", ", axis.name, axis.coordinates[index]);
    }
    return text;
}

std::vector<double> gather(const std::vector<double>& field, const std::vector<std::int64_t>& cells,
                           std::int64_t cellCount, std::int64_t channels)
{
    std::vector<double> result;
    const auto times = static_cast<std::int64_t>(field.size()) / (cellCount * channels);
    for (std::int64_t t = 0; t < times; ++t)
        for (const std::int64_t cell : cells)
            for (std::int64_t c = 0; c < channels; ++c)
                result.push_back(field[static_cast<std::size_t>((t * cellCount + cell) * channels + c)]);
    return result;
}

}  // namespace

std::int64_t PredictionSnapshot::cellCount() const
{
    std::int64_t cells = 1;
    for (const SpaceAxis& axis : space)
        cells *= axis.size();
    return cells;
}

PredictionSnapshot PredictionSnapshot::atProbes(std::int64_t count) const
{
    if (space.empty())
        return *this;
    PredictionSnapshot result = *this;
    result.space.clear();
    result.channels.clear();
    std::vector<std::int64_t> cells;
    for (std::int64_t probe = 0; probe < count; ++probe) {
        cells.push_back(probeCell(space, probe, count));
        for (const std::string& channel : channels)
            result.channels.push_back(channel + " at " + placeOf(space, probe, count));
    }
    const auto pick = [&](const std::vector<double>& field) {
        return gather(field, cells, cellCount(), channelCount());
    };
    result.truth = pick(truth);
    result.prediction = pick(prediction);
    for (std::vector<double>& iterate : result.iterates)
        iterate = pick(iterate);
    return result;
}

std::vector<double> PredictionSnapshot::column(const std::vector<double>& rows,
                                               std::int64_t channels, std::int64_t channel)
{
    std::vector<double> result;
    result.reserve(rows.size() / static_cast<std::size_t>(channels));
    for (auto i = static_cast<std::size_t>(channel); i < rows.size();
         i += static_cast<std::size_t>(channels))
        result.push_back(rows[i]);
    return result;
}

}  // namespace nie
