#pragma once

#include "app/engine.h"
#include "app/panels/work_page.h"
#include "app/run_draft.h"
#include "app/sweep_session.h"
#include "core/results/figure_spec.h"

#include <filesystem>
#include <optional>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTimer;

namespace nie {

class SweepForm;
class SweepResults;

/// Sweeps and seeds: say what to vary, start it, and see table, map and lines as the runs end.
class SweepsPage : public WorkPage {
    Q_OBJECT
public:
    /// `runs`: where finished runs tell how long one takes.
    SweepsPage(SweepSession& session, RunDraft& draft, const Engine& engine,
               const std::filesystem::path& runs, QWidget* parent = nullptr);

    bool canStart() const;
    bool canGoOn() const;
    bool isRunning() const { return m_session.isRunning(); }
    void start();
    /// Computes what is missing of the sweep that is shown.
    void goOn();
    void stop();
    /// Fills the form: the session's run over so many seeds.
    void repeatOverSeeds(int seeds);

    /// The sweep that is shown; empty where there is none yet.
    std::string name() const override;
    FigureSpec figure() const override;
    Provenance provenance() const override;
    /// Of the form's sweep; of the shown one where the form has none.
    std::string command() const override;
    /// The file that exporting as this kind copies ("csv", "md", "json"); empty where there is
    /// none.
    std::filesystem::path file(const std::string& kind) const;

Q_SIGNALS:
    /// The folder of a run that is done.
    void runOpened(const QString& folder);
    /// The configuration of a run that is not.
    void runRequested(const QString& configuration);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeSide();
    QWidget* makeContent();
    QPushButton* addButton(const char* name, const QString& text, const QString& tip);
    void fillChooser(const std::string& wanted);
    void showSweep();
    void openRow(std::size_t row);
    void refresh();
    void onRunning(bool running);
    void onProgress(const ProgramProgress& progress);
    void onFinished(const QString& problem);

    SweepSession& m_session;
    SweepTable m_table;
    SweepForm* m_form;
    SweepResults* m_results;
    QPushButton* m_start;
    QPushButton* m_stop;
    QPushButton* m_goOn;
    QPushButton* m_export;
    QPushButton* m_copy;
    QProgressBar* m_bar;
    QLabel* m_progress;
    std::optional<std::size_t> m_doneBefore;  ///< runs done when this sweep began to run
    QComboBox* m_chooser;
    QStackedWidget* m_stack;
    QLabel* m_empty;
    QTimer* m_reading;  ///< runs may end faster than a table is worth reading
};

}  // namespace nie
