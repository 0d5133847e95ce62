#include "widgets/figures/figure_picture.h"

#include "widgets/figures/figure_text.h"

#include <QPainter>

#include <algorithm>
#include <utility>

namespace nie {

namespace {

/// What lines on the edge of a plot area reach out of it: half of the broadest, and a pixel of its
/// smooth edge (points; pixels).
constexpr double kEdgeReach = 1.0;
constexpr double kEdgePixels = 1.0;

bool sameRange(const AxisRange& a, const AxisRange& b)
{
    return a.from == b.from && a.to == b.to;
}

bool sameAxis(const AxisSpec& a, const AxisSpec& b)
{
    return a.label == b.label && a.logarithmic == b.logarithmic && a.reversed == b.reversed &&
           a.names == b.names && a.bare == b.bare;
}

bool sameRange(const ValueRange& a, const ValueRange& b)
{
    return a.from == b.from && a.to == b.to && a.clipsBelow == b.clipsBelow &&
           a.clipsAbove == b.clipsAbove;
}

/// All but the cells and their place.
bool sameColours(const ImageSpec& a, const ImageSpec& b)
{
    return a.label == b.label && a.colourMap == b.colourMap && a.logarithmic == b.logarithmic &&
           a.symmetric == b.symmetric && a.colourBar == b.colourBar &&
           sameRange(valueRange(a), valueRange(b));
}

/// Names, which stand in the legend; and points, which may stand out of the plot area.
bool sameMarks(const SeriesSpec& a, const SeriesSpec& b)
{
    const bool points = a.style == SeriesSpec::Style::Points;
    return a.label == b.label && a.style == b.style && a.colour == b.colour &&
           (!points || (a.x == b.x && a.y == b.y && a.widthPoints == b.widthPoints));
}

/// Lines without a name may come and go: only contours do.
bool isContour(const SeriesSpec& series)
{
    return series.label.empty() && series.style != SeriesSpec::Style::Points;
}

std::vector<const SeriesSpec*> seriesOutside(const PanelSpec& panel)
{
    std::vector<const SeriesSpec*> kept;
    for (const SeriesSpec& series : panel.series)
        if (!isContour(series))
            kept.push_back(&series);
    return kept;
}

bool keepsFrameOfPanel(const PanelSpec& a, const PanelSpec& b)
{
    if (!a.image || !b.image || a.title != b.title || a.equalAspect != b.equalAspect ||
        a.arrowLabel != b.arrowLabel || a.arrows.empty() != b.arrows.empty() ||
        !sameAxis(a.x, b.x) || !sameAxis(a.y, b.y) || !sameColours(*a.image, *b.image))
        return false;
    const PanelRanges one = panelRanges(a), other = panelRanges(b);
    if (!sameRange(one.x, other.x) || !sameRange(one.y, other.y))
        return false;
    const auto sameBand = [](const BandSpec& band, const BandSpec& with) {
        return band.label == with.label && (band.from == band.to) == (with.from == with.to);
    };
    const auto series = seriesOutside(a), with = seriesOutside(b);
    return std::equal(a.bands.begin(), a.bands.end(), b.bands.begin(), b.bands.end(), sameBand) &&
           std::equal(series.begin(), series.end(), with.begin(), with.end(),
                      [](const auto* x, const auto* y) { return sameMarks(*x, *y); });
}

}  // namespace

void FigurePicture::forget()
{
    m_layout.reset();
}

void FigurePicture::show(FigurePlacement next)
{
    const bool keeps = m_layout && keepsFrame(next);
    const bool title = m_placement.figure.title != next.figure.title;
    if (!keeps) {
        m_layout.reset();
        m_placement = std::move(next);
        drawWhole();
        return;
    }
    // The layout's painters refer to the panels: these stay where they are.
    for (std::size_t i = 0; i < next.figure.panels.size(); ++i)
        m_placement.figure.panels[i] = std::move(next.figure.panels[i]);
    m_placement.figure.title = std::move(next.figure.title);
    drawInside(title);
}

bool FigurePicture::keepsFrame(const FigurePlacement& next) const
{
    const FigureSpec& a = m_placement.figure;
    const FigureSpec& b = next.figure;
    return m_placement.target == next.target && m_placement.size == next.size &&
           m_placement.ratio == next.ratio && m_placement.look == next.look &&
           a.widthMillimetres == b.widthMillimetres && a.heightMillimetres == b.heightMillimetres &&
           a.columns == b.columns && a.evenPlots == b.evenPlots && a.fontPoints == b.fontPoints &&
           a.leastLinePoints == b.leastLinePoints && a.letter == b.letter &&
           a.title.empty() == b.title.empty() &&
           std::equal(a.panels.begin(), a.panels.end(), b.panels.begin(), b.panels.end(),
                      keepsFrameOfPanel);
}

void FigurePicture::drawWhole()
{
    m_pixmap = QPixmap((QSizeF(m_placement.size) * m_placement.ratio).toSize());
    m_pixmap.setDevicePixelRatio(m_placement.ratio);
    m_pixmap.fill(m_placement.look.background);
    m_places.clear();
    if (m_placement.target.isEmpty())
        return;
    ++m_wholeDrawings;
    m_layout = layOut(m_placement.figure, m_placement.look);
    QPainter painter(&m_pixmap);
    enterLayout(painter, *m_layout, m_placement.target);
    paintTitle(painter, m_placement.figure, *m_layout, m_placement.look);
    paintPanels(painter, *m_layout);
    m_places = placesIn(m_placement.target, *m_layout);
}

void FigurePicture::drawInside(bool title)
{
    QPainter painter(&m_pixmap);
    const double pixels = m_placement.target.height() / m_layout->size.height();  // of a unit
    const double reach = kEdgeReach * kUnitsPerPoint * pixels + kEdgePixels;
    for (std::size_t i = 0; i < m_layout->panels.size(); ++i) {
        if (m_layout->plots[i].isEmpty())
            continue;
        painter.save();
        clear(painter, m_places[i].area.adjusted(-reach, -reach, reach, reach));
        enterLayout(painter, *m_layout, m_placement.target);
        m_layout->panels[i].paintInside(painter, m_layout->plots[i]);
        painter.restore();
    }
    if (!title)
        return;
    const QRectF& target = m_placement.target;
    clear(painter, {0, target.top(), static_cast<double>(m_placement.size.width()),
                    m_layout->titleHeight * pixels});
    enterLayout(painter, *m_layout, target);
    paintTitle(painter, m_placement.figure, *m_layout, m_placement.look);
}

/// Whole pixels of the device: what lies beside them stays as it is.
void FigurePicture::clear(QPainter& painter, const QRectF& area) const
{
    const qreal ratio = m_placement.ratio;
    const QRect device =
        QRectF(area.topLeft() * ratio, area.size() * ratio).toAlignedRect() & m_pixmap.rect();
    const QRectF exact(QPointF(device.topLeft()) / ratio, QSizeF(device.size()) / ratio);
    painter.setClipRect(exact);
    painter.fillRect(exact, m_placement.look.background);
}

}  // namespace nie
