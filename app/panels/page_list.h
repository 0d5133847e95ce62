#pragma once

#include <QFrame>

#include <vector>

class QAction;
class QToolButton;

namespace nie {

/// The pages of the window, icon over word; in a low window the icons are smaller.
class PageList : public QFrame {
    Q_OBJECT
public:
    PageList(const std::vector<QAction*>& pages, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fitWidth();

    std::vector<QToolButton*> m_buttons;
};

}  // namespace nie
