#include "widgets/figures/parallel_coordinates.h"

#include "widgets/figures/axis_mapping.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

namespace {

constexpr double kSnap = 12.0;      ///< px, from an axis
constexpr double kLineReach = 6.0;  ///< px, from a line
constexpr double kSlack = 1e-9;     ///< of an axis: its ends belong to it

double distanceTo(const QPolygonF& path, QPointF place)
{
    double least = std::numeric_limits<double>::infinity();
    for (qsizetype i = 0; i + 1 < path.size(); ++i) {
        const QPointF along = path[i + 1] - path[i];
        const double length = QPointF::dotProduct(along, along);
        const double share =
            length > 0.0
                ? std::clamp(QPointF::dotProduct(place - path[i], along) / length, 0.0, 1.0)
                : 0.0;
        const QPointF gap = path[i] + share * along - place;
        least = std::min(least, std::hypot(gap.x(), gap.y()));
    }
    return least;
}

}  // namespace

ParallelCoordinates::ParallelCoordinates(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("parallelCoordinates"));
    setAccessibleName(tr("Parallel coordinates"));
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void ParallelCoordinates::setRuns(const std::vector<ParallelAxis>& axes,
                                  const std::vector<ParallelLine>& lines, bool lowIsGood)
{
    const bool sameAxes =
        std::equal(axes.begin(), axes.end(), m_axes.begin(), m_axes.end(),
                   [](const ParallelAxis& a, const ParallelAxis& b) { return a.label == b.label; });
    m_axes = axes;
    m_lines = lines;
    m_lowIsGood = lowIsGood;
    if (!sameAxes)
        m_brushes.assign(axes.size(), std::nullopt);
    m_hovered.reset();
    m_scales.clear();
    for (std::size_t i = 0; i < axes.size(); ++i) {
        // The ranges of a figure's axes: with logarithms and constants done right.
        PanelSpec panel;
        panel.y.logarithmic = axes[i].logarithmic;
        SeriesSpec values;
        for (const ParallelLine& line : lines) {
            values.x.push_back(0.0);
            values.y.push_back(line.values.at(i));
        }
        panel.series.push_back(std::move(values));
        const AxisRange range = panelRanges(panel).y;
        m_scales.push_back({range.from, range.to, axes[i].logarithmic});
        if (!axes[i].names.isEmpty())
            m_scales.back() = {-0.5, static_cast<double>(axes[i].names.size()) - 0.5, false};
    }
    setAccessibleDescription(tr("%n runs", nullptr, static_cast<int>(lines.size())));
    update();
}

void ParallelCoordinates::setEmptyText(const QString& text)
{
    m_emptyText = text;
    update();
}

void ParallelCoordinates::setBrush(std::size_t axis, std::optional<std::pair<double, double>> range)
{
    if (range && range->first > range->second)
        std::swap(range->first, range->second);
    m_brushes.at(axis) = range;
    update();
    Q_EMIT brushesChanged();
}

std::optional<std::pair<double, double>> ParallelCoordinates::brush(std::size_t axis) const
{
    return m_brushes.at(axis);
}

void ParallelCoordinates::clearBrushes()
{
    m_brushes.assign(m_axes.size(), std::nullopt);
    update();
    Q_EMIT brushesChanged();
}

bool ParallelCoordinates::isKept(std::size_t line) const
{
    for (std::size_t i = 0; i < m_brushes.size(); ++i) {
        if (!m_brushes[i])
            continue;
        const double value = m_lines.at(line).values[i];
        const double slack =
            kSlack * std::max(std::abs(m_scales[i].from), std::abs(m_scales[i].to));
        if (!(value >= m_brushes[i]->first - slack && value <= m_brushes[i]->second + slack))
            return false;
    }
    return true;
}

bool ParallelCoordinates::hasScore(const ParallelLine& line) const
{
    return !line.values.empty() && std::isfinite(line.values.back());
}

