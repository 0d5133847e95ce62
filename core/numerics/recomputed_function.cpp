#include "core/numerics/recomputed_function.h"

#include <torch/custom_class.h>

namespace nie {

namespace {

using Function = std::function<torch::Tensor(const std::vector<torch::Tensor>&)>;

struct FunctionHolder : torch::CustomClassHolder {
    FunctionHolder(Function givenFunction, std::size_t givenInputs)
        : function(std::move(givenFunction)),
          inputs(givenInputs)
    {}
    Function function;
    std::size_t inputs;  ///< the tensors after them are parameters
};

struct Recomputation : torch::autograd::Function<Recomputation> {
    static torch::Tensor forward(torch::autograd::AutogradContext* context,
                                 const c10::intrusive_ptr<FunctionHolder>& holder,
                                 torch::TensorList tensors)
    {
        context->saved_data["function"] = c10::IValue::make_capsule(holder);
        context->save_for_backward(tensors.vec());
        const torch::NoGradGuard noGrad;
        return holder->function(tensors.slice(0, holder->inputs).vec());
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list gradients)
    {
        const auto capsule = context->saved_data["function"].toCapsule();
        auto& holder = static_cast<FunctionHolder&>(*capsule);
        auto tensors = context->get_saved_variables();
        std::vector<torch::Tensor> inputs;
        std::vector<torch::Tensor> wanted;
        std::vector<std::size_t> places;
        const torch::AutoGradMode withGraph(true);
        for (std::size_t i = 0; i < tensors.size(); ++i) {
            const bool needed = context->needs_input_grad(i);
            if (i < holder.inputs) {
                inputs.push_back(tensors[i].detach().requires_grad_(needed));
                tensors[i] = inputs.back();
            }
            if (needed) {
                wanted.push_back(tensors[i]);
                places.push_back(i);
            }
        }
        const auto found = torch::autograd::grad({holder.function(inputs)}, wanted, {gradients[0]},
                                                 /*retain_graph=*/false, /*create_graph=*/false,
                                                 /*allow_unused=*/true);
        // The first place belongs to the holder, which is no tensor.
        torch::autograd::variable_list result(tensors.size() + 1);
        for (std::size_t k = 0; k < places.size(); ++k)
            result[places[k] + 1] = found[k];
        return result;
    }
};

}  // namespace

torch::Tensor recomputed(const Function& function, const std::vector<torch::Tensor>& inputs,
                         const std::vector<torch::Tensor>& parameters)
{
    if (!torch::GradMode::is_enabled())
        return function(inputs);
    std::vector<torch::Tensor> tensors = inputs;
    tensors.insert(tensors.end(), parameters.begin(), parameters.end());
    // A list that LibTorch looks into for variables; it would not look into a vector.
    return Recomputation::apply(c10::make_intrusive<FunctionHolder>(function, inputs.size()),
                                torch::TensorList(tensors));
}

}  // namespace nie
