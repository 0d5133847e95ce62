#pragma once

#include "app/window_port.h"

#include <QFrame>

class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace nie {

/// One message over the page, with Details, Copy and Close; never in the way of anything.
class MessageBanner : public QFrame {
    Q_OBJECT
public:
    explicit MessageBanner(QWidget* parent = nullptr);

    void showMessage(MessageKind kind, const QString& text, const QString& details);
    void clearMessage();
    QString text() const;
    MessageKind kind() const { return m_kind; }

protected:
    void changeEvent(QEvent* event) override;

private:
    QToolButton* addButton(const QString& name, const QString& text);
    void copyAll() const;
    void restyle();

    MessageKind m_kind = MessageKind::Note;
    QLabel* m_icon;
    QLabel* m_text;
    QToolButton* m_detailsButton;
    QPlainTextEdit* m_details;
};

}  // namespace nie
