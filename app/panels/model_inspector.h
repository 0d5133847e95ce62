#pragma once

#include "app/background_worker.h"
#include "app/engine.h"
#include "app/progress_meter.h"
#include "core/results/training_feed.h"

#include <QDialog>
#include <QTimer>

class QFormLayout;
class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace nie {

class RunDraft;

/// What the draft's model is made of: modules and parameters with shapes, counts and shares, what
/// memory a training takes, and how long a step did take. Follows the draft while it is open; the
/// counting is done elsewhere and never holds the window.
class ModelInspector : public QDialog {
    Q_OBJECT
public:
    ModelInspector(RunDraft& draft, const Engine& engine, QWidget* parent = nullptr);

    /// Of the run that goes on, for the time of a step.
    void showBatch(const TrainingFeed::Batch& batch);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* buildMemory();
    QLabel* addMemoryRow(QFormLayout& rows, const QString& title, const char* name);
    void refreshSoon();
    void refresh();
    void showSummary(const ModelSummary& summary);
    void addModule(QTreeWidgetItem* above, const ModuleSummary& module, std::int64_t total);
    void copy() const;

    RunDraft& m_draft;
    const Engine& m_engine;
    BackgroundWorker m_worker;
    QTimer m_delay;
    std::string m_shownFor;  ///< what decides a model, of the table on show
    ProgressMeter m_meter;
    QLabel* m_head;
    QLabel* m_note;
    QTreeWidget* m_tree;
    QLabel* m_parameters = nullptr;
    QLabel* m_gradients = nullptr;
    QLabel* m_optimizer = nullptr;
    QLabel* m_buffers = nullptr;
    QLabel* m_activations = nullptr;
    QLabel* m_total = nullptr;
    QLabel* m_stepTime = nullptr;
};

}  // namespace nie
