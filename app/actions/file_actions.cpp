#include "app/actions/file_actions.h"

#include "app/actions/file_dialogs.h"
#include "core/base/files.h"

#include <QDesktopServices>
#include <QUrl>

namespace nie {

void openConfig(ActionContext& context, const RunConfig& config)
{
    openConfig(context, config, config);
}

void openConfig(ActionContext& context, const RunConfig& config, const RunConfig& shipped)
{
    if (isTraining(context.session.state())) {
        context.window.showMessage(MessageKind::Warning,
                                   QObject::tr("A training is under way. Stop it before opening "
                                               "another experiment."));
        return;
    }
    context.engine.describeOptions(config);  // throws for an unknown data set or model
    context.draft.open(config, shipped);
    context.window.clearMessage();
    context.window.showPage(Page::Train);
}

void saveConfiguration(const RunConfig& config, const std::filesystem::path& file)
{
    writeFileAtomically(file, config.toJson().dump(2) + "\n");
}

ActionLook NewSession::look(const ActionContext&) const
{
    return {"action.new", QObject::tr("&New session"), QObject::tr("Choose a sample to train on"),
            QKeySequence::New, Icon::Start};
}

bool NewSession::isEnabled(const ActionContext& context) const
{
    return !isTraining(context.session.state());
}

void NewSession::trigger(ActionContext& context)
{
    context.window.showPage(Page::Start);
}

ActionLook OpenExperiment::look(const ActionContext&) const
{
    return {"action.open", QObject::tr("&Open experiment…"),
            QObject::tr("Open an experiment file (.json)"), QKeySequence::Open, Icon::Open};
}

bool OpenExperiment::isEnabled(const ActionContext& context) const
{
    return !isTraining(context.session.state());
}

void OpenExperiment::trigger(ActionContext& context)
{
    const QString file = askForFile(context.window, QObject::tr("Open experiment"),
                                    QObject::tr("Experiments (*.json)"));
    if (!file.isEmpty())
        openConfig(context, context.engine.findExperiment(file.toStdString()));
}

ActionLook SaveConfiguration::look(const ActionContext&) const
{
    return {"action.saveConfiguration", QObject::tr("&Save configuration as…"),
            QObject::tr("Write the settings to a file that this window and nie train open"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)};
}

bool SaveConfiguration::isEnabled(const ActionContext& context) const
{
    return !context.draft.isEmpty();
}

void SaveConfiguration::trigger(ActionContext& context)
{
    const RunConfig& config = context.draft.config();
    const QString file = askForNewFile(context.window, QObject::tr("Save configuration"),
                                       QString::fromStdString(config.experiment + ".json"),
                                       QObject::tr("Experiments (*.json)"));
    if (!file.isEmpty())
        saveConfiguration(config, file.toStdString());
}

ActionLook OpenRunFolder::look(const ActionContext&) const
{
    return {"action.openRunFolder",
            QObject::tr("Open &run folder"),
            QObject::tr("Show the files of this run in the file manager"),
            {}};
}

bool OpenRunFolder::isEnabled(const ActionContext& context) const
{
    return !context.session.folder().empty();
}

void OpenRunFolder::trigger(ActionContext& context)
{
    const QString folder = QString::fromStdString(context.session.folder().string());
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(folder)))
        context.window.showMessage(MessageKind::Note, QObject::tr("The run is in %1.").arg(folder));
}

ActionLook QuitProgram::look(const ActionContext&) const
{
    return {"action.quit", QObject::tr("&Quit"),
            QObject::tr("Close the window and end the program"),
            QKeySequence(Qt::CTRL | Qt::Key_Q)};
}

void QuitProgram::trigger(ActionContext& context)
{
    context.window.closeWindow();
}

}  // namespace nie
