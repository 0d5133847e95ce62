#include "app/actions/session_actions.h"

#include "app/live_settings.h"
#include "app/shown_run.h"
#include "core/base/error.h"
#include "core/results/checkpoint_list.h"
#include "core/results/run_folder.h"

#include <QFileDialog>

namespace nie {

ActionLook RunToEpoch::look(const ActionContext&) const
{
    return {"action.toEpoch", QObject::tr("Run to e&poch n"),
            QObject::tr("Train until as many epochs are done as the box says, then pause"),
            QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Apostrophe)};
}

bool RunToEpoch::isEnabled(const ActionContext& context) const
{
    const SessionState state = context.session.state();
    return state == SessionState::Running || state == SessionState::Paused;
}

void RunToEpoch::trigger(ActionContext& context)
{
    context.session.runToEpoch(context.window.stepCount());
}

ActionLook TrainFurther::look(const ActionContext&) const
{
    return {"action.trainFurther", QObject::tr("Train n steps &further"),
            QObject::tr("Go on with the run on show, from its newest checkpoint, for as many steps "
                        "as the box says"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R)};
}

bool TrainFurther::isEnabled(const ActionContext& context) const
{
    const SessionState state = context.session.state();
    return isReadyToStart(state) && state != SessionState::Evaluating &&
           !context.window.shownRun().folder().empty();
}

void TrainFurther::trigger(ActionContext& context)
{
    const std::filesystem::path folder = context.window.shownRun().folder();
    const auto newest = newestCheckpoint(RunFolder{folder}.checkpoints());
    if (!newest)
        throw InputError(folder.string(), "has no checkpoint to go on from");
    context.window.continueRun(folder, {{"steps", newest->step + context.window.stepCount()}});
}

ActionLook ResumeRun::look(const ActionContext&) const
{
    return {"action.resumeRun", QObject::tr("&Go on with a run…"),
            QObject::tr("Go on with a run of an earlier session from its newest checkpoint"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O)};
}

bool ResumeRun::isEnabled(const ActionContext& context) const
{
    return isReadyToStart(context.session.state());
}

void ResumeRun::trigger(ActionContext& context)
{
    const QString folder = QFileDialog::getExistingDirectory(
        context.window.dialogParent(), QObject::tr("Go on with a run"),
        QString::fromStdString(context.session.runsRoot().string()));
    if (!folder.isEmpty())
        context.window.continueRun(folder.toStdString(), Json::object());
}

ActionLook ScaleRate::look(const ActionContext&) const
{
    if (m_factor < 1.0)
        return {"action.halveRate", QObject::tr("&Halve the learning rate"),
                QObject::tr("Half the learning rate from the next step on"),
                QKeySequence(Qt::CTRL | Qt::Key_Less)};
    return {"action.doubleRate", QObject::tr("&Double the learning rate"),
            QObject::tr("Twice the learning rate from the next step on"),
            QKeySequence(Qt::CTRL | Qt::Key_Greater)};
}

bool ScaleRate::isEnabled(const ActionContext& context) const
{
    return !context.draft.isEmpty();
}

void ScaleRate::trigger(ActionContext& context)
{
    scaleLearningRate(context.draft, m_factor);
}

}  // namespace nie
