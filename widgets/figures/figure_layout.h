#pragma once

#include "widgets/figures/figure_painter.h"
#include "widgets/figures/panel_painter.h"

#include <QRectF>
#include <QSizeF>

#include <vector>

class QPainter;

namespace nie {

/// The parts of a figure without sheets, in drawing units. Refers to the figure's panels: they must
/// outlive it and stay where they are.
struct FigureLayout {
    QSizeF size;
    double titleHeight = 0;  ///< of the strip at the top; 0 without title and letter
    std::vector<PanelPainter> panels;
    std::vector<QRectF> plots;  ///< plot areas, one a panel; empty where there is no room
    std::vector<double> tops;   ///< heights of the margins above them
};

/// Of a scene the title alone.
FigureLayout layOut(const FigureSpec& figure, const FigureLook& look);

/// Moves a painter from drawing units to the target.
void enterLayout(QPainter& painter, const FigureLayout& layout, const QRectF& target);
/// Title and letter, in drawing units.
void paintTitle(QPainter& painter, const FigureSpec& figure, const FigureLayout& layout,
                const FigureLook& look);
/// All panels, in drawing units. A legend that the panel before shows is not repeated.
void paintPanels(QPainter& painter, FigureLayout& layout);

/// Where the panels lie in the target.
std::vector<PanelPlace> placesIn(const QRectF& target, FigureLayout& layout);

}  // namespace nie
