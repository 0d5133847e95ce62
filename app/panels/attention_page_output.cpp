// What the page gives away: files, figures and the shell line.
#include "app/engine.h"
#include "app/figure_provenance.h"
#include "app/panels/attention_page.h"
#include "app/panels/attention_selectors.h"
#include "app/panels/attention_tabs.h"
#include "app/panels/kernel_panel.h"
#include "app/shown_run.h"
#include "core/config/equivalent_command.h"
#include "core/results/run_folder.h"
#include "core/results/run_view_figures.h"
#include "widgets/attention/matrix_view.h"
#include "widgets/attention/query_view.h"

#include <QStackedWidget>

#include <fmt/format.h>

namespace nie {

bool AttentionPage::canExportMaps() const
{
    return m_session.opened() && m_session.opened()->maps;
}

void AttentionPage::exportMaps(const std::filesystem::path& file)
{
    AttentionSelection wanted = selection();
    if (m_tabs->shownTab() == AttentionTabs::Rows && !m_tokens.empty())
        wanted.token = m_tokens.front();
    m_session.exportMaps(wanted, file);
}

bool AttentionPage::canAblate() const
{
    return canExportMaps() && !m_session.isAblating();
}

void AttentionPage::ablate()
{
    if (canAblate())
        m_session.ablate();
}

RunView AttentionPage::view() const
{
    const OpenedAttention& opened = *m_session.opened();
    RunView view;
    view.checkpoint = opened.run.checkpoint;
    view.name = opened.maps ? "attention" : "kernel";
    if (!opened.maps)
        return view;
    view.split = opened.target.split;
    view.sample = opened.target.sample;
    AttentionChoice& choice = view.attention;
    choice.layer = m_selectors->layer();
    choice.iteration = opened.target.iteration;
    const AttentionTokens& tokens = opened.maps->origin().tokens;
    if (m_tabs->shownTab() != AttentionTabs::Rows) {
        choice.head = m_selectors->head();
        choice.part = m_tabs->matrix().part();
        choice.merging = m_tabs->matrix().merging();
        return view;
    }
    if (!m_selectors->allHeads())
        choice.head = m_selectors->head();
    choice.reverse = m_query->isReverse();
    choice.query = tokens.place(m_tokens.front());
    choice.query.push_back(tokens.time(m_tokens.front()));
    if (const auto time = drawnTime())
        choice.at = tokens.times[static_cast<std::size_t>(*time)];
    return view;
}

FigureSpec AttentionPage::figure() const
{
    if (m_pages->currentIndex() == kEmptyPage || !m_session.opened())
        return {};
    const bool kernel = m_views->currentIndex() == kKernelView;
    FigureSpec figure = kernel ? m_kernel->figure() : m_tabs->figure();
    // What the shell can draw as well says so; two queries at once are of the screen alone.
    const auto tab = m_tabs->shownTab();
    const bool repeatable = kernel || tab == AttentionTabs::Matrix ||
                            (tab == AttentionTabs::Rows && m_tokens.size() == 1);
    if (figure.panels.empty() || !repeatable)
        return figure;
    return asRunView(std::move(figure), RunFolder{m_run.folder()}, view(),
                     m_session.opened()->run.step);
}

Provenance AttentionPage::provenance() const
{
    Provenance known = provenanceOfRun(m_run.folder());
    for (const auto& each : m_tabs->provenance())
        known.push_back(each);
    return known;
}

std::string AttentionPage::name() const
{
    return m_views->currentIndex() == kKernelView ? "kernel" : "attention";
}

std::string AttentionPage::command() const
{
    if (m_pages->currentIndex() == kEmptyPage || !m_session.opened())
        return {};
    const OpenedAttention& opened = *m_session.opened();
    const auto tab = m_tabs->shownTab();
    if (!opened.maps || tab == AttentionTabs::Rows || tab == AttentionTabs::Matrix) {
        std::string line;
        for (const std::string& word : runViewCommand(view(), m_run.folder().string()))
            line += (line.empty() ? "" : " ") + shellQuoted(word);
        return line + " -o " + name() + ".pdf";
    }
    std::string line =
        fmt::format("nie attention {} --checkpoint {} --split {} --sample {} --statistics",
                    shellQuoted(m_run.folder().string()), opened.run.checkpoint,
                    opened.target.split, opened.target.sample);
    if (opened.target.iteration)
        line += fmt::format(" --iteration {}", *opened.target.iteration);
    return line;
}

}  // namespace nie
