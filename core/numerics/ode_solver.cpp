#include "core/numerics/ode_solver.h"

#include "core/base/error.h"
#include "core/numerics/ode_integrator.h"

#include <torch/custom_class.h>

namespace nie {

namespace {

void requireMonotonic(const std::vector<double>& times)
{
    if (times.empty())
        throw InputError("ODE solver", "no times are wanted", "0 times", "at least 1");
    for (std::size_t i = 1; i < times.size(); ++i)
        if ((times[i] - times[i - 1]) * (times[1] - times[0]) <= 0.0)
            throw InputError("ODE solver", "the wanted times do not go one way",
                             std::to_string(times[i - 1]) + ", " + std::to_string(times[i]),
                             "strictly increasing or strictly decreasing times");
}

/// All that the backward pass of an integration needs besides tensors.
struct AdjointProblem : torch::CustomClassHolder {
    OdeFunction f;
    std::vector<double> times;
    OdeOptions options;
    std::stop_token stop;
    std::shared_ptr<OdeFacts> facts;
};

torch::Tensor joined(const std::vector<torch::Tensor>& parts)
{
    std::vector<torch::Tensor> flat;
    for (const auto& part : parts)
        flat.push_back(part.reshape({-1}));
    return torch::cat(flat);
}

/// d/dt of (y, a, g): f, -a df/dy, -a df/dtheta, in one vector.
torch::Tensor adjointSlope(const OdeFunction& f, double t, const torch::Tensor& state,
                           const std::vector<std::int64_t>& shape,
                           const std::vector<torch::Tensor>& parameters)
{
    const torch::AutoGradMode withGraph(true);
    const auto size = c10::multiply_integers(shape);
    std::vector<torch::Tensor> wanted{
        state.slice(0, 0, size).detach().view(shape).requires_grad_()};
    const auto a = state.slice(0, size, 2 * size).view(shape);
    wanted.insert(wanted.end(), parameters.begin(), parameters.end());
    const auto slope = f(t, wanted.front());
    std::vector<torch::Tensor> parts{slope.detach()};
    const auto found = torch::autograd::grad({slope}, wanted, {-a}, /*retain_graph=*/false,
                                             /*create_graph=*/false, /*allow_unused=*/true);
    for (std::size_t i = 0; i < wanted.size(); ++i)
        parts.push_back(found[i].defined() ? found[i] : torch::zeros_like(wanted[i]));
    return joined(parts);
}

struct AdjointIntegration : torch::autograd::Function<AdjointIntegration> {
    static torch::Tensor forward(torch::autograd::AutogradContext* context,
                                 const c10::intrusive_ptr<AdjointProblem>& problem,
                                 torch::TensorList tensors)
    {
        const torch::NoGradGuard noGrad;
        OdeIntegrator integrator(problem->f, problem->options, problem->stop, *problem->facts);
        const auto y = integrator.through(tensors[0], problem->times);
        auto kept = tensors.slice(1).vec();
        kept.push_back(y);
        context->save_for_backward(kept);
        context->saved_data["problem"] = c10::IValue::make_capsule(problem);
        return y;
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list gradients)
    {
        const torch::NoGradGuard noGrad;
        const auto capsule = context->saved_data["problem"].toCapsule();
        auto& problem = static_cast<AdjointProblem&>(*capsule);
        auto parameters = context->get_saved_variables();
        const auto y = parameters.back();
        parameters.pop_back();
        const auto shape = y[0].sizes().vec();
        const auto size = y[0].numel();
        const OdeFunction slope = [&](double t, const torch::Tensor& state) {
            return adjointSlope(problem.f, t, state, shape, parameters);
        };
        OdeFacts facts;
        OdeIntegrator integrator(slope, problem.options, problem.stop, facts);
        const auto last = static_cast<std::int64_t>(problem.times.size()) - 1;
        std::vector<torch::Tensor> parts{y[last], gradients[0][last]};
        for (const auto& parameter : parameters)
            parts.push_back(torch::zeros_like(parameter));
        torch::Tensor state = joined(parts);
        for (std::int64_t i = last; i > 0; --i) {
            const auto k = static_cast<std::size_t>(i);
            state = integrator.across(state, problem.times[k], problem.times[k - 1]).clone();
            // The forward solution is known there: no drift of y over the whole way back.
            state.slice(0, 0, size).copy_(y[i - 1].flatten());
            state.slice(0, size, 2 * size).add_(gradients[0][i - 1].flatten());
        }
        problem.facts->backwardEvaluations = facts.evaluations;
        // The first place belongs to the problem, which is no tensor.
        torch::autograd::variable_list result{{}, state.slice(0, size, 2 * size).view(shape)};
        std::int64_t begin = 2 * size;
        for (const auto& parameter : parameters) {
            result.push_back(
                state.slice(0, begin, begin + parameter.numel()).view(parameter.sizes()));
            begin += parameter.numel();
        }
        return result;
    }
};

}  // namespace

OdeSolution solveOde(const OdeFunction& f, const torch::Tensor& y0,
                     const std::vector<double>& times, const OdeOptions& options,
                     std::stop_token stop)
{
    requireMonotonic(times);
    OdeSolution solution;
    OdeIntegrator integrator(f, options, std::move(stop), *solution.facts);
    solution.y = integrator.through(y0, times);
    return solution;
}

OdeSolution solveOdeByAdjoint(const OdeFunction& f, const torch::Tensor& y0,
                              const std::vector<double>& times,
                              const std::vector<torch::Tensor>& parameters,
                              const OdeOptions& options, std::stop_token stop)
{
    requireMonotonic(times);
    OdeSolution solution;
    auto problem = c10::make_intrusive<AdjointProblem>();
    problem->f = f;
    problem->times = times;
    problem->options = options;
    problem->stop = std::move(stop);
    problem->facts = solution.facts;
    std::vector<torch::Tensor> tensors{y0};
    tensors.insert(tensors.end(), parameters.begin(), parameters.end());
    // A list that LibTorch looks into for variables; it would not look into a vector.
    solution.y = AdjointIntegration::apply(problem, torch::TensorList(tensors));
    return solution;
}

}  // namespace nie
