#include "app/actions/training_actions.h"

#include "app/run_start.h"

namespace nie {

namespace {

bool canStep(const ActionContext& context)
{
    const SessionState state = context.session.state();
    const bool startable = isReadyToStart(state) && !context.draft.isEmpty();
    return startable || state == SessionState::Running || state == SessionState::Paused;
}

void doSteps(ActionContext& context, std::int64_t count)
{
    if (isReadyToStart(context.session.state()))
        startRun(context, count);
    else
        context.session.step(count);
}

}  // namespace

void startRun(ActionContext& context, std::int64_t firstSteps)
{
    context.window.clearMessage();
    context.window.showPage(Page::Train);
    beginRun(context.session, context.engine, context.draft.config(), firstSteps);
}

ActionLook StartTraining::look(const ActionContext&) const
{
    return {"action.start", QObject::tr("&Start"),
            QObject::tr("Start the run that the inspector describes"),
            QKeySequence(Qt::CTRL | Qt::Key_R), Icon::Play};
}

bool StartTraining::isEnabled(const ActionContext& context) const
{
    return isReadyToStart(context.session.state()) && !context.draft.isEmpty();
}

void StartTraining::trigger(ActionContext& context)
{
    startRun(context);
}

ActionLook PauseOrResume::look(const ActionContext& context) const
{
    const SessionState state = context.session.state();
    const bool paused = state == SessionState::Paused || state == SessionState::Pausing;
    return {"action.pause", paused ? QObject::tr("&Resume") : QObject::tr("&Pause"),
            paused ? QObject::tr("Go on from the step at which the training was paused")
                   : QObject::tr("Pause the training; nothing is lost"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P), paused ? Icon::Play : Icon::Pause};
}

bool PauseOrResume::isEnabled(const ActionContext& context) const
{
    const SessionState state = context.session.state();
    return state == SessionState::Running || state == SessionState::Paused ||
           state == SessionState::Pausing;
}

void PauseOrResume::trigger(ActionContext& context)
{
    if (!context.session.pause())
        context.session.resume();
}

ActionLook StopTraining::look(const ActionContext&) const
{
    return {"action.stop", QObject::tr("S&top"),
            QObject::tr("End the training and write its final checkpoint"),
            QKeySequence(Qt::CTRL | Qt::Key_Period), Icon::Stop};
}

bool StopTraining::isEnabled(const ActionContext& context) const
{
    const SessionState state = context.session.state();
    return state == SessionState::Evaluating || isLegalTransition(state, SessionState::Stopping);
}

void StopTraining::trigger(ActionContext& context)
{
    context.session.stop();
}

ActionLook StepOnce::look(const ActionContext&) const
{
    return {"action.step", QObject::tr("St&ep"), QObject::tr("Do one optimiser step, then pause"),
            QKeySequence(Qt::CTRL | Qt::Key_Apostrophe), Icon::Step};
}

bool StepOnce::isEnabled(const ActionContext& context) const
{
    return canStep(context);
}

void StepOnce::trigger(ActionContext& context)
{
    doSteps(context, 1);
}

ActionLook StepMany::look(const ActionContext&) const
{
    return {"action.stepMany", QObject::tr("Run &n steps"),
            QObject::tr("Do the number of steps in the box, then pause"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Apostrophe), Icon::Next};
}

bool StepMany::isEnabled(const ActionContext& context) const
{
    return canStep(context);
}

void StepMany::trigger(ActionContext& context)
{
    doSteps(context, context.window.stepCount());
}

ActionLook CheckpointNow::look(const ActionContext&) const
{
    return {"action.checkpoint", QObject::tr("&Checkpoint now"),
            QObject::tr("Write a checkpoint at the end of the running step"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K)};
}

bool CheckpointNow::isEnabled(const ActionContext& context) const
{
    return context.session.state() == SessionState::Running;
}

void CheckpointNow::trigger(ActionContext& context)
{
    context.session.requestCheckpoint();
}

}  // namespace nie
