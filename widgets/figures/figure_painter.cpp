#include "widgets/figures/figure_painter.h"

#include "widgets/figures/figure_text.h"
#include "widgets/figures/panel_painter.h"

#include <QPainter>

#include <algorithm>
#include <vector>

namespace nie {

namespace {

constexpr double kPointsPerMillimetre = 72.0 / 25.4;

/// Margins that all panels of a figure share, so that their plot areas line up.
QMarginsF largest(const std::vector<PanelPainter>& panels)
{
    QMarginsF all;
    for (const PanelPainter& panel : panels) {
        const QMarginsF one = panel.margins();
        all = QMarginsF(std::max(all.left(), one.left()), std::max(all.top(), one.top()),
                        std::max(all.right(), one.right()), std::max(all.bottom(), one.bottom()));
    }
    return all;
}

}  // namespace

void paintFigure(QPainter& painter, const FigureSpec& figure, const QRectF& target, const FigureLook& look)
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
        drawAnchoredText(painter, font, QPointF(size.width() / 2, 0), Qt::AlignHCenter | Qt::AlignTop,
                         QString::fromStdString(figure.title));
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
    const QMarginsF margins = largest(panels);
    std::string shownLegend;
    for (int i = 0; i < count; ++i) {
        const QPointF corner((i % columns) * (cell.width() + gap), top + (i / columns) * (cell.height() + gap));
        const QRectF plot = QRectF(corner, cell).marginsRemoved(margins);
        if (plot.width() <= 0 || plot.height() <= 0)
            continue;
        const std::string key = panels[static_cast<std::size_t>(i)].legendKey();
        panels[static_cast<std::size_t>(i)].paint(painter, plot, key != shownLegend);
        shownLegend = key;
    }
    painter.restore();
}

}  // namespace nie
