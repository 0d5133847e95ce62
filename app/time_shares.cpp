#include "app/time_shares.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace nie {

namespace {

double steadySeconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

}  // namespace

TimeShares::TimeShares(Clock clock) : m_clock(clock ? std::move(clock) : Clock(steadySeconds)) {}

TimeShares::Parts TimeShares::parts() const
{
    const std::lock_guard lock(m_mutex);
    return m_parts;
}

void TimeShares::mark(double Parts::*part)
{
    const std::lock_guard lock(m_mutex);
    const double now = m_clock();
    if (part)
        m_parts.*part += now - m_last;
    m_last = now;
}

void TimeShares::onStarted(const RunFacts&)
{
    mark(nullptr);
}

void TimeShares::onStep(const StepReport&)
{
    mark(&Parts::training);
}

void TimeShares::onValidation(const ValidationReport&)
{
    mark(&Parts::evaluation);
}

void TimeShares::onPrediction(std::shared_ptr<const PredictionSnapshot>)
{
    mark(&Parts::drawing);
}

void TimeShares::onEvent(const TrainingEvent& event)
{
    if (event.kind == "paused")
        mark(&Parts::training);
    else if (event.kind == "resumed")
        mark(nullptr);
}

std::string timeSharesText(const TimeShares::Parts& parts)
{
    const double whole = parts.whole();
    if (whole <= 0.0)
        return {};
    const long evaluation = std::lround(100.0 * parts.evaluation / whole);
    const long drawing = std::lround(100.0 * parts.drawing / whole);
    // The rest, so that rounding leaves a whole.
    const long training = std::max(0L, 100 - evaluation - drawing);
    return fmt::format("train {} % · eval {} % · draw {} %", training, evaluation, drawing);
}

}  // namespace nie
