#pragma once

#include "app/engine.h"
#include "app/session_state.h"

#include <QWidget>

class QLabel;
class QTabWidget;

namespace nie {

class OptionsForm;
class RunDraft;
class RunSettingsPanel;

/// The settings of the next run, as forms made from the option descriptions.
class InspectorPanel : public QWidget {
    Q_OBJECT
public:
    InspectorPanel(RunDraft& draft, const Engine& engine, QWidget* parent = nullptr);

    void showState(SessionState state);

Q_SIGNALS:
    void newSeedRequested();
    void deviceRefused(const QString& message);

private:
    /// One tab: options of the configuration below `section` ("model").
    struct Section {
        OptionsForm* form;
        std::string section;
    };

    OptionsForm* addForm(const QString& title, const char* name, const std::string& section);
    void rebuildForms();
    void showDraft();

    RunDraft& m_draft;
    const Engine& m_engine;
    QLabel* m_title;
    QLabel* m_description;
    RunSettingsPanel* m_run;
    QTabWidget* m_tabs;
    std::vector<Section> m_sections;
};

}  // namespace nie
