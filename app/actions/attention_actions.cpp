#include "app/actions/attention_actions.h"

#include "app/actions/file_dialogs.h"
#include "app/panels/attention_page.h"
#include "app/shown_run.h"

namespace nie {

ActionLook ExportAttention::look(const ActionContext&) const
{
    return {"action.attention.export",
            QObject::tr("Export attention &maps…"),
            QObject::tr("Write the maps of the selected heads as NPZ or CSV"),
            {}};
}

bool ExportAttention::isEnabled(const ActionContext& context) const
{
    return context.window.page() == Page::Attention && context.window.attention().canExportMaps();
}

void ExportAttention::trigger(ActionContext& context)
{
    AttentionPage& page = context.window.attention();
    const QString file = askForNewFile(context.window, QObject::tr("Export attention maps"),
                                       QString::fromStdString(page.name() + ".npz"),
                                       QObject::tr("Arrays of NumPy (*.npz);;Table (*.csv)"));
    if (file.isEmpty())
        return;
    page.exportMaps(file.toStdString());
    context.window.showMessage(MessageKind::Note,
                               QObject::tr("The maps were written to %1.").arg(file));
}

ActionLook AblateHeads::look(const ActionContext&) const
{
    return {"action.attention.ablate",
            QObject::tr("&Ablate heads"),
            QObject::tr("Score the model without each of its heads"),
            {}};
}

bool AblateHeads::isEnabled(const ActionContext& context) const
{
    return context.window.page() == Page::Attention && context.window.attention().canAblate();
}

void AblateHeads::trigger(ActionContext& context)
{
    context.window.attention().ablate();
}

ActionLook RefreshAttention::look(const ActionContext&) const
{
    return {"action.attention.refresh", QObject::tr("&Refresh attention"),
            QObject::tr("Read the checkpoint of the run on show again"), QKeySequence(Qt::Key_F5)};
}

bool RefreshAttention::isEnabled(const ActionContext& context) const
{
    return context.window.page() == Page::Attention && !context.window.shownRun().folder().empty();
}

void RefreshAttention::trigger(ActionContext& context)
{
    context.window.attention().refresh();
}

}  // namespace nie
