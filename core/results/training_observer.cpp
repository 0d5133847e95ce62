#include "core/results/training_observer.h"

namespace nie {

void ObserverList::onStarted(const RunFacts& facts)
{
    for (TrainingObserver* observer : m_observers)
        observer->onStarted(facts);
}

void ObserverList::onStep(const StepReport& report)
{
    for (TrainingObserver* observer : m_observers)
        observer->onStep(report);
}

void ObserverList::onValidation(const ValidationReport& report)
{
    for (TrainingObserver* observer : m_observers)
        observer->onValidation(report);
}

void ObserverList::onPrediction(std::shared_ptr<const PredictionSnapshot> snapshot)
{
    for (TrainingObserver* observer : m_observers)
        observer->onPrediction(snapshot);
}

void ObserverList::onEvent(const TrainingEvent& event)
{
    for (TrainingObserver* observer : m_observers)
        observer->onEvent(event);
}

void ObserverList::onRolledBack(std::int64_t step)
{
    for (TrainingObserver* observer : m_observers)
        observer->onRolledBack(step);
}

void ObserverList::onFinished(const RunOutcome& outcome)
{
    for (TrainingObserver* observer : m_observers)
        observer->onFinished(outcome);
}

}  // namespace nie
