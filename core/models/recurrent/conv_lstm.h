#pragma once

#include "core/models/channel_scale.h"
#include "core/models/recurrent/conv_lstm_cell.h"
#include "core/models/recurrent/conv_lstm_options.h"
#include "core/models/teacher_forcing.h"

namespace nie {

/// Convolutional LSTM as a baseline for fields in one or two space dimensions, one step a frame; it
/// runs over the given frames and then on what it has predicted itself, and does not look at times.
/// Paper protocol: cells 1 -> 64 -> 64 -> 1, the last state is the frame. Own protocol: two cells
/// and a linear read-out in every point, on standardised data. Works on any grid of space.
class ConvLstm : public Model, public TeacherForced {
public:
    ConvLstm(const ConvLstmOptions& options, const ModelContext& context);

    Prediction predict(const Query& query, const PredictOptions& options) override;
    Prediction predictForced(const Query& query, const torch::Tensor& truth,
                             const PredictOptions& options) override;
    std::vector<torch::Tensor> parametersWithoutDecay() const override
    {
        return vectorParameters(*this);
    }

private:
    using States = std::vector<ConvLstmCellImpl::State>;

    /// The frame after `frame`, both [batch, channel, space...] in standard units.
    torch::Tensor next(const torch::Tensor& frame, States& states);

    ConvLstmOptions m_options;
    ChannelScale m_scale{nullptr};
    std::vector<ConvLstmCell> m_cells;
    torch::Tensor m_readOut;      ///< [channel, hidden]; own protocol
    torch::Tensor m_readOutBias;  ///< [channel]
};

}  // namespace nie
