// Event markers of a CurvePlot.
#include "widgets/curves/curve_plot_private.h"
#include "widgets/style/application_style.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

constexpr double kMarkerPixels = 5;

/// "learning_rate" as "Learning rate".
QString kindTitle(const std::string& kind)
{
    QString title = QString::fromStdString(kind).replace('_', ' ');
    if (!title.isEmpty())
        title[0] = title[0].toUpper();
    return title;
}

bool isTrouble(const std::string& kind)
{
    return kind == "warning" || kind == "failed" || kind == "not_finite" || kind == "nonfinite";
}

}  // namespace

void CurvePlot::addMarker(const CurveMarker& marker)
{
    m_d->markers.push_back({marker, new QCPItemStraightLine(m_d->plot)});
    m_d->styleMarker(m_d->markers.back());
    m_d->schedule();
}

int CurvePlot::markerCount() const
{
    return static_cast<int>(m_d->markers.size());
}

void CurvePlot::Private::styleMarker(const Marker& marker) const
{
    // Trouble stands out, changes by hand are dashed, what happens all the time is dotted.
    const ThemeColours colours = themeColours(q->palette());
    if (isTrouble(marker.marker.kind))
        marker.line->setPen(QPen(colours.warning, 1.5, Qt::SolidLine));
    else
        marker.line->setPen(QPen(colours.mutedText, 1,
                                 marker.marker.kind == "checkpoint" ? Qt::DotLine : Qt::DashLine));
}

double CurvePlot::Private::markerX(const CurveMarker& marker) const
{
    const CurvePoint* first = nullptr;
    const Entry* longest = nullptr;
    for (const auto& each : entries) {
        if (each->data.points().empty())
            continue;
        if (!first)
            first = &each->data.points().front();
        if (!longest || each->data.points().size() > longest->data.points().size())
            longest = each.get();
    }
    const double own = coordinate(marker.at, x, first ? *first : marker.at);
    if (std::isfinite(own) || !longest)
        return own;
    // An event knows its step; epoch and samples are those of the curves at this step.
    const auto& points = longest->data.points();
    const auto found =
        std::lower_bound(points.begin(), points.end(), marker.at.step,
                         [](const CurvePoint& point, double step) { return point.step < step; });
    return coordinate(found == points.end() ? points.back() : *found, x, *first);
}

QString CurvePlot::Private::markerText(double pixelX) const
{
    QStringList lines;
    for (const Marker& each : markers) {
        if (!(std::abs(plot->xAxis->coordToPixel(markerX(each.marker)) - pixelX) < kMarkerPixels))
            continue;
        const QString step = coordinateText(CurveX::Step, each.marker.at.step);
        lines << (each.marker.kind.empty()
                      ? tr("%2 (step %1)").arg(step, each.marker.text)
                      : tr("%1, step %2: %3")
                            .arg(kindTitle(each.marker.kind), step, each.marker.text));
    }
    return lines.join('\n');
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

}  // namespace nie
