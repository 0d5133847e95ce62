#pragma once

#include "widgets/curves/curve_series.h"

#include <QWidget>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

class QCustomPlot;
class QMenu;

namespace nie {

/// A live plot of training curves.
///
///     CurvePlot plot;
///     plot.setYAxis(CurveSide::Left, "Loss (MSE)", true);
///     plot.addSeries({.id = "train", .label = "Training"});
///     plot.append("train", points);
///
/// Appending is cheap at any rate; the picture is refreshed at most 30 times a second. Wheel over
/// the plot zooms both axes, over an axis that axis; drag pans; Shift+drag draws a zoom box; double
/// click fits; a right click offers the model at that step and the cursors A and B. While
/// following, the x axis shows the whole run (or the last setFollowWindow() steps) and y fits; any
/// zoom or pan ends following, and one click on the badge returns to it. A million points are drawn
/// as the least and largest value of each pixel column: no spike is lost.
class CurvePlot : public QWidget {
    Q_OBJECT

public:
    explicit CurvePlot(QWidget* parent = nullptr);
    ~CurvePlot() override;

    /// Adds a series, or restyles the one with this id.
    void addSeries(const CurveSeries& series);
    void removeSeries(const std::string& id);
    std::vector<CurveSeries> series() const;
    void setSeriesVisible(const std::string& id, bool visible);
    void setSeriesLabel(const std::string& id, const QString& label);
    void setSeriesSide(const std::string& id, CurveSide side);

    /// Points in order of step. Unknown ids throw std::out_of_range.
    void append(const std::string& id, std::span<const CurvePoint> points);
    void append(const std::string& id, const CurvePoint& point);
    void setPoints(const std::string& id, std::span<const CurvePoint> points);
    /// A curve with a shaded band about it, mean +- standard deviation over seeds: replaces all of
    /// the series' points. Centre and bounds are smoothed alike.
    void setBand(const std::string& id, std::span<const CurveBandPoint> points);
    std::span<const CurvePoint> points(const std::string& id) const;
    /// The smoothed values, one a point, as drawn.
    std::span<const double> smoothedValues(const std::string& id) const;
    /// Removes the points of later steps from all series: the training went back to this one.
    void dropAfter(double step);
    /// Removes all points and markers, keeps the series.
    void clear();

    void addMarker(const CurveMarker& marker);
    int markerCount() const;

    void setXAxis(CurveX x);
    CurveX xAxis() const;
    void setLogarithmicX(bool logarithmic);
    bool isLogarithmicX() const;
    /// Title (with unit in parentheses) and scale of a y axis. The quantities of the visible series
    /// that have one are added to it.
    void setYAxis(CurveSide side, const QString& title, bool logarithmic);
    void setLogarithmicY(CurveSide side, bool logarithmic);
    bool isLogarithmicY(CurveSide side) const;

    /// Debiased exponential moving average, 0 (off) <= weight < 1; see curves/smoothing.h.
    void setSmoothing(double weight);
    double smoothing() const;

    /// Shades the range of the raw values behind a smoothed curve in place of drawing them all.
    void setEnvelopeShown(bool shown);
    bool isEnvelopeShown() const;
    /// y ranges that fit show the values from the 1 to the 99 % quantile of each curve.
    void setOutlierTolerant(bool tolerant);
    bool isOutlierTolerant() const;
    /// Draws a series broader than the others (as a legend does under the mouse); empty: none.
    void setHighlighted(const std::string& id);
    const std::string& highlighted() const;
    /// The values under the cursor (or between A and B) as a table beside the curves.
    void setTableShown(bool shown);
    bool isTableShown() const;

    /// Vertical lines A and B, in units of the x axis; none: taken away.
    void setCursorA(std::optional<double> x);
    void setCursorB(std::optional<double> x);
    std::optional<double> cursorA() const;
    std::optional<double> cursorB() const;
    /// A curve between the cursors, by its values as drawn (smoothed where it is).
    struct ComparisonRow {
        std::string id;
        QString label;
        double xA = 0.0, xB = 0.0;  ///< of the nearest points
        double yA = 0.0, yB = 0.0;
        double difference = 0.0;  ///< yB - yA
        double ratio = 0.0;       ///< yB / yA
        /// Of the least-squares line through log y over log x between the cursors; NaN for fewer
        /// than two points above 0.
        double logSlope = 0.0;
        QString run = {};
    };
    /// Rows of all visible series; empty unless both cursors are set.
    std::vector<ComparisonRow> comparison() const;

    void setFollowing(bool following);
    bool isFollowing() const;
    /// Length of the live x window in steps, whatever the x axis counts; 0 shows the whole run.
    void setFollowWindow(double steps);
    double followWindow() const;

    void fit();
    void zoomBack();
    void zoomForward();
    bool canZoomBack() const;
    bool canZoomForward() const;
    void setXRange(double lower, double upper);
    void setYRange(CurveSide side, double lower, double upper);
    std::pair<double, double> xRange() const;
    std::pair<double, double> yRange(CurveSide side) const;

    /// "3 points <= 0 not shown", or empty.
    QString notShownText() const;
    /// "Loss, 3 curves, last value of Training 0.0123 at step 5000"; also the accessible
    /// description.
    QString summary() const;
    /// Whether no series has a point.
    bool isEmpty() const;
    /// What is on the screen, for export; no panels while there are no points.
    FigureSpec figure() const;
    /// Shown in place of the axes while there are no points.
    void setEmptyText(const QString& text);

    /// One line of the read-out under the cursor.
    struct ReadoutRow {
        std::string id;
        QString label;
        CurvePoint point;  ///< the nearest point in x
        double smoothed = 0.0;
        QString run = {};
    };
    /// Rows of all visible series nearest to x (in units of the x axis).
    std::vector<ReadoutRow> readout(double x) const;

    /// The drawing inside, for tests and unusual needs.
    QCustomPlot* drawing() const;

Q_SIGNALS:
    void followingChanged(bool following);
    void followWindowChanged(double steps);
    void xAxisChanged(nie::CurveX x);
    void scalesChanged();
    void smoothingChanged(double weight);
    void zoomHistoryChanged();
    void notShownChanged(const QString& text);
    /// The cursor moved to x; NaN when it left.
    void cursorMoved(double x);
    /// A point was clicked: the nearest one of the nearest curve.
    void pointClicked(const std::string& id, const nie::CurvePoint& point);
    /// "Open the model at this step" was chosen in the context menu.
    void stepChosen(std::int64_t step);
    /// The context menu is about to be opened; others may add to it.
    void menuOpening(QMenu* menu);
    void envelopeShownChanged(bool shown);
    void outlierTolerantChanged(bool tolerant);
    void tableShownChanged(bool shown);
    void highlightChanged(const std::string& id);
    void cursorsChanged();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

}  // namespace nie
