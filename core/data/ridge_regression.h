#pragma once

#include <torch/torch.h>

#include <tuple>

namespace nie {

/// Ridge regression with intercept, solved for every penalty from one eigendecomposition.
class RidgeRegression {
public:
    /// x: [sample, input], y: [sample, output].
    RidgeRegression(const torch::Tensor& x, const torch::Tensor& y)
        : m_inputMean(x.mean(0)),
          m_outputMean(y.mean(0)),
          m_useKernel(x.size(1) > x.size(0))
    {
        const torch::Tensor centred = x - m_inputMean;
        m_centredInput = centred;
        m_centredOutput = y - m_outputMean;
        const torch::Tensor gram =
            m_useKernel ? centred.matmul(centred.t()) : centred.t().matmul(centred);
        std::tie(m_eigenvalues, m_eigenvectors) = torch::linalg_eigh(gram, "L");
        m_meanEigenvalue = m_eigenvalues.mean().item<double>();
    }

    /// [row, output] for x [row, input]; the penalty is relative to the mean eigenvalue.
    torch::Tensor predict(const torch::Tensor& x, double relativePenalty) const
    {
        const torch::Tensor inverse =
            1 / (m_eigenvalues.clamp_min(0) + relativePenalty * m_meanEigenvalue);
        const auto solve = [&](const torch::Tensor& right) {
            return m_eigenvectors.matmul(inverse.unsqueeze(1) * m_eigenvectors.t().matmul(right));
        };
        // (X'X + l)^-1 X'Y = X'(XX' + l)^-1 Y: the smaller of the two systems is solved. The wide
        // outputs of fields are multiplied once, by the smaller matrix.
        const torch::Tensor centred = x - m_inputMean;
        if (m_useKernel)
            return solve(m_centredInput.matmul(centred.t())).t().matmul(m_centredOutput) +
                   m_outputMean;
        return centred.matmul(solve(m_centredInput.t().matmul(m_centredOutput))) + m_outputMean;
    }

    bool constantInput() const { return !(m_meanEigenvalue > 0); }
    torch::Tensor outputMean() const { return m_outputMean; }

private:
    torch::Tensor m_inputMean;
    torch::Tensor m_outputMean;
    bool m_useKernel;
    torch::Tensor m_centredInput;
    torch::Tensor m_centredOutput;
    torch::Tensor m_eigenvalues;
    torch::Tensor m_eigenvectors;
    double m_meanEigenvalue = 0.0;
};

/// Largest to smallest penalty that is tried, relative to the mean eigenvalue: 10 to these powers.
inline constexpr int kLargestPenaltyExponent = 2;
inline constexpr int kSmallestPenaltyExponent = -8;

}  // namespace nie
