#pragma once

#include "app/background_worker.h"
#include "app/engine.h"

#include <QWidget>

#include <map>
#include <memory>
#include <string>

class QComboBox;
class QLabel;
class QSpinBox;
class QToolButton;

namespace nie {

class ShownRun;

/// Which prediction of the run on show is looked at: of a sample of a split, by the training as it
/// goes on or by a checkpoint. The training predicts validation samples alone. What a checkpoint
/// predicts is computed in the background, and only while somebody looks: see setActive().
class PredictionRow : public QWidget {
    Q_OBJECT
public:
    /// Both outlive the row.
    PredictionRow(ShownRun& run, const Engine& engine, QWidget* parent = nullptr);

    /// Of the prediction on show; its checkpoint is empty as the training goes on.
    const PredictionTarget& shownTarget() const { return m_shownTarget; }
    void choose(const std::string& checkpoint);
    /// What was chosen in the meantime is fetched when the row becomes active.
    void setActive(bool active);
    /// Why there is nothing to show, in a sentence; empty while there is something, or will be.
    QString absence() const;

Q_SIGNALS:
    /// Null: what was on show is of another run.
    void arrived(const std::shared_ptr<const nie::PredictionSnapshot>& prediction);
    void problem(const QString& text);

private:
    void build();
    void connectAll();
    void onRun();
    void onSample();
    void fillCheckpoints();
    void showChosenSample();
    PredictionTarget target() const;
    void fetch();
    void predict();
    void take(const PredictedSample& predicted, const PredictionTarget& target);
    void show(const std::shared_ptr<const PredictionSnapshot>& prediction,
              const PredictionTarget& target);
    void backToShown();
    void showBusy(bool busy);
    bool hasEnded() const;

    ShownRun& m_run;
    const Engine& m_engine;
    BackgroundWorker m_worker;
    std::string m_checkpoint;  ///< chosen
    PredictionTarget m_shownTarget;
    std::shared_ptr<const PredictionSnapshot> m_shown;
    std::map<std::string, std::int64_t> m_samples;  ///< known sizes of splits
    bool m_active = false;
    bool m_stale = false;  ///< what was chosen has not been fetched
    QComboBox* m_split;
    QSpinBox* m_sample;
    QLabel* m_sampleCount;
    QComboBox* m_source;
    QLabel* m_note;
    QToolButton* m_cancel;
};

}  // namespace nie
