#include "app/actions/session_actions.h"

#include "app/live_settings.h"
#include "app/shown_run.h"
#include "core/base/error.h"
#include "core/results/checkpoint_list.h"
#include "core/results/run_folder.h"

#include <QFileDialog>
#include <QInputDialog>
#include <QLineEdit>

namespace nie {

namespace {

void takeNote(TrainingSession& session, WindowPort& window, const QString& text)
{
    if (text.trimmed().isEmpty())
        return;
    try {
        if (!session.addNote(text))
            window.showMessage(MessageKind::Warning,
                               QObject::tr("The training has ended: the note was not written."));
    } catch (const Error& error) {
        window.showMessage(MessageKind::Error, QString::fromUtf8(error.what()));
    }
}

}  // namespace

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
                        "as the box says, on the device of the inspector"),
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
    Json changes = {{"steps", newest->step + context.window.stepCount()}};
    if (!context.draft.isEmpty())
        changes["device"] = context.draft.config().device;
    context.window.continueRun(folder, changes);
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

ActionLook AddNote::look(const ActionContext&) const
{
    return {"action.note", QObject::tr("Add a note at th&is step…"),
            QObject::tr("Write a line into the run's events, at the step that the training has "
                        "reached; it becomes a marker on the curve")};
}

bool AddNote::isEnabled(const ActionContext& context) const
{
    const SessionState state = context.session.state();
    return state == SessionState::Running || state == SessionState::Paused ||
           state == SessionState::Pausing;
}

/// The training goes on while somebody types.
void AddNote::trigger(ActionContext& context)
{
    auto* dialog = new QInputDialog(context.window.dialogParent());
    dialog->setObjectName(QStringLiteral("noteDialog"));
    dialog->setAccessibleName(QObject::tr("Add a note"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(QObject::tr("Add a note"));
    dialog->setLabelText(QObject::tr("&Note at the step that the training has reached"));
    QObject::connect(dialog, &QInputDialog::textValueSelected, dialog,
                     [&session = context.session, &window = context.window](const QString& text) {
                         takeNote(session, window, text);
                     });
    dialog->open();
    if (auto* line = dialog->findChild<QLineEdit*>()) {
        line->setObjectName(QStringLiteral("noteEdit"));
        line->setAccessibleName(QObject::tr("Note"));
    }
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
