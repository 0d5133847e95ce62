#pragma once

#include "core/models/channel_scale.h"
#include "core/models/recurrent/lstm_cell.h"
#include "core/models/recurrent/lstm_options.h"
#include "core/models/teacher_forcing.h"

namespace nie {

/// Long short-term memory as a baseline (Hochreiter and Schmidhuber 1997), one step a point, with a
/// linear read-out of the cell's state. It runs over the given points and then
/// on what it has predicted itself; it counts points and does not look at times. Given points are
/// returned as they are.
class Lstm : public Model, public TeacherForced {
public:
    Lstm(const LstmOptions& options, const ModelContext& context);

    Prediction predict(const Query& query, const PredictOptions& options) override;
    Prediction predictForced(const Query& query, const torch::Tensor& truth,
                             const PredictOptions& options) override;
    std::vector<torch::Tensor> parametersWithoutDecay() const override
    {
        return vectorParameters(*this);
    }

private:
    /// The points after the given ones, [batch, time - given, channel], in standard units; `truth`
    /// may be undefined.
    torch::Tensor continued(const torch::Tensor& given, std::int64_t count,
                            const torch::Tensor& truth, const std::stop_token& stop);
    torch::Tensor continuedByWindows(const torch::Tensor& given, std::int64_t count,
                                     const std::stop_token& stop);
    /// The same with all windows of true points.
    torch::Tensor fromTrueWindows(const torch::Tensor& truth, std::int64_t given);
    Prediction answer(const Query& query, const torch::Tensor& truth,
                      const PredictOptions& options);

    LstmOptions m_options;
    ChannelScale m_scale{nullptr};
    LstmCell m_cell{nullptr};
    torch::nn::Linear m_readOut{nullptr};
};

}  // namespace nie
