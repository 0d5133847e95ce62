#include "app/actions/data_actions.h"

#include "app/actions/file_actions.h"
#include "app/actions/file_dialogs.h"
#include "app/actions/recording_actions.h"
#include "app/panels/data_page.h"
#include "app/panels/delete_question.h"

namespace nie {

namespace {

/// The experiment whose own data these are, else one whose model takes data of that kind.
RunConfig experimentFor(const Engine& engine, const DatasetStudy& study)
{
    for (const RunConfig& config : engine.experiments())
        if (config.dataset.value("name", "") == study.name)
            return config;
    if (study.name == "recording")
        return brainExperiment(engine, study);
    return engine.findExperiment(study.space.empty()       ? "spirals"
                                 : study.space.size() == 1 ? "burgers"
                                                           : "navier_stokes");
}

}  // namespace

ActionLook GenerateData::look(const ActionContext&) const
{
    return {"action.data.generate",
            QObject::tr("&Generate"),
            QObject::tr("Make the data set that the generator describes and store it"),
            {}};
}

bool GenerateData::isEnabled(const ActionContext& context) const
{
    return context.window.data().canGenerate();
}

void GenerateData::trigger(ActionContext& context)
{
    context.window.showPage(Page::Data);
    context.window.data().generate();
}

ActionLook StopMakingData::look(const ActionContext&) const
{
    return {"action.data.stop",
            QObject::tr("&Cancel generating"),
            QObject::tr("Stop generating or importing; nothing is kept of it"),
            {}};
}

bool StopMakingData::isEnabled(const ActionContext& context) const
{
    return context.window.data().isMaking();
}

void StopMakingData::trigger(ActionContext& context)
{
    context.window.data().stopMaking();
}

ActionLook ImportData::look(const ActionContext&) const
{
    return {"action.data.import", QObject::tr("&Import…"),
            QObject::tr("Read a data set from a file of arrays"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_I)};
}

void ImportData::trigger(ActionContext& context)
{
    const QString file = askForFile(
        context.window, QObject::tr("Import data"),
        QObject::tr(
            "Arrays (*.npy *.npz *.csv *.tsv *.txt *.1D *.mat *.h5 *.hdf5);;All files (*)"));
    if (file.isEmpty())
        return;
    context.window.clearMessage();
    context.window.showPage(Page::Data);
    context.window.data().beginImport(file.toStdString());
}

ActionLook DeleteData::look(const ActionContext&) const
{
    return {"action.data.delete",
            QObject::tr("&Delete…"),
            QObject::tr("Move the data set to the trash; samples of the program stay"),
            {}};
}

bool DeleteData::isEnabled(const ActionContext& context) const
{
    return context.window.data().canDelete();
}

void DeleteData::trigger(ActionContext& context)
{
    WindowPort& window = context.window;
    auto* question =
        new DeleteQuestion(QString::fromStdString(window.data().name()), window.dialogParent());
    QObject::connect(question, &DeleteQuestion::deleteChosen, question, [&window] {
        try {
            window.data().deleteCurrent();
        } catch (const std::exception& error) {
            window.showMessage(MessageKind::Error, QString::fromUtf8(error.what()));
        }
    });
    question->open();
}

ActionLook TrainOnData::look(const ActionContext&) const
{
    return {"action.data.train",
            QObject::tr("&Train on this data set"),
            QObject::tr("Open an experiment with this data set on the Train page"),
            {}};
}

bool TrainOnData::isEnabled(const ActionContext& context) const
{
    return !isTraining(context.session.state()) &&
           !context.window.data().trainingSection().is_null();
}

void TrainOnData::trigger(ActionContext& context)
{
    const DataPage& page = context.window.data();
    const DatasetStudy& study = *page.study();
    const RunConfig shipped = experimentFor(context.engine, study);
    RunConfig config = shipped;
    const Json split = config.dataset.value("split", Json());
    config.dataset = page.trainingSection();
    if (!split.is_null() && !study.ownSplit)
        config.dataset["split"] = split;
    config.title = study.title;
    openConfig(context, config, shipped);
}

}  // namespace nie
