#include "core/signals/connectivity.h"

#include "core/base/error.h"
#include "core/signals/standardise.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

Eigen::MatrixXd functionalConnectivity(const Eigen::MatrixXd& series)
{
    const Eigen::MatrixXd scaled = zScored(series);
    Eigen::MatrixXd result =
        scaled.transpose() * scaled / (static_cast<double>(series.rows()) - 1.0);
    for (Eigen::Index region = 0; region < result.rows(); ++region) {
        if (scaled.col(region).isZero(0.0)) {
            result.row(region).setConstant(std::numeric_limits<double>::quiet_NaN());
            result.col(region).setConstant(std::numeric_limits<double>::quiet_NaN());
        } else {
            result(region, region) = 1.0;
        }
    }
    return result;
}

double pearsonCorrelation(const Eigen::VectorXd& a, const Eigen::VectorXd& b)
{
    Eigen::MatrixXd both(a.size(), 2);
    both << a, b;
    return functionalConnectivity(both)(0, 1);
}

Eigen::MatrixXd connectivityDynamics(const std::vector<Eigen::MatrixXd>& runs, Eigen::Index length,
                                     Eigen::Index shift)
{
    constexpr const char* kWhere = "functional connectivity dynamics";
    if (length < 2 || shift < 1)
        throw InputError(kWhere, "bad windows",
                         std::to_string(length) + " points every " + std::to_string(shift),
                         "length >= 2 and shift >= 1");
    std::vector<Eigen::VectorXd> connectivities;
    for (const Eigen::MatrixXd& run : runs) {
        if (run.cols() != runs.front().cols())
            throw InputError(kWhere, "runs with different regions", std::to_string(run.cols()),
                             std::to_string(runs.front().cols()));
        for (Eigen::Index start = 0; start + length <= run.rows(); start += shift)
            connectivities.push_back(
                upperTriangle(functionalConnectivity(run.middleRows(start, length))));
    }
    if (connectivities.size() < 2)
        throw InputError(kWhere, "fewer than two windows", std::to_string(connectivities.size()),
                         "runs of at least length + shift points");
    Eigen::MatrixXd columns(connectivities.front().size(),
                            static_cast<Eigen::Index>(connectivities.size()));
    for (std::size_t window = 0; window < connectivities.size(); ++window)
        columns.col(static_cast<Eigen::Index>(window)) = connectivities[window];
    return functionalConnectivity(columns);
}

Eigen::VectorXd upperTriangle(const Eigen::MatrixXd& matrix)
{
    Eigen::VectorXd result(matrix.rows() * (matrix.rows() - 1) / 2);
    Eigen::Index next = 0;
    for (Eigen::Index row = 0; row < matrix.rows(); ++row) {
        const Eigen::Index count = matrix.cols() - row - 1;
        result.segment(next, count) = matrix.row(row).tail(count).transpose();
        next += count;
    }
    return result;
}

double kolmogorovSmirnovDistance(Eigen::VectorXd a, Eigen::VectorXd b)
{
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    double largest = 0.0;
    Eigen::Index i = 0;
    Eigen::Index j = 0;
    while (i < a.size() && j < b.size()) {
        // Equal values step both functions before they are compared.
        const double value = std::min(a[i], b[j]);
        while (i < a.size() && a[i] <= value)
            ++i;
        while (j < b.size() && b[j] <= value)
            ++j;
        largest =
            std::max(largest, std::abs(static_cast<double>(i) / static_cast<double>(a.size()) -
                                       static_cast<double>(j) / static_cast<double>(b.size())));
    }
    return largest;
}

}  // namespace nie
