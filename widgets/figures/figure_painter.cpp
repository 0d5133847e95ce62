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

}  // namespace

void paintFigure(QPainter& painter, const FigureSpec& figure, const QRectF& target,
                 const FigureLook& look)
{
    const double unit = kUnitsPerPoint * kPointsPerMillimetre;
    const QSizeF size(figure.widthMillimetres * unit, figure.heightMillimetres * unit);
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.translate(target.topLeft());
    if (target.size() != size)
        painter.scale(target.width() / size.width(), target.height() / size.height());
    double top = 0;
    if (!figure.title.empty()) {
        const QFont font = figureFont(figure.fontPoints + 1);
        painter.setPen(look.foreground);
        drawAnchoredText(painter, font, QPointF(size.width() / 2, 0),
                         Qt::AlignHCenter | Qt::AlignTop, QString::fromStdString(figure.title));
        top = 1.3 * QFontMetricsF(font).height();
    }
    const int count = static_cast<int>(figure.panels.size());
    const int columns = std::clamp(figure.columns, 1, std::max(count, 1));
    const int rows = std::max(1, (count + columns - 1) / columns);
    const double gap = 4 * kUnitsPerPoint;
    const QSizeF cell((size.width() - gap * (columns - 1)) / columns,
                      (size.height() - top - gap * (rows - 1)) / rows);
    std::vector<PanelPainter> panels;
    for (const PanelSpec& panel : figure.panels)
        panels.emplace_back(panel, cell, figure.fontPoints, look);
    const auto margins = alignedMargins(panels, static_cast<std::size_t>(columns));
    std::string shownLegend;
    for (int i = 0; i < count; ++i) {
        const QPointF corner((i % columns) * (cell.width() + gap),
                             top + (i / columns) * (cell.height() + gap));
        PanelPainter& panel = panels[static_cast<std::size_t>(i)];
        const QRectF plot =
            QRectF(corner, cell).marginsRemoved(margins[static_cast<std::size_t>(i)]);
        if (plot.width() <= 0 || plot.height() <= 0)
            continue;
        const std::string key = panel.legendKey();
        panel.paint(painter, plot, key != shownLegend);
        shownLegend = key;
    }
    painter.restore();
}

}  // namespace nie
