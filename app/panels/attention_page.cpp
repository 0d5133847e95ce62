#include "app/panels/attention_page.h"

#include "app/engine.h"
#include "app/panels/attention_compare.h"
#include "app/panels/attention_course.h"
#include "app/panels/attention_numbers.h"
#include "app/panels/attention_selectors.h"
#include "app/panels/attention_tabs.h"
#include "app/panels/kernel_panel.h"
#include "app/shown_run.h"
#include "core/base/error.h"
#include "core/results/run_folder.h"
#include "widgets/attention/head_grid.h"
#include "widgets/attention/matrix_view.h"
#include "widgets/attention/query_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

namespace nie {

namespace {

QSplitter* makeSplitter(Qt::Orientation orientation, const char* name, const QString& title)
{
    auto* splitter = new QSplitter(orientation);
    splitter->setObjectName(QLatin1String(name));
    splitter->setAccessibleName(title);
    splitter->setChildrenCollapsible(false);
    return splitter;
}

}  // namespace

AttentionPage::AttentionPage(ShownRun& run, const Engine& engine, QWidget* parent)
    : WorkPage(parent),
      m_run(run),
      m_session(engine.attention()),
      m_pages(new QStackedWidget),
      m_views(new QStackedWidget),
      m_busy(new QProgressBar),
      m_selectors(new AttentionSelectors),
      m_query(new QueryView),
      m_grid(new HeadGrid),
      m_tabs(new AttentionTabs),
      m_numbers(new AttentionNumbers),
      m_kernel(new KernelPanel)
{
    setObjectName(QStringLiteral("attentionPage"));
    setAccessibleName(tr("Attention page"));
    m_pages->addWidget(makeEmptyPage());
    m_pages->addWidget(makeMain());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->addWidget(m_pages);
    connectSession();
    connectControls();
    connectRun();
    takeRun();
}

QWidget* AttentionPage::makeEmptyPage()
{
    m_emptyText = new QLabel;
    m_emptyText->setObjectName(QStringLiteral("attention.emptyText"));
    m_emptyText->setAlignment(Qt::AlignCenter);
    m_emptyText->setWordWrap(true);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    const auto add = [this, buttons](const char* name, const QString& text, const QString& tip,
                                     void (AttentionPage::*signal)()) {
        auto* button = new QPushButton(text);
        button->setObjectName(QLatin1String(name));
        button->setAccessibleName(text);
        button->setToolTip(tip);
        connect(button, &QPushButton::clicked, this, signal);
        buttons->addWidget(button);
    };
    add("attention.startPageButton", tr("Choose a sample"), tr("Go to the Start page"),
        &AttentionPage::startPageRequested);
    add("attention.runsPageButton", tr("Open a run"), tr("Go to the history of runs"),
        &AttentionPage::runsPageRequested);
    buttons->addStretch();
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setSpacing(12);
    column->addStretch();
    column->addWidget(m_emptyText);
    column->addLayout(buttons);
    column->addStretch();
    return page;
}

QWidget* AttentionPage::makeMain()
{
    auto* splitter =
        makeSplitter(Qt::Vertical, "attentionSplitter", tr("Attention and its numbers"));
    auto* upper =
        makeSplitter(Qt::Horizontal, "attentionUpperSplitter", tr("Sample and attention"));
    upper->addWidget(makeSide());
    upper->addWidget(m_tabs);
    upper->setStretchFactor(0, 2);
    upper->setStretchFactor(1, 5);
    upper->setSizes({400, 900});
    splitter->addWidget(upper);
    splitter->addWidget(m_numbers);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({540, 230});
    m_views->addWidget(splitter);
    m_views->addWidget(m_kernel);
    m_busy->setObjectName(QStringLiteral("attention.busy"));
    m_busy->setAccessibleName(tr("Opening a checkpoint"));
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setMaximumHeight(4);
    QSizePolicy kept = m_busy->sizePolicy();
    kept.setRetainSizeWhenHidden(true);  // nothing jumps when a checkpoint is opened
    m_busy->setSizePolicy(kept);
    m_busy->hide();
    auto* main = new QWidget;
    auto* column = new QVBoxLayout(main);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(makeTop());
    column->addWidget(m_busy);
    column->addWidget(m_views, 1);
    return main;
}

QWidget* AttentionPage::makeTop()
{
    m_export = new QPushButton(tr("Export maps…"));
    m_export->setObjectName(QStringLiteral("attention.export"));
    m_export->setAccessibleName(tr("Export maps"));
    m_export->setToolTip(tr("Write the maps of the selected heads as NPZ or CSV"));
    connect(m_export, &QPushButton::clicked, this, &AttentionPage::exportMapsRequested);
    auto* copy = new QPushButton(tr("Copy command"));
    copy->setObjectName(QStringLiteral("attention.copyCommand"));
    copy->setAccessibleName(tr("Copy command"));
    copy->setToolTip(tr("Copy the nie attention line that shows the same"));
    connect(copy, &QPushButton::clicked, this, &AttentionPage::copyRequested);
    auto* top = new QWidget;
    auto* row = new QHBoxLayout(top);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_selectors, 1);
    row->addWidget(m_export, 0, Qt::AlignTop);
    row->addWidget(copy, 0, Qt::AlignTop);
    return top;
}

