#include "app/panels/runs_filter_model.h"

#include "app/panels/runs_table_model.h"
#include "core/results/runs/run_filter.h"

namespace nie {

RunsFilterModel::RunsFilterModel(QObject* parent) : QSortFilterProxyModel(parent)
{
    setSortRole(RunsTableModel::kSortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setDynamicSortFilter(true);
}

void RunsFilterModel::setText(const QString& text)
{
    m_text = text.toStdString();
    invalidateFilter();
}

bool RunsFilterModel::filterAcceptsRow(int row, const QModelIndex&) const
{
    return matchesFilter(static_cast<const RunsTableModel*>(sourceModel())->run(row), m_text);
}

bool RunsFilterModel::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const auto* table = static_cast<const RunsTableModel*>(sourceModel());
    // The view turns the answer round for a descending order; what stands on top always does not.
    const bool ascending = sortOrder() == Qt::AscendingOrder;
    const bool leftPinned = table->run(left.row()).notes.pinned;
    const bool rightPinned = table->run(right.row()).notes.pinned;
    if (leftPinned != rightPinned)
        return leftPinned == ascending;
    const bool leftMissing = !left.data(sortRole()).isValid();
    const bool rightMissing = !right.data(sortRole()).isValid();
    if (leftMissing || rightMissing)
        return leftMissing != rightMissing && rightMissing == ascending;
    return QSortFilterProxyModel::lessThan(left, right);
}

}  // namespace nie
