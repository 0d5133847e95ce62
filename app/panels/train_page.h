#pragma once

#include "app/engine.h"
#include "app/panels/work_page.h"
#include "core/results/figure_spec.h"
#include "core/results/run_evaluation.h"
#include "core/results/training_feed.h"
#include "core/training/training_control.h"

#include <filesystem>

class QAbstractButton;
class QLabel;
class QSpinBox;

namespace nie {

class DiagnosticsTabs;
class ScorePanel;
class SolverPanel;
class TrajectoryView;

/// Truth against prediction of one validation sample while it trains, the solver's health, and
/// after the run its score and what its errors look like; there, a click on a sample's bar shows
/// that sample: curves here, fields where they are looked at.
class TrainPage : public WorkPage {
    Q_OBJECT
public:
    explicit TrainPage(QWidget* parent = nullptr);

    /// Another experiment is about to run: everything of the last run goes.
    void clear();
    /// The run that it shows from now on.
    void setRun(const std::filesystem::path& folder) { m_run = folder; }
    void showBatch(const TrainingFeed::Batch& batch);
    /// A sample of the validation set, counted from 0, as if a person chose it.
    void chooseSample(std::int64_t index);
    /// Where there is no prediction to show, the page says what would bring one.
    void setLivePictures(LivePictures pictures);
    void showEvaluation(const RunEvaluation& evaluation);
    /// A sample of the evaluated set, as the evaluated checkpoint predicts it.
    void showEvaluatedSample(const std::shared_ptr<const PredictionSnapshot>& sample);
    /// Whether the run is of fields, as far as a prediction or the evaluation has told.
    bool isOfFields() const { return m_isOfFields; }
    /// The prediction of a checkpoint of the run; live ones wait until the user goes back to them.
    void showCheckpoint(const std::shared_ptr<const PredictionSnapshot>& snapshot,
                        const QString& name);
    DiagnosticsTabs& diagnostics() { return *m_tabs; }
    /// Of the tab on show.
    FigureSpec figure() const override;
    FigureSpec figureOf(const QWidget& view) const override;
    Provenance provenance() const override;
    void fit() override;
    bool isAboutTraining() const override { return true; }

Q_SIGNALS:
    /// A sample of the validation set was chosen, counted from 0.
    void sampleChosen(std::int64_t index);
    /// A sample of the evaluated set was chosen that is not shown here: one of fields, or one whose
    /// prediction is not kept. The target has no folder.
    void evaluatedSampleWanted(const nie::PredictionTarget& target);

private:
    QWidget* makeSampleRow();
    void showSnapshot(const std::shared_ptr<const PredictionSnapshot>& snapshot);
    void drawSnapshot(const std::shared_ptr<const PredictionSnapshot>& snapshot);
    void chooseEvaluatedSample(std::int64_t index);
    void backToLive();
    FigureSpec predictionFigure() const;

    std::filesystem::path m_run;
    QSpinBox* m_sample;
    QLabel* m_sampleCount;
    QLabel* m_evaluatedNote;
    QAbstractButton* m_backToLive;
    TrajectoryView* m_trajectory;
    DiagnosticsTabs* m_tabs;
    SolverPanel* m_solver;
    ScorePanel* m_score;
    std::shared_ptr<const PredictionSnapshot> m_live;  ///< the newest of the training
    bool m_checkpointShown = false;
    bool m_isOfFields = false;
    RunEvaluation m_evaluation;
};

}  // namespace nie
