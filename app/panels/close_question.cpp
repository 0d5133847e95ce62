#include "app/panels/close_question.h"

#include <QPushButton>

namespace nie {

CloseQuestion::CloseQuestion(QWidget* parent) : QMessageBox(parent)
{
    setObjectName(QStringLiteral("closeQuestion"));
    setAttribute(Qt::WA_DeleteOnClose);
    setIcon(QMessageBox::Question);
    setWindowTitle(tr("Training is under way"));
    setText(tr("What shall become of the training?"));
    setInformativeText(tr("Saved, it can be gone on with later. Discarded, its folder goes to the "
                          "trash of the runs."));
    QPushButton* save = addChoice(tr("&Save and quit"), AcceptRole, "stopAndSaveButton",
                                  tr("Stop now and write the final checkpoint"),
                                  &CloseQuestion::stopChosen);
    addChoice(tr("&Until checkpoint"), AcceptRole, "untilCheckpointButton",
              tr("Train on to the next validation or checkpoint, save, then quit"),
              &CloseQuestion::checkpointChosen);
    addChoice(tr("&Discard"), DestructiveRole, "discardRunButton",
              tr("Stop now and move the run's folder to the trash"),
              &CloseQuestion::discardChosen);
    QPushButton* cancel = addButton(QMessageBox::Cancel);
    cancel->setObjectName(QStringLiteral("cancelCloseButton"));
    cancel->setAccessibleName(tr("Cancel"));
    setDefaultButton(save);
}

QPushButton* CloseQuestion::addChoice(const QString& text, ButtonRole role, const char* name,
                                      const QString& tip, void (CloseQuestion::*chosen)())
{
    QPushButton* button = addButton(text, role);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(QString(text).remove(QLatin1Char('&')));
    button->setToolTip(tip);
    connect(button, &QPushButton::clicked, this, chosen);
    return button;
}

}  // namespace nie
