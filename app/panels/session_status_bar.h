#pragma once

#include "app/progress_meter.h"
#include "app/session_state.h"
#include "app/time_shares.h"
#include "core/results/training_feed.h"

#include <QElapsedTimer>
#include <QStatusBar>

class QLabel;

namespace nie {

/// State in icon and word, step, speed, remaining time, time split and device.
class SessionStatusBar : public QStatusBar {
    Q_OBJECT
public:
    explicit SessionStatusBar(QWidget* parent = nullptr);

    void showState(SessionState state);
    void showBatch(const TrainingFeed::Batch& batch);
    /// Of a training: twice a second at most, unless it is the last time.
    void showTimes(const TimeShares::Parts& parts, bool last);
    void clearRun();

protected:
    void changeEvent(QEvent* event) override;

private:
    QLabel* addLabel(const QString& name, const QString& title);
    void showProgress();
    void showIcon();

    SessionState m_state = SessionState::Idle;
    ProgressMeter m_meter;
    QElapsedTimer m_sinceTimes;
    QLabel* m_icon = nullptr;
    QLabel* m_word;
    QLabel* m_step;
    QLabel* m_speed;
    QLabel* m_remaining;
    QLabel* m_split;
    QLabel* m_device;
};

}  // namespace nie
