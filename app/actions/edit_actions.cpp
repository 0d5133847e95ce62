#include "app/actions/edit_actions.h"

#include "app/panels/runs_page.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QRandomGenerator>

namespace nie {

namespace {

/// Settings belong to the run while one is under way.
bool canEdit(const ActionContext& context)
{
    return !context.draft.isEmpty() && !isTraining(context.session.state());
}

/// What undo is about: the history on the Runs page, else the settings.
QUndoStack& editStack(const ActionContext& context)
{
    return context.window.page() == Page::Runs ? context.window.runs().history().undoStack()
                                               : *context.draft.undoStack();
}

/// While a training runs, only what it takes was edited, and only that can be changed back.
bool canUndo(const ActionContext& context)
{
    const bool ofDraft = context.window.page() != Page::Runs;
    if (ofDraft && isTraining(context.session.state()))
        return context.draft.canUndoInRun();
    return (!ofDraft || canEdit(context)) && editStack(context).canUndo();
}

bool canRedo(const ActionContext& context)
{
    const bool ofDraft = context.window.page() != Page::Runs;
    if (ofDraft && isTraining(context.session.state()))
        return context.draft.canRedoInRun();
    return (!ofDraft || canEdit(context)) && editStack(context).canRedo();
}

}  // namespace

ActionLook UndoEdit::look(const ActionContext& context) const
{
    const QString what = editStack(context).undoText();
    return {"action.undo",
            what.isEmpty() ? QObject::tr("&Undo") : QObject::tr("&Undo %1").arg(what),
            QObject::tr("Take back the last change"), QKeySequence::Undo};
}

bool UndoEdit::isEnabled(const ActionContext& context) const
{
    return canUndo(context);
}

void UndoEdit::trigger(ActionContext& context)
{
    editStack(context).undo();
}

ActionLook RedoEdit::look(const ActionContext& context) const
{
    const QString what = editStack(context).redoText();
    return {"action.redo",
            what.isEmpty() ? QObject::tr("&Redo") : QObject::tr("&Redo %1").arg(what),
            QObject::tr("Make the change again that was taken back"), QKeySequence::Redo};
}

bool RedoEdit::isEnabled(const ActionContext& context) const
{
    return canRedo(context);
}

void RedoEdit::trigger(ActionContext& context)
{
    editStack(context).redo();
}

ActionLook CopyCommand::look(const ActionContext&) const
{
    return {"action.copyCommand", QObject::tr("Copy &command"),
            QObject::tr("Copy the nie command line that does the same"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)};
}

bool CopyCommand::isEnabled(const ActionContext& context) const
{
    return !context.window.currentCommand().empty();
}

void CopyCommand::trigger(ActionContext& context)
{
    const QString command = QString::fromStdString(context.window.currentCommand());
    QGuiApplication::clipboard()->setText(command);
    context.window.showMessage(MessageKind::Note, QObject::tr("Copied: %1").arg(command));
}

ActionLook NewRandomSeed::look(const ActionContext&) const
{
    return {"action.newSeed", QObject::tr("New random &seed"),
            QObject::tr("Draw a new seed: other data, weights and order of samples"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N)};
}

bool NewRandomSeed::isEnabled(const ActionContext& context) const
{
    return canEdit(context);
}

void NewRandomSeed::trigger(ActionContext& context)
{
    // Nine digits are enough to be new, and can still be read to somebody.
    constexpr quint32 kSeeds = 1'000'000'000;
    context.draft.setSeed(QRandomGenerator::global()->bounded(1U, kSeeds));
}

ActionLook ResetSettings::look(const ActionContext&) const
{
    return {"action.resetSettings",
            QObject::tr("R&eset all settings"),
            QObject::tr("Set everything back as the experiment was opened"),
            {}};
}

bool ResetSettings::isEnabled(const ActionContext& context) const
{
    return canEdit(context) && context.draft.config().toJson() != context.draft.original().toJson();
}

void ResetSettings::trigger(ActionContext& context)
{
    context.draft.restoreOriginal();
}

}  // namespace nie
