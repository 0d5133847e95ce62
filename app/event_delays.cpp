#include "app/event_delays.h"

#include <algorithm>
#include <limits>

namespace nie {

namespace {

constexpr int kPeriod = 10;  // ms

}  // namespace

EventDelays::EventDelays(QObject* parent) : QObject(parent)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(kPeriod);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_delays.push_back(static_cast<double>(m_clock.nsecsElapsed()) * 1e-6 - kPeriod);
        m_clock.restart();
    });
    m_clock.start();
    m_timer.start();
}

double EventDelays::percentile(double share) const
{
    if (m_delays.empty())
        return std::numeric_limits<double>::quiet_NaN();
    std::vector<double> sorted = m_delays;
    const auto at = sorted.begin() +
                    static_cast<std::ptrdiff_t>(share * static_cast<double>(sorted.size() - 1));
    std::nth_element(sorted.begin(), at, sorted.end());
    return *at;
}

QString EventDelays::summary() const
{
    return QStringLiteral(
               "delay of a %1 ms timer, %2 ticks: median %3 ms, 99 % %4 ms, largest %5 ms")
        .arg(kPeriod)
        .arg(count())
        .arg(percentile(0.5), 0, 'f', 1)
        .arg(percentile(0.99), 0, 'f', 1)
        .arg(percentile(1.0), 0, 'f', 1);
}

}  // namespace nie
