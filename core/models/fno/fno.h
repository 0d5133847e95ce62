#pragma once

#include "core/models/fno/fno_network.h"
#include "core/models/fno/fno_options.h"
#include "core/models/frame_model.h"

#include <memory>

namespace nie {

/// Fourier neural operator over space (Li et al. 2021): one frame of the field from the frames
/// known.
class FnoFrames : public FrameModel {
public:
    FnoFrames(const std::string& name, const FnoOptions& options, const ModelContext& context);

protected:
    torch::Tensor frame(const torch::Tensor& inputs, const Query& query) override;

private:
    std::vector<SpaceAxis> m_axes;
    double m_padding;
    FnoNetwork m_network = nullptr;
};

/// Fourier neural operator over time and space at once: the given frames, the same at every time,
/// and the coordinates go in, the whole course comes out. Time counts from the first given frame.
/// Times that divide the interval of the training into equal steps are computed on as a grid of
/// their own; others are interpolated between those of the training.
class FnoSpaceTime : public Model {
public:
    FnoSpaceTime(const std::string& name, const FnoOptions& options, const ModelContext& context);

    Prediction predict(const Query& query, const PredictOptions& options) override;
    std::vector<torch::Tensor> parametersWithoutDecay() const override
    {
        return biasesAndNorms(*this);
    }

private:
    /// [batch, time, space..., channel] at `times`, the given frames not put in.
    torch::Tensor compute(const Query& query, const torch::Tensor& times);

    std::string m_name;
    FnoOptions m_options;
    std::int64_t m_given;
    TrainingTimes m_times;
    std::vector<SpaceAxis> m_domain;  ///< time first
    torch::Tensor m_mean;             ///< [channel], buffer
    torch::Tensor m_scale;            ///< [channel], buffer
    FnoNetwork m_network = nullptr;
};

std::shared_ptr<Model> makeFno1d(const Fno1dOptions& options, const ModelContext& context);
/// Of the dimensions of space in the context: FnoFrames on a plane, FnoSpaceTime on a line.
std::shared_ptr<Model> makeFno2d(const Fno2dOptions& options, const ModelContext& context);
std::shared_ptr<Model> makeFno3d(const Fno3dOptions& options, const ModelContext& context);

}  // namespace nie
