#pragma once

#include <torch/torch.h>

#include <functional>
#include <vector>

namespace nie {

/// dy/dt = f(t, y): the right-hand side for y of any shape, in the shape of y.
using OdeFunction = std::function<torch::Tensor(double t, const torch::Tensor& y)>;

/// sum_i coefficients[i] tensors[i] of tensors of one shape, as one node of the graph.
torch::Tensor linearCombination(const std::vector<torch::Tensor>& tensors,
                                const std::vector<double>& coefficients);

/// One step of size h (negative: backwards) of the method of Dormand and Prince, of order 5 with an
/// embedded one of order 4 (J. Comput. Appl. Math. 6, 1980).
struct DormandPrinceStep {
    torch::Tensor start;                ///< y(t)
    torch::Tensor end;                  ///< y(t + h)
    std::vector<torch::Tensor> slopes;  ///< seven; the last is f(t + h, end): the next step's first
    double h = 0.0;

    /// end - (the solution of order 4), without a graph.
    torch::Tensor localError() const;
    /// y(t + theta h), theta in 0..1, [theta, ...]: the interpolant of order 4 (Hairer, Norsett and
    /// Wanner, Solving Ordinary Differential Equations I, II.6).
    torch::Tensor at(const std::vector<double>& thetas) const;
};

/// `slope` is f(t, y); six evaluations.
DormandPrinceStep dormandPrinceStep(const OdeFunction& f, double t, const torch::Tensor& y,
                                    const torch::Tensor& slope, double h);

/// y(t + h) by the classical method of order 4; `slope` is f(t, y); three evaluations.
torch::Tensor classicalRungeKuttaStep(const OdeFunction& f, double t, const torch::Tensor& y,
                                      const torch::Tensor& slope, double h);

}  // namespace nie
