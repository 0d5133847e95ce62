#pragma once

#include "core/models/model.h"

namespace nie {

/// A model whose training steps may be told true values that its evaluation has to predict
/// (teacher forcing); a Model derives from it besides. Whether and how often is the model's option.
class TeacherForced {
public:
    virtual ~TeacherForced() = default;

    /// As Model::predict() in training mode, with `truth` as [batch, time, space..., channel], the
    /// given points among it: y at a time depends on the truth at earlier times only.
    virtual Prediction predictForced(const Query& query, const torch::Tensor& truth,
                                     const PredictOptions& options) = 0;
};

}  // namespace nie
