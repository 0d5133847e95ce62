#pragma once

#include <Eigen/Dense>

#include <cstdint>
#include <vector>

namespace nie {

/// x(t) = mean + A (x(t-1) - mean) + e(t): a vector autoregression of first order with Gaussian
/// noise, which describes much of resting brain activity (Nozari et al., Nat. Biomed. Eng. 8, 68,
/// 2024).
class LinearProcess {
public:
    /// By ridge regression over the pairs of neighbouring rows of the pieces [time, region]; the
    /// penalty is `ridge` times the mean variance for every pair. Throws InputError for fewer than
    /// two rows in every piece.
    static LinearProcess fit(const std::vector<Eigen::MatrixXd>& pieces, double ridge);

    const Eigen::MatrixXd& transition() const { return m_transition; }
    /// So many rows of the process after it has settled. Rows grow without bound where the fit is
    /// not stable.
    Eigen::MatrixXd simulate(Eigen::Index rows, std::uint64_t seed) const;

private:
    Eigen::RowVectorXd m_mean;
    Eigen::MatrixXd m_transition;  ///< transposed A: a row times it is the next row
    Eigen::MatrixXd
        m_noiseFactor;  ///< normal numbers [1, region] times it have the covariance of e
};

}  // namespace nie
