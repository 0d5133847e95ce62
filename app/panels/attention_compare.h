#pragma once

#include "app/attention_session.h"

#include <QStringList>
#include <QWidget>

#include <filesystem>
#include <vector>

class QLabel;

namespace nie {

class FigureView;
class StepSelector;

/// Two maps beside each other and their difference: of two heads, iterates, checkpoints or runs. A
/// is what the page shows, B is chosen here.
class AttentionCompare : public QWidget {
    Q_OBJECT
public:
    explicit AttentionCompare(QWidget* parent = nullptr);

    void showOpened(const OpenedAttention& opened, const std::vector<std::string>& checkpoints);
    void clear();
    void showComparison(const AttentionSide& one, const AttentionSide& other);
    /// What is chosen for B, for the target that is open as A.
    AttentionTarget target(AttentionTarget opened) const;
    std::int64_t layer() const;
    std::int64_t head() const;
    FigureSpec figure() const;

Q_SIGNALS:
    /// Another B was chosen.
    void chosen();

private:
    void fillCheckpoints();
    bool isOfAnotherRun() const;

    std::vector<std::filesystem::path> m_others;  ///< runs, as m_run lists them after "as A"
    QStringList m_checkpoints;                    ///< of A
    StepSelector* m_run;
    StepSelector* m_layer;
    StepSelector* m_head;
    StepSelector* m_iteration;
    StepSelector* m_checkpoint;
    FigureView* m_view;
    QLabel* m_text;
};

}  // namespace nie
