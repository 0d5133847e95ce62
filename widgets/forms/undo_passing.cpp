#include "widgets/forms/undo_passing.h"

#include <QKeyEvent>
#include <QLineEdit>

namespace nie {

namespace {

class UndoPassing : public QObject {
public:
    explicit UndoPassing(QWidget* editor) : QObject(editor), m_editor(editor)
    {
        editor->installEventFilter(this);
    }

    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() != QEvent::ShortcutOverride)
            return false;
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool undo = key->matches(QKeySequence::Undo);
        if (!undo && !key->matches(QKeySequence::Redo))
            return false;
        const auto* text = qobject_cast<QLineEdit*>(m_editor);
        if (!text)
            text = m_editor->findChild<QLineEdit*>();
        if (text && (undo ? text->isUndoAvailable() : text->isRedoAvailable()))
            return false;
        event->ignore();
        return true;
    }

private:
    QWidget* m_editor;
};

}  // namespace

void passUndoOn(QWidget* editor)
{
    new UndoPassing(editor);
}

}  // namespace nie
