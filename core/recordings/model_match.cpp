#include "core/recordings/model_match.h"

#include "core/signals/connectivity.h"

#include <cmath>
#include <limits>

namespace nie {

namespace {

constexpr double kNoMatch = std::numeric_limits<double>::quiet_NaN();

Eigen::VectorXd finiteOf(const Eigen::VectorXd& values)
{
    Eigen::VectorXd result(values.array().isFinite().count());
    Eigen::Index next = 0;
    for (const double value : values)
        if (std::isfinite(value))
            result[next++] = value;
    return result;
}

double upperMean(const Eigen::MatrixXd& matrix)
{
    const Eigen::VectorXd finite = finiteOf(upperTriangle(matrix));
    return finite.size() > 0 ? finite.mean() : kNoMatch;
}

/// Over the pairs of regions for which both are defined.
double upperCorrelation(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b)
{
    Eigen::VectorXd first = upperTriangle(a);
    Eigen::VectorXd second = upperTriangle(b);
    for (Eigen::Index k = 0; k < first.size(); ++k)
        if (!std::isfinite(first[k]) || !std::isfinite(second[k]))
            first[k] = second[k] = kNoMatch;
    first = finiteOf(first);
    second = finiteOf(second);
    return first.size() < 3 ? kNoMatch : pearsonCorrelation(first, second);
}

double upperDistance(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b)
{
    const Eigen::VectorXd first = finiteOf(upperTriangle(a));
    const Eigen::VectorXd second = finiteOf(upperTriangle(b));
    return first.size() == 0 || second.size() == 0 ? kNoMatch
                                                   : kolmogorovSmirnovDistance(first, second);
}

}  // namespace

ConnectivityMatch ConnectivityMatch::of(const PredictedRows& rows, const std::string& method)
{
    using Piece = PredictedRows::Piece;
    ConnectivityMatch match;
    match.truth = connectivityOf(rows.runSeries(&Piece::truth), method);
    match.model = connectivityOf(rows.runSeries(&Piece::model), method);
    const Eigen::MatrixXd held = connectivityOf(rows.runSeries(&Piece::persistence), method).matrix;
    match.correlation = upperCorrelation(match.truth.matrix, match.model.matrix);
    match.persistence = upperCorrelation(match.truth.matrix, held);
    match.linear =
        rows.hasLinear()
            ? upperCorrelation(match.truth.matrix,
                               connectivityOf(rows.runSeries(&Piece::linear), method).matrix)
            : kNoMatch;
    match.truthMean = upperMean(match.truth.matrix);
    match.modelMean = upperMean(match.model.matrix);
    return match;
}

std::optional<DynamicsMatch> DynamicsMatch::of(const PredictedRows& rows, double frameTime,
                                               double window, double shift)
{
    using Piece = PredictedRows::Piece;
    const auto dynamics = [&](Eigen::MatrixXd Piece::*which) {
        return dynamicsOf(rows.series(which), frameTime, window, shift);
    };
    const auto truth = dynamics(&Piece::truth);
    if (!truth)
        return std::nullopt;
    DynamicsMatch match;
    match.truth = *truth;
    match.model = *dynamics(&Piece::model);
    match.held = *dynamics(&Piece::persistence);
    match.distance = upperDistance(match.truth.matrix, match.model.matrix);
    match.persistenceDistance = upperDistance(match.truth.matrix, match.held.matrix);
    match.linearDistance = kNoMatch;
    if (rows.hasLinear()) {
        match.linear = *dynamics(&Piece::linear);
        match.linearDistance = upperDistance(match.truth.matrix, match.linear.matrix);
    }
    return match;
}

RegionMatch RegionMatch::of(const PredictedRows& rows, Eigen::Index region)
{
    Eigen::VectorXd truth(rows.rows());
    Eigen::VectorXd model(rows.rows());
    Eigen::Index next = 0;
    for (const PredictedRows::Piece& piece : rows.pieces) {
        truth.segment(next, piece.truth.rows()) = piece.truth.col(region);
        model.segment(next, piece.model.rows()) = piece.model.col(region);
        next += piece.truth.rows();
    }
    RegionMatch match;
    match.correlation = pearsonCorrelation(truth, model);
    const double scatter = (truth.array() - truth.mean()).square().sum();
    match.determination = scatter > 0 ? 1.0 - (model - truth).squaredNorm() / scatter : kNoMatch;
    return match;
}

}  // namespace nie
