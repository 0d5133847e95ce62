// What the page shows: of which run, and which part.
#include "app/engine.h"
#include "app/panels/attention_compare.h"
#include "app/panels/attention_numbers.h"
#include "app/panels/attention_page.h"
#include "app/panels/attention_selectors.h"
#include "app/panels/attention_tabs.h"
#include "app/panels/kernel_panel.h"
#include "app/shown_run.h"
#include "core/base/error.h"
#include "core/results/run_folder.h"
#include "widgets/attention/head_grid.h"
#include "widgets/attention/matrix_view.h"
#include "widgets/attention/query_view.h"

#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>

#include <algorithm>
#include <utility>

namespace nie {

namespace {

constexpr qint64 kLeastPause = 3000;     ///< ms between two looks at a training
constexpr qint64 kPausesPerOpening = 8;  ///< looking takes at most so small a share of the time
constexpr int kWatchInterval = 1000;     ///< ms

}  // namespace

void AttentionPage::connectRun()
{
    m_watch.setInterval(kWatchInterval);
    connect(&m_watch, &QTimer::timeout, this, &AttentionPage::watchTraining);
    m_watch.start();
    connect(&m_run, &ShownRun::changed, this, &AttentionPage::takeRun);
    connect(&m_run, &ShownRun::sampleChanged, this, [this] {
        const AttentionTarget chosen = m_selectors->target(m_run.folder());
        if (chosen.split == m_run.split() && chosen.sample == m_run.sample())
            return;
        m_selectors->setSample(m_run.split(), m_run.sample());
        openTarget();
    });
    connect(&m_run, &ShownRun::checkpointsChanged, this, [this] {
        takeCheckpoints();
        if (m_selectors->followsTraining() || !m_session.opened())
            refresh();
    });
}

/// Not every checkpoint is told of: the best and the autosaves come and go without an event.
void AttentionPage::watchTraining()
{
    const qint64 pause = std::max(kLeastPause, kPausesPerOpening * m_openingTook);
    const bool looking = isVisible() && m_run.isLive() && m_selectors->followsTraining();
    if (!looking || m_session.isOpening() || (m_opening.isValid() && m_opening.elapsed() < pause))
        return;
    const auto newest = newestCheckpoint(RunFolder{m_run.folder()}.checkpoints());
    const auto& opened = m_session.opened();
    if (newest && (!opened || opened->run.step != newest->step))
        refresh();
}

void AttentionPage::takeRun()
{
    m_session.close();
    m_tokens.clear();
    m_wanted.reset();
    m_stale = true;
    m_selectors->forget();
    m_selectors->setSample(m_run.split(), m_run.sample());
    takeCheckpoints();
    openTarget();
}

void AttentionPage::takeCheckpoints()
{
    m_selectors->setCheckpoints(m_run.checkpoints(), m_run.firstCheckpoint());
    m_selectors->setLive(m_run.isLive());
}

void AttentionPage::refresh()
{
    takeCheckpoints();
    if (m_run.isLive() && m_selectors->followsTraining())
        if (const auto newest = newestCheckpoint(RunFolder{m_run.folder()}.checkpoints()))
            m_selectors->chooseCheckpoint(newest->name);
    m_stale = true;
    // One after the other: a training writes checkpoints faster than a large one is looked into.
    m_reopen = m_session.isOpening();
    if (!m_reopen)
        openTarget();
}

void AttentionPage::openTarget()
{
    if (m_run.folder().empty())
        return showEmpty(tr("Where the learned integral operator looks: click a point of a field, "
                            "and every head shows what it attends to.\n\nTrain a sample, or open a "
                            "run of the history."));
    if (m_run.firstCheckpoint().empty())
        return showEmpty(tr("This run has no checkpoint yet. The first one comes with the first "
                            "validation, or with Session > Checkpoint now."));
    m_pages->setCurrentIndex(kMainPage);
    m_stale = true;
    // Nobody waits for what is not looked at.
    if (!isVisible())
        return;
    m_stale = false;
    m_opening.start();
    m_session.open(m_selectors->target(m_run.folder()));
}

void AttentionPage::showEvent(QShowEvent* event)
{
    WorkPage::showEvent(event);
    if (m_stale)
        openTarget();
}

void AttentionPage::showEmpty(const QString& text)
{
    m_emptyText->setText(text);
    m_pages->setCurrentIndex(kEmptyPage);
    Q_EMIT changed();
}

void AttentionPage::onProblem(const QString& text)
{
    m_wanted.reset();
    // A sample of the run before need not be one of this.
    if (!m_session.opened() && m_selectors->target(m_run.folder()).sample > 0) {
        m_selectors->setSample(m_run.split(), 0);
        openTarget();
        return;
    }
    if (m_session.opened())
        m_selectors->showOpened(*m_session.opened());
    Q_EMIT problem(text);
}

void AttentionPage::onOpened()
{
    const auto& opened = m_session.opened();
    if (!opened) {
        m_query->clear();
        m_grid->clear();
        m_tabs->clear();
        m_numbers->clear();
        m_kernel->clear();
        m_profiles.reset();
        m_rows.clear();
        return;
    }
    m_openingTook = m_opening.elapsed();
    m_selectors->showOpened(*opened);
    m_run.setSample(opened->target.split, opened->target.sample);
    if (opened->maps)
        showAttention(*opened);
    else
        showKernelOf(*opened);
    Q_EMIT changed();
    if (std::exchange(m_reopen, false))
        refresh();
}

void AttentionPage::showAttention(const OpenedAttention& opened)
{
    m_selectors->setKernelOnly(false);
    m_export->show();
    m_views->setCurrentIndex(kAttentionView);
    const AttentionOrigin& origin = opened.maps->origin();
    takeTokens();
    m_query->showSample(opened.sample, origin);
    m_query->setTokens(m_tokens);
    m_grid->setHeads(origin);
    m_grid->setChosen(m_selectors->layer(), m_selectors->head());
    m_tabs->showOpened(opened, m_run.checkpoints());
    m_numbers->showOpened(opened);
    if (const auto wanted = std::exchange(m_wanted, std::nullopt))
        takeView(*wanted);
    showLook();
}

void AttentionPage::showView(const RunView& view, const std::string& checkpoint)
{
    if (view.name == "attention") {
        m_selectors->setSample(view.split, view.sample);
        m_run.setSample(view.split, view.sample);
        m_selectors->setIteration(view.attention.iteration);
        m_wanted = view;
    }
    m_selectors->chooseCheckpoint(checkpoint);
    openTarget();
}

void AttentionPage::takeView(const RunView& view)
{
    const AttentionChoice& choice = view.attention;
    const AttentionOrigin& origin = m_session.opened()->maps->origin();
    const bool rows = !choice.query.empty();
    try {
        if (rows)
            m_tokens = {origin.tokens.nearest(choice.query, "query")};
    } catch (const Error& error) {
        Q_EMIT problem(QString::fromUtf8(error.what()));
    }
    m_query->setTokens(m_tokens);
    m_query->setReverse(choice.reverse);
    if (choice.at)
        m_query->setShownTime(origin.tokens.nearestTime(*choice.at));
    if (rows)
        m_selectors->setHeads(choice.layer, choice.head);
    else
        m_selectors->setHead(choice.layer, choice.head.value_or(0));
    m_tabs->matrix().setLook(origin, choice.part, choice.merging);
    m_tabs->setCurrentIndex(rows ? AttentionTabs::Rows : AttentionTabs::Matrix);
}

void AttentionPage::showKernelOf(const OpenedAttention& opened)
{
    if (!opened.hasKernel)
        return showEmpty(QString::fromStdString(opened.absence));
    m_selectors->setKernelOnly(true);
    m_export->hide();
    m_views->setCurrentIndex(kKernelView);
    m_session.showKernel(opened.target.folder, opened.target.checkpoint);
}

/// The middle of the domain, until a person points somewhere.
void AttentionPage::takeTokens()
{
    const AttentionTokens& tokens = m_session.opened()->maps->origin().tokens;
    const bool known = !m_tokens.empty() && std::all_of(m_tokens.begin(), m_tokens.end(),
                                                        [&](auto t) { return t < tokens.count(); });
    if (known)
        return;
    std::vector<double> middle;
    for (const TokenAxis& axis : tokens.space)
        middle.push_back(axis.centres[axis.centres.size() / 2]);
    middle.push_back(tokens.times[tokens.times.size() / 2]);
    m_tokens = {tokens.nearest(middle, "query")};
}

void AttentionPage::askToken(std::int64_t token)
{
    if (m_tokens.empty())
        return;
    m_tokens[0] = token;
    m_query->setTokens(m_tokens);
    showRows();
}

void AttentionPage::pinToken(std::int64_t token)
{
    if (m_tokens.empty())
        return;
    // The pinned one clicked again is let go.
    const bool again = m_tokens.size() > 1 && m_tokens[1] == token;
    m_tokens.resize(1);
    if (!again)
        m_tokens.push_back(token);
    m_query->setTokens(m_tokens);
    showRows();
}

AttentionSelection AttentionPage::selection() const
{
    return {.layer = m_selectors->layer(),
            .heads = m_selectors->heads(),
            .reverse = m_query->isReverse(),
            .time = drawnTime(),
            .part = m_tabs->matrix().part(),
            .merging = m_tabs->matrix().merging()};
}

/// Several heads of a field in the plane leave room for one time.
std::optional<std::int64_t> AttentionPage::drawnTime() const
{
    const auto& opened = m_session.opened();
    const bool plane = opened && opened->maps && opened->maps->origin().tokens.space.size() == 2;
    return plane && m_selectors->heads().size() > 1 ? std::optional(m_query->shownTime())
                                                    : std::nullopt;
}

void AttentionPage::showLook()
{
    m_grid->setChosen(m_selectors->layer(), m_selectors->head());
    m_numbers->setChosen(m_selectors->layer(), m_selectors->head());
    if (m_profiles)
        m_tabs->showProfiles(*m_profiles, m_selectors->layer());
    showRows();
    showMatrix();
    showComparison();
}

void AttentionPage::showRows()
{
    m_session.showRows(selection(), m_tokens);
    Q_EMIT changed();
}

void AttentionPage::showMatrix()
{
    if (m_tabs->shownTab() == AttentionTabs::Matrix)
        m_session.showMatrix(selection(), m_selectors->head());
}

void AttentionPage::showComparison()
{
    const auto& opened = m_session.opened();
    if (m_tabs->shownTab() != AttentionTabs::Compare || !opened)
        return;
    const AttentionCompare& other = m_tabs->comparison();
    m_session.compare(selection(), m_selectors->head(), other.target(opened->target), other.layer(),
                      other.head());
}

void AttentionPage::chooseHead(std::int64_t layer, std::int64_t head)
{
    m_selectors->setHead(layer, head);
    showLook();
}

}  // namespace nie
