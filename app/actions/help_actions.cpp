#include "app/actions/help_actions.h"

#include "app/figure_provenance.h"
#include "app/panels/about_dialog.h"
#include "app/panels/self_test_dialog.h"
#include "app/panels/shortcuts_dialog.h"
#include "app/shown_run.h"

#include <QWhatsThis>

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

ActionLook ShowHelp::look(const ActionContext&) const
{
    return {"action.help", QObject::tr("&Help"),
            QObject::tr("Open the guide at the section about this page"),
            QKeySequence(Qt::Key_F1)};
}

void ShowHelp::trigger(ActionContext& context)
{
    context.window.showHelp();
}

ActionLook ExplainWidgets::look(const ActionContext&) const
{
    return {"action.whatsThis", QObject::tr("&What's this?"),
            QObject::tr("Click on anything to read what it is"),
            QKeySequence(Qt::SHIFT | Qt::Key_F1)};
}

void ExplainWidgets::trigger(ActionContext&)
{
    QWhatsThis::enterWhatsThisMode();
}

ActionLook FindAction::look(const ActionContext&) const
{
    return {"action.palette",
            QObject::tr("&Find action…"),
            QObject::tr("Find an action, a page, an experiment or a recent file by typing"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A),
            {},
            QKeySequence(Qt::CTRL | Qt::Key_K)};
}

void FindAction::trigger(ActionContext& context)
{
    context.window.showPalette();
}

ActionLook RunSelfTest::look(const ActionContext&) const
{
    return {"action.selfTest",
            QObject::tr("Self-&test"),
            QObject::tr("Check that this installation computes what it should"),
            {}};
}

void RunSelfTest::trigger(ActionContext& context)
{
    auto* dialog = new SelfTestDialog(context.engine, context.window.dialogParent());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

ActionLook ShowAbout::look(const ActionContext&) const
{
    return {"action.about",
            QObject::tr("&About NIE Studio"),
            QObject::tr("Versions of the program and its libraries, data of the run on show"),
            {}};
}

void ShowAbout::trigger(ActionContext& context)
{
    std::vector<std::string> lines = context.engine.versions();
    if (!context.draft.isEmpty())
        lines.push_back("Threads of a training: " +
                        std::to_string(context.draft.config().threads));
    for (const auto& [key, value] : provenanceOfRun(context.window.shownRun().folder()))
        if (key == "run" || key == "data")
            lines.push_back((key == "run" ? "Run on show: " : "Hash of its data: ") + value);
    auto* dialog = new AboutDialog(lines, context.window.dialogParent());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

}  // namespace nie
