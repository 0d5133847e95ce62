#pragma once

#include <Eigen/Dense>

#include <optional>
#include <string>
#include <vector>

namespace nie {

/// Connectivity of all rows of a recording.
struct RecordingConnectivity {
    Eigen::MatrixXd matrix;           ///< [region, region]
    Eigen::Index rows = 0;            ///< that were correlated
    std::optional<double> shrinkage;  ///< where the covariance was shrunk
    std::vector<std::string> warnings;
};

/// "pearson", "partial", or "shrunk": Pearson after Ledoit-Wolf shrinkage. The mean of each piece
/// [time, region] is taken out first. Partial correlation of fewer rows than regions shrinks, with
/// a warning.
RecordingConnectivity connectivityOf(const std::vector<Eigen::MatrixXd>& pieces,
                                     const std::string& method);

/// Functional connectivity dynamics of a recording.
struct RecordingDynamics {
    Eigen::MatrixXd matrix;   ///< [window, window]
    Eigen::Index length = 0;  ///< rows of a window
    Eigen::Index shift = 0;   ///< rows from one to the next
};

/// Windows of so many seconds inside the pieces; nothing where the pieces hold fewer than two of
/// them, or windows are shorter than 3 rows, or regions fewer than 3.
std::optional<RecordingDynamics> dynamicsOf(const std::vector<Eigen::MatrixXd>& pieces,
                                            double rowSeconds, double window, double shift);

/// Regions in an order that puts similar ones beside each other: by the angle of the two leading
/// eigenvectors of their correlations (Friendly, Am. Stat. 56, 316, 2002). Missing values count as
/// 0.
std::vector<Eigen::Index> orderBySimilarity(const Eigen::MatrixXd& correlations);

}  // namespace nie
