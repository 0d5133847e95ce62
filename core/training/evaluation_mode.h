#pragma once

#include "core/models/model.h"

namespace nie {

/// Evaluation mode, without graphs, for a scope.
class EvaluationMode {
public:
    explicit EvaluationMode(Model& model) : m_model(model), m_wasTraining(model.is_training())
    {
        m_model.eval();
    }
    ~EvaluationMode() { m_model.train(m_wasTraining); }
    EvaluationMode(const EvaluationMode&) = delete;
    EvaluationMode& operator=(const EvaluationMode&) = delete;

private:
    Model& m_model;
    bool m_wasTraining;
    torch::NoGradGuard m_noGrad;
};

}  // namespace nie
