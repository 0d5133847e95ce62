#include "core/recordings/predicted_windows.h"

#include "core/base/error.h"
#include "core/signals/linear_process.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace nie {

namespace {

using WindowRow = Eigen::Map<const Eigen::RowVectorXd>;

/// Which window a row is taken of.
struct RowSource {
    std::size_t window = 0;
    std::int64_t ahead = 0;
};

using RowSources = std::map<PredictedWindows::Place, RowSource>;

RowSources nearestWindows(const PredictedWindows& windows, std::int64_t ahead)
{
    RowSources sources;
    for (std::size_t window = 0; window < windows.starts.size(); ++window) {
        const PredictedWindows::Place& start = windows.starts[window];
        for (std::int64_t lead = ahead; lead <= windows.horizon(); ++lead) {
            const RowSource source{window, lead};
            const auto [found, isNew] =
                sources.try_emplace({start.run, start.row + windows.given - 1 + lead}, source);
            if (!isNew && lead < found->second.ahead)
                found->second = source;
        }
    }
    return sources;
}

/// Frame `frame` of a window.
WindowRow windowFrame(const std::vector<double>& values, const PredictedWindows& windows,
                      std::size_t window, std::int64_t frame)
{
    const std::size_t regions = windows.regions.size();
    const std::size_t at =
        (window * static_cast<std::size_t>(windows.frames) + static_cast<std::size_t>(frame)) *
        regions;
    return WindowRow(values.data() + at, static_cast<Eigen::Index>(regions));
}

PredictedRows::Piece pieceOf(const PredictedWindows& windows, RowSources::const_iterator from,
                             RowSources::const_iterator to)
{
    const auto rows = static_cast<Eigen::Index>(std::distance(from, to));
    const auto regions = static_cast<Eigen::Index>(windows.regions.size());
    PredictedRows::Piece piece;
    piece.first = from->first;
    for (Eigen::MatrixXd* matrix : {&piece.truth, &piece.model, &piece.persistence})
        matrix->resize(rows, regions);
    for (Eigen::Index row = 0; from != to; ++from, ++row) {
        const RowSource& source = from->second;
        const std::int64_t frame = windows.given - 1 + source.ahead;
        piece.truth.row(row) = windowFrame(windows.truth, windows, source.window, frame);
        piece.model.row(row) = windowFrame(windows.prediction, windows, source.window, frame);
        piece.persistence.row(row) =
            windowFrame(windows.truth, windows, source.window, windows.given - 1);
    }
    return piece;
}

/// Nothing where the training part is too short, or its fit grows without bound.
void addLinearProcess(PredictedRows& rows, const std::vector<Eigen::MatrixXd>& training)
{
    constexpr double kRidge = 0.1;
    constexpr double kUnstable = 1e6;  // times the largest value of the training part
    Eigen::MatrixXd run;
    double largest = 0.0;
    for (const Eigen::MatrixXd& piece : training)
        largest = std::max(largest, piece.cwiseAbs().maxCoeff());
    try {
        run = LinearProcess::fit(training, kRidge).simulate(rows.rows(), 1);
    } catch (const InputError&) {
        return;
    }
    if (!run.allFinite() || run.cwiseAbs().maxCoeff() > kUnstable * largest)
        return;
    Eigen::Index next = 0;
    for (PredictedRows::Piece& piece : rows.pieces) {
        piece.linear = run.middleRows(next, piece.truth.rows());
        next += piece.truth.rows();
    }
}

}  // namespace

std::string PredictedWindows::timeLabel() const
{
    return fmt::format("t ({})", timeUnit.empty() ? "volumes" : timeUnit);
}

Eigen::Index PredictedRows::rows() const
{
    Eigen::Index sum = 0;
    for (const Piece& piece : pieces)
        sum += piece.truth.rows();
    return sum;
}

std::vector<Eigen::MatrixXd> PredictedRows::series(Eigen::MatrixXd Piece::*which) const
{
    std::vector<Eigen::MatrixXd> result;
    result.reserve(pieces.size());
    for (const Piece& piece : pieces)
        result.push_back(piece.*which);
    return result;
}

std::vector<Eigen::MatrixXd> PredictedRows::runSeries(Eigen::MatrixXd Piece::*which) const
{
    std::vector<Eigen::MatrixXd> result;
    for (auto from = pieces.begin(); from != pieces.end();) {
        const auto isOther = [run = from->first.run](const Piece& piece) {
            return piece.first.run != run;
        };
        const auto to = std::find_if(from, pieces.end(), isOther);
        Eigen::Index count = 0;
        for (auto piece = from; piece != to; ++piece)
            count += piece->truth.rows();
        Eigen::MatrixXd all(count, from->truth.cols());
        for (Eigen::Index next = 0; from != to; ++from) {
            all.middleRows(next, from->truth.rows()) = (*from).*which;
            next += from->truth.rows();
        }
        result.push_back(std::move(all));
    }
    return result;
}

std::string PredictedRows::aheadText() const
{
    if (longest > ahead)
        return fmt::format("{} to {} frames ahead", ahead, longest);
    return fmt::format("{} frame{} ahead", ahead, ahead == 1 ? "" : "s");
}

PredictedRows PredictedRows::of(const PredictedWindows& windows, std::int64_t ahead)
{
    if (ahead < 1 || ahead > windows.horizon())
        throw InputError(windows.run, "frames ahead: no window holds so many",
                         std::to_string(ahead), fmt::format("1 to {}", windows.horizon()));
    const RowSources sources = nearestWindows(windows, ahead);
    PredictedRows result;
    result.ahead = ahead;
    for (auto from = sources.begin(); from != sources.end();) {
        auto to = from;
        PredictedWindows::Place next = from->first;
        for (; to != sources.end() && to->first == next; ++to, ++next.row)
            result.longest = std::max(result.longest, to->second.ahead);
        result.pieces.push_back(pieceOf(windows, from, to));
        from = to;
    }
    if (!windows.training.empty())
        addLinearProcess(result, windows.training);
    return result;
}

}  // namespace nie
