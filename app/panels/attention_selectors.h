#pragma once

#include "app/attention_engine.h"

#include <QWidget>

#include <optional>
#include <string>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace nie {

class StepSelector;

/// Whose attention is looked at, and which part of it: checkpoint, split, sample and iterate of the
/// solve; layer and heads.
class AttentionSelectors : public QWidget {
    Q_OBJECT
public:
    explicit AttentionSelectors(QWidget* parent = nullptr);

    /// Of the run on show; `first` is chosen where the one that was is gone.
    void setCheckpoints(const std::vector<std::string>& names, const std::string& first);
    void chooseCheckpoint(const std::string& name);
    /// Fits samples, iterates, layers and heads to what was opened.
    void showOpened(const OpenedAttention& opened);
    /// Another run: what was chosen of the last one is of no use.
    void forget();
    /// Whether a kernel is on show instead: only the checkpoint is to be chosen then.
    void setKernelOnly(bool kernel);
    /// Whether new checkpoints can come.
    void setLive(bool live);

    AttentionTarget target(const std::filesystem::path& folder) const;
    std::int64_t layer() const;
    bool allHeads() const;
    /// The chosen one; where all are, the one that was chosen last.
    std::int64_t head() const { return m_lastHead; }
    /// Of `layer()`.
    std::vector<std::int64_t> heads() const;
    bool followsTraining() const;
    /// Quietly.
    void setSample(const std::string& split, std::int64_t sample);
    /// Quietly; unset: the solution.
    void setIteration(std::optional<std::int64_t> iteration);
    /// Quietly. All heads stay all; of one, it becomes this.
    void setHead(std::int64_t layer, std::int64_t head);
    /// Quietly; unset: all of the layer.
    void setHeads(std::int64_t layer, std::optional<std::int64_t> head);

Q_SIGNALS:
    /// By a person: something else is to be opened.
    void targetChanged();
    /// By a person: other rows or matrices of what is open.
    void lookChanged();
    void refreshRequested();

private:
    void buildSource();
    void buildLook();
    void addKeys();
    void connectAll();
    void takeHead();

    StepSelector* m_checkpoint;
    QComboBox* m_split;
    QSpinBox* m_sample;
    QLabel* m_sampleCount;
    StepSelector* m_iteration;
    StepSelector* m_layer;
    StepSelector* m_head;
    QCheckBox* m_follow;
    QPushButton* m_refresh;
    std::vector<QWidget*> m_attentionOnly;
    std::int64_t m_headCount = 1;
    std::int64_t m_lastHead = 0;
};

}  // namespace nie
