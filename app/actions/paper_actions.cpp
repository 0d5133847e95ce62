#include "app/actions/paper_actions.h"

#include "app/panels/paper_page.h"
#include "core/base/error.h"
#include "core/base/files.h"

#include <QFileDialog>

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
    QStringList kinds;
    for (const auto& [kind, filter] : {std::pair("csv", QObject::tr("Numbers (*.csv)")),
                                       std::pair("md", QObject::tr("Table in Markdown (*.md)")),
                                       std::pair("json", QObject::tr("Everything (*.json)")),
                                       std::pair("pdf", QObject::tr("Figure (*.pdf)")),
                                       std::pair("png", QObject::tr("Picture (*.png)"))})
        if (!page.file(kind).empty())
            kinds << filter;
    const QString file = QFileDialog::getSaveFileName(
        context.window.dialogParent(), QObject::tr("Export"), QString::fromStdString(page.item()),
        kinds.join(QStringLiteral(";;")));
    if (file.isEmpty())
        return;
    const std::string kind = file.section('.', -1).toStdString();
    const auto source = page.file(kind);
    if (source.empty())
        throw InputError(file.toStdString(), "cannot be written as this kind", kind,
                         kinds.join(", ").toStdString());
    writeFileAtomically(file.toStdString(), readFile(source));
    context.window.showMessage(MessageKind::Note, QObject::tr("It was written to %1.").arg(file));
}

}  // namespace nie
