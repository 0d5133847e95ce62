// What the pages beside training ask of the window.
#include "app/actions/recording_actions.h"
#include "app/main_window.h"
#include "app/panels/data_page.h"
#include "app/panels/equations_page.h"
#include "app/panels/paper_page.h"
#include "app/panels/recording_picker.h"
#include "app/panels/recordings_page.h"
#include "app/panels/runs_list.h"
#include "app/panels/runs_page.h"
#include "app/panels/sweeps_page.h"
#include "core/base/error.h"
#include "core/config/equivalent_command.h"
#include "core/results/runs/config_diff.h"

#include <QAction>

namespace nie {

void MainWindow::connectEquations()
{
    connect(m_equations, &EquationsPage::openRequested,
            m_actions->find(QStringLiteral("action.equation.open")), &QAction::trigger);
    connect(m_equations, &EquationsPage::saveRequested,
            m_actions->find(QStringLiteral("action.equation.save")), &QAction::trigger);
}

void MainWindow::connectData()
{
    const auto trigger = [this](auto signal, const char* action) {
        connect(m_data, signal, m_actions->find(QLatin1String(action)), &QAction::trigger);
    };
    trigger(&DataPage::importRequested, "action.data.import");
    trigger(&DataPage::deleteRequested, "action.data.delete");
    trigger(&DataPage::trainRequested, "action.data.train");
}

void MainWindow::connectRecordings()
{
    const auto trigger = [this](auto signal, const char* action) {
        connect(m_recordings, signal, m_actions->find(QLatin1String(action)), &QAction::trigger);
    };
    trigger(&RecordingsPage::openRequested, "action.recording.open");
    trigger(&RecordingsPage::folderRequested, "action.recording.folder");
    trigger(&RecordingsPage::atlasRequested, "action.recording.atlas");
    trigger(&RecordingsPage::namesRequested, "action.recording.names");
    trigger(&RecordingsPage::confoundsRequested, "action.recording.confounds");
    connect(m_recordings, &RecordingsPage::folderScanned, this, [this](const BidsFolder& folder) {
        auto* picker = new RecordingPicker(folder, this);
        connect(picker, &RecordingPicker::chosen, m_recordings, &RecordingsPage::openRuns);
        picker->open();
    });
    connect(m_recordings, &RecordingsPage::modelRequested, this,
            [this](const std::filesystem::path& file, const DatasetStudy& study) {
                // A training keeps its page; the data set waits in the list of the Data page.
                if (isTraining(m_session.state()))
                    return;
                ActionContext context{m_session, m_draft, *m_engine, *this};
                openBrainExperiment(context, file, study);
            });
}

void MainWindow::connectPaper()
{
    connect(m_paper, &PaperPage::runOpened, this,
            [this](const QString& folder) { openRun(folder.toStdString()); });
    connect(m_paper, &PaperPage::runRequested, this,
            [this](const QString& configuration) { openExperiment(configuration.toStdString()); });
    connect(m_paper, &PaperPage::exportRequested,
            m_actions->find(QStringLiteral("action.paper.export")), &QAction::trigger);
}

void MainWindow::connectSweeps()
{
    connect(m_sweeps, &SweepsPage::runOpened, this,
            [this](const QString& folder) { openRun(folder.toStdString()); });
    connect(m_sweeps, &SweepsPage::runRequested, this,
            [this](const QString& configuration) { openExperiment(configuration.toStdString()); });
    connect(m_sweeps, &SweepsPage::exportRequested,
            m_actions->find(QStringLiteral("action.sweep.export")), &QAction::trigger);
}

RunsPage* MainWindow::makeRunsPage()
{
    const auto defaults = [this](const RunConfig& config) {
        OptionDefaults known;
        try {
            const OptionSections sections = m_engine->describeOptions(config);
            for (const auto& [prefix, options] :
                 {std::pair("dataset.", &sections.dataset), std::pair("model.", &sections.model),
                  std::pair("training.", &sections.training)})
                for (const OptionDescription& option : *options)
                    known[prefix + option.path] = option.defaultValue;
        } catch (const InputError&) {
            // A run of another program or version: its settings are compared as they stand.
        }
        return known;
    };
    const auto command = [this](const RunConfig& config, const std::filesystem::path& file) {
        const RunConfig* shipped = nullptr;
        for (const RunConfig& known : m_engine->experiments())
            if (known.experiment == config.experiment)
                shipped = &known;
        return reproducingCommand(config, shipped, file);
    };
    return new RunsPage(m_runHistory, {defaults, command});
}

void MainWindow::connectRuns()
{
    connect(&m_runHistory, &RunHistory::problem, this,
            [this](const QString& text) { showMessage(MessageKind::Error, text); });
    connect(&m_runHistory, &RunHistory::exported, this, [this](const QString& file) {
        showMessage(MessageKind::Note, tr("The run was written to %1.").arg(file));
    });
    connect(&m_runHistory, &RunHistory::imported, this, [this](const QString& run) {
        showMessage(MessageKind::Note, tr("The curves are in the history as %1.").arg(run));
    });
    const auto trigger = [this](auto signal, const char* action) {
        connect(m_runs, signal, m_actions->find(QLatin1String(action)), &QAction::trigger);
    };
    trigger(&RunsPage::showRequested, "action.runs.show");
    trigger(&RunsPage::trainAgainRequested, "action.runs.again");
    trigger(&RunsPage::exportRequested, "action.runs.export");
    trigger(&RunsPage::importRequested, "action.runs.import");
    trigger(&RunsPage::folderRequested, "action.runs.folder");
    trigger(&RunsPage::discardRequested, "action.runs.delete");
    trigger(&RunsPage::startPageRequested, "action.page.start");
    // The run of the session comes and changes on the page while it is on show.
    const auto refresh = [this] {
        if (m_runHistory.isScanned())
            m_runHistory.refresh();
    };
    connect(&m_session, &TrainingSession::started, m_runs, refresh);
    connect(&m_session, &TrainingSession::stateChanged, m_runs, refresh);
    connect(&m_session, &TrainingSession::evaluated, m_runs, refresh);
}

}  // namespace nie
