#include "core/signals/confounds.h"

#include "core/base/error.h"
#include "core/signals/standardise.h"

#include <cmath>
#include <limits>
#include <numbers>
#include <string>

namespace nie {

Eigen::MatrixXd withoutConfounds(const Eigen::MatrixXd& series, const Eigen::MatrixXd& confounds)
{
    if (series.rows() != confounds.rows())
        throw InputError("confounds", "another number of rows than the recording has",
                         std::to_string(confounds.rows()), std::to_string(series.rows()));
    if (!confounds.allFinite())
        throw InputError("confounds", "a number is missing or not finite");
    if (confounds.cols() == 0)
        return series;
    const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> factors(zScored(confounds));
    const Eigen::VectorXd diagonal = factors.matrixR().diagonal().cwiseAbs();
    constexpr double kDependent = 100.0 * std::numeric_limits<double>::epsilon();
    Eigen::Index kept = 0;
    while (kept < diagonal.size() && diagonal[kept] > kDependent)
        ++kept;
    const Eigen::MatrixXd basis =
        factors.householderQ() * Eigen::MatrixXd::Identity(confounds.rows(), kept);
    return series - basis * (basis.transpose() * series);
}

Eigen::MatrixXd motionExpansion(const Eigen::MatrixXd& motion)
{
    const Eigen::Index count = motion.cols();
    Eigen::MatrixXd change = Eigen::MatrixXd::Zero(motion.rows(), count);
    if (motion.rows() > 1)
        change.bottomRows(motion.rows() - 1) =
            motion.bottomRows(motion.rows() - 1) - motion.topRows(motion.rows() - 1);
    Eigen::MatrixXd result(motion.rows(), 4 * count);
    result << motion, change, motion.cwiseAbs2(), change.cwiseAbs2();
    return result;
}

Eigen::MatrixXd cosineDrift(Eigen::Index rows, double cutOff, double repetitionTime)
{
    const double length = static_cast<double>(rows);
    const auto count =
        static_cast<Eigen::Index>(std::floor(2.0 * length * cutOff * repetitionTime));
    Eigen::MatrixXd result(rows, std::max<Eigen::Index>(0, std::min(count, rows - 1)));
    for (Eigen::Index k = 0; k < result.cols(); ++k)
        for (Eigen::Index row = 0; row < rows; ++row)
            result(row, k) = std::sqrt(2.0 / length) *
                             std::cos(std::numbers::pi / length * (static_cast<double>(row) + 0.5) *
                                      static_cast<double>(k + 1));
    return result;
}

}  // namespace nie
