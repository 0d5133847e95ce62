#pragma once

#include "widgets/figures/figure_view.h"

namespace nie {

/// A figure whose plot areas can be clicked and pointed at.
class PickingView : public FigureView {
    Q_OBJECT
public:
    explicit PickingView(QWidget* parent = nullptr);

Q_SIGNALS:
    /// A click on a plot area; `pin`: with Shift held.
    void picked(const nie::FigurePoint& point, bool pin);
    /// The mouse is over a plot area; left() when it is there no more.
    void pointedAt(const nie::FigurePoint& point);
    void left();

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
};

}  // namespace nie
