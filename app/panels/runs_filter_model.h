#pragma once

#include <QSortFilterProxyModel>

#include <string>

namespace nie {

/// The rows of a RunsTableModel that match the text of the filter box
/// (core/results/runs/run_filter.h), sorted with pinned runs on top and missing numbers last,
/// whichever way.
class RunsFilterModel : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit RunsFilterModel(QObject* parent = nullptr);

    void setText(const QString& text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    std::string m_text;
};

}  // namespace nie
