#include "widgets/figures/figure_layout.h"

#include "widgets/figures/figure_text.h"

#include <QPainter>

#include <algorithm>
#include <utility>

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

/// Left end and width of every column. Of even plots the same room is left within the margins.
std::vector<std::pair<double, double>> columnSpans(const std::vector<QMarginsF>& margins,
                                                   std::size_t columns, double width, double gap,
                                                   bool evenPlots)
{
    const double cell =
        (width - gap * static_cast<double>(columns - 1)) / static_cast<double>(columns);
    double besides = 0;
    for (std::size_t column = 0; column < std::min(columns, margins.size()); ++column)
        besides += margins[column].left() + margins[column].right();
    const double plot = cell - besides / static_cast<double>(columns);
    std::vector<std::pair<double, double>> spans;
    double left = 0;
    for (std::size_t column = 0; column < std::min(columns, margins.size()); ++column) {
        const double own = margins[column].left() + margins[column].right();
        spans.emplace_back(left, evenPlots && plot > 0 ? plot + own : cell);
        left += spans.back().second + gap;
    }
    return spans;
}

}  // namespace

FigureLayout layOut(const FigureSpec& figure, const FigureLook& look)
{
    const double unit = kUnitsPerPoint * kPointsPerMillimetre;
    FigureLayout layout;
    layout.size = QSizeF(figure.widthMillimetres * unit, figure.heightMillimetres * unit);
    if (!figure.title.empty() || !figure.letter.empty())
        layout.titleHeight = 1.3 * QFontMetricsF(figureFont(figure.fontPoints + 1)).height();
    if (figure.scene)
        return layout;
    const double top = layout.titleHeight;
    const int count = static_cast<int>(figure.panels.size());
    const int columns = std::clamp(figure.columns, 1, std::max(count, 1));
    const int rows = std::max(1, (count + columns - 1) / columns);
    const double gap = 4 * kUnitsPerPoint;
    const QSizeF cell((layout.size.width() - gap * (columns - 1)) / columns,
                      (layout.size.height() - top - gap * (rows - 1)) / rows);
    FigureLook drawn = look;
    drawn.leastLinePoints = std::max(look.leastLinePoints, figure.leastLinePoints);
    for (const PanelSpec& panel : figure.panels)
        layout.panels.emplace_back(panel, cell, figure.fontPoints, drawn);
    const auto margins = alignedMargins(layout.panels, static_cast<std::size_t>(columns));
    const auto spans = columnSpans(margins, static_cast<std::size_t>(columns), layout.size.width(),
                                   gap, figure.evenPlots);
    for (int i = 0; i < count; ++i) {
        const auto [left, width] = spans[static_cast<std::size_t>(i % columns)];
        const QRectF room(left, top + (i / columns) * (cell.height() + gap), width, cell.height());
        const QRectF plot = room.marginsRemoved(margins[static_cast<std::size_t>(i)]);
        layout.tops.push_back(margins[static_cast<std::size_t>(i)].top());
        layout.plots.push_back(plot.width() > 0 && plot.height() > 0 ? plot : QRectF());
    }
    return layout;
}

void enterLayout(QPainter& painter, const FigureLayout& layout, const QRectF& target)
{
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.translate(target.topLeft());
    if (target.size() != layout.size)
        painter.scale(target.width() / layout.size.width(), target.height() / layout.size.height());
}

void paintTitle(QPainter& painter, const FigureSpec& figure, const FigureLayout& layout,
                const FigureLook& look)
{
    if (!figure.title.empty()) {
        painter.setPen(look.foreground);
        drawAnchoredText(painter, figureFont(figure.fontPoints + 1),
                         QPointF(layout.size.width() / 2, 0), Qt::AlignHCenter | Qt::AlignTop,
                         QString::fromStdString(figure.title));
    }
    if (!figure.letter.empty()) {
        painter.setPen(look.foreground);
        drawAnchoredText(painter, figureFont(figure.fontPoints + 1, true), QPointF(0, 0),
                         Qt::AlignLeft | Qt::AlignTop, QString::fromStdString(figure.letter));
    }
}

void paintPanels(QPainter& painter, FigureLayout& layout)
{
    std::string shownLegend;
    for (std::size_t i = 0; i < layout.panels.size(); ++i) {
        if (layout.plots[i].isEmpty())
            continue;
        const std::string key = layout.panels[i].legendKey();
        layout.panels[i].paint(painter, layout.plots[i], key != shownLegend, layout.tops[i]);
        shownLegend = key;
    }
}

std::vector<PanelPlace> placesIn(const QRectF& target, FigureLayout& layout)
{
    const double across = target.width() / layout.size.width();
    const double down = target.height() / layout.size.height();
    std::vector<PanelPlace> places;
    for (std::size_t i = 0; i < layout.panels.size(); ++i) {
        if (layout.plots[i].isEmpty()) {
            places.emplace_back();
            continue;
        }
        PanelPlace place = layout.panels[i].placeIn(layout.plots[i]);
        const QRectF area = place.area;
        place.area = QRectF(target.left() + area.left() * across, target.top() + area.top() * down,
                            area.width() * across, area.height() * down);
        for (double* end : {&place.x.start, &place.x.end})
            *end = target.left() + *end * across;
        for (double* end : {&place.y.start, &place.y.end})
            *end = target.top() + *end * down;
        places.push_back(place);
    }
    return places;
}

}  // namespace nie
