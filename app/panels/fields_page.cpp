#include "app/panels/fields_page.h"

#include "app/panels/field_strip.h"
#include "app/panels/prediction_row.h"
#include "app/panels/probe_menu.h"
#include "app/shown_run.h"
#include "core/base/error.h"
#include "widgets/fields/field_view.h"
#include "widgets/fields/playback_bar.h"
#include "widgets/fields/playback_keys.h"
#include "widgets/style/application_style.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>

#include <utility>

namespace nie {

namespace {

constexpr int kLeastViewHeight = 160;

QLabel* makeReadingLabel()
{
    auto* label = new QLabel;
    label->setObjectName(QStringLiteral("fields.reading"));
    label->setFont(tabularFont(label->font()));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    // Texts of many lengths must not push the window wider.
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    return label;
}

}  // namespace

FieldsPage::FieldsPage(ShownRun& run, const Engine& engine, QWidget* parent)
    : WorkPage(parent),
      m_run(run),
      m_pages(new QStackedWidget),
      m_source(new PredictionRow(run, engine)),
      m_controls(new FieldControls),
      m_stack(new QStackedWidget),
      m_view(new FieldView),
      m_scenes(new FieldScenes),
      m_reading(makeReadingLabel()),
      m_probes(new ProbeMenu),
      m_bar(new PlaybackBar(m_playback)),
      m_strip(new FieldStrip)
{
    setObjectName(QStringLiteral("fieldsPage"));
    setAccessibleName(tr("Fields page"));
    m_reading->setAccessibleName(tr("Values under the pointer"));
    m_view->setObjectName(QStringLiteral("fields.view"));
    m_view->setMinimumHeight(kLeastViewHeight);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_pages->addWidget(makeEmptyPage());
    m_pages->addWidget(makeMain());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->addWidget(m_pages);
    for (QWidget* view : {static_cast<QWidget*>(m_view), static_cast<QWidget*>(m_scenes)})
        new PlaybackKeys(m_playback, view);
    for (FieldView* view : m_strip->views())
        new PlaybackKeys(m_playback, view);
    connectAll();
    take(nullptr);
}

QWidget* FieldsPage::makeEmptyPage()
{
    m_emptyText = new QLabel;
    m_emptyText->setObjectName(QStringLiteral("fields.emptyText"));
    m_emptyText->setAlignment(Qt::AlignCenter);
    m_emptyText->setWordWrap(true);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    const auto add = [this, buttons](const char* name, const QString& text, const QString& tip,
                                     void (FieldsPage::*signal)()) {
        auto* button = new QPushButton(text);
        button->setObjectName(QLatin1String(name));
        button->setAccessibleName(text);
        button->setToolTip(tip);
        connect(button, &QPushButton::clicked, this, signal);
        buttons->addWidget(button);
    };
    add("fields.startPageButton", tr("Choose a sample"), tr("Go to the Start page"),
        &FieldsPage::startPageRequested);
    add("fields.runsPageButton", tr("Open a run"), tr("Go to the history of runs"),
        &FieldsPage::runsPageRequested);
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

QWidget* FieldsPage::makeMain()
{
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->setObjectName(QStringLiteral("fieldsSplitter"));
    splitter->setAccessibleName(tr("Fields and their curves"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeViews());
    splitter->addWidget(m_strip);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({460, 170});
    auto* main = new QWidget;
    auto* column = new QVBoxLayout(main);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_source);
    column->addWidget(m_controls);
    column->addWidget(splitter, 1);
    return main;
}

QWidget* FieldsPage::makeViews()
{
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_scenes);
    auto* reading = new QHBoxLayout;
    reading->setSpacing(8);
    reading->addWidget(m_reading, 1);
    reading->addWidget(m_probes);
    auto* views = new QWidget;
    auto* column = new QVBoxLayout(views);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_stack, 1);
    column->addLayout(reading);
    column->addWidget(m_bar);
    return views;
}

void FieldsPage::connectAll()
{
    connect(m_source, &PredictionRow::arrived, this, &FieldsPage::take);
    connect(m_source, &PredictionRow::problem, this, &WorkPage::problem);
    connect(m_controls, &FieldControls::sceneChosen, this, &FieldsPage::setScene);
    connect(&m_playback, &Playback::frameChanged, this, &FieldsPage::goToFrame);
    connect(m_view, &FieldView::readingChanged, this, &FieldsPage::showReading);
    connect(m_strip, &FieldStrip::readingChanged, this, &FieldsPage::showReading);
    connect(m_controls, &FieldControls::lookEdited, this, &FieldsPage::setLook);
    connect(m_view, &FieldView::lookEdited, this, &FieldsPage::setLook);
    connect(m_strip, &FieldStrip::lookEdited, this, &FieldsPage::setLook);
    connect(m_probes, &ProbeMenu::lookEdited, this, &FieldsPage::setLook);
    connect(m_strip, &FieldStrip::enlarged, this, [this](FieldKind kind) {
        FieldLook look = m_look;
        look.kind = kind;
        setScene(SceneKind::None);
        setLook(look);
    });
    connect(m_view, &QWidget::customContextMenuRequested, this, &FieldsPage::showMenu);
    connect(m_strip, &FieldStrip::menuOpening, this, &WorkPage::menuOpening);
}

void FieldsPage::showEvent(QShowEvent* event)
{
    WorkPage::showEvent(event);
    m_source->setActive(true);
}

/// What nobody sees costs nothing.
void FieldsPage::hideEvent(QHideEvent* event)
{
    WorkPage::hideEvent(event);
    m_playback.pause();
    m_source->setActive(false);
}

void FieldsPage::showMenu(QPoint place)
{
    auto* menu = new QMenu(m_view);
    menu->setObjectName(QStringLiteral("fields.menu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* copying = menu->addAction(tr("Copy co&mmand"));
    copying->setObjectName(QStringLiteral("fields.copyEntry"));
    connect(copying, &QAction::triggered, this, &WorkPage::copyRequested);
    Q_EMIT menuOpening(menu, m_view);
    menu->popup(m_view->mapToGlobal(place));
}

}  // namespace nie
