#include "app/actions/figure_actions.h"

#include "app/figure_sheet_draft.h"
#include "app/shown_run.h"
#include "core/base/error.h"
#include "core/results/run_view_figures.h"
#include "widgets/figures/figure_encoders.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>

#include <memory>
#include <utility>

namespace nie {

namespace {

constexpr int kClipboardDpi = 300;

void tellOfFigure(WindowPort& window, const QString& file)
{
    window.setLastFolder(QFileInfo(file).absolutePath());
    window.showMessage(MessageKind::Note, QObject::tr("The figure was written to %1.").arg(file));
}

void copyFigureCommand(WindowPort& window, const QString& command)
{
    QGuiApplication::clipboard()->setText(command);
    window.showMessage(MessageKind::Note, QObject::tr("Copied: %1").arg(command));
}

/// What a dialog writes and copies becomes a message; it goes when it is closed.
void showFigureDialog(WindowPort& window, ExportDialog& dialog)
{
    dialog.setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(&dialog, &ExportDialog::written, &dialog,
                     [&window](const QString& file) { tellOfFigure(window, file); });
    QObject::connect(&dialog, &ExportDialog::copyRequested, &dialog,
                     [&window](const QString& command) { copyFigureCommand(window, command); });
    dialog.show();
}

}  // namespace

ActionLook ExportFigure::look(const ActionContext&) const
{
    return {"action.exportFigure", QObject::tr("&Export figure…"),
            QObject::tr("Write what the page shows for a paper: PDF, SVG, EPS, PNG, TIFF or the "
                        "numbers"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E), Icon::ExportFigure};
}

bool ExportFigure::isEnabled(const ActionContext& context) const
{
    // Of a run from the history the Train page has curves, though no prediction.
    const ShownRun& run = context.window.shownRun();
    const bool hasCurves =
        context.window.page() == Page::Train && !run.isLive() && !run.folder().empty();
    return hasCurves || context.window.hasFigure();
}

void ExportFigure::trigger(ActionContext& context)
{
    openExportDialog(context.window, exportSources(context.window));
}

ActionLook CopyFigure::look(const ActionContext&) const
{
    return {"action.copyFigure", QObject::tr("Copy &figure"),
            QObject::tr("Put what the page shows on the clipboard, as an image and as SVG"),
            QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_C)};
}

bool CopyFigure::isEnabled(const ActionContext& context) const
{
    return context.window.hasFigure();
}

void CopyFigure::trigger(ActionContext& context)
{
    copyFigure(context.window, context.window.currentFigure());
}

ActionLook ShowFigureSheet::look(const ActionContext&) const
{
    return {"action.figureSheet",
            QObject::tr("Figure s&heet…"),
            QObject::tr("Put the views that were added to the sheet in order and write them as one "
                        "figure"),
            {}};
}

void ShowFigureSheet::trigger(ActionContext& context)
{
    openFigureSheet(context.window);
}

ExportDialog* openExportDialog(WindowPort& window, std::vector<ExportSource> sources)
{
    if (sources.empty())
        return nullptr;
    // By name: the sheet's dialog stays.
    if (auto* open =
            window.dialogParent()->findChild<ExportDialog*>(QStringLiteral("exportDialog")))
        open->close();  // it is of what was on the page before
    auto* dialog =
        new ExportDialog(std::move(sources), figurePresets(), window.lastFolder(),
                         QString::fromStdString(window.figureName()), window.dialogParent());
    QObject::connect(dialog, &ExportDialog::addToSheetRequested, dialog,
                     [&window](const ExportSource& source) { addToSheet(window, source); });
    showFigureDialog(window, *dialog);
    return dialog;
}

std::vector<ExportSource> exportSources(WindowPort& window)
{
    std::vector<ExportSource> sources{{QObject::tr("What the page shows"), window.currentFigure()},
                                      window.lossFigure()};
    std::erase_if(sources, [](const ExportSource& source) { return source.figure.isEmpty(); });
    for (ExportSource& source : trainingSources(window.shownRun().folder()))
        sources.push_back(std::move(source));
    return sources;
}

std::vector<ExportSource> trainingSources(const std::filesystem::path& run)
{
    std::vector<ExportSource> sources;
    if (run.empty())
        return sources;
    for (const auto& [name, title] : {std::pair("loss", QObject::tr("Loss of the run")),
                                      std::pair("residual", QObject::tr("Residual of the run"))}) {
        try {
            RunView view;
            view.name = name;
            sources.push_back({title, trainingViewFigure(RunFolder{run}, view)});
        } catch (const InputError&) {
            // A run without that view, or one that has no table yet, offers less.
        }
    }
    return sources;
}

void addToSheet(WindowPort& window, const ExportSource& source)
{
    FigureSheetDraft& sheet = window.figureSheet();
    sheet.add(source);
    window.showMessage(MessageKind::Note,
                       QObject::tr("Part %1 of the figure sheet: %2. File > Figure sheet shows it.")
                           .arg(sheet.parts().size())
                           .arg(sheet.parts().back().title));
}

FigureSheetDialog* openFigureSheet(WindowPort& window)
{
    if (auto* open = window.dialogParent()->findChild<FigureSheetDialog*>()) {
        open->raise();
        open->activateWindow();
        return open;
    }
    auto* dialog = new FigureSheetDialog(window.figureSheet(), figurePresets(), window.lastFolder(),
                                         QStringLiteral("sheet"), window.dialogParent());
    showFigureDialog(window, *dialog);
    return dialog;
}

void copyFigure(WindowPort& window, const FigureSpec& figure)
{
    const QByteArray png = figureToPng(figure, kClipboardDpi);
    auto data = std::make_unique<QMimeData>();
    data->setImageData(QImage::fromData(png, "PNG"));
    data->setData(QStringLiteral("image/png"), png);  // with its resolution and origin
    data->setData(QStringLiteral("image/svg+xml"), figureToSvg(figure));
    QGuiApplication::clipboard()->setMimeData(data.release());
    window.showMessage(MessageKind::Note, QObject::tr("The figure is on the clipboard."));
}

}  // namespace nie
