// The sample and the look that the Fields page shows, spread over its parts.
#include "app/figure_provenance.h"
#include "app/panels/field_strip.h"
#include "app/panels/fields_page.h"
#include "app/panels/prediction_row.h"
#include "app/panels/probe_menu.h"
#include "app/shown_run.h"
#include "core/base/error.h"
#include "core/config/equivalent_command.h"
#include "core/results/run_view_figures.h"
#include "widgets/fields/field_view.h"
#include "widgets/fields/playback_bar.h"

#include <QLabel>
#include <QStackedWidget>

#include <algorithm>
#include <utility>

namespace nie {

namespace {

/// Whether what was set for one sample makes sense for the other.
bool isOfOneKind(const PredictionSnapshot& a, const PredictionSnapshot& b)
{
    const auto sameAxis = [](const SpaceAxis& one, const SpaceAxis& other) {
        return one.name == other.name;
    };
    return a.channels == b.channels &&
           std::equal(a.space.begin(), a.space.end(), b.space.begin(), b.space.end(), sameAxis);
}

}  // namespace

void FieldsPage::guarded(const std::function<void()>& act)
{
    try {
        act();
    } catch (const Error& error) {
        Q_EMIT problem(QString::fromUtf8(error.what()));
    }
}

void FieldsPage::take(const std::shared_ptr<const PredictionSnapshot>& sample)
{
    if (sample) {
        guarded([this, &sample] { showSample(sample); });
        return;
    }
    m_playback.pause();
    showEmpty();
    Q_EMIT changed();
}

void FieldsPage::showEmpty()
{
    const QString absence = m_source->absence();
    m_pages->setCurrentIndex(absence.isEmpty() ? 1 : 0);
    m_emptyText->setText(
        tr("%1\nTruth, prediction and error of one sample appear here side by side and move in "
           "time.\nTrain a sample, or open a run of the history.")
            .arg(absence));
    m_view->setEmptyText(tr("The prediction appears here as soon as there is one."));
    m_sample.reset();
    m_view->setSample(nullptr);
    m_strip->setSample(nullptr, m_look);
    m_playback.setFrameCount(0);
    m_controls->setEnabled(false);
    m_controls->setVisible(m_lastSample != nullptr);  // what they offer is a sample's
    m_probes->hide();
    m_stack->setCurrentWidget(m_view);
    m_reading->clear();
}

void FieldsPage::showSample(const std::shared_ptr<const PredictionSnapshot>& sample)
{
    const auto before = std::exchange(m_sample, sample);
    const bool other = !before || !isOfOneKind(*before, *sample);
    if (other && !std::exchange(m_lookIsGiven, false) &&
        (!m_lastSample || !isOfOneKind(*m_lastSample, *sample))) {
        m_look = FieldLook();
        m_look.kind = fieldKindsOf(*sample).front();
        m_look.time = sample->givenPoints;  // the first that is predicted
        m_scene = SceneKind::None;
    }
    m_lastSample = sample;
    m_look = fittedTo(*sample, m_look);
    m_pages->setCurrentIndex(1);
    m_view->setLook(m_look);
    // While it trains colours stay; those of a checkpoint are as the shell draws them.
    m_view->setSample(sample, checkpoint().empty());
    m_strip->setSample(sample, m_look);
    if (!before || before->times != sample->times)
        showTimes();
    if (other) {
        m_controls->setEnabled(true);
        m_controls->show();
        setScene(m_scene);
        m_controls->showSample(*sample, m_look, m_scene);
        showReading(m_view->readingText());
        Q_EMIT changed();
    } else if (m_scene != SceneKind::None) {
        m_scenes->show(sample, m_look);
    }
    m_controls->setRanges(m_view->ranges());
    m_probes->showLook(*sample, m_look);
}

void FieldsPage::showTimes()
{
    m_playback.setFrameCount(static_cast<int>(m_sample->timeCount()));
    m_bar->setTimes(m_sample->timeLabel, m_sample->times);
    m_playback.setFrame(static_cast<int>(m_look.time));
}

void FieldsPage::setLook(const FieldLook& look)
{
    if (!m_sample) {
        m_look = look;
        m_lookIsGiven = true;
        return;
    }
    const FieldLook before = std::exchange(m_look, fittedTo(*m_sample, look));
    if (m_look != before)
        guarded([this, &before] { spread(before); });
}

/// Takes the look to every part of the page.
void FieldsPage::spread(const FieldLook& before)
{
    m_view->setLook(m_look);
    m_strip->setLook(m_look);
    if (m_scene != SceneKind::None)
        m_scenes->show(m_sample, m_look);
    m_playback.setFrame(static_cast<int>(m_look.time));
    FieldLook otherTime = before;
    otherTime.time = m_look.time;
    if (otherTime == m_look)
        return;
    if (before.kind != m_look.kind)
        m_controls->showSample(*m_sample, m_look, m_scene);
    else
        m_controls->showLook(m_look, m_scene);
    m_controls->setRanges(m_view->ranges());
    m_probes->showLook(*m_sample, m_look);
    showReading(m_view->readingText());
    Q_EMIT changed();
}

void FieldsPage::goToFrame(int frame)
{
    // Times that go with their sample are nobody's wish.
    if (!m_sample)
        return;
    FieldLook look = m_look;
    look.time = frame;
    setLook(look);
}

void FieldsPage::setScene(SceneKind scene)
{
    const std::vector<SceneKind> scenes = m_sample ? scenesOf(*m_sample) : std::vector{scene};
    const bool offered = std::find(scenes.begin(), scenes.end(), scene) != scenes.end();
    const SceneKind before = std::exchange(m_scene, offered ? scene : SceneKind::None);
    if (!m_sample)
        return;
    m_scenes->choose(m_scene);
    m_stack->setCurrentIndex(m_scene == SceneKind::None ? 0 : 1);
    m_strip->setScene(m_scene != SceneKind::None);
    if (m_scene != SceneKind::None)
        guarded([this] { m_scenes->show(m_sample, m_look); });
    if (m_scene != before) {
        showReading({});
        m_controls->showSample(*m_sample, m_look, m_scene);
        Q_EMIT changed();
    }
}

void FieldsPage::showScene(SceneKind scene, const SceneChoice& choice)
{
    m_scenes->setChoice(choice);
    setScene(scene);
}

void FieldsPage::showCheckpoint(const std::string& name)
{
    m_source->choose(name);
}

void FieldsPage::showReading(const QString& text)
{
    m_reading->setText(text.isEmpty() ? hint() : text);
    m_reading->setForegroundRole(text.isEmpty() ? QPalette::PlaceholderText : QPalette::WindowText);
}

/// What the pointer can do on the view.
QString FieldsPage::hint() const
{
    if (!m_sample)
        return {};
    if (m_scene != SceneKind::None)
        return tr("Drag to turn the scene, turn the wheel to zoom; R goes back to the first view.");
    if (m_sample->space.empty())
        return tr("Point at a curve or a picture to read it; click on a time to go there.");
    if (m_sample->space.size() == 2)
        return tr("Point at a picture to read it; click to pin a probe, drag to draw the line of a "
                  "profile.");
    return tr("Point at a picture to read it; click to pin a probe, drag to go through the times.");
}

const PredictionTarget& FieldsPage::shownTarget() const
{
    return m_source->shownTarget();
}

const std::string& FieldsPage::checkpoint() const
{
    return shownTarget().checkpoint;
}

RunView FieldsPage::runView() const
{
    RunView view = RunView::ofSample(m_look);
    view.checkpoint = checkpoint();
    view.split = m_sample->split;
    view.sample = shownTarget().sample;
    if (m_scene != SceneKind::None) {
        view.name = sceneViewName(m_scene);
        view.scene = m_scenes->choice();
    }
    return view;
}

FigureSpec FieldsPage::figure() const
{
    if (!m_sample)
        return {};
    const FigureSpec shown = m_scene == SceneKind::None ? m_view->figure() : m_scenes->figure();
    if (shown.isEmpty())
        return shown;
    try {
        return asRunView(shown, RunFolder{m_run.folder()}, runView(), m_sample->step);
    } catch (const Error&) {
        return shown;  // the run's folder is gone: nothing tells where it comes from
    }
}

/// The large one with its view of the run, so that it opens again as it stood.
FigureSpec FieldsPage::figureOf(const QWidget& view) const
{
    return &view == m_view || m_scenes->isAncestorOf(&view) ? figure() : WorkPage::figureOf(view);
}

Provenance FieldsPage::provenance() const
{
    return provenanceOfRun(m_run.folder());
}

std::string FieldsPage::name() const
{
    return m_sample ? m_run.folder().filename().string() + "-sample-" +
                          std::to_string(shownTarget().sample)
                    : std::string();
}

std::string FieldsPage::command() const
{
    if (!m_sample)
        return {};
    const RunView view = runView();
    std::string line;
    for (const std::string& word : runViewCommand(view, m_run.folder().string()))
        line += shellQuoted(word) + " ";
    return line.empty() ? line : line + "-o " + view.name + ".pdf";
}

void FieldsPage::fit()
{
    if (!m_sample)
        return;
    FieldLook look = m_look;
    if (look.range == FieldRange::Manual)
        look.range = FieldRange::Series;
    setLook(look);
    m_view->fitRanges();
    m_controls->setRanges(m_view->ranges());
}

}  // namespace nie
