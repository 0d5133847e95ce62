#include "app/actions/help_actions.h"

#include "app/panels/about_dialog.h"
#include "app/panels/shortcuts_dialog.h"

namespace nie {

ActionLook ShowShortcuts::look(const ActionContext&) const
{
    return {"action.shortcuts", QObject::tr("&Keyboard shortcuts"),
            QObject::tr("List every shortcut"), QKeySequence(Qt::CTRL | Qt::Key_Question)};
}

void ShowShortcuts::trigger(ActionContext& context)
{
    auto* dialog = new ShortcutsDialog(context.window.allActions(), context.window.dialogParent());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

ActionLook ShowAbout::look(const ActionContext&) const
{
    return {"action.about",
            QObject::tr("&About NIE Studio"),
            QObject::tr("Versions of the program and its libraries"),
            {}};
}

void ShowAbout::trigger(ActionContext& context)
{
    auto* dialog = new AboutDialog(context.engine.versions(), context.window.dialogParent());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

}  // namespace nie
