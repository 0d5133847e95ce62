#pragma once

#include "app/background_worker.h"
#include "core/results/prediction_snapshot.h"

#include <QWidget>

#include <memory>
#include <string>

class QComboBox;
class QLabel;
class QSpinBox;
class QToolButton;

namespace nie {

class Engine;
class ShownRun;

/// Which prediction of the run on show is looked at: of a sample, by the training as it goes on or
/// by a checkpoint. That of a checkpoint is computed in the background, and only while somebody
/// looks: see setActive().
class PredictionRow : public QWidget {
    Q_OBJECT
public:
    /// Both outlive the row.
    PredictionRow(ShownRun& run, const Engine& engine, QWidget* parent = nullptr);

    /// Of the prediction on show; empty: as the training goes on.
    const std::string& shownCheckpoint() const { return m_shownCheckpoint; }
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
    void choiceMade();
    void fetch();
    void predict();
    void show(const std::shared_ptr<const PredictionSnapshot>& prediction,
              const std::string& checkpoint);
    void backToShown();
    void showBusy(bool busy);
    bool hasEnded() const;

    ShownRun& m_run;
    const Engine& m_engine;
    BackgroundWorker m_worker;
    std::string m_checkpoint;       ///< chosen
    std::string m_shownCheckpoint;  ///< of what is on show
    std::shared_ptr<const PredictionSnapshot> m_shown;
    bool m_active = false;
    bool m_stale = false;  ///< what was chosen has not been fetched
    QSpinBox* m_sample;
    QComboBox* m_source;
    QLabel* m_note;
    QToolButton* m_cancel;
};

}  // namespace nie
