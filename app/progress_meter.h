#pragma once

#include "core/results/training_reports.h"

#include <cstdint>
#include <deque>

namespace nie {

/// Speed and remaining time of a run from its step reports. Speed is that of the last seconds of
/// training time, so that a pause or an early slow phase does not weigh on it.
class ProgressMeter {
public:
    void begin(const RunFacts& facts);
    void add(const StepReport& report);

    const RunFacts& facts() const { return m_facts; }
    std::int64_t step() const { return m_last.step; }
    double wallSeconds() const { return m_last.wallSeconds; }
    /// NaN before two steps are known.
    double stepsPerSecond() const;
    double secondsPerEpoch() const;
    /// Training time still to come, by whichever limit comes first; NaN while unknown.
    double secondsLeft() const;

private:
    RunFacts m_facts;
    StepReport m_last;
    std::deque<StepReport> m_recent;
};

}  // namespace nie
