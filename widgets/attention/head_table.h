#pragma once

#include "core/results/attention_map.h"

#include <QTableWidget>

#include <optional>

namespace nie {

/// The numbers of every head, below them those of attention without preference; after an ablation
/// also what leaving a head out costs. Ctrl+C copies the table.
class HeadTable : public QTableWidget {
    Q_OBJECT
public:
    explicit HeadTable(QWidget* parent = nullptr);

    void clear();
    void showStatistics(const AttentionStatistics& statistics, const AttentionOrigin& origin);
    /// Of the same heads; kept until clear().
    void showAblation(const AblationStudy& study);
    /// Quietly.
    void setChosen(std::int64_t layer, std::int64_t head);
    /// Tab separated, with the heads of the columns.
    QString text() const;

Q_SIGNALS:
    void headChosen(std::int64_t layer, std::int64_t head);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void setCell(int row, int column, const QString& text, const QString& tip = {});
    void fillRow(int row, const QString& name, const HeadStatistics& head,
                 const AttentionOrigin& origin);
    void fillAblation();
    int rowOf(std::int64_t layer, std::int64_t head) const;

    std::optional<AttentionStatistics> m_statistics;
    std::optional<AblationStudy> m_ablation;
};

}  // namespace nie
