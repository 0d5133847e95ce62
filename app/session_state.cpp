#include "app/session_state.h"

#include <initializer_list>

namespace nie {

namespace {

bool isOneOf(SessionState state, std::initializer_list<SessionState> states)
{
    for (const SessionState candidate : states) {
        if (candidate == state)
            return true;
    }
    return false;
}

}  // namespace

QString stateWord(SessionState state)
{
    switch (state) {
    case SessionState::Idle:
        return QStringLiteral("Ready");
    case SessionState::Preparing:
        return QStringLiteral("Preparing");
    case SessionState::Running:
        return QStringLiteral("Running");
    case SessionState::Pausing:
        return QStringLiteral("Pausing");
    case SessionState::Paused:
        return QStringLiteral("Paused");
    case SessionState::Stopping:
        return QStringLiteral("Stopping");
    case SessionState::Evaluating:
        return QStringLiteral("Scoring test samples");
    case SessionState::Finished:
        return QStringLiteral("Finished");
    case SessionState::Failed:
        return QStringLiteral("Failed");
    }
    return {};
}

bool isLegalTransition(SessionState from, SessionState to)
{
    using enum SessionState;
    switch (from) {
    case Idle:
    case Finished:
    case Failed:
        return to == Preparing;
    case Preparing:
        return isOneOf(to, {Running, Stopping, Idle, Failed});
    case Running:
        return isOneOf(to, {Pausing, Paused, Stopping, Evaluating, Finished, Failed});
    case Pausing:
        return isOneOf(to, {Running, Paused, Stopping, Evaluating, Finished, Failed});
    case Paused:
        return isOneOf(to, {Running, Stopping, Evaluating, Finished, Failed});
    case Stopping:
        return isOneOf(to, {Idle, Evaluating, Finished, Failed});
    case Evaluating:
        return isOneOf(to, {Preparing, Finished, Failed});
    }
    return false;
}

bool isTraining(SessionState state)
{
    using enum SessionState;
    return isOneOf(state, {Preparing, Running, Pausing, Paused, Stopping});
}

bool isReadyToStart(SessionState state)
{
    return isLegalTransition(state, SessionState::Preparing);
}

}  // namespace nie
