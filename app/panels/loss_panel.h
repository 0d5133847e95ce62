#pragma once

#include "core/results/figure_spec.h"
#include "core/results/training_feed.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;

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
    void addSeries(QHBoxLayout& row);

    CurvePlot* m_plot;
    QLabel* m_notShown;
};

}  // namespace nie
