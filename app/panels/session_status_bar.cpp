#include "app/panels/session_status_bar.h"

#include "widgets/style/application_style.h"
#include "widgets/style/icons.h"
#include "widgets/style/number_format.h"

#include <QEvent>
#include <QLabel>

#include <cmath>

namespace nie {

namespace {

constexpr qint64 kTimesInterval = 500;  // ms

Icon iconOf(SessionState state)
{
    switch (state) {
    case SessionState::Idle:
        return Icon::Start;
    case SessionState::Preparing:
        return Icon::Settings;
    case SessionState::Running:
        return Icon::Play;
    case SessionState::Pausing:
    case SessionState::Paused:
        return Icon::Pause;
    case SessionState::Stopping:
        return Icon::Stop;
    case SessionState::Evaluating:
        return Icon::Runs;
    case SessionState::Finished:
        return Icon::Stop;
    case SessionState::Failed:
        return Icon::Error;
    }
    return Icon::Start;
}

}  // namespace

SessionStatusBar::SessionStatusBar(QWidget* parent) : QStatusBar(parent)
{
    setObjectName(QStringLiteral("statusBar"));
    setAccessibleName(tr("State of the session"));
    setSizeGripEnabled(false);
    m_icon = addLabel(QStringLiteral("stateIcon"), tr("State"));
    m_word = addLabel(QStringLiteral("stateLabel"), tr("State"));
    m_step = addLabel(QStringLiteral("stepLabel"), tr("Step"));
    m_speed = addLabel(QStringLiteral("speedLabel"), tr("Speed"));
    m_remaining = addLabel(QStringLiteral("remainingLabel"), tr("Remaining time"));
    m_split = addLabel(QStringLiteral("splitLabel"), tr("Where the time goes"));
    m_split->setToolTip(tr("Shares of the time: training with its checkpoints, validation, "
                           "predictions for the pictures of the window"));
    m_device = new QLabel(this);
    m_device->setObjectName(QStringLiteral("deviceLabel"));
    m_device->setAccessibleName(tr("Device"));
    m_device->setContentsMargins(8, 0, 12, 0);
    addPermanentWidget(m_device);
    clearRun();
    showState(SessionState::Idle);
}

QLabel* SessionStatusBar::addLabel(const QString& name, const QString& title)
{
    auto* label = new QLabel(this);
    label->setObjectName(name);
    label->setAccessibleName(title);
    label->setFont(tabularFont(label->font()));
    label->setContentsMargins(6, 0, 6, 0);
    addWidget(label);
    return label;
}

void SessionStatusBar::showState(SessionState state)
{
    m_state = state;
    m_word->setText(stateWord(state));
    showIcon();
    showProgress();
}

void SessionStatusBar::showIcon()
{
    const ThemeColours colours = themeColours(palette());
    QColor colour = palette().color(QPalette::WindowText);
    if (m_state == SessionState::Running)
        colour = colours.accent;
    if (m_state == SessionState::Failed)
        colour = colours.error;
    m_icon->setPixmap(icon(iconOf(m_state), colour).pixmap(QSize(16, 16), devicePixelRatioF()));
    m_icon->setToolTip(stateWord(m_state));
}

void SessionStatusBar::showBatch(const TrainingFeed::Batch& batch)
{
    if (batch.started) {
        m_meter.begin(*batch.started);
        m_device->setText(QString::fromStdString(batch.started->device));
    }
    for (const StepReport& report : batch.steps)
        m_meter.add(report);
    showProgress();
}

void SessionStatusBar::showProgress()
{
    const RunFacts& facts = m_meter.facts();
    if (facts.experiment.empty()) {
        for (QLabel* label : {m_step, m_speed, m_remaining})
            label->clear();
        return;
    }
    const QString step = formatCount(m_meter.step());
    m_step->setText(facts.plannedSteps > 0
                        ? tr("step %1 of %2").arg(step, formatCount(facts.plannedSteps))
                        : tr("step %1").arg(step));
    const double speed = m_meter.stepsPerSecond();
    const double epoch = m_meter.secondsPerEpoch();
    QString speedText;
    if (std::isfinite(speed))
        speedText = tr("%1 steps/s").arg(formatNumber(speed));
    if (std::isfinite(epoch) && epoch > 0.0)
        speedText += tr(", %1 s/epoch").arg(formatNumber(epoch));
    m_speed->setText(speedText);
    const bool underWay = m_state == SessionState::Running || m_state == SessionState::Paused ||
                          m_state == SessionState::Pausing;
    const double left = m_meter.secondsLeft();
    m_remaining->setText(underWay && std::isfinite(left)
                             ? tr("ETA %1").arg(formatDuration(left))
                             : tr("%1").arg(formatDuration(m_meter.wallSeconds())));
}

void SessionStatusBar::showTimes(const TimeShares::Parts& parts, bool last)
{
    if (!last && m_sinceTimes.isValid() && m_sinceTimes.elapsed() < kTimesInterval)
        return;
    m_sinceTimes.start();
    m_split->setText(QString::fromStdString(timeSharesText(parts)));
}

void SessionStatusBar::clearRun()
{
    m_meter = ProgressMeter();
    m_split->clear();
    m_sinceTimes.invalidate();
    m_device->clear();
    showProgress();
}

void SessionStatusBar::changeEvent(QEvent* event)
{
    QStatusBar::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_icon)
        showIcon();
}

}  // namespace nie
