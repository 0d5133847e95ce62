#pragma once

#include <QMessageBox>

namespace nie {

/// Asks before a data set goes to the trash.
class DeleteQuestion : public QMessageBox {
    Q_OBJECT
public:
    DeleteQuestion(const QString& name, QWidget* parent);

Q_SIGNALS:
    void deleteChosen();
};

}  // namespace nie
