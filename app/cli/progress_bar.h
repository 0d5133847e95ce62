#pragma once

#include "core/results/training_observer.h"

#include <chrono>
#include <cstdio>
#include <limits>
#include <string>

namespace nie::cli {

/// What a line of progress says; NaN: not known yet.
struct Progress {
    double share = 0.0;  ///< 0..1 of the run, by steps or by time
    std::int64_t step = 0;
    std::int64_t plannedSteps = 0;  ///< 0: limited by time
    double loss = std::numeric_limits<double>::quiet_NaN();
    double validation = std::numeric_limits<double>::quiet_NaN();
    double residual = std::numeric_limits<double>::quiet_NaN();
    double stepsPerSecond = std::numeric_limits<double>::quiet_NaN();
    double remainingSeconds = std::numeric_limits<double>::quiet_NaN();
};

/// The parts that fit into so many columns; bar, step and loss always.
std::string progressLine(const Progress& progress, int columns);
/// "[#####     ]  25 %"
std::string barText(double share);
/// Of a terminal; 80 where that cannot be told.
int terminalColumns(std::FILE* stream);
/// "0:07", "12:34", "3:02:01".
std::string durationText(double seconds);

/// Shows a training on a stream: one line drawn over and over on a terminal, else a plain line
/// every few seconds.
class ProgressBar : public TrainingObserver {
public:
    ProgressBar(std::FILE* stream, bool terminal) : m_stream(stream), m_terminal(terminal) {}
    ~ProgressBar() override;

    void onStarted(const RunFacts& facts) override;
    void onStep(const StepReport& report) override;
    void onValidation(const ValidationReport& report) override;
    void onEvent(const TrainingEvent& event) override;
    void onFinished(const RunOutcome& outcome) override;

private:
    using Clock = std::chrono::steady_clock;

    void measureRate(const StepReport& report);
    void draw();
    void endLine();

    std::FILE* m_stream;
    bool m_terminal;
    RunFacts m_facts;
    Progress m_progress;
    StepReport m_rateStart;  ///< the rate is measured from here ...
    StepReport m_rateNext;   ///< ... and later from here
    Clock::time_point m_lastDraw{};
    bool m_lineOpen = false;
};

}  // namespace nie::cli
