#pragma once

class QWidget;

namespace nie {

/// Line edits and spin boxes keep Ctrl+Z for themselves, with nothing to take back, too: once a
/// value was entered the key would be dead until the focus leaves. For this editor Undo and Redo go
/// on to the window whenever its text has nothing to undo or redo.
void passUndoOn(QWidget* editor);

}  // namespace nie
