#include "app/progress_meter.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

namespace {

constexpr double kWindowSeconds = 5.0;
constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

}  // namespace

void ProgressMeter::begin(const RunFacts& facts)
{
    *this = ProgressMeter();
    m_facts = facts;
}

void ProgressMeter::add(const StepReport& report)
{
    m_last = report;
    m_recent.push_back(report);
    while (m_recent.size() > 2 &&
           report.wallSeconds - m_recent.front().wallSeconds > kWindowSeconds)
        m_recent.pop_front();
}

double ProgressMeter::stepsPerSecond() const
{
    if (m_recent.size() < 2)
        return kUnknown;
    const double seconds = m_last.wallSeconds - m_recent.front().wallSeconds;
    return seconds > 0.0 ? static_cast<double>(m_last.step - m_recent.front().step) / seconds
                         : kUnknown;
}

double ProgressMeter::secondsPerEpoch() const
{
    return static_cast<double>(m_facts.stepsPerEpoch) / stepsPerSecond();
}

double ProgressMeter::secondsLeft() const
{
    double left = kUnknown;
    if (m_facts.plannedSteps > 0)
        left = static_cast<double>(m_facts.plannedSteps - m_last.step) / stepsPerSecond();
    if (m_facts.timeBudgetSeconds > 0.0) {
        const double budget = std::max(0.0, m_facts.timeBudgetSeconds - m_last.wallSeconds);
        left = std::isnan(left) ? budget : std::min(left, budget);
    }
    return left;
}

}  // namespace nie
