#include "app/panels/runs_list.h"

#include "app/panels/run_columns_button.h"
#include "app/panels/runs_filter_model.h"
#include "app/panels/runs_table_model.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace nie {

RunsList::RunsList(QWidget* parent)
    : QWidget(parent),
      m_model(new RunsTableModel(this)),
      m_rows(new RunsFilterModel(this)),
      m_filter(new QLineEdit),
      m_count(new QLabel),
      m_table(new QTableView)
{
    m_rows->setSourceModel(m_model);
    buildTable();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 4);
    column->setSpacing(8);
    column->addWidget(makeHead());
    column->addWidget(m_table, 1);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_rows->setText(text);
        showCount();
    });
    // While rows are filtered away nobody may change them: what follows from another choice waits.
    m_choice.setSingleShot(true);
    m_choice.setInterval(0);
    connect(&m_choice, &QTimer::timeout, this, &RunsList::selectionChanged);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, &m_choice,
            qOverload<>(&QTimer::start));
    connect(m_table, &QTableView::entered, this, [this](const QModelIndex& index) {
        Q_EMIT hovered(m_model->run(m_rows->mapToSource(index).row()).id);
    });
    connect(m_table, &QTableView::doubleClicked, this, &RunsList::opened);
}

void RunsList::buildTable()
{
    m_table->setObjectName(QStringLiteral("runsTable"));
    m_table->setAccessibleName(tr("History of runs"));
    m_table->setModel(m_rows);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(RunsTableModel::Started, Qt::DescendingOrder);
    m_table->setMouseTracking(true);
    m_table->setTabKeyNavigation(false);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->viewport()->installEventFilter(this);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 10);
    QHeaderView* header = m_table->horizontalHeader();
    header->setObjectName(QStringLiteral("runsTableHeader"));
    header->setAccessibleName(tr("Columns of the history"));
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setStretchLastSection(true);
    for (const int column :
         {RunsTableModel::Experiment, RunsTableModel::Group, RunsTableModel::BestStep,
          RunsTableModel::TestR2Determination, RunsTableModel::TestMse, RunsTableModel::Steps})
        m_table->setColumnHidden(column, true);
    // A column that is hidden has no width.
    connect(header, &QHeaderView::sectionResized, this, &RunsList::columnsChanged);
    connect(header, &QHeaderView::sectionMoved, this, &RunsList::columnsChanged);
}

std::vector<std::string> RunsList::columns() const
{
    std::vector<std::string> keys;
    const QHeaderView& header = *m_table->horizontalHeader();
    for (int place = 0; place < header.count(); ++place)
        if (const int column = header.logicalIndex(place); !m_table->isColumnHidden(column))
            keys.emplace_back(RunsTableModel::columnKey(column));
    return keys;
}

void RunsList::setColumns(const std::vector<std::string>& keys)
{
    if (keys.empty())
        return;
    QHeaderView& header = *m_table->horizontalHeader();
    for (int column = 0; column < m_model->columnCount(); ++column) {
        const bool wanted =
            std::find(keys.begin(), keys.end(), RunsTableModel::columnKey(column)) != keys.end();
        m_table->setColumnHidden(column, column != RunsTableModel::Name && !wanted);
    }
    int place = 0;
    for (const std::string& key : keys)
        for (int column = 0; column < m_model->columnCount(); ++column)
            if (key == RunsTableModel::columnKey(column))
                header.moveSection(header.visualIndex(column), place++);
}

QWidget* RunsList::makeHead()
{
    m_filter->setObjectName(QStringLiteral("runsFilter"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setPlaceholderText(tr("Filter: words, or tag:best model:anie seed:3"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setToolTip(tr("Only runs with all these words in name, experiment, data set, model, "
                            "state, group, tags or note"));
    m_count->setObjectName(QStringLiteral("runsCount"));
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_filter, 1);
    row->addWidget(m_count);
    row->addWidget(new RunColumnsButton(*m_table));
    auto* import = new QPushButton(tr("Import…"));
    import->setObjectName(QStringLiteral("importRunButton"));
    import->setAccessibleName(tr("Import"));
    import->setToolTip(tr("Curves of another program: CSV or TensorBoard event file"));
    connect(import, &QPushButton::clicked, this, &RunsList::importRequested);
    row->addWidget(import);
    return head;
}

void RunsList::setRuns(const std::vector<RunSummary>& runs)
{
    const bool first = m_model->rowCount() == 0;
    m_model->setRuns(runs);
    showCount();
    if (first && m_model->rowCount() > 0) {
        widenColumns();
        m_table->selectRow(0);
    }
}

void RunsList::widenColumns()
{
    constexpr int kAir = 8;
    m_table->resizeColumnsToContents();
    for (int column = 0; column < m_model->columnCount(); ++column)
        m_table->setColumnWidth(column, m_table->columnWidth(column) + kAir);
}

bool RunsList::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Leave)
        Q_EMIT hovered({});
    return QWidget::eventFilter(watched, event);
}

void RunsList::showCount()
{
    const int shown = m_rows->rowCount();
    const int all = m_model->rowCount();
    const QString noun = all == 1 ? tr("run") : tr("runs");
    m_count->setText(shown == all ? QStringLiteral("%1 %2").arg(all).arg(noun)
                                  : tr("%1 of %2 %3").arg(shown).arg(all).arg(noun));
}

std::vector<std::string> RunsList::selected() const
{
    std::vector<int> rows;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        rows.push_back(index.row());
    std::sort(rows.begin(), rows.end());
    std::vector<std::string> ids;
    for (const int row : rows)
        ids.push_back(m_model->run(m_rows->mapToSource(m_rows->index(row, 0)).row()).id);
    return ids;
}

void RunsList::select(const std::vector<std::string>& ids)
{
    QItemSelection rows;
    for (const std::string& id : ids)
        if (const int row = m_model->rowOf(id); row >= 0) {
            const QModelIndex index = m_rows->mapFromSource(m_model->index(row, 0));
            rows.select(index, index);
        }
    m_table->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect |
                                                QItemSelectionModel::Rows);
}

void RunsList::takeFocus()
{
    m_table->setFocus();
}

}  // namespace nie
