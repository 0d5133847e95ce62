#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QToolButton;

namespace nie {

/// One of several named things, with buttons for the one before and the one after.
class StepSelector : public QWidget {
    Q_OBJECT
public:
    /// `name`: object name of the box; the buttons are NAME.previous and NAME.next. `title`: with
    /// mnemonic. `keys`: of the buttons, for their tips, with | between; may be empty.
    StepSelector(const QString& name, const QString& title, const QString& keys,
                 QWidget* parent = nullptr);

    /// Keeps the choice where there still is one of that name, else chooses `otherwise`; quietly.
    void setItems(const QStringList& items, int otherwise = 0);
    /// Quietly.
    void setIndex(int index);
    int index() const;
    QString text() const;
    int count() const;

public Q_SLOTS:
    /// The one so many places on, if there is one; tells of it.
    void step(int by);

Q_SIGNALS:
    /// By a person.
    void chosen(int index);

private:
    void showEnds();

    QComboBox* m_box;
    QToolButton* m_previous;
    QToolButton* m_next;
};

}  // namespace nie
