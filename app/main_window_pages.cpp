// What the pages beside training ask of the window.
#include "app/main_window.h"
#include "app/panels/data_page.h"
#include "app/panels/equations_page.h"
#include "app/panels/paper_page.h"

#include <QAction>

namespace nie {

void MainWindow::connectEquations()
{
    connect(m_equations, &EquationsPage::changed, m_actions.get(),
            [this] { m_actions->refresh(); });
    connect(m_equations, &EquationsPage::problem, this,
            [this](const QString& text) { showMessage(MessageKind::Error, text); });
    connect(m_equations, &EquationsPage::openRequested,
            m_actions->find(QStringLiteral("action.equation.open")), &QAction::trigger);
    connect(m_equations, &EquationsPage::saveRequested,
            m_actions->find(QStringLiteral("action.equation.save")), &QAction::trigger);
    connect(m_equations, &EquationsPage::copyRequested,
            m_actions->find(QStringLiteral("action.copyCommand")), &QAction::trigger);
}

void MainWindow::connectData()
{
    connect(m_data, &DataPage::changed, m_actions.get(), [this] { m_actions->refresh(); });
    connect(m_data, &DataPage::problem, this,
            [this](const QString& text) { showMessage(MessageKind::Error, text); });
    connect(m_data, &DataPage::note, this,
            [this](const QString& text) { showMessage(MessageKind::Note, text); });
    const auto trigger = [this](auto signal, const char* action) {
        connect(m_data, signal, m_actions->find(QLatin1String(action)), &QAction::trigger);
    };
    trigger(&DataPage::importRequested, "action.data.import");
    trigger(&DataPage::deleteRequested, "action.data.delete");
    trigger(&DataPage::trainRequested, "action.data.train");
    trigger(&DataPage::copyRequested, "action.copyCommand");
}

void MainWindow::connectPaper()
{
    connect(m_paper, &PaperPage::changed, m_actions.get(), [this] { m_actions->refresh(); });
    connect(m_paper, &PaperPage::problem, this,
            [this](const QString& text) { showMessage(MessageKind::Error, text); });
    connect(m_paper, &PaperPage::runRequested, this,
            [this](const QString& configuration) { openExperiment(configuration.toStdString()); });
    connect(m_paper, &PaperPage::exportRequested,
            m_actions->find(QStringLiteral("action.paper.export")), &QAction::trigger);
    connect(m_paper, &PaperPage::copyRequested,
            m_actions->find(QStringLiteral("action.copyCommand")), &QAction::trigger);
}

}  // namespace nie
