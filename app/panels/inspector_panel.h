#pragma once

#include "app/engine.h"
#include "app/session_state.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QTabWidget;

namespace nie {

class OptionsForm;
class RatePreview;
class RunDraft;
class RunSettingsPanel;

/// The settings of the next run, as forms made from the option descriptions.
class InspectorPanel : public QWidget {
    Q_OBJECT
public:
    InspectorPanel(RunDraft& draft, const Engine& engine, QWidget* parent = nullptr);

    void showState(SessionState state);
    /// A widget of its own below the settings.
    void addSection(QWidget* section);
    /// Known once the data are; the planned learning rate counts in it.
    void showStepsPerEpoch(std::int64_t steps);

Q_SIGNALS:
    void newSeedRequested();
    void deviceRefused(const QString& message);
    /// The modules and parameters of the model are to be shown.
    void structureRequested();

private:
    /// One tab: options of the configuration below `section` ("model").
    struct Section {
        OptionsForm* form;
        std::string section;
    };

    OptionsForm* addForm(const QString& title, const char* name, const std::string& section);
    QWidget* withPlan(OptionsForm* form);
    void showPlan();
    QWidget* buildSearch();
    void filterOptions(const QString& text);
    void rebuildForms();
    void showDraft();

    RunDraft& m_draft;
    const Engine& m_engine;
    QLabel* m_title;
    QLabel* m_description;
    RunSettingsPanel* m_run;
    RatePreview* m_rate = nullptr;
    std::int64_t m_stepsPerEpoch = 0;
    QWidget* m_search = nullptr;
    QLineEdit* m_filter = nullptr;
    QTabWidget* m_tabs;
    std::vector<Section> m_sections;
};

}  // namespace nie
