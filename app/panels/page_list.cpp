#include "app/panels/page_list.h"

#include <QAction>
#include <QEvent>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace nie {

namespace {

constexpr int kLeastWidth = 64;
constexpr int kTextMargin = 6;
constexpr int kHeight = 52;
constexpr int kLeastHeight = 38;
constexpr int kIcon = 24;
constexpr int kSmallIcon = 18;

}  // namespace

PageList::PageList(const std::vector<QAction*>& pages, QWidget* parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("pageList"));
    setAccessibleName(tr("Pages"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->setSpacing(2);
    for (QAction* page : pages) {
        auto* button = new QToolButton;
        // The menu says "Start page"; here the place says that it is a page.
        const QString word = page->text().remove('&').section(' ', 0, 0);
        page->setIconText(word);
        button->setDefaultAction(page);
        button->setObjectName(QStringLiteral("page") + word);
        button->setAccessibleName(tr("%1 page").arg(word));
        button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
        button->setIconSize(QSize(kIcon, kIcon));
        button->setAutoRaise(true);
        button->setMinimumHeight(kLeastHeight);
        button->setMaximumHeight(kHeight);
        button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
        layout->addWidget(button, kHeight);
        m_buttons.push_back(button);
    }
    layout->addStretch(1);
    fitWidth();
}

/// As wide as the longest name in the font of the moment.
void PageList::fitWidth()
{
    int width = kLeastWidth;
    for (const QToolButton* button : m_buttons)
        width = std::max(width,
                         button->fontMetrics().horizontalAdvance(button->text()) + 2 * kTextMargin);
    for (QToolButton* button : m_buttons)
        button->setFixedWidth(width);
}

void PageList::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitWidth();
}

void PageList::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    const int room = contentsRect().height() / int(std::max<std::size_t>(1, m_buttons.size()));
    const int icon = room < kHeight ? kSmallIcon : kIcon;
    for (QToolButton* button : m_buttons)
        button->setIconSize(QSize(icon, icon));
}

}  // namespace nie
