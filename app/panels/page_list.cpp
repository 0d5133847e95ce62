#include "app/panels/page_list.h"

#include <QAction>
#include <QToolButton>
#include <QVBoxLayout>

namespace nie {

PageList::PageList(const std::vector<QAction*>& pages, QWidget* parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("pageList"));
    setAccessibleName(tr("Pages"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 8, 4, 8);
    layout->setSpacing(4);
    for (QAction* page : pages) {
        auto* button = new QToolButton;
        // The menu says "Start page"; here the place says that it is a page.
        const QString word = page->text().remove('&').section(' ', 0, 0);
        page->setIconText(word);
        button->setDefaultAction(page);
        button->setObjectName(QStringLiteral("page") + word);
        button->setAccessibleName(tr("%1 page").arg(word));
        button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
        button->setIconSize(QSize(24, 24));
        button->setAutoRaise(true);
        button->setFixedSize(QSize(64, 52));
        layout->addWidget(button);
    }
    layout->addStretch();
}

}  // namespace nie
