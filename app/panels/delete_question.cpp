#include "app/panels/delete_question.h"

#include <QPushButton>

namespace nie {

DeleteQuestion::DeleteQuestion(const QString& name, QWidget* parent) : QMessageBox(parent)
{
    setObjectName(QStringLiteral("deleteQuestion"));
    setAttribute(Qt::WA_DeleteOnClose);
    setIcon(QMessageBox::Question);
    setWindowTitle(tr("Delete data set"));
    setText(tr("Move %1 to the trash?").arg(name));
    setInformativeText(tr("Runs that were trained on it can no longer be evaluated until it is "
                          "back in its place."));
    QPushButton* remove = addButton(tr("&Move to trash"), QMessageBox::AcceptRole);
    remove->setObjectName(QStringLiteral("moveToTrashButton"));
    remove->setAccessibleName(tr("Move to trash"));
    QPushButton* keep = addButton(QMessageBox::Cancel);
    keep->setObjectName(QStringLiteral("keepDataButton"));
    keep->setAccessibleName(tr("Cancel"));
    setDefaultButton(keep);
    connect(remove, &QPushButton::clicked, this, &DeleteQuestion::deleteChosen);
}

}  // namespace nie
