#include "app/panels/inspector_panel.h"

#include "app/panels/run_settings_panel.h"
#include "app/run_draft.h"
#include "widgets/forms/options_form.h"

#include <QLabel>
#include <QScrollArea>
#include <QTabBar>
#include <QTabWidget>
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

/// A running trainer has read its options; until it can take new ones nothing may change.
std::vector<OptionDescription> fixedAtStart(std::vector<OptionDescription> options)
{
    for (OptionDescription& option : options)
        option.info.changeable = Changeable::BeforeStart;
    return options;
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
    for (QWidget* widget : std::initializer_list<QWidget*>{m_title, m_description, m_run})
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
    scroll->setWidget(form);
    m_tabs->addTab(scroll, title);
    connect(form, &OptionsForm::optionChanged, this,
            [this, section](const std::string& path, const Json& value) {
                m_draft.setOption(section + "." + path, value);
            });
    m_sections.push_back({form, section});
    return form;
}

void InspectorPanel::rebuildForms()
{
    const bool open = !m_draft.isEmpty();
    m_run->setVisible(open);
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
        m_sections[i].form->setOptions(fixedAtStart(parts[i]),
                                       sectionOf(m_draft.config(), m_sections[i].section));
        m_tabs->setTabEnabled(static_cast<int>(i), !parts[i].empty());
    }
}

void InspectorPanel::showDraft()
{
    for (const Section& each : m_sections)
        each.form->setSection(sectionOf(m_draft.config(), each.section));
}

void InspectorPanel::showState(SessionState state)
{
    const bool locked = isTraining(state);
    m_run->setLocked(locked);
    for (const Section& each : m_sections)
        each.form->setState(locked ? OptionsForm::State::Running : OptionsForm::State::Idle);
}

}  // namespace nie
