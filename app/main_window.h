#pragma once

#include "app/actions/action_list.h"
#include "app/background_worker.h"
#include "app/data_session.h"
#include "app/engine.h"
#include "app/equation_session.h"
#include "app/figure_sheet_draft.h"
#include "app/finish_notice.h"
#include "app/interrupted_run_finder.h"
#include "app/paper_session.h"
#include "app/preview_loader.h"
#include "app/recent_list.h"
#include "app/run_draft.h"
#include "app/run_history.h"
#include "app/run_queue.h"
#include "app/run_reopener.h"
#include "app/session_snapshot.h"
#include "app/shown_run.h"
#include "app/sweep_session.h"
#include "app/training_session.h"
#include "app/window_port.h"

#include <QMainWindow>

#include <map>
#include <memory>

class QSpinBox;
class QStackedWidget;

namespace nie {

class AttentionPage;
class CommandPalette;
class DataPage;
class EquationsPage;
class FieldsPage;
class FoldTitle;
class HelpIndex;
class HelpWindow;
class InspectorPanel;
class LiveSettings;
class LossPanel;
class MessageBanner;
class ModelInspector;
class PaperPage;
class RecordingsPage;
class RunsPage;
class RecentMenu;
class SessionMemory;
class SessionStatusBar;
class StartPage;
class SweepsPage;
class TrainPage;
class WorkPage;
struct RunView;

/// Arranges pages, panels and actions around one session; acts itself only on its own layout.
class MainWindow : public QMainWindow, private WindowPort {
    Q_OBJECT
public:
    /// `runs`: the folder below which runs are written; `datasets`: the one of the data manager.
    MainWindow(std::unique_ptr<Engine> engine, const std::filesystem::path& runs,
               const std::filesystem::path& datasets, QWidget* parent = nullptr);
    ~MainWindow() override;

