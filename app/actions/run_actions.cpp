#include "app/actions/run_actions.h"

#include "app/actions/file_actions.h"
#include "app/actions/file_dialogs.h"
#include "app/panels/runs_list.h"
#include "app/panels/runs_page.h"
#include "core/base/error.h"
#include "core/io/run_exchange.h"

#include <QDesktopServices>
#include <QUrl>

#include <filesystem>

namespace nie {

namespace {

bool isShown(const ActionContext& context)
{
    return context.window.page() == Page::Runs;
}

/// The one run that is chosen on the page on show; null for none.
const RunSummary* chosenRun(const ActionContext& context)
{
    return isShown(context) ? context.window.runs().current() : nullptr;
}

bool someAreChosen(const ActionContext& context)
{
    return isShown(context) && !context.window.runs().list().selected().empty();
}

}  // namespace

ActionLook ShowChosenRun::look(const ActionContext&) const
{
    return {"action.runs.show",
            QObject::tr("&Open this run"),
            QObject::tr("Show curves, scores and checkpoints of the chosen run on the Train page"),
            {}};
}

bool ShowChosenRun::isEnabled(const ActionContext& context) const
{
    return isShown(context) && context.window.runs().canTrainAgain();
}

void ShowChosenRun::trigger(ActionContext& context)
{
    context.window.openRun(context.window.runs().current()->folder);
}

ActionLook TrainRunAgain::look(const ActionContext&) const
{
    return {"action.runs.again",
            QObject::tr("&New run from this run"),
            QObject::tr("Open the settings of the chosen run on the Train page"),
            {}};
}

bool TrainRunAgain::isEnabled(const ActionContext& context) const
{
    return isShown(context) && context.window.runs().canTrainAgain() &&
           !isTraining(context.session.state());
}

void TrainRunAgain::trigger(ActionContext& context)
{
    openConfig(context,
               context.engine.findExperiment(context.window.runs().configuration().string()));
}

ActionLook ContinueChosenRun::look(const ActionContext&) const
{
    return {"action.runs.continue",
            QObject::tr("&Continue training"),
            QObject::tr("Go on with the chosen run from its newest checkpoint"),
            {}};
}

bool ContinueChosenRun::isEnabled(const ActionContext& context) const
{
    const RunSummary* run = chosenRun(context);
    return run && !isTraining(context.session.state()) &&
           (run->state == RunState::Interrupted || run->state == RunState::Stopped);
}

void ContinueChosenRun::trigger(ActionContext& context)
{
    context.window.continueRun(context.window.runs().current()->folder, {});
}

ActionLook RenameRun::look(const ActionContext&) const
{
    return {"action.runs.rename", QObject::tr("&Rename"),
            QObject::tr("Give the chosen run a name; its folder keeps its own"),
            QKeySequence(Qt::Key_F2)};
}

bool RenameRun::isEnabled(const ActionContext& context) const
{
    return chosenRun(context) != nullptr;
}

void RenameRun::trigger(ActionContext& context)
{
    context.window.runs().editName();
}

ActionLook PinRuns::look(const ActionContext&) const
{
    return {"action.runs.pin",
            QObject::tr("&Keep on top"),
            QObject::tr("Keep the chosen runs on top of the list"),
            {}};
}

bool PinRuns::isEnabled(const ActionContext& context) const
{
    return someAreChosen(context);
}

std::optional<bool> PinRuns::isChecked(const ActionContext& context) const
{
    return isShown(context) && context.window.runs().isPinned();
}

void PinRuns::trigger(ActionContext& context)
{
    RunsPage& page = context.window.runs();
    page.setPinned(!page.isPinned());
}

ActionLook ExportRun::look(const ActionContext&) const
{
    return {"action.runs.export",
            QObject::tr("&Export run…"),
            QObject::tr("Save the chosen run as CSV, JSON, TensorBoard event file or zip"),
            {}};
}

bool ExportRun::isEnabled(const ActionContext& context) const
{
    return chosenRun(context) != nullptr;
}

void ExportRun::trigger(ActionContext& context)
{
    RunsPage& page = context.window.runs();
    const RunSummary run = *page.current();
    const QString file = askForNewFile(
        context.window, QObject::tr("Export run"),
        QString::fromStdString(runExportName(run.folder, "csv")),
        QObject::tr("Metrics (*.csv);;Everything but weights (*.json);;TensorBoard events "
                    "(*tfevents*);;Whole run (*.zip)"));
    if (file.isEmpty())
        return;
    const std::string kind = runExportKind(file.toStdString());
    if (kind.empty())
        throw InputError(file.toStdString(), "says no kind of export", {},
                         "a name that ends in .csv, .json or .zip, or holds 'tfevents'");
    page.history().exportRun(run.id, kind, file.toStdString());
}

ActionLook ImportRun::look(const ActionContext&) const
{
    return {"action.runs.import",
            QObject::tr("&Import curves…"),
            QObject::tr("Take curves of another program into the history"),
            {}};
}

void ImportRun::trigger(ActionContext& context)
{
    const QString file =
        askForFile(context.window, QObject::tr("Import curves"),
                   QObject::tr("Curves (*.csv *.tsv *.txt *tfevents*);;All files (*)"));
    if (file.isEmpty())
        return;
    context.window.clearMessage();
    context.window.showPage(Page::Runs);
    context.window.runs().history().importFile(file.toStdString());
}

ActionLook ShowChosenRunFolder::look(const ActionContext&) const
{
    return {"action.runs.folder",
            QObject::tr("Open &folder"),
            QObject::tr("Show the files of the chosen run in the file manager"),
            {}};
}

bool ShowChosenRunFolder::isEnabled(const ActionContext& context) const
{
    return chosenRun(context) != nullptr;
}

void ShowChosenRunFolder::trigger(ActionContext& context)
{
    const QString folder = QString::fromStdString(context.window.runs().current()->folder.string());
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(folder)))
        context.window.showMessage(MessageKind::Note, QObject::tr("The run is in %1.").arg(folder));
}

ActionLook DiscardRuns::look(const ActionContext&) const
{
    return {"action.runs.delete", QObject::tr("&Delete"),
            QObject::tr("Move the chosen runs to the trash; Undo brings them back"),
            QKeySequence(Qt::Key_Delete)};
}

bool DiscardRuns::isEnabled(const ActionContext& context) const
{
    return someAreChosen(context);
}

void DiscardRuns::trigger(ActionContext& context)
{
    RunsPage& page = context.window.runs();
    const auto count = page.list().selected().size();
    const auto before = page.history().runs().size();
    page.discardSelected();
    if (page.history().runs().size() == before - count)
        context.window.showMessage(
            MessageKind::Note,
            count == 1 ? QObject::tr("The run was moved to the trash. Undo brings it back.")
                       : QObject::tr("%1 runs were moved to the trash. Undo brings them back.")
                             .arg(count));
}

}  // namespace nie
