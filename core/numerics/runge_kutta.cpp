#include "core/numerics/runge_kutta.h"

#include <array>

namespace nie {

namespace {

constexpr std::array<double, 7> kNodes{0.0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1.0, 1.0};

/// Row i gives stage i + 1; the last row is also the solution's weights.
const std::array<std::vector<double>, 6> kStages{
    std::vector<double>{1.0 / 5},
    {3.0 / 40, 9.0 / 40},
    {44.0 / 45, -56.0 / 15, 32.0 / 9},
    {19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729},
    {9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656},
    {35.0 / 384, 0.0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84}};

constexpr std::array<double, 7> kError{71.0 / 57600,      0.0,        -71.0 / 16695, 71.0 / 1920,
                                       -17253.0 / 339200, 22.0 / 525, -1.0 / 40};

constexpr std::array<double, 7> kDense{-12715105075.0 / 11282082432,  0.0,
                                       87487479700.0 / 32700410799,   -10690763975.0 / 1880347072,
                                       701980252875.0 / 199316789632, -1453857185.0 / 822651844,
                                       69997945.0 / 29380423};

torch::Tensor accumulated(const std::vector<torch::Tensor>& tensors,
                          const std::vector<double>& coefficients)
{
    torch::Tensor sum = tensors[0] * coefficients[0];
    for (std::size_t i = 1; i < tensors.size(); ++i)
        if (coefficients[i] != 0.0)
            sum.add_(tensors[i], coefficients[i]);
    return sum;
}

struct Combination : torch::autograd::Function<Combination> {
    static torch::Tensor forward(torch::autograd::AutogradContext* context,
                                 torch::TensorList tensors, const std::vector<double>& coefficients)
    {
        context->saved_data["coefficients"] = coefficients;
        return accumulated(tensors.vec(), coefficients);
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list gradients)
    {
        const auto coefficients = context->saved_data["coefficients"].toDoubleVector();
        // The last place belongs to the coefficients, which are no tensors.
        torch::autograd::variable_list result(coefficients.size() + 1);
        for (std::size_t i = 0; i < coefficients.size(); ++i)
            if (coefficients[i] != 0.0 && context->needs_input_grad(i))
                result[i] = coefficients[i] == 1.0 ? gradients[0] : gradients[0] * coefficients[i];
        return result;
    }
};

/// y + h sum_j weights[j] slopes[j]
torch::Tensor moved(const torch::Tensor& y, const std::vector<torch::Tensor>& slopes,
                    const std::vector<double>& weights, double h)
{
    std::vector<torch::Tensor> tensors{y};
    std::vector<double> coefficients{1.0};
    for (std::size_t j = 0; j < weights.size(); ++j) {
        tensors.push_back(slopes[j]);
        coefficients.push_back(h * weights[j]);
    }
    return linearCombination(tensors, coefficients);
}

}  // namespace

torch::Tensor linearCombination(const std::vector<torch::Tensor>& tensors,
                                const std::vector<double>& coefficients)
{
    if (!torch::GradMode::is_enabled())
        return accumulated(tensors, coefficients);
    return Combination::apply(torch::TensorList(tensors), coefficients);
}

torch::Tensor DormandPrinceStep::localError() const
{
    const torch::NoGradGuard noGrad;
    std::vector<double> weights;
    for (const double e : kError)
        weights.push_back(h * e);
    return accumulated(slopes, weights);
}

torch::Tensor DormandPrinceStep::at(const std::vector<double>& thetas) const
{
    std::vector<double> matrix;  // [theta, start end slopes...]
    for (const double theta : thetas) {
        const double hermite = theta * theta * (3.0 - 2.0 * theta);
        const double bend = theta * theta * (1.0 - theta) * (1.0 - theta);
        matrix.push_back(1.0 - hermite);
        matrix.push_back(hermite);
        for (std::size_t j = 0; j < slopes.size(); ++j) {
            double weight = kDense[j] * bend;
            if (j == 0)
                weight += theta * (1.0 - theta) * (1.0 - theta);
            if (j + 1 == slopes.size())
                weight -= theta * theta * (1.0 - theta);
            matrix.push_back(h * weight);
        }
    }
    std::vector<torch::Tensor> parts{start, end};
    parts.insert(parts.end(), slopes.begin(), slopes.end());
    const auto count = static_cast<std::int64_t>(thetas.size());
    const auto weights = torch::tensor(matrix, torch::kDouble)
                             .view({count, static_cast<std::int64_t>(parts.size())})
                             .to(start.options());
    auto shape = start.sizes().vec();
    shape.insert(shape.begin(), count);
    return torch::mm(weights, torch::stack(parts).flatten(1)).view(shape);
}

DormandPrinceStep dormandPrinceStep(const OdeFunction& f, double t, const torch::Tensor& y,
                                    const torch::Tensor& slope, double h)
{
    DormandPrinceStep step{y, {}, {slope}, h};
    for (std::size_t i = 0; i < kStages.size(); ++i) {
        step.end = moved(y, step.slopes, kStages[i], h);
        step.slopes.push_back(f(t + kNodes[i + 1] * h, step.end));
    }
    return step;
}

torch::Tensor classicalRungeKuttaStep(const OdeFunction& f, double t, const torch::Tensor& y,
                                      const torch::Tensor& slope, double h)
{
    const auto second = f(t + h / 2, moved(y, {slope}, {0.5}, h));
    const auto third = f(t + h / 2, moved(y, {second}, {0.5}, h));
    const auto fourth = f(t + h, moved(y, {third}, {1.0}, h));
    return moved(y, {slope, second, third, fourth}, {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6}, h);
}

}  // namespace nie
