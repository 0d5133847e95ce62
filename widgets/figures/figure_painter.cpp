#include "widgets/figures/figure_painter.h"

#include "widgets/figures/figure_text.h"
#include "widgets/figures/panel_painter.h"

#include <QPainter>

#include <algorithm>
#include <vector>

namespace nie {

namespace {

constexpr double kPointsPerMillimetre = 72.0 / 25.4;

/// Margins of every panel, equal at the sides within a column and above and below within a row, so
/// that plot areas line up.
std::vector<QMarginsF> alignedMargins(const std::vector<PanelPainter>& panels, std::size_t columns)
{
    std::vector<QMarginsF> margins;
    for (const PanelPainter& panel : panels)
        margins.push_back(panel.margins());
    const std::vector<QMarginsF> own = margins;
    for (std::size_t i = 0; i < own.size(); ++i)
        for (std::size_t k = 0; k < own.size(); ++k) {
            if (i % columns == k % columns) {
                margins[i].setLeft(std::max(margins[i].left(), own[k].left()));
                margins[i].setRight(std::max(margins[i].right(), own[k].right()));
            }
            if (i / columns == k / columns) {
                margins[i].setTop(std::max(margins[i].top(), own[k].top()));
                margins[i].setBottom(std::max(margins[i].bottom(), own[k].bottom()));
            }
        }
    return margins;
}

/// The parts of a figure, in drawing units.
struct FigureLayout {
    QSizeF size;
    std::vector<PanelPainter> panels;
    std::vector<QRectF> plots;  ///< plot areas, one a panel; empty where there is no room
};

FigureLayout layOut(const FigureSpec& figure, const FigureLook& look)
{
    const double unit = kUnitsPerPoint * kPointsPerMillimetre;
    FigureLayout layout;
    layout.size = QSizeF(figure.widthMillimetres * unit, figure.heightMillimetres * unit);
    const double top = figure.title.empty()
                           ? 0.0
                           : 1.3 * QFontMetricsF(figureFont(figure.fontPoints + 1)).height();
    const int count = static_cast<int>(figure.panels.size());
    const int columns = std::clamp(figure.columns, 1, std::max(count, 1));
    const int rows = std::max(1, (count + columns - 1) / columns);
    const double gap = 4 * kUnitsPerPoint;
    const QSizeF cell((layout.size.width() - gap * (columns - 1)) / columns,
                      (layout.size.height() - top - gap * (rows - 1)) / rows);
    for (const PanelSpec& panel : figure.panels)
        layout.panels.emplace_back(panel, cell, figure.fontPoints, look);
    const auto margins = alignedMargins(layout.panels, static_cast<std::size_t>(columns));
    for (int i = 0; i < count; ++i) {
        const QPointF corner((i % columns) * (cell.width() + gap),
                             top + (i / columns) * (cell.height() + gap));
        const QRectF plot =
            QRectF(corner, cell).marginsRemoved(margins[static_cast<std::size_t>(i)]);
        layout.plots.push_back(plot.width() > 0 && plot.height() > 0 ? plot : QRectF());
    }
    return layout;
}

}  // namespace

void paintFigure(QPainter& painter, const FigureSpec& figure, const QRectF& target,
                 const FigureLook& look)
{
    FigureLayout layout = layOut(figure, look);
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.translate(target.topLeft());
    if (target.size() != layout.size)
        painter.scale(target.width() / layout.size.width(),
                      target.height() / layout.size.height());
    if (!figure.title.empty()) {
        painter.setPen(look.foreground);
        drawAnchoredText(painter, figureFont(figure.fontPoints + 1),
                         QPointF(layout.size.width() / 2, 0), Qt::AlignHCenter | Qt::AlignTop,
                         QString::fromStdString(figure.title));
    }
    std::string shownLegend;
    for (std::size_t i = 0; i < layout.panels.size(); ++i) {
        if (layout.plots[i].isEmpty())
            continue;
        const std::string key = layout.panels[i].legendKey();
        layout.panels[i].paint(painter, layout.plots[i], key != shownLegend);
        shownLegend = key;
    }
    painter.restore();
}

std::optional<FigurePoint> figurePointAt(const FigureSpec& figure, const QRectF& target,
                                         QPointF place)
{
    FigureLayout layout = layOut(figure, {});
    const QPointF inside((place.x() - target.left()) * layout.size.width() / target.width(),
                         (place.y() - target.top()) * layout.size.height() / target.height());
    for (std::size_t i = 0; i < layout.panels.size(); ++i)
        if (const auto data = layout.panels[i].dataAt(layout.plots[i], inside))
            return FigurePoint{i, data->x(), data->y()};
    return std::nullopt;
}

}  // namespace nie
