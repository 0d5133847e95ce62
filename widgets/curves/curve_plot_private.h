#pragma once

#include "widgets/curves/curve_data.h"
#include "widgets/curves/curve_plot.h"
#include "widgets/curves/qcustomplot_header.h"
#include "widgets/curves/view_history.h"

#include <QPointer>
#include <QTimer>

class QLabel;
class QToolButton;

namespace nie {

class CurveLegend;
class PlotInteraction;

/// State and drawing of a CurvePlot. Data is appended at once; the picture follows at the next tick
/// of the refresh timer. Split over curve_plot_view.cpp (ranges), curve_plot_drawing.cpp (graphs)
/// and curve_plot_cursor.cpp (read-out, markers, clicks).
class CurvePlot::Private {
public:
    explicit Private(CurvePlot* owner);

    /// A series, its points and the two graphs that draw it.
    struct Entry {
        CurveSeries series;
        CurveData data;
        QCPGraph* raw = nullptr;
        QCPGraph* smooth = nullptr;
        std::size_t drawn = 0;        ///< points already given to the graphs
        std::size_t notPositive = 0;  ///< left out on a logarithmic axis
        std::size_t notFinite = 0;
    };
    struct Marker {
        CurveMarker marker;
        QCPItemStraightLine* line = nullptr;
    };
    struct View {
        QCPRange x, left, right;
    };

    void build();
    void connectInteraction();
    QCPAxis* axis(CurveSide side) const
    {
        return side == CurveSide::Left ? plot->yAxis : plot->yAxis2;
    }
    Entry& entry(const std::string& id);
    Entry* find(const std::string& id);

    // curve_plot_drawing.cpp
    void schedule();
    void refresh();
    void synchronise();
    void synchroniseEntry(Entry& entry);
    void rebuild();
    void restyle();
    void styleEntry(Entry& entry);
    void applyXTicker();
    void updateNotShown();
    void updateEmptyState();
    FigureSpec figure() const;
    PanelSpec panel(CurveSide side) const;

    // curve_plot_view.cpp
    View view() const
    {
        return {plot->xAxis->range(), plot->yAxis->range(), plot->yAxis2->range()};
    }
    void apply(const View& view);
    void leaveView();
    QCPRange dataX() const;
    QCPRange dataY(CurveSide side, const QCPRange& x) const;
    QCPRange padded(const QCPRange& range, bool logarithmic) const;
    void fitX();
    void fitY(bool lazily);
    void follow();
    void setFollowing(bool on);

    // curve_plot_cursor.cpp
    void hover(const QPointF& position);
    void unhover();
    void click(const QPointF& position);
    const Marker* markerAt(double pixelX) const;
    void placeMarkers();
    double markerX(const CurveMarker& marker) const;
    std::size_t nearest(const Entry& entry, double x) const;
    void showReadout(double x);

    CurvePlot* q;
    QCustomPlot* plot = nullptr;
    CurveLegend* legend = nullptr;
    QLabel* readoutLabel = nullptr;
    QLabel* notShownLabel = nullptr;
    QLabel* emptyLabel = nullptr;
    QToolButton* badge = nullptr;
    PlotInteraction* interaction = nullptr;
    QCPItemStraightLine* cursorLine = nullptr;
    QTimer refreshTimer;
    std::vector<std::unique_ptr<Entry>> entries;
    std::vector<Marker> markers;
    ViewHistory<View> history;
    CurveX x = CurveX::Step;
    double smoothing = 0.0;
    bool following = true;
    double followWindow = 0.0;
    QString notShown;
    QElapsedTimer sinceSummary;
};

}  // namespace nie
