// Ranges, follow mode and zoom history of a CurvePlot.
#include "widgets/curves/curve_plot_private.h"

#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

namespace {

/// While following, the y range stays as long as the data fill this share of it.
constexpr double kFilledShare = 0.6;
constexpr double kPadding = 0.05;

/// What an outlier-tolerant range leaves out at either end.
constexpr double kOutlierShare = 0.01;

QCPRange united(const QCPRange& a, const QCPRange& b)
{
    return {std::min(a.lower, b.lower), std::max(a.upper, b.upper)};
}

double span(const QCPRange& range, bool logarithmic)
{
    return logarithmic ? std::log(range.upper / range.lower) : range.size();
}

}  // namespace

void CurvePlot::fit()
{
    m_d->synchronise();
    m_d->history.leave(m_d->view());
    m_d->fitX();
    m_d->fitY(false);
    m_d->schedule();
    Q_EMIT zoomHistoryChanged();
}

void CurvePlot::zoomBack()
{
    if (!canZoomBack())
        return;
    m_d->setFollowing(false);
    m_d->apply(m_d->history.back(m_d->view()));
    Q_EMIT zoomHistoryChanged();
}

void CurvePlot::zoomForward()
{
    if (!canZoomForward())
        return;
    m_d->setFollowing(false);
    m_d->apply(m_d->history.forward(m_d->view()));
    Q_EMIT zoomHistoryChanged();
}

bool CurvePlot::canZoomBack() const
{
    return m_d->history.canGoBack();
}

bool CurvePlot::canZoomForward() const
{
    return m_d->history.canGoForward();
}

void CurvePlot::setXRange(double lower, double upper)
{
    m_d->leaveView();
    m_d->plot->xAxis->setRange(lower, upper);
    m_d->schedule();
}

void CurvePlot::setYRange(CurveSide side, double lower, double upper)
{
    m_d->leaveView();
    m_d->axis(side)->setRange(lower, upper);
    m_d->schedule();
}

std::pair<double, double> CurvePlot::xRange() const
{
    m_d->synchronise();
    m_d->follow();
    return {m_d->plot->xAxis->range().lower, m_d->plot->xAxis->range().upper};
}

std::pair<double, double> CurvePlot::yRange(CurveSide side) const
{
    m_d->synchronise();
    m_d->follow();
    return {m_d->axis(side)->range().lower, m_d->axis(side)->range().upper};
}

void CurvePlot::setOutlierTolerant(bool tolerant)
{
    if (m_d->outlierTolerant == tolerant)
        return;
    m_d->outlierTolerant = tolerant;
    m_d->synchronise();
    m_d->fitY(false);
    m_d->schedule();
    Q_EMIT outlierTolerantChanged(tolerant);
}

bool CurvePlot::isOutlierTolerant() const
{
    return m_d->outlierTolerant;
}

void CurvePlot::setFollowing(bool following)
{
    m_d->setFollowing(following);
    m_d->schedule();
}

bool CurvePlot::isFollowing() const
{
    return m_d->following;
}

void CurvePlot::setFollowWindow(double steps)
{
    if (!(steps >= 0.0) || steps == m_d->followWindow)
        return;
    m_d->followWindow = steps;
    m_d->schedule();
    Q_EMIT followWindowChanged(steps);
}

double CurvePlot::followWindow() const
{
    return m_d->followWindow;
}

void CurvePlot::Private::apply(const View& wanted)
{
    plot->xAxis->setRange(wanted.x);
    plot->yAxis->setRange(wanted.left);
    plot->yAxis2->setRange(wanted.right);
    schedule();
}

void CurvePlot::Private::leaveView()
{
    synchronise();
    follow();
    history.leave(view());
    setFollowing(false);
    Q_EMIT q->zoomHistoryChanged();
}

void CurvePlot::Private::setFollowing(bool on)
{
    if (following == on)
        return;
    following = on;
    badge->setVisible(!on);
    if (on)
        fitY(false);
    Q_EMIT q->followingChanged(on);
}

