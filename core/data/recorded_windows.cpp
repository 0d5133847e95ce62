#include "core/data/recorded_windows.h"

#include "core/base/error.h"
#include "core/data/region_places.h"

#include <map>

namespace nie {

namespace {

/// Rows by their places, each once.
using PlacedRows = std::map<PredictedWindows::Place, Eigen::RowVectorXd>;

std::vector<Eigen::MatrixXd> joinedRows(const PlacedRows& rows)
{
    std::vector<Eigen::MatrixXd> pieces;
    for (auto from = rows.begin(); from != rows.end();) {
        auto to = from;
        PredictedWindows::Place next = from->first;
        for (; to != rows.end() && to->first == next; ++to)
            ++next.row;
        Eigen::MatrixXd piece(std::distance(from, to), from->second.size());
        for (Eigen::Index row = 0; from != to; ++from, ++row)
            piece.row(row) = from->second;
        pieces.push_back(std::move(piece));
    }
    return pieces;
}

}  // namespace

void requireRecording(const Dataset& dataset)
{
    if (dataset.spaceDimensions() > 0 && !hasPlacedRegions(dataset))
        throw InputError(dataset.title, "is no recording: it has axes of space",
                         std::to_string(dataset.spaceDimensions()), "samples x time x regions");
}

std::vector<PredictedWindows::Place> windowStarts(const Dataset& dataset)
{
    const Json starts = dataset.recipe.value("starts", Json());
    const bool known =
        starts.is_array() && static_cast<std::int64_t>(starts.size()) == dataset.sampleCount();
    std::vector<PredictedWindows::Place> places;
    for (std::int64_t sample = 0; sample < dataset.sampleCount(); ++sample) {
        PredictedWindows::Place place{sample, 0};
        if (known) {
            const Json& start = starts[static_cast<std::size_t>(sample)];
            place = {start[0].get<std::int64_t>(), start[1].get<std::int64_t>()};
        }
        places.push_back(place);
    }
    return places;
}

std::vector<Eigen::MatrixXd> recordedPieces(const Dataset& dataset,
                                            const std::vector<std::int64_t>& samples)
{
    using Window = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    requireRecording(dataset);
    const auto starts = windowStarts(dataset);
    const std::int64_t frames = dataset.timeCount();
    const auto regions = static_cast<std::int64_t>(recordedRegions(dataset).size());
    PlacedRows rows;
    for (const auto& chunk : sampleChunks(dataset, samples)) {
        const torch::Tensor values = dataset.samples(chunk).to(torch::kFloat64).contiguous();
        const double* next = values.data_ptr<double>();
        for (const std::int64_t sample : chunk) {
            const Eigen::Map<const Window> window(next, frames, regions);
            next += frames * regions;
            const PredictedWindows::Place& start = starts[static_cast<std::size_t>(sample)];
            for (std::int64_t row = 0; row < frames; ++row)
                rows.try_emplace({start.run, start.row + row}, window.row(row));
        }
    }
    return joinedRows(rows);
}

}  // namespace nie
