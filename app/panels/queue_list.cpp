#include "app/panels/queue_list.h"

#include "app/run_queue.h"
#include "core/results/runs/config_diff.h"
#include "widgets/style/icons.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QSignalBlocker>

#include <algorithm>

namespace nie {

namespace {

QString stateTextOf(const QueuedRun& run)
{
    if (run.state == QueuedRun::State::Running)
        return QObject::tr("training");
    return run.state == QueuedRun::State::Failed ? QObject::tr("failed") : QObject::tr("waiting");
}

Icon iconFor(QueuedRun::State state)
{
    if (state == QueuedRun::State::Running)
        return Icon::Play;
    return state == QueuedRun::State::Failed ? Icon::Error : Icon::Pause;
}

/// What tells it from other runs of the experiment: "seed 3, learning_rate 0.001".
QString differenceOf(const QueuedRun& run)
{
    QStringList parts;
    const auto differences = diffConfigs(run.shipped.toJson(), run.config.toJson());
    for (const ConfigDifference& each : differences) {
        const QString name = QString::fromStdString(each.key).section('.', -1);
        parts << name + QLatin1Char(' ') + QString::fromStdString(each.second.dump());
    }
    return parts.isEmpty() ? QObject::tr("as shipped, seed %1").arg(run.config.seed)
                           : parts.join(QStringLiteral(", "));
}

}  // namespace

QueueList::QueueList(RunQueue& queue, QWidget* parent) : QListWidget(parent), m_queue(queue)
{
    setObjectName(QStringLiteral("queueList"));
    setAccessibleName(tr("Queue of runs"));
    setToolTip(tr("Runs in the order in which they are trained. Drag one to another place, or use "
                  "Alt+Up and Alt+Down."));
    setSelectionMode(QAbstractItemView::SingleSelection);
    setDragDropMode(QAbstractItemView::NoDragDrop);
    setUniformItemSizes(true);
    setIconSize(QSize(16, 16));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextElideMode(Qt::ElideRight);
    connect(&m_queue, &RunQueue::changed, this, &QueueList::fill);
    fill();
}

void QueueList::fill()
{
    const QSignalBlocker quiet(this);
    const int row = currentRow();
    const auto& runs = m_queue.runs();
    while (count() > static_cast<int>(runs.size()))
        delete takeItem(count() - 1);
    while (count() < static_cast<int>(runs.size()))
        addItem(QString());
    for (int i = 0; i < count(); ++i) {
        const QueuedRun& run = runs[static_cast<std::size_t>(i)];
        const std::string& title = run.config.title;
        const QString name = QString::fromStdString(title.empty() ? run.config.experiment : title);
        const QString details = run.problem.isEmpty() ? differenceOf(run) : run.problem;
        item(i)->setText(QStringLiteral("%1\n%2: %3").arg(name, stateTextOf(run), details));
        item(i)->setToolTip(details);
        item(i)->setIcon(icon(iconFor(run.state)));
    }
    setCurrentRow(std::min(row, count() - 1));
}

bool QueueList::canMoveCurrent(int by) const
{
    const auto& runs = m_queue.runs();
    const auto waits = [&runs](int row) {
        return row >= 0 && row < static_cast<int>(runs.size()) &&
               runs[static_cast<std::size_t>(row)].state == QueuedRun::State::Waiting;
    };
    return waits(currentRow()) && waits(currentRow() + by);
}

bool QueueList::canRemoveCurrent() const
{
    const int row = currentRow();
    return row >= 0 && row < static_cast<int>(m_queue.runs().size()) &&
           m_queue.runs()[static_cast<std::size_t>(row)].state != QueuedRun::State::Running;
}

void QueueList::moveTo(int row)
{
    if (row < 0 || currentRow() < 0)
        return;
    if (m_queue.move(static_cast<std::size_t>(currentRow()), static_cast<std::size_t>(row)))
        setCurrentRow(row);
}

void QueueList::moveCurrent(int by)
{
    moveTo(currentRow() + by);
}

void QueueList::removeCurrent()
{
    if (currentRow() >= 0)
        m_queue.remove(static_cast<std::size_t>(currentRow()));
}

void QueueList::mousePressEvent(QMouseEvent* event)
{
    QListWidget::mousePressEvent(event);
    m_dragged = event->button() == Qt::LeftButton ? row(itemAt(event->position().toPoint())) : -1;
}

/// The row goes along with the mouse: a drag of the system would wait in a loop of its own.
void QueueList::mouseMoveEvent(QMouseEvent* event)
{
    if (m_dragged < 0) {
        QListWidget::mouseMoveEvent(event);
        return;
    }
    const int under = row(itemAt(event->position().toPoint()));
    if (under >= 0 && under != currentRow())
        moveTo(under);
}

void QueueList::mouseReleaseEvent(QMouseEvent* event)
{
    QListWidget::mouseReleaseEvent(event);
    m_dragged = -1;
}

void QueueList::keyPressEvent(QKeyEvent* event)
{
    const bool alt = event->modifiers() == Qt::AltModifier;
    if (alt && event->key() == Qt::Key_Up)
        moveCurrent(-1);
    else if (alt && event->key() == Qt::Key_Down)
        moveCurrent(1);
    else if (event->key() == Qt::Key_Delete)
        removeCurrent();
    else
        QListWidget::keyPressEvent(event);
}

}  // namespace nie
