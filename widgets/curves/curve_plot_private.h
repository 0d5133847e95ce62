#pragma once

#include "widgets/curves/curve_data.h"
#include "widgets/curves/curve_plot.h"
#include "widgets/curves/drawn_curve.h"
#include "widgets/curves/qcustomplot_header.h"
#include "widgets/curves/view_history.h"

#include <QPointer>
#include <QTimer>

class QLabel;
class QToolButton;

namespace nie {

class CurveLegend;
class CurveTable;
class PlotInteraction;

/// "Run 3: Training loss"; the name alone where it belongs to no run.
QString fullLabel(const CurveSeries& series);

/// State and drawing of a CurvePlot. Data is appended at once; the picture follows at the next tick
/// of the refresh timer. Split over curve_plot_points.cpp (what of the points is drawn),
/// _drawing.cpp (widgets, colours and texts), _view.cpp (ranges), _cursor.cpp (read-out, clicks),
/// _measure.cpp (cursors A and B), _markers.cpp, _menu.cpp and _figure.cpp.
class CurvePlot::Private {
public:
    explicit Private(CurvePlot* owner);

    /// A series, its points and the graphs that draw it.
    struct Entry {
        CurveSeries series;
        CurveData data;
        QCPGraph* raw = nullptr;
        QCPGraph* smooth = nullptr;
        QCPGraph* lower = nullptr;  ///< edges of band or envelope; made when there is one
        QCPGraph* upper = nullptr;
        DrawnCurve rawCurve, smoothCurve, lowerCurve, upperCurve;  ///< what the axes can show
        std::size_t drawn = 0;        ///< points already sorted into those
        std::size_t notPositive = 0;  ///< left out on a logarithmic axis
        std::size_t notFinite = 0;
        bool lowerCut = false;       ///< the band reaches below a logarithmic axis
        std::size_t inGraphs = 0;    ///< points that the graphs were reduced from
        DrawnCurve::Axis reducedTo;  ///< and the view they were reduced to

        void restart()
        {
            drawn = 0;
            inGraphs = 0;
            reducedTo = {};
        }
    };
    /// A vertical line A or B, set by hand.
    struct Cursor {
        std::optional<double> x;
        QCPItemStraightLine* line = nullptr;
        QCPItemText* name = nullptr;
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

    // curve_plot_points.cpp
    void synchronise();
    void synchroniseEntry(Entry& entry);
    void sortIn(Entry& entry, std::size_t index, bool logX, bool logY);
    void reduce();
    void rebuild();
    void makeRangeGraphs(Entry& entry);
    void removeGraphs(Entry& entry);
    void updateNotShown();

    // curve_plot_drawing.cpp
    void schedule();
    void refresh();
    void restyle();
    void styleEntry(Entry& entry);
    void updateAxes();
    void applyXTicker();
    void updateEmptyState();

    // curve_plot_figure.cpp
    FigureSpec figure() const;
    PanelSpec panel(CurveSide side) const;
    void addLines(PanelSpec& panel, const Entry& entry) const;

    // curve_plot_view.cpp
    View view() const
    {
        return {plot->xAxis->range(), plot->yAxis->range(), plot->yAxis2->range()};
    }
    void apply(const View& view);
    void leaveView();
    QCPRange dataX() const;
    double followFrom(const QCPRange& all) const;
    QCPRange dataY(CurveSide side, const QCPRange& x) const;
    QCPRange padded(const QCPRange& range, bool logarithmic) const;
    void fitX();
    void fitY(bool lazily);
    void follow();
    void setFollowing(bool on);

    // curve_plot_cursor.cpp
    void hover(const QPointF& position);
    void unhover();
    void click(const QPointF& position, Qt::KeyboardModifiers keys);
    std::size_t nearest(const Entry& entry, double x) const;
    void showReadout(double x);
    /// The id of the curve under the mouse; empty: none.
    std::string curveAt(const QPointF& position) const;

    // curve_plot_markers.cpp
    QString markerText(double pixelX) const;
    void placeMarkers();
    void styleMarker(const Marker& marker) const;
    double markerX(const CurveMarker& marker) const;

    // curve_plot_measure.cpp
    void buildCursors();
    void setCursor(Cursor& cursor, std::optional<double> x);
    void setNextCursor(double x);
    void styleCursors();
    std::pair<double, double> drawnPoint(const Entry& entry, std::size_t index) const;
    double logSlope(const Entry& entry, double from, double to) const;

    // curve_plot_menu.cpp
    void showMenu(const QPointF& position);

    CurvePlot* q;
    QCustomPlot* plot = nullptr;
    CurveLegend* legend = nullptr;
    CurveTable* table = nullptr;
    QLabel* readoutLabel = nullptr;
    QLabel* notShownLabel = nullptr;
    QLabel* emptyLabel = nullptr;
    QToolButton* badge = nullptr;
    PlotInteraction* interaction = nullptr;
    QCPItemStraightLine* cursorLine = nullptr;
    Cursor cursorA, cursorB;
    QTimer refreshTimer;
    std::vector<std::unique_ptr<Entry>> entries;
    std::vector<Marker> markers;
    ViewHistory<View> history;
    CurveX x = CurveX::Step;
    QString leftTitle, rightTitle;
    double smoothing = 0.0;
    bool envelope = false;
    bool outlierTolerant = false;
    std::string highlighted;
    bool following = true;
    double followWindow = 0.0;  ///< steps
    QString notShown;
    QElapsedTimer sinceSummary;
};

}  // namespace nie