double ParallelCoordinates::axisPosition(std::size_t axis) const
{
    const QRectF area = plotArea();
    if (m_axes.size() < 2)
        return area.center().x();
    return area.left() +
           area.width() * static_cast<double>(axis) / static_cast<double>(m_axes.size() - 1);
}

QPointF ParallelCoordinates::placeOf(std::size_t axis, double value) const
{
    const QRectF area = plotArea();
    const Scale& scale = m_scales.at(axis);
    const AxisMapping mapping{{scale.from, scale.to}, scale.logarithmic, area.bottom(), area.top()};
    return {axisPosition(axis), mapping.toDrawing(value)};
}

double ParallelCoordinates::valueAt(std::size_t axis, double y) const
{
    const QRectF area = plotArea();
    const Scale& scale = m_scales.at(axis);
    const AxisMapping mapping{{scale.from, scale.to}, scale.logarithmic, area.bottom(), area.top()};
    return mapping.toData(std::clamp(y, area.top(), area.bottom()));
}

std::optional<std::size_t> ParallelCoordinates::axisAt(QPointF place) const
{
    for (std::size_t i = 0; i < m_axes.size(); ++i)
        if (std::abs(place.x() - axisPosition(i)) <= kSnap &&
            plotArea().adjusted(-kSnap, -kSnap, kSnap, kSnap).contains(place))
            return i;
    return std::nullopt;
}

QPolygonF ParallelCoordinates::pathOf(const ParallelLine& line) const
{
    QPolygonF path;
    for (std::size_t i = 0; i < m_axes.size(); ++i)
        if (const QPointF place = placeOf(i, line.values[i]); std::isfinite(place.y()))
            path.push_back(place);
    return path;
}

std::optional<std::size_t> ParallelCoordinates::lineAt(QPointF place) const
{
    std::optional<std::size_t> nearest;
    double least = kLineReach;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        if (!isKept(i))
            continue;
        if (const double distance = distanceTo(pathOf(m_lines[i]), place); distance < least) {
            least = distance;
            nearest = i;
        }
    }
    return nearest;
}

void ParallelCoordinates::hover(std::optional<std::size_t> line)
{
    if (line == m_hovered)
        return;
    m_hovered = line;
    setCursor(line ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

bool ParallelCoordinates::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (const auto line = lineAt(help->pos()))
            QToolTip::showText(help->globalPos(), m_lines[*line].tip, this);
        else if (axisAt(help->pos()))
            QToolTip::showText(help->globalPos(),
                               tr("Drag along the axis to keep the runs that cross it there; click "
                                  "to keep all"),
                               this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

void ParallelCoordinates::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_lines.empty())
        return QWidget::mousePressEvent(event);
    m_pressedAt = event->position();
    m_pressedAxis = axisAt(m_pressedAt);
    m_dragged = false;
}

void ParallelCoordinates::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF place = event->position();
    if (!(event->buttons() & Qt::LeftButton) || !m_pressedAxis) {
        const auto line = axisAt(place) ? std::nullopt : lineAt(place);
        hover(line);
        if (!line && axisAt(place))
            setCursor(Qt::SizeVerCursor);
        return;
    }
    m_dragged = m_dragged || std::abs(place.y() - m_pressedAt.y()) > 3.0;
    if (m_dragged)
        setBrush(*m_pressedAxis, std::pair(valueAt(*m_pressedAxis, m_pressedAt.y()),
                                           valueAt(*m_pressedAxis, place.y())));
}

void ParallelCoordinates::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return QWidget::mouseReleaseEvent(event);
    const auto axis = std::exchange(m_pressedAxis, std::nullopt);
    if (m_dragged)
        return;
    if (axis && m_brushes[*axis])
        setBrush(*axis, std::nullopt);
    else if (const auto line = lineAt(event->position()))
        Q_EMIT lineClicked(*line);
}

void ParallelCoordinates::leaveEvent(QEvent* event)
{
    hover(std::nullopt);
    QWidget::leaveEvent(event);
}

}  // namespace nie
