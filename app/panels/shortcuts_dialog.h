#pragma once

#include <QDialog>

#include <vector>

class QAction;

namespace nie {

/// Every shortcut of the window, by menus.
class ShortcutsDialog : public QDialog {
    Q_OBJECT
public:
    ShortcutsDialog(const std::vector<QAction*>& actions, QWidget* parent = nullptr);
};

}  // namespace nie
