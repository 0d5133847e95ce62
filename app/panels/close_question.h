#pragma once

#include <QMessageBox>

namespace nie {

/// Asked when the window is closed while a training is under way.
class CloseQuestion : public QMessageBox {
    Q_OBJECT
public:
    explicit CloseQuestion(QWidget* parent);

Q_SIGNALS:
    /// The training is to be stopped and saved; the window closes afterwards.
    void stopChosen();
};

}  // namespace nie
