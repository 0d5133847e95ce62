#pragma once

#include "core/results/figure_spec.h"

#include <QWidget>

namespace nie {

/// A figure on the screen, drawn by the same code as the exported file and as large as fits.
class FigureView : public QWidget {
    Q_OBJECT

public:
    explicit FigureView(QWidget* parent = nullptr);

    void setFigure(const FigureSpec& figure);
    const FigureSpec& figure() const { return m_figure; }
    /// White paper as in the file (the default) or the window's own colours.
    void setPaperColours(bool paper);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    FigureSpec m_figure;
    bool m_paper = true;
};

}  // namespace nie
