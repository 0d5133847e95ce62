#include "app/panels/dialog_button.h"

#include <QPushButton>

namespace nie {

QPushButton* dialogButton(const char* name, const QString& text, const QString& tip)
{
    auto* button = new QPushButton(text);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(QString(text).remove('&'));
    button->setToolTip(tip);
    button->setAutoDefault(false);
    return button;
}

}  // namespace nie
