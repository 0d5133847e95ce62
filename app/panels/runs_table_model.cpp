#include "app/panels/runs_table_model.h"

#include "widgets/style/application_style.h"
#include "widgets/style/number_format.h"

#include <QApplication>
#include <QIcon>
#include <QPainter>
#include <QPixmap>

#include <array>
#include <cmath>
#include <unordered_map>

namespace nie {

namespace {

QString shown(double value)
{
    return std::isfinite(value) ? formatNumber(value) : QString();
}

QVariant sortable(double value)
{
    return std::isfinite(value) ? QVariant(value) : QVariant();
}

bool isNumber(int column)
{
    switch (column) {
    case RunsTableModel::Seed:
    case RunsTableModel::BestLoss:
    case RunsTableModel::BestStep:
    case RunsTableModel::TestR2:
    case RunsTableModel::TestR2Determination:
    case RunsTableModel::TestMse:
    case RunsTableModel::Steps:
    case RunsTableModel::Time:
        return true;
    default:
        return false;
    }
}

/// The name as the list shows it; a pinned run is marked in words that a screen reader says, too.
QString nameText(const RunSummary& run)
{
    const QString title = QString::fromStdString(run.title());
    return run.notes.pinned ? QStringLiteral("★ ") + title : title;
}

QString textOf(const RunSummary& run, int column)
{
    switch (column) {
    case RunsTableModel::Name:
        return nameText(run);
    case RunsTableModel::State:
        return runStateWord(run.state);
    case RunsTableModel::Experiment:
        return QString::fromStdString(run.experiment);
    case RunsTableModel::Dataset:
        return QString::fromStdString(run.dataset);
    case RunsTableModel::ModelName:
        return QString::fromStdString(run.model);
    case RunsTableModel::Seed:
        return run.model.empty() ? QString() : QString::number(run.seed);
    case RunsTableModel::Group:
        return QString::fromStdString(run.group());
    case RunsTableModel::BestLoss:
        return shown(run.bestValidationLoss);
    case RunsTableModel::BestStep:
        return run.bestStep > 0 ? formatCount(run.bestStep) : QString();
    case RunsTableModel::TestR2:
        return shown(run.testR2);
    case RunsTableModel::TestR2Determination:
        return shown(run.testR2Determination);
    case RunsTableModel::TestMse:
        return shown(run.testMse);
    case RunsTableModel::Steps:
        return formatCount(run.steps);
    case RunsTableModel::Time:
        return std::isfinite(run.seconds) ? formatDuration(run.seconds) : QString();
    case RunsTableModel::Started:
        return QString::fromStdString(dateText(run.started));
    case RunsTableModel::Tags:
        return QString::fromStdString(joinTags(run.notes.tags));
    case RunsTableModel::Note:
        return QString::fromStdString(run.notes.note).simplified();
    default:
        return {};
    }
}

QVariant sortValue(const RunSummary& run, int column)
{
    switch (column) {
    case RunsTableModel::Name:
        return QString::fromStdString(run.title());
    case RunsTableModel::Seed:
        return run.model.empty() ? QVariant() : QVariant::fromValue<qulonglong>(run.seed);
    case RunsTableModel::BestLoss:
        return sortable(run.bestValidationLoss);
    case RunsTableModel::BestStep:
        return QVariant::fromValue<qlonglong>(run.bestStep);
    case RunsTableModel::TestR2:
        return sortable(run.testR2);
    case RunsTableModel::TestR2Determination:
        return sortable(run.testR2Determination);
    case RunsTableModel::TestMse:
        return sortable(run.testMse);
    case RunsTableModel::Steps:
        return QVariant::fromValue<qlonglong>(run.steps);
    case RunsTableModel::Time:
        return sortable(run.seconds);
    case RunsTableModel::Started:
        return QVariant::fromValue<qlonglong>(run.started);
    default:
        return textOf(run, column);
    }
}

/// A small square in the colour that the run's curves have, in as many bars as the colours have
/// come round.
QIcon swatch(const RunSummary& run)
{
    constexpr int kSide = 10;
    constexpr int kGap = 2;
    QPixmap square(kSide, kSide);
    square.fill(Qt::transparent);
    const int colour = run.notes.colour;
    const int bars = colour < 0 ? 0 : 1 + colour / kSeriesColours % 4;
    QPainter painter(&square);
    for (int bar = 0; bar < bars; ++bar)
        painter.fillRect(0, bar * (kSide + kGap) / bars, kSide, (kSide + kGap) / bars - kGap,
                         seriesColour(colour, isDark(QApplication::palette())));
    painter.end();
    QIcon icon(square);
    icon.addPixmap(square, QIcon::Selected);  // the colour itself, on a chosen row, too
    return icon;
}

QString tipOf(const RunSummary& run)
{
    const std::string said = run.problem.empty() ? run.message : run.problem;
    QString tip = QString::fromStdString(run.folder.string());
    if (!said.empty())
        tip += QStringLiteral("\n") + QString::fromStdString(said);
    if (!run.notes.note.empty())
        tip += QStringLiteral("\n") + QString::fromStdString(run.notes.note);
    return tip;
}

}  // namespace

QString runStateWord(RunState state)
{
    switch (state) {
    case RunState::Running:
        return QObject::tr("running");
    case RunState::Completed:
        return QObject::tr("completed");
    case RunState::StoppedEarly:
        return QObject::tr("stopped early");
    case RunState::OutOfTime:
        return QObject::tr("out of time");
    case RunState::Stopped:
        return QObject::tr("stopped");
    case RunState::Failed:
        return QObject::tr("failed");
    case RunState::Interrupted:
        return QObject::tr("interrupted");
    case RunState::Imported:
        return QObject::tr("imported");
    case RunState::Damaged:
        break;
    }
    return QObject::tr("damaged");
}

RunsTableModel::RunsTableModel(QObject* parent) : QAbstractTableModel(parent) {}

const char* RunsTableModel::columnKey(int column)
{
    static constexpr std::array kKeys{
        "name",      "state",     "experiment", "dataset", "model",
        "seed",      "group",     "best_loss",  "best_step", "test_r2",
        "test_r2_determination", "test_mse",    "steps",   "time",
        "started",   "tags",      "note"};
    static_assert(kKeys.size() == ColumnCount);
    return kKeys.at(static_cast<std::size_t>(column));
}

void RunsTableModel::setRuns(const std::vector<RunSummary>& runs)
{
    std::unordered_map<std::string, const RunSummary*> newer;
    for (const RunSummary& run : runs)
        newer[run.id] = &run;
    for (int row = rowCount() - 1; row >= 0; --row)
        if (!newer.contains(run(row).id)) {
            beginRemoveRows({}, row, row);
            m_runs.erase(m_runs.begin() + row);
            endRemoveRows();
        }
    for (RunSummary& known : m_runs) {
        known = *newer.at(known.id);
        newer.erase(known.id);
    }
    std::vector<RunSummary> fresh;
    for (const RunSummary& run : runs)
        if (newer.contains(run.id))
            fresh.push_back(run);
    if (!m_runs.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    if (fresh.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(fresh.size()) - 1);
    m_runs.insert(m_runs.end(), fresh.begin(), fresh.end());
    endInsertRows();
}

int RunsTableModel::rowOf(const std::string& id) const
{
    for (int row = 0; row < rowCount(); ++row)
        if (run(row).id == id)
            return row;
    return -1;
}

int RunsTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

int RunsTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant RunsTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const RunSummary& each = run(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return textOf(each, index.column());
    case kSortRole:
        return sortValue(each, index.column());
    case Qt::ToolTipRole:
        return tipOf(each);
    case Qt::AccessibleTextRole:
        return index.column() == Name && each.notes.pinned
                   ? tr("%1, pinned").arg(QString::fromStdString(each.title()))
                   : textOf(each, index.column());
    case Qt::DecorationRole:
        return index.column() == Name ? QVariant(swatch(each)) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant(isNumber(index.column()) ? Qt::AlignRight | Qt::AlignVCenter
                                                 : Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::FontRole:
        return isNumber(index.column()) ? QVariant(tabularFont(QApplication::font())) : QVariant();
    case Qt::ForegroundRole:
        if (index.column() != State)
            return {};
        if (each.state == RunState::Failed || each.state == RunState::Damaged)
            return themeColours(QApplication::palette()).error;
        return each.state == RunState::Running
                   ? QVariant(themeColours(QApplication::palette()).accent)
                   : QVariant();
    default:
        return {};
    }
}

QVariant RunsTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const char* const titles[] = {
        QT_TR_NOOP("Run"),      QT_TR_NOOP("State"),     QT_TR_NOOP("Experiment"),
        QT_TR_NOOP("Data set"), QT_TR_NOOP("Model"),     QT_TR_NOOP("Seed"),
        QT_TR_NOOP("Group"),    QT_TR_NOOP("Best loss"), QT_TR_NOOP("At step"),
        QT_TR_NOOP("Test r²"),  QT_TR_NOOP("Test R²"),   QT_TR_NOOP("Test MSE"),
        QT_TR_NOOP("Steps"),    QT_TR_NOOP("Time"),      QT_TR_NOOP("Started"),
        QT_TR_NOOP("Tags"),     QT_TR_NOOP("Note")};
    static const char* const tips[] = {
        QT_TR_NOOP("Name of the run; the square is the colour of its curves"),
        QT_TR_NOOP("How the run ended"),
        QT_TR_NOOP("Experiment"),
        QT_TR_NOOP("Data set that it was trained on"),
        QT_TR_NOOP("Model"),
        QT_TR_NOOP("Decides data, weights and order of samples"),
        QT_TR_NOOP("Runs of one group are repeats with other seeds"),
        QT_TR_NOOP("Least validation loss"),
        QT_TR_NOOP("Step of the least validation loss"),
        QT_TR_NOOP("Squared correlation on the test samples, mean over samples"),
        QT_TR_NOOP("Coefficient of determination on the test samples, mean over samples"),
        QT_TR_NOOP("Mean squared error on the test samples"),
        QT_TR_NOOP("Optimiser steps done"),
        QT_TR_NOOP("Training time without pauses (min:s)"),
        QT_TR_NOOP("When it was started"),
        QT_TR_NOOP("Tags"),
        QT_TR_NOOP("Note")};
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::DisplayRole)
        return tr(titles[section]);
    if (role == Qt::ToolTipRole)
        return tr(tips[section]);
    if (role == Qt::TextAlignmentRole)
        return QVariant(isNumber(section) ? Qt::AlignRight | Qt::AlignVCenter
                                          : Qt::AlignLeft | Qt::AlignVCenter);
    return {};
}

}  // namespace nie
