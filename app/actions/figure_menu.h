#pragma once

class QMenu;
class QPoint;
class QWidget;

namespace nie {

class WindowPort;

/// Adds to the context menu of a view what exports its figure, puts it on the clipboard, or makes
/// it a part of the window's sheet: that one alone, whatever else the page shows. All are disabled
/// where it is empty. `window` must outlive the view.
void addFigureEntries(QMenu& menu, QWidget& view, WindowPort& window);

/// Opens a menu of these entries for the view at or around a widget; false: there is no view, or
/// none with a figure.
bool showFigureMenu(QWidget* part, const QPoint& globalPlace, WindowPort& window);

}  // namespace nie
