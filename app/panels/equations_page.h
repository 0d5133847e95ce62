#pragma once

#include "app/equation_session.h"
#include "app/panels/work_page.h"
#include "core/results/figure_spec.h"

#include <filesystem>

class QLabel;
class QProgressBar;
class QPushButton;
class QTabWidget;

namespace nie {

class EquationEditor;
class EquationList;
class EquationResults;
class OptionsForm;

/// Pick or type an integral equation, solve it, and see what came out.
class EquationsPage : public WorkPage {
    Q_OBJECT
public:
    explicit EquationsPage(EquationSession& session, QWidget* parent = nullptr);

    /// By name of the catalogue. Throws InputError for a name that is not in it.
    void choose(const std::string& name);
    /// Throws InputError for what is no equation file.
    void openFile(const std::filesystem::path& file);
    void saveFile(const std::filesystem::path& file);
    bool canSolve() const;
    bool isSolving() const { return m_session.isSolving(); }
    void solve();
    void stop();
    /// `nie solve` line for what is chosen; empty before something is.
    std::string command() const override;
    /// A name for files: that of the equation.
    std::string name() const override;
    FigureSpec figure() const override;

Q_SIGNALS:
    void openRequested();
    void saveRequested();

private:
    QWidget* makeLeftSide();
    QWidget* makeOwnTab();
    QWidget* makeSolverTab();
    QWidget* makeButtons();
    QPushButton* addButton(const char* name, const QString& text, const QString& tip);
    EquationTask task() const;
    void onTab(int tab);
    void onSolving(bool solving);
    void onFailed(const EquationProblem& problem);
    void showTarget();

    EquationSession& m_session;
    EquationList* m_list;
    EquationEditor* m_editor;
    OptionsForm* m_options;
    QTabWidget* m_tabs;
    QLabel* m_target;
    QPushButton* m_solveButton;
    QPushButton* m_stopButton;
    QProgressBar* m_busy;
    EquationResults* m_results;
    bool m_own = false;  ///< the typed equation is meant, not the one of the list
};

}  // namespace nie
