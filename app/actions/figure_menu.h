#pragma once

class QWidget;

namespace nie {

class WindowPort;

/// Gives every figure below `root` a context menu that exports it, or puts it on the clipboard:
/// that one alone, whatever else the page shows. `window` must outlive them.
void addFigureMenus(QWidget& root, WindowPort& window);

}  // namespace nie
