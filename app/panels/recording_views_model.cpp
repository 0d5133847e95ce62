// Truth beside what a training on brain data predicts.
#include "app/panels/recording_look_bar.h"
#include "app/panels/recording_views.h"
#include "app/shown_run.h"
#include "core/config/equivalent_command.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTabBar>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace nie {

QWidget* RecordingViews::makeModelRow()
{
    auto* label = new QLabel(tr("&Model"));
    label->setBuddy(m_modelChoice);
    m_aheadLabel->setBuddy(m_ahead);
    m_ahead->setRange(1, 1);
    m_ahead->setKeyboardTracking(false);
    m_modelChoice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_modelChoice->setMinimumContentsLength(32);
    auto* holder = new QWidget;
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 4, 0, 0);
    row->setSpacing(8);
    for (QWidget* part :
         std::initializer_list<QWidget*>{label, m_modelChoice, m_aheadLabel, m_ahead})
        row->addWidget(part);
    row->addStretch();
    return holder;
}

void RecordingViews::connectModel()
{
    connect(m_modelChoice, &QComboBox::activated, this,
            [this] { chooseModel(m_modelChoice->currentData().toString().toStdString()); });
    connect(m_ahead, &QSpinBox::valueChanged, this, [this](int ahead) {
        m_look.ahead = ahead;
        draw();
    });
    connect(&m_session, &RecordingSession::predictedReady, this, &RecordingViews::takePrediction);
    connect(&m_session, &RecordingSession::predictionFailed, this, [this](const QString& reason) {
        m_modelProblem = reason;
        draw();
    });
    connect(&m_shownRun, &ShownRun::changed, this, [this] {
        if (hasModel())
            return;
        m_graph.reset();
        if (m_tabs->currentIndex() == Attention)
            draw();
    });
}

void RecordingViews::offerModels(const std::vector<ModelChoice>& models)
{
    const auto isChosen = [this](const ModelChoice& model) { return model.folder == m_model; };
    const bool remains = std::any_of(models.begin(), models.end(), isChosen);
    m_models = models;
    if (hasModel() && !remains)
        chooseModel({});
    showModels();
    showControls();
}

void RecordingViews::showModels()
{
    const QSignalBlocker quiet(m_modelChoice);
    m_modelChoice->clear();
    m_modelChoice->addItem(tr("none: the recording alone"), QString());
    for (const ModelChoice& model : m_models) {
        m_modelChoice->addItem(QString::fromStdString(model.title),
                               QString::fromStdString(model.folder.string()));
        if (model.folder == m_model)
            m_modelChoice->setCurrentIndex(m_modelChoice->count() - 1);
    }
}

void RecordingViews::chooseModel(const std::filesystem::path& folder)
{
    m_model = folder;
    m_graph.reset();
    m_modelProblem.clear();
    m_look.run = 0;
    m_session.predict(folder);
    showModels();
    if (m_tabs->currentIndex() == Slices && hasModel())
        m_tabs->setCurrentIndex(Traces);
    draw();
}

void RecordingViews::takePrediction()
{
    const QSignalBlocker quiet(m_ahead);
    m_ahead->setRange(1, static_cast<int>(m_session.predicted()->horizon()));
    m_ahead->setSuffix(tr(" of %1").arg(m_ahead->maximum()));
    m_look.ahead = m_ahead->value();
    draw();
}

const std::vector<std::string>& RecordingViews::regions() const
{
    static const std::vector<std::string> kNone;
    if (m_tabs->currentIndex() == Attention && m_graph)
        return m_graph->regions;
    if (hasModel() && m_tabs->currentIndex() != Slices)
        return m_session.predicted() ? m_session.predicted()->regions : kNone;
    return m_session.recorded() ? m_session.recorded()->runs.front().regions : kNone;
}

std::size_t RecordingViews::runCount() const
{
    if (!hasModel())
        return m_session.recorded() ? m_session.recorded()->runs.size() : 0;
    std::set<std::int64_t> runs;
    if (m_session.predicted())
        for (const PredictedWindows::Place& start : m_session.predicted()->starts)
            runs.insert(start.run);
    return runs.size();
}

void RecordingViews::showLists()
{
    const std::size_t runs = runCount();
    if (runs > 0) {
        const QSignalBlocker quiet(m_run);
        m_run->setRange(1, static_cast<int>(runs));
        m_run->setSuffix(tr(" of %1").arg(runs));
        m_look.run = std::min(m_look.run, runs - 1);
        m_run->setValue(static_cast<int>(m_look.run) + 1);
    }
    if (regions().empty())
        return;
    const QSignalBlocker quiet(m_region);
    if (regions() != m_listed) {
        m_listed = regions();
        m_region->clear();
        for (const std::string& region : m_listed)
            m_region->addItem(QString::fromStdString(region));
    }
    m_look.region = std::min(m_look.region, m_listed.size() - 1);
    m_region->setCurrentIndex(static_cast<int>(m_look.region));
    if (hasModel()) {
        m_lookBar->offerGroups(RegionGroups::byNames(regions()).kind);
        m_lookBar->setTimeUnit(m_session.predicted() ? m_session.predicted()->timeUnit : "");
    } else if (m_session.recorded()) {
        m_lookBar->offerGroups(RegionGroups::ofRecording(*m_session.recorded()).kind);
        m_lookBar->setTimeUnit(m_session.recorded()->repetitionTime() ? "s" : "");
    }
}

std::filesystem::path RecordingViews::attendedRun() const
{
    if (hasModel())
        return m_model;
    return m_shownRun.firstCheckpoint().empty() ? std::filesystem::path() : m_shownRun.folder();
}

std::filesystem::path RecordingViews::run() const
{
    if (m_tabs->currentIndex() == Attention)
        return m_graph ? attendedRun() : std::filesystem::path();
    return m_tabs->currentIndex() == Slices ? std::filesystem::path() : m_model;
}

std::string RecordingViews::command() const
{
    if (m_tabs->currentIndex() == Attention && m_graph)
        return "nie brain graph " + shellQuoted(attendedRun().string());
    if (!hasModel() || !picture())
        return {};
    std::string line = fmt::format("nie brain fc {} --ahead {} --method {}",
                                   shellQuoted(m_model.string()), m_look.ahead, m_look.method);
    if (m_look.window != RecordingLook().window || m_look.shift != RecordingLook().shift)
        line += fmt::format(" --window {:g} --shift {:g}", m_look.window, m_look.shift);
    return line;
}

}  // namespace nie
