#include "app/panels/sweep_table_view.h"

#include "core/config/value_law.h"
#include "widgets/style/application_style.h"
#include "widgets/style/number_format.h"

#include <QHeaderView>
#include <QSignalBlocker>

#include <cmath>
#include <limits>

namespace nie {

namespace {

using RunState = SweepRunResult::State;

constexpr std::array kTableScores{SweepScore::ValidationLoss, SweepScore::TestMse,
                                  SweepScore::TestR2};
constexpr int kRowRole = Qt::UserRole;
constexpr int kSortRole = Qt::UserRole + 1;
constexpr int kColumnRoom = 16;

/// Sorted by its number where it has one; what has none comes last.
class SweepItem : public QTableWidgetItem {
public:
    using QTableWidgetItem::QTableWidgetItem;
    bool operator<(const QTableWidgetItem& other) const override
    {
        const QVariant mine = data(kSortRole);
        const QVariant others = other.data(kSortRole);
        if (mine.isValid() && others.isValid())
            return mine.toDouble() < others.toDouble();
        return mine.isValid() == others.isValid() ? text() < other.text() : mine.isValid();
    }
};

QString spreadText(const SeedSpread& spread)
{
    if (spread.count == 0 || std::isnan(spread.mean))
        return {};
    return spread.count < 2
               ? formatNumber(spread.mean)
               : QStringLiteral("%1 ± %2").arg(formatNumber(spread.mean),
                                               formatNumber(spread.standardDeviation, 2));
}

}  // namespace

SweepTableView::SweepTableView(QWidget* parent) : QTableWidget(parent)
{
    setObjectName(QStringLiteral("sweepTable"));
    setAccessibleName(tr("Points of the sweep"));
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setFrameShape(QFrame::NoFrame);
    viewport()->setBackgroundRole(QPalette::Window);  // a small table leaves no white sheet
    verticalHeader()->hide();
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    horizontalHeader()->setStretchLastSection(true);
    setFont(tabularFont(font()));
    setToolTip(tr("Double click: open the run of a point"));
    connect(this, &QTableWidget::itemSelectionChanged, this, &SweepTableView::rowChosen);
    connect(this, &QTableWidget::activated, this,
            [this](const QModelIndex& index) { Q_EMIT rowOpened(rowOf(index.row())); });
}

std::size_t SweepTableView::rowOf(int line) const
{
    return item(line, 0)->data(kRowRole).toULongLong();
}

void SweepTableView::setNumber(int line, int column, double value, const QString& text)
{
    auto* cell = new SweepItem(text);
    if (std::isfinite(value))
        cell->setData(kSortRole, value);
    setItem(line, column, cell);
}

void SweepTableView::fill(int line, std::size_t row, const std::array<std::size_t, 3>& best)
{
    const SweepRow& point = m_shown.rows[row];
    int column = 0;
    for (const Json& value : point.values)
        setNumber(line, column++,
                  value.is_number() ? value.get<double>()
                                    : std::numeric_limits<double>::quiet_NaN(),
                  QString::fromStdString(valueText(value)));
    if (point.values.empty())
        setNumber(line, column++, static_cast<double>(point.runs.size()),
                  tr("%1 to %2").arg(point.runs.front().seed).arg(point.runs.back().seed));
    for (std::size_t i = 0; i < kTableScores.size(); ++i) {
        const SweepScore score = kTableScores[i];
        setNumber(line, column, point.score(score).mean, spreadText(point.score(score)));
        if (row == best[i]) {
            QFont bold = font();
            bold.setBold(true);
            item(line, column)->setFont(bold);
            item(line, column)->setToolTip(tr("The best of all points"));
        }
        ++column;
    }
    setNumber(line, column++, static_cast<double>(point.testMse.count),
              QString::number(point.testMse.count));
    setNumber(line, column++, point.seconds,
              std::isnan(point.seconds) ? QString() : formatDuration(point.seconds));
    auto* state = new SweepItem(QString::fromStdString(point.stateText()));
    const ThemeColours colours = themeColours(palette());
    if (point.countOf(RunState::Failed) > 0) {
        const QString failure = QString::fromStdString(point.failure());
        state->setText(tr("%1: %2").arg(state->text(), failure));
        state->setToolTip(failure);
        state->setForeground(colours.error);
    } else if (point.countOf(RunState::Running) > 0) {
        state->setForeground(colours.accent);
    }
    setItem(line, column, state);
    item(line, 0)->setData(kRowRole, static_cast<qulonglong>(row));
}

void SweepTableView::showTable(const SweepTable& table)
{
    const QSignalBlocker quiet(this);
    const auto chosen = chosenRow();
    bool sameColumns = m_shown.columns.size() == table.columns.size() && columnCount() > 0;
    for (std::size_t i = 0; sameColumns && i < table.columns.size(); ++i)
        sameColumns = m_shown.columns[i].path == table.columns[i].path;
    m_shown = table;
    setSortingEnabled(false);
    if (!sameColumns) {
        QStringList heads;
        for (const SweepColumn& column : table.columns)
            heads << QString::fromStdString(column.label());
        if (table.columns.empty())
            heads << tr("seeds");
        heads << tr("best validation loss") << tr("test MSE") << tr("test r²") << tr("n")
              << tr("time") << tr("state");
        clear();
        setColumnCount(static_cast<int>(heads.size()));
        setHorizontalHeaderLabels(heads);
        horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    }
    setRowCount(static_cast<int>(table.rows.size()));
    std::array<std::size_t, 3> best{};
    for (std::size_t i = 0; i < kTableScores.size(); ++i)
        best[i] = table.bestRow(kTableScores[i]);
    for (int line = 0; line < rowCount(); ++line)
        fill(line, static_cast<std::size_t>(line), best);
    setSortingEnabled(true);
    resizeColumnsToContents();
    for (int column = 0; column + 1 < columnCount(); ++column)
        setColumnWidth(column, columnWidth(column) + kColumnRoom);
    if (chosen)
        chooseRow(*chosen);
}

std::optional<std::size_t> SweepTableView::chosenRow() const
{
    const QModelIndexList lines = selectionModel()->selectedRows();
    if (lines.isEmpty() || !item(lines.front().row(), 0))
        return std::nullopt;
    return rowOf(lines.front().row());
}

void SweepTableView::chooseRow(std::size_t row)
{
    for (int line = 0; line < rowCount(); ++line)
        if (rowOf(line) == row)
            selectRow(line);
}

}  // namespace nie
