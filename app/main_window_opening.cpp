// What the window opens: experiments, equations, files that are dropped on it.
#include "app/actions/file_actions.h"
#include "app/actions/training_actions.h"
#include "app/main_window.h"
#include "app/panels/data_page.h"
#include "app/panels/equations_page.h"
#include "app/panels/message_banner.h"
#include "app/panels/recordings_page.h"
#include "core/base/files.h"
#include "core/config/run_config.h"
#include "core/io/array_file.h"
#include "core/io/nifti_file.h"
#include "core/results/run_folder.h"

#include <QDragEnterEvent>
#include <QMimeData>
#include <QUrl>

namespace nie {

namespace {

bool hasArrayEnding(const QString& file)
{
    return ArrayFile::hasKnownEnding(file.toStdString());
}

bool isFigureFile(const QString& file)
{
    const QString suffix = file.section('.', -1).toLower();
    return suffix == QLatin1String("png") || suffix == QLatin1String("svg") ||
           suffix == QLatin1String("pdf");
}

/// An experiment names its data set, an equation its kernel.
bool isEquationFile(const std::filesystem::path& file)
{
    if (file.extension() != ".json")
        return false;
    try {
        const Json json = parseJson(readFile(file), file.string());
        return json.is_object() && !json.contains("dataset") &&
               (json.contains("K") || json.contains("G"));
    } catch (const std::exception&) {
        return false;  // whoever opens it says what is wrong
    }
}

bool isRunFolder(const std::filesystem::path& folder)
{
    std::error_code ignored;
    return std::filesystem::exists(RunFolder{folder}.config(), ignored);
}

}  // namespace

/// An image wherever it is dropped; on the Recordings page tables and folders, too.
bool MainWindow::isRecording(const QString& file) const
{
    const std::filesystem::path path = file.toStdString();
    std::error_code ignored;
    return NiftiFile::hasKnownEnding(path) ||
           (page() == Page::Recordings &&
            (hasArrayEnding(file) || std::filesystem::is_directory(path, ignored)));
}

void MainWindow::openRecording(const std::vector<std::filesystem::path>& files)
{
    clearMessage();
    showPage(Page::Recordings);
    m_recordings->open(files);
}

void MainWindow::importFile(const std::filesystem::path& file)
{
    if (isRecording(QString::fromStdString(file.string()))) {
        openRecording({file});
        return;
    }
    clearMessage();
    showPage(Page::Data);
    m_data->beginImport(file);
}

bool MainWindow::openExperiment(const std::string& nameOrFile)
{
    try {
        // A file is known by its whole path: it is named in the command and among the recent ones.
        const bool isFile = nameOrFile.ends_with(".json");
        openConfig(m_engine->findExperiment(isFile ? std::filesystem::absolute(nameOrFile).string()
                                                   : nameOrFile));
        return true;
    } catch (const std::exception& error) {
        showMessage(MessageKind::Error, QString::fromUtf8(error.what()));
        return false;
    }
}

void MainWindow::solveEquation(const std::string& nameOrFile)
{
    showPage(Page::Equations);
    try {
        if (nameOrFile.ends_with(".json"))
            m_equations->openFile(nameOrFile);
        else
            m_equations->choose(nameOrFile);
        m_equations->solve();
    } catch (const std::exception& error) {
        showMessage(MessageKind::Error, QString::fromUtf8(error.what()));
    }
}

void MainWindow::openEquation(const std::filesystem::path& file)
{
    try {
        m_equations->openFile(file);
        showPage(Page::Equations);
    } catch (const std::exception& error) {
        showMessage(MessageKind::Error, QString::fromUtf8(error.what()));
    }
}

void MainWindow::startRun(std::int64_t firstSteps)
{
    ActionContext context{m_session, m_draft, *m_engine, *this};
    nie::startRun(context, firstSteps);
}

void MainWindow::openConfig(const RunConfig& config)
{
    ActionContext context{m_session, m_draft, *m_engine, *this};
    nie::openConfig(context, config);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    std::vector<std::filesystem::path> files;
    for (const QUrl& url : event->mimeData()->urls())
        files.emplace_back(url.toLocalFile().toStdString());
    if (files.empty())
        return;
    // Runs of a recording belong together; of all else one is on show.
    const std::filesystem::path& first = files.front();
    if (!isRunFolder(first) && isRecording(QString::fromStdString(first.string()))) {
        openRecording(files);
        return;
    }
    clearMessage();
    openDropped(first);
    if (files.size() > 1)
        tellWhatWasLeft(files);
}

void MainWindow::openDropped(const std::filesystem::path& path)
{
    const QString file = QString::fromStdString(path.string());
    if (isRunFolder(path))
        openRun(path);
    else if (isEquationFile(path))
        openEquation(path);
    else if (file.endsWith(QLatin1String(".json"), Qt::CaseInsensitive))
        openExperiment(path.string());
    else if (hasArrayEnding(file))
        importFile(path);
    else if (isFigureFile(file))
        openFigure(path);
    else
        showMessage(
            MessageKind::Warning,
            tr("%1 cannot be opened: this version opens experiments and equations (.json), folders "
               "of runs, figures that it wrote (PNG, SVG, PDF), arrays (NPY, NPZ, CSV, TSV, "
               "MATLAB, HDF5) and brain recordings (NIfTI).")
                .arg(file.section('/', -1)));
}

/// What is wrong with the first is not covered.
void MainWindow::tellWhatWasLeft(const std::vector<std::filesystem::path>& files)
{
    QStringList left;
    for (std::size_t i = 1; i < files.size(); ++i)
        left << QString::fromStdString(files[i].filename().string());
    if (m_banner->text().isEmpty())
        showMessage(MessageKind::Note,
                    tr("%1 was opened. Files are opened one at a time; left out: %2.")
                        .arg(QString::fromStdString(files.front().filename().string()),
                             left.join(QLatin1String(", "))));
}

}  // namespace nie
