#include "core/signals/partial_correlation.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

Eigen::MatrixXd sampleCovariance(const Eigen::MatrixXd& series)
{
    const Eigen::MatrixXd centred = series.rowwise() - series.colwise().mean();
    return centred.transpose() * centred / static_cast<double>(series.rows());
}

Eigen::MatrixXd correlationOf(const Eigen::MatrixXd& covariance)
{
    const Eigen::VectorXd scale = covariance.diagonal().cwiseSqrt().cwiseInverse();
    return scale.asDiagonal() * covariance * scale.asDiagonal();
}

ShrunkCovariance ShrunkCovariance::of(const Eigen::MatrixXd& series)
{
    const Eigen::MatrixXd centred = series.rowwise() - series.colwise().mean();
    const double rows = static_cast<double>(series.rows());
    const double regions = static_cast<double>(series.cols());
    const Eigen::MatrixXd sample = sampleCovariance(series);
    const Eigen::MatrixXd squares = centred.cwiseAbs2();
    const double mean = sample.trace() / regions;
    const double distance = sample.squaredNorm() - regions * mean * mean;
    const double fourth = (squares.transpose() * squares).sum() / rows;
    const double noise = (fourth - sample.squaredNorm()) / rows;
    ShrunkCovariance result;
    result.shrinkage = distance > 0 ? std::min(noise, distance) / distance : 0.0;
    result.matrix = (1.0 - result.shrinkage) * sample;
    result.matrix.diagonal().array() += result.shrinkage * mean;
    return result;
}

Eigen::MatrixXd partialCorrelation(const Eigen::MatrixXd& covariance)
{
    // By correlations: regions of very different scale would spoil the inverse.
    const Eigen::MatrixXd scaled = correlationOf(covariance);
    const Eigen::LDLT<Eigen::MatrixXd> factors(scaled);
    const Eigen::VectorXd pivots = factors.vectorD();
    constexpr double kSingular = 1e-12;
    if (!scaled.allFinite() || factors.info() != Eigen::Success || pivots.minCoeff() < kSingular)
        return Eigen::MatrixXd::Constant(covariance.rows(), covariance.cols(),
                                         std::numeric_limits<double>::quiet_NaN());
    const Eigen::MatrixXd precision =
        factors.solve(Eigen::MatrixXd::Identity(scaled.rows(), scaled.cols()));
    Eigen::MatrixXd result = -correlationOf(precision);
    result.diagonal().setOnes();
    return result;
}

}  // namespace nie
