#pragma once

#include "core/models/channel_scale.h"
#include "core/models/perceptron.h"

namespace nie {

/// Settings of the residual network.
struct ResidualOptions {
    std::int64_t hidden = 300;
    std::int64_t layers = 4;
    bool standardise = true;

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("hidden", hidden,
          {.description = "Width of the network's hidden layers",
           .minimum = 1.0,
           .maximum = 8192.0});
        v("layers", layers, {.description = "Hidden layers", .minimum = 1.0, .maximum = 64.0});
        v("standardise", standardise,
          {.description = "Work on z-scored channels in place of the data as they are"});
    }
};

/// y_{n+1} = y_n + MLP(y_n) as a baseline, one step a point: a neural ODE with one Euler step. It
/// runs from the last given point on what it has predicted itself, is trained so, and does not look
/// at times. Given points are returned as they are. ELU between the layers.
class Residual : public Model {
public:
    Residual(const ResidualOptions& options, const ModelContext& context);

    Prediction predict(const Query& query, const PredictOptions& options) override;
    std::vector<torch::Tensor> parametersWithoutDecay() const override
    {
        return vectorParameters(*this);
    }

private:
    ChannelScale m_scale{nullptr};
    Perceptron m_change{nullptr};
};

}  // namespace nie
