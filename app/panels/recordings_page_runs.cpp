// The trainings whose predictions the page can show, and what it says of itself.
#include "app/figure_provenance.h"
#include "app/panels/recording_cleaning.h"
#include "app/panels/recording_command.h"
#include "app/panels/recording_form.h"
#include "app/panels/recording_set_form.h"
#include "app/panels/recording_views.h"
#include "app/panels/recordings_page.h"
#include "app/run_history.h"
#include "app/shown_run.h"

#include <QPushButton>
#include <QStackedWidget>

namespace nie {

namespace {

/// "brain" and what is made of it: of simulated activity or of a recording.
bool isOfBrain(const std::string& experiment)
{
    return experiment.starts_with("brain");
}

}  // namespace

void RecordingsPage::connectRuns()
{
    // Hidden, it need not follow: showEvent() asks again.
    const auto followed = [this] {
        if (isVisible())
            offerModels();
    };
    connect(&m_history, &RunHistory::changed, this, followed);
    connect(&m_shownRun, &ShownRun::changed, this, followed);
    connect(&m_shownRun, &ShownRun::checkpointsChanged, this, followed);
    offerModels();
}

void RecordingsPage::showEvent(QShowEvent* event)
{
    WorkPage::showEvent(event);
    offerModels();
    m_history.refresh();
}

void RecordingsPage::offerModels()
{
    constexpr std::size_t kMostModels = 20;
    std::vector<ModelChoice> models;
    if (isOfBrain(m_shownRun.config().experiment) && !m_shownRun.firstCheckpoint().empty())
        models.push_back({m_shownRun.folder(),
                          tr("%1, on show")
                              .arg(QString::fromStdString(m_shownRun.folder().filename().string()))
                              .toStdString()});
    for (const RunSummary& run : m_history.runs())
        if (models.size() < kMostModels && isOfBrain(run.experiment) && run.steps > 0 &&
            run.state != RunState::Running && run.state != RunState::Damaged &&
            run.folder != m_shownRun.folder())
            models.push_back({run.folder, run.title() + ", " + run.model});
    m_views->offerModels(models);
    m_toModel->setVisible(!models.empty());
}

void RecordingsPage::showModel()
{
    if (m_views->models().empty())
        return;
    m_side->hide();
    m_pages->setCurrentIndex(WorkSheet);
    m_views->chooseModel(m_views->models().front().folder);
}

std::string RecordingsPage::command() const
{
    if (const std::string line = m_views->command(); !line.empty())
        return line;
    if (m_files.empty())
        return "nie brain import --help";
    return brainImportCommand(import(), m_set->name());
}

std::string RecordingsPage::name() const
{
    return isEmpty() ? "recording" : m_views->pictureName();
}

FigureSpec RecordingsPage::figure() const
{
    return isEmpty() ? FigureSpec() : m_views->figure();
}

Provenance RecordingsPage::provenance() const
{
    return provenanceOfRun(m_views->run());
}

bool RecordingsPage::isEmpty() const
{
    return m_pages->currentIndex() == HintSheet;
}

}  // namespace nie
