#include "core/numerics/recomputed_function.h"

#include <torch/custom_class.h>

namespace nie {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

struct FunctionHolder : torch::CustomClassHolder {
    std::function<torch::Tensor(const torch::Tensor&)> function;
    std::vector<torch::Tensor> parameters;
};

class RecomputedFunction : public torch::autograd::Function<RecomputedFunction> {
public:
    /// `inputs` are y and the parameters, for the graph's edges.
    static torch::Tensor forward(AutogradContext* context, at::TensorList inputs,
                                 const c10::intrusive_ptr<FunctionHolder>& holder)
    {
        context->save_for_backward({inputs[0]});
        context->saved_data["function"] = c10::IValue::make_capsule(holder);
        const torch::NoGradGuard noGrad;
        return holder->function(inputs[0]);
    }

    static variable_list backward(AutogradContext* context, variable_list outputGradients)
    {
        const auto holder = c10::static_intrusive_pointer_cast<FunctionHolder>(
            context->saved_data["function"].toCapsule());
        const auto y = context->get_saved_variables()[0].detach().requires_grad_();
        variable_list inputs{y};
        inputs.insert(inputs.end(), holder->parameters.begin(), holder->parameters.end());
        torch::Tensor image;
        {
            const torch::AutoGradMode withGraph(true);
            image = holder->function(y);
        }
        auto gradients =
            torch::autograd::grad({image}, inputs, {outputGradients[0]}, /*retain_graph=*/false,
                                  /*create_graph=*/false, /*allow_unused=*/true);
        gradients.emplace_back();  // of the holder
        return gradients;
    }
};

}  // namespace

torch::Tensor recomputed(const std::function<torch::Tensor(const torch::Tensor& y)>& function,
                         const torch::Tensor& y, const std::vector<torch::Tensor>& parameters)
{
    if (!torch::GradMode::is_enabled())
        return function(y);
    auto holder = c10::make_intrusive<FunctionHolder>();
    holder->function = function;
    for (const auto& parameter : parameters)
        if (parameter.requires_grad())
            holder->parameters.push_back(parameter);
    variable_list inputs{y};
    inputs.insert(inputs.end(), holder->parameters.begin(), holder->parameters.end());
    return RecomputedFunction::apply(at::TensorList(inputs), holder);
}

}  // namespace nie
