#include "app/actions/recording_actions.h"

#include "app/actions/file_actions.h"
#include "app/actions/file_dialogs.h"
#include "app/panels/recordings_page.h"

namespace nie {

namespace {

const char* const kImages = "Images (*.nii *.nii.gz *.hdr *.hdr.gz *.img *.img.gz)";
const char* const kTables = "Tables (*.csv *.tsv *.txt *.1D *.npy *.npz *.mat *.h5 *.hdf5)";

}  // namespace

ActionLook OpenRecordingFile::look(const ActionContext&) const
{
    return {"action.recording.open", QObject::tr("Open &recording…"),
            QObject::tr("Read a brain recording: a NIfTI image, or a table of regions over time"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_B)};
}

void OpenRecordingFile::trigger(ActionContext& context)
{
    const QString file = askForFile(
        context.window, QObject::tr("Open a recording"),
        QStringLiteral("%1;;%2;;%3").arg(kImages, kTables, QObject::tr("All files (*)")));
    if (file.isEmpty())
        return;
    context.window.clearMessage();
    context.window.showPage(Page::Recordings);
    context.window.recordings().open({file.toStdString()});
}

ActionLook OpenRecordingFolder::look(const ActionContext&) const
{
    return {"action.recording.folder",
            QObject::tr("Recordings of a &folder…"),
            QObject::tr("List the recordings of a BIDS folder"),
            {}};
}

void OpenRecordingFolder::trigger(ActionContext& context)
{
    const QString folder = askForFolder(context.window, QObject::tr("BIDS folder"));
    if (folder.isEmpty())
        return;
    context.window.clearMessage();
    context.window.showPage(Page::Recordings);
    context.window.recordings().open({folder.toStdString()});
}

ActionLook ChooseAtlas::look(const ActionContext&) const
{
    return {"action.recording.atlas",
            QObject::tr("Choose &atlas…"),
            QObject::tr("A label image whose regions are averaged"),
            {}};
}

bool ChooseAtlas::isEnabled(const ActionContext& context) const
{
    return context.window.recordings().hasRecording() && context.window.recordings().isImage();
}

void ChooseAtlas::trigger(ActionContext& context)
{
    const QString file =
        askForFile(context.window, QObject::tr("Choose an atlas"),
                   QStringLiteral("%1;;%2").arg(kImages, QObject::tr("All files (*)")));
    if (!file.isEmpty())
        context.window.recordings().setAtlas(file.toStdString());
}

ActionLook ChooseRegionNames::look(const ActionContext&) const
{
    return {"action.recording.names",
            QObject::tr("Choose &names of the regions…"),
            QObject::tr("A file with the names of the atlas's regions"),
            {}};
}

bool ChooseRegionNames::isEnabled(const ActionContext& context) const
{
    return context.window.recordings().hasAtlas();
}

void ChooseRegionNames::trigger(ActionContext& context)
{
    const QString file =
        askForFile(context.window, QObject::tr("Choose the names of the regions"),
                   QObject::tr("Names of regions (*.tsv *.txt *.xml *.json *.csv);;All files (*)"));
    if (!file.isEmpty())
        context.window.recordings().setAtlasNames(file.toStdString());
}

ActionLook ChooseConfounds::look(const ActionContext&) const
{
    return {"action.recording.confounds",
            QObject::tr("Choose &confounds…"),
            QObject::tr("A table whose columns are regressed out of the recording"),
            {}};
}

bool ChooseConfounds::isEnabled(const ActionContext& context) const
{
    return context.window.recordings().hasRecording();
}

void ChooseConfounds::trigger(ActionContext& context)
{
    const QString file = askForFile(context.window, QObject::tr("Choose a table of confounds"),
                                    QObject::tr("Tables (*.tsv *.csv *.txt *.1D);;All files (*)"));
    if (!file.isEmpty())
        context.window.recordings().setConfounds(file.toStdString());
}

ActionLook ModelRecording::look(const ActionContext&) const
{
    return {"action.recording.model",
            QObject::tr("&Model this recording"),
            QObject::tr("Make its data set and open the experiment brain with it"),
            {}};
}

bool ModelRecording::isEnabled(const ActionContext& context) const
{
    return context.window.recordings().canMake() && !isTraining(context.session.state());
}

void ModelRecording::trigger(ActionContext& context)
{
    context.window.showPage(Page::Recordings);
    context.window.recordings().make(true);
}

RunConfig brainExperiment(const Engine& engine, const DatasetStudy& study)
{
    RunConfig config = engine.findExperiment("brain");
    if (!study.space.empty())
        config.model = {{"name", "anie_field"}, {"patch", 1}};
    return config;
}

void openBrainExperiment(ActionContext& context, const std::filesystem::path& file,
                         const DatasetStudy& study)
{
    const RunConfig shipped = brainExperiment(context.engine, study);
    RunConfig config = shipped;
    config.dataset = {{"name", "file"}, {"path", file.string()}};
    config.title = study.title;
    openConfig(context, config, shipped);
}

}  // namespace nie
