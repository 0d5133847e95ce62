#include "app/recent_menu.h"

#include "widgets/style/icons.h"

#include <QFileInfo>

namespace nie {

QString recentText(const RecentItem& item)
{
    const QString title = QString::fromStdString(item.title);
    const QString name = QFileInfo(QString::fromStdString(item.target)).fileName();
    switch (item.kind) {
    case RecentItem::Kind::File:
        return QObject::tr("%1 (%2)").arg(title, name);
    case RecentItem::Kind::Run:
        return QObject::tr("%1 (run %2)").arg(title, name);
    case RecentItem::Kind::Experiment:
        break;
    }
    return title;
}

RecentMenu::RecentMenu(const RecentList& list, QWidget* parent)
    : QMenu(parent),
      m_list(list),
      m_pins(new QMenu(tr("&Keep on top"), this))
{
    setObjectName(QStringLiteral("menu.recent"));
    setTitle(tr("Open &recent"));
    setToolTipsVisible(true);
    m_pins->setObjectName(QStringLiteral("menu.recent.pins"));
    connect(this, &QMenu::aboutToShow, this, &RecentMenu::fill);
}

void RecentMenu::fill()
{
    clear();
    int number = 0;
    for (const RecentItem& item : m_list.items()) {
        const QString text = recentText(item).replace('&', QLatin1String("&&"));
        // Digits choose: the tenth has none of its own.
        const QString mnemonic =
            number < 9 ? QStringLiteral("&%1  ").arg(number + 1) : QStringLiteral("10  ");
        QAction* action = addAction(mnemonic + text);
        action->setObjectName(QStringLiteral("recent.%1").arg(number++));
        if (item.pinned)
            action->setIcon(nie::icon(Icon::Pin));
        const QString target = QString::fromStdString(item.target);
        action->setEnabled(item.exists());
        action->setToolTip(item.exists() ? target : tr("%1 is not there any more").arg(target));
        connect(action, &QAction::triggered, this, [this, item] { Q_EMIT chosen(item); });
    }
    if (number == 0) {
        QAction* none = addAction(tr("Nothing was opened yet"));
        none->setObjectName(QStringLiteral("recent.none"));
        none->setEnabled(false);
        return;
    }
    addSeparator();
    fillPins();
    addMenu(m_pins);
    QAction* clear = addAction(tr("&Clear list"));
    clear->setObjectName(QStringLiteral("recent.clear"));
    clear->setToolTip(tr("Forget all that is not kept on top"));
    connect(clear, &QAction::triggered, this, &RecentMenu::cleared);
}

void RecentMenu::fillPins()
{
    m_pins->clear();
    int number = 0;
    for (const RecentItem& item : m_list.items()) {
        QAction* pin = m_pins->addAction(recentText(item).replace('&', QLatin1String("&&")));
        pin->setObjectName(QStringLiteral("recent.pin.%1").arg(number++));
        pin->setCheckable(true);
        pin->setChecked(item.pinned);
        connect(pin, &QAction::triggered, this,
                [this, item](bool checked) { Q_EMIT pinned(item, checked); });
    }
}

}  // namespace nie
