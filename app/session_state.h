#pragma once

#include <QString>

namespace nie {

/// Where a training session stands.
enum class SessionState {
    Idle,       ///< no run yet, or the last one was stopped before its first step
    Preparing,  ///< data and model are being made
    Running,
    Pausing,  ///< asked to pause; the step that runs is being dropped
    Paused,
    Stopping,    ///< asked to stop; the final checkpoint is being written
    Evaluating,  ///< training has ended; the test samples are being scored
    Finished,
    Failed
};

/// One word for the status bar: "Running".
QString stateWord(SessionState state);
/// Whether the session may go from one state to the other.
bool isLegalTransition(SessionState from, SessionState to);
/// A training is under way: closing the window would lose something.
bool isTraining(SessionState state);
/// A new run may be started.
bool isReadyToStart(SessionState state);

}  // namespace nie
