#include "app/panels/inspector_panel.h"

#include "app/live_settings.h"
#include "app/panels/rate_preview.h"
#include "app/panels/run_settings_panel.h"
#include "app/run_draft.h"
#include "core/base/error.h"
#include "core/training/training_options.h"
#include "widgets/forms/options_form.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <iterator>

namespace nie {

namespace {

bool isSolverOption(const OptionDescription& option)
{
    const std::string section = option.path.substr(0, option.path.find('.'));
    return section == "solver" || section == "training_solver";
}

const Json& sectionOf(const RunConfig& config, const std::string& name)
{
    if (name == "dataset")
        return config.dataset;
    return name == "model" ? config.model : config.training;
}

/// Fixes what a running training would not take.
std::vector<OptionDescription> liveWhereTaken(std::vector<OptionDescription> options,
                                              const std::string& section)
{
    for (OptionDescription& option : options)
        if (!isLiveOption(section + "." + option.path, option))
            option.info.changeable = Changeable::BeforeStart;
    return options;
}

OptionsForm::State formState(SessionState state)
{
    if (state == SessionState::Paused)
        return OptionsForm::State::Paused;
    return isTraining(state) ? OptionsForm::State::Running : OptionsForm::State::Idle;
}

}  // namespace

InspectorPanel::InspectorPanel(RunDraft& draft, const Engine& engine, QWidget* parent)
    : QWidget(parent),
      m_draft(draft),
      m_engine(engine),
      m_title(new QLabel),
      m_description(new QLabel),
      m_run(new RunSettingsPanel(draft, engine.devices())),
      m_tabs(new QTabWidget)
{
    setObjectName(QStringLiteral("inspector"));
    setAccessibleName(tr("Inspector"));
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setObjectName(QStringLiteral("experimentTitle"));
    m_title->setWordWrap(true);
    m_description->setObjectName(QStringLiteral("experimentDescription"));
    m_description->setWordWrap(true);
    m_tabs->setObjectName(QStringLiteral("optionTabs"));
    m_tabs->setAccessibleName(tr("Sections of the settings"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setObjectName(QStringLiteral("optionTabBar"));
    m_tabs->tabBar()->setAccessibleName(tr("Sections of the settings"));
    addForm(tr("Model"), "form.model", "model");
    addForm(tr("Training"), "form.training", "training");
    addForm(tr("Solver"), "form.solver", "model");
    addForm(tr("Data"), "form.data", "dataset");
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    m_search = buildSearch();
    for (QWidget* widget : std::initializer_list<QWidget*>{m_title, m_description, m_run, m_search})
        layout->addWidget(widget);
    layout->addWidget(m_tabs, 1);
    layout->addStretch();
    connect(m_run, &RunSettingsPanel::newSeedRequested, this, &InspectorPanel::newSeedRequested);
    connect(m_run, &RunSettingsPanel::deviceRefused, this, &InspectorPanel::deviceRefused);
    connect(&m_draft, &RunDraft::opened, this, &InspectorPanel::rebuildForms);
    connect(&m_draft, &RunDraft::changed, this, &InspectorPanel::showDraft);
    rebuildForms();
}

OptionsForm* InspectorPanel::addForm(const QString& title, const char* name,
                                     const std::string& section)
{
    auto* form = new OptionsForm;
    form->setObjectName(QLatin1String(name));
    form->setAccessibleName(title);
    auto* scroll = new QScrollArea;
    scroll->setObjectName(QLatin1String(name) + QStringLiteral("Scroll"));
    scroll->setAccessibleName(title);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(section == "training" ? withPlan(form) : form);
    m_tabs->addTab(scroll, title);
    connect(form, &OptionsForm::optionChanged, this,
            [this, section](const std::string& path, const Json& value) {
                m_draft.setOption(section + "." + path, value);
            });
    m_sections.push_back({form, section});
    return form;
}

/// The training options under the course of the learning rate that they plan.
QWidget* InspectorPanel::withPlan(OptionsForm* form)
{
    m_rate = new RatePreview;
    connect(m_rate, &RatePreview::factorChosen, this,
            [this](double factor) { scaleLearningRate(m_draft, factor); });
    auto* both = new QWidget;
    both->setObjectName(QStringLiteral("trainingTab"));
    auto* column = new QVBoxLayout(both);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_rate);
    column->addWidget(form, 1);
    return both;
}

void InspectorPanel::rebuildForms()
{
    const bool open = !m_draft.isEmpty();
    m_run->setVisible(open);
    m_search->setVisible(open);
    m_tabs->setVisible(open);
    m_title->setText(open ? QString::fromStdString(m_draft.config().title)
                          : tr("No experiment is open"));
    m_description->setText(
        open ? QString::fromStdString(m_draft.config().description)
             : tr("Choose a sample on the Start page. Its model, training, solver and "
                  "data settings appear here."));
    if (!open)
        return;
    const OptionSections options = m_engine.describeOptions(m_draft.config());
    std::vector<OptionDescription> model;
    std::vector<OptionDescription> solver;
    for (const OptionDescription& option : options.model)
        (isSolverOption(option) ? solver : model).push_back(option);
    const std::vector<OptionDescription> parts[] = {model, options.training, solver,
                                                    options.dataset};
    for (std::size_t i = 0; i < std::size(parts); ++i) {
        m_sections[i].form->setOptions(liveWhereTaken(parts[i], m_sections[i].section),
                                       sectionOf(m_draft.config(), m_sections[i].section));
        m_sections[i].form->setReference(sectionOf(m_draft.original(), m_sections[i].section));
    }
    showPlan();
    filterOptions(m_filter->text());
}

QWidget* InspectorPanel::buildSearch()
{
    m_filter = new QLineEdit;
    m_filter->setObjectName(QStringLiteral("optionFilter"));
    m_filter->setAccessibleName(tr("Filter options"));
    m_filter->setPlaceholderText(tr("Filter options"));
    m_filter->setToolTip(tr("Show only options with these words in name, unit or description"));
    m_filter->setClearButtonEnabled(true);
    connect(m_filter, &QLineEdit::textChanged, this, &InspectorPanel::filterOptions);
    auto* structure = new QToolButton;
    structure->setObjectName(QStringLiteral("structureButton"));
    structure->setText(tr("Structure…"));
    structure->setAccessibleName(tr("Structure of the model"));
    structure->setToolTip(tr("Modules, parameters and memory of the model"));
    connect(structure, &QToolButton::clicked, this, &InspectorPanel::structureRequested);
    auto* search = new QWidget;
    auto* row = new QHBoxLayout(search);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_filter, 1);
    row->addWidget(structure);
    return search;
}

void InspectorPanel::filterOptions(const QString& text)
{
    int firstWithHits = -1;
    bool currentHasHits = false;
    for (std::size_t i = 0; i < m_sections.size(); ++i) {
        const int tab = static_cast<int>(i);
        const bool hits = m_sections[i].form->setFilter(text) > 0;
        m_tabs->setTabEnabled(tab, hits);
        firstWithHits = hits && firstWithHits < 0 ? tab : firstWithHits;
        currentHasHits = currentHasHits || (hits && tab == m_tabs->currentIndex());
    }
    if (!currentHasHits && firstWithHits >= 0)
        m_tabs->setCurrentIndex(firstWithHits);
}

void InspectorPanel::showDraft()
{
    for (const Section& each : m_sections)
        each.form->setSection(sectionOf(m_draft.config(), each.section));
    showPlan();
}

void InspectorPanel::showPlan()
{
    if (m_draft.isEmpty())
        return;
    try {
        m_rate->showPlan(
            readOptions<TrainingOptions>(m_draft.config().training, "draft", "training"),
            m_stepsPerEpoch);
    } catch (const InputError&) {
        // The start says what is wrong; the last plan stays.
    }
}

void InspectorPanel::addSection(QWidget* section)
{
    layout()->addWidget(section);
}

void InspectorPanel::showStepsPerEpoch(std::int64_t steps)
{
    m_stepsPerEpoch = steps;
    showPlan();
}

void InspectorPanel::showState(SessionState state)
{
    m_run->setLocked(isTraining(state));
    for (const Section& each : m_sections)
        each.form->setState(formState(state));
}

}  // namespace nie
