#include "app/actions/equation_actions.h"

#include "app/actions/file_dialogs.h"
#include "app/panels/equations_page.h"

namespace nie {

ActionLook SolveEquation::look(const ActionContext&) const
{
    return {"action.equation.solve", QObject::tr("&Solve"),
            QObject::tr("Solve the equation of the Equations page"),
            QKeySequence(Qt::CTRL | Qt::Key_Return)};
}

bool SolveEquation::isEnabled(const ActionContext& context) const
{
    return context.window.equations().canSolve();
}

void SolveEquation::trigger(ActionContext& context)
{
    context.window.showPage(Page::Equations);
    context.window.equations().solve();
}

ActionLook StopSolving::look(const ActionContext&) const
{
    return {"action.equation.stop", QObject::tr("S&top solving"),
            QObject::tr("Stop the solve that is under way"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return)};
}

bool StopSolving::isEnabled(const ActionContext& context) const
{
    return context.window.equations().isSolving();
}

void StopSolving::trigger(ActionContext& context)
{
    context.window.equations().stop();
}

ActionLook OpenEquation::look(const ActionContext&) const
{
    return {"action.equation.open",
            QObject::tr("&Open equation…"),
            QObject::tr("Open an equation file (.json) with formulas"),
            {}};
}

void OpenEquation::trigger(ActionContext& context)
{
    const QString file = askForFile(context.window, QObject::tr("Open equation"),
                                    QObject::tr("Equations (*.json)"));
    if (file.isEmpty())
        return;
    context.window.equations().openFile(file.toStdString());
    context.window.clearMessage();
    context.window.showPage(Page::Equations);
}

ActionLook SaveEquation::look(const ActionContext&) const
{
    return {"action.equation.save",
            QObject::tr("Save &equation as…"),
            QObject::tr("Write the typed equation to a file that nie solve reads, too"),
            {}};
}

void SaveEquation::trigger(ActionContext& context)
{
    EquationsPage& page = context.window.equations();
    const QString file = askForNewFile(context.window, QObject::tr("Save equation"),
                                       QString::fromStdString(page.name() + ".json"),
                                       QObject::tr("Equations (*.json)"));
    if (file.isEmpty())
        return;
    page.saveFile(file.toStdString());
    context.window.showMessage(MessageKind::Note,
                               QObject::tr("The equation was written to %1.").arg(file));
}

}  // namespace nie