QWidget* AttentionPage::makeSide()
{
    auto* heads = new QScrollArea;
    heads->setObjectName(QStringLiteral("attention.headScroll"));
    heads->setAccessibleName(tr("Maps of all heads"));
    heads->setFrameShape(QFrame::NoFrame);
    heads->setWidgetResizable(true);
    heads->setWidget(m_grid);
    auto* side = makeSplitter(Qt::Vertical, "attentionSideSplitter", tr("Sample and heads"));
    side->addWidget(m_query);
    side->addWidget(heads);
    side->setStretchFactor(0, 3);
    side->setStretchFactor(1, 2);
    side->setSizes({320, 200});
    return side;
}

void AttentionPage::connectSession()
{
    connect(&m_session, &AttentionSession::openedChanged, this, &AttentionPage::onOpened);
    connect(&m_session, &AttentionSession::openingChanged, m_busy, &QWidget::setVisible);
    connect(&m_session, &AttentionSession::problem, this, &AttentionPage::onProblem);
    connect(&m_session, &AttentionSession::thumbnailReady, m_grid, &HeadGrid::setThumbnail);
    connect(&m_session, &AttentionSession::statisticsReady, m_numbers,
            &AttentionNumbers::showStatistics);
    connect(&m_session, &AttentionSession::profilesReady, this,
            [this](const AttentionProfiles& profiles) {
                m_profiles = profiles;
                m_tabs->showProfiles(profiles, m_selectors->layer());
            });
    connect(&m_session, &AttentionSession::similarityReady, m_tabs, &AttentionTabs::showSimilarity);
    connect(&m_session, &AttentionSession::rowsReady, this,
            [this](const std::vector<AttentionMap>& rows) {
                m_rows = rows;
                m_tabs->showRows(rows, drawnTime());
                Q_EMIT changed();
            });
    connect(&m_session, &AttentionSession::matrixReady, this, [this](const AttentionMap& map) {
        m_tabs->showMatrix(map);
        Q_EMIT changed();
    });
    connect(&m_session, &AttentionSession::comparisonReady, this,
            [this](const AttentionSide& one, const AttentionSide& other) {
                m_tabs->showComparison(one, other);
                Q_EMIT changed();
            });
    connect(&m_session, &AttentionSession::ablated, m_numbers, &AttentionNumbers::showAblation);
    connect(&m_session, &AttentionSession::ablatingChanged, this, [this](bool ablating) {
        m_numbers->setAblating(ablating);
        Q_EMIT changed();
    });
    connect(&m_session, &AttentionSession::momentReady, this,
            [this] { m_tabs->showMoments(m_session.moments()); });
    connect(&m_session, &AttentionSession::followingChanged, &m_tabs->course(),
            &AttentionCourse::setFollowing);
    connect(&m_session, &AttentionSession::exported, this, [this](const QString& file) {
        Q_EMIT note(tr("The maps were written to %1.").arg(file));
    });
    connect(&m_session, &AttentionSession::kernelReady, this, [this](const KernelMap& map) {
        if (!m_session.opened())
            return;
        const AttentionRun& run = m_session.opened()->run;
        m_kernel->showKernel(map, {{"run", run.run},
                                   {"model", map.model},
                                   {"checkpoint", run.checkpoint},
                                   {"step", std::to_string(run.step)}});
        Q_EMIT changed();
    });
}

void AttentionPage::connectControls()
{
    connect(m_selectors, &AttentionSelectors::targetChanged, this, &AttentionPage::openTarget);
    connect(m_selectors, &AttentionSelectors::lookChanged, this, &AttentionPage::showLook);
    connect(m_selectors, &AttentionSelectors::refreshRequested, this, &AttentionPage::refresh);
    connect(m_query, &QueryView::queryChosen, this, &AttentionPage::askToken);
    connect(m_query, &QueryView::pinChosen, this, &AttentionPage::pinToken);
    connect(m_query, &QueryView::directionChanged, this, &AttentionPage::showRows);
    connect(m_query, &QueryView::timeChanged, this,
            [this] { m_tabs->showRows(m_rows, drawnTime()); });
    connect(m_grid, &HeadGrid::headChosen, this, [this](std::int64_t layer, std::int64_t head) {
        chooseHead(layer, head);
        m_tabs->setCurrentIndex(AttentionTabs::Matrix);
    });
    connect(m_numbers, &AttentionNumbers::changesShown, m_grid, &HeadGrid::setChanges);
    connect(m_numbers, &AttentionNumbers::headChosen, this, &AttentionPage::chooseHead);
    connect(m_numbers, &AttentionNumbers::ablationRequested, this, &AttentionPage::ablate);
    connect(m_numbers, &AttentionNumbers::stopRequested, &m_session,
            &AttentionSession::stopAblating);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        showMatrix();
        showComparison();
        Q_EMIT changed();
    });
    connect(&m_tabs->matrix(), &MatrixView::lookChanged, this, &AttentionPage::showMatrix);
    connect(&m_tabs->matrix(), &MatrixView::queryChosen, this, &AttentionPage::askToken);
    connect(&m_tabs->comparison(), &AttentionCompare::chosen, this, &AttentionPage::showComparison);
    connect(&m_tabs->course(), &AttentionCourse::computeRequested, this,
            [this] { m_session.follow(listCheckpoints(RunFolder{m_run.folder()}.checkpoints())); });
    connect(&m_tabs->course(), &AttentionCourse::stopRequested, &m_session,
            &AttentionSession::stopFollowing);
}

}  // namespace nie
