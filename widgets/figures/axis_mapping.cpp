#include "widgets/figures/axis_mapping.h"

#include <QRectF>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

namespace {

bool showable(double value, bool logarithmic)
{
    return std::isfinite(value) && (!logarithmic || value > 0);
}

struct Extent {
    double least = std::numeric_limits<double>::infinity();
    double greatest = -std::numeric_limits<double>::infinity();

    void include(double value)
    {
        least = std::min(least, value);
        greatest = std::max(greatest, value);
    }
};

void includeEdges(Extent& extent, const std::vector<double>& coordinates, std::size_t count,
                  bool logarithmic)
{
    for (double edge : cellEdges(coordinates, count))
        if (showable(edge, logarithmic))
            extent.include(edge);
}

AxisRange padded(const Extent& extent, const AxisSpec& axis, double share)
{
    AxisRange range{0.0, 1.0};
    if (axis.logarithmic) {
        range = {1.0, 10.0};
        if (extent.least <= extent.greatest) {
            const double span = std::log10(extent.greatest / extent.least);
            const double pad = span > 0 ? share * span : 0.3;
            range = {extent.least * std::pow(10, -pad), extent.greatest * std::pow(10, pad)};
        }
    } else if (extent.least <= extent.greatest) {
        const double span = extent.greatest - extent.least;
        double pad = share * span;
        // A constant needs room of its own size to stand in the middle.
        if (!(span > 1e-12 * std::max(std::abs(extent.least), std::abs(extent.greatest))))
            pad = extent.least == 0 ? 1.0 : 0.1 * std::abs(extent.least);
        range = {extent.least - pad, extent.greatest + pad};
    }
    if (showable(axis.from, axis.logarithmic))
        range.from = axis.from;
    if (showable(axis.to, axis.logarithmic))
        range.to = axis.to;
    if (!(range.from < range.to))
        range.to = axis.logarithmic ? range.from * 10 : range.from + 1;
    return range;
}

/// Liang and Barsky's clipping of a segment to a box; false when nothing of it is inside.
bool clipSegment(QPointF& a, QPointF& b, const QRectF& box)
{
    double enter = 0, leave = 1;
    const QPointF d = b - a;
    const double p[4] = {-d.x(), d.x(), -d.y(), d.y()};
    const double q[4] = {a.x() - box.left(), box.right() - a.x(), a.y() - box.top(),
                         box.bottom() - a.y()};
    for (int i = 0; i < 4; ++i) {
        if (p[i] == 0 && q[i] < 0)
            return false;
        if (p[i] < 0)
            enter = std::max(enter, q[i] / p[i]);
        else if (p[i] > 0)
            leave = std::min(leave, q[i] / p[i]);
    }
    if (enter > leave)
        return false;
    b = a + leave * d;
    a = a + enter * d;
    return true;
}

/// First, least, greatest and last of every run of points in one column, in their order.
QPolygonF thinned(const QPolygonF& line, double column)
{
    QPolygonF kept;
    for (qsizetype begin = 0; begin < line.size();) {
        const double cell = std::floor(line[begin].x() / column);
        qsizetype end = begin, low = begin, high = begin;
        for (; end < line.size() && std::floor(line[end].x() / column) == cell; ++end) {
            if (line[end].y() < line[low].y())
                low = end;
            if (line[end].y() > line[high].y())
                high = end;
        }
        qsizetype last = -1;
        for (const qsizetype i : {begin, std::min(low, high), std::max(low, high), end - 1})
            if (i > last) {
                kept.push_back(line[i]);
                last = i;
            }
        begin = end;
    }
    return kept;
}

QRectF boxOf(const AxisMapping& x, const AxisMapping& y)
{
    return QRectF(QPointF(x.start, y.start), QPointF(x.end, y.end)).normalized();
}

}  // namespace

double AxisMapping::toDrawing(double value) const
{
    if (!showable(value, logarithmic))
        return std::numeric_limits<double>::quiet_NaN();
    const double share = logarithmic
                             ? std::log(value / range.from) / std::log(range.to / range.from)
                             : (value - range.from) / (range.to - range.from);
    return start + share * (end - start);
}

double AxisMapping::toData(double drawing) const
{
    const double share = (drawing - start) / (end - start);
    return logarithmic ? range.from * std::pow(range.to / range.from, share)
                       : range.from + share * (range.to - range.from);
}

PanelRanges panelRanges(const PanelSpec& panel)
{
    Extent x, y;
    bool points = panel.equalAspect;
    for (const SeriesSpec& series : panel.series) {
        points = points || series.style == SeriesSpec::Style::Points;
        for (std::size_t i = 0; i < std::min(series.x.size(), series.y.size()); ++i)
            if (showable(series.x[i], panel.x.logarithmic) &&
                showable(series.y[i], panel.y.logarithmic)) {
                x.include(series.x[i]);
                y.include(series.y[i]);
                if (i < series.fill.size() && showable(series.fill[i], panel.y.logarithmic))
                    y.include(series.fill[i]);
            }
    }
    if (panel.image) {
        includeEdges(x, panel.image->x, panel.image->columns, panel.x.logarithmic);
        includeEdges(y, panel.image->y, panel.image->rows, panel.y.logarithmic);
        return {padded(x, panel.x, 0.0), padded(y, panel.y, 0.0)};
    }
    return {padded(x, panel.x, points ? 0.05 : 0.0), padded(y, panel.y, 0.05)};
}

PanelRanges withEqualAspect(PanelRanges ranges, double width, double height)
{
    const double unitsX = (ranges.x.to - ranges.x.from) / width;
    const double unitsY = (ranges.y.to - ranges.y.from) / height;
    AxisRange& widened = unitsX < unitsY ? ranges.x : ranges.y;
    const double wanted = std::max(unitsX, unitsY) * (unitsX < unitsY ? width : height);
    const double middle = (widened.from + widened.to) / 2;
    widened = {middle - wanted / 2, middle + wanted / 2};
    return ranges;
}

std::vector<QPolygonF> visibleLines(const SeriesSpec& series, const AxisMapping& x,
                                    const AxisMapping& y, double column)
{
    std::vector<QPolygonF> lines;
    const QRectF box = boxOf(x, y);
    QPolygonF line;
    const auto flush = [&] {
        if (line.size() > 1)
            lines.push_back(line.size() > 1000 ? thinned(line, column) : line);
        line.clear();
    };
    QPointF previous;
    bool connected = false;
    for (std::size_t i = 0; i < std::min(series.x.size(), series.y.size()); ++i) {
        const QPointF point(x.toDrawing(series.x[i]), y.toDrawing(series.y[i]));
        const bool finite = std::isfinite(point.x()) && std::isfinite(point.y());
        QPointF a = previous, b = point;
        if (finite && connected && clipSegment(a, b, box)) {
            if (line.isEmpty() || line.last() != a) {
                flush();
                line.push_back(a);
            }
            line.push_back(b);
        }
        connected = finite;
        previous = point;
    }
    flush();
    return lines;
}

QPolygonF visiblePoints(const SeriesSpec& series, const AxisMapping& x, const AxisMapping& y)
{
    QPolygonF inside;
    const QRectF box = boxOf(x, y).adjusted(-0.01, -0.01, 0.01, 0.01);
    for (std::size_t i = 0; i < std::min(series.x.size(), series.y.size()); ++i) {
        const QPointF point(x.toDrawing(series.x[i]), y.toDrawing(series.y[i]));
        if (std::isfinite(point.x()) && std::isfinite(point.y()) && box.contains(point))
            inside.push_back(point);
    }
    return inside;
}

}  // namespace nie
