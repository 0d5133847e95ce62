#pragma once

#include "app/attention_session.h"
#include "app/panels/work_page.h"
#include "core/results/run_view.h"

#include <QElapsedTimer>
#include <QTimer>

#include <optional>
#include <vector>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace nie {

class AttentionNumbers;
class AttentionSelectors;
class AttentionTabs;
class Engine;
class HeadGrid;
class KernelPanel;
class QueryView;
class ShownRun;

/// Where the learned integral operator of the run on show looks: click a point of the sample, see
/// what the heads attend to there; whole maps, numbers, profiles, comparisons. Of a model without
/// attention but with a kernel, the kernel.
class AttentionPage : public WorkPage {
    Q_OBJECT
public:
    /// Both outlive the page.
    AttentionPage(ShownRun& run, const Engine& engine, QWidget* parent = nullptr);

    FigureSpec figure() const override;
    Provenance provenance() const override;
    std::string name() const override;
    std::string command() const override;

    AttentionSession& session() { return m_session; }
    /// The maps of the selected heads as NPZ or CSV; of the query's rows while those are on show.
    bool canExportMaps() const;
    void exportMaps(const std::filesystem::path& file);
    bool canAblate() const;
    void ablate();
    /// Reads the checkpoint again.
    void refresh();
    /// What a figure of the page showed, as this checkpoint of the run on show has it.
    void showView(const RunView& view, const std::string& checkpoint);
    /// The token that asks, and the pinned one where there is one.
    const std::vector<std::int64_t>& tokens() const { return m_tokens; }
    void askToken(std::int64_t token);
    void pinToken(std::int64_t token);

Q_SIGNALS:
    /// Next steps that the page offers while there is nothing to show.
    void startPageRequested();
    void runsPageRequested();
    void exportMapsRequested();

protected:
    void showEvent(QShowEvent* event) override;

private:
    enum { kEmptyPage, kMainPage };        ///< of m_pages
    enum { kAttentionView, kKernelView };  ///< of m_views

    QWidget* makeEmptyPage();
    QWidget* makeMain();
    QWidget* makeTop();
    QWidget* makeSide();
    void connectSession();
    void connectControls();
    void connectRun();
    void takeRun();
    void watchTraining();
    void takeCheckpoints();
    void openTarget();
    void onOpened();
    void onProblem(const QString& text);
    void showEmpty(const QString& text);
    void showAttention(const OpenedAttention& opened);
    void showKernelOf(const OpenedAttention& opened);
    void takeTokens();
    void takeView(const RunView& view);
    AttentionSelection selection() const;
    /// What is on show, as `nie figure` names it.
    RunView view() const;
    std::optional<std::int64_t> drawnTime() const;
    void showLook();
    void showMatrix();
    void showComparison();
    void showRows();
    void chooseHead(std::int64_t layer, std::int64_t head);

    ShownRun& m_run;
    AttentionSession m_session;
    bool m_stale = true;       ///< the run on show has not been opened yet
    bool m_reopen = false;     ///< a checkpoint came while another was being opened
    QTimer m_watch;            ///< looks for checkpoints of a running training
    QElapsedTimer m_opening;   ///< since the last one began to be opened
    qint64 m_openingTook = 0;  ///< milliseconds
    std::optional<RunView> m_wanted;  ///< to be shown once it is open
    std::vector<std::int64_t> m_tokens;
    std::vector<AttentionMap> m_rows;
    std::optional<AttentionProfiles> m_profiles;
    QStackedWidget* m_pages;
    QStackedWidget* m_views;
    QLabel* m_emptyText = nullptr;
    QProgressBar* m_busy;
    QPushButton* m_export = nullptr;
    AttentionSelectors* m_selectors;
    QueryView* m_query;
    HeadGrid* m_grid;
    AttentionTabs* m_tabs;
    AttentionNumbers* m_numbers;
    KernelPanel* m_kernel;
};

}  // namespace nie
