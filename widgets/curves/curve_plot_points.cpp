// What of the points of a CurvePlot is drawn.
#include "widgets/curves/curve_plot_private.h"

#include <QLabel>

#include <cmath>

namespace nie {

namespace {

/// Up to so many points are marked one by one: a line alone hides how few there are.
constexpr std::size_t kMarkedPoints = 40;
/// Where a band that reaches 0 ends on a logarithmic axis: below everything that is looked at.
constexpr double kFarBelow = 1e-30;
constexpr const char* kRangeLayer = "curveRanges";

void give(QCPGraph& graph, const DrawnCurve& curve, const DrawnCurve::Axis& view,
          DrawnCurve::Keep keep = DrawnCurve::Keep::Extremes)
{
    QVector<QCPGraphData> data;
    for (const std::size_t i : curve.visible(view, keep))
        data.push_back({curve.x(i), curve.y(i)});
    graph.data()->set(data, true);
}

}  // namespace

void CurvePlot::Private::synchronise()
{
    for (const auto& each : entries)
        synchroniseEntry(*each);
    updateNotShown();
}

void CurvePlot::Private::synchroniseEntry(Entry& each)
{
    if (each.drawn == 0) {
        for (DrawnCurve* curve :
             {&each.rawCurve, &each.smoothCurve, &each.lowerCurve, &each.upperCurve})
            curve->clear();
        each.notPositive = each.notFinite = 0;
        each.lowerCut = false;
    }
    const std::size_t count = each.data.points().size();
    if (each.drawn == count && count > 0)
        return;
    const bool logX = plot->xAxis->scaleType() == QCPAxis::stLogarithmic;
    const bool logY = axis(each.series.side)->scaleType() == QCPAxis::stLogarithmic;
    for (std::size_t i = each.drawn; i < count; ++i)
        sortIn(each, i, logX, logY);
    each.drawn = count;
    if (each.data.hasRange() != (each.upper != nullptr))
        makeRangeGraphs(each);
    if (each.series.style != SeriesSpec::Style::Solid)
        styleEntry(each);
    const bool few = each.rawCurve.size() <= kMarkedPoints;
    each.raw->setScatterStyle(few ? QCPScatterStyle(QCPScatterStyle::ssDisc, 4.0)
                                  : QCPScatterStyle(QCPScatterStyle::ssNone));
}

void CurvePlot::Private::sortIn(Entry& each, std::size_t i, bool logX, bool logY)
{
    const double at = each.data.x(i, x), value = each.data.points()[i].value,
                 average = each.data.smoothed()[i];
    if (!std::isfinite(at) || !std::isfinite(value)) {
        ++each.notFinite;
        return;
    }
    if (logX && at <= 0) {
        ++each.notPositive;
        return;
    }
    if (each.data.hasRange()) {
        double lower = each.data.lower()[i];
        const double upper = each.data.upper()[i];
        if (std::isfinite(lower) && std::isfinite(upper) && (!logY || upper > 0)) {
            if (logY && lower <= 0) {
                lower = kFarBelow * upper;
                each.lowerCut = true;
            }
            each.lowerCurve.append(at, lower);
            each.upperCurve.append(at, upper);
        }
    }
    if (logY && value <= 0) {
        ++each.notPositive;
        return;
    }
    each.rawCurve.append(at, value);
    if (smoothing > 0 && each.series.smoothed && (!logY || average > 0))
        each.smoothCurve.append(at, average);
}

void CurvePlot::Private::reduce()
{
    const DrawnCurve::Axis view{plot->xAxis->range().lower, plot->xAxis->range().upper,
                                plot->xAxis->scaleType() == QCPAxis::stLogarithmic,
                                std::max(1, plot->axisRect()->width())};
    for (const auto& each : entries) {
        if (!each->series.visible)
            continue;
        if (each->inGraphs == each->drawn && each->drawn > 0 && each->reducedTo == view)
            continue;
        give(*each->raw, each->rawCurve, view);
        give(*each->smooth, each->smoothCurve, view);
        if (each->upper) {
            give(*each->lower, each->lowerCurve, view, DrawnCurve::Keep::Least);
            give(*each->upper, each->upperCurve, view, DrawnCurve::Keep::Largest);
            // Of thousands of edges nobody sees the steps, but their smoothing takes half the time.
            each->upper->setAntialiasedFill(each->upper->dataCount() < view.columns);
        }
        each->inGraphs = each->drawn;
        each->reducedTo = view;
    }
}

void CurvePlot::Private::rebuild()
{
    for (const auto& each : entries)
        each->restart();
}

void CurvePlot::Private::makeRangeGraphs(Entry& each)
{
    if (!each.data.hasRange()) {
        plot->removeGraph(each.upper);
        plot->removeGraph(each.lower);
        each.upper = each.lower = nullptr;
        styleEntry(each);
        return;
    }
    if (!plot->layer(kRangeLayer))
        plot->addLayer(kRangeLayer, plot->layer("main"), QCustomPlot::limBelow);
    for (QCPGraph** edge : {&each.lower, &each.upper}) {
        *edge = plot->addGraph(plot->xAxis, axis(each.series.side));
        (*edge)->setLayer(kRangeLayer);
        (*edge)->setPen(Qt::NoPen);
        (*edge)->setAdaptiveSampling(false);
    }
    each.upper->setChannelFillGraph(each.lower);
    styleEntry(each);
}

void CurvePlot::Private::removeGraphs(Entry& each)
{
    for (QCPGraph** graph : {&each.upper, &each.lower, &each.smooth, &each.raw}) {
        if (*graph)
            plot->removeGraph(*graph);
        *graph = nullptr;
    }
}

void CurvePlot::Private::updateNotShown()
{
    std::size_t notPositive = 0, notFinite = 0;
    for (const auto& each : entries)
        if (each->series.visible) {
            notPositive += each->notPositive;
            notFinite += each->notFinite;
        }
    QStringList parts;
    if (notPositive > 0)
        parts << (notPositive == 1 ? tr("1 point \u2264 0 not shown")
                                   : tr("%1 points \u2264 0 not shown").arg(notPositive));
    if (notFinite > 0)
        parts << (notFinite == 1 ? tr("1 point without a number not shown")
                                 : tr("%1 points without a number not shown").arg(notFinite));
    const QString text = parts.join(", ");
    if (text == notShown)
        return;
    notShown = text;
    notShownLabel->setText(text);
    Q_EMIT q->notShownChanged(text);
}

}  // namespace nie
