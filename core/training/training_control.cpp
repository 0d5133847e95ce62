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
    m_lastEpoch = kUnlimited;
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

void TrainingControl::allowEpochs(std::int64_t k)
{
    allowSteps(kUnlimited);
    const std::lock_guard lock(m_mutex);
    m_lastEpoch = k;
}

void TrainingControl::epochDone(std::int64_t epoch)
{
    const std::lock_guard lock(m_mutex);
    if (epoch < m_lastEpoch)
        return;
    m_lastEpoch = kUnlimited;
    m_allowance = 0;
    m_interruption.request_stop();
}

void TrainingControl::stopAtCheckpoint()
{
    m_stopAtCheckpoint = true;
    resume();
}

void TrainingControl::change(const std::string& path, const Json& value)
{
    const std::lock_guard lock(m_mutex);
    m_changes.emplace_back(path, value);
}

std::vector<SettingChange> TrainingControl::takeChanges()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_changes, {});
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
