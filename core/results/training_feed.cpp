#include "core/results/training_feed.h"

#include <algorithm>
#include <utility>

namespace nie {

bool TrainingFeed::Batch::empty() const
{
    return !started && !rolledBackTo && steps.empty() && validations.empty() && events.empty() && !prediction &&
           !finished;
}

TrainingFeed::Batch TrainingFeed::drain()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_pending, Batch{});
}

void TrainingFeed::onStarted(const RunFacts& facts)
{
    const std::lock_guard lock(m_mutex);
    m_pending.started = facts;
}

void TrainingFeed::onStep(const StepReport& report)
{
    const std::lock_guard lock(m_mutex);
    m_pending.steps.push_back(report);
}

void TrainingFeed::onValidation(const ValidationReport& report)
{
    const std::lock_guard lock(m_mutex);
    m_pending.validations.push_back(report);
}

void TrainingFeed::onPrediction(std::shared_ptr<const PredictionSnapshot> snapshot)
{
    const std::lock_guard lock(m_mutex);
    m_pending.prediction = std::move(snapshot);
}

void TrainingFeed::onEvent(const TrainingEvent& event)
{
    const std::lock_guard lock(m_mutex);
    m_pending.events.push_back(event);
}

void TrainingFeed::onRolledBack(std::int64_t step)
{
    const std::lock_guard lock(m_mutex);
    const auto isLater = [step](const auto& report) { return report.step > step; };
    std::erase_if(m_pending.steps, isLater);
    std::erase_if(m_pending.validations, isLater);
    m_pending.rolledBackTo = std::min(step, m_pending.rolledBackTo.value_or(step));
}

void TrainingFeed::onFinished(const RunOutcome& outcome)
{
    const std::lock_guard lock(m_mutex);
    m_pending.finished = outcome;
}

}  // namespace nie
