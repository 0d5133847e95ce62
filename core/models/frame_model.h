#pragma once

#include "core/models/model.h"
#include "core/models/training_times.h"

#include <string>

namespace nie {

/// Biases and norms: the parameters with one axis, which weight decay should leave alone.
std::vector<torch::Tensor> biasesAndNorms(const torch::nn::Module& module);

/// How a network from fields to fields gives the whole course in time.
struct FrameOptions {
    std::string form = "roll_out";
    bool spaceCoordinates = true;

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("form", form,
          {.description = "roll_out: from the last frames the next one, and so on. direct: "
                          "each time from the given frames and its time",
           .choices = {"roll_out", "direct"}});
        v("space_coordinates", spaceCoordinates,
          {.description =
               "Tell the network the place of each point; without, a shifted field gives the "
               "shifted answer on periodic axes"});
    }
};

/// A model whose network makes one frame of a field out of the frames known:
///
///     roll_out: u_k = N(u_{k-g}, ..., u_{k-1}, x),     direct: u(t) = N(u_1, ..., u_g, x, t)
///
/// with g given frames. A roll-out steps along the times of the training, from whichever of them
/// the query begins with, and a natural cubic spline answers between them; direct takes any time
/// since the first given frame that the training's interval holds. Values are normalised by the
/// training samples' mean and deviation for the network.
class FrameModel : public Model {
public:
    Prediction predict(const Query& query, const PredictOptions& options) override;
    std::vector<torch::Tensor> parametersWithoutDecay() const override
    {
        return biasesAndNorms(*this);
    }

protected:
    /// `name`: of the model, for messages.
    FrameModel(std::string name, const FrameOptions& options, const ModelContext& context);

    /// Channels of what frame() takes: given frames, coordinates of space, time.
    std::int64_t inputChannels() const;
    /// inputs [batch, input channel, space...] -> the frame [batch, channel, space...].
    virtual torch::Tensor frame(const torch::Tensor& inputs, const Query& query) = 0;

private:
    /// given: [batch, frame, channel, space...], normalised; as the result, of the frames after
    /// those.
    torch::Tensor rollOut(const torch::Tensor& given, const Query& query, std::int64_t frameCount,
                          const PredictOptions& options);
    torch::Tensor direct(const torch::Tensor& given, const Query& query,
                         const PredictOptions& options);

    std::string m_name;
    FrameOptions m_frameOptions;
    std::int64_t m_channels;
    std::int64_t m_given;
    std::vector<SpaceAxis> m_axes;
    TrainingTimes m_times;
    torch::Tensor m_mean;   ///< [channel], buffer
    torch::Tensor m_scale;  ///< [channel], buffer
};

/// Coordinates of a grid in units of the training domain, 0 at its start: [axis, space...].
/// `points`: one [point] for each axis.
torch::Tensor unitCoordinates(const std::vector<torch::Tensor>& points,
                              const std::vector<SpaceAxis>& domain);

/// Periods in points (SpectralAxis) of the grid that is asked for: the number of points along
/// periodic axes. Others keep the period of the training, (1 + padding) times its extent, so that
/// modes keep their wavelengths on finer grids.
std::vector<std::int64_t> spectralPeriods(const std::vector<torch::Tensor>& points,
                                          const std::vector<SpaceAxis>& domain, double padding);
/// The same of the training grid.
std::vector<std::int64_t> spectralPeriods(const std::vector<SpaceAxis>& domain, double padding);

/// Modes that a network for the training grid gets: those asked for, as far as its axes carry them.
std::vector<std::int64_t> spectralModes(const std::vector<std::int64_t>& wanted,
                                        const std::vector<std::int64_t>& periods);

}  // namespace nie
