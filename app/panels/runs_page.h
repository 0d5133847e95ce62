#pragma once

#include "app/panels/work_page.h"
#include "app/run_history.h"
#include "core/config/run_config.h"
#include "core/results/figure_spec.h"

#include <QTimer>
#include <functional>
#include <map>
#include <string>
#include <vector>

class QPushButton;
class QStackedWidget;

namespace nie {

class RunCurvesView;
class RunDetails;
class RunsList;

/// The history of runs: a table to filter and sort, the curves of the chosen runs over each other,
/// details of one, differences of two.
class RunsPage : public WorkPage {
    Q_OBJECT
public:
    /// Defaults of the options of a configuration, for differences; and the line that repeats a
    /// run.
    struct Knowledge {
        std::function<std::map<std::string, Json>(const RunConfig&)> defaults;
        std::function<std::string(const RunConfig&, const std::filesystem::path&)> command;
    };

    RunsPage(RunHistory& history, Knowledge knowledge, QWidget* parent = nullptr);

    RunHistory& history() { return m_history; }
    RunsList& list() { return *m_list; }
    /// The one chosen run; null where none or several are.
    const RunSummary* current() const;
    /// Whether the chosen run has settings that can be trained again.
    bool canTrainAgain() const;
    /// config.json of the chosen run.
    std::filesystem::path configuration() const;
    void setPinned(bool pinned);
    bool isPinned() const;
    void discardSelected();
    void editName();
    /// What a shell says to see the same.
    std::string command() const override;
    std::string name() const override { return "runs"; }
    FigureSpec figure() const override;
    FigureSpec figureOf(const QWidget& view) const override;
    Provenance provenance() const override;
    void fit() override;

Q_SIGNALS:
    void showRequested();
    void trainAgainRequested();
    void importRequested();
    void folderRequested();
    void discardRequested();
    void startPageRequested();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeEmptyPage();
    QWidget* makeMain();
    QWidget* makeSide();
    QPushButton* addButton(const char* name, const QString& text, const QString& tip,
                           void (RunsPage::*signal)());
    void connectAll();
    void onHistory();
    void onSelection();
    void showDetails();
    void showDifferences(const RunSummary& first, const RunSummary& second);
    void watchRunning();

    RunHistory& m_history;
    Knowledge m_knowledge;
    QStackedWidget* m_stack;
    RunsList* m_list;
    RunCurvesView* m_curves;
    RunDetails* m_details;
    std::vector<QPushButton*> m_forOne;   ///< need one chosen run
    std::vector<QPushButton*> m_forSome;  ///< need at least one
    QPushButton* m_show = nullptr;
    QPushButton* m_again = nullptr;
    QTimer m_refresh;
};

}  // namespace nie
