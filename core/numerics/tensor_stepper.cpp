#include "core/numerics/tensor_stepper.h"

#include "core/base/error.h"
#include "core/numerics/anderson.h"
#include "core/numerics/newton_krylov.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace nie {

namespace {

/// y + beta (G(y) - y); beta = 1 is successive approximation.
class RelaxationStepper : public FixedPointStepper {
public:
    explicit RelaxationStepper(double damping) : m_damping(damping) {}
    std::string name() const override { return m_damping == 1.0 ? "picard" : "damped"; }
    torch::Tensor next(const torch::Tensor& y, const torch::Tensor& g,
                       const torch::Tensor&) override
    {
        return m_damping == 1.0 ? g : torch::lerp(y, g, m_damping);
    }

private:
    double m_damping;
};

}  // namespace

std::vector<std::string> stepperNames()
{
    return {"picard", "damped", "anderson", "newton_krylov"};
}

std::unique_ptr<FixedPointStepper> makeStepper(const FixedPointOptions& options,
                                               MapEvaluation& evaluation)
{
    const auto dampingOr = [&](double usual) {
        return options.damping > 0.0 ? options.damping : usual;
    };
    if (options.stepper == "picard")
        return std::make_unique<RelaxationStepper>(dampingOr(1.0));
    if (options.stepper == "damped")
        return std::make_unique<RelaxationStepper>(dampingOr(0.5));
    if (options.stepper == "anderson")
        return std::make_unique<AndersonStepper>(options.memory, dampingOr(1.0));
    if (options.stepper == "newton_krylov")
        return std::make_unique<NewtonKrylovStepper>(evaluation, options.tolerance);
    throw InputError("solver.stepper", "unknown value", "\"" + options.stepper + "\"",
                     fmt::format("one of: {}", fmt::join(stepperNames(), ", ")));
}

}  // namespace nie
