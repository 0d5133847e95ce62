#pragma once

#include "core/results/figure_spec.h"
#include "widgets/figures/figure_picture.h"

#include <QWidget>

#include <vector>

class QPainter;

namespace nie {

/// A figure on the screen, drawn by the same code as the exported file and as large as fits.
class FigureView : public QWidget {
    Q_OBJECT

public:
    explicit FigureView(QWidget* parent = nullptr);

    /// Throws InputError for a heat map that validate() refuses.
    void setFigure(const FigureSpec& figure);
    const FigureSpec& figure() const { return m_figure; }
    /// White paper as in the file (the default) or the window's own colours.
    void setPaperColours(bool paper);

    /// True: the figure takes the widget's shape, its letters the size of the widget's font; false
    /// (the default): it keeps its proportions.
    void setFilling(bool filling);
    /// Shown while the figure has no panels.
    void setEmptyText(const QString& text);

    /// The data under a place of the widget; nothing beside the plot areas.
    std::optional<FigurePoint> pointAt(QPointF place) const;
    /// Where the panels lie on the widget, one a panel.
    std::vector<PanelPlace> panelPlaces() const;

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    /// The widget as paintEvent() draws it, into any painter.
    void draw(QPainter& painter) const;
    /// The figure as draw() draws it; an empty target where there is nothing.
    FigurePlacement placement() const;

private:
    void describe();
    void paintEmptyText(QPainter& painter) const;
    FigureLook look() const;
    /// Where the figure is drawn; gives a filling one its shape. Empty where there is nothing.
    QRectF placeOf(FigureSpec& figure) const;

    FigureSpec m_figure;
    QString m_emptyText;
    bool m_paper = true;
    bool m_filling = false;
};

}  // namespace nie
