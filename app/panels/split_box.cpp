#include "app/panels/split_box.h"

#include <QComboBox>

namespace nie {

QComboBox* makeSplitBox(const char* name)
{
    auto* box = new QComboBox;
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(QObject::tr("Set of samples"));
    box->setToolTip(QObject::tr("Which samples: validation, test or training"));
    for (const char* split : {"validation", "test", "training"})
        box->addItem(QLatin1String(split));
    return box;
}

}  // namespace nie
