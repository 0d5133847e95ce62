#pragma once

#include "core/config/run_config.h"
#include "core/results/run_evaluation.h"
#include "core/results/training_feed.h"

#include <QWidget>

namespace nie {

class CurvePlot;

/// The curves of a run: losses of training, validation and test on the left axis; rate, gradient
/// norm and residual, hidden at first, on the right one. A right click on a name moves a curve to
/// the other axis.
class LossPanel : public QWidget {
    Q_OBJECT
public:
    explicit LossPanel(QWidget* parent = nullptr);

    /// Says what the training minimises; validation and test are always MSE.
    void setTrainingLoss(const RunConfig& config);
    void clear();
    void showBatch(const TrainingFeed::Batch& batch);
    /// The test loss of the evaluated checkpoint, a point at its step.
    void showEvaluation(const RunEvaluation& evaluation);
    CurvePlot& plot() { return *m_plot; }
    const CurvePlot& plot() const { return *m_plot; }

Q_SIGNALS:
    /// "Open the model at this step" was chosen in the context menu.
    void stepChosen(std::int64_t step);

private:
    CurvePlot* m_plot;
};

}  // namespace nie
