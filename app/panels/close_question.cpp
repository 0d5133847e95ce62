#include "app/panels/close_question.h"

#include <QPushButton>

namespace nie {

CloseQuestion::CloseQuestion(QWidget* parent) : QMessageBox(parent)
{
    setObjectName(QStringLiteral("closeQuestion"));
    setAttribute(Qt::WA_DeleteOnClose);
    setIcon(QMessageBox::Question);
    setWindowTitle(tr("Training is under way"));
    setText(tr("Stop the training and save what it has learned?"));
    setInformativeText(tr("The final checkpoint is written, then the window closes."));
    QPushButton* stop = addButton(tr("&Stop and save"), QMessageBox::AcceptRole);
    stop->setObjectName(QStringLiteral("stopAndSaveButton"));
    stop->setAccessibleName(tr("Stop and save"));
    QPushButton* cancel = addButton(QMessageBox::Cancel);
    cancel->setObjectName(QStringLiteral("cancelCloseButton"));
    cancel->setAccessibleName(tr("Cancel"));
    setDefaultButton(stop);
    connect(stop, &QPushButton::clicked, this, &CloseQuestion::stopChosen);
}

}  // namespace nie
