// Read-out, clicks and summary of a CurvePlot.
#include "widgets/curves/curve_plot_private.h"
#include "widgets/style/application_style.h"
#include "widgets/style/number_format.h"

#include <QCoreApplication>
#include <QLabel>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

namespace {

constexpr double kHoverPixels = 6;
constexpr double kClickPixels = 16;

QString xWord(CurveX axis)
{
    switch (axis) {
    case CurveX::Epoch:
        return CurvePlot::tr("epoch");
    case CurveX::WallTime:
    case CurveX::RelativeTime:
        return CurvePlot::tr("time");
    case CurveX::Samples:
        return CurvePlot::tr("samples");
    default:
        return CurvePlot::tr("step");
    }
}

}  // namespace

QString fullLabel(const CurveSeries& series)
{
    return series.run.isEmpty() ? series.label
                                : CurvePlot::tr("%1: %2").arg(series.run, series.label);
}

std::vector<CurvePlot::ReadoutRow> CurvePlot::readout(double x) const
{
    std::vector<ReadoutRow> rows;
    for (const auto& entry : m_d->entries) {
        if (!entry->series.visible || entry->data.points().empty())
            continue;
        const std::size_t i = m_d->nearest(*entry, x);
        rows.push_back({entry->series.id, entry->series.label, entry->data.points()[i],
                        entry->data.smoothed()[i], entry->series.run});
    }
    return rows;
}

QString CurvePlot::summary() const
{
    QStringList parts;
    for (const auto& entry : m_d->entries) {
        if (!entry->series.visible || entry->data.points().empty())
            continue;
        const CurvePoint& last = entry->data.points().back();
        parts << tr("last value of %1 %2 at step %3")
                     .arg(fullLabel(entry->series), formatNumber(last.value),
                          formatCount(std::llround(last.step)));
    }
    if (parts.isEmpty())
        return tr("No points yet");
    const QString title =
        m_d->plot->yAxis->label().isEmpty() ? tr("Curves") : m_d->plot->yAxis->label();
    return tr("%1, %n curves: %2", nullptr, static_cast<int>(parts.size()))
        .arg(title, parts.join("; "));
}

std::size_t CurvePlot::Private::nearest(const Entry& each, double at) const
{
    // x never decreases along a series, so the nearest point is beside the first one not below.
    const std::size_t count = each.data.points().size();
    std::size_t low = 0, high = count;
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (each.data.x(middle, x) < at)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == count)
        return count - 1;
    return low > 0 && at - each.data.x(low - 1, x) < each.data.x(low, x) - at ? low - 1 : low;
}

void CurvePlot::Private::hover(const QPointF& position)
{
    const double at = plot->xAxis->pixelToCoord(position.x());
    if (const QString text = markerText(position.x()); !text.isEmpty())
        QToolTip::showText(plot->mapToGlobal(position.toPoint()), text, plot);
    else if (QToolTip::isVisible())
        QToolTip::hideText();
    q->setHighlighted(curveAt(position));
    showReadout(at);
    Q_EMIT q->cursorMoved(at);
}

std::string CurvePlot::Private::curveAt(const QPointF& position) const
{
    const double at = plot->xAxis->pixelToCoord(position.x());
    std::string found;
    double least = kHoverPixels;
    for (const auto& each : entries) {
        const auto& points = each->data.points();
        if (!each->series.visible || points.empty())
            continue;
        // Between two points the curve is the line between them.
        const std::size_t i = nearest(*each, at);
        const auto [x1, y1] = drawnPoint(*each, i);
        const std::size_t j = x1 < at ? std::min(i + 1, points.size() - 1) : i - (i > 0 ? 1 : 0);
        const auto [x2, y2] = drawnPoint(*each, j);
        if ((at - x1) * (at - x2) > 0)
            continue;  // before the first point or after the last
        const QCPAxis& y = *axis(each->series.side);
        const double p1 = y.coordToPixel(y1), p2 = y.coordToPixel(y2);
        const double share = x1 == x2 ? 0.0 : (at - x1) / (x2 - x1);
        const double away = std::abs(p1 + share * (p2 - p1) - position.y());
        if (away < least) {
            least = away;
            found = each->series.id;
        }
    }
    return found;
}

void CurvePlot::Private::showReadout(double at)
{
    const auto rows = q->readout(at);
    cursorLine->setVisible(!rows.empty());
    if (rows.empty())
        return;
    const auto position = [this](const ReadoutRow& row) {
        return coordinate(row.point, x, find(row.id)->data.points().front());
    };
    const auto closest =
        std::min_element(rows.begin(), rows.end(), [&](const auto& a, const auto& b) {
            return std::abs(position(a) - at) < std::abs(position(b) - at);
        });
    const double shown = position(*closest);
    cursorLine->point1->setCoords(shown, 0);
    cursorLine->point2->setCoords(shown, 1);
    QStringList parts{xWord(x) + " " + coordinateText(x, shown)};
    for (const ReadoutRow& row : rows) {
        const bool smoothed = smoothing > 0 && find(row.id)->series.smoothed;
        const QString value = formatNumber(smoothed ? row.smoothed : row.point.value);
        const QString label = fullLabel(find(row.id)->series);
        parts << (smoothed ? tr("%1 %2 (raw %3)").arg(label, value, formatNumber(row.point.value))
                           : label + " " + value);
    }
    readoutLabel->setText(parts.join(QStringLiteral("  \u00b7  ")));
    plot->layer("overlay")->replot();
}

void CurvePlot::Private::unhover()
{
    q->setHighlighted({});
    if (!cursorLine->visible())
        return;
    cursorLine->setVisible(false);
    readoutLabel->clear();
    plot->layer("overlay")->replot();
    Q_EMIT q->cursorMoved(std::numeric_limits<double>::quiet_NaN());
}

void CurvePlot::Private::click(const QPointF& position, Qt::KeyboardModifiers keys)
{
    const double at = plot->xAxis->pixelToCoord(position.x());
    if (keys & Qt::ControlModifier) {
        setNextCursor(at);
        return;
    }
    const Entry* best = nullptr;
    double distance = kClickPixels;
    for (const auto& each : entries) {
        if (!each->series.visible || each->data.points().empty())
            continue;
        const std::size_t i = nearest(*each, at);
        const QPointF there(plot->xAxis->coordToPixel(each->data.x(i, x)),
                            axis(each->series.side)->coordToPixel(each->data.points()[i].value));
        if (std::hypot(there.x() - position.x(), there.y() - position.y()) < distance) {
            distance = std::hypot(there.x() - position.x(), there.y() - position.y());
            best = each.get();
        }
    }
    if (best)
        Q_EMIT q->pointClicked(best->series.id, best->data.points()[nearest(*best, at)]);
}

}  // namespace nie
