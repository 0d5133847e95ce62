#include "widgets/curves/curve_table.h"

#include "widgets/curves/curve_data.h"
#include "widgets/curves/curve_plot.h"
#include "widgets/style/application_style.h"
#include "widgets/style/number_format.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

namespace {

constexpr int kLeastWidth = 280;
constexpr int kMostWidth = 520;
constexpr int kRowHeight = 22;
constexpr double kNowhere = std::numeric_limits<double>::quiet_NaN();

/// Sorted by number, not by its text; NaN last.
class NumberItem : public QTableWidgetItem {
public:
    NumberItem(const QString& text, double number) : QTableWidgetItem(text), m_number(number) {}
    bool operator<(const QTableWidgetItem& other) const override
    {
        const auto* that = dynamic_cast<const NumberItem*>(&other);
        if (!that)
            return QTableWidgetItem::operator<(other);
        return m_number < that->m_number || (std::isnan(that->m_number) && !std::isnan(m_number));
    }

private:
    double m_number;
};

}  // namespace

CurveTable::CurveTable(CurvePlot* plot)
    : QWidget(plot),
      m_plot(plot),
      m_title(new QLabel),
      m_table(new QTableWidget),
      m_x(kNowhere)
{
    setObjectName("curves.table");
    setAccessibleName(tr("Values of the curves"));
    setFixedWidth(kLeastWidth);
    m_title->setObjectName("curves.table.title");
    m_table->setObjectName("curves.table.cells");
    m_table->setAccessibleName(tr("Values of the curves"));
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    auto* copyAction = new QAction(tr("Copy"), this);
    copyAction->setShortcut(QKeySequence::Copy);
    copyAction->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    copyAction->setToolTip(tr("Copy the table as tab-separated text (Ctrl+C)"));
    addAction(copyAction);
    auto* button = new QToolButton;
    button->setObjectName("curves.table.copy");
    button->setAutoRaise(true);
    button->setDefaultAction(copyAction);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(0, 0, 4, 0);
    head->addWidget(m_title, 1);
    head->addWidget(button);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(head);
    column->addWidget(m_table, 1);
    connect(copyAction, &QAction::triggered, this, [this] { copy(); });
    connect(m_plot, &CurvePlot::cursorsChanged, this, [this] { refresh(); });
    connect(m_plot, &CurvePlot::cursorMoved, this, [this](double x) {
        m_x = x;
        refresh();
    });
}

void CurveTable::refresh()
{
    if (!isVisible())
        return;
    m_table->setSortingEnabled(false);
    if (m_plot->cursorA() && m_plot->cursorB())
        showComparison();
    else
        showReadout();
    m_table->setSortingEnabled(true);
    m_table->resizeColumnsToContents();
    // As wide as its columns, and never narrower again: the plot beside it must not jump.
    setFixedWidth(std::clamp(m_table->horizontalHeader()->length() + 4, width(), kMostWidth));
}

void CurveTable::showReadout()
{
    const double end = std::numeric_limits<double>::infinity();
    const auto only = m_plot->cursorA() ? m_plot->cursorA() : m_plot->cursorB();
    const double at = std::isfinite(m_x) ? m_x : only.value_or(end);
    const auto rows = m_plot->readout(at);
    m_runs = std::any_of(rows.begin(), rows.end(), [](const auto& r) { return !r.run.isEmpty(); });
    setColumns({tr("Curve"), tr("Raw"), tr("Smoothed"), tr("Step"), tr("Time")});
    m_table->setRowCount(static_cast<int>(rows.size()));
    m_title->setText(std::isfinite(at) ? tr("%1: %2").arg(axisTitle(m_plot->xAxis()),
                                                          coordinateText(m_plot->xAxis(), at))
                                       : tr("Newest values"));
    for (int i = 0; i < m_table->rowCount(); ++i) {
        const auto& row = rows[static_cast<std::size_t>(i)];
        int column = 0;
        if (m_runs)
            m_table->setItem(i, column++, new QTableWidgetItem(row.run));
        m_table->setItem(i, column++, new QTableWidgetItem(row.label));
        setCell(i, column++, formatNumber(row.point.value), row.point.value);
        setCell(i, column++, formatNumber(row.smoothed), row.smoothed);
        setCell(i, column++, coordinateText(CurveX::Step, row.point.step), row.point.step);
        setCell(i, column, formatDuration(row.point.wallSeconds), row.point.wallSeconds);
    }
}

void CurveTable::showComparison()
{
    const auto rows = m_plot->comparison();
    m_runs = std::any_of(rows.begin(), rows.end(), [](const auto& r) { return !r.run.isEmpty(); });
    setColumns({tr("Curve"), tr("A"), tr("B"), tr("B \u2212 A"), tr("B / A"), tr("Slope")});
    m_table->horizontalHeaderItem(m_table->columnCount() - 1)
        ->setToolTip(tr("Of the least-squares line through log y over log x between the cursors"));
    m_table->setRowCount(static_cast<int>(rows.size()));
    const double a = *m_plot->cursorA(), b = *m_plot->cursorB();
    const CurveX axis = m_plot->xAxis();
    const QString between = coordinateText(axis, std::abs(b - a));
    m_title->setText(tr("A %1, B %2, \u0394x %3%4")
                         .arg(coordinateText(axis, a), coordinateText(axis, b),
                              b < a ? QStringLiteral("\u2212") : QString(), between));
    for (int i = 0; i < m_table->rowCount(); ++i) {
        const auto& row = rows[static_cast<std::size_t>(i)];
        int column = 0;
        if (m_runs)
            m_table->setItem(i, column++, new QTableWidgetItem(row.run));
        m_table->setItem(i, column++, new QTableWidgetItem(row.label));
        for (const double value : {row.yA, row.yB, row.difference, row.ratio, row.logSlope})
            setCell(i, column++, formatNumber(value), value);
    }
}

void CurveTable::setColumns(const QStringList& titles)
{
    QStringList all = titles;
    if (m_runs)
        all.prepend(tr("Run"));
    QStringList shown;
    for (int i = 0; i < m_table->columnCount(); ++i)
        shown << m_table->horizontalHeaderItem(i)->text();
    if (shown == all)
        return;
    // Sorting by a column of the other kind of table would mean nothing.
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    m_table->clear();
    m_table->setColumnCount(static_cast<int>(all.size()));
    m_table->setHorizontalHeaderLabels(all);
    const int names = m_runs ? 2 : 1;
    for (int i = 0; i < m_table->columnCount(); ++i)
        m_table->horizontalHeaderItem(i)->setTextAlignment(
            (i < names ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
}

void CurveTable::setCell(int row, int column, const QString& text, double number)
{
    auto* item = new NumberItem(text, number);
    item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    item->setFont(tabularFont(m_table->font()));
    m_table->setItem(row, column, item);
}

QString CurveTable::asText() const
{
    QStringList lines, cells;
    for (int i = 0; i < m_table->columnCount(); ++i)
        cells << m_table->horizontalHeaderItem(i)->text();
    lines << cells.join('\t');
    for (int row = 0; row < m_table->rowCount(); ++row) {
        cells.clear();
        for (int i = 0; i < m_table->columnCount(); ++i)
            cells << m_table->item(row, i)->text();
        lines << cells.join('\t');
    }
    return lines.join('\n') + '\n';
}

void CurveTable::copy() const
{
    QGuiApplication::clipboard()->setText(asText());
}

void CurveTable::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        refresh();
}

void CurveTable::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

}  // namespace nie
