#pragma once

#include <QMessageBox>

namespace nie {

/// Asked when the window is closed while a training runs. Says nothing when it is dismissed.
class CloseQuestion : public QMessageBox {
    Q_OBJECT
public:
    explicit CloseQuestion(QWidget* parent = nullptr);

Q_SIGNALS:
    /// Stop now; the final checkpoint is written, then the window closes.
    void stopChosen();
    /// Train on to the next validation or numbered checkpoint, then as above.
    void checkpointChosen();
    /// Stop now and put the run into the trash.
    void discardChosen();

private:
    QPushButton* addChoice(const QString& text, ButtonRole role, const char* name,
                           const QString& tip, void (CloseQuestion::*chosen)());
};

}  // namespace nie
