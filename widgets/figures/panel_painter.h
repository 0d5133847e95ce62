#pragma once

#include "widgets/figures/axis_mapping.h"
#include "widgets/figures/axis_ticks.h"
#include "widgets/figures/figure_painter.h"

#include <QFont>
#include <QMarginsF>
#include <QPen>
#include <QStringList>

#include <map>
#include <optional>
#include <string>
#include <utility>

namespace nie {

/// "\u22123" for -3.
QString exponentText(int exponent);

/// Draws one panel of a figure, in tenths of a point. First `margins` of all panels, so that those
/// of one figure line up, then `paint`.
class PanelPainter {
public:
    /// `cell`: size available to the panel; `fontPoints`: the figure's.
    PanelPainter(const PanelSpec& panel, QSizeF cell, double fontPoints, const FigureLook& look);

    /// What axes, titles and a legend outside need around the plot area.
    QMarginsF margins() const;
    /// `plot`: the plot area. `legend`: false where a neighbour shows the same one. `top`: height of
    /// the margin above, so that titles of one row stand level.
    void paint(QPainter& painter, const QRectF& plot, bool legend, double top);
    /// What paint() draws in and on the edge of the plot area, without any text. The panel may have
    /// other data than at its making, where axes, labels and legend are the same.
    void paintInside(QPainter& painter, const QRectF& plot);
    /// Plot area and axes as paint() with the same plot area draws them, in its coordinates.
    PanelPlace placeIn(const QRectF& plot);
    /// The legend's entries as one text, to compare panels by.
    std::string legendKey() const;

private:
    struct LegendEntry {
        const SeriesSpec* series = nullptr;  ///< null: a band, or the arrows
        QString label;
        QRectF box;
        bool arrows = false;
    };

    void prepare(QSizeF plot);
    void paintData(QPainter& painter, const QRectF& plot) const;
    QPen penOf(const SeriesSpec& series) const;
    QColor colourOf(const SeriesSpec& series) const;
    void assignDashes();
    std::vector<LegendEntry> legendEntries() const;
    QSizeF legendSize(const std::vector<LegendEntry>& entries) const;
    bool legendSpot(const QRectF& plot, QSizeF size, QPointF* corner) const;
    double legendRows(double width, std::vector<LegendEntry>* entries) const;
    /// Of a line so many points wide, in drawing units.
    void thinXLabels();
    double lineWidth(double points) const;
    double tickLabelWidth(const AxisTicks& ticks, std::size_t index) const;

    bool hasColourBar() const { return m_panel.image && m_panel.image->colourBar; }
    double colourBarWidth() const;
    double widestBarLabel() const;
    QStringList barTitle() const;
    QRectF imageArea(const QRectF& plot) const;

    void paintImage(QPainter& painter, const QRectF& plot) const;
    void paintColourBar(QPainter& painter, const QRectF& plot) const;
    void paintBarTicks(QPainter& painter, const QRectF& bar) const;
    void paintBands(QPainter& painter, const QRectF& plot) const;
    void paintBandsOverImage(QPainter& painter, const QRectF& plot) const;
    /// The part of a band that the axis shows, in drawing units; nothing where there is none.
    std::optional<std::pair<double, double>> shownBand(const BandSpec& band) const;
    void paintArrows(QPainter& painter, const QRectF& plot) const;
    void paintArrow(QPainter& painter, QPointF from, QPointF to) const;
    void paintFills(QPainter& painter, const QRectF& plot) const;
    void paintSeries(QPainter& painter) const;
    void paintMark(QPainter& painter, const SeriesSpec& series, QPointF at) const;
    void paintAxes(QPainter& painter, const QRectF& plot) const;
    void paintAxisLines(QPainter& painter, const QRectF& plot) const;
    void paintXTexts(QPainter& painter, const QRectF& plot) const;
    void paintYTexts(QPainter& painter, const QRectF& plot) const;
    void paintLegend(QPainter& painter, const QRectF& plot) const;
    void paintEntry(QPainter& painter, const LegendEntry& entry) const;

    const PanelSpec& m_panel;
    QSizeF m_cell;
    double m_fontPoints;
    FigureLook m_look;
    QFont m_font;
    PanelRanges m_ranges;
    AxisMapping m_x;
    AxisMapping m_y;
    AxisTicks m_xTicks;
    AxisTicks m_yTicks;
    ValueRange m_values;  ///< of the colour bar
    AxisTicks m_barTicks;
    bool m_legendInside = true;
    double m_top = 0;  ///< of the title, over the plot area
    std::map<std::pair<int, int>, int> m_dashes;  ///< (style, colour) -> how many came before it
};

}  // namespace nie
