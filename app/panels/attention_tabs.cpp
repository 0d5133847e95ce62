#include "app/panels/attention_tabs.h"

#include "app/panels/attention_compare.h"
#include "app/panels/attention_course.h"
#include "widgets/attention/matrix_view.h"
#include "widgets/figures/figure_view.h"

#include <QTabBar>

namespace nie {

AttentionTabs::AttentionTabs(QWidget* parent)
    : QTabWidget(parent),
      m_matrix(new MatrixView),
      m_compare(new AttentionCompare),
      m_course(new AttentionCourse)
{
    setObjectName(QStringLiteral("attentionTabs"));
    setAccessibleName(tr("Views of the attention"));
    setDocumentMode(true);
    tabBar()->setObjectName(QStringLiteral("attentionTabBar"));
    tabBar()->setAccessibleName(tr("Views of the attention"));
    m_rows = addView("attention.rows", tr("Query"), tr("What the query attends to, head by head"),
                     tr("Click a point of the sample: its weights over the domain appear here."));
    addTab(m_matrix, tr("Matrix"));
    addTab(m_compare, tr("Compare"));
    m_profiles = addView("attention.profiles", tr("Profiles"), tr("Weight over lags and distances"),
                         tr("How the weight of the heads is spread over lags and distances."));
    m_similarity = addView("attention.similarity", tr("Similarity"), tr("Similarity of heads"),
                           tr("How alike the maps of all heads are."));
    addTab(m_course, tr("Training"));
}

FigureView* AttentionTabs::addView(const char* name, const QString& title,
                                   const QString& accessibleName, const QString& emptyText)
{
    auto* view = new FigureView;
    view->setObjectName(QLatin1String(name));
    view->setAccessibleName(accessibleName);
    view->setPaperColours(false);
    view->setFilling(true);
    view->setEmptyText(emptyText);
    view->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    addTab(view, title);
    return view;
}

void AttentionTabs::clear()
{
    m_facts = {};
    for (FigureView* view : {m_rows, m_profiles, m_similarity})
        view->setFigure({});
    m_matrix->clear();
    m_compare->clear();
    m_course->clear();
}

void AttentionTabs::showOpened(const OpenedAttention& opened,
                               const std::vector<std::string>& checkpoints)
{
    // What was drawn of the last capture stays until its successor is there: nothing flickers.
    m_origin = opened.maps->origin();
    m_facts = opened.facts();
    m_compare->showOpened(opened, checkpoints);
}

void AttentionTabs::showRows(const std::vector<AttentionMap>& rows,
                             std::optional<std::int64_t> time)
{
    m_rows->setFigure(rows.empty() || m_origin.tokens.space.size() > 2
                          ? FigureSpec()
                          : attentionRowFigure(m_origin, rows, {}, time));
}

void AttentionTabs::showMatrix(const AttentionMap& map)
{
    m_matrix->showMap(m_origin, map);
}

void AttentionTabs::showComparison(const AttentionSide& one, const AttentionSide& other)
{
    m_compare->showComparison(one, other);
}

void AttentionTabs::showProfiles(const AttentionProfiles& profiles, std::int64_t layer)
{
    m_profiles->setFigure(profilesFigure(m_origin, profiles, layer));
}

void AttentionTabs::showSimilarity(const HeadSimilarity& similarity)
{
    m_similarity->setFigure(similarityFigure(similarity));
}

void AttentionTabs::showMoments(const std::vector<AttentionMoment>& moments)
{
    m_course->showMoments(m_origin, moments);
}

FigureSpec AttentionTabs::figure() const
{
    FigureSpec figure;
    switch (shownTab()) {
    case Rows:
        figure = m_rows->figure();
        break;
    case Matrix:
        figure = m_matrix->figure();
        break;
    case Compare:
        figure = m_compare->figure();
        break;
    case Profiles:
        figure = m_profiles->figure();
        break;
    case Similarity:
        figure = m_similarity->figure();
        break;
    case Course:
        figure = m_course->figure();
        break;
    }
    if (!m_facts.is_null() && !figure.panels.empty())
        figure.provenance = provenance();
    return figure;
}

Provenance AttentionTabs::provenance() const
{
    return m_facts.is_null() ? Provenance() : attentionProvenance(m_facts);
}

}  // namespace nie
