#include "app/training_notes.h"

#include <utility>

namespace nie {

void TrainingNotes::setTarget(TrainingObserver* target)
{
    const std::lock_guard lock(m_mutex);
    m_target = target;
}

bool TrainingNotes::add(const std::string& text)
{
    const std::lock_guard lock(m_mutex);
    if (!m_target)
        return false;
    m_target->onEvent({m_step, m_wallSeconds, "note", text});
    return true;
}

void TrainingNotes::onStarted(const RunFacts& facts)
{
    const std::lock_guard lock(m_mutex);
    if (m_target)
        m_target->onStarted(facts);
}

void TrainingNotes::onStep(const StepReport& report)
{
    const std::lock_guard lock(m_mutex);
    m_step = report.step;
    m_wallSeconds = report.wallSeconds;
    if (m_target)
        m_target->onStep(report);
}

void TrainingNotes::onValidation(const ValidationReport& report)
{
    const std::lock_guard lock(m_mutex);
    if (m_target)
        m_target->onValidation(report);
}

void TrainingNotes::onPrediction(std::shared_ptr<const PredictionSnapshot> snapshot)
{
    const std::lock_guard lock(m_mutex);
    if (m_target)
        m_target->onPrediction(std::move(snapshot));
}

void TrainingNotes::onEvent(const TrainingEvent& event)
{
    const std::lock_guard lock(m_mutex);
    m_step = event.step;
    m_wallSeconds = event.wallSeconds;
    if (m_target)
        m_target->onEvent(event);
}

void TrainingNotes::onRolledBack(std::int64_t step)
{
    const std::lock_guard lock(m_mutex);
    m_step = step;
    if (m_target)
        m_target->onRolledBack(step);
}

/// A run that has ended takes no more notes.
void TrainingNotes::onFinished(const RunOutcome& outcome)
{
    const std::lock_guard lock(m_mutex);
    if (TrainingObserver* target = std::exchange(m_target, nullptr))
        target->onFinished(outcome);
}

}  // namespace nie
