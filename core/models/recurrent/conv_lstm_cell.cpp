#include "core/models/recurrent/conv_lstm_cell.h"

#include <cmath>

namespace nie {

namespace {

constexpr std::int64_t kKernel = 3;

}  // namespace

ConvLstmCellImpl::ConvLstmCellImpl(std::int64_t inputs, std::int64_t hidden,
                                   std::vector<bool> circular)
    : m_hidden(hidden),
      m_circular(std::move(circular))
{
    std::vector<std::int64_t> shape{4 * hidden, inputs + hidden};
    shape.insert(shape.end(), m_circular.size(), kKernel);
    const auto fanIn = static_cast<double>(c10::multiply_integers(shape) / shape[0]);
    const double bound = 1.0 / std::sqrt(fanIn);
    m_weight = register_parameter("weight", torch::empty(shape).uniform_(-bound, bound));
    m_bias = register_parameter("bias", torch::empty({4 * hidden}).uniform_(-bound, bound));
}

torch::Tensor ConvLstmCellImpl::padded(const torch::Tensor& x) const
{
    torch::Tensor wide = x;
    for (std::size_t i = 0; i < m_circular.size(); ++i) {
        const auto axis = static_cast<std::int64_t>(i) + 2;
        auto first = wide.narrow(axis, 0, 1);
        auto last = wide.narrow(axis, wide.size(axis) - 1, 1);
        if (!m_circular[i])
            first = last = torch::zeros_like(first);
        wide = torch::cat({last, wide, first}, axis);
    }
    return wide;
}

torch::Tensor ConvLstmCellImpl::forward(const torch::Tensor& x, State& state) const
{
    if (!state.h.defined()) {
        auto shape = x.sizes().vec();
        shape[1] = m_hidden;
        state.h = state.c = torch::zeros(shape, x.options());
    }
    const auto input = padded(torch::cat({x, state.h}, 1));
    const auto gates = m_circular.size() == 1 ? torch::conv1d(input, m_weight, m_bias)
                                              : torch::conv2d(input, m_weight, m_bias);
    const auto open = torch::sigmoid(gates.narrow(1, 0, 3 * m_hidden)).chunk(3, 1);
    const auto candidate = torch::tanh(gates.narrow(1, 3 * m_hidden, m_hidden));
    state.c = open[1] * state.c + open[0] * candidate;
    state.h = open[2] * torch::tanh(state.c);
    return state.h;
}

}  // namespace nie
