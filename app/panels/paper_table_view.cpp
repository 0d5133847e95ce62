#include "app/panels/paper_table_view.h"

#include "widgets/style/application_style.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

#include <cmath>
#include <limits>

namespace nie {

namespace {

constexpr int kLeastColumn = 104;
constexpr int kPadding = 12;

/// The best number of each column among the models; NaN where there is none.
std::vector<double> bestOf(const PaperTable& table)
{
    std::vector<double> best(table.columns.size(), std::numeric_limits<double>::quiet_NaN());
    for (const PaperRow& row : table.rows)
        for (std::size_t i = 0; i < row.cells.size() && !row.floor; ++i) {
            const PaperCell& cell = row.cells[i];
            if (cell.values.empty() || !std::isfinite(cell.mean))
                continue;
            if (std::isnan(best[i]) ||
                (table.lowerIsBetter ? cell.mean < best[i] : cell.mean > best[i]))
                best[i] = cell.mean;
        }
    return best;
}

QString cellText(const PaperCell& cell)
{
    QString text = QString::fromStdString(cell.text());
    if (cell.values.empty() && cell.note == "not run")
        text = QStringLiteral("…");
    if (!cell.published.empty())
        text += QStringLiteral("\n[%1]").arg(QString::fromStdString(cell.published));
    return text;
}

QString tipOf(const PaperCell& cell)
{
    QStringList lines;
    if (!cell.note.empty())
        lines << QString::fromStdString(cell.note);
    if (cell.values.size() > 1)
        lines << QObject::tr("%1 seeds, 95 % confidence ± %2")
                     .arg(cell.values.size())
                     .arg(cell.confidenceHalfWidth95, 0, 'g', 3);
    if (cell.trainingSeconds > 0.0)
        lines << QObject::tr("%1 steps in %2 s, %3 parameters")
                     .arg(cell.steps, 0, 'f', 0)
                     .arg(cell.trainingSeconds, 0, 'f', 1)
                     .arg(cell.parameters);
    if (!cell.runs.empty())
        lines
            << QObject::tr("Click: open the run %1").arg(QString::fromStdString(cell.runs.front()));
    return lines.join('\n');
}

}  // namespace

PaperTableView::PaperTableView(QWidget* parent)
    : QWidget(parent),
      m_table(new QTableWidget),
      m_notes(new QLabel)
{
    m_table->setObjectName(QStringLiteral("paperTable"));
    m_table->setAccessibleName(tr("Our numbers, the printed ones in brackets"));
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->viewport()->setBackgroundRole(QPalette::Window);  // a small table leaves no white sheet
    m_table->horizontalHeader()->setMinimumSectionSize(kLeastColumn);
    m_table->verticalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setFont(tabularFont(m_table->font()));
    m_notes->setObjectName(QStringLiteral("paperNotes"));
    m_notes->setWordWrap(true);
    m_notes->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_notes);
    connect(m_table, &QTableWidget::cellClicked, this, [this](int row, int column) {
        const PaperCell& cell =
            m_shown.rows[static_cast<std::size_t>(row)].cells[static_cast<std::size_t>(column)];
        if (!cell.runs.empty())
            Q_EMIT runRequested(QString::fromStdString(cell.runs.front()));
    });
}

void PaperTableView::fillRow(int row, const PaperTable& table, const std::vector<double>& best)
{
    const PaperRow& line = table.rows[static_cast<std::size_t>(row)];
    for (int column = 0; column < static_cast<int>(line.cells.size()); ++column) {
        const PaperCell& cell = line.cells[static_cast<std::size_t>(column)];
        auto* item = new QTableWidgetItem(cellText(cell));
        item->setToolTip(tipOf(cell));
        item->setTextAlignment(Qt::AlignCenter);
        QFont font = m_table->font();
        font.setItalic(line.floor);
        font.setBold(!line.floor && !cell.values.empty() &&
                     cell.mean == best[static_cast<std::size_t>(column)]);
        item->setFont(font);
        m_table->setItem(row, column, item);
    }
}

void PaperTableView::showTable(const PaperTable& table)
{
    m_shown = table;
    m_table->clear();
    m_table->setRowCount(static_cast<int>(table.rows.size()));
    m_table->setColumnCount(static_cast<int>(table.columns.size()));
    QStringList columns;
    for (const std::string& column : table.columns)
        columns << QString::fromStdString(column);
    QStringList rows;
    for (const PaperRow& row : table.rows)
        rows << (row.floor ? tr("%1 (floor)") : QStringLiteral("%1"))
                    .arg(QString::fromStdString(row.label));
    m_table->setHorizontalHeaderLabels(columns);
    m_table->setVerticalHeaderLabels(rows);
    const std::vector<double> best = bestOf(table);
    for (int row = 0; row < m_table->rowCount(); ++row)
        fillRow(row, table, best);
    m_table->resizeColumnsToContents();
    m_table->resizeRowsToContents();
    for (int column = 0; column < m_table->columnCount(); ++column)
        m_table->setColumnWidth(column, m_table->columnWidth(column) + kPadding);
    for (int row = 0; row < m_table->rowCount(); ++row)
        m_table->setRowHeight(row, m_table->rowHeight(row) + kPadding);
    QStringList notes{QString::fromStdString(table.metric) + QStringLiteral(".")};
    for (const std::string& note : table.notes)
        notes << QString::fromStdString(note);
    m_notes->setText(notes.join('\n'));
}

}  // namespace nie