QCPRange CurvePlot::Private::dataX() const
{
    QCPRange all;
    bool any = false;
    for (const auto& each : entries) {
        const DrawnCurve& curve = each->rawCurve;
        if (curve.isEmpty() || !each->series.visible)
            continue;
        const QCPRange one(curve.x(0), curve.x(curve.size() - 1));
        all = any ? united(all, one) : one;
        any = true;
    }
    return any ? all : QCPRange(0, 0);
}

QCPRange CurvePlot::Private::dataY(CurveSide side, const QCPRange& within) const
{
    QCPRange all;
    bool any = false;
    const auto include = [&](const DrawnCurve& curve, bool tolerant) {
        const auto found = tolerant ? curve.quantiles(within.lower, within.upper, kOutlierShare)
                                    : curve.range(within.lower, within.upper);
        if (!found)
            return;
        const QCPRange one(found->first, found->second);
        all = any ? united(all, one) : one;
        any = true;
    };
    for (const auto& each : entries) {
        if (!each->series.visible || each->series.side != side)
            continue;
        include(each->rawCurve, outlierTolerant);
        if (!each->data.hasBand())
            continue;
        include(each->upperCurve, outlierTolerant);
        if (!each->lowerCut)
            include(each->lowerCurve, outlierTolerant);
    }
    return any ? all : QCPRange(0, 0);
}

QCPRange CurvePlot::Private::padded(const QCPRange& range, bool logarithmic) const
{
    if (logarithmic) {
        const double pad =
            range.upper > range.lower ? kPadding * std::log(range.upper / range.lower) : 0.7;
        return {range.lower * std::exp(-pad), range.upper * std::exp(pad)};
    }
    double pad = kPadding * range.size();
    if (!(pad > 1e-12 * std::abs(range.upper)))
        pad = range.upper == 0 ? 1 : 0.1 * std::abs(range.upper);
    return {range.lower - pad, range.upper + pad};
}

/// Where the live window begins: at the first point of its steps, of the curve that has them
/// first.
double CurvePlot::Private::followFrom(const QCPRange& all) const
{
    double last = -std::numeric_limits<double>::infinity();
    for (const auto& each : entries)
        if (each->series.visible && !each->data.points().empty())
            last = std::max(last, each->data.points().back().step);
    double from = all.upper;
    for (const auto& each : entries) {
        const auto& points = each->data.points();
        const auto first = std::lower_bound(
            points.begin(), points.end(), last - followWindow,
            [](const CurvePoint& point, double step) { return point.step < step; });
        if (!each->series.visible || first == points.end())
            continue;
        const double begin = each->data.x(static_cast<std::size_t>(first - points.begin()), x);
        if (std::isfinite(begin))
            from = std::min(from, begin);
    }
    // A single point makes no range.
    return from < all.upper ? std::max(from, all.lower) : all.lower;
}

void CurvePlot::Private::fitX()
{
    QCPRange all = dataX();
    if (all.lower == 0 && all.upper == 0)
        return;
    const bool logarithmic = plot->xAxis->scaleType() == QCPAxis::stLogarithmic;
    if (all.size() <= 0)
        all = logarithmic ? QCPRange(all.lower / 2, all.upper * 2)
                          : QCPRange(all.lower - 0.5, all.upper + 0.5);
    else if (following && followWindow > 0)
        all.lower = followFrom(all);
    plot->xAxis->setRange(all);
}

void CurvePlot::Private::fitY(bool lazily)
{
    for (CurveSide side : {CurveSide::Left, CurveSide::Right}) {
        QCPAxis* y = axis(side);
        const bool logarithmic = y->scaleType() == QCPAxis::stLogarithmic;
        const QCPRange data = dataY(side, plot->xAxis->range());
        if (data.lower == 0 && data.upper == 0)
            continue;
        const QCPRange wanted = padded(data, logarithmic);
        const QCPRange now = y->range();
        const bool inside = now.contains(data.lower) && now.contains(data.upper);
        if (!lazily || !inside || span(wanted, logarithmic) < kFilledShare * span(now, logarithmic))
            y->setRange(wanted);
    }
}

void CurvePlot::Private::follow()
{
    if (!following)
        return;
    fitX();
    fitY(true);
}

}  // namespace nie
