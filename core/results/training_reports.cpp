#include "core/results/training_reports.h"

namespace nie {

std::string stateText(RunOutcome::State state)
{
    switch (state) {
    case RunOutcome::State::Completed:
        return "completed";
    case RunOutcome::State::StoppedEarly:
        return "stopped early";
    case RunOutcome::State::OutOfTime:
        return "out of time";
    case RunOutcome::State::Stopped:
        return "stopped";
    case RunOutcome::State::Failed:
        return "failed";
    }
    return "unknown";
}

}  // namespace nie
