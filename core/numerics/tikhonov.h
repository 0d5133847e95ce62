#pragma once

#include <Eigen/Core>

namespace nie {

/// min |A y - g|^2 + lambda^2 |y|^2 for any lambda by one singular value decomposition:
/// y = sum_i s_i / (s_i^2 + lambda^2) (u_i . g) v_i (Tikhonov 1963; Hansen 1998).
class TikhonovProblem {
public:
    TikhonovProblem(const Eigen::MatrixXd& matrix, const Eigen::VectorXd& data);

    Eigen::VectorXd solve(double lambda) const;
    double residualNorm(double lambda) const;  ///< |A y - g|
    double solutionNorm(double lambda) const;  ///< |y|

    /// lambda with residual norm = 1.05 * noiseNorm (Morozov's discrepancy principle). Throws
    /// InputError for a noise norm <= 0. Noise larger than the data gives the largest singular
    /// value; noise below the residual that cannot be removed gives the smallest lambda sought.
    double lambdaByDiscrepancy(double noiseNorm) const;

    /// lambda at the corner of log |y| against log |A y - g|: where its curvature is largest. For
    /// unknown noise. The corner is where noise begins to be seen in |y|, which is late for white
    /// noise and a smooth solution: it regularises less than is best (Vogel 1996; measured on
    /// Phillips' equation five times less). Not suitable where the corner is round (data without
    /// noise).
    double lambdaByLCurve() const;

    /// lambda that minimises |A y - g|^2 / (n - sum_i s_i^2 / (s_i^2 + lambda^2))^2: generalised
    /// cross-validation (Golub, Heath and Wahba 1979). For white noise of unknown size; needs more
    /// data than the solution has degrees of freedom.
    double lambdaByCrossValidation() const;

    const Eigen::VectorXd& singularValues() const { return m_singular; }

private:
    double smallestLambda() const;
    /// Of the curve (log |A y - g|, log |y|) at lambda; positive where it turns like an L.
    double curvature(double lambda) const;

    Eigen::MatrixXd m_right;         ///< V
    Eigen::VectorXd m_singular;      ///< s, descending
    Eigen::VectorXd m_coefficients;  ///< u_i . g
    Eigen::Index m_dataCount = 0;    ///< n
    double m_unreachable = 0.0;      ///< squared norm of the data outside the range
};

}  // namespace nie
