#include "core/training/training_control.h"

namespace nie {

TrainingControl::TrainingControl(bool startPaused) : m_allowance(startPaused ? 0 : kUnlimited) {}

void TrainingControl::pause()
{
    const std::lock_guard lock(m_mutex);
    m_allowance = 0;
    m_interruption.request_stop();
}

void TrainingControl::resume()
{
    allowSteps(kUnlimited);
}

void TrainingControl::allowSteps(std::int64_t n)
{
    const std::lock_guard lock(m_mutex);
    if (m_stopped)
        return;
    m_allowance = n;
    if (n > 0 && m_interruption.stop_requested())
        m_interruption = std::stop_source();
    m_changed.notify_all();
}

void TrainingControl::stop()
{
    const std::lock_guard lock(m_mutex);
    m_stopped = true;
    m_interruption.request_stop();
    m_changed.notify_all();
}

bool TrainingControl::isPaused() const
{
    const std::lock_guard lock(m_mutex);
    return !m_stopped && m_allowance == 0;
}

bool TrainingControl::isStopped() const
{
    const std::lock_guard lock(m_mutex);
    return m_stopped;
}

bool TrainingControl::waitForTurn()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_stopped || m_allowance > 0; });
    return !m_stopped;
}

bool TrainingControl::wouldWait() const
{
    return isPaused();
}

std::stop_token TrainingControl::interruption() const
{
    const std::lock_guard lock(m_mutex);
    return m_interruption.get_token();
}

void TrainingControl::stepDone()
{
    const std::lock_guard lock(m_mutex);
    if (m_allowance != kUnlimited && m_allowance > 0)
        --m_allowance;
}

}  // namespace nie
