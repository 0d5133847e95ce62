#pragma once

#include "app/attention_engine.h"

#include <QWidget>

#include <vector>

class QLabel;
class QPushButton;

namespace nie {

class HeadTable;

/// The numbers of the heads, the model's coupling, and what leaving out each head costs.
class AttentionNumbers : public QWidget {
    Q_OBJECT
public:
    explicit AttentionNumbers(QWidget* parent = nullptr);

    /// Another capture: the numbers of the last one go. Ablation stays with the same checkpoint.
    void showOpened(const OpenedAttention& opened);
    void clear();
    void showStatistics(const AttentionStatistics& statistics);
    void showAblation(const AblationStudy& study);
    void setAblating(bool ablating);
    void setChosen(std::int64_t layer, std::int64_t head);

Q_SIGNALS:
    void headChosen(std::int64_t layer, std::int64_t head);
    void ablationRequested();
    void stopRequested();
    /// What leaving out each head does to the error, in percent, [layer, head]; empty: not known.
    void changesShown(const std::vector<double>& percent);

private:
    QString describe(const OpenedAttention& opened) const;
    void dropAblation();
    void showMass(const AttentionStatistics& statistics);

    AttentionOrigin m_origin;
    std::string m_ablatedOf;  ///< run, checkpoint, step and split of the ablation on show
    std::string m_openedOf;
    HeadTable* m_table;
    QLabel* m_facts;
    QLabel* m_mass;
    QLabel* m_ablation;
    QPushButton* m_ablate;
};

}  // namespace nie
