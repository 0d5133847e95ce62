#include "core/signals/linear_process.h"

#include "core/base/error.h"
#include "core/base/random.h"

#include <algorithm>

namespace nie {

namespace {

constexpr Eigen::Index kSettling = 500;  // rows

/// Rows and those that follow them.
struct NeighbouringRows {
    Eigen::MatrixXd before;
    Eigen::MatrixXd after;

    explicit NeighbouringRows(const std::vector<Eigen::MatrixXd>& pieces)
    {
        Eigen::Index pairs = 0;
        for (const Eigen::MatrixXd& piece : pieces)
            pairs += std::max<Eigen::Index>(0, piece.rows() - 1);
        if (pairs == 0)
            throw InputError("linear process", "no row follows another one");
        before.resize(pairs, pieces.front().cols());
        after.resize(pairs, pieces.front().cols());
        Eigen::Index next = 0;
        for (const Eigen::MatrixXd& piece : pieces) {
            const Eigen::Index own = piece.rows() - 1;
            if (own < 1)
                continue;
            before.middleRows(next, own) = piece.topRows(own);
            after.middleRows(next, own) = piece.bottomRows(own);
            next += own;
        }
    }
};

}  // namespace

LinearProcess LinearProcess::fit(const std::vector<Eigen::MatrixXd>& pieces, double ridge)
{
    NeighbouringRows rows(pieces);
    LinearProcess process;
    process.m_mean = rows.before.colwise().mean();
    rows.before.rowwise() -= process.m_mean;
    rows.after.rowwise() -= process.m_mean;
    const Eigen::MatrixXd& before = rows.before;
    const auto regions = double(before.cols());
    Eigen::MatrixXd gram = before.transpose() * before;
    gram.diagonal().array() += ridge * gram.trace() / regions;
    const Eigen::LDLT<Eigen::MatrixXd> solver(gram);
    process.m_transition = solver.solve(before.transpose() * rows.after);
    const Eigen::MatrixXd residual = rows.after - before * process.m_transition;
    const Eigen::MatrixXd covariance = residual.transpose() * residual / double(residual.rows());
    // Fewer rows than regions leave a covariance without full rank: no factor by Cholesky.
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> modes(covariance);
    process.m_noiseFactor = modes.eigenvalues().cwiseMax(0.0).cwiseSqrt().asDiagonal() *
                            modes.eigenvectors().transpose();
    return process;
}

Eigen::MatrixXd LinearProcess::simulate(Eigen::Index rows, std::uint64_t seed) const
{
    RandomStream random(seed);
    Eigen::MatrixXd result(rows, m_mean.cols());
    Eigen::RowVectorXd state = Eigen::RowVectorXd::Zero(m_mean.cols());
    Eigen::RowVectorXd noise(m_mean.cols());
    for (Eigen::Index row = -kSettling; row < rows; ++row) {
        for (double& value : noise)
            value = random.normal();
        state = (state * m_transition + noise * m_noiseFactor).eval();
        if (row >= 0)
            result.row(row) = m_mean + state;
    }
    return result;
}

}  // namespace nie
