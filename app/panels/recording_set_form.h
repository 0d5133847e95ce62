#pragma once

#include "core/recordings/recording_import.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace nie {

class OptionsForm;

/// How a recording becomes a data set: frames given and predicted, split, scale, name.
class RecordingSetForm : public QWidget {
    Q_OBJECT
public:
    explicit RecordingSetForm(QWidget* parent = nullptr);

    RecordingWindowOptions options() const;
    std::string name() const;
    void setName(const std::string& name);
    /// Whether there is a recording to make it of.
    void setReady(bool ready);
    void setMaking(bool making);
    void showMessage(const QString& text, bool isProblem);

Q_SIGNALS:
    void edited();
    void makeRequested();
    /// Make it, and open an experiment with it.
    void modelRequested();
    void stopRequested();

private:
    void updateButtons();

    OptionsForm* m_form;
    QLineEdit* m_name;
    QPushButton* m_make;
    QPushButton* m_model;
    QPushButton* m_stop;
    QProgressBar* m_busy;
    QLabel* m_message;
    bool m_ready = false;
    bool m_making = false;
};

}  // namespace nie