    TrainingSession& session() { return m_session; }
    RunDraft& draft() { return m_draft; }
    const Engine& engine() const { return *m_engine; }
    const ActionList& actionList() const { return *m_actions; }
    LossPanel& lossPanel() { return *m_loss; }
    /// By name or .json file; what is wrong with it becomes a message.
    bool openExperiment(const std::string& nameOrFile);
    /// On the Equations page, by name or .json file; what is wrong with it becomes a message.
    void solveEquation(const std::string& nameOrFile);
    /// Runs the draft; `firstSteps` > 0 pauses after so many.
    void startRun(std::int64_t firstSteps = 0);
    /// Goes on with the run in a folder; `changes` as of Engine::resumeWork. What is wrong becomes a
    /// message.
    bool continueRun(const std::filesystem::path& folder, const Json& changes) override;
    /// Tells of a crash that left this report, and offers to copy it.
    void offerCrashReport(const std::filesystem::path& file);
    /// Looks for a run that a kill or a crash has interrupted, and offers to go on with it.
    void offerRecovery();
    void showPage(Page page) override;
    Page page() const override;
    EquationsPage& equations() const override { return *m_equations; }
    EquationSession& equationSession() { return m_equationSession; }
    DataPage& data() const override { return *m_data; }
    DataSession& dataSession() { return m_dataSession; }
    RecordingsPage& recordings() const override { return *m_recordings; }
    PaperPage& paper() const override { return *m_paper; }
    PaperSession& paperSession() { return m_paperSession; }
    RunsPage& runs() const override { return *m_runs; }
    RunHistory& runHistory() { return m_runHistory; }
    SweepsPage& sweeps() const override { return *m_sweeps; }
    FieldsPage& fields() const override { return *m_fields; }
    AttentionPage& attention() const override { return *m_attention; }
    ShownRun& shownRun() override { return m_shownRun; }
    void openRun(const std::filesystem::path& folder) override;
    /// Shows what an exported figure shows; without a run of it a message says so.
    void openFigure(const std::filesystem::path& file);
    RunQueue& runQueue() override { return m_runQueue; }
    FinishNotice& finishNotice() override { return m_finishNotice; }
    SweepSession& sweepSession() { return m_sweepSession; }
    /// Shows a file of arrays on the Data page, ready to be imported; an image on the Recordings
    /// page, and, while that is on show, any recording or BIDS folder.
    void importFile(const std::filesystem::path& file);
    /// Shows files of a recording, or a BIDS folder, on the Recordings page.
    void openRecording(const std::vector<std::filesystem::path>& files);
    void setAppearance(Appearance appearance) override;
    /// Restores what the file holds of the last session and keeps it up to date from now on. An
    /// empty path remembers nothing; so does a window that is never told.
    void rememberIn(const std::filesystem::path& file);
    const RecentList& recent() const { return m_recent; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* dialogParent() override { return this; }
    void showMessage(MessageKind kind, const QString& text, const QString& details = {}) override;
    void clearMessage() override;
    std::int64_t stepCount() const override;
    FigureSpec currentFigure() const override;
    bool hasFigure() const override;
    ExportSource lossFigure() const override;
    ExportSource sourceOf(const QWidget& view) const override;
    std::string figureName() const override;
    FigureSheetDraft& figureSheet() override { return m_figureSheet; }
    std::string currentCommand() const override;
    void fitPlots() override;
    bool isFollowing() const override;
    void setFollowing(bool following) override;
    Appearance appearance() const override { return m_appearance; }
    bool isLossShown() const override;
    void setLossShown(bool shown) override;
    bool isInspectorShown() const override;
    void setInspectorShown(bool shown) override;
    bool isFullScreenShown() const override { return isFullScreen(); }
    void setFullScreenShown(bool shown) override;
    void resetLayout() override;
    std::vector<QAction*> allActions() const override { return m_actions->all(); }
    void showPalette() override;
    void showHelp() override;
    void showModelStructure() override;
    QString lastFolder() const override { return m_lastFolder; }
    void setLastFolder(const QString& folder) override;
    void closeWindow() override { close(); }

    void buildActions();
    void buildCentre();
    void buildDocks();
    void connectSession();
    void openConfig(const RunConfig& config);
    void onState(SessionState state);
    void onBatch(const TrainingFeed::Batch& batch);
    void onFinished(const RunOutcome& outcome);
    void onFailed(const QString& problem);
    void onNonFinite(const QString& message);
    void rollBack();
    void openCheckpoint(std::int64_t step);
    void predictWatched(const std::string& checkpoint);
    void onEvaluated(const RunEvaluation& evaluation);
    void connectRunsBeside();
    bool beginQueued(const QueuedRun& run);
    void showReopened(const ReopenedRun& run);
    void offerRun(const QString& folder, qint64 step);
    void noteWhatRuns();
    void addPage(Page page, WorkPage* widget);
    WorkPage& currentPage() const;
    const WorkPage& pageWithFigure() const;
    FigureSpec withOrigin(FigureSpec figure, const WorkPage& page) const;
    void addToMenu(QMenu* menu, QWidget* view);
    void connectEquations();
    void connectData();
    void connectRecordings();
    bool isRecording(const QString& file) const;
    void openEquation(const std::filesystem::path& file);
    void openDropped(const std::filesystem::path& path);
    void tellWhatWasLeft(const std::vector<std::filesystem::path>& files);
    void connectShownRun();
    void showView(const RunView& view);
    void openEvaluatedSample(PredictionTarget target);
    std::string checkpointFor(const RunView& view);
    std::optional<MovieSource> movieSource() const override;
    void connectPaper();
    RunsPage* makeRunsPage();
    void connectRuns();
    void connectSweeps();
    void buildLife();
    void noteRecent(const RecentItem& item);
    void openRecent(const RecentItem& item);
    void touchMemory();
    SessionSnapshot snapshot() const;
    void restore(const SessionSnapshot& last, QString& problem);
    /// "train", as in the name of the action that shows the page.
    QString pageName() const;
    /// The section of the guide about what is on the screen; empty: its beginning.
    QString helpAnchor(const HelpIndex& index) const;
    void putPanelsAway();
    void giveRoom(Page page);
    void updateTitle();
    void foldLoss(bool folded);
    void sizeDocks();
    void askBeforeClosing();

    std::unique_ptr<Engine> m_engine;
    TrainingSession m_session;
    EquationSession m_equationSession;
    DataSession m_dataSession;
    PaperSession m_paperSession;
    RunHistory m_runHistory;
    SweepSession m_sweepSession;
    ShownRun m_shownRun;
    PreviewLoader m_previews;
    RunDraft m_draft;
    RunQueue m_runQueue;
    FinishNotice m_finishNotice;
    FigureSheetDraft m_figureSheet;
    RunReopener m_reopener;
    InterruptedRunFinder m_interruptedRuns;
    std::unique_ptr<ActionList> m_actions;
    Appearance m_appearance = Appearance::System;
    LiveSettings* m_live = nullptr;
    BackgroundWorker m_checkpointReader;
    bool m_closeWhenIdle = false;
    /// What a page without a training put away, to be brought back on leaving it.
    bool m_inspectorPutAway = false;
    bool m_lossPutAway = false;
    int m_lossHeight = SessionSnapshot{}.lossHeight;  ///< when it is not folded
    bool m_lossSettles = false;  ///< its height is not yet the one that was asked for
    QByteArray m_firstLayout;
    RecentList m_recent;
    QString m_lastFolder;
    QString m_crashReport;  ///< of the last session; empty: it did not crash
    std::unique_ptr<SessionMemory> m_memory;

    MessageBanner* m_banner = nullptr;
    QStackedWidget* m_pages = nullptr;
    std::map<Page, WorkPage*> m_pageOf;
    StartPage* m_start = nullptr;
    TrainPage* m_train = nullptr;
    FieldsPage* m_fields = nullptr;
    AttentionPage* m_attention = nullptr;
    EquationsPage* m_equations = nullptr;
    DataPage* m_data = nullptr;
    RecordingsPage* m_recordings = nullptr;
    PaperPage* m_paper = nullptr;
    RunsPage* m_runs = nullptr;
    SweepsPage* m_sweeps = nullptr;
    LossPanel* m_loss = nullptr;
    FoldTitle* m_lossTitle = nullptr;
    QDockWidget* m_lossDock = nullptr;
    InspectorPanel* m_inspector = nullptr;
    QDockWidget* m_inspectorDock = nullptr;
    SessionStatusBar* m_status = nullptr;
    QSpinBox* m_stepCount = nullptr;
    CommandPalette* m_palette = nullptr;
    RecentMenu* m_recentMenu = nullptr;
    ModelInspector* m_structure = nullptr;
    HelpWindow* m_help = nullptr;  ///< made when first asked for
};

}  // namespace nie
