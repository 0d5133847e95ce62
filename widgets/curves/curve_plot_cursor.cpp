// Read-out, markers, clicks, summary and figure of a CurvePlot.
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

constexpr double kHoverPixels = 5;
constexpr double kClickPixels = 16;

QString xText(CurveX axis, double value)
{
    if (axis == CurveX::WallTime || axis == CurveX::RelativeTime)
        return formatDuration(value);
    return formatCount(std::llround(value));
}

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

void CurvePlot::addMarker(const CurveMarker& marker)
{
    auto* line = new QCPItemStraightLine(m_d->plot);
    line->setPen(QPen(themeColours(palette()).mutedText, 1, Qt::DashLine));
    m_d->markers.push_back({marker, line});
    m_d->schedule();
}

std::vector<CurvePlot::ReadoutRow> CurvePlot::readout(double x) const
{
    std::vector<ReadoutRow> rows;
    for (const auto& entry : m_d->entries) {
        if (!entry->series.visible || entry->data.points().empty())
            continue;
        const std::size_t i = m_d->nearest(*entry, x);
        rows.push_back({entry->series.id, entry->series.label, entry->data.points()[i],
                        entry->data.smoothed()[i]});
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
                     .arg(entry->series.label, formatNumber(last.value),
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
    if (const Marker* marker = markerAt(position.x()))
        QToolTip::showText(plot->mapToGlobal(position.toPoint()), marker->marker.text, plot);
    else if (QToolTip::isVisible())
        QToolTip::hideText();
    showReadout(at);
    Q_EMIT q->cursorMoved(at);
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
    QStringList parts{xWord(x) + " " + xText(x, shown)};
    for (const ReadoutRow& row : rows) {
        const bool smoothed = smoothing > 0 && find(row.id)->series.smoothed;
        const QString value = formatNumber(smoothed ? row.smoothed : row.point.value);
        parts << (smoothed
                      ? tr("%1 %2 (raw %3)").arg(row.label, value, formatNumber(row.point.value))
                      : row.label + " " + value);
    }
    readoutLabel->setText(parts.join(QStringLiteral("  \u00b7  ")));
    plot->layer("overlay")->replot();
}

void CurvePlot::Private::unhover()
{
    if (!cursorLine->visible())
        return;
    cursorLine->setVisible(false);
    readoutLabel->clear();
    plot->layer("overlay")->replot();
    Q_EMIT q->cursorMoved(std::numeric_limits<double>::quiet_NaN());
}

void CurvePlot::Private::click(const QPointF& position)
{
    const double at = plot->xAxis->pixelToCoord(position.x());
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

double CurvePlot::Private::markerX(const CurveMarker& marker) const
{
    const bool any = !entries.empty() && !entries.front()->data.points().empty();
    return coordinate(marker.at, x, any ? entries.front()->data.points().front() : marker.at);
}

const CurvePlot::Private::Marker* CurvePlot::Private::markerAt(double pixelX) const
{
    const Marker* best = nullptr;
    double distance = kHoverPixels;
    for (const Marker& each : markers) {
        const double away = std::abs(plot->xAxis->coordToPixel(markerX(each.marker)) - pixelX);
        if (away < distance) {
            distance = away;
            best = &each;
        }
    }
    return best;
}

void CurvePlot::Private::placeMarkers()
{
    for (const Marker& each : markers) {
        const double at = markerX(each.marker);
        each.line->setVisible(std::isfinite(at));
        each.line->point1->setTypeY(QCPItemPosition::ptAxisRectRatio);
        each.line->point2->setTypeY(QCPItemPosition::ptAxisRectRatio);
        each.line->point1->setCoords(at, 0);
        each.line->point2->setCoords(at, 1);
    }
}

PanelSpec CurvePlot::Private::panel(CurveSide side) const
{
    const auto spec = [](const QCPAxis& each, const QString& label) {
        return AxisSpec{label.toStdString(), each.scaleType() == QCPAxis::stLogarithmic,
                        each.range().lower, each.range().upper};
    };
    PanelSpec panel;
    panel.x =
        spec(*plot->xAxis, axisTitle(x).replace(QStringLiteral("(min:s)"), QStringLiteral("(s)")));
    panel.y = spec(*axis(side), axis(side)->label());
    for (const auto& each : entries) {
        if (!each->series.visible || each->series.side != side)
            continue;
        SeriesSpec line{
            each->series.label.toStdString(), {}, {}, each->series.colour, each->series.style};
        for (std::size_t i = 0; i < each->data.points().size(); ++i) {
            line.x.push_back(each->data.x(i, x));
            line.y.push_back(each->data.points()[i].value);
        }
        if (smoothing > 0 && each->series.smoothed) {
            SeriesSpec raw = line;
            raw.label.clear();
            raw.faint = true;
            panel.series.push_back(std::move(raw));
            line.y = each->data.smoothed();
        }
        panel.series.push_back(std::move(line));
    }
    for (const Marker& each : markers)
        panel.bands.push_back(
            {each.marker.text.toStdString(), markerX(each.marker), markerX(each.marker)});
    return panel;
}

FigureSpec CurvePlot::Private::figure() const
{
    FigureSpec figure;
    figure.panels.push_back(panel(CurveSide::Left));
    if (plot->yAxis2->visible()) {
        figure.panels.push_back(panel(CurveSide::Right));
        figure.heightMillimetres *= 2;
    }
    return figure;
}

}  // namespace nie
