#include "core/models/recurrent/lstm_cell.h"

#include <cmath>

namespace nie {

LstmCellImpl::LstmCellImpl(std::int64_t inputs, std::int64_t hidden)
{
    const double bound = 1.0 / std::sqrt(static_cast<double>(hidden));
    const auto drawn = [bound](std::vector<std::int64_t> shape) {
        return torch::empty(shape).uniform_(-bound, bound);
    };
    m_inputWeight = register_parameter("input_weight", drawn({4 * hidden, inputs}));
    m_stateWeight = register_parameter("state_weight", drawn({4 * hidden, hidden}));
    m_inputBias = register_parameter("input_bias", drawn({4 * hidden}));
    m_stateBias = register_parameter("state_bias", drawn({4 * hidden}));
}

LstmCellImpl::State LstmCellImpl::forward(const torch::Tensor& x, const State& state) const
{
    const auto [h, c] = torch::lstm_cell(x, {state.h, state.c}, m_inputWeight, m_stateWeight,
                                         m_inputBias, m_stateBias);
    return {h, c};
}

torch::Tensor LstmCellImpl::over(const torch::Tensor& x, State* last) const
{
    const auto zeros = torch::zeros({1, x.size(0), m_stateWeight.size(1)}, x.options());
    const auto [states, h, c] =
        torch::lstm(x, {zeros, zeros}, {m_inputWeight, m_stateWeight, m_inputBias, m_stateBias},
                    /*has_biases=*/true, /*num_layers=*/1, /*dropout=*/0.0, is_training(),
                    /*bidirectional=*/false, /*batch_first=*/true);
    if (last)
        *last = {h[0], c[0]};
    return states;
}

}  // namespace nie
