#pragma once

#include <torch/torch.h>

namespace nie {

/// The weights of one layer of LSTM, in the order of gates i, f, g, o and with two bias vectors, as
/// LibTorch keeps them:
///
///     i, f, g, o = W_x x + b_x + W_h h + b_h      c <- s(f) c + s(i) tanh(g)      h <- s(o)
///     tanh(c)
class LstmCellImpl : public torch::nn::Module {
public:
    LstmCellImpl(std::int64_t inputs, std::int64_t hidden);

    struct State {
        torch::Tensor h;  ///< [batch, hidden]
        torch::Tensor c;
    };

    /// One step: x is [batch, inputs].
    State forward(const torch::Tensor& x, const State& state) const;
    /// h after every point of x ([batch, time, inputs]) from a state of zeros, [batch, time,
    /// hidden]; `last`, where given, receives the state after the last point.
    torch::Tensor over(const torch::Tensor& x, State* last = nullptr) const;

private:
    torch::Tensor m_inputWeight;  ///< [4 hidden, inputs]
    torch::Tensor m_stateWeight;  ///< [4 hidden, hidden]
    torch::Tensor m_inputBias;    ///< [4 hidden]
    torch::Tensor m_stateBias;    ///< [4 hidden]
};
TORCH_MODULE(LstmCell);

}  // namespace nie
