#include "core/base/error.h"
#include "core/numerics/gmres.h"
#include "core/numerics/vector_stepper.h"

#include <Eigen/LU>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

/// (I - dG/dy) step = G(y) - y, dense LU or GMRES on difference quotients; the step is halved while
/// the residual does not fall.
class NewtonStepper : public VectorStepper {
public:
    NewtonStepper(VectorFixedPoint problem, bool krylov)
        : m_problem(std::move(problem)),
          m_krylov(krylov)
    {
        if (!m_krylov && !m_problem.jacobian)
            throw InputError("stepper", "the Jacobian is not available", "newton", "newton_krylov");
    }

    Eigen::VectorXd next(const Eigen::VectorXd& y, const Eigen::VectorXd& g) override
    {
        m_y = y;
        m_extraEvaluations = 0;
        m_step = m_krylov ? krylovStep(y, g) : denseStep(y, g);
        m_length = 1.0;
        return y + m_step;
    }

    std::optional<Eigen::VectorXd> shorten() override
    {
        m_length *= 0.5;
        m_stalled = m_length < kShortestStep;
        if (m_stalled)
            return {};
        return m_y + m_length * m_step;
    }

    bool stalled() const override { return m_stalled; }
    std::int64_t extraEvaluations() const override { return m_extraEvaluations; }

private:
    static constexpr double kShortestStep = 1e-3;
    static constexpr double kForcing = 1e-4;
    static constexpr int kMaxProducts = 120;

    Eigen::VectorXd denseStep(const Eigen::VectorXd& y, const Eigen::VectorXd& g) const
    {
        Eigen::MatrixXd matrix = -m_problem.jacobian(y);
        matrix.diagonal().array() += 1.0;
        return matrix.partialPivLu().solve(g - y);
    }

    Eigen::VectorXd krylovStep(const Eigen::VectorXd& y, const Eigen::VectorXd& g)
    {
        const double scale = 1e-7 * (1.0 + y.norm());
        const auto product = [&](const Eigen::VectorXd& v) -> Eigen::VectorXd {
            const double norm = v.norm();
            if (norm == 0.0)
                return v;
            const double h = scale / norm;
            ++m_extraEvaluations;
            return v - (m_problem.map(y + h * v) - g) / h;
        };
        return gmres(product, g - y, kForcing, kMaxProducts).x;
    }

    VectorFixedPoint m_problem;
    bool m_krylov;
    Eigen::VectorXd m_y;
    Eigen::VectorXd m_step;
    double m_length = 1.0;
    bool m_stalled = false;
    std::int64_t m_extraEvaluations = 0;
};

}  // namespace

std::unique_ptr<VectorStepper> makeNewtonStepper(const VectorFixedPoint& problem, bool krylov)
{
    return std::make_unique<NewtonStepper>(problem, krylov);
}

}  // namespace nie
