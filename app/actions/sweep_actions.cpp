#include "app/actions/sweep_actions.h"

#include "app/actions/export_copy.h"
#include "app/panels/sweeps_page.h"

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
    exportCopy(context.window, page.name() + ".csv",
               {{"csv", QObject::tr("Numbers (*.csv)")},
                {"md", QObject::tr("Table in Markdown (*.md)")},
                {"json", QObject::tr("Everything (*.json)")}},
               [&page](const std::string& kind) { return page.file(kind); });
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
