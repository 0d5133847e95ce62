#pragma once

#include "core/results/figure_spec.h"
#include "core/results/run_evaluation.h"
#include "core/results/training_feed.h"

#include <QWidget>

class QLabel;
class QSpinBox;

namespace nie {

class ScorePanel;
class SolverPanel;
class TrajectoryView;

/// Truth against prediction of one validation sample while it trains, the solver's health, and the
/// score after the run.
class TrainPage : public QWidget {
    Q_OBJECT
public:
    explicit TrainPage(QWidget* parent = nullptr);

    /// Another experiment is about to run: everything of the last run goes.
    void clear();
    void showBatch(const TrainingFeed::Batch& batch);
    void showEvaluation(const RunEvaluation& evaluation);
    FigureSpec figure() const;
    void fit();

Q_SIGNALS:
    /// A sample of the validation set was chosen, counted from 0.
    void sampleChosen(std::int64_t index);

private:
    QWidget* makeSampleRow();
    void showSnapshot(const std::shared_ptr<const PredictionSnapshot>& snapshot);

    QSpinBox* m_sample;
    QLabel* m_sampleCount;
    TrajectoryView* m_trajectory;
    SolverPanel* m_solver;
    ScorePanel* m_score;
};

}  // namespace nie
