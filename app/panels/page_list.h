#pragma once

#include <QFrame>

#include <vector>

class QAction;

namespace nie {

/// The pages of the window, icon over word.
class PageList : public QFrame {
    Q_OBJECT
public:
    PageList(const std::vector<QAction*>& pages, QWidget* parent = nullptr);
};

}  // namespace nie
