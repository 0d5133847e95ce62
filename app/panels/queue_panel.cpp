#include "app/panels/queue_panel.h"

#include "app/panels/queue_list.h"
#include "app/run_draft.h"
#include "app/run_queue.h"
#include "widgets/style/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace nie {

namespace {

constexpr int kLeastListHeight = 56;  // one run and a half
constexpr int kMostListHeight = 108;  // two to three

}  // namespace

QueuePanel::QueuePanel(RunQueue& queue, RunDraft& draft, QWidget* parent)
    : QWidget(parent),
      m_queue(queue),
      m_draft(draft),
      m_list(new QueueList(queue)),
      m_count(new QLabel),
      m_run(new QPushButton),
      m_add(new QPushButton(tr("Add the current settings")))
{
    setObjectName(QStringLiteral("queuePanel"));
    setAccessibleName(tr("Queue"));
    m_add->setObjectName(QStringLiteral("queueAddButton"));
    m_add->setAccessibleName(tr("Add the current settings"));
    m_add->setToolTip(tr("Queue another run, as the inspector describes it now"));
    connect(m_add, &QPushButton::clicked, this,
            [this] { m_queue.add(m_draft.config(), m_draft.shipped()); });
    m_list->setMinimumHeight(kLeastListHeight);
    m_list->setMaximumHeight(kMostListHeight);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(4);
    column->addWidget(makeHead());
    auto* middle = new QHBoxLayout;
    middle->setSpacing(4);
    middle->addWidget(m_list, 1);
    middle->addWidget(makeButtons());
    column->addLayout(middle);
    column->addWidget(m_add);
    connect(&m_queue, &RunQueue::changed, this, &QueuePanel::showQueue);
    connect(&m_draft, &RunDraft::opened, this, &QueuePanel::showButtons);
    connect(m_list, &QListWidget::currentRowChanged, this, &QueuePanel::showButtons);
    showQueue();
}

QWidget* QueuePanel::makeHead()
{
    auto* title = new QLabel(tr("Queue"));
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    m_count->setObjectName(QStringLiteral("queueCount"));
    m_count->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_run->setObjectName(QStringLiteral("queueRunButton"));
    connect(m_run, &QPushButton::clicked, this,
            [this] { m_queue.startsByItself() ? m_queue.hold() : m_queue.goOn(); });
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(title);
    row->addWidget(m_count, 1);
    row->addWidget(m_run);
    return head;
}

QToolButton* QueuePanel::addTool(const char* name, const QString& title, const QString& tip)
{
    auto* button = new QToolButton;
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(title);
    button->setToolTip(tip);
    return button;
}

QWidget* QueuePanel::makeButtons()
{
    m_up = addTool("queueUpButton", tr("Up"), tr("Train the chosen run earlier (Alt+Up)"));
    m_up->setArrowType(Qt::UpArrow);
    m_down = addTool("queueDownButton", tr("Down"), tr("Train the chosen run later (Alt+Down)"));
    m_down->setArrowType(Qt::DownArrow);
    m_remove = addTool("queueRemoveButton", tr("Remove"),
                       tr("Take the chosen run out of the queue (Delete)"));
    m_remove->setIcon(icon(Icon::Close));
    connect(m_up, &QToolButton::clicked, m_list, [this] { m_list->moveCurrent(-1); });
    connect(m_down, &QToolButton::clicked, m_list, [this] { m_list->moveCurrent(1); });
    connect(m_remove, &QToolButton::clicked, m_list, &QueueList::removeCurrent);
    auto* buttons = new QWidget;
    auto* tools = new QVBoxLayout(buttons);
    tools->setContentsMargins(0, 0, 0, 0);
    tools->setSpacing(4);
    for (QToolButton* button : {m_up, m_down, m_remove})
        tools->addWidget(button);
    tools->addStretch();
    return buttons;
}

void QueuePanel::showQueue()
{
    const auto waiting = static_cast<int>(m_queue.waiting());
    setVisible(!m_queue.runs().empty());
    m_count->setText(m_queue.isHeld() && waiting > 0 ? tr("%1 waiting, held").arg(waiting)
                                                     : tr("%1 waiting").arg(waiting));
    showButtons();
}

void QueuePanel::showButtons()
{
    const bool holds = m_queue.startsByItself();
    m_run->setText(holds ? tr("Hold") : tr("Start"));
    m_run->setAccessibleName(holds ? tr("Hold the queue") : tr("Start the queue"));
    m_run->setToolTip(holds ? tr("Start no further run when this one has ended")
                            : tr("Train the waiting runs one after another"));
    m_run->setEnabled(m_queue.waiting() > 0);
    m_up->setEnabled(m_list->canMoveCurrent(-1));
    m_down->setEnabled(m_list->canMoveCurrent(1));
    m_remove->setEnabled(m_list->canRemoveCurrent());
    m_add->setEnabled(!m_draft.isEmpty());
}

}  // namespace nie
