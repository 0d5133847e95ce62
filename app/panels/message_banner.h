#pragma once

#include "app/window_port.h"

#include <QFrame>

#include <functional>
#include <vector>

class QHBoxLayout;
class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace nie {

/// A next step that a message offers as a button.
struct MessageChoice {
    QString name;  ///< of the button, as an object
    QString text;
    std::function<void()> act;  ///< called after the message is gone
};

/// One message over the page, with Details, Copy and Close; never in the way of anything.
class MessageBanner : public QFrame {
    Q_OBJECT
public:
    explicit MessageBanner(QWidget* parent = nullptr);

    void showMessage(MessageKind kind, const QString& text, const QString& details,
                     const std::vector<MessageChoice>& choices = {});
    void clearMessage();
    QString text() const;
    MessageKind kind() const { return m_kind; }

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QToolButton* addButton(const QString& name, const QString& text);
    void showChoices(const std::vector<MessageChoice>& choices);
    void copyAll() const;
    QColor colour() const;
    void restyle();

    MessageKind m_kind = MessageKind::Note;
    QLabel* m_icon = nullptr;
    QLabel* m_text;
    QHBoxLayout* m_choices;
    QToolButton* m_detailsButton;
    QPlainTextEdit* m_details;
};

}  // namespace nie
