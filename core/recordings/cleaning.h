#pragma once

#include "core/recordings/cleaning_options.h"

#include <Eigen/Dense>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace nie {

/// A run after cleaning.
struct CleanedSeries {
    Eigen::MatrixXd series;          ///< [time, region], without the dropped rows
    std::vector<std::string> steps;  ///< what was done, in order, in words
    std::vector<std::string> warnings;
    /// Rows over which a filter carries values; windows of different parts are to be so far apart.
    Eigen::Index reach = 0;
    /// Where each row stands on an even grid of time: one more than the row before, unless volumes
    /// between them were censored.
    std::vector<std::int64_t> places;
    Eigen::Index volumesPerRow = 1;

    /// The stretches without a gap, in order.
    std::vector<Eigen::MatrixXd> pieces() const;
};

/// Cleans one run [time, region] in this order: drop the first volumes, logarithm, bridge censored
/// volumes, detrend series and confounds, band-pass both, remove what was censored, regress the
/// confounds out (with the slow cosines), downsample, standardise. The bridge is a cubic spline; before
/// a causal filter the last value is held, so that nothing looks ahead. Runs are never cleaned
/// together. The definitions are those of nilearn.signal.clean (Abraham et al., Front. Neuroinform.
/// 8, 14, 2014). Changes nothing: the series given stays as it is.
/// `confounds` [time, confound]: of the whole run, before rows are dropped; no columns: none.
/// `repetitionTime` in s is needed by filters only; throws InputError naming --tr without it, and
/// for a logarithm of numbers <= 0.
CleanedSeries clean(const Eigen::MatrixXd& series, const CleaningOptions& options,
                    const Eigen::MatrixXd& confounds = {},
                    std::optional<double> repetitionTime = {});

/// The columns of a table of confounds that `options` name. n/a in the first row counts as 0, with
/// a warning; elsewhere it is refused. Throws InputError for an unknown column.
Eigen::MatrixXd readConfounds(const CleaningOptions& options, std::vector<std::string>& warnings);

}  // namespace nie
