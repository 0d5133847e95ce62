#pragma once

#include "core/results/runs/run_summary.h"

#include <QAbstractTableModel>

#include <vector>

namespace nie {

/// The history of runs as a table. Rows keep their identity when the history is scanned again, so
/// that what is selected stays selected.
class RunsTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        Name,
        State,
        Experiment,
        Dataset,
        ModelName,
        Seed,
        Group,
        BestLoss,
        BestStep,
        TestR2,
        TestR2Determination,
        TestMse,
        Steps,
        Time,
        Started,
        Tags,
        Note,
        ColumnCount
    };
    /// The value to sort by: a number or a text; invalid where nothing was measured.
    static constexpr int kSortRole = Qt::UserRole;

    explicit RunsTableModel(QObject* parent = nullptr);

    void setRuns(const std::vector<RunSummary>& runs);
    const RunSummary& run(int row) const { return m_runs[static_cast<std::size_t>(row)]; }
    /// -1 where there is no such run.
    int rowOf(const std::string& id) const;
    /// The name of a column in the session's file.
    static const char* columnKey(int column);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    std::vector<RunSummary> m_runs;
};

/// "completed", "running", ... for people.
QString runStateWord(RunState state);

}  // namespace nie
