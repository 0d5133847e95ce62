#include "app/panels/sweep_map.h"

#include "core/config/value_law.h"
#include "widgets/style/number_format.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QToolTip>

namespace nie {

QString sweepTip(const SweepTable& table, std::size_t row)
{
    const SweepRow& point = table.rows.at(row);
    QStringList lines;
    for (std::size_t i = 0; i < point.values.size(); ++i)
        lines << QStringLiteral("%1 = %2").arg(QString::fromStdString(table.columns[i].label()),
                                               QString::fromStdString(valueText(point.values[i])));
    for (const SweepScore score :
         {SweepScore::ValidationLoss, SweepScore::TestMse, SweepScore::TestR2}) {
        const SeedSpread& spread = point.score(score);
        if (spread.count == 0)
            continue;
        QString line = QStringLiteral("%1: %2").arg(QString::fromStdString(scoreText(score)),
                                                    formatNumber(spread.mean));
        if (spread.count > 1)
            line += QObject::tr(" ± %1 over %2 seeds")
                        .arg(formatNumber(spread.standardDeviation, 2))
                        .arg(spread.count);
        lines << line;
    }
    if (point.countOf(SweepRunResult::State::Done) < point.runs.size())
        lines << QString::fromStdString(point.stateText());
    if (const std::string failure = point.failure(); !failure.empty())
        lines << QString::fromStdString(failure);
    lines << QObject::tr("Click: open the run");
    return lines.join('\n');
}

SweepMap::SweepMap(QWidget* parent) : FigureView(parent)
{
    setObjectName(QStringLiteral("sweepMap"));
    setAccessibleName(tr("Map of the sweep"));
    setPaperColours(false);
    setFilling(true);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setEmptyText(tr("The picture appears with the first run that is done."));
}

void SweepMap::showSweep(const SweepTable& table, const SweepView& view)
{
    m_table = table;
    m_view = view;
    setFigure(sweepPicture(table, view));
}

std::optional<std::size_t> SweepMap::rowAt(QPointF place) const
{
    const auto point = pointAt(place);
    return point ? sweepRowAt(m_table, m_view, point->x, point->y) : std::nullopt;
}

bool SweepMap::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return FigureView::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const auto row = rowAt(help->pos()))
        QToolTip::showText(help->globalPos(), sweepTip(m_table, *row), this);
    else
        QToolTip::hideText();
    return true;
}

void SweepMap::mouseMoveEvent(QMouseEvent* event)
{
    setCursor(rowAt(event->position()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void SweepMap::mousePressEvent(QMouseEvent* event)
{
    event->setAccepted(event->button() == Qt::LeftButton);
}

void SweepMap::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (const auto row = rowAt(event->position()))
        Q_EMIT rowOpened(*row);
}

}  // namespace nie
