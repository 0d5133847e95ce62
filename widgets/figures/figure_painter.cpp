#include "widgets/figures/figure_painter.h"

#include "core/results/figure_sheet.h"
#include "widgets/figures/figure_layout.h"
#include "widgets/figures/figure_text.h"
#include "widgets/figures/painted_scene.h"

#include <QPainter>

#include <cmath>
#include <vector>

namespace nie {

namespace {

/// Whole figures in the cells of a sheet.
void paintParts(QPainter& painter, const FigureSpec& sheet, const QRectF& target,
                const FigureLook& look)
{
    const double across = target.width() / sheet.widthMillimetres;
    const double down = target.height() / sheet.heightMillimetres;
    const std::vector<SheetCell> cells = sheetCells(sheet);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const SheetCell& cell = cells[i];
        paintFigure(painter, partOf(sheet, i),
                    QRectF(target.left() + cell.x * across, target.top() + cell.y * down,
                           cell.width * across, cell.height * down),
                    look);
    }
}

/// Below the title.
void paintScene(QPainter& painter, const FigureSpec& figure, const FigureLayout& layout,
                const FigureLook& look)
{
    const auto* scene = dynamic_cast<const PaintedScene*>(figure.scene.get());
    const double top = layout.titleHeight;
    if (!scene || layout.size.height() <= top)
        return;
    ScenePlace place;
    place.area = QRectF(0, top, layout.size.width(), layout.size.height() - top);
    place.columns = figure.columns;
    place.letters = figure.fontPoints * kUnitsPerPoint;
    place.dotsPerUnit = look.sceneDpi > 0
                            ? look.sceneDpi / (kPointsPerInch * kUnitsPerPoint)
                            : std::sqrt(std::abs(painter.deviceTransform().determinant()));
    scene->paint(painter, place);
}

}  // namespace

void paintFigure(QPainter& painter, const FigureSpec& figure, const QRectF& target,
                 const FigureLook& look)
{
    if (!figure.parts.empty()) {
        paintParts(painter, figure, target, look);
        return;
    }
    FigureLayout layout = layOut(figure, look);
    painter.save();
    enterLayout(painter, layout, target);
    paintTitle(painter, figure, layout, look);
    paintPanels(painter, layout);
    paintScene(painter, figure, layout, look);
    painter.restore();
}

std::vector<PanelPlace> figurePlaces(const FigureSpec& figure, const QRectF& target)
{
    FigureLayout layout = layOut(figure, {});
    return placesIn(target, layout);
}

std::optional<FigurePoint> figurePointAt(const FigureSpec& figure, const QRectF& target,
                                         QPointF place)
{
    const std::vector<PanelPlace> places = figurePlaces(figure, target);
    for (std::size_t i = 0; i < places.size(); ++i)
        if (places[i].area.contains(place))
            return FigurePoint{i, places[i].x.toData(place.x()), places[i].y.toData(place.y())};
    return std::nullopt;
}

}  // namespace nie
