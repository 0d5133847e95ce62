#include "core/numerics/vector_stepper.h"

#include "core/base/error.h"

#include <Eigen/Core>

#include <deque>
#include <vector>

namespace nie {

namespace {

/// y + alpha (G(y) - y); alpha = 1 is Picard.
class RelaxationStepper : public VectorStepper {
public:
    explicit RelaxationStepper(double alpha) : m_alpha(alpha) {}

    Eigen::VectorXd next(const Eigen::VectorXd& y, const Eigen::VectorXd& g) override
    {
        return y + m_alpha * (g - y);
    }

private:
    double m_alpha;
};

/// Anderson mixing (Anderson 1965; Walker and Ni 2011): gamma = argmin |r - dR gamma|, then
/// y + beta r - (dY + beta dR) gamma. Least squares by Gram-Schmidt instead of normal equations.
class AndersonStepper : public VectorStepper {
public:
    AndersonStepper(int memory, double beta)
        : m_memory(static_cast<std::size_t>(memory)),
          m_beta(beta)
    {}

    Eigen::VectorXd next(const Eigen::VectorXd& y, const Eigen::VectorXd& g) override
    {
        const Eigen::VectorXd r = g - y;
        if (m_hasPrevious) {
            if (r.norm() > kRestartGrowth * m_previousResidual.norm()) {
                m_dY.clear();
                m_dR.clear();
            } else {
                m_dY.push_back(y - m_previous);
                m_dR.push_back(r - m_previousResidual);
                if (m_dY.size() > m_memory) {
                    m_dY.pop_front();
                    m_dR.pop_front();
                }
            }
        }
        m_previous = y;
        m_previousResidual = r;
        m_hasPrevious = true;
        Eigen::VectorXd step = m_beta * r;
        if (!m_dR.empty()) {
            const Eigen::VectorXd gamma = leastSquares(r);
            for (std::size_t k = 0; k < m_dR.size(); ++k)
                step -= gamma[static_cast<Eigen::Index>(k)] * (m_dY[k] + m_beta * m_dR[k]);
        }
        return y + step;
    }

private:
    static constexpr double kRestartGrowth = 1e3;
    static constexpr double kDependent = 1e-7;

    /// argmin |r - dR gamma|, the newest difference first; one that adds (nearly) no new direction
    /// to the newer ones gets gamma = 0, so that on few dimensions the newest secants decide.
    Eigen::VectorXd leastSquares(const Eigen::VectorXd& r) const
    {
        const auto count = static_cast<Eigen::Index>(m_dR.size());
        Eigen::MatrixXd q(r.size(), count);
        Eigen::MatrixXd upper = Eigen::MatrixXd::Zero(count, count);
        std::vector<std::size_t> used;
        Eigen::Index rank = 0;
        for (std::size_t k = m_dR.size(); k-- > 0;) {
            Eigen::VectorXd column = m_dR[k];
            for (Eigen::Index i = 0; i < rank; ++i) {
                upper(i, rank) = q.col(i).dot(column);
                column -= upper(i, rank) * q.col(i);
            }
            const double remainder = column.norm();
            if (!(remainder > kDependent * m_dR[k].norm()))
                continue;
            upper(rank, rank) = remainder;
            q.col(rank++) = column / remainder;
            used.push_back(k);
        }
        const Eigen::VectorXd solved = upper.topLeftCorner(rank, rank)
                                           .triangularView<Eigen::Upper>()
                                           .solve(q.leftCols(rank).transpose() * r);
        Eigen::VectorXd gamma = Eigen::VectorXd::Zero(count);
        for (Eigen::Index i = 0; i < rank; ++i)
            gamma[static_cast<Eigen::Index>(used[static_cast<std::size_t>(i)])] = solved[i];
        return gamma;
    }

    std::size_t m_memory;
    double m_beta;
    bool m_hasPrevious = false;
    Eigen::VectorXd m_previous;
    Eigen::VectorXd m_previousResidual;
    std::deque<Eigen::VectorXd> m_dY;
    std::deque<Eigen::VectorXd> m_dR;
};

}  // namespace

std::vector<std::string> vectorStepperNames()
{
    return {"picard", "damped", "anderson", "newton", "newton_krylov"};
}

std::unique_ptr<VectorStepper> makeVectorStepper(const VectorFixedPoint& problem,
                                                 const VectorIterationOptions& options)
{
    const double one = options.damping > 0.0 ? options.damping : 1.0;
    if (options.stepper == "picard")
        return std::make_unique<RelaxationStepper>(1.0);
    if (options.stepper == "damped")
        return std::make_unique<RelaxationStepper>(options.damping > 0.0 ? options.damping : 0.5);
    if (options.stepper == "anderson")
        return std::make_unique<AndersonStepper>(options.memory, one);
    if (options.stepper == "newton" || options.stepper == "newton_krylov")
        return makeNewtonStepper(problem, options.stepper == "newton_krylov");
    throw InputError("stepper", "unknown stepper", options.stepper,
                     "picard, damped, anderson, newton, newton_krylov");
}

}  // namespace nie
