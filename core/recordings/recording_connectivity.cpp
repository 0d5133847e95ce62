#include "core/recordings/recording_connectivity.h"

#include "core/base/error.h"
#include "core/signals/connectivity.h"
#include "core/signals/partial_correlation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace nie {

namespace {

/// All rows, the mean of each piece taken out.
Eigen::MatrixXd centredRows(const std::vector<Eigen::MatrixXd>& pieces)
{
    Eigen::Index rows = 0;
    for (const Eigen::MatrixXd& piece : pieces)
        rows += piece.rows();
    Eigen::MatrixXd all(rows, pieces.front().cols());
    Eigen::Index next = 0;
    for (const Eigen::MatrixXd& piece : pieces) {
        all.middleRows(next, piece.rows()) = piece.rowwise() - piece.colwise().mean();
        next += piece.rows();
    }
    return all;
}

}  // namespace

RecordingConnectivity connectivityOf(const std::vector<Eigen::MatrixXd>& pieces,
                                     const std::string& method)
{
    if (pieces.empty())
        throw InputError("functional connectivity", "there are no rows");
    const Eigen::MatrixXd rows = centredRows(pieces);
    RecordingConnectivity result;
    result.rows = rows.rows();
    if (method == "pearson") {
        result.matrix = functionalConnectivity(rows);
        return result;
    }
    if (method == "partial" && rows.rows() > rows.cols()) {
        result.matrix = partialCorrelation(sampleCovariance(rows));
        return result;
    }
    if (method != "partial" && method != "shrunk")
        throw InputError("functional connectivity", "unknown method", "'" + method + "'",
                         "pearson, partial or shrunk");
    const ShrunkCovariance shrunk = ShrunkCovariance::of(rows);
    result.shrinkage = shrunk.shrinkage;
    if (method == "shrunk") {
        result.matrix = correlationOf(shrunk.matrix);
        return result;
    }
    result.matrix = partialCorrelation(shrunk.matrix);
    result.warnings.push_back(fmt::format("{} rows for {} regions: the covariance was shrunk "
                                          "(Ledoit-Wolf) before it was inverted",
                                          rows.rows(), rows.cols()));
    return result;
}

std::optional<RecordingDynamics> dynamicsOf(const std::vector<Eigen::MatrixXd>& pieces,
                                            double rowSeconds, double window, double shift)
{
    RecordingDynamics result;
    result.length = static_cast<Eigen::Index>(std::llround(window / rowSeconds));
    result.shift =
        std::max<Eigen::Index>(1, static_cast<Eigen::Index>(std::llround(shift / rowSeconds)));
    Eigen::Index windows = 0;
    for (const Eigen::MatrixXd& piece : pieces)
        windows +=
            piece.rows() >= result.length ? (piece.rows() - result.length) / result.shift + 1 : 0;
    if (pieces.empty() || result.length < 3 || windows < 2 || pieces.front().cols() < 3)
        return std::nullopt;
    result.matrix = connectivityDynamics(pieces, result.length, result.shift);
    return result;
}

std::vector<Eigen::Index> orderBySimilarity(const Eigen::MatrixXd& correlations)
{
    const Eigen::Index count = correlations.rows();
    std::vector<Eigen::Index> order(static_cast<std::size_t>(count));
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    if (count < 3)
        return order;
    const Eigen::MatrixXd finite =
        correlations.array().isFinite().select(correlations.array(), 0.0).matrix();
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(finite);
    const Eigen::VectorXd first = solver.eigenvectors().col(count - 1);
    const Eigen::VectorXd second = solver.eigenvectors().col(count - 2);
    std::vector<double> angle(order.size());
    for (Eigen::Index k = 0; k < count; ++k)
        angle[static_cast<std::size_t>(k)] = std::atan2(second[k], first[k]);
    const auto byAngle = [&](Eigen::Index a, Eigen::Index b) {
        return angle[static_cast<std::size_t>(a)] < angle[static_cast<std::size_t>(b)];
    };
    std::stable_sort(order.begin(), order.end(), byAngle);
    // The circle is cut open at its widest gap.
    std::size_t cut = 0;
    double widest = -1.0;
    for (std::size_t k = 0; k < order.size(); ++k) {
        const std::size_t next = (k + 1) % order.size();
        double gap = angle[static_cast<std::size_t>(order[next])] -
                     angle[static_cast<std::size_t>(order[k])];
        if (next == 0)
            gap += 2.0 * std::numbers::pi;
        if (gap > widest) {
            widest = gap;
            cut = next;
        }
    }
    std::rotate(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(cut), order.end());
    return order;
}

}  // namespace nie
