#pragma once

#include "core/results/paper_table.h"

#include <QWidget>

class QLabel;
class QTableWidget;

namespace nie {

/// A table of the publication: our number in each cell, the printed one below it, floors in
/// italics, the best of a column marked. A click on a cell asks for its run.
class PaperTableView : public QWidget {
    Q_OBJECT
public:
    explicit PaperTableView(QWidget* parent = nullptr);

    void showTable(const PaperTable& table);

Q_SIGNALS:
    /// The first run behind a cell, relative to the folder of the table.
    void runRequested(const QString& run);

private:
    void fillRow(int row, const PaperTable& table, const std::vector<double>& best);

    PaperTable m_shown;
    QTableWidget* m_table;
    QLabel* m_notes;
};

}  // namespace nie
