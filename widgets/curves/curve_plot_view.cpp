// Ranges, follow mode and zoom history of a CurvePlot.
#include "widgets/curves/curve_plot_private.h"

#include <QToolButton>

#include <algorithm>
#include <cmath>

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

void CurvePlot::setFollowWindow(double span)
{
    m_d->followWindow = std::max(0.0, span);
    m_d->schedule();
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

void CurvePlot::Private::fitX()
{
    QCPRange all = dataX();
    if (all.lower == 0 && all.upper == 0)
        return;
    const bool logarithmic = plot->xAxis->scaleType() == QCPAxis::stLogarithmic;
    if (all.size() <= 0)
        all = logarithmic ? QCPRange(all.lower / 2, all.upper * 2)
                          : QCPRange(all.lower - 0.5, all.upper + 0.5);
    else if (following && followWindow > 0 && all.size() > followWindow)
        all.lower = all.upper - followWindow;
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
