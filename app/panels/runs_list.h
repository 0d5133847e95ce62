#pragma once

#include "core/results/runs/run_summary.h"

#include <QTimer>
#include <QWidget>

#include <string>
#include <vector>

class QLabel;
class QLineEdit;
class QTableView;

namespace nie {

class RunsFilterModel;
class RunsTableModel;

/// The history of runs as a table with a filter box over it and a choice of columns.
class RunsList : public QWidget {
    Q_OBJECT
public:
    explicit RunsList(QWidget* parent = nullptr);

    /// What is chosen stays chosen.
    void setRuns(const std::vector<RunSummary>& runs);
    /// Ids in the order of the table.
    std::vector<std::string> selected() const;
    void select(const std::vector<std::string>& ids);
    void takeFocus();
    /// Keys of the columns on show, as they stand from left to right.
    std::vector<std::string> columns() const;
    /// Shows these columns in this order. Keys that are not known are passed over; the name of a run
    /// is always there.
    void setColumns(const std::vector<std::string>& keys);

Q_SIGNALS:
    void columnsChanged();
    void selectionChanged();
    /// The mouse is over the row of a run; empty: over none.
    void hovered(const std::string& id);
    void opened();
    void importRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeHead();
    void buildTable();
    void showCount();
    void widenColumns();

    RunsTableModel* m_model;
    RunsFilterModel* m_rows;
    QLineEdit* m_filter;
    QLabel* m_count;
    QTableView* m_table;
    QTimer m_choice;  ///< runs out when another choice is to be told
};

}  // namespace nie
