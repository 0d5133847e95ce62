#include "core/numerics/vector_stepper.h"

#include "core/base/error.h"

#include <Eigen/QR>

#include <deque>

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
/// y + beta r - (dY + beta dR) gamma. Least squares by column-pivoted QR instead of normal equations.
class AndersonStepper : public VectorStepper {
public:
    AndersonStepper(int memory, double beta) : m_memory(static_cast<std::size_t>(memory)), m_beta(beta) {}

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
            const Eigen::MatrixXd dR = columns(m_dR);
            Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr;
            qr.setThreshold(1e-13);
            qr.compute(dR);
            const Eigen::VectorXd gamma = qr.solve(r);
            step -= (columns(m_dY) + m_beta * dR) * gamma;
        }
        return y + step;
    }

private:
    static constexpr double kRestartGrowth = 1e3;

    static Eigen::MatrixXd columns(const std::deque<Eigen::VectorXd>& vectors)
    {
        Eigen::MatrixXd matrix(vectors.front().size(), static_cast<Eigen::Index>(vectors.size()));
        for (std::size_t k = 0; k < vectors.size(); ++k)
            matrix.col(static_cast<Eigen::Index>(k)) = vectors[k];
        return matrix;
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
