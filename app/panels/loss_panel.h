#pragma once

#include "core/results/training_feed.h"

#include <QWidget>

namespace nie {

class CurvePlot;

/// The curves of a run: losses on the left axis, rate, gradient and residual on the right one.
class LossPanel : public QWidget {
    Q_OBJECT
public:
    explicit LossPanel(QWidget* parent = nullptr);

    void clear();
    void showBatch(const TrainingFeed::Batch& batch);
    CurvePlot& plot() { return *m_plot; }
    const CurvePlot& plot() const { return *m_plot; }

private:
    CurvePlot* m_plot;
};

}  // namespace nie
