#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <vector>

namespace nie {

/// How late a 10 ms timer on this thread is: what a person's click would have waited.
class EventDelays : public QObject {
    Q_OBJECT
public:
    explicit EventDelays(QObject* parent = nullptr);

    std::size_t count() const { return m_delays.size(); }
    /// In milliseconds, of a share 0..1 of all delays; NaN before the first.
    double percentile(double share) const;
    /// "delay of a 10 ms timer, 2960 ticks: median 0.1 ms, 99 % 8.3 ms, largest 31.0 ms"
    QString summary() const;

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::vector<double> m_delays;
};

}  // namespace nie
