#pragma once

#include <Eigen/Dense>

namespace nie {

/// [time, region] minus its projection on the confounds [time, confound], least squares. Each
/// confound is centred and scaled first; columns that depend on others (QR with column pivoting,
/// |R_ii| <= 100 eps) are left out. Throws InputError where the rows differ or a confound is not
/// finite.
Eigen::MatrixXd withoutConfounds(const Eigen::MatrixXd& series, const Eigen::MatrixXd& confounds);

/// Motion as 24 confounds: the 6 columns m, their differences dm (first row 0), m^2, dm^2 (Friston
/// et al., Magn. Reson. Med. 35, 346, 1996). Works for any number of columns.
Eigen::MatrixXd motionExpansion(const Eigen::MatrixXd& motion);

/// Slow cosines (discrete cosine transform II) up to a cut-off in Hz, [rows, K],
/// K = floor(2 rows cutOff TR): a high-pass filter as confounds.
Eigen::MatrixXd cosineDrift(Eigen::Index rows, double cutOff, double repetitionTime);

}  // namespace nie
