#include "app/tips_explained.h"

#include <QHelpEvent>
#include <QWhatsThis>
#include <QWidget>

namespace nie {

bool TipsExplained::eventFilter(QObject* watched, QEvent* event)
{
    const bool asked = event->type() == QEvent::QueryWhatsThis;
    if (!asked && event->type() != QEvent::WhatsThis)
        return false;
    auto* widget = qobject_cast<QWidget*>(watched);
    if (!widget || !widget->whatsThis().isEmpty() || widget->toolTip().isEmpty())
        return false;
    if (asked)
        event->accept();
    else
        QWhatsThis::showText(static_cast<QHelpEvent*>(event)->globalPos(), widget->toolTip(),
                             widget);
    return true;
}

}  // namespace nie
