#include "app/actions/sweep_actions.h"

#include "app/actions/file_dialogs.h"
#include "app/panels/sweeps_page.h"
#include "core/base/error.h"
#include "core/base/files.h"

namespace nie {

namespace {

constexpr int kSeeds = 5;

}  // namespace

ActionLook StartSweep::look(const ActionContext&) const
{
    return {"action.sweep.start",
            QObject::tr("&Start sweep"),
            QObject::tr("Train all runs of the form on the Sweeps page"),
            {}};
}

bool StartSweep::isEnabled(const ActionContext& context) const
{
    return context.window.sweeps().canStart();
}

void StartSweep::trigger(ActionContext& context)
{
    context.window.showPage(Page::Sweeps);
    context.window.sweeps().start();
}

ActionLook GoOnWithSweep::look(const ActionContext&) const
{
    return {"action.sweep.goOn",
            QObject::tr("&Go on with sweep"),
            QObject::tr("Train what is missing of the sweep that is shown"),
            {}};
}

bool GoOnWithSweep::isEnabled(const ActionContext& context) const
{
    return context.window.sweeps().canGoOn();
}

void GoOnWithSweep::trigger(ActionContext& context)
{
    context.window.showPage(Page::Sweeps);
    context.window.sweeps().goOn();
}

ActionLook StopSweep::look(const ActionContext&) const
{
    return {"action.sweep.stop",
            QObject::tr("S&top sweep"),
            QObject::tr("Stop the sweep at the next safe point; what is done stays done"),
            {}};
}

bool StopSweep::isEnabled(const ActionContext& context) const
{
    return context.window.sweeps().isRunning();
}

void StopSweep::trigger(ActionContext& context)
{
    context.window.sweeps().stop();
}

ActionLook ExportSweep::look(const ActionContext&) const
{
    return {"action.sweep.export",
            QObject::tr("&Export table of the sweep…"),
            QObject::tr("Save the table of the sweep (CSV, Markdown, JSON)"),
            {}};
}

bool ExportSweep::isEnabled(const ActionContext& context) const
{
    return !context.window.sweeps().file("csv").empty();
}

void ExportSweep::trigger(ActionContext& context)
{
    const SweepsPage& page = context.window.sweeps();
    const QString file = askForNewFile(
        context.window, QObject::tr("Export"), QString::fromStdString(page.name() + ".csv"),
        QObject::tr("Numbers (*.csv);;Table in Markdown (*.md);;Everything (*.json)"));
    if (file.isEmpty())
        return;
    const std::string kind = file.section('.', -1).toStdString();
    const auto source = page.file(kind);
    if (source.empty())
        throw InputError(file.toStdString(), "cannot be written as this kind", kind,
                         "csv, md, json");
    writeFileAtomically(file.toStdString(), readFile(source));
    context.window.showMessage(MessageKind::Note, QObject::tr("It was written to %1.").arg(file));
}

ActionLook TrainWithSeeds::look(const ActionContext&) const
{
    return {"action.trainWithSeeds",
            QObject::tr("Train with %1 see&ds…").arg(kSeeds),
            QObject::tr("Repeat this run over several seeds: mean and standard deviation"),
            {}};
}

bool TrainWithSeeds::isEnabled(const ActionContext& context) const
{
    return !context.draft.isEmpty() && !context.window.sweeps().isRunning();
}

void TrainWithSeeds::trigger(ActionContext& context)
{
    context.window.sweeps().repeatOverSeeds(kSeeds);
    context.window.showPage(Page::Sweeps);
}

}  // namespace nie
