#include "app/actions/paper_actions.h"

#include "app/actions/export_copy.h"
#include "app/panels/paper_page.h"

namespace nie {

ActionLook ComputePaperItem::look(const ActionContext&) const
{
    return {"action.paper.compute",
            QObject::tr("&Compute table or figure"),
            QObject::tr("Compute what is missing of the chosen table or figure"),
            {}};
}

bool ComputePaperItem::isEnabled(const ActionContext& context) const
{
    return context.window.paper().canStart();
}

void ComputePaperItem::trigger(ActionContext& context)
{
    context.window.showPage(Page::Paper);
    context.window.paper().start();
}

ActionLook StopComputing::look(const ActionContext&) const
{
    return {"action.paper.stop",
            QObject::tr("Stop co&mputing"),
            QObject::tr("Stop computing tables and figures; what is done stays done"),
            {}};
}

bool StopComputing::isEnabled(const ActionContext& context) const
{
    return context.window.paper().isRunning();
}

void StopComputing::trigger(ActionContext& context)
{
    context.window.paper().stop();
}

ActionLook ExportPaperItem::look(const ActionContext&) const
{
    return {"action.paper.export",
            QObject::tr("Export table or fi&gure…"),
            QObject::tr("Save the table (CSV, Markdown, JSON) or the figure (PDF, PNG)"),
            {}};
}

bool ExportPaperItem::isEnabled(const ActionContext& context) const
{
    const PaperPage& page = context.window.paper();
    return !page.file("json").empty() || !page.file("pdf").empty();
}

void ExportPaperItem::trigger(ActionContext& context)
{
    const PaperPage& page = context.window.paper();
    exportCopy(context.window, page.item(),
               {{"csv", QObject::tr("Numbers (*.csv)")},
                {"md", QObject::tr("Table in Markdown (*.md)")},
                {"json", QObject::tr("Everything (*.json)")},
                {"pdf", QObject::tr("Figure (*.pdf)")},
                {"png", QObject::tr("Picture (*.png)")}},
               [&page](const std::string& kind) { return page.file(kind); });
}

}  // namespace nie
