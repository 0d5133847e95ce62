#include "app/actions/menu_path.h"

#include <QAction>
#include <QMenu>

namespace nie {

QString menuPathOf(const QAction& action)
{
    for (QObject* object : action.associatedObjects()) {
        const auto* menu = qobject_cast<const QMenu*>(object);
        if (!menu)
            continue;
        const QString above = menuPathOf(*menu->menuAction());
        const QString title = plainText(menu->title());
        return above.isEmpty() ? title : above + QStringLiteral(" > ") + title;
    }
    return {};
}

QString plainText(QString text)
{
    const QString keptAmpersand(QChar(0x1));
    text.replace(QLatin1String("&&"), keptAmpersand);
    text.remove(QLatin1Char('&'));
    text.replace(keptAmpersand, QLatin1String("&"));
    if (text.endsWith(QChar(0x2026)))
        text.chop(1);
    return text;
}

}  // namespace nie
