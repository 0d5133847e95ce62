#pragma once

#include "core/results/sweep_table.h"

#include <QTableWidget>

#include <array>
#include <optional>

namespace nie {

/// The points of a sweep as a table: varied values, scores over the seeds, time and state. Sorted
/// by a click on a head, also while runs end; a double click or Enter opens a run of the row.
class SweepTableView : public QTableWidget {
    Q_OBJECT
public:
    explicit SweepTableView(QWidget* parent = nullptr);

    void showTable(const SweepTable& table);
    /// The row of the sweep's table behind the selected line.
    std::optional<std::size_t> chosenRow() const;
    void chooseRow(std::size_t row);

Q_SIGNALS:
    void rowChosen();
    void rowOpened(std::size_t row);

private:
    void fill(int line, std::size_t row, const std::array<std::size_t, 3>& best);
    void setNumber(int line, int column, double value, const QString& text);
    std::size_t rowOf(int line) const;

    SweepTable m_shown;
};

}  // namespace nie
