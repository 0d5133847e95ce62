#pragma once

#include <torch/torch.h>

#include <vector>

namespace nie {

/// LSTM cell on fields in one or two space dimensions (Shi et al. 2015, without peepholes): the
/// gates i, f, o, g are one convolution of width 3 of input and state together.
class ConvLstmCellImpl : public torch::nn::Module {
public:
    /// `circular`, one for each axis of space: the other side, or zeros, beyond the edge.
    ConvLstmCellImpl(std::int64_t inputs, std::int64_t hidden, std::vector<bool> circular);

    struct State {
        torch::Tensor h;  ///< [batch, hidden, space...]; undefined: zeros
        torch::Tensor c;
    };

    /// Takes x, [batch, inputs, space...], into the state and returns its new h.
    torch::Tensor forward(const torch::Tensor& x, State& state) const;

private:
    torch::Tensor padded(const torch::Tensor& x) const;

    std::int64_t m_hidden;
    std::vector<bool> m_circular;
    torch::Tensor m_weight;  ///< [4 hidden, inputs + hidden, 3...]
    torch::Tensor m_bias;    ///< [4 hidden]
};
TORCH_MODULE(ConvLstmCell);

}  // namespace nie
