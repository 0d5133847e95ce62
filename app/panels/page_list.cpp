#include "app/panels/page_list.h"

#include <QAction>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace nie {

namespace {

constexpr int kWidth = 64;
constexpr int kHeight = 52;
constexpr int kLeastHeight = 42;
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
        button->setFixedWidth(kWidth);
        button->setMinimumHeight(kLeastHeight);
        button->setMaximumHeight(kHeight);
        button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
        layout->addWidget(button, kHeight);
        m_buttons.push_back(button);
    }
    layout->addStretch(1);
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
